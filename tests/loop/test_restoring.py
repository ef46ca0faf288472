"""What gives a red line a known tree back passes at once, over real HTTP, where no check could prove it."""

from collections.abc import Callable

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.actions.runner import Outcome
from bot.sandbox.rulesets import QueueRule
from bot.sandbox.store import Job, Run
from tests.rig import Rig, fails_when, make_rig, pull

PUSHED = """\
name: CI
on: {push: {branches: [main]}}
jobs: {test: {runs-on: ubuntu-latest, steps: [{run: pytest}]}}
"""
CONFIG = "version: 1\nmode: enforce\nline: {confirm: {reruns: 0}}\n"
FILES: dict[str, str | bytes | None] = {".github/workflows/ci.yml": PUSHED, ".github/andon.yml": CONFIG}
BROKEN: dict[str, str | bytes | None] = {"app.py": "broken\n", "lib/cart.py": "y = 1\n"}
BACK: dict[str, str | bytes | None] = {"app.py": "x = 1\n", "lib/cart.py": None}


@pytest.fixture
def rig(gh: Sandbox) -> Rig:
    """A line that one commit broke, whose checks run on pushes only."""
    rig = make_rig(gh, FILES)
    gh.script(fails_when("broken"))
    broken(rig)
    return rig


def broken(rig: Rig) -> str:
    sha = rig.repo.commit(BROKEN, message="Break it")
    rig.gh.idle()
    return sha


def judged(rig: Rig, number: int) -> tuple[str, str | None]:
    """What a pass says of a pull request, and what its cord shows then."""
    looked = rig.make_pass()
    return dict(looked.plan.pulls)[number].text, rig.shown(number)


def test_an_exact_revert_passes_beneath_what_came_since_and_the_line_runs_again(rig: Rig) -> None:
    suspect = rig.repo.head()
    rig.repo.commit({"README.md": "more\n"}, message="Say more [skip ci]")
    number = pull(rig, "undo", BACK)
    rig.gh.idle()
    expected = (
        f"passes by proof: it takes back {suspect[:7]}, since which CI / test fails, and changes nothing else"
    )
    assert (expected, "success") == judged(rig, number)
    cord = rig.cord(number)
    assert cord and ("Passes: it takes back what broke main", True) == (
        cord.title,
        "Merging it is how the line restarts." in (cord.summary or ""),
    )
    rig.repo.merge(number, by="bob")
    rig.gh.idle()
    assert "main is running" == rig.settle().plan.line.text


@pytest.mark.deep
@pytest.mark.parametrize(
    "more", [{"extra.txt": "x\n"}, {"app.py": "x = 1  # really\n"}, {"lib/cart.py": "y = 2\n"}]
)
def test_a_revert_with_anything_else_in_it_waits_for_its_checks(
    rig: Rig, more: dict[str, str | bytes | None]
) -> None:
    rig.repo.commit({"README.md": "more\n"}, message="Say more [skip ci]")
    number = pull(rig, "undo", BACK | more)
    rig.gh.idle()
    assert ("no proof: its checks are older than main; merge main into it", "failure") == judged(rig, number)


@pytest.mark.deep
def test_a_revert_of_what_the_line_was_before_must_contain_its_head(rig: Rig) -> None:
    rig.repo.branch("old", f"{rig.repo.head()}~1")
    rig.repo.commit({"y.txt": "y\n"}, "old", by="bob")
    rig.repo.commit({"y.txt": None}, "old", by="bob")
    number = rig.repo.pull("old", by="bob")
    rig.gh.idle()
    told, shown = judged(rig, number)
    assert ("it lacks 1 commit(s) of main; merge main into it" in told, "failure") == (True, shown)


@pytest.mark.deep
def test_what_passed_last_passes_though_nobody_knows_which_commit_broke_it(gh: Sandbox) -> None:
    rig = make_rig(gh, FILES)
    gh.script(fails_when("broken"))
    green = rig.repo.head()
    rig.repo.commit({"lib/cart.py": "y = 1\n"}, message="Untested [skip ci]")
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    gh.idle()
    number = pull(rig, "back", BACK)
    gh.idle()
    expected = f"passes by proof: its files are exactly those of {green[:7]}, where CI / test passed last"
    assert (expected, "success") == judged(rig, number)


def logs(text: str) -> Callable[[Run, Job], Outcome]:
    """Every job fails, and its log says why."""
    return lambda _run, _job: Outcome("failure", log=f"2026-11-23T16:41:00.0000000Z {text}\n")


@pytest.mark.deep
def test_where_the_network_failed_no_tree_passes(gh: Sandbox) -> None:
    rig = make_rig(gh, FILES)
    gh.script(logs("curl: (6) Could not resolve host: files.example.org"))
    broken(rig)
    rig.settle()  # it is run again once, and fails again
    number = pull(rig, "undo", BACK)
    gh.idle()
    told, shown = judged(rig, number)
    outside = "CI / test failed for a cause that may lie outside the code (network)"
    assert ("failure", True) == (shown, told.endswith(f"and changes nothing else, but {outside}"))


@pytest.mark.deep
def test_files_that_fail_today_pass_no_more(rig: Rig) -> None:
    first = pull(rig, "undo", BACK)
    rig.gh.idle()
    rig.make_pass()
    rig.gh.script(lambda _run, _job: Outcome("failure"))
    rig.repo.merge(first, by="bob")
    rig.gh.idle()
    number = pull(rig, "again", {"z.txt": "z\n"})
    rig.repo.commit({"z.txt": None}, "again", by="bob")
    rig.gh.idle()
    told, shown = judged(rig, number)
    assert ("CI / test failed on these very files" in told, "failure") == (True, shown)


@pytest.mark.deep
def test_a_merge_group_passes_by_the_same_tree(gh: Sandbox) -> None:
    rig = make_rig(gh, FILES)
    rig.repo.rule(QueueRule(branch="main", timeout_minutes=20))
    number = pull(rig, "undo", {"y.txt": "y\n"})
    gh.idle()
    rig.make_pass()
    gh.script(fails_when("broken"))
    suspect = broken(rig)
    rig.repo.commit(BROKEN | BACK | {"y.txt": None}, "undo", by="bob", parent=rig.repo.head())
    gh.idle()
    rig.make_pass()
    assert "success" == rig.shown(number)
    rig.repo.enqueue(number, by="bob")
    gh.idle()
    looked = rig.make_pass()
    texts = [reason.text for which, reason in looked.plan.pulls if which == number]
    assert (
        f"in the merge queue: passes by proof: it takes back {suspect[:7]}, since which CI / test fails, "
        in (" | ".join(texts))
    )
    gh.idle()
    assert "main is running" == rig.settle().plan.line.text


@pytest.mark.deep
@pytest.mark.parametrize("method", ["merge", "squash"])
def test_a_merged_suspect_counts_by_its_first_parent(gh: Sandbox, method: str) -> None:
    rig = make_rig(gh, FILES)
    gh.script(fails_when("broken"))
    bad = pull(rig, "bad", {"lib/cart.py": "y = 1\n"})
    rig.repo.commit({"app.py": "broken\n"}, "bad", by="bob")
    gh.idle()
    rig.make_pass()
    suspect = rig.repo.merge(bad, by="bob", method=method)
    gh.idle()
    rig.repo.commit({"lib/till.py": "z\n"}, message="Go on [skip ci]")
    number = pull(rig, "undo", BACK)
    gh.idle()
    told, shown = judged(rig, number)
    assert (f"passes by proof: it takes back {suspect[:7]}", "success") == (told.partition(",")[0], shown)
