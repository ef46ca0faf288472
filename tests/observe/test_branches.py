"""Which branches are lines: the default one, and those that the configuration names."""

import pytest

from bot.sandbox import Sandbox
from tests.observe.seeing import seen
from tests.rig import CI, Rig, fails_when, make_rig

PATH = ".github/workflows/ci.yml"
ANY_BRANCH = CI.replace("  push: {branches: [main]}", "  push:")


def config(*patterns: str) -> str:
    named = ", ".join(f'"{pattern}"' for pattern in patterns)
    return f"version: 1\nmode: enforce\nline: {{branches: [{named}], confirm: {{reruns: 0}}}}\n"


def make(gh: Sandbox, *patterns: str) -> Rig:
    rig = make_rig(gh, {PATH: ANY_BRANCH, ".github/andon.yml": config(*patterns)})
    for name in ("release/1.0", "release/2.0", "topic"):
        rig.repo.branch(name)
        rig.repo.commit({"v.txt": name}, name)
    gh.idle()
    return rig


@pytest.mark.parametrize(
    ("patterns", "lines"),
    [
        ((), ["main"]),
        (("release/*",), ["main", "release/1.0", "release/2.0"]),
        (("main", "release/2.0", "gone"), ["main", "release/2.0"]),
    ],
    ids=["none", "a pattern", "names"],
)
def test_the_default_branch_is_a_line_and_what_the_patterns_name(
    gh: Sandbox, patterns: tuple[str, ...], lines: list[str]
) -> None:
    assert lines == [line.branch for line in seen(make(gh, *patterns)).lines]


def test_a_line_shows_its_own_history_and_workflow_files(gh: Sandbox) -> None:
    rig = make(gh, "release/1.0")
    gh.script(fails_when("broken"))
    red = rig.repo.commit({"app.py": "broken\n"}, "release/1.0", message="Break it")
    gh.idle()
    rig.repo.commit({PATH: None}, "release/1.0", message="Remove CI")
    main, release = seen(rig).lines
    assert (rig.repo.head("main"), frozenset()) == (main.history[0].sha, main.removed)
    assert (red, {PATH}) == (release.history[1].sha, release.removed)


def test_more_lines_than_can_be_watched_are_told(gh: Sandbox) -> None:
    rig = make(gh, "many-*")
    for n in range(21):
        rig.repo.branch(f"many-{n:02}")
    found = seen(rig)
    assert (20, True) == (len(found.lines), found.lacks("line"))


def test_branches_that_cannot_be_listed_are_unread(gh: Sandbox) -> None:
    rig = make(gh, "release/*")
    gh.break_field("RefConnection.nodes")
    assert seen(rig).lacks("line")


def test_an_empty_repository_has_no_line(gh: Sandbox) -> None:
    rig = make_rig(gh)
    rig.repo = gh.repository("acme/empty", None)
    assert () == seen(rig).lines
