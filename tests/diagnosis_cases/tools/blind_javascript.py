"""Blind cases of JavaScript's runners and builders that no family was written after."""

from textwrap import dedent as text

from tests.diagnosis_cases.case import Case

DENO = text("""\
    function same(a: number, b: number) {
      if (a !== b) throw new Error(`${a} is not ${b}`);
    }

    Deno.test("adds", () => {
      same(1 + 1, 3);
    });

    Deno.test("is fine", () => {});

    Deno.test("steps", async (t) => {
      await t.step("first", () => {
        throw new TypeError("boom");
      });
    });
    """)
BUN = text("""\
    import { describe, expect, test } from "bun:test";

    describe("cart", () => {
      test("adds", () => {
        expect(1 + 1).toBe(3);
      });
      test("is fine", () => {});
    });

    test("raises", () => {
      throw new Error("boom");
    });
    """)
FEATURE = "Feature: Cart\n\n  Scenario: Adding two\n    Given an empty cart\n    When 2 are added\n    Then it holds 3\n"
STEPS = text("""\
    const { Given, When, Then } = require("@cucumber/cucumber");
    const assert = require("assert");

    Given("an empty cart", function () {
      this.items = 0;
    });
    When("{int} are added", function (n) {
      this.items += n;
    });
    Then("it holds {int}", function (n) {
      assert.strictEqual(this.items, n);
    });
    """)
TESTS = (
    Case(
        "deno test",
        "two fail",
        {"cart.test.ts": DENO},
        "NO_COLOR=1 deno test --no-remote",
        "test",
        (("cart.test.ts", 2), ("cart.test.ts", 13)),
        ("adds", "steps ... first"),
    ),
    Case(
        "bun test",
        "two fail",
        {"cart.test.ts": BUN},
        "bun test",
        "test",
        (("cart.test.ts", 5), ("cart.test.ts", 11)),
        ("cart > adds", "raises"),
    ),
    Case(
        "cucumber-js",
        "a step fails",
        {"features/cart.feature": FEATURE, "features/steps/cart.js": STEPS},
        "cucumber-js",
        "test",
        (("features/cart.feature", 3), ("features/steps/cart.js", 11)),
        ("Adding two",),
    ),
    Case(
        "cucumber-js",
        "a step is undefined",
        {
            "features/cart.feature": FEATURE.replace("it holds 3", "it is sold"),
            "features/steps/cart.js": STEPS,
        },
        "cucumber-js",
        "test",
        (("features/cart.feature", 3),),
        ("Adding two",),
    ),
    Case(
        "node-tap",
        "one fails",
        {
            "package.json": '{"name": "shop", "type": "commonjs"}\n',
            "test/cart.js": 'const t = require("tap")\n\nt.test("adds", t => {\n  t.equal(1 + 1, 3, "sum")\n  t.end()\n})\n',
        },
        "tap --disable-coverage --reporter=terse test/cart.js",
        "test",
        (("test/cart.js", 4),),
        ("adds > sum",),
    ),
    Case(
        "qunit",
        "one fails",
        {
            "test/cart.js": 'QUnit.module("cart");\n\nQUnit.test("adds", assert => {\n  assert.equal(1 + 1, 3);\n});\n\nQUnit.test("fine", assert => assert.ok(true));\n'
        },
        "qunit test/cart.js",
        "test",
        (("test/cart.js", 4),),
        ("cart > adds",),
    ),
    Case(
        "uvu",
        "one fails",
        {
            "test/cart.js": 'const { test } = require("uvu");\nconst assert = require("uvu/assert");\n\ntest("adds", () => {\n  assert.is(1 + 1, 3);\n});\n\ntest.run();\n'
        },
        "uvu test",
        "test",
        (("test/cart.js", 5),),
        ("adds",),
    ),
)
BUILDERS = (
    Case(
        "sass",
        "an undefined variable",
        {"a.scss": "a {\n  color: $nowhere;\n}\n"},
        "sass a.scss a.css",
        "build",
        (("a.scss", 2),),
    ),
    Case(
        "less",
        "an undefined variable",
        {"a.less": "a {\n  color: @nowhere;\n}\n"},
        "lessc a.less a.css",
        "build",
        (("a.less", 2),),
    ),
    Case(
        "coffee",
        "a syntax error",
        {"a.coffee": "f = (x) ->\n  x +\n\nf 1\n"},
        "coffee -c a.coffee",
        "build",
        (("a.coffee", 2),),
    ),
    Case(
        "babel",
        "a syntax error",
        {"src/a.js": "const a = 1;\nconst b = ;\n"},
        "babel src --out-dir lib",
        "build",
        (("src/a.js", 2),),
    ),
    Case(
        "rollup",
        "it does not parse",
        {"a.js": "import { b } from './b.js';\nconsole.log(b);\n", "b.js": "export const c = 1;\n"},
        "rollup a.js -o out.js",
        "build",
        (("a.js", 1),),
    ),
    Case(
        "rspack",
        "a module is missing",
        {"src/index.js": "import './cart';\nimport './nowhere';\n", "src/cart.js": "export default 1;\n"},
        "rspack build --mode production",
        "build",
        (("src/index.js", 2),),
    ),
    Case(
        "rescript",
        "a type error",
        {
            "rescript.json": '{"name": "shop", "sources": "src", "package-specs": {"module": "commonjs", "in-source": true}}\n',
            "package.json": '{"name": "shop"}\n',
            "src/A.res": 'let f = x => x + 1\n\nlet a = f("one")\n',
        },
        "rescript",
        "build",
        (("src/A.res", 3),),
    ),
    Case(
        "asc",
        "a type error",
        {"a.ts": "export function f(a: i32): i32 {\n  return nowhere(a);\n}\n"},
        "asc a.ts -o a.wasm",
        "build",
        (("a.ts", 2),),
    ),
)
CASES = (*TESTS, *BUILDERS)
VERSIONS = {
    "sass": "sass --version",
    "less": "lessc --version",
    "coffee": "coffee --version",
    "babel": "babel --version",
    "rollup": "rollup --version",
    "rspack": "rspack --version",
    "rescript": "rescript --version",
    "asc": "asc --version",
    "deno test": "deno --version",
    "bun test": "bun --version",
    "cucumber-js": "cucumber-js --version",
    "node-tap": "tap --version",
    "qunit": "qunit --version",
    "uvu": "uvu --version",
}
