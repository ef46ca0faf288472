"""Patterns of paths are read as GitHub's page on workflows says, and as the local GitHub reads a workflow's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.paths import matches
from bot.sandbox.actions import triggers

EXAMPLES = [
    ("*", "README.md", True),
    ("*", "docs/README.md", False),
    ("**", "all/the/files.md", True),
    ("*.js", "app.js", True),
    ("*.js", "js/app.js", False),
    ("**.js", "src/js/app.js", True),
    ("docs/*", "docs/README.md", True),
    ("docs/*", "docs/mona/hello.md", False),
    ("docs/**", "docs/mona/hello.md", True),
    ("docs/**", "docs", False),
    ("docs/**", "mydocs/a.md", False),
    ("docs/**/*.md", "docs/README.md", True),
    ("docs/**/*.md", "docs/a/markdown/file.md", True),
    ("**/docs/**", "docs/hello.md", True),
    ("**/docs/**", "dir/docs/my-file.txt", True),
    ("**/docs/**", "dirdocs/my-file.txt", False),
    ("**/*src/**", "my-src/code/js/app.js", True),
    ("**/migrate-*.sql", "db/sept/migrate-v1.sql", True),
    ("*.jsx?", "page.js", True),
    ("*.jsx?", "page.jsx", True),
    ("v[12].[0-9]+.txt", "v2.10.txt", True),
    ("v[12].[0-9]+.txt", "v3.1.txt", False),
    (r"a\*b", "a*b", True),
    (r"a\*b", "axb", False),
    ("a.b", "axb", False),
    ("[", "[", True),
    ("[z-a]", "[z-a]", True),
    ("[z-a]", "b", False),
    ("[a--b]", "[a--b]", True),
    ("[]", "[]", True),
    ("?x", "?x", True),
    ("a++", "aa+", True),
    ("\\", "\\", True),
]


@pytest.mark.parametrize(("pattern", "path", "fits"), EXAMPLES)
def test_a_pattern_means_what_github_says(pattern: str, path: str, fits: bool) -> None:
    assert fits is matches(path, (pattern,))


def test_the_last_pattern_that_speaks_of_a_path_decides() -> None:
    patterns = ("docs/**", "!docs/api/**", "docs/api/README.md")
    paths = ("docs/a.md", "docs/api/a.md", "docs/api/README.md", "src/a.py")
    assert [True, False, True, False] == [matches(path, patterns) for path in paths]
    assert not matches("docs/a.md", ("!src/**",))
    assert not matches("docs/a.md", ())


@given(st.text("ab/*.[-]\\", min_size=1, max_size=7), st.text("ab/.", max_size=7))
def test_paths_fit_as_they_start_a_workflow(pattern: str, path: str) -> None:
    """Within what both say: the local GitHub takes brackets for whatever a regular expression does with them."""
    plain = pattern.replace("[", "").replace("]", "")
    assert triggers.matches([plain], path) == matches(path, (plain,))


@given(st.text(max_size=12), st.text(max_size=6))
def test_any_pattern_can_be_read(pattern: str, path: str) -> None:
    assert matches(path, (pattern,)) in (True, False)
