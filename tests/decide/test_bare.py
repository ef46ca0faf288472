"""A line without issues: its claim holds the lease of the block and what people said, and lets go of both."""

from typing import Any

from bot.decide.plan import plan
from bot.model.effects import AnswerCommand, WriteClaim, WriteCord
from bot.model.jobs import Claim, Lease
from bot.model.snapshot import Snapshot
from tests.building import (
    KEY,
    REPOSITORY,
    claim,
    commit,
    config,
    cord,
    failing,
    minutes,
    passing,
    pull,
    red_facts,
    snapshot,
    stopped,
    unread,
)
from tests.decide.saying import command, on_pull
from tests.decide.visible import visible

BARE: dict[str, Any] = {"repository": REPOSITORY.model_copy(update={"has_issues": False})}
GREEN = commit("a", passing(1))


def written(seen: Snapshot) -> Claim | None:
    claims = [effect.claim for effect in plan(seen).effects if isinstance(effect, WriteClaim)]
    found = [claim for claim in claims if claim.key == KEY.digest]
    assert len(found) <= 1
    return found[0] if found else None


def test_a_stop_is_leased_in_the_claim_and_nothing_is_filed() -> None:
    seen = stopped(pulls=(pull(1),), **BARE)
    assert ["write-cord", "write-claim"] == [effect.kind for effect in plan(seen).effects]
    made = written(seen)
    assert made
    assert ("open", None, Lease(by="brain-1", until=minutes(15))) == (made.stage, made.issue, made.lease)
    after = visible(seen, plan(seen))
    assert () == plan(after).effects
    assert plan(after).look_again == minutes(5) - minutes(0)


def test_a_lease_is_renewed_once_half_of_it_is_over_by_whoever_looks() -> None:
    known = red_facts(since=minutes(-4), why="failed twice")
    young = claim("open", issue=None, lease=Lease(by="other", until=minutes(8)), reds=(known,))
    assert None is written(stopped(claim=young, **BARE))
    old = claim("open", issue=None, lease=Lease(by="other", until=minutes(7)))
    renewed = written(stopped(claim=old, **BARE))
    assert renewed
    assert Lease(by="brain-1", until=minutes(15)) == renewed.lease
    warned = written(stopped(config=config("warn"), **BARE))
    assert warned
    assert None is warned.lease


def test_a_block_whose_lease_ran_out_falls_where_nobody_can_judge() -> None:
    left = claim("open", issue=None, lease=Lease(by="dead", until=minutes(-1)))
    held = pull(1, cord=cord("failure"))
    seen = stopped(claim=left, pulls=(held,), unread=(unread("line: jobs of run 2"),), **BARE)
    seen = seen.model_copy(update={"lines": (seen.lines[0].model_copy(update={"history": (commit("b"),)}),)})
    (effect,) = (e for e in plan(seen).effects if isinstance(e, WriteCord))
    assert "off" == effect.verdict.kind


def test_a_line_that_runs_lets_go_of_its_claim() -> None:
    held = claim("open", issue=None, lease=Lease(by="brain-1", until=minutes(9)))
    seen = snapshot(GREEN, claim=held, **BARE)
    let_go = written(seen)
    assert let_go
    assert ("closed", None) == (let_go.stage, let_go.lease)
    assert () == plan(visible(seen, plan(seen))).effects
    assert None is written(snapshot(commit("b", failing(2)), GREEN, claim=held, **BARE))


def test_people_are_obeyed_on_pull_requests_and_answered_once_it_is_recorded() -> None:
    seen = snapshot(GREEN, pulls=(pull(5),), said=(on_pull(5, "/andon stop fire", role="write"),), **BARE)
    found = plan(seen)
    assert ["write-cord", "write-claim", "answer-command"] == [effect.kind for effect in found.effects]
    made = written(seen)
    assert made
    assert [("stop", "fire")] == [(command.verb, command.why) for command in made.commands]
    after = visible(seen, found)
    assert () == plan(after).effects
    assert "main is stopped by carol: fire" == plan(after).line.text
    started = after.model_copy(
        update={"said": (on_pull(5, "/andon start out again", role="maintain", comment=71),)}
    )
    end = plan(started)
    assert ["+1"] == [e.reaction for e in end.effects if isinstance(e, AnswerCommand)]
    assert "closed" == (written(started) or claim("open")).stage
    assert () == plan(visible(started, end)).effects


def test_a_stop_that_was_taken_back_before_it_was_heard_of_leaves_no_claim_open() -> None:
    said_both = (
        on_pull(1, "/andon stop fire", comment=70, at=minutes(-2), role="maintain"),
        on_pull(1, "/andon start it is out", comment=71, at=minutes(-1), role="maintain"),
    )
    seen = snapshot(GREEN, pulls=(pull(1, cord=cord("success")),), said=said_both, **BARE)
    made = written(seen)
    assert made
    assert ("closed", None, ["stop", "start"]) == (made.stage, made.lease, [c.verb for c in made.commands])
    assert 2 == len([effect for effect in plan(seen).effects if isinstance(effect, AnswerCommand)])
    assert None is written(visible(seen, plan(seen)))


def test_a_start_that_a_later_failure_ended_does_not_come_back() -> None:
    start = command("start", at=minutes(-9))
    known = claim("open", issue=None, commands=(start,))
    late = failing(2, times=2, created=minutes(-5))
    ended = written(snapshot(commit("b", late), GREEN, claim=known, **BARE))
    assert ended
    assert (start.model_copy(update={"until": minutes(0)}),) == ended.commands


def test_other_jobs_than_the_lines_need_issues() -> None:
    rules: dict[str, Any] = {"rules": {"required-files": ["SECURITY.md"]}}
    assert None is written(snapshot(GREEN, config=config(**rules), **BARE))


def test_where_issues_are_turned_on_again_the_claim_goes_on_with_what_was_said() -> None:
    held = claim("open", issue=None, lease=Lease(by="brain-1", until=minutes(9)))
    seen = stopped(claim=held)
    assert ["open-job"] == [effect.kind for effect in plan(seen).effects]
    assert KEY.digest == held.key
