"""Who owns a path by a CODEOWNERS file, as GitHub's page on code owners says it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.owners import Approval, owners

PAGE = """\
# This is a comment.
*       @global-owner1 @global-owner2
*.js    @js-owner #This is an inline comment.
*.go docs@example.com
*.txt @octo-org/octocats
/build/logs/ @doctocat
docs/*  docs@example.com
apps/ @octocat
/docs/ @doctocat
/scripts/ @doctocat @octocat
**/logs @octocat
/apps/ @octocat
/apps/github
/apps/github/a\\ b @doctocat
"""


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("README.md", ("@global-owner1", "@global-owner2")),
        ("src/deep/README.md", ("@global-owner1", "@global-owner2")),
        ("src/a.js", ("@js-owner",)),
        ("a.go", ("docs@example.com",)),
        ("src/a.txt", ("@octo-org/octocats",)),
        ("build/logs/deep/a", ("@octocat",)),
        ("build/other/a", ("@global-owner1", "@global-owner2")),
        ("src/build/logged", ("@global-owner1", "@global-owner2")),
        ("docs/getting-started.md", ("@doctocat",)),
        ("src/apps/a", ("@octocat",)),
        ("src/apps", ("@global-owner1", "@global-owner2")),
        ("deep/logs/a", ("@octocat",)),
        ("logs/a", ("@octocat",)),
        ("apps/github", ()),
        ("apps/github/a", ()),
        ("apps/github/a b", ("@doctocat",)),
        ("apps/githubs", ("@octocat",)),
    ],
)
def test_a_path_is_owned_by_the_last_pattern_that_fits(path: str, names: tuple[str, ...]) -> None:
    assert names == owners(PAGE, path)


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("docs/*", "docs/a.md", True),
        ("docs/*", "docs/build-app/a.md", False),
        ("docs/*", "src/docs/a.md", False),
        ("/docs", "docs", True),
        ("/docs", "docs/a", True),
        ("/docs", "src/docs", False),
        ("docs", "src/docs/a", True),
        ("a/**/b", "a/b", True),
        ("a/**/b", "a/x/y/b", True),
        ("a/**", "a/x/y", True),
        ("a/**", "a", False),
        ("/*", "a", True),
        ("/*", "a/b", False),
        (".github/workflows/?i.yml", ".github/workflows/ci.yml", True),
        ("A", "a", False),
        ("a.b", "axb", False),
        ("a\\*", "a*", True),
        ("a\\*", "ab", False),
    ],
)
def test_patterns_are_as_in_gitignore(pattern: str, path: str, fits: bool) -> None:
    assert (("@a",) if fits else ()) == owners(f"{pattern} @a", path)


@pytest.mark.parametrize("line", ["!a @b", "[ab] @b", "\\#a @b", "a b", "a @b c", "a @b/c/d"])
def test_a_file_with_a_line_that_is_none_of_it_tells_of_nobody(line: str) -> None:
    assert None is owners(f"* @a\n{line}\n", "x")


def test_without_a_pattern_that_fits_nobody_owns() -> None:
    assert () == owners("", "a")
    assert () == owners("# * @a\n\n   \nb @c # and @d\n", "a")
    assert ("@c",) == owners("b @c # and @d\n", "b")


@given(st.text(max_size=20), st.text(max_size=8))
def test_any_file_can_be_read(text: str, path: str) -> None:
    found = owners(text, path)
    assert found is None or all("@" in name for name in found)


def test_an_approval_is_its_persons_and_of_the_teams_for_which_it_was_given() -> None:
    approval = Approval(login="Alice", teams=("Acme/Build",))
    names = ["@alice", "@ALICE", "@acme/build", "@build", "alice@example.com", "@bob", "alice"]
    assert [True, True, True, False, False, False, False] == [approval.by(name) for name in names]
