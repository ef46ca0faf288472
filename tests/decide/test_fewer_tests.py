"""What a change loses of its tests; and tests that it moves, renames or takes for others."""

import pytest

from bot.decide.vetting import weakens
from bot.model.facts import ChangedFile
from tests.building import changed

PY, TS, GO, RS = "tests/test_cart.py", "web/cart.test.ts", "cart_test.go", "src/cart.rs"
JAVA, CS, PHP = "src/test/java/CartTest.java", "Shop.Tests/CartTests.cs", "tests/CartTest.php"
MOVED = [
    (PY, "tests/test_total.py", ("def test_total():", "    assert total() == 3")),
    (TS, "web/total.test.ts", ("  it('adds', () => {", "    expect(total()).toBe(3)")),
    (GO, "total_test.go", ("func TestTotal(t *testing.T) {", '\tt.Error("no")')),
    (
        JAVA,
        "src/test/java/TotalTest.java",
        ("    @Test", "    void adds() {", "        assertEquals(3, total());"),
    ),
    (
        "tests/cart.rs",
        "tests/total.rs",
        ("#[test]", "#[should_panic]", "fn adds() {", "    assert_eq!(3, total());"),
    ),
]


def lines(sign: str, *of: str) -> tuple[str, ...]:
    return tuple(sign + line for line in of)


@pytest.mark.parametrize(("path", "to", "test"), MOVED)
def test_a_test_that_is_moved_to_another_file_is_not_gone(path: str, to: str, test: tuple[str, ...]) -> None:
    gone = changed(path, *lines("-", *test))
    assert weakens((gone,))
    assert () == weakens((gone, changed(to, *lines("+", *test), status="added")))
    assert weakens((gone, changed(to, *lines("+", *test[:-1]))))


@pytest.mark.parametrize(
    ("to", "around"),
    [
        ("tests/old.py", ()),
        ("attic/test_cart.py", ()),
        ("docs/cart.md", ()),
        (PY, ()),
        ("tests/test_total.py", ("+'''",)),
    ],
)
def test_a_test_that_is_moved_to_where_it_does_not_run_is_gone(to: str, around: tuple[str, ...]) -> None:
    test = ("def test_total():", "    assert total() == 3")
    files = (changed(PY, *lines("-", *test)), changed(to, *around, *lines("+", *test), *around))
    assert "it removes the test `test_total`" in weakens(files[:1] if to == PY else files)


def test_a_mark_that_goes_alone_is_told_whatever_others_gain() -> None:
    more = changed("src/test/java/MoreTest.java", "+    @Test", "+    void more() {", status="added")
    alone = changed(JAVA, "-    @Test", "     void adds() {")
    assert (f"it removes a test from {JAVA}",) == weakens((alone, more))


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (TS, "  it('ads', () => {", "  it('adds', () => {"),
        (GO, "func TestTotl(t *testing.T) {", "func TestTotal(t *testing.T) {"),
        (PHP, "    public function testTotl()", "    public function testTotal()"),
        ("test/cart_test.exs", '  test "ads" do', '  test "adds" do'),
    ],
)
def test_a_test_that_is_renamed_is_not_gone(path: str, old: str, new: str) -> None:
    assert () == weakens((changed(path, f"-{old}", f"+{new}"),))
    apart = ChangedFile(path=path, status="modified", patch=f"@@ -1 +1 @@\n-{old}\n@@ -9 +9 @@\n+{new}")
    assert weakens((apart,))


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (PY, "def test_totl():", "def test_total():"),
        ("test/cart_test.rb", "  def test_totl", "  def test_total"),
        (GO, "func TestTotal(t *testing.T) {", "func Testtotal(t *testing.T) {"),
        (GO, "func TestTotal(t *testing.T) {", "func testTotal(t *testing.T) {"),
    ],
)
def test_a_test_whose_new_name_may_not_run_is_gone(path: str, old: str, new: str) -> None:
    (said,) = weakens((changed(path, f"-{old}", f"+{new}"),))
    assert said.startswith("it removes the test `")


@pytest.mark.parametrize(
    ("path", "mark"),
    [
        (RS, "    #[test]"),
        (RS, "    #[tokio::test]"),
        (RS, "#[cfg(test)]"),
        (RS, "mod tests;"),
        ("tests/cart.rs", "#[case(1, 2)]"),
        (CS, "    [InlineData(1, 2)]"),
        (CS, "    [DataRow(1)]"),
        (PHP, "    /** @test */"),
        (PHP, "    #[Test]"),
        ("a_test.cc", "TYPED_TEST(Cart, Adds) {"),
        ("a_test.cc", "BOOST_AUTO_TEST_CASE(adds) {"),
        ("tests/cart.bats", '@test "adds" {'),
        ("test/cart_test.exs", "  use ExUnit.Case"),
        ("tests/testthat/test-cart.R", 'test_that("adds", {'),
    ],
)
def test_a_marked_test_that_is_gone_is_told_in_sources_too(path: str, mark: str) -> None:
    assert (f"it removes a test from {path}",) == weakens((changed(path, f"-{mark}", " fn adds() {"),))
    assert () == weakens((changed(path, f"-{mark}", f"+{mark} "),))


def test_a_source_that_is_removed_with_its_tests_is_told() -> None:
    patch = ("-#[test]", "-fn adds() {", "-}")
    assert (f"it removes a test from {RS}",) == weakens((changed(RS, *patch, status="removed"),))
    new = changed("src/total.rs", *lines("+", "#[test]", "fn adds() {", "}"), status="added")
    assert (f"it removes a test from {RS}",) == weakens((changed(RS, *patch, status="removed"), new))


@pytest.mark.parametrize("import_", ["extern crate grep_regex;", "use crate::cart;", "pub use crate::cart;"])
def test_an_import_for_tests_alone_is_no_test_in_rust(import_: str) -> None:
    assert () == weakens((changed(RS, "-#[cfg(test)]", f"-{import_}", "+let x = 1;"),))
    assert weakens((changed(RS, "-#[cfg(test)]", f"-{import_}", "-#[test]", "-fn adds() {"),))


def test_a_helper_whose_name_begins_like_a_tests_is_none_in_go() -> None:
    assert () == weakens((changed(GO, "-func testTotal(t *testing.T) {"),))
    for name in ("FuzzTotal", "ExampleTotal"):
        assert (f"it removes the test `{name}`",) == weakens((changed(GO, f"-func {name}(f *testing.F) {{"),))
