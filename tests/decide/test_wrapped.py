"""Tests around which something was put that keeps them from failing; and honest ones that only look so."""

import pytest

from bot.decide.vetting import weakens
from bot.model.facts import ChangedFile
from tests.building import changed

PY, TS, RUBY, JAVA, RUST = (
    "tests/test_cart.py",
    "web/cart.test.ts",
    "spec/cart_spec.rb",
    "src/test/java/CartTest.java",
    "tests/cart.rs",
)
CS, PHP, EXS = "Shop.Tests/CartTests.cs", "tests/CartTest.php", "test/cart_test.exs"
KT, SWIFT = "src/test/kotlin/CartTest.kt", "Tests/CartTests.swift"
A, B = "-    assert total() == 3", "+        assert total() == 3"
WRAPS = [
    (PY, "try:", (A, "+    try:", B, "+    except AssertionError:", "+        pass")),
    (PY, "try:", (A, "+    try:", B, "+    except:", "+        print('no')", "     x = 1")),
    (PY, "try:", (A, "+    try:", B, "+    except (ValueError, KeyError):", "+        return")),
    (
        PY,
        "try:",
        ("-    check()", "+    try:", "+        check()", "+    except Exception as e:", "+        log(e)"),
    ),
    (
        PY,
        "with contextlib.suppress(AssertionError):",
        (A, "+    with contextlib.suppress(AssertionError):", B),
    ),
    (PY, "with suppress(Exception):", (A, "+    with suppress(Exception):", B, "     x = 1")),
    (PY, "with pytest.raises(AssertionError):", (A, "+    with pytest.raises(AssertionError):", B)),
    (
        PY,
        "with pytest.raises((KeyError, AssertionError)):",
        (A, "+    with pytest.raises((KeyError, AssertionError)):", B),
    ),
    (PY, "with self.assertRaises(Exception):", (A, "+    with self.assertRaises(Exception):", B)),
    (PY, "def later():", (" def test_total():", A, "+    def later():", B)),
    (PY, "async def later(x):", (" def test_total():", A, "+    async def later(x):", B, "     x = 1")),
    (PY, "class Later:", ("-def test_total():", "+class Later:", "+    def test_total():")),
    (
        PY,
        "if __name__ == '__main__':",
        ("-def test_total():", "+if __name__ == '__main__':", "+    def test_total():"),
    ),
    (TS, "try {", (" it('adds', () => {", "+  try {", "   expect(total()).toBe(3)", "+  } catch {}")),
    (TS, "try {", ("+  try {", "   expect(total()).toBe(3)", "+  } catch (e) {", "+    log(e)", "+  }")),
    (TS, "try {", ("+  try {", "   await verify(total())", "+  } catch (e) {", "+  }")),
    (TS, "expect(() => {", ("+  expect(() => {", "   expect(total()).toBe(3)", "+  }).toThrow()")),
    (
        TS,
        "await assert.rejects(async () => {",
        ("+  await assert.rejects(async () => {", "   expect(x).toBe(3)"),
    ),
    (RUBY, "begin", ("+    begin", "     expect(total).to eq(3)", "+    rescue", "+    end")),
    (RUBY, "begin", ("+    begin", "     check", "+    rescue Exception => e", "+      puts e", "+    end")),
    (
        JAVA,
        "try {",
        ("+    try {", "     assertEquals(3, total());", "+    } catch (AssertionError e) {", "+    }"),
    ),
    (JAVA, "try {", ("+    try {", "     check();", "+    } catch (final Throwable e) {}")),
    (
        JAVA,
        "assertThrows(AssertionError.class, () -> {",
        ("+    assertThrows(AssertionError.class, () -> {", "     assertEquals(3, total());", "+    });"),
    ),
    (RUST, "#[should_panic]", (" #[test]", "+#[should_panic]", " fn adds() {")),
    (
        RUST,
        '#[should_panic(expected = "no")]',
        ('+#[should_panic(expected = "no")]', " #[test]", " fn adds() {"),
    ),
    (RUST, '#[cfg(feature = "slow")]', ('+#[cfg(feature = "slow")]', " #[test]", " fn adds() {")),
    ("src/lib.rs", "#[cfg(windows)]", ("     #[test]", "+    #[cfg(windows)]", "     fn adds() {")),
    (
        "src/lib.rs",
        '#[cfg(all(test, feature = "slow"))]',
        ("-#[cfg(test)]", '+#[cfg(all(test, feature = "slow"))]', " mod tests {"),
    ),
    (
        "Shop.Tests/CartTests.cs",
        "[ExpectedException(typeof(Exception))]",
        ("     [TestMethod]", "+    [ExpectedException(typeof(Exception))]", "     public void Adds()"),
    ),
    (PY, "@pytest.mark.slow", ("+@pytest.mark.slow", " def test_total():")),
    (
        PY,
        "@mark.flaky(reruns=3)",
        ("+@mark.flaky(reruns=3)", " @pytest.mark.anyio", " async def test_total():"),
    ),
    (PY, "@pytest.fixture", ("+@pytest.fixture", " def test_total():")),
    (PY, "@contextmanager", ("-def test_total():", "+@contextmanager", "+def test_total():")),
    (PY, "@property", (" class TestCart:", "+    @property", "     def test_total(self):")),
    (JAVA, '@Tag("slow")', ("     @Test", '+    @Tag("slow")', "     void adds() {")),
    (JAVA, '@Test(groups = "slow")', ("-    @Test", '+    @Test(groups = "slow")', "     void adds() {")),
    (
        CS,
        '[Trait("Category", "Slow")]',
        ("     [Fact]", '+    [Trait("Category", "Slow")]', "     public void A()"),
    ),
    (PHP, '#[Group("slow")]', ('+    #[Group("slow")]', "     public function testTotal()")),
    (
        PHP,
        "* @requires PHP 99",
        ("     /**", "+     * @requires PHP 99", "      */", "     function testTotal()"),
    ),
    (EXS, "@tag :external", ("+  @tag :external", '   test "adds" do')),
    (
        "tests/cart.bats",
        "# bats test_tags=slow",
        ("+# bats test_tags=slow", ' @test "adds" {', "   run total"),
    ),
    (RUBY, "it 'adds', :slow do", ("-  it 'adds' do", "+  it 'adds', :slow do")),
    (TS, "test('adds', { tag: '@slow' }, f)", ("-test('adds', f)", "+test('adds', { tag: '@slow' }, f)")),
    (TS, "await check().catch(() => {})", ("-  await check()", "+  await check().catch(() => {})")),
    (TS, "await check().catch(log);", ("-  await check();", "+  await check().catch(log);")),
    (KT, "runCatching { check() }", ("-    check()", "+    runCatching { check() }")),
    (
        CS,
        "try { Check(); } catch (Exception) { }",
        ("-  Check();", "+  try { Check(); } catch (Exception) { }"),
    ),
    (JAVA, "private void adds() {", ("     @Test", "-    void adds() {", "+    private void adds() {")),
    (JAVA, "static void adds() {", ("     @Test", "-    public void adds() {", "+    static void adds() {")),
    (JAVA, "abstract class CartTest {", ("-class CartTest {", "+abstract class CartTest {")),
    (
        PHP,
        "private function testTotal()",
        ("-    public function testTotal()", "+    private function testTotal()"),
    ),
    (SWIFT, "try? check()", ("-    try check()", "+    try? check()")),
]


@pytest.mark.parametrize(("path", "line", "lines"), WRAPS)
def test_what_keeps_a_test_from_failing_is_told(path: str, line: str, lines: tuple[str, ...]) -> None:
    assert f"{path} keeps a test from failing (`{line}`)" in weakens((changed(path, *lines),))


@pytest.mark.parametrize(
    "file",
    [
        changed(PY, A, "+    try:", B, "+    finally:", "+        close()"),
        changed(PY, A, "+    try:", B, "+    except KeyError as e:", "+        raise Unfit from e"),
        changed(PY, A, "+    try:", B, "+    except Exception:", "+        pytest.fail('no')"),
        changed(
            PY,
            "-    os.remove(x)",
            "+    try:",
            "+        os.remove(x)",
            "+    except OSError:",
            "+        pass",
        ),
        changed(PY, "+    try:", "+        assert total()", "+    except AssertionError:", "+        pass"),
        changed(PY, "+    with pytest.raises(AssertionError):", "+        check(3)", "     x = 1"),
        changed(PY, A, "+    with pytest.raises(KeyError):", B),
        changed(PY, A, "+    def check():", B, "+", "+    check()"),
        changed(PY, "+    def later():", "+        assert total() == 4", " ", "     assert total() == 3"),
        changed(PY, "-class Cart:", "-    x = 1", "+class Basket:", "+    x = 1"),
        changed(TS, "+  expect(() => total()).toThrow()", "   expect(total()).toBe(3)"),
        changed(TS, "+  try {", "   expect(total()).toBe(3)", "+  } catch (e) { throw new Unfit(e) }"),
        changed(
            TS,
            "-try {",
            "-  expect(x).toBe(3)",
            "-} catch {}",
            "+  try {",
            "+    expect(x).toBe(3)",
            "+  } catch {}",
        ),
        changed(TS, "+  try {", "   expect(total()).toBe(3)"),
        changed(
            RUST, " }", "+#[test]", "+#[should_panic]", "+fn fails() {", "+}", " #[test]", " fn adds() {"
        ),
        changed(RUST, "+#[cfg(windows)]", " fn fill() {"),
        changed(PY, "+@pytest.mark.anyio", " def test_total():"),
        changed(PY, "+@pytest.mark.slow", "+def test_total():", "+    check()"),
        changed(PY, "+@pytest.fixture", " def fill():"),
        changed(JAVA, "-    @Test", "+    @Test(timeout = 10)", "     void adds() {"),
        changed(EXS, "+  @tag :tmp_dir", '   test "adds" do'),
        changed(RUBY, "-  it 'adds', :slow do", "+  it 'adds',  :slow do"),
        changed(RUBY, "+  it 'more', :slow do"),
        changed(TS, "+  await close().catch(() => {})"),
        changed(TS, "-  await check()", "+  await check().catch((e) => fail(e))"),
        changed(TS, "-  check()", "+  check() }"),
        changed(CS, "-  Check();", "+  try { Check(); } catch (Exception e) { throw; }"),
        changed(JAVA, "-    void fill() {", "+    private void fill() {"),
        changed(JAVA, "-class Cart {", "+private class Cart {"),
        changed(JAVA, "     @Test", "-    public void adds() {", "+    void adds() {"),
        changed(SWIFT, "+    try? close()"),
        changed(RUST, " #[test]", "+#[cfg(windows)]"),
        changed("src/cart.py", A, "+    try:", B, "+    except AssertionError:", "+        pass"),
        changed(PY, *(f"+{line[1:]}" for line in WRAPS[0][2][1:]), status="added"),
    ],
)
def test_what_lets_a_test_fail_is_no_weakening(file: ChangedFile) -> None:
    assert () == weakens((file,))


def test_a_hunk_made_to_take_for_ever_does_not() -> None:
    """Each new line is held against so many that follow; against all of them this would not end here."""
    lines = ["+try:", "+with suppress(Exception):", "+def fill():", "+    x = 1"] * 2_000
    long = ["+with suppress(" + "(" * 50_000, "+catch (" + "a" * 50_000, "+#[cfg(all(" + "x" * 50_000]
    assert isinstance(weakens((changed(PY, "-    x = 1", *lines), changed(RUST, *long))), tuple)
