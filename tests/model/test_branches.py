"""Patterns of branches: a star stops at a slash, as in GitHub's rulesets."""

import pytest

from bot.model.branches import matches


@pytest.mark.parametrize(
    ("pattern", "fits", "fits_not"),
    [
        ("main", ["main"], ["main2", "a/main", "Main"]),
        ("*", ["main", ""], ["a/b"]),
        ("release/*", ["release/1", "release/"], ["release/1/2", "release", "a/release/1"]),
        ("release/**/*", ["release/1", "release/1/2", "release/1/2/3"], ["release", "a/release/1"]),
        ("**/fix", ["fix", "a/fix", "a/b/fix"], ["afix", "a/bfix", "fix/a"]),
        ("qa**/**/*", ["qa1/a", "qa/a/b", "qa/a"], ["q/a"]),
        ("v?.x", ["v1.x"], ["v/.x", "v10.x", "v1-x"]),
        ("v[0-9]", ["v1"], ["va", "v/", "v"]),
        ("v[!0-9]", ["va"], ["v1", "v/"]),
        ("v[]a]", ["va", "v]"], ["vb"]),
        ("v[", ["v["], ["v"]),
        ("a+b.(c)", ["a+b.(c)"], ["aab.(c)", "a+bx(c)"]),
    ],
)
def test_a_pattern_fits_what_github_takes_it_for(pattern: str, fits: list[str], fits_not: list[str]) -> None:
    assert (fits, []) == (
        [name for name in fits if matches(name, pattern)],
        [name for name in fits_not if matches(name, pattern)],
    )
