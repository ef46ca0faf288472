"""How a check is made to pass by looking away, language by language; and what only looks like it."""

import pytest

from bot.decide.looking_away import FAMILIES
from bot.decide.vetting import weakens
from tests.building import changed

GAINS = {
    "Python": {
        "tests/test_a.py": (
            "@pytest.mark.skipif(True, reason='x')",
            "pytestmark = pytest.mark.xfail",
            "@skip('x')",
            "@skipUnless(FAST, 'x')",
            "raise SkipTest('x')",
            "__test__ = False",
            "pytest.exit('x')",
            "mark.skip(reason='x')",
            "if False:",
            "    if (0):",
            "pytest_plugins = ['fake']",
            "def load_tests(loader, tests, pattern):",
        ),
        "src/fake.py": ("def pytest_runtest_call(item):", "os.environ['PYTEST_ADDOPTS'] = '-x'"),
        "src/a.py": (
            "x = 1  # noqa",
            "x: int = y  # type: ignore[x]",
            "import x  # pylint: disable=all",
            "sys.exit(0)",
        ),
    },
    "JavaScript and TypeScript": {
        "web/a.test.ts": (
            "it.only('one', () => {",
            "describe.skip('all', () => {",
            "test.concurrent.skip('x', f)",
            "test.skipIf(ci)('x', f)",
            "it.fails('x', f)",
            "test.fixme('x', f)",
            "fdescribe('one', () => {",
            "xit('x', f)",
            "this.skip()",
            "t.skip('x')",
            "test('x', {skip: true}, f)",
            "// @ts-expect-error",
        ),
        "web/a.mjs": ("/* istanbul ignore next */", "process.exit(0)", "// biome-ignore lint: x"),
    },
    "Dart": {"test/a_test.dart": ("@Skip('x')", "}, skip: 'x');")},
    "Go": {
        "a_test.go": (
            "\tt.Skip()",
            '\tt.Skipf("x")',
            "\tb.SkipNow()",
            "\tif testing.Short() {",
            "//go:build ignore",
            "// +build ignore",
            "\tos.Exit(0)",
        ),
        "a.go": ("x := f() //nolint:errcheck",),
    },
    "Java and Kotlin": {
        "src/test/java/ATest.java": (
            '    @Disabled("x")',
            "    @DisabledOnOs(OS.LINUX)",
            "    @Ignore",
            '    @EnabledIfEnvironmentVariable(named = "X", matches = "y")',
            "    assumeTrue(false);",
            "    @Test(enabled = false)",
        ),
        "src/main/java/A.java": ('    @SuppressWarnings("all")',),
        "src/test/kotlin/ASpec.kt": ("    @Disabled",),
    },
    "Ruby": {
        "spec/a_spec.rb": (
            "  xit 'adds' do",
            "  fit 'adds' do",
            "  xdescribe Cart do",
            "    skip 'later'",
            "    skip",
            '    pending "x"',
            "  it 'adds', skip: true do",
            "  it 'adds', :skip do",
            "  it 'adds', focus: true do",
        ),
        "lib/a.rb": ("x = 1 # rubocop:disable all", "# :nocov:"),
    },
    "Rust": {
        "tests/a.rs": ("#[ignore]", '#[ignore = "x"]', "#[cfg_attr(ci, ignore)]", "#[cfg(any())]"),
        "src/a.rs": ("#![allow(clippy::all)]",),
    },
    "C#": {
        "Shop.Tests/ATests.cs": (
            '    [Fact(Skip = "x")]',
            '    [Ignore("x")]',
            "    Assert.Inconclusive();",
            "#pragma warning disable",
        )
    },
    "PHP": {
        "tests/ATest.php": (
            "$this->markTestSkipped('x');",
            "it('adds', f)->skip();",
            "// @phpstan-ignore-next-line",
        )
    },
    "Swift, C and C++": {
        "Tests/ATests.swift": ('throw XCTSkip("x")', '@Test(.disabled("x")) func adds() {'),
        "a_test.cc": ("  GTEST_SKIP();", "TEST(Cart, DISABLED_Adds) {", "#if 0"),
    },
    "Elixir, Perl and R": {
        "test/a_test.exs": ("  @tag :skip",),
        "t/a.t": ("plan skip_all => 'x';",),
        "tests/testthat/test-a.R": ("  skip_on_ci()",),
    },
    "shell": {
        "test.sh": (
            "exit 0",
            "  exit",
            "set +e",
            "pytest || true",
            "pytest || :",
            "mvn verify -DskipTests",
            "alias pytest=true",
            "pytest() { :; }",
        ),
        "tests/a.bats": ("  skip 'x'",),
    },
}


@pytest.mark.parametrize(
    ("path", "line"),
    [(path, line) for files in GAINS.values() for path, lines in files.items() for line in lines],
)
def test_a_check_that_is_silenced_is_told(path: str, line: str) -> None:
    (told,) = weakens((changed(path, f"+{line}"),))
    assert told.startswith(f"{path} gains `")


@pytest.mark.parametrize(
    "path",
    [
        *(
            "conftest.py",
            "sub/conftest.py",
            "pytest.ini",
            ".pytest.toml",
            "tox.ini",
            "sitecustomize.py",
            "a.pth",
        ),
        *(
            "jest.config.ts",
            "vitest.workspace.ts",
            "jest.setup.js",
            "src/setupTests.ts",
            "playwright.config.ts",
        ),
        *("cypress.config.js", ".mocharc.yml", ".nycrc", ".eslintignore", "biome.json", ".prettierignore"),
        *(".rspec", "spec/spec_helper.rb", "test/test_helper.exs", ".rubocop.yml", ".config/nextest.toml"),
        *("clippy.toml", "phpunit.xml.dist", "phpstan.neon", ".golangci.yml", "unit.runsettings"),
    ],
)
def test_a_file_that_says_how_checks_run_is_told(path: str) -> None:
    assert (f"it changes how checks run ({path})",) == weakens((changed(path, "+x"),))


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("pyproject.toml", '+addopts = "-q"'),
        ("pyproject.toml", '+  "-k not slow",'),
        ("pyproject.toml", '+  "--deselect=tests/test_a.py",'),
        ("pyproject.toml", '+  -m "not slow"'),
        ("pyproject.toml", '+python_files = "check_*.py"'),
        ("setup.cfg", "-testpaths = tests"),
        ("package.json", '+    "test": "exit 0",'),
        ("package.json", '+    "test:unit": "jest --testPathIgnorePatterns cart",'),
        ("package.json", '+    "build": "true",'),
        ("package.json", '+    "build": "echo done",'),
        ("package.json", '+  "jest": {'),
        ("package.json", '+    "testMatch": ["x"],'),
        ("package.json", '+    "check": "tsc",'),
        ("tsconfig.json", '+    "strict": false,'),
        ("vite.config.ts", "+    exclude: ['cart.test.ts'],"),
        ("Cargo.toml", "+test = false"),
        ("Cargo.toml", "+harness = false"),
        ("pom.xml", "+<skipTests>true</skipTests>"),
        ("pom.xml", "+<exclude>**/CartTest.java</exclude>"),
        ("build.gradle", "+    exclude '**/CartTest*'"),
        ("build.gradle.kts", "+    ignoreFailures = true"),
        ("build.gradle.kts", '+    useJUnitPlatform { excludeTags("slow") }'),
        ("Makefile", "-\tpytest"),
        ("Makefile", "+\tgo test -run XXX ./..."),
        ("justfile", "-  cargo nextest run"),
        ("Taskfile.yml", "-      - npm test"),
    ],
)
def test_a_line_that_says_how_checks_run_is_told(path: str, line: str) -> None:
    assert (f"it changes how checks run ({path})",) == weakens((changed(path, line),))


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
        ("src/features/cart.ts", "export const x = 1"),
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
    ],
    ids=lambda text: text[:15],
)
def test_a_line_made_to_take_for_ever_does_not(path: str, line: str) -> None:
    """Each is judged in steps that grow with its length; with its square they would not end here."""
    assert isinstance(weakens((changed(path, f"+{line}", f"-{line}"),)), tuple)
