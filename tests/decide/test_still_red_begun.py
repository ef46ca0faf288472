"""A check of another App that is begun again on the red commit is red until it has ended."""

from typing import Any

import pytest

from bot.decide.still_red import with_still_red
from bot.model.config import LineConfig
from bot.model.evidence import Evidence
from bot.model.facts import JobFacts, LineFacts
from bot.model.jobs import Record, RedFacts, Times
from bot.model.remembered import remembered
from bot.model.runs import Check, Commit
from tests.building import (
    AT,
    KEY,
    claim,
    commit,
    config,
    issue,
    line_of,
    minutes,
    record,
    sha,
    snapshot,
)

ID = "external:circleci/build"
NAMED = LineConfig(green=("build",))


def check(conclusion: str | None, at: float = -1) -> Check:
    return Check(id=7, name="build", by="circleci", app=77, conclusion=conclusion, at=minutes(at))


def reported(name: str, *checks: Check) -> Commit:
    return commit(name).model_copy(update={"checks": checks})


def red(**facts: Any) -> RedFacts:
    told: dict[str, Any] = {
        "id": ID,
        "name": "build",
        "commit": sha("b"),
        "author": "bob",
        "since": minutes(-9),
    }
    return RedFacts.model_validate({**told, "why": "failed", "run_url": "", **facts})


def job(known: Record | None = None, stage: Any = "open", **facts: Any) -> JobFacts:
    known = known or record(reds=(red(),))
    return JobFacts(key=KEY, claim=claim(stage), issue=issue(known, **facts))


def states(job: JobFacts, *history: Commit, its: LineConfig = NAMED) -> list[tuple[str, str, bool]]:
    facts = LineFacts(branch="main", history=history)
    found = with_still_red((), facts, its, remembered(job))
    return [(one.id, one.state, one.failures[0].rerunning) for one in found]


OLD = reported("a", check("success", -20))
AGAIN = (reported("b", check(None)), OLD)


def test_what_is_under_way_where_it_was_red_is_red() -> None:
    assert [(ID, "red", True)] == states(job(), *AGAIN)


def test_it_is_red_since_it_was_and_began_before_any_start_that_was_given_since() -> None:
    (signal,) = with_still_red((), LineFacts(branch="main", history=AGAIN), NAMED, remembered(job()))
    assert (minutes(-9), minutes(-9)) == (signal.failures[0].first, signal.failures[0].run.created)
    assert AT > signal.failures[0].last


def test_what_was_known_of_its_passing_is_still_known() -> None:
    told = red(evidence=Evidence(passes=3, passed=sha("a")))
    for known, passes in ((told, (sha("a"),)), (red(evidence=Evidence()), ())):
        (signal,) = with_still_red(
            (), LineFacts(branch="main", history=AGAIN), NAMED, remembered(job(record(reds=(known,))))
        )
        assert passes == signal.passed_on


def test_a_newer_commit_that_says_nothing_yet_changes_nothing() -> None:
    assert [(ID, "red", True)] == states(job(), reported("c", check(None)), commit("d"), *AGAIN)


def test_without_an_issue_the_claim_knows_it() -> None:
    bare = JobFacts(key=KEY, claim=claim("open", issue=None, reds=(red(),)))
    assert [(ID, "red", True)] == states(bare, *AGAIN)


OVER: list[tuple[str, JobFacts, tuple[Commit, ...]]] = [
    ("it passed on a newer commit", job(), (reported("c", check("success")), *AGAIN)),
    ("it ended", job(), (reported("b", check("failure")), OLD)),
    ("nobody says anything of that commit", job(), (commit("b"), OLD)),
    ("its commit is gone", job(), (OLD,)),
    ("it was no certain red", job(record(reds=(red(confirmed=False),))), AGAIN),
    ("the job has ended", job(stage="closed"), AGAIN),
    (
        "the record has ended",
        job(record(reds=(red(),), times=Times(red=AT, stopped=AT, green=AT))),
        AGAIN,
    ),
    ("the claim is damaged", job(stage="damaged"), AGAIN),
    ("nothing is claimed", JobFacts(key=KEY), AGAIN),
    ("the issue is not ours", job(ours=False), AGAIN),
    ("it is another check", job(record(reds=(red(id="external:circleci/other"),))), AGAIN),
]


@pytest.mark.parametrize(("why", "known", "history"), OVER, ids=[why for why, *_ in OVER])
def test_else_nothing_is_remembered(why: str, known: JobFacts, history: tuple[Commit, ...]) -> None:
    assert [] == states(known, *history), why


def test_what_does_not_count_any_more_is_not_remembered() -> None:
    for its in (LineConfig(green=("other",)), LineConfig(green="all")):
        assert [] == states(job(), *AGAIN, its=its)
    nothing_seen = LineFacts(branch="main", history=AGAIN, required=())
    assert () == with_still_red((), nothing_seen, LineConfig(green="required"), remembered(job()))


def test_what_is_red_or_unread_by_itself_stays_as_it_is() -> None:
    facts = LineFacts(branch="main", history=AGAIN)
    (signal,) = with_still_red((), facts, NAMED, remembered(job()))
    for state in ("red", "unknown"):
        mine = signal.model_copy(update={"state": state, "failures": ()})
        assert (mine,) == with_still_red((mine,), facts, NAMED, remembered(job()))


def test_a_pass_from_before_it_was_red_gives_way() -> None:
    facts = LineFacts(branch="main", history=AGAIN)
    (signal,) = with_still_red((), facts, NAMED, remembered(job()))
    before = signal.model_copy(update={"state": "green", "failures": ()})
    assert (signal,) == with_still_red((before,), facts, NAMED, remembered(job()))


def test_a_line_whose_red_check_runs_again_stays_stopped_and_says_so() -> None:
    its = config(line=NAMED)
    seen = snapshot(*AGAIN, claim=claim("open"), issue=issue(record(reds=(red(),))), config=its)
    line = line_of(seen, its)
    assert ("stopped", ["failed, as circleci reported, and is running again"]) == (
        line.state,
        [one.why for one in line.reds],
    )
    ended = snapshot(
        reported("b", check("success")), OLD, claim=claim("open"), issue=issue(record()), config=its
    )
    assert "running" == line_of(ended, its).state
