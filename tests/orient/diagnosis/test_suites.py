"""JUnit's XML as its writers write it: what failed, where and why."""

import pytest

from bot.orient.diagnosis import diagnose
from bot.orient.diagnosis.reports import read_report

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
WRITTEN = {
    "pytest": (
        """<testsuites><testsuite name="pytest"><testcase classname="tests.test_cart.TestCart" name="test_total[1-2]">
<failure message="assert 2 == 3">self = &lt;tests.test_cart.TestCart object at 0x7f&gt;

    def test_total(self):
&gt;       assert 2 == 3
E       assert 2 == 3

tests/test_cart.py:4: AssertionError</failure></testcase></testsuite></testsuites>""",
        ("tests/test_cart.py", 4, "assert 2 == 3"),
    ),
    "pytest: not collected": (
        """<testsuite name="pytest"><testcase classname="" name="tests.test_bad"><error message="collection failure">
tests/test_bad.py:1: in &lt;module&gt;
    import nothere
E   ModuleNotFoundError: No module named 'nothere'</error></testcase></testsuite>""",
        ("tests/test_bad.py", 1, "ModuleNotFoundError: No module named 'nothere'"),
    ),
    "jest-junit": (
        """<testsuites name="jest tests"><testsuite name="Cart"><testcase classname="Cart total" name="Cart total">
<failure>Error: expect(received).toBe(expected) // Object.is equality

Expected: 3
Received: 2
    at Object.&lt;anonymous&gt; (/home/runner/work/shop/shop/src/cart.test.ts:12:19)
    at /home/runner/work/shop/shop/node_modules/jest-circus/build/utils.js:298:28</failure></testcase>
</testsuite></testsuites>""",
        (
            "src/cart.test.ts",
            12,
            "Error: expect(received).toBe(expected) // Object.is equality, Expected: 3, Received: 2",
        ),
    ),
    "Surefire": (
        """<testsuite name="com.acme.CartTest"><testcase name="total" classname="com.acme.CartTest">
<failure message="expected: &lt;3&gt; but was: &lt;2&gt;" type="org.opentest4j.AssertionFailedError">
<![CDATA[org.opentest4j.AssertionFailedError: expected: <3> but was: <2>
\tat org.junit.jupiter.api.AssertionFailureBuilder.build(AssertionFailureBuilder.java:151)
\tat com.acme.CartTest.total(CartTest.java:17)
]]></failure></testcase></testsuite>""",
        ("com/acme/CartTest.java", 17, "expected: <3> but was: <2>"),
    ),
    "gotestsum": (
        """<testsuites><testsuite name="github.com/acme/shop/cart">
<testcase classname="github.com/acme/shop/cart" name="TestTotal"><failure message="Failed" type="">=== RUN   TestTotal
    cart_test.go:9: got 2, want 3
--- FAIL: TestTotal (0.00s)
</failure></testcase></testsuite></testsuites>""",
        ("cart_test.go", 9, "got 2, want 3"),
    ),
    "cargo-nextest": (
        """<testsuites name="nextest-run"><testsuite name="shop"><testcase name="tests::total" classname="shop">
<failure message="thread &apos;tests::total&apos; panicked at src/lib.rs:12:9" type="test failure">
thread 'tests::total' panicked at src/lib.rs:12:9:
assertion `left == right` failed
  left: 2
 right: 3</failure></testcase></testsuite></testsuites>""",
        ("src/lib.rs", 12, "assertion `left == right` failed, left: 2, right: 3"),
    ),
    "rspec_junit_formatter": (
        """<testsuite name="rspec"><testcase classname="spec.cart_spec" name="Cart totals" file="./spec/cart_spec.rb">
<failure message="&#10;NameError: no total&#10;" type="NameError">Failure/Error: expect(cart.total).to eq(3)

NameError: no total
./spec/cart_spec.rb:5:in `block (2 levels) in &lt;top (required)&gt;'</failure></testcase></testsuite>""",
        ("spec/cart_spec.rb", 5, "NameError: no total"),
    ),
    "PHPUnit": (
        """<testsuites><testsuite name="CartTest"><testcase name="testTotal" classname="CartTest" line="10"
 file="/home/runner/work/shop/shop/tests/CartTest.php"><failure type="ExpectationFailedException">CartTest::testTotal
Failed asserting that 2 matches expected 3.

/home/runner/work/shop/shop/tests/CartTest.php:13</failure></testcase></testsuite></testsuites>""",
        ("tests/CartTest.php", 13, "Failed asserting that 2 matches expected 3."),
    ),
    "Playwright": (
        """<testsuites><testsuite name="cart.spec.ts"><testcase name="cart › totals" classname="cart.spec.ts">
<failure message="cart.spec.ts:5:5 totals" type="FAILURE"><![CDATA[  [chromium] › cart.spec.ts:5:5 › cart › totals ─────

    TimeoutError: locator.click: Timeout 30000ms exceeded.

    > 6 |     expect(2).toBe(3);
        |               ^

        at /home/runner/work/shop/shop/e2e/cart.spec.ts:6:15
]]></failure></testcase></testsuite></testsuites>""",
        ("e2e/cart.spec.ts", 6, "TimeoutError: locator.click: Timeout 30000ms exceeded."),
    ),
    "GoogleTest": (
        """<testsuites><testsuite name="Cart"><testcase name="Total" classname="Cart" file="tests/cart.cc" line="5">
<failure message="tests/cart.cc:7&#x0A;Value of: ok()&#x0A;  Actual: false&#x0A;Expected: true" type="">
<![CDATA[tests/cart.cc:7
Value of: ok()
  Actual: false
Expected: true]]></failure></testcase></testsuite></testsuites>""",
        ("tests/cart.cc", 7, "Value of: ok(), Actual: false, Expected: true"),
    ),
    "where attributes alone say where": (
        """<testsuite name="a"><testcase name="adds" file="./test/a.test.js" line="3"><failure message="no"/></testcase>
</testsuite>""",
        ("test/a.test.js", 3, "no"),
    ),
    "ESLint": (
        """<testsuites><testsuite package="org.eslint" name="/home/runner/work/shop/shop/src/a.js">
<testcase name="org.eslint.no-unused-vars" classname="/home/runner/work/shop/shop/src/a">
<failure message="&apos;x&apos; is never used."><![CDATA[line 1, col 7, Error - 'x' is never used. (no-unused-vars)]]>
</failure></testcase></testsuite></testsuites>""",
        ("src/a.js", 1, "'x' is never used."),
    ),
    "with a namespace": (
        """<testsuites xmlns="http://a.example/junit"><testsuite><testcase name="b" file="a.py"><failure message="m"/>
</testcase></testsuite></testsuites>""",
        ("a.py", None, "m"),
    ),
}


@pytest.mark.parametrize("writer", sorted(WRITTEN))
def test_where_and_why_is_told_of_a_report_whoever_wrote_it(writer: str) -> None:
    text, place = WRITTEN[writer]
    found = read_report(HEAD + text)
    assert found is not None
    assert [place] == [(e.path, e.line, e.message) for e in found.errors]
    assert place[2] in (found.primary or "")


def test_a_report_in_a_log_is_read_as_one_in_a_file_is() -> None:
    for text, place in WRITTEN.values():
        told = [(e.path, e.line) for e in diagnose(HEAD + text).errors]
        assert place[:2] in told
