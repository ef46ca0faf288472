"""What may not be proposed, nor pass: each refusal, and what is not refused."""

import pytest

from bot.decide.vetting import MAX_FILES, MAX_PATCH, added, matches, protected, removed, vet_patch, weakens
from bot.model.facts import ChangedFile
from tests.building import changed

FINE = changed("src/cart.py", "-    return 2", "+    return 3")


def vetted(*files: ChangedFile, size: int = 100, protect: tuple[str, ...] = ()) -> tuple[str, ...]:
    return vet_patch(files, size, protect)


def test_a_plain_fix_may_be_proposed() -> None:
    assert () == vetted(FINE)


def test_a_change_of_nothing_is_refused() -> None:
    assert ("it changes nothing",) == vetted()


def test_a_large_patch_is_refused() -> None:
    assert () == vetted(FINE, size=MAX_PATCH)
    assert (f"it is {MAX_PATCH + 1} bytes; at most {MAX_PATCH} are proposed",) == vetted(
        FINE, size=MAX_PATCH + 1
    )


def test_a_patch_of_many_files_is_refused() -> None:
    many = [changed(f"src/m{n}.py", "+x") for n in range(MAX_FILES + 1)]
    assert () == vetted(*many[:-1])
    assert (f"it changes {MAX_FILES + 1} files; at most {MAX_FILES} are proposed",) == vetted(*many)


@pytest.mark.parametrize(
    "path",
    [
        ".github/workflows/ci.yml",
        ".github/andon.yml",
        ".gitattributes",
        "deep/.gitattributes",
        ".gitmodules",
        "CODEOWNERS",
        "docs/CODEOWNERS",
        ".github/CODEOWNERS",
    ],
)
def test_what_is_always_protected_is_refused(path: str) -> None:
    assert f"{path} is protected" == vetted(changed(path, "+x"))[0]


def test_a_rename_out_of_or_into_a_protected_folder_is_refused() -> None:
    out = changed("ci.yml", "+x", status="renamed", previous=".github/workflows/ci.yml")
    assert (".github/workflows/ci.yml is protected",) == vetted(out)
    into = changed(".github/x", "+x", status="renamed", previous="x")
    assert (".github/x is protected",) == vetted(into)


@pytest.mark.parametrize(
    ("path", "pattern", "expected"),
    [
        ("migrations/1.sql", "migrations/**", True),
        ("migrations/deep/1.sql", "migrations/**", True),
        ("migrations/deep/1.sql", "migrations/", True),
        ("app/migrations/1.sql", "migrations/**", False),
        ("app/migrations/1.sql", "**/migrations/**", True),
        ("migrations/1.sql", "**/migrations/**", True),
        ("a/poetry.lock", "*.lock", True),
        ("poetry.lock", "**/*.lock", True),
        ("a/b/poetry.lock", "**/*.lock", True),
        ("setup.py", "/setup.py", True),
        ("a/setup.py", "/setup.py", False),
        ("a/setup.py", "setup.py", True),
        ("docs/a.md", "docs/*.md", True),
        ("docs[1]/a.md", "docs[1]/**", True),
        ("Setup.py", "setup.py", False),
    ],
)
def test_paths_match_patterns(path: str, pattern: str, expected: bool) -> None:
    assert expected == matches(path, pattern)
    assert expected == protected(path, (pattern,))


def test_what_the_configuration_protects_is_refused() -> None:
    assert ("migrations/1.sql is protected",) == vetted(
        changed("migrations/1.sql", "+x"), protect=("migrations/**",)
    )


@pytest.mark.parametrize(
    "secret",
    [
        "ghs_" + "a" * 40,
        "github_pat_" + "a" * 30,
        "AKIA" + "A" * 16,
        "-----BEGIN RSA PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----",
        "xoxb-123456789012",
    ],
)
def test_what_looks_like_a_secret_is_refused_where_it_is_added(secret: str) -> None:
    assert ("src/a.py would contain what looks like a secret",) == vetted(
        changed("src/a.py", f"+k = '{secret}'")
    )
    assert () == vetted(changed("src/a.py", f"-k = '{secret}'", "+k = env()"))


@pytest.mark.parametrize("status", ["symlink", "submodule"])
def test_links_are_refused(status: str) -> None:
    assert (f"src/a would become a {status}",) == vetted(changed("src/a", "+/etc/passwd", status=status))


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (changed("tests/test_a.py", status="removed"), "it removes the test file tests/test_a.py"),
        (
            changed("src/a.py", status="renamed", previous="tests/test_a.py"),
            "it moves the test file tests/test_a.py to src/a.py, where it may not be found",
        ),
        (
            changed("tests/a.py", status="renamed", previous="tests/test_a.py"),
            "it moves the test file tests/test_a.py to tests/a.py, where it may not be found",
        ),
        (changed("tests/conftest.py", "+x"), "it changes how checks run (tests/conftest.py)"),
        (changed("pytest.ini", status="removed"), "it changes how checks run (pytest.ini)"),
        (
            changed("old.ini", status="renamed", previous="pytest.ini"),
            "it changes how checks run (pytest.ini)",
        ),
        (changed("web/jest.config.js", "+x"), "it changes how checks run (web/jest.config.js)"),
        (changed("tests/test_a.py"), "tests/test_a.py could not be looked into"),
        (changed("src/a.py"), "src/a.py could not be looked into"),
        (changed("src/a.py", status="added"), "src/a.py could not be looked into"),
        (changed("src/a.py", status="copied", previous="src/b.py"), "src/a.py could not be looked into"),
        (changed("logo.svg"), "logo.svg could not be looked into"),
        (changed("png"), "png could not be looked into"),
        (changed("tests/test_a.py", "+@pytest.mark.xfail"), "tests/test_a.py gains `pytest.mark.xfail`"),
        (changed("tests/test_a.py", '+pytest.skip("x")'), "tests/test_a.py gains `pytest.skip`"),
        (changed("src/a.py", "+import x  # noqa"), "src/a.py gains `# noqa`"),
        (changed("src/a.py", "+x = y  # type: ignore"), "src/a.py gains `# type: ignore`"),
        (changed("src/a.ts", "+// eslint-disable-next-line"), "src/a.ts gains `eslint-disable`"),
        (changed("web/a.spec.ts", "+it.skip('x')"), "web/a.spec.ts gains `it.skip`"),
        (changed("a_test.go", "+\tt.Skip()"), "a_test.go gains `t.Skip(`"),
        (changed("ci.sh", "+pytest || true"), "ci.sh gains `|| true`"),
        (changed("ci/a.py", "+sys.exit(0)"), "ci/a.py gains `sys.exit(0)`"),
        (changed("pyproject.toml", '+addopts = "-k not"'), "it changes how checks run (pyproject.toml)"),
        (changed("pyproject.toml", "-ignore = []"), "it changes how checks run (pyproject.toml)"),
        (changed("Makefile", "+test:"), "it changes how checks run (Makefile)"),
        (changed("package.json", '+  "test": "true"'), "it changes how checks run (package.json)"),
        (changed("tests/test_a.py", "-def test_total():"), "it removes the test `test_total`"),
        (
            changed(
                "tests/test_a.py", "-    async def test_total(self):", "+    async def untest_total(self):"
            ),
            "it removes the test `test_total`",
        ),
        (changed("a_test.go", "-func TestTotal(t *testing.T) {"), "it removes the test `TestTotal`"),
        (changed("web/a.test.ts", "-  it('adds up', () => {"), "it removes the test `adds up`"),
        (changed("tests/test_a.py", "-    assert x == 3"), "it removes assertions from tests/test_a.py"),
    ],
)
def test_looking_away_is_refused(file: ChangedFile, said: str) -> None:
    assert (said,) == weakens((file,))
    assert (said,) == vetted(file)


@pytest.mark.parametrize(
    "file",
    [
        changed("tests/test_a.py", "-def test_total( ):", "+def test_total():"),
        changed("tests/test_a.py", "-    assert x==3", "+    assert x == 3"),
        changed("tests/test_a.py", "+def test_more():", "+    assert True"),
        changed("tests/test_b.py", status="renamed", previous="tests/test_a.py"),
        changed("tests/data.json", status="renamed", previous="tests/old.json"),
        changed("logo.png"),
        changed("web/Font.WOFF2", status="added"),
        ChangedFile(path="src/empty.py", status="added", patch=""),
        changed("src/gone.py", status="removed"),
        changed("src/a.py", "-import x  # noqa", "+import x"),
        changed("pyproject.toml", '+version = "2"'),
        changed("src/contest.py", "+latest = 1"),
        changed("tests/test_a.py", " def test_total():"),
    ],
)
def test_honest_changes_are_not_refused(file: ChangedFile) -> None:
    assert () == weakens((file,))


def test_a_change_of_what_diffs_show_is_refused() -> None:
    """`*.py -diff` would keep what is written from being looked into, renamed files as well."""
    assert ("it changes how checks run (src/.gitattributes)",) == weakens(
        (changed("src/.gitattributes", "+x"),)
    )


def test_a_fixer_may_not_change_even_what_is_binary_by_name() -> None:
    assert ("logo.png could not be looked into",) == vetted(changed("logo.png"))


def test_only_the_lines_of_hunks_are_read() -> None:
    patch = (
        "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-old\n+new\n ctx\n\\ No newline at end of file"
    )
    file = ChangedFile(path="x", status="modified", patch=patch)
    assert (("new",), ("old",)) == (added(file), removed(file))
    assert ((), ()) == (added(changed("x")), removed(changed("x")))


def test_every_refusal_is_told() -> None:
    assert 3 == len(vetted(changed(".github/x", "+" + "ghs_" + "a" * 40), changed("conftest.py", "+x")))
