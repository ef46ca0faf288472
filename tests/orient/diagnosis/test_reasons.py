"""Why a test failed is told with it, whatever its runner prints around the reason."""

import pytest

from bot.orient.diagnosis import diagnose

JEST = """FAIL src/cart.test.ts
  ● Cart › totals

{why}

      10 |   it('totals', () => {{
    > 12 |     expect(cart.total()).toBe(3);
         |                          ^

      at Object.<anonymous> (src/cart.test.ts:12:26)

Tests:       1 failed, 8 passed, 9 total
"""
MOCHA = """
  0 passing (4ms)
  1 failing

  1) Cart
       totals:

{why}
      at Context.<anonymous> (test/cart.js:7:14)
      at process.processImmediate (node:internal/timers:483:21)

"""
NODE = """✖ failing tests:

test at test/a.test.js:3:1
✖ totals (1.2ms)
{why}
      at TestContext.<anonymous> (file:///home/runner/work/shop/shop/test/a.test.js:4:10)
"""
UNITTEST = """======================================================================
FAIL: test_total (tests.test_cart.TestCart.test_total)
----------------------------------------------------------------------
Traceback (most recent call last):
  File "/home/runner/work/shop/shop/tests/test_cart.py", line 6, in test_total
    self.assertEqual(total(), 3)
{why}

----------------------------------------------------------------------
Ran 1 test in 0.000s
"""
MAVEN = """[ERROR] com.acme.CartTest.total -- Time elapsed: 0.02 s <<< FAILURE!
{why}
\tat com.acme.CartTest.total(CartTest.java:17)

[INFO] Results:
"""
RSPEC = """Failures:

  1) Cart totals
     Failure/Error: expect(cart.total).to eq(3)

{why}
     # ./spec/cart_spec.rb:5:in `block (2 levels) in <top (required)>'

Finished in 0.01 seconds (files took 0.1 seconds to load)
"""
PHPUNIT = """There was 1 failure:

1) CartTest::testTotal
{why}

/home/runner/work/shop/shop/tests/CartTest.php:13

FAILURES!
"""
CARGO = """---- tests::total stdout ----
thread 'tests::total' panicked at src/lib.rs:12:9:
{why}
note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace

"""
DOTNET = """  Failed Shop.Tests.CartTests.Total [3 ms]
  Error Message:
{why}
  Stack Trace:
     at Shop.Tests.CartTests.Total() in /home/runner/work/shop/shop/tests/CartTests.cs:line 14
"""
GOOGLETEST = """[ RUN      ] Cart.Total
/home/runner/work/shop/shop/tests/cart.cc:7: Failure
{why}

[  FAILED  ] Cart.Total (0 ms)
"""
TESTIFY = """--- FAIL: TestTotal (0.00s)
    cart_test.go:9:
        \tError Trace:\t/home/runner/work/shop/shop/cart_test.go:9
{why}
        \tTest:       \tTestTotal
FAIL
"""
PERL = """#   Failed test 'adds'
#   at t/cart.t line 3.
{why}
# Looks like you failed 1 test of 1.
"""
BATS = """ ✗ totals
   (in test file test/a.bats, line 3)
{why}
   ho

1 test, 1 failure
"""
MINITEST = """  1) Failure:
CartTest#test_adds [test/cart_test.rb:5]:
{why}

1 runs, 1 assertions, 1 failures, 0 errors, 0 skips
"""
JEST_EQUAL = "    expect(received).toBe(expected) // Object.is equality\n\n    Expected: 3\n    Received: {}"


@pytest.mark.parametrize(
    ("log", "why", "told"),
    [
        (
            JEST,
            JEST_EQUAL.format(2),
            "expect(received).toBe(expected) // Object.is equality, Expected: 3, Received: 2",
        ),
        (JEST, "    TypeError: cart.total is not a function", "TypeError: cart.total is not a function"),
        (
            MOCHA,
            "      AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:\n\n2 !== 3\n",
            "AssertionError [ERR_ASSERTION]: Expected values to be strictly equal: 2 !== 3",
        ),
        (MOCHA, "     TypeError: no total", "TypeError: no total"),
        (NODE, "  TypeError: total is not a function", "TypeError: total is not a function"),
        (UNITTEST, "AssertionError: 2 != 3", "AssertionError: 2 != 3"),
        (
            MAVEN,
            "org.opentest4j.AssertionFailedError: expected: <3> but was: <2>",
            "org.opentest4j.AssertionFailedError: expected: <3> but was: <2>",
        ),
        (
            RSPEC,
            "       expected: 3\n            got: 2\n\n       (compared using ==)",
            "expected: 3, got: 2",
        ),
        (
            RSPEC,
            "     NoMethodError:\n       undefined method `total' for nil",
            "NoMethodError: undefined method `total' for nil",
        ),
        (
            PHPUNIT,
            "Failed asserting that 2 matches expected 3.",
            "Failed asserting that 2 matches expected 3.",
        ),
        (
            CARGO,
            "assertion `left == right` failed\n  left: 2\n right: 3",
            "assertion `left == right` failed, left: 2, right: 3",
        ),
        (
            DOTNET,
            "   Assert.Equal() Failure: Values differ\nExpected: 3\nActual:   2",
            "Assert.Equal() Failure: Values differ, Expected: 3, Actual: 2",
        ),
        (
            GOOGLETEST,
            "Value of: ok()\n  Actual: false\nExpected: true",
            "Value of: ok(), Actual: false, Expected: true",
        ),
        (
            TESTIFY,
            "        \tError:      \tNot equal: \n        \t            \texpected: 3\n        \t            \tactual  : 2",
            "Not equal: expected: 3, actual : 2",
        ),
        (PERL, "#          got: '2'\n#     expected: '3'", "got: '2', expected: '3'"),
        (BATS, '     `[ "$output" = "ho" ]\' failed', '`[ "$output" = "ho" ]\' failed'),
        (MINITEST, "Expected: 3\n  Actual: 2", "Expected: 3, Actual: 2"),
    ],
)
def test_why_a_test_failed_is_told_at_its_place(log: str, why: str, told: str) -> None:
    found = diagnose(log.format(why=why))
    assert [told] == [error.message for error in found.errors]


@pytest.mark.parametrize(
    ("log", "one", "other"),
    [
        (JEST, JEST_EQUAL.format(2), "    TypeError: cart.total is not a function"),
        (JEST, JEST_EQUAL.format(2), JEST_EQUAL.format(7)),
        (MOCHA, "      AssertionError: no", "     TypeError: cart.total is not a function"),
        (UNITTEST, "AssertionError: 2 != 3", "ConnectionRefusedError: [Errno 111] Connection refused"),
        (MAVEN, "org.opentest4j.AssertionFailedError: no", "java.lang.IllegalStateException: no database"),
        (CARGO, "not implemented", "called `Result::unwrap()` on an `Err` value: NotFound"),
    ],
)
def test_a_test_that_fails_for_another_reason_has_another_fingerprint(log: str, one: str, other: str) -> None:
    first, second = diagnose(log.format(why=one)), diagnose(log.format(why=other))
    assert (True, first.tests) == (first.fingerprint != second.fingerprint, second.tests)


def test_a_test_of_which_only_a_summary_tells_differs_by_its_reason() -> None:
    one, other = (
        diagnose(f"FAILED tests/test_cart.py::test_total - {why}\n") for why in ("assert 2 == 3", "no")
    )
    assert one.fingerprint != other.fingerprint


def test_what_only_stands_around_a_reason_is_none() -> None:
    found = diagnose(JEST.format(why=""))
    assert [("src/cart.test.ts", 12, "")] == [(e.path, e.line, e.message) for e in found.errors]


def test_what_pytest_says_of_one_assertion_is_one_error() -> None:
    log = (
        "____ test_a ____\n\n    def test_a():\n>       assert {'a': 1} == {'a': 2}\n"
        "E       AssertionError: assert {'a': 1} == {'a': 2}\nE         \nE         Differing items:\n"
        "E         {'a': 1} != {'a': 2}\n\ntests/test_a.py:2: AssertionError\n"
    )
    told = [(e.path, e.line, e.message) for e in diagnose(log).errors]
    assert [("tests/test_a.py", 2, "AssertionError: assert {'a': 1} == {'a': 2}")] == told
