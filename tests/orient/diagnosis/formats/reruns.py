"""Tests that were run again, and coverage that is too little."""

from tests.orient.diagnosis.formats import Row

FAILED = (
    "com.acme.CartTest > total() FAILED\n    java.lang.AssertionError: 3\n"
    "        at com.acme.CartTest.total(CartTest.java:7)\n"
)
TABLE = """\
File       | % Stmts | % Branch | % Funcs | % Lines | Uncovered Line #s
-----------|---------|----------|---------|---------|-------------------
All files  |   57.14 |        0 |   66.66 |      40 |
 src       |   57.14 |        0 |   66.66 |      40 |
  cart.js  |   57.14 |        0 |   66.66 |      40 | 3-6,9
  shop.js  |   97.14 |        0 |   66.66 |      90 | 8
ERROR: Coverage for lines (57.14%) does not meet global threshold (90%)
"""

OTHERS = (
    TABLE[: TABLE.index("ERROR")]
    .replace("cart.js", "gift.js")
    .replace("57.14", "10.00")
    .replace("src ", "lib ")
)
"""The table of another package, which is covered less."""

LOGS: tuple[Row, ...] = (
    (
        "surefire's flakes",
        "[WARNING] Flakes: \n[WARNING] com.acme.CartTest.total\n[ERROR]   Run 1: CartTest.total:12 no\n"
        "[INFO]   Run 2: PASS\n[WARNING] Tests run: 5, Failures: 0, Errors: 0, Skipped: 0, Flakes: 1\n",
        "flaky-suspect",
        "maven",
        (),
        ("com.acme.CartTest.total",),
    ),
    (
        "gradle's retry",
        FAILED + "com.acme.CartTest > total() PASSED\n",
        "flaky-suspect",
        "gradle",
        (("com/acme/CartTest.java", 7),),
        ("com.acme.CartTest.total()",),
    ),
    (
        "nextest",
        "       FLAKY 2/3 [   0.003s] shop::cart tests::total\n",
        "flaky-suspect",
        "cargo",
        (),
        ("shop::cart tests::total",),
    ),
    (
        "bazel",
        "//cart:total_test                         FLAKY, failed in 1 out of 2 in 0.5s\n",
        "flaky-suspect",
        "bazel",
        (),
        ("//cart:total_test",),
    ),
    (
        "gotestsum",
        "PASS cart.TestTotal (re-run 1) (0.00s)\n",
        "flaky-suspect",
        "go",
        (),
        ("cart.TestTotal",),
    ),
    (
        "playwright's list of those that failed",
        "  1) [chromium] › a.spec.ts:7:1 › breaks ──\n\n    Error: no\n\n  2) [chromium] › b.spec.ts:3:1 › other ──\n\n"
        "  1 failed\n    [chromium] › a.spec.ts:7:1 › breaks ───\n  1 passed (3s)\n",
        "test",
        "playwright",
        (("a.spec.ts", 7), ("b.spec.ts", 3)),
        ("breaks", "other"),
    ),
    (
        "rerun and failed",
        "RERUN test_a.py::test_x\nFAILED test_a.py::test_x - assert 1 == 2\n",
        "test",
        "pytest",
        (),
        ("test_a.py::test_x",),
    ),
    (
        "jacoco of a class",
        "[WARNING] Rule violated for class com.acme.Cart$Item: lines covered ratio is 0.50, but expected minimum is 0.80\n"
        "[ERROR] Failed to execute goal org.jacoco:jacoco-maven-plugin:0.8.8:check (check) on project shop: "
        "Coverage checks have not been met. See log for details. -> [Help 1]\n",
        "test",
        "jacoco",
        (("com/acme/Cart.java", None),),
        (),
    ),
    (
        "jacoco of a bundle, by gradle",
        "Execution failed for task ':jacocoTestCoverageVerification'.\n"
        "> Rule violated for bundle shop: lines covered ratio is 0.50, but expected minimum is 0.80\n",
        "test",
        "jacoco",
        (),
        (),
    ),
    (
        "simplecov",
        "Line coverage (50.00%) is below the expected minimum coverage (90.00%).\n"
        "SimpleCov failed with exit 2 due to a coverage related error\n",
        "test",
        "simplecov",
        (),
        (),
    ),
    (
        "coverlet",
        "/home/runner/.nuget/packages/coverlet.msbuild/6.0.0/build/coverlet.msbuild.targets(72,5): error : "
        "The total line coverage is below the specified 80 [/home/runner/work/shop/shop/T.csproj]\n",
        "test",
        "coverlet",
        (),
        (),
    ),
    (
        "istanbul in a folder",
        TABLE,
        "test",
        "istanbul",
        (("src/cart.js", 3),),
        (),
    ),
    (
        "c8 of several packages, below its table",
        OTHERS
        + "\n> @kit/shop@1.0.0 test\n> c8 mocha\n\n"
        + TABLE
        + "\n> @kit/rest@1.0.0 test\n> c8 mocha\n\n\n"
        + OTHERS,
        "test",
        "istanbul",
        (("src/cart.js", 3),),
        (),
    ),
    (
        "nyc of several packages, above its table",
        OTHERS
        + "\n> @kit/shop@1.0.0 test\n> nyc mocha\n\n\n  3 passing (4ms)\n\n"
        + TABLE[TABLE.index("ERROR") :]
        + TABLE[: TABLE.index("ERROR")],
        "test",
        "istanbul",
        (("src/cart.js", 3),),
        (),
    ),
)
