"""Tests that stand in a comment or a text; and comments and texts that a fix may bring."""

import pytest

from bot.decide.comment_marks import BLOCKS
from bot.decide.vetting import weakens
from bot.model.facts import ChangedFile
from tests.building import changed

PY, TS, GO, JAVA = "tests/test_cart.py", "web/cart.test.ts", "cart_test.go", "src/test/java/CartTest.java"
RUBY, RUST, CS, PHP = "spec/cart_spec.rb", "tests/cart.rs", "Shop.Tests/CartTests.cs", "tests/CartTest.php"
KT, SWIFT, CC, EXS = (
    "src/test/kotlin/CartTest.kt",
    "Tests/CartTests.swift",
    "cart_test.cc",
    "test/cart_test.exs",
)
BLOCK = [
    (PY, "'''", " def test_total():", "'''"),
    (PY, '"""', " def test_total():", '"""'),
    (PY, "x = r'''", " def test_total():", "'''"),
    (PY, "'''it \\'''", " def test_total():", "'''"),
    (TS, "/*", " it('adds', () => {", "*/"),
    (TS, "/* later", " it('adds', () => {", "it is */"),
    (TS, "const later = `", " it('adds', () => {", "`"),
    (TS, "fill('/*') /*", " it('adds', () => {", "*/"),
    (GO, "/*", " func TestTotal(t *testing.T) {", "*/"),
    (GO, "const later = `", " func TestTotal(t *testing.T) {", "`"),
    (JAVA, "/**", "     @Test", "*/"),
    (JAVA, 'String later = """', "     @Test", '""";'),
    (KT, "/* /* */", "     @Test", "*/"),
    (RUST, "/*", " #[test]", "*/"),
    (RUST, 'const LATER: &str = r##"', " #[test]", '"##;'),
    (CS, "/*", "     [Fact]", "*/"),
    (CS, "#if LATER", "     [Fact]", "#endif"),
    (SWIFT, "#if os(Windows)", "     func testTotal() {", "#endif"),
    (CC, "#ifdef LATER", " TEST(Cart, Adds) {", "#endif"),
    (PHP, "/*", "     public function testTotal()", "*/"),
    (PHP, "$later = <<<'LATER'", "     public function testTotal()", "LATER;"),
    (PHP, "?>", "     public function testTotal()", "<?php"),
    (RUBY, "=begin", "   it 'adds' do", "=end"),
    (RUBY, "__END__", "   it 'adds' do", ""),
    (RUBY, "later = <<~LATER", "   it 'adds' do", "LATER"),
    (EXS, '@doc """', '   test "adds" do', '"""'),
    ("t/cart.t", "=pod", " is(total(), 3);", "=cut"),
    ("t/cart.t", "__END__", " is(total(), 3);", ""),
    ("spec/cart_spec.lua", "--[[", "   it('adds', f)", "]]"),
    ("test/CartSpec.hs", "{-", ' it "adds" check', "-}"),
    ("test/cart_test.ml", "(*", " let test_total () = check ()", "*)"),
    ("tests/Cart.Tests.ps1", "<#", " It 'adds' {", "#>"),
    ("tests/cart.bats", ": <<'LATER'", " run total", "LATER"),
]


def told(path: str, line: str) -> tuple[str, ...]:
    return (f"{path} has `{line.strip()}` commented out",)


@pytest.mark.parametrize(("path", "begins", "line", "ends"), BLOCK)
def test_a_test_within_the_marks_of_a_comment_or_text_is_told(
    path: str, begins: str, line: str, ends: str
) -> None:
    within = (f"+{begins}", line, f"+{ends}", " x = 1") if ends else (f"+{begins}", line)
    assert told(path, line)[0] in weakens((changed(path, " x = 1", *within),))
    assert told(path, line)[0] in weakens((changed(path, " x = 1", f"+{begins}", line),))


@pytest.mark.parametrize(("path", "begins", "line", "ends"), BLOCK)
def test_a_test_that_is_taken_out_of_one_again_is_not(path: str, begins: str, line: str, ends: str) -> None:
    within = (f"-{begins}", line, f"-{ends}", " x = 1") if ends else (f"-{begins}", line)
    assert () == weakens((changed(path, " x = 1", *within),))


@pytest.mark.parametrize(
    ("path", "lines", "line"),
    [
        (JAVA, (" /* it adds", "- */", "     @Test", "+ */", " x();"), "@Test"),
        (JAVA, ("  * it adds", "- */", "     @Test", "+ */", " x();"), "@Test"),
        (JAVA, ("  * it adds", "- */", "     @Test"), "@Test"),
        (PY, (" def test_x():", '     """It', '-    adds."""', "     check()", '+    """'), "check()"),
        (
            PY,
            ("     it adds", '     """', "     check()", "+    '''", "     check(1)", "+    '''"),
            "check(1)",
        ),
        (PY, (" ", '     """', "     check()", "+    '''", "     check(1)", "+    '''"), "check(1)"),
    ],
)
def test_a_comment_that_was_there_and_is_prolonged_is_told(
    path: str, lines: tuple[str, ...], line: str
) -> None:
    assert told(path, line) == weakens((changed(path, *lines),))


@pytest.mark.parametrize(
    ("path", "line", "comment"),
    [
        (PY, "    check(total())", "    # check(total())"),
        (TS, "  await check(total())", "  // await check(total())"),
        (GO, "\tcheck(t)", "\t//check(t)"),
        (JAVA, "        check(total());", "        /* check(total()); */"),
        ("test/CartSpec.hs", "  check total", "  -- check total"),
        ("t/cart.t", "check(total());", "# check(total());"),
    ],
)
def test_a_line_that_comes_back_as_a_comment_is_told(path: str, line: str, comment: str) -> None:
    assert told(path, line) == weakens((changed(path, f"-{line}", f"+{comment}"),))
    assert () == weakens((changed(path, f"-{comment}", f"+{line}"),))
    assert () == weakens((changed(path, f"-{line}", f"+{comment}", f"+{line}  "),))


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        (PY, "def test_total():", "def test_total():", "it removes the test `test_total`"),
        (TS, "it('adds', () => {", "  it('adds', () => {", "it removes the test `adds`"),
    ],
)
def test_a_test_that_is_moved_into_a_comment_is_gone(path: str, old: str, new: str, said: str) -> None:
    begins, ends = ("'''", "'''") if path == PY else ("/*", "*/")
    lines = (f"-{old}", f"+{begins}", f"+{new}", f"+{ends}")
    assert (said,) == weakens((changed(path, *lines),))


def test_a_test_within_a_source_is_told_too() -> None:
    lines = ("+/*", " #[test]", " fn adds() {", "+*/")
    assert told("src/lib.rs", "#[test]") == weakens((changed("src/lib.rs", *lines),))
    assert () == weakens((changed("src/lib.rs", "+/*", " fn fill() {", "+*/"),))


@pytest.mark.parametrize("path", ["ci/test.sh", "tests/cart.bats"])
def test_a_quote_that_goes_from_a_script_opens_no_text(path: str) -> None:
    assert () == weakens((changed(path, " cd app", '-echo "now"', " pytest -q"),))
    assert () == weakens((changed(path, " cd app", '-x="$1"', "+x=$1", " pytest -q"),))


def test_a_script_whose_check_is_put_into_a_text_is_told() -> None:
    said = ("it changes how checks run (ci/test.sh)",)
    for begins, ends in (("cat <<EOF", "EOF"), (": '", "'"), ('echo before; : "', '"')):
        assert said == weakens((changed("ci/test.sh", f"+{begins}", " pytest -q", f"+{ends}", " ls"),))
    assert () == weakens((changed("ci/test.sh", "+cat <<EOF", " ls", "+EOF"),))


@pytest.mark.parametrize(
    "file",
    [
        changed(PY, " def test_total():", '+    """It adds."""', "     check()"),
        changed(PY, " def test_total():", '+    """It adds,', '+    and more."""', "     check()"),
        changed(
            PY, '     """It adds.', '+    """', "+", "+def more():", '+    """More.', "     and", '     """'
        ),
        changed(PY, "     it adds", '-    up."""', "+    up", '+    and up."""', "     check()"),
        changed(
            PY, "     x = '''a", "-    b", "+    '''", "+    y = '''", "     c", "     '''", "     check()"
        ),
        changed(PY, " def test_total():", "+    # it's '''so", "     check()"),
        changed(PY, " x = 1", '+later = \'"""\'', " def test_total():"),
        changed(TS, " it('adds', () => {", "+  fetch('text/*', '**/*.ts')", "   check()"),
        changed(TS, "   expect(x).toBe(`", "     1", "+    2", "   `)", "   check()"),
        changed(TS, "     1", "+    2", "   `)", "+  expect(y).toBe(`", "+    1", "+  `)", "   check()"),
        changed(TS, " import x", "+/* eslint-env node */", " it('adds', () => {"),
        changed(TS, " /**", "-  * adds */", "+  * adds", "+  * up", "+  */", " it('adds', () => {"),
        changed(TS, "+  `", "   })", "+  `"),
        changed(TS, " `('x', f)", "+test.each`", "+  ${'a`b'}", "+  `('%s', f)", " it('adds', () => {"),
        changed(TS, " `('x', f)", "+test.each`", '+  ${"it`s"}', "+  `('%s', f)", " it('adds', () => {"),
        changed(RUST, "+fn fill<'a>() {}", "+// it's \"so", " #[test]"),
        changed(RUST, '+const X: &str = r#"x"#;', " #[test]"),
        changed(RUBY, "+list << item", "+x = <<~X", "+  a", "+X", "   it 'adds' do"),
        changed(RUBY, '+puts "#{x}" # it\'s <<X', "   it 'adds' do"),
        changed(GO, '-\th.Add("Accept", "*/*")', '+\th.Add("Accept", "a")', " \tcheck(t)"),
        changed("tests/cart.bats", "+x=$((1<<2)) # <<X", "+cat <<<X", " run total"),
        changed("docs/a.md", "+```", " x", "+```"),
    ],
)
def test_what_comments_no_test_out_is_no_weakening(file: ChangedFile) -> None:
    assert () == weakens((file,))


def test_a_long_way_to_a_comments_end_is_not_gone_again_and_again() -> None:
    """Each line is read once, from mark to mark; with its square this would not end here."""
    made = (
        "/*" * 8_000,
        "'''" * 8_000,
        '"\\"' * 8_000,
        "`" * 16_001,
        "`" + "${'" * 8_000,
        "'" * 16_001,
        "<<X " * 4_000,
    )
    for path in (PY, TS, RUST, RUBY, PHP, "t/a.t", "tests/a.bats"):
        long = tuple(line for text in made for line in (f"+{text}", " x", f"-{text}'"))
        assert isinstance(weakens((changed(path, *long),)), tuple)
    assert isinstance(weakens((changed(PY, f"-{'# ' * 50_000}x", f"+{'# ' * 50_000}"),)), tuple)


def test_every_row_has_a_name_of_its_own() -> None:
    names = [row.name for row in BLOCKS]
    assert len(names) == len(set(names))
