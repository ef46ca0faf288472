"""Who passes a stopped line by its tree: an exact revert, and what the line held when it passed last."""

from typing import Any

import pytest

from bot.decide.passage import Passage
from bot.decide.plan import plan
from bot.model.effects import WriteCord
from bot.model.facts import Pull
from bot.model.runs import Commit, Run
from bot.model.trees import Undone
from tests.building import (
    commit,
    comparison,
    cord,
    failing,
    job,
    minutes,
    passing,
    proof_run,
    pull,
    run,
    sha,
    stopped,
)
from tests.decide.passing import judged

TEST = "2026-11-23T16:41:00.0000000Z E   AssertionError: assert 2 == 3\n"
NETWORK = "2026-11-23T16:41:00.0000000Z curl: (6) Could not resolve host: files.example.org\n"


def red(log: str | None = TEST, name: str = "test", id: int = 2, **facts: Any) -> Run:
    """A run in which a job failed twice, its log as given."""
    logged = {"log": log}
    first, second = (job(name, "failure", n, id=id * 100 + n, **logged) for n in (1, 2))
    return run(first, second, id=id, **facts)


def history(*newest: Commit, log: str | None = TEST) -> tuple[Commit, ...]:
    """A line that broke on b, after it passed on a."""
    return (*newest, commit("b", red(log)), commit("a", passing(1)))


def restored(*runs: Run, tree: str = "at", base: str = "b", **facts: Any) -> Pull:
    """A pull request with that tree; nothing has run on it unless told."""
    given: dict[str, Any] = {"tree": sha(tree), "against_line": comparison(base, 5), "alone_since": None}
    return pull(5, *runs, **(given | facts))


def asked(fix: Pull, *line: Commit, undone: Undone | None = None, more: tuple[Pull, ...] = ()) -> Passage:
    its: dict[str, Any] = {"history": line or history()}
    return judged(fix, *more, red=its | ({"undone": (undone,)} if undone else {}))


BACK = Undone(commit=sha("b"), tree=sha("new"))
REVERTS = "it takes back bbbbbbb, since which CI / test fails, and changes nothing else"
MENDS = "its files are exactly those of aaaaaaa, where CI / test passed last"


def test_what_takes_back_exactly_the_suspect_passes_without_a_run() -> None:
    found = asked(restored(tree="new"), undone=BACK)
    assert (True, "revert", f"passes by proof: {REVERTS}") == (found.passes, found.way, found.reason.text)
    assert [
        REVERTS,
        "it contains main's head bbbbbbb",
        "CI / test failed by the code, as far as its log tells",
        "CI / test has not failed on these files",
    ] == [child.text for child in found.reason.children]


def test_a_suspect_beneath_other_commits_may_be_taken_back_too() -> None:
    line = history(commit("d"), commit("c", red(id=3)))
    assert asked(restored(tree="new", base="d"), *line, undone=BACK).passes


def test_any_other_tree_is_no_revert() -> None:
    found = asked(restored(tree="other"), undone=BACK)
    assert (False, "no proof: CI / test has not run on it") == (found.passes, found.reason.text)


@pytest.mark.parametrize("undone", [None, Undone(commit=sha("b"), why="app.py was changed again since")])
def test_a_suspect_that_cannot_be_taken_back_proves_nothing(undone: Undone | None) -> None:
    assert not asked(restored(tree="new"), undone=undone).passes
    unknown = restored().model_copy(update={"tree": None})
    assert not asked(unknown, undone=undone).passes


def test_what_could_not_be_worked_out_is_unknown() -> None:
    found = asked(restored(tree="new"), undone=Undone(commit=sha("b"), unread=True))
    text = "whether it takes back bbbbbbb and nothing else could not be read"
    assert (False, "unknown") == (found.passes, found.reason.status)
    assert text == found.reason.children[-1].text
    assert "no proof: CI / test has not run on it" == found.reason.text


UNTESTED = (commit("b", red()), commit("n"), commit("a", passing(1)))
NEVER = (commit("b", red()), commit("a"))
TWO = (
    commit("c", red(id=3), red(id=4, name="lint", path=".github/workflows/lint.yml", workflow="Lint")),
    commit("b", red(), passing(5, path=".github/workflows/lint.yml", workflow="Lint")),
    commit("a", passing(1)),
)


@pytest.mark.parametrize(
    "line", [UNTESTED, NEVER, TWO], ids=["an untested commit before", "never passed", "two suspects"]
)
def test_a_suspect_that_is_not_certain_is_not_taken_back(line: tuple[Commit, ...]) -> None:
    fix = restored(tree="new", base=line[0].sha[0])
    assert not asked(fix, *line, undone=BACK).passes


def test_what_holds_the_last_green_files_passes_without_a_run() -> None:
    found = asked(restored(), *UNTESTED)
    assert (True, "tree", f"passes by proof: {MENDS}") == (found.passes, found.way, found.reason.text)


def test_the_files_of_an_older_green_commit_prove_nothing() -> None:
    line = (*history(), commit("z", passing(1)))
    assert (True, False) == (asked(restored(), *line).passes, asked(restored(tree="zt"), *line).passes)


def test_the_last_green_files_are_those_on_which_everything_red_passed() -> None:
    lint = {"path": ".github/workflows/lint.yml", "workflow": "Lint"}
    line = (
        commit("c", red(id=6), red(id=7, name="lint", **lint)),
        commit("b", passing(5)),
        commit("a", passing(1), passing(2, **lint)),
        commit("z", passing(1), passing(2, **lint)),
    )
    both = "CI / test and Lint / lint"
    newer, older, oldest = (asked(restored(tree=f"{name}t", base="c"), *line) for name in "baz")
    assert (False, True, False) == (newer.passes, older.passes, oldest.passes)
    assert f"passes by proof: its files are exactly those of aaaaaaa, where {both} passed last" == (
        older.reason.text
    )


def test_many_reds_are_two_names_and_a_number() -> None:
    jobs = [job(f"t{n}", "failure", a, id=10 * n + a, log=TEST) for n in range(4) for a in (1, 2)]
    line = (commit("b", run(*jobs, id=2)), commit("a", passing(1)))
    assert "its files are exactly those of aaaaaaa, where CI / t0, CI / t1 and 2 more passed last" in (
        asked(restored(), *line).reason.text
    )


def test_what_lacks_the_lines_head_would_make_another_tree() -> None:
    behind: dict[str, Any] = {"against_line": comparison("b", 5, behind=1)}
    for fix, undone in ((restored(**behind), None), (restored(tree="new", **behind), BACK)):
        found = asked(fix, undone=undone)
        assert (False, "blocked") == (found.passes, found.reason.status)
        assert "it lacks 1 commit(s) of main; merge main into it" in found.reason.text
    assert not asked(restored(against_line=comparison("a", 5))).passes


def test_after_a_failure_from_outside_no_tree_is_known_to_pass() -> None:
    line = history(log=NETWORK)
    outside = "CI / test failed for a cause that may lie outside the code (network)"
    for fix, undone, told in ((restored(), None, MENDS), (restored(tree="new"), BACK, REVERTS)):
        found = asked(fix, *line, undone=undone)
        assert (False, "blocked") == (found.passes, found.reason.status)
        assert f"no proof: CI / test has not run on it; {told}, but {outside}" == found.reason.text
    assert asked(restored(proof_run(), alone_since=minutes(-60)), *line).passes


def test_of_several_failures_one_from_outside_is_enough() -> None:
    line = (commit("c", red(NETWORK, id=3)), *history())
    assert not asked(restored(base="c"), *line).passes


def test_without_a_log_the_cause_cannot_be_the_code() -> None:
    found = asked(restored(), *history(log=None))
    assert (False, "blocked") == (found.passes, found.reason.status)
    assert f"{MENDS}, but why CI / test failed could not be read" == found.reason.children[-1].text


def test_a_log_of_the_same_run_tells_of_its_other_jobs() -> None:
    jobs = [job("lint", "failure", n, id=n) for n in (1, 2)]
    for log, passes in ((TEST, True), (NETWORK, False)):
        beside = run(*jobs, *(red(log).jobs or ()), id=2)
        assert passes is asked(restored(), commit("b", beside), commit("a", passing(1))).passes


FAILED_SINCE = "CI / test failed on these very files"


def test_files_that_failed_again_since_pass_no_more() -> None:
    line = (commit("c", red(id=3), tree=sha("at")), *history())
    found = asked(restored(base="c"), *line)
    assert f"{MENDS}, but {FAILED_SINCE} (ccccccc)" in found.reason.text


@pytest.mark.parametrize(
    ("nightly", "passes"),
    [
        (failing(9, event="schedule", updated=minutes(-1)), False),
        (run(id=9, event="schedule", conclusion="failure"), False),
        (passing(9, event="schedule"), True),
        (run(job("lint", "failure", id=9), id=9, event="schedule"), True),
        (failing(9, event="schedule", path=".github/workflows/other.yml"), True),
    ],
    ids=["its job failed", "not looked into", "it passed", "another job failed", "another workflow"],
)
def test_a_nightly_failure_on_the_green_commit_counts_against_its_files(nightly: Run, passes: bool) -> None:
    line = (commit("b", red()), commit("a", passing(1), nightly))
    assert passes is asked(restored(), *line).passes


def test_its_own_failed_run_counts_against_it_and_a_newer_pass_for_it() -> None:
    failed = proof_run(50, "failure")
    found = asked(restored(failed, tree="new"), undone=BACK)
    assert (False, f"{REVERTS}, but {FAILED_SINCE} ({sha('p5-')[:7]})") == (
        found.passes,
        found.reason.children[-1].text,
    )
    later = run(job("test", "success", id=51, completed=minutes(-1)), id=51, event="pull_request")
    assert asked(restored(failed, later, tree="new"), undone=BACK).passes


def test_its_job_that_failed_counts_while_the_rest_of_the_run_is_under_way() -> None:
    half = run(job("test", "failure", id=50), job("lint", None, id=51), id=50, event="pull_request")
    assert half.status == "in_progress"
    assert not asked(restored(half, tree="new"), undone=BACK).passes


@pytest.mark.parametrize("conclusion", [None, "cancelled", "skipped"])
def test_a_run_that_says_nothing_takes_nothing_away(conclusion: str | None) -> None:
    assert asked(restored(proof_run(50, conclusion), tree="new"), undone=BACK).passes


def test_another_pull_requests_failure_on_the_same_files_counts() -> None:
    twin = pull(6, proof_run(60, "failure"), tree=sha("new"))
    assert not asked(restored(tree="new"), undone=BACK, more=(twin,)).passes
    assert asked(restored(tree="new"), undone=BACK, more=(twin.model_copy(update={"tree": None}),)).passes


def test_a_head_that_is_proven_by_both_is_told_as_a_revert() -> None:
    assert "revert" == asked(restored(), undone=Undone(commit=sha("b"), tree=sha("at"))).way


def test_a_proof_that_could_not_be_read_takes_no_known_tree_away() -> None:
    assert asked(restored(proof_unread="what might prove it could not be read")).passes


@pytest.mark.parametrize(("way", "kept"), [("revert", True), ("runs", False), ("unrelated", False)])
def test_a_cord_stays_only_if_the_proof_it_rests_on_cannot_be_told_now(way: str, kept: bool) -> None:
    shown = restored(tree="new").model_copy(
        update={"cord": cord("success", f"proven-{way}-0123456789abcdef")}
    )
    seen = stopped(pulls=(shown,), undone=(Undone(commit=sha("b"), unread=True),))
    written = [e.verdict.kind for e in plan(seen).effects if isinstance(e, WriteCord)]
    assert ([] if kept else ["stopped"]) == written


def test_a_head_that_lacks_the_lines_is_no_revert_whatever_could_be_read() -> None:
    late = restored(against_line=comparison("b", 5, behind=1), tree="new")
    assert "blocked" == asked(late, undone=Undone(commit=sha("b"), unread=True)).reason.status


def test_another_pull_requests_pass_on_another_merge_takes_no_failure_back() -> None:
    mine = restored(proof_run(50, "failure"), tree="new")
    elsewhere = pull(6, proof_run(60), tree=sha("new"), against_line=comparison("b", 6, behind=2))
    assert not asked(mine, undone=BACK, more=(elsewhere,)).passes
