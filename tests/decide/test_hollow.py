"""Tests that are there but test nothing any more; and changes that only look like it."""

import pytest

from bot.decide.vetting import weakens
from bot.model.facts import ChangedFile
from tests.building import changed

PY, TS, GO, RS = "tests/test_cart.py", "web/cart.test.ts", "cart_test.go", "tests/cart.rs"
LEFT = [
    (PY, (" def test_total():", "+    return", "     assert total() == 3")),
    (PY, (" def test_total():", "+    return None  # later", "     assert total() == 3")),
    (PY, (" def test_total():", "-    check(total())", "+    pass")),
    (PY, ("     basket = fill()", "+    return", "     assert total() == 3")),
    (PY, (" def test_total():", "     if WINDOWS:", "+        return", "     assert total() == 3")),
    (PY, ("-def test_total():", "+def test_total(till):", "+    return", "     assert total() == 3")),
    (PY, (" class TestCart:", "+    pass")),
    (PY, (" def test_total():", "+    return 0", "     assert total() == 3")),
    (PY, (" def test_total():", "+    return []", "     assert total() == 3")),
    (PY, (" def test_total():", "+    if CI: return", "     assert total() == 3")),
    (TS, (" it('adds', () => {", "+  if (process.platform) return", "   expect(total()).toBe(2)")),
    (TS, (" it('adds', () => {", "+  if (total() !== 2) { return }", "   expect(total()).toBe(2)")),
    (TS, (" it('adds', () => {", "+  if (!total()) return false;", "   expect(total()).toBe(2)")),
    ("test/cart_test.rb", ("   def test_total", "+    return if slow", "     assert_equal 3, total")),
    ("test/cart_test.rb", ("   def test_total", "+    return unless quick", "     assert_equal 3, total")),
    (GO, (" func TestTotal(t *testing.T) {", " \tif err != nil {", "+\t\treturn", " \t}")),
    (GO, (" func TestTotal(t *testing.T) {", "-\t\tlog()", "+", "+\t\treturn", " \t}")),
    (RS, (" #[test]", " fn adds() {", "+    return Ok(());", "     assert_eq!(3, total());")),
    (TS, (" it('adds', () => {", "+  return;", "   expect(total()).toBe(2)")),
    (GO, (" func TestTotal(t *testing.T) {", "+\treturn", " \tt.Run(total)")),
    (RS, (" #[test]", " fn adds() {", "+    return;", "     assert_eq!(3, total());")),
    (RS, (" rgtest!(", "     adds,", "     |dir: Dir| {", "+        return;", "         check();")),
    (RS, ("-rgtest!(adds, |dir: Dir| {", "+rgtest!(adds, |dir: Dir| {", "+    return;")),
    (GO, (" \tfor _, tt := range tests {", " \t\tt.Run(tt.name, func(t *testing.T) {", "+\t\t\treturn")),
    (
        GO,
        (
            " func TestA(t *testing.T) {",
            " \tt.Run(x, func(t *testing.T) {",
            "+\t\tif WINDOWS {",
            "+\t\t\treturn",
        ),
    ),
    (
        GO,
        (
            " func TestTotal(t *testing.T) {",
            " \tfor _, tt := range tests {",
            "+\t\tif tt.x {",
            "+\t\t\tcontinue",
        ),
    ),
    (PY, (" def test_total():", "     for each in cases:", "+        continue", "         check(each)")),
    (TS, (" it('adds', () => {", "   cases.forEach((one) => {", "+    return", "     check(one)")),
    ("spec/cart_spec.rb", ("   it 'adds' do", "+    next", "     expect(total).to eq 3")),
    (
        "src/test/kotlin/CartTest.kt",
        ("     fun adds() = runTest {", "+        return@runTest", "         check()"),
    ),
    (PY, (" def test_total():", "+    x = 1; return", "     assert total() == 3")),
    (PY, (" def test_total():", "+    return total()", "     assert total() == 3")),
    (TS, (" it('adds', (done) => {", "+  return done()", "   expect(total()).toBe(3)")),
    (TS, (" it('adds', () => {", "+  return Promise.resolve()", "-  x()", "   expect(total()).toBe(3)")),
    (PY, ("-def test_total():", "+def test_total(): return")),
    (PY, ("-def test_total():", "+def test_total(): ...  # later")),
    (TS, ("-it('adds', () => {", "+it('adds', () => { return", "   expect(total()).toBe(3)")),
    (GO, ("-func TestTotal(t *testing.T) {", "+func TestTotal(t *testing.T) { return; }")),
    (PY, (" def test_total():", "-    old()", "+    return", "     check()", "-    return")),
]


@pytest.mark.parametrize(("path", "lines"), LEFT)
def test_a_test_that_is_left_before_it_checks_is_told(path: str, lines: tuple[str, ...]) -> None:
    (told,) = weakens((changed(path, *lines),))
    assert told.startswith(f"{path} leaves a test early (`")


@pytest.mark.parametrize(
    "lines",
    [
        ("-@pytest.mark.parametrize('n', [1, 2])", "+@pytest.mark.parametrize('n', [])"),
        (" @pytest.mark.parametrize(", '     ("a", "b"),', "-    [(1, 2)],", "+    [],", " )"),
        ('+@pytest.mark.parametrize("n", argvalues=())',),
        ("+@pytest.mark.parametrize(['n'], set())",),
        ("-it.each([1, 2])('adds', f)", "+it.each([])('adds', f)"),
    ],
)
def test_a_test_that_is_given_nothing_is_told(lines: tuple[str, ...]) -> None:
    path = TS if "each" in lines[0] else PY
    assert (f"{path} gives a test nothing to run on",) == weakens((changed(path, *lines),))


@pytest.mark.parametrize(
    "file",
    [
        changed(PY, " def fill(cart):", "+    if cart is None:", "+        return", "     cart.add(1)"),
        changed(PY, "+def fill(cart):", "+    return", "+", "+def test_more():", "+    pass"),
        changed(PY, " def test_total():", "+    def fill():", "+        return", "     assert total() == 3"),
        changed(PY, " def test_total():", "+    class Till:", "+        pass", "     assert total() == 3"),
        changed(PY, " def test_total():", "+    return_value = 3", "     assert total() == return_value"),
        changed(PY, " def test_total():", "-    return", "     assert total() == 3"),
        changed(PY, "+def test_new():", "+    return", status="added"),
        changed(RS, " );", "+", "+rgtest!(", "+    r31,", "+    |dir: Dir| {", "+        return;", "+    }"),
        changed(
            PY, "+@pytest.mark.parametrize('n', [1])", "+@pytest.mark.parametrize(('a', 'b'), [(1, [])])"
        ),
        changed(TS, " it('adds', () => {", "+  page.on('x', () => {", "+    return;", "+  });"),
        changed(RS, " fn fill() {", "+    return;", " }"),
        changed(RS, "+#[test]", "+fn adds() {", "+    return;", "+}"),
        changed("src/cart.py", " def test_drive():", "+    return"),
        changed(
            GO,
            " func TestTotal(t *testing.T) {",
            " \tif err != nil {",
            " \t\tt.Error(err)",
            "+\t\treturn",
            " \t}",
        ),
        changed(
            GO, " func TestTotal(t *testing.T) {", "+\tif !assert.NoError(t, err) {", "+\t\treturn", "+\t}"
        ),
        changed(GO, " func TestTotal(t *testing.T) {", "+\tif t.Failed() {", "+\t\treturn", "+\t}"),
        changed(GO, "+\t\tt.Errorf(", "+\t\t\tx,", "-\t\told()", "+\t\t)", "+", "+\t\treturn"),
        changed(TS, " it('adds', (done) => {", "   if (err) {", "     done(err)", "+    return", "   }"),
        changed(
            PY, " def test_total():", "     try:", "         fill()", "     except OSError:", "+        pass"
        ),
        changed(PY, " def test_total():", "     if WINDOWS:", "+        pass"),
        changed(
            GO, " func TestTotal(t *testing.T) {", "+\tt.Run(x, func(t *testing.T) {", "+\t\treturn", "+\t})"
        ),
        changed(GO, " \tc.Run = func(c *Command) error {", "-\t\treturn nil;", "+\t\treturn nil", " \t}"),
        changed(GO, " func TestTotal(t *testing.T) {", " \tx := 1", "+\t\treturn nil"),
        changed("test/fill.h", " \tx = 1;", "+  if (a.x == b.x) return true;", "   y();"),
        changed(PY, " def test_total():", "+    return check(", "+        total())"),
        changed(PY, " def test_total():", "     check()", "+    return later()", " ", " def test_more():"),
        changed(TS, " it('adds', () => {", "+  return check()", "   })"),
        changed(TS, " it('adds', () => {", "+  return check()", "+  later()"),
        changed(TS, "-it('adds', () => check())", "+it('adds', () => { return check() })"),
        changed(TS, "+it('adds', () => { return })"),
        changed(
            "Tests/CartTests.swift",
            " func testA() {",
            "+    guard let x = x else { XCTFail(); return }",
            "     y()",
        ),
    ],
)
def test_what_leaves_no_test_is_no_weakening(file: ChangedFile) -> None:
    assert () == weakens((file,))


def test_a_hunk_made_to_take_for_ever_does_not() -> None:
    """Each line is held against so many above it; against all of them this would not end here."""
    lines = ["+def fill():"] + ["+    return", "+    x = 1"] * 5_000
    new = [line for n in range(2_500) for line in (f"+def test_{n}():", "+    pass")]
    assert isinstance(weakens((changed(PY, *lines), changed(PY, *new))), tuple)


@pytest.mark.parametrize(
    ("path", "real", "hollow"),
    [
        ("tests/test_a.py", "    assert total() == 3", "    assert True"),
        ("tests/test_a.py", "    assert total() == 3", "    assert 'later'"),
        ("tests/test_a.py", "    self.assertEqual(3, total())", "    self.assertTrue(True)"),
        ("web/a.test.ts", "  expect(total()).toBe(3)", "  expect(true).toBe(true)"),
        ("tests/a.rs", "    assert_eq!(3, total());", "    assert!(true);"),
        ("src/test/java/ATest.java", "    assertEquals(3, total());", "    assertTrue(true);"),
    ],
)
def test_an_assertion_that_cannot_fail_is_none(path: str, real: str, hollow: str) -> None:
    assert (f"it removes assertions from {path}",) == weakens((changed(path, f"-{real}", f"+{hollow}"),))
    assert () == weakens((changed(path, f"-{hollow}", f"+{real}"),))
