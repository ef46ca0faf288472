"""The line between its signals and people: every state under every word, and what holds until when."""

from datetime import timedelta
from typing import Any

import pytest

from bot.decide.evidence import red_facts
from bot.decide.line import STATES, Line
from bot.decide.plan import plan
from bot.decide.word import MOST, kept, people_say, recorded, word_of
from bot.model.commands import Command, Verb
from bot.model.effects import WriteCord
from bot.model.facts import JobFacts, WorkflowFile
from bot.model.runs import Commit
from bot.model.snapshot import Snapshot
from tests.building import (
    CI,
    KEY,
    change,
    claim,
    commit,
    comparison,
    config,
    failing,
    issue,
    job,
    line_of,
    minutes,
    passing,
    proof_run,
    pull,
    record,
    run,
    snapshot,
    unread,
)
from tests.decide.cases import AUTOFIX, carrying, kinds, planned, told, tried
from tests.decide.cases import kept as in_record
from tests.decide.saying import command, said

GREEN = commit("a", passing(1))
DOCS = ".github/workflows/docs.yml"
HISTORIES: dict[str, tuple[Any, ...]] = {
    "no signal": (commit("a"),),
    "running": (GREEN,),
    "confirming": (commit("b", failing(2, created=minutes(-6))), GREEN),
    "stopped": (commit("b", failing(2, times=2, created=minutes(-6))), GREEN),
    "unknown": (GREEN,),
}


def under(history: tuple[Any, ...], *commands: Command, **facts: Any) -> Snapshot:
    """A line with these commands in its job's record."""
    known = issue(
        record(commands=commands, lease=None, **({} if any(c.runs for c in history) else {"reds": ()}))
    )
    return snapshot(*history, **({"claim": claim("open"), "issue": known} | facts))


def judged(state: str, *commands: Command) -> Line:
    blind = (unread("line: x"),) if state == "unknown" else ()
    return line_of(under(HISTORIES[state], *commands, unread=blind))


@pytest.mark.parametrize(
    ("signals", "said_by_people", "expected"),
    [
        ("no signal", "nothing", ("no signal", "signals")),
        ("no signal", "stop", ("stopped", "people")),
        ("no signal", "start", ("no signal", "signals")),
        ("running", "nothing", ("running", "signals")),
        ("running", "stop", ("stopped", "people")),
        ("running", "start", ("running", "signals")),
        ("confirming", "nothing", ("confirming", "signals")),
        ("confirming", "stop", ("stopped", "people")),
        ("confirming", "start", ("running", "people")),
        ("stopped", "nothing", ("stopped", "signals")),
        ("stopped", "stop", ("stopped", "people")),
        ("stopped", "start", ("running", "people")),
        ("stopped", "wrong", ("running", "people")),
        ("unknown", "nothing", ("unknown", "signals")),
        ("unknown", "stop", ("stopped", "people")),
        ("unknown", "start", ("unknown", "signals")),
    ],
)
def test_every_state_under_every_word(signals: str, said_by_people: Any, expected: tuple[str, str]) -> None:
    words = () if said_by_people == "nothing" else (command(said_by_people),)
    line = judged(signals, *words)
    assert expected == (line.state, line.by)


def test_the_table_is_total() -> None:
    hands = {"nobody", "stop", "start"}
    assert {"no signal", "running", "confirming", "stopped", "unknown"} == set(STATES)
    assert [hands] * 5 == [set(row) for row in STATES.values()]


def test_a_stop_is_lifted_by_a_start_alone_however_old_it_is() -> None:
    old = command("stop", at=minutes(-99_999))
    assert "stopped" == judged("running", old).state
    lifted = command("start", at=minutes(-9), until=minutes(-1), comment=61)  # and has ended since
    assert "running" == judged("running", old, lifted).state
    assert "stopped" == judged("running", lifted, command("stop", comment=62)).state


def test_a_start_that_ended_holds_no_more() -> None:
    assert "stopped" == judged("stopped", command("start", until=minutes(0))).state


def test_what_failed_before_a_start_is_overruled_and_told() -> None:
    line = judged("stopped", command("start"))
    assert ((), ["CI / test"]) == (line.reds, [red.signal.name for red in line.overruled])
    assert [True] == [told.overruled for told in red_facts(line)]
    assert "main runs on carol's word until 2026-11-23 17:45 UTC: so" == line.reason.text
    assert [
        ("ok", "carol said start at 2026-11-23 16:43 UTC, until 2026-11-23 17:45 UTC: so"),
        ("ok", "CI / test is red since bbbbbbb: failed twice"),
    ] == [(child.status, child.text) for child in line.reason.children]


def test_a_failure_of_a_run_that_began_after_the_start_is_confirmed_and_then_ends_it() -> None:
    older = commit("b", failing(2, times=2, created=minutes(-6)))
    other: dict[str, Any] = {"path": DOCS, "workflow": "Docs", "created": minutes(-1)}
    files = tuple(WorkflowFile(path=path, text="jobs: {test: {}}") for path in (CI, DOCS))
    once = commit("c", failing(3, **other))
    line = line_of(under((once, older, GREEN), command("start"), files=files))
    assert ("confirming", ["Docs / test"], ["CI / test"]) == (
        line.state,
        [red.signal.name for red in line.reds],
        [red.signal.name for red in line.overruled],
    )
    twice = commit("c", failing(3, times=2, **other))
    line = line_of(under((twice, older, GREEN), command("start"), files=files))
    assert ("stopped", "signals", 2, ()) == (line.state, line.by, len(line.reds), line.overruled)


def test_times_are_those_of_what_stopped_it_first() -> None:
    line = judged("running", command("stop"))
    assert (minutes(-2), minutes(-2)) == (line.since, line.stopped_at)
    line = judged("confirming", command("stop"))
    assert (minutes(-4), minutes(-2)) == (line.since, line.stopped_at)
    line = judged("stopped", command("stop"))
    assert (minutes(-4), minutes(-3)) == (line.since, line.stopped_at)


@pytest.mark.parametrize("state", ["running", "confirming", "no signal"])
def test_where_people_cannot_be_read_nothing_is_known_but_a_stop(state: str) -> None:
    blind = (unread("job: issue"),)
    of = under(HISTORIES[state], unread=blind, issue=None)
    assert "unknown" == line_of(of).state
    held = claim("open", commands=(command("stop"),))
    assert "stopped" == line_of(change(of, claim=held)).state
    assert state == line_of(change(of, claim=claim("closed"))).state
    assert state == line_of(change(of, claim=claim("opening"))).state
    assert "stopped" == line_of(under(HISTORIES["stopped"], unread=blind, issue=None)).state


def test_a_lost_record_is_made_up_for_by_the_claim() -> None:
    held = claim("open", commands=(command("stop"),))
    for lost in (issue(), None, issue(record(key="7/ci-green/dev")), issue(ours=False)):
        assert "stopped" == line_of(snapshot(GREEN, claim=held, issue=lost)).state
    ended = record(
        commands=(command("stop"),), times=record().times.model_copy(update={"green": minutes(-1)})
    )
    trying = claim("attempt", commands=(command("stop"),))
    assert "running" == line_of(snapshot(GREEN, claim=trying, issue=issue(ended))).state
    lifted = ended.model_copy(update={"commands": (command("start", comment=61),)})
    assert "running" == line_of(snapshot(GREEN, claim=held, issue=issue(lifted))).state


def test_what_was_said_in_a_job_that_ended_holds_no_more_when_it_is_opened_again() -> None:
    old = (command("pass", comment=70), command("stop", comment=71), command("start", comment=72))
    ended = record(commands=old, times=record().times.model_copy(update={"green": minutes(-1)}))
    for words, left in (((), ()), ((old[0],), ()), ((command("stop", comment=80),), (80,))):
        again = claim("open", commands=words, at=minutes(0))
        found = recorded(JobFacts(key=KEY, claim=again, issue=issue(ended)))
        assert left == tuple(one.comment for one in found)
    new = command("pass", comment=60)  # was said before, and heard only now
    found = recorded(JobFacts(key=KEY, claim=claim("open", commands=(new,)), issue=issue(ended)))
    assert (new,) == found


def test_a_record_keeps_the_newest_commands_and_a_stop_that_stands() -> None:
    many = tuple(command("retry", comment=n, at=minutes(n / 60)) for n in range(MOST + 5))
    assert [5, MOST + 4] == [c.comment for c in (kept(many, minutes(9))[0], kept(many, minutes(9))[-1])]
    stop = command("stop", comment=900, at=minutes(-900))
    found = kept((*many, stop, stop), minutes(9))
    assert (MOST, stop) == (len(found), found[0])


def test_nothing_is_said_for_people_who_said_nothing() -> None:
    with pytest.raises(ValueError, match="nobody said anything"):
        people_say(word_of((), minutes(0)))


def test_a_stopped_green_line_is_a_job_in_which_nothing_is_tried() -> None:
    first = plan(snapshot(GREEN, said=(said("/andon stop fire"),)))
    assert ["open-job", "answer-command"] == [effect.kind for effect in first.effects]
    found = planned(under((GREEN,), command("stop")))
    assert "job #12: main is stopped by carol: so; /andon start lets it run" == told(found)
    assert "start-attempt" not in kinds(found)


def test_a_line_that_runs_on_a_persons_word_keeps_its_job() -> None:
    found = planned(under(HISTORIES["stopped"], command("start")))
    assert "job #12: main runs on carol's word until 2026-11-23 17:45 UTC: so" == told(found)
    assert not {"start-attempt", "dead-letter", "write-claim"} & set(kinds(found))


@pytest.mark.parametrize("verb", ["stop", "start"])
def test_what_failed_but_once_is_not_fixed_nor_handed_over_while_a_person_has_the_word(verb: Verb) -> None:
    once = {"stop": HISTORIES["confirming"], "start": (failed_once_beside_a_red(),)}[verb]
    files = tuple(WorkflowFile(path=path, text="jobs: {test: {}}") for path in (CI, DOCS))
    found = planned(under((*once, GREEN), command(verb), files=files))
    assert not {"start-attempt", "dead-letter"} & set(kinds(found))


def failed_once_beside_a_red() -> Commit:
    """What was red when somebody said start, and another workflow that failed for the first time since."""
    red = failing(2, times=2, created=minutes(-6))
    return commit("b", red, failing(3, path=DOCS, workflow="Docs", created=minutes(-1)))


def test_cords_say_by_whose_word_and_are_looked_at_when_it_ends() -> None:
    def shown(*commands: Command) -> tuple[str, str | None, timedelta | None]:
        proven = pull(5, proof_run(), against_line=comparison("b", 5))
        wanted = plan(under(HISTORIES["stopped"], *commands, pulls=(proven,)))
        (cord,) = (effect for effect in wanted.effects if isinstance(effect, WriteCord))
        said_by = cord.verdict.said
        return cord.verdict.kind, said_by.verb if said_by else None, wanted.look_again

    five = timedelta(minutes=5)
    word = command("pass", sha=pull(5).head, until=minutes(3))
    assert ("proven", None) == shown()[:2]
    assert ("started", "start", five) == shown(command("start"))
    assert ("started", "start", timedelta(minutes=2)) == shown(command("start", until=minutes(2)))
    assert ("stopped", "stop") == shown(command("stop"))[:2]  # no proof lifts what a person said
    assert ("passed", "pass", timedelta(minutes=3)) == shown(command("stop"), word)
    assert ("proven", None) == shown(word.model_copy(update={"sha": "other"}))[:2]


def test_fix_makes_the_next_try_now() -> None:
    lost = (tried("lost", at=-0.1),)
    held = claim("attempt", at=minutes(-5), attempt=1)
    waiting = carrying(config=AUTOFIX, claim=held, issue=issue(in_record(tried=lost)))
    assert "start-attempt" not in kinds(planned(waiting))
    late, early = command("fix", at=minutes(0)), command("fix", at=minutes(-4))
    asked = change(waiting, issue=issue(in_record(tried=lost, commands=(late,))))
    assert "start-attempt" in kinds(planned(asked))
    before = change(waiting, issue=issue(in_record(tried=lost, commands=(early,))))
    assert "start-attempt" not in kinds(planned(before))


def test_a_line_whose_lint_is_red_too_tells_of_both() -> None:
    red = run(job("test", "failure"), job("lint", "failure", id=9), id=2, created=minutes(-6))
    line = line_of(under((commit("b", red), commit("a", passing(1))), command("start"), config=config()))
    assert ["CI / lint", "CI / test"] == [r.signal.name for r in line.overruled]
