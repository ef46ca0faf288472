"""What tools print in other ways than their usual one: short, native, as TAP, as JSON, as XML."""

from tests.diagnosis_cases.case import Case, Place

_PYTEST = {
    "shop/cart.py": 'def total(prices):\n    """Sum.\n\n    >>> total([1, 2])\n    4\n    """\n    return sum(prices) / len(prices)\n',
    "tests/test_cart.py": "from shop.cart import total\n\n\ndef check(n):\n    assert n == 3\n\n\ndef test_sum():\n    check(total([1, 2]))\n\n\nclass TestCart:\n    def test_empty(self):\n        assert total([]) == 1\n\n\ndef test_even(subtests):\n    for i in range(3):\n        with subtests.test(i=i):\n            assert i % 2 == 0\n",
}
_PYTEST_PLACES: tuple[Place, ...] = (
    ("tests/test_cart.py", 5),
    ("shop/cart.py", 7),
    ("tests/test_cart.py", 20),
)
_PYTEST_TESTS = (
    "tests/test_cart.py::test_sum",
    "tests/test_cart.py::TestCart::test_empty",
    "tests/test_cart.py::test_even",
)
_VITEST = {
    "src/cart.js": 'export const total = (prices) => {\n  if (!prices) throw new TypeError("no prices");\n  return prices.length;\n};\n',
    "src/cart.test.js": 'import { describe, expect, it } from "vitest";\nimport { total } from "./cart";\n\ndescribe("cart", () => {\n  it("adds", () => {\n    expect(total([1, 2])).toBe(3);\n  });\n  it("throws", () => {\n    total(null);\n  });\n});\n',
}
_VITEST_PLACES: tuple[Place, ...] = (("src/cart.test.js", 6), ("src/cart.js", 2))
_NODE = {
    "a.test.mjs": 'import { strict as assert } from "node:assert";\nimport { describe, it, test } from "node:test";\n\ndescribe("cart", () => {\n  it("adds", () => assert.equal(1, 2));\n  it("inner", async (t) => {\n    await t.test("deep", () => {\n      throw new Error("no");\n    });\n  });\n});\ntest("is late", { timeout: 50 }, async () => {\n  await new Promise((r) => setTimeout(r, 900));\n});\n',
}
_PHP = {
    "src/Cart.php": "<?php\n\nfinal class Cart\n{\n    public static function total(?array $p): int\n    {\n        return array_sum($p);\n    }\n}\n",
    "tests/CartTest.php": "<?php\n\nrequire_once __DIR__ . '/../src/Cart.php';\n\nfinal class CartTest extends PHPUnit\\Framework\\TestCase\n{\n    public function testAdds(): void\n    {\n        $this->assertSame(4, Cart::total([1, 2]), 'the sum');\n    }\n\n    public function testRaises(): void\n    {\n        Cart::total(null);\n    }\n\n    public function testRisky(): void\n    {\n    }\n}\n",
}
_RUBOCOP = {"lib/a.rb": "# frozen_string_literal: true\n\ndef size( list )\n  list.size\nend\n"}
_PHPCS = {"src/a.php": "<?php\n\nfunction size( $list )\n{\n    return 1;\n}\n"}
_GO = {
    "go.mod": "module acme.test/shop\n\ngo 1.19\n",
    "cart/cart_test.go": 'package cart\n\nimport (\n\t"testing"\n\t"time"\n)\n\nfunc TestSum(t *testing.T) {\n\tt.Run("of two", func(t *testing.T) {\n\t\tt.Errorf("got %d\\nwant %d", 1, 2)\n\t})\n}\n\nfunc TestSlow(t *testing.T) {\n\ttime.Sleep(3 * time.Second)\n}\n\nfunc TestRaces(t *testing.T) {\n\tn, done := 0, make(chan int)\n\tgo func() {\n\t\tn++\n\t\tdone <- 1\n\t}()\n\tn++\n\t<-done\n}\n',
}

CASES = (
    *(
        Case(
            "pytest",
            f"other tracebacks: {style}",
            _PYTEST,
            f"PYTHONPATH=. pytest -p no:cacheprovider -p no:randomly {style}",
            "test",
            _PYTEST_PLACES,
            _PYTEST_TESTS,
        )
        for style in ("--tb=short", "--tb=line", "--tb=native -q", "-rA --showlocals -vv")
    ),
    Case(
        "pytest",
        "a module's examples",
        _PYTEST,
        "PYTHONPATH=. pytest -p no:cacheprovider --doctest-modules shop",
        "test",
        (("shop/cart.py", 4),),
        ("shop/cart.py::cart.total",),
    ),
    Case(
        "pytest",
        "time runs out, in a thread",
        {"tests/test_slow.py": "import time\n\n\ndef test_slow():\n    time.sleep(9)\n"},
        "pytest -p no:cacheprovider --timeout=1 --timeout-method=thread",
        "test",
        (("tests/test_slow.py", 5),),
    ),
    Case(
        "pytest",
        "an unknown option",
        {"test_a.py": ""},
        "pytest -p no:cacheprovider --nowhere",
        "configuration",
    ),
    *(
        Case(
            "vitest",
            f"as {name}",
            _VITEST,
            f"vitest run --reporter={name}",
            "test",
            _VITEST_PLACES,
            tests,
        )
        for name, tests in (
            ("tap", ("adds", "throws")),
            ("tap-flat", ("src/cart.test.js > cart > adds", "src/cart.test.js > cart > throws")),
            ("github-actions", ("cart > adds", "cart > throws")),
        )
    ),
    Case(
        "vitest",
        "a rejection nobody waits for",
        {
            "a.test.js": 'import { it } from "vitest";\n\nit("a", () => {\n  Promise.reject(new Error("late"));\n});\n'
        },
        "vitest run",
        "test",
        (("a.test.js", 4),),
    ),
    *(
        Case(
            "node",
            f"suites, as {name}",
            _NODE,
            f"node --test --test-reporter={name} a.test.mjs",
            "test",
            places,
            ("adds", "deep", "is late"),
        )
        for name, places in (
            ("spec", (("a.test.mjs", 5), ("a.test.mjs", 8), ("a.test.mjs", 12))),
            ("tap", (("a.test.mjs", 5), ("a.test.mjs", 8), ("a.test.mjs", 12))),
            ("dot", (("a.test.mjs", 5), ("a.test.mjs", 8))),
        )
    ),
    Case(
        "jest",
        "an option that is none",
        {
            "package.json": '{"jest": {"reporters": ["./nowhere.js"]}}\n',
            "a.test.js": 'test("a", () => {});\n',
        },
        "jest --ci",
        "configuration",
    ),
    Case(
        "phpunit",
        "what is risky has not failed",
        _PHP,
        "phpunit tests",
        "test",
        (("src/Cart.php", 7), ("tests/CartTest.php", 9)),
        ("CartTest::testAdds", "CartTest::testRaises"),
    ),
    Case(
        "phpunit",
        "as sentences",
        _PHP,
        "phpunit --testdox tests",
        "test",
        (("src/Cart.php", 7), ("tests/CartTest.php", 9)),
        ("Adds", "Raises"),
    ),
    *(
        Case(
            "phpcs",
            f"as {name}",
            _PHPCS,
            f"phpcs --standard=PSR12 -q --report={name} src",
            "lint",
            (("src/a.php", 3),),
        )
        for name in ("emacs", "csv", "checkstyle")
    ),
    *(
        Case(
            "rubocop",
            f"as {name}",
            _RUBOCOP,
            f"rubocop --cache false --format {name}",
            "lint",
            (("lib/a.rb", 3),),
        )
        for name in ("simple", "github")
    ),
    Case(
        "rspec",
        "failures alone",
        {"spec/a_spec.rb": 'RSpec.describe "a" do\n  it "adds" do\n    expect(1).to eq(2)\n  end\nend\n'},
        "rspec --format failures",
        "test",
        (("spec/a_spec.rb", 2),),
        ("adds",),
    ),
    Case(
        "test-unit",
        "two fail",
        {
            "lib/cart.rb": "def total(p)\n  p.sum\nend\n",
            "test/cart.rb": 'require "test/unit"\nrequire_relative "../lib/cart"\n\nclass CartTest < Test::Unit::TestCase\n  def test_adds\n    assert_equal(4, total([1, 2]), "the sum")\n  end\n\n  test "raises" do\n    total(nil)\n  end\nend\n',
        },
        "ruby test/cart.rb",
        "test",
        (("lib/cart.rb", 2), ("test/cart.rb", 6)),
        ("test_adds", "test: raises"),
    ),
    Case(
        "go",
        "as JSON",
        _GO,
        "go test -json -run Sum ./...",
        "test",
        (("cart/cart_test.go", 10),),
        ("TestSum", "TestSum/of_two"),
    ),
    Case(
        "go",
        "it takes too long",
        _GO,
        "go test -timeout 1s -run Slow ./...",
        "test",
        (("cart/cart_test.go", 15),),
    ),
    Case(
        "go",
        "two at once",
        _GO,
        "go test -race -run Races ./...",
        "test",
        (("cart/cart_test.go", 21),),
        ("TestRaces",),
    ),
    Case(
        "gofmt",
        "its difference",
        {"cart/a.go": "package cart\n\nfunc  f( ) {}\n"},
        "test -z $(gofmt -d . | tee /dev/stderr | head -c 1)",
        "format",
        (("cart/a.go", None),),
    ),
    Case(
        "bats",
        "for people",
        {"test/a.bats": '@test "says" {\n  run echo hi\n  [ "$output" = "ho" ]\n}\n'},
        "bats -F pretty test",
        "test",
        (("test/a.bats", 3),),
        ("says",),
    ),
)
VERSIONS = {
    "test-unit": "ruby -e 'require \"test-unit\"; puts Test::Unit::VERSION'",
    "gofmt": "go version",
}
