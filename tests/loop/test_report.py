"""What a pass did becomes the ledger's events; each end of a job is told once."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from bot.act.done import Done, Outcome
from bot.decide.closing import ORPHANED
from bot.loop.looked import Failed, Looked
from bot.loop.queue import RepoKey
from bot.loop.report import job_events, pass_event
from bot.model.effects import DeadLetter, Effect, Plan, WriteClaim, WriteRecord
from bot.model.events import JobEvent
from bot.model.evidence import Proof
from bot.model.facts import Orphan
from bot.model.job_issue import JobIssue
from bot.model.jobs import Record, Times, Try
from bot.model.telling import JobStory, Reason
from bot.sandbox import Sandbox
from tests.building import AT, KEY, claim, issue, minutes, record, run, snapshot
from tests.contract.recorder import Contract
from tests.loop.story import Story, stories
from tests.rig import Rig, fails_when, make_rig

WEB = "https://github.com"
GREEN = Reason(status="ok", text="main is running")
RED = Reason(status="blocked", text="main is stopped")
MINUTE = 60_000
TRIED = (
    Try(rung="autofix", result="failed", why="the fixer failed", at=minutes(-40), run=70),
    Try(rung="autofix", result="still-red", why="still red", at=minutes(-20), run=71, pull=5),
)
TIMES = Times(red=minutes(-90), stopped=minutes(-80), green=minutes(-10))


def looked(*done: Effect, outcome: Outcome = "done", line: Reason = GREEN, **facts: Any) -> Looked:
    """A pass that planned these effects about a claimed attempt, with that outcome of each."""
    seen = snapshot(**{"claim": claim("attempt"), **facts})
    planned = Plan(effects=done, line=line)
    return Looked(seen, planned, tuple((effect, Done(outcome)) for effect in done))


def job(held: Record | None = None, **facts: Any) -> JobIssue:
    """The job's issue, opened a minute after the line stopped."""
    return issue(held, **{"created": minutes(-79), **facts})


def release(**facts: Any) -> WriteClaim:
    """The last write of a job: its claim is let go."""
    return WriteClaim(claim=claim("closed", **facts), replaces="oid-attempt", tree="t")


def write(held: Record) -> WriteRecord:
    return WriteRecord(issue=12, comment=1, record=held)


def told(*passes: Looked | Failed) -> tuple[JobEvent, ...]:
    return job_events(AT, passes, WEB)


PROVEN = record(times=TIMES, tried=TRIED, proof=Proof(commit="c" * 40, run=99, attempt=1, pull=6))


def test_a_proven_end_names_the_worker_that_fixed_it_and_how_long_it_took() -> None:
    workers = tuple(
        run(id=n, title=f"andon {name}")
        for n, name in ((83, "other"), (82, "oid-attempt"), (81, "oid-attempt"))
    )
    (event,) = told(looked(write(PROVEN), release(), issue=job(), workers=workers))
    assert JobEvent(
        timestamp=AT,
        job_id="acme/shop#12",
        job_type="ci-green",
        repo="acme/shop",
        runner_id="81",
        duration_ms=69 * MINUTE,
        success=True,
        pr_url="https://github.com/acme/shop/pull/6",
        error=None,
        retry_count=1,
        rung="autofix",
        time_to_detect_ms=11 * MINUTE,
        time_to_stop_ms=10 * MINUTE,
        time_to_restore_ms=80 * MINUTE,
    ) == event  # fmt: skip


def test_what_a_person_let_run_before_it_stopped_has_no_time_to_stop() -> None:
    times = TIMES.model_copy(update={"stopped": None})
    run_on = record(times=times, proof=Proof(commit="c" * 40, run=99, attempt=1))
    (event,) = told(looked(write(run_on), release(), issue=job(), claim=claim("open")))
    assert (None, 80 * MINUTE) == (event.time_to_stop_ms, event.time_to_restore_ms)


def test_a_job_that_healed_by_itself_has_neither_worker_nor_pull_request() -> None:
    healed = record(times=TIMES, proof=Proof(commit="c" * 40, run=99, attempt=1))
    (event,) = told(looked(write(healed), release(), issue=job(), claim=claim("open")))
    assert (None, None, True, None, 0) == (
        event.runner_id,
        event.pr_url,
        event.success,
        event.rung,
        event.retry_count,
    )


@pytest.mark.parametrize(
    ("held", "labels"),
    [(PROVEN, ("andon", "andon:verifying")), (record(times=TIMES, tried=TRIED), ("andon", "andon:done"))],
    ids=["cut off before the claim", "and the record was not written"],
)
def test_an_end_that_was_cut_in_two_is_told_as_what_it_is(held: Record, labels: tuple[str, ...]) -> None:
    seen = job(held, state="closed", closed=minutes(-1), labels=labels)
    (event,) = told(looked(write(PROVEN), release(), issue=seen))
    assert (True, None, 80 * MINUTE) == (event.success, event.error, event.time_to_restore_ms)


def test_what_a_pass_before_wrote_is_told_from_the_issue() -> None:
    (event,) = told(looked(release(), issue=job(PROVEN, state="closed", closed=minutes(-1))))
    assert (True, "https://github.com/acme/shop/pull/6") == (event.success, event.pr_url)


def test_a_job_closed_while_the_line_was_red_did_not_succeed() -> None:
    given_up = record(times=TIMES.model_copy(update={"green": None}), tried=TRIED)
    closed = job(given_up, state="closed", closed=minutes(-30))
    (event,) = told(looked(write(PROVEN), release(), issue=closed))
    assert (False, "closed while main was red") == (event.success, event.error)
    assert ("71", "https://github.com/acme/shop/pull/5") == (event.runner_id, event.pr_url)
    assert (49 * MINUTE, 80 * MINUTE) == (event.duration_ms, event.time_to_restore_ms)


def test_a_dead_letter_says_why_and_that_nothing_is_restored() -> None:
    times = TIMES.model_copy(update={"green": None})
    story = JobStory(
        key=KEY, branch="main", state="dead-letter", reds=(), now="no safe move is left", times=times, tried=TRIED
    )  # fmt: skip
    (event,) = told(
        looked(
            DeadLetter(claim=claim("letter"), replaces="oid-attempt", tree="t", issue=12, story=story),
            issue=job(),
            line=RED,
        )
    )
    assert (False, "no safe move is left", None) == (event.success, event.error, event.time_to_restore_ms)
    assert ("71", "https://github.com/acme/shop/pull/5", 1) == (
        event.runner_id,
        event.pr_url,
        event.retry_count,
    )
    assert 79 * MINUTE == event.duration_ms


def test_a_job_that_was_reopened_counts_from_when_the_line_stopped_again() -> None:
    (event,) = told(looked(write(PROVEN), release(), issue=job(created=minutes(-6000))))
    assert (70 * MINUTE, 10 * MINUTE) == (event.duration_ms, event.time_to_detect_ms)


@pytest.mark.parametrize("outcome", ["lost", "refused"])
def test_an_end_that_somebody_else_brought_about_is_not_told(outcome: Outcome) -> None:
    assert () == told(looked(write(PROVEN), release(), outcome=outcome, issue=job()))


def test_a_job_whose_branch_is_no_line_any_more_ends_without_success() -> None:
    lost = Orphan(claim=claim("attempt", key="0123"), issue=job(record(tried=TRIED, times=TIMES)))
    (event,) = told(looked(release(key="0123"), orphans=(lost,)))
    assert ("acme/shop#12", False, ORPHANED, "71", 1) == (
        event.job_id,
        event.success,
        event.error,
        event.runner_id,
        event.retry_count,
    )


def test_nothing_else_is_an_end() -> None:
    opened = WriteClaim(claim=claim("open"), replaces="oid-closed", tree="t")
    assert () == told(
        looked(write(PROVEN), issue=job()),
        looked(opened, issue=job()),
        looked(release(), issue=None),
        looked(release(), issue=job()),  # of which no record is left
        Failed(RepoKey(installation=3, node_id="R_8"), "acme/other", "502"),
    )


def test_a_pass_counts_what_was_seen_and_done() -> None:
    failed = Failed(RepoKey(installation=3, node_id="R_8"), "acme/other", "502", timedelta(seconds=9))
    refused = looked(release(), outcome="refused", line=RED, issue=job())
    partly = Looked(refused.snapshot, refused.plan, refused.done, ("write-claim: 502",))
    event = pass_event(AT, "webhook", (looked(release()), partly, failed), 120, (7, 2))
    assert ("webhook", AT, 2, 1, 1) == (
        event.trigger,
        event.timestamp,
        event.repos_scanned,
        event.repos_with_violations,
        event.jobs_already_pending,
    )
    assert [("acme/other", "502"), ("acme/shop", "write-claim: 502")] == [
        (fault.repo, fault.error) for fault in event.errors
    ]
    assert (("write-claim",) * 2, ("write-claim",)) == (event.effects_planned, event.effects_done)
    assert (120, 7, 2) == (event.scan_duration_ms, event.api_points, event.api_writes)


def jobs_of(events: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    """The ends of a repository's jobs, in order."""
    return [event for event in events if event["event"] == "job" and event["repo"] == name]


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory, module_contract: Contract) -> Iterator[Story]:
    """One sandbox and App, with workers that really fix."""
    with stories(tmp_path_factory.mktemp("report"), module_contract) as its:
        yield its


def test_a_fix_by_a_worker_is_told_once_with_its_run(story: Story) -> None:
    repo = story.begin("told")
    story.live(repo)
    (event,) = jobs_of([json.loads(line) for line in story.ledger.getvalue().splitlines()], repo.name)
    (worker,) = (r.id for r in repo.record.runs.values() if r.event == "workflow_dispatch")
    (fix,) = (i.number for i in repo.record.issues.values() if i.pull and i.author == story.app.bot)
    assert (True, None, str(worker), "autofix") == (
        event["success"],
        event["error"],
        event["runner_id"],
        event["rung"],
    )
    assert f"{story.gh.url}/{repo.name}/pull/{fix}" == event["pr_url"]
    assert event["time_to_restore_ms"] >= event["time_to_stop_ms"] >= 0


def stopped(gh: Sandbox, config: str = "version: 1\nmode: enforce\n") -> Rig:
    """A line that is stopped, with its job; nothing can be tried."""
    rig = make_rig(gh, {".github/andon.yml": config})
    gh.script(fails_when("broken"))
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    rig.settle()
    return rig


def test_a_job_handed_to_people_ends_then_and_again_when_they_have_fixed_it(gh: Sandbox) -> None:
    rig = stopped(gh)
    (dead,) = jobs_of(rig.events(), "acme/shop")
    assert (False, True) == (dead["success"], dead["error"].startswith("no safe move is left"))
    rig.settle()
    assert [dead] == jobs_of(rig.events(), "acme/shop")

    rig.repo.commit({"app.py": "x = 2\n"}, message="Mend it")
    rig.settle()
    rig.settle()
    _, healed = jobs_of(rig.events(), "acme/shop")
    assert (True, None, dead["job_id"]) == (healed["success"], healed["error"], healed["job_id"])
    assert (None, None) == (healed["runner_id"], healed["pr_url"])


SLOW = 'version: 1\nmode: enforce\nfix: {ladder: [rerun, autofix, person], autofix: ["true"]}\n'


def test_a_job_closed_while_the_line_is_red_ends_when_it_is_let_go(gh: Sandbox) -> None:
    rig = make_rig(gh, {".github/andon.yml": SLOW})
    gh.script(fails_when("broken"))
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    while not rig.jobs():
        gh.idle()
        rig.make_pass()
    (job,) = rig.jobs()
    rig.repo.close(job.number)
    rig.settle()
    assert [] == jobs_of(rig.events(), "acme/shop")

    rig.repo.commit({"app.py": "x = 2\n"}, message="Mend it")
    rig.settle()
    rig.settle()
    (event,) = jobs_of(rig.events(), "acme/shop")
    assert (False, "closed while main was red") == (event["success"], event["error"])
