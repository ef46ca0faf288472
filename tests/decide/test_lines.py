"""Several lines in one repository: each with its own state, pull requests and job."""

import pytest

from bot.decide.book import Case
from bot.decide.closing import ORPHANED
from bot.decide.lifecycle import attempt
from bot.decide.plan import plan
from bot.model.effects import ClosePull, OpenJob, Plan
from bot.model.facts import FixPull, JobFacts, LineFacts, Orphan, WorkflowFile
from bot.model.job_issue import JobIssue
from bot.model.runs import Commit
from bot.model.snapshot import Snapshot
from tests.building import (
    CI,
    KEY,
    WORKFLOW,
    claim,
    commit,
    config,
    cord,
    failing,
    issue,
    line_of,
    minutes,
    passing,
    pull,
    record,
    run,
    snapshot,
    stopped,
    unread,
)

RELEASE = "release/1.0"


def release(*history: Commit) -> LineFacts:
    return LineFacts(branch=RELEASE, history=history, files=(WorkflowFile(path=CI, text=WORKFLOW),))


def two(seen: Snapshot, *history: Commit) -> Snapshot:
    """The snapshot with a second line."""
    return seen.model_copy(update={"lines": (*seen.lines, release(*history))})


RED = commit("r", failing(20, times=2, branch=RELEASE))
GREEN = commit("r", passing(20, branch=RELEASE))


def cords(found: Plan) -> dict[tuple[int, ...], str]:
    return {e.pulls: e.verdict.kind for e in found.effects if e.kind == "write-cord"}


def test_each_line_holds_its_own_pull_requests() -> None:
    found = plan(two(stopped(pulls=(pull(1), pull(2, base=RELEASE), pull(3, base="topic"))), GREEN))
    assert {(1,): "stopped", (2,): "running"} == cords(found)
    assert ("blocked", f"main is stopped; {RELEASE} is running") == (found.line.status, found.line.text)
    assert "mode enforce" == found.line.children[-1].text


def test_each_stopped_line_has_a_job_of_its_own() -> None:
    found = plan(two(stopped(), RED))
    opened = {e.story.key.subject: e for e in found.effects if isinstance(e, OpenJob)}
    assert {"main", RELEASE} == set(opened)
    assert 2 == len({e.claim.ref for e in opened.values()})
    assert 2 == len(found.jobs)


def test_a_head_of_two_lines_shows_the_worse_verdict_once() -> None:
    twin = pull(2, base=RELEASE, head=pull(1).head)
    assert {(1, 2): "stopped"} == cords(plan(two(stopped(pulls=(pull(1), twin)), GREEN)))
    mains = snapshot(commit("a", passing(1)), pulls=(pull(1), twin))
    assert {(1, 2): "stopped"} == cords(plan(two(mains, RED)))


def test_a_head_of_which_one_pull_request_could_not_be_read_is_left_alone() -> None:
    twin = pull(2, base=RELEASE, head=pull(1).head, unread="502")
    assert {} == cords(plan(two(stopped(pulls=(pull(1), twin)), GREEN)))


@pytest.mark.parametrize(
    ("history", "status"),
    [((RED,), "blocked"), ((commit("r", failing(20, branch=RELEASE)),), "waiting"), ((GREEN,), "ok")],
)
def test_the_worst_line_speaks_for_the_repository(history: tuple[Commit, ...], status: str) -> None:
    assert status == plan(two(snapshot(commit("a", passing(1))), *history)).line.status


def test_what_could_not_be_read_leaves_every_line_unknown() -> None:
    seen = two(snapshot(commit("a", passing(1)), unread=(unread("line: x"),)), GREEN)
    assert "unknown" == plan(seen).line.status


def test_a_re_run_is_asked_for_once_though_two_lines_share_the_run() -> None:
    shared = run(*(failing(5).jobs or ()), id=5)
    seen = snapshot(commit("b", shared, failing(6, branch=RELEASE)), commit("a", passing(1)))
    kinds = [e.kind for e in plan(two(seen, commit("b", failing(6, branch=RELEASE)))).effects]
    assert 2 == kinds.count("rerun")


def test_the_job_of_one_line_is_not_taken_for_the_others() -> None:
    held = JobFacts(key=KEY, claim=claim("open"), issue=issue(record()))
    seen = two(stopped(jobs=(held,)), RED)
    opened = [e.story.key.subject for e in plan(seen).effects if isinstance(e, OpenJob)]
    assert [RELEASE] == opened


def test_only_a_claimed_job_has_a_claim_and_an_attempt() -> None:
    seen = stopped()
    case = Case(seen, line_of(seen), config())
    with pytest.raises(ValueError, match="nothing is claimed"):
        _ = case.claim
    with pytest.raises(ValueError, match="nothing is claimed"):
        attempt(seen, case.line, case.job)


def test_a_cord_that_holds_on_what_is_no_line_lets_go() -> None:
    pulls = (
        pull(1, base="old", cord=cord("failure")),
        pull(2, base="old", cord=cord("success")),
        pull(3, base="old"),
        pull(4, base="old", cord=cord(None)),
    )
    found = plan(snapshot(commit("a", passing(1)), pulls=pulls))
    told = [(e.pulls, e.verdict.kind, e.verdict.reason.text) for e in found.effects if e.kind == "write-cord"]
    assert [
        ((1,), "off", "old is not a line that Andon keeps"),
        ((4,), "off", "old is not a line that Andon keeps"),
    ] == told


@pytest.mark.parametrize("what", ["branches: list", "line old: head", "line: x"])
def test_nothing_lets_go_where_it_is_not_known_whether_it_is_a_line(what: str) -> None:
    held = pull(1, base="old", cord=cord("failure"))
    assert {} == cords(plan(snapshot(commit("a", passing(1)), pulls=(held,), unread=(unread(what),))))


def test_what_could_not_be_read_of_one_line_leaves_the_others_alone() -> None:
    seen = two(
        snapshot(commit("a", passing(1)), pulls=(pull(1), pull(2, base=RELEASE, created=minutes(-1)))), GREEN
    )
    seen = seen.model_copy(update={"unread": (unread(f"line {RELEASE}: jobs of run 20"),)})
    assert {(1,): "running"} == cords(plan(seen))


ORPHAN = Orphan(claim=claim("attempt", key="0123", oid="old"), issue=issue(number=30))


def test_the_job_of_what_is_no_line_any_more_is_ended_and_let_go() -> None:
    found = plan(snapshot(commit("a", passing(1)), orphans=(ORPHAN,)))
    end, release = found.effects
    assert ("end-job", 30) == (end.kind, end.issue if end.kind == "end-job" else 0)
    assert release.kind == "write-claim"
    assert ("0123", "closed", "old") == (release.claim.key, release.claim.stage, release.replaces)


def test_what_is_open_for_such_a_job_is_closed_with_it() -> None:
    fix = FixPull(number=31, branch="andon/30-1", head="f" * 40, state="open")
    orphan = ORPHAN.model_copy(update={"fixes": (fix,)})
    effects = plan(snapshot(commit("a", passing(1)), orphans=(orphan,))).effects
    assert ["end-job", "close-pull", "write-claim"] == [effect.kind for effect in effects]
    assert ClosePull(number=31, why=ORPHANED) == effects[1]


@pytest.mark.parametrize(
    "lost",
    [None, issue(number=30, state="closed"), issue(number=30, ours=False)],
    ids=["gone", "closed", "not ours"],
)
def test_an_orphans_claim_is_let_go_whatever_became_of_its_issue(lost: JobIssue | None) -> None:
    orphan = ORPHAN.model_copy(update={"issue": lost})
    assert ["write-claim"] == [e.kind for e in plan(snapshot(commit("a"), orphans=(orphan,))).effects]


def test_where_there_are_no_issues_its_claim_is_let_go_alone() -> None:
    bare = snapshot(commit("a", passing(1)), orphans=(ORPHAN,))
    bare = bare.model_copy(update={"repository": bare.repository.model_copy(update={"has_issues": False})})
    assert ["write-claim"] == [effect.kind for effect in plan(bare).effects]


@pytest.mark.parametrize("what", ["branches: list", f"line {RELEASE}: head", "claims: refs", "job: issue"])
def test_no_job_is_ended_where_it_is_not_known_to_be_an_orphan(what: str) -> None:
    found = plan(snapshot(commit("a", passing(1)), orphans=(ORPHAN,), unread=(unread(what),)))
    assert () == found.effects


def test_a_head_that_is_also_proposed_to_a_line_stays_the_lines() -> None:
    held = cord("failure")
    twin = pull(2, base="old", head=pull(1).head, cord=held)
    waiting = snapshot(commit("b", failing(2)), commit("a", passing(1)), pulls=(pull(1, cord=held), twin))
    assert {} == cords(plan(waiting))
