"""Which branches are lines: the default one, and those that the configuration names."""

import pytest

from bot.sandbox import Sandbox, git
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


def crowd(rig: Rig, prefix: str) -> None:
    """More branches than are listed, without a push for each."""
    head = rig.repo.head()
    with rig.gh.world.lock:
        for n in range(1100):
            git.update_ref(rig.repo.record.path, f"refs/heads/{prefix}{n:04}", head)


@pytest.mark.parametrize(
    ("patterns", "lines"),
    [
        ((), ["main"]),
        (("release/*",), ["main", "release/1.0", "release/2.0"]),
        (("main", "release/2.0", "gone"), ["main", "release/2.0"]),
        (("*",), ["main", "topic"]),
        (("**/*",), ["main", "release/1.0", "release/2.0", "topic"]),
    ],
    ids=["none", "a pattern", "names", "not below a folder", "below any"],
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


def test_more_lines_than_can_be_watched_are_told_and_the_last_by_name_are_watched(gh: Sandbox) -> None:
    rig = make(gh, "many-*")
    for n in range(21):
        rig.repo.branch(f"many-{n:02}")
    found = seen(rig)
    assert (20, "main", "many-02", "many-20") == (
        len(found.lines),
        found.lines[0].branch,
        found.lines[1].branch,
        found.lines[-1].branch,
    )
    assert ["branches"] == [unread.part for unread in found.unread]


@pytest.mark.deep
def test_lines_are_found_among_any_number_of_other_branches(gh: Sandbox) -> None:
    rig = make(gh, "release/*")
    crowd(rig, "feature/")
    assert ["main", "release/1.0", "release/2.0"] == [line.branch for line in seen(rig).lines]


@pytest.mark.deep
def test_more_branches_than_can_be_listed_are_told(gh: Sandbox) -> None:
    rig = make(gh, "*-late")
    crowd(rig, "feature-")
    found = seen(rig)
    assert (["main"], True) == ([line.branch for line in found.lines], found.lacks("branches"))


def test_branches_that_cannot_be_listed_are_unread(gh: Sandbox) -> None:
    rig = make(gh, "release/*")
    gh.break_field("RefConnection.nodes")
    assert seen(rig).lacks("branches")


def test_a_line_that_cannot_be_read_is_unread_as_its_own(gh: Sandbox) -> None:
    rig = make(gh, "release/1.0")
    gh.break_field("Repository.ref")
    found = seen(rig)
    assert (["main"], ["line release/1.0"]) == (
        [line.branch for line in found.lines],
        [unread.part for unread in found.unread],
    )


def test_an_empty_repository_has_no_line(gh: Sandbox) -> None:
    rig = make_rig(gh)
    rig.repo = gh.repository("acme/empty", None)
    assert () == seen(rig).lines
