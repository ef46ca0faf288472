"""How a check is made to pass by looking away, language by language; and what only looks like it."""

import pytest

from bot.decide.looking_away import FAMILIES
from bot.decide.vetting import weakens
from tests.building import changed
from tests.decide.silencers import GAINS


@pytest.mark.parametrize(
    ("path", "line"),
    [(path, line) for files in GAINS.values() for path, lines in files.items() for line in lines],
)
def test_a_check_that_is_silenced_is_told(path: str, line: str) -> None:
    (told,) = weakens((changed(path, f"+{line}"),))
    assert told.startswith(f"{path} gains `")


@pytest.mark.parametrize(
    ("path", "line", "said"),
    [
        ("tests/test_a.py", "def test_total():", "it removes the test `test_total`"),
        ("tests/test_a.py", "class TestCart:", "it removes the test `TestCart`"),
        ("tests/test_a.py", "class TestCart(Base):", "it removes the test `TestCart`"),
        ("tests/test_a.py", "class Cart(unittest.TestCase):", "it removes the test `Cart`"),
        ("test/a_test.rb", "class CartTest < Minitest::Test", "it removes the test `CartTest`"),
        ("spec/a_spec.rb", "  it 'adds up' do", "it removes the test `adds up`"),
        ("test/a_test.exs", '  test "adds up" do', "it removes the test `adds up`"),
        ("web/a.spec.ts", "  it('adds up', () => {", "it removes the test `adds up`"),
        ("tests/ATest.php", "    public function testTotal()", "it removes the test `testTotal`"),
        ("Tests/ATests.swift", "    func testTotal() {", "it removes the test `testTotal`"),
        ("src/test/java/ATest.java", "    @Test", "it removes a test from src/test/java/ATest.java"),
        ("tests/a.rs", "#[test]", "it removes a test from tests/a.rs"),
        ("tests/a.rs", "#[tokio::test]", "it removes a test from tests/a.rs"),
        ("Shop.Tests/ATests.cs", "    [Fact]", "it removes a test from Shop.Tests/ATests.cs"),
        ("a_test.cc", "TEST(Cart, Adds) {", "it removes a test from a_test.cc"),
        (
            "src/test/java/ATest.java",
            "    assertEquals(3, total);",
            "it removes assertions from src/test/java/ATest.java",
        ),
        ("tests/a.rs", "    assert_eq!(3, total);", "it removes assertions from tests/a.rs"),
        (
            "tests/ATest.php",
            "    $this->assertSame(3, $total);",
            "it removes assertions from tests/ATest.php",
        ),
        ("a_test.go", '\t\tt.Fatalf("got %d", total)', "it removes assertions from a_test.go"),
        (
            "Tests/ATests.swift",
            "    XCTAssertEqual(total, 3)",
            "it removes assertions from Tests/ATests.swift",
        ),
    ],
)
def test_a_test_that_is_gone_is_told(path: str, line: str, said: str) -> None:
    assert (said,) == weakens((changed(path, f"-{line}"),))
    assert () == weakens((changed(path, f"-{line}", f"+{line} "),))


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("src/cart.py", "    return self.skip(3)"),
        ("src/cart.py", "def test_drive(): ..."),
        ("src/menu.ts", "  const only = items.filter(Boolean)"),
        ("src/menu.ts", "  render({skip: true})"),
        ("cart.go", "//go:build linux"),
        ("src/lib.rs", "#[cfg(test)]"),
        ("src/lib.rs", "#[cfg(unix)]"),
        ("src/Cart.java", "    int disabled = 0;"),
        ("lib/cart.rb", "  items.reject { |i| i.skip? }"),
        ("lib/cart.rb", "  render skip: true"),
        ("run.sh", "exit 1"),
        ("package.json", '    "ci-info": "^4.1.0",'),
        ("package.json", '    "test-utils": "workspace:*",'),
        ("package.json", '    "build": "vite build",'),
        ("pyproject.toml", '  "pytest>=9",'),
        ("pyproject.toml", 'build = "python -m build"'),
        ("Makefile", "\t-rm -f cart.o"),
        ("pom.xml", "<version>2.1</version>"),
        ("AUDIT.md", "exit"),
        ("README.md", "Run it with `--exit-zero` or `|| true`."),
        ("README", "continue-on-error: true"),
        ("CHANGELOG.md", "- `# noqa` and `pytest.mark.skip` are read"),
        ("docs/usage.rst", ".. code:: sh\n\n  ruff check --exit-zero  # noqa"),
        ("docs/notes.txt", "sys.exit(0) # type: ignore"),
        ("src/cli.py", "    sys.exit(0)"),
        ("src/cli.ts", "process.exit(0)"),
        ("cmd/main.go", "\tos.Exit(0)"),
        ("src/main.rs", "    std::process::exit(0);"),
        ("src/list.js", "const all = options.all || true"),
        ("src/cart.py", "if TYPE_CHECKING:"),
        ("tests/test_a.py", "if __name__ == '__main__':"),
        ("tests/test_a.py", "    __test__ = True"),
        ("src/Cart.java", '    @SuppressWarnings("unchecked")'),
        ("src/Cart.java", '    @SuppressWarnings({"unchecked", "rawtypes"})'),
        ("src/Cart.kt", '    @Suppress("UNCHECKED_CAST")'),
        ("src/features/cart.ts", "export const x = 1"),
        ("web/a.test.ts", "const test = base.extend({ cart })"),
        ("web/a.test.ts", "const { expect } = chai"),
        ("web/a.test.ts", "const expect = chai.expect"),
        ("test/a.js", "    var test = request(app).get('/')"),
        ("web/a.test.ts", "const tested = x ? cart : basket"),
        ("src/a.h", "#define CHECK(x) x"),
        ("spec/a_spec.rb", "  it 'adds' do"),
        ("spec/a_spec.rb", "  it { is_expected.to eq 3 }"),
        ("a.sh", "set +x"),
        ("a_test.go", "\tif r := recover(); r == nil {"),
    ],
)
def test_what_only_looks_like_it_is_no_weakening(path: str, line: str) -> None:
    assert () == weakens((changed(path, f"+{line}"),))


def test_every_family_has_a_name_of_its_own() -> None:
    names = [family.name for family in FAMILIES]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("tests/a.test.ts", "it" + ".it" * 30_000),
        ("tests/a.rs", "#[" + "cfg_attr(" * 10_000),
        ("package.json", '"x": "echo' + " " * 100_000),
        ("package.json", '"' + "a" * 100_000),
        ("test.sh", "exit" + " " * 100_000 + "x"),
        ("test.sh", "||" + " " * 100_000),
        ("test.sh", "trap " + "exit " * 30_000),
        ("test.sh", "set -" + "e" * 100_000 + " " * 100_000),
        ("Makefile", "\t-" + "x" * 100_000),
        ("tests/a_spec.rb", "skip" + " " * 100_000 + "x"),
        ("tests/test_a.py", "    return" + "\t" * 100_000 + "x"),
        ("tests/test_a.py", "assert " + "\t " * 50_000 + "x"),
        ("tests/test_a.py", "with suppress" + "(" * 50_000 + "x"),
        ("pyproject.toml", "[[" + " " * 100_000 + "x"),
        (".pre-commit-config.yaml", " " * 100_000 + "x"),
    ],
    ids=lambda text: text[:15],
)
def test_a_line_made_to_take_for_ever_does_not(path: str, line: str) -> None:
    """Each is judged in steps that grow with its length; with its square they would not end here."""
    assert isinstance(weakens((changed(path, f"+{line}", f"-{line}"),)), tuple)
