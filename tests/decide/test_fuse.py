"""The organisation's fuse: every stop is noted, too many at once blow it, and then new stops only warn."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.decide.fuse import fused, quiet
from bot.decide.plan import plan
from bot.model.effects import NoteStops, OpenJob, WriteCord, WriteShared
from bot.model.facts import JobFacts
from bot.model.fuse import Fuse, Organised, Stop, fuse_of
from bot.model.jobs import FUSE_RULE, Key
from bot.model.organisation import FuseConfig
from bot.model.snapshot import Snapshot
from tests.building import (
    AT,
    KEY,
    REPOSITORY,
    claim,
    commit,
    config,
    issue,
    line_of,
    minutes,
    passing,
    pull,
    record,
    run,
    snapshot,
    stopped,
)
from tests.building import job as a_job
from tests.decide.cases import the

HOME = REPOSITORY.model_copy(update={"name": "acme/.github"})
LOG = "FAILED tests/test_cart.py::test_total - assert 2 == 3\n##[error]Process completed with exit code 1.\n"


def org(fuse: Fuse | None = None, repositories: int = 40, **facts: Any) -> Organised:
    """The organisation's repository; it is repository 99 unless said otherwise."""
    given: dict[str, Any] = {"id": 99, "node_id": "R_99", "name": "acme/.github", "tree": "t"}
    told: dict[str, Any] = {"repositories": repositories, "file": "version: 1\n", "fuse": fuse or Fuse()}
    return Organised.model_validate(given | told | facts)


def stop(name: str, at: float = -2, mark: str | None = None, late: bool = False) -> Stop:
    when = minutes(at)
    return Stop(repository=name, line=f"{name}-main", at=when, noted=when, mark=mark, late=late)


def seen(state: Fuse | None = None, repositories: int = 40, **facts: Any) -> Snapshot:
    """A line that stopped three minutes ago, in an organisation with a fuse."""
    given: dict[str, Any] = {"organised": org(state, repositories), "fuse": FuseConfig(), "pulls": (pull(1),)}
    return stopped(**(given | facts))


def written(found: Snapshot) -> list[Fuse]:
    """The fuse as the plan would leave it, where it would write it."""
    notes = [e for e in plan(found).effects if isinstance(e, NoteStops)]
    return [e.organised.fuse.noting(e.stops, e.config, e.organised.repositories) for e in notes]


def resets(found: Snapshot) -> list[Fuse]:
    states = [e.state for e in plan(found).effects if isinstance(e, WriteShared)]
    return [state for state in states if isinstance(state, Fuse)]


def test_a_stop_is_noted_once_right_after_its_cords_and_without_a_name() -> None:
    (fuse,) = written(seen())
    (noted,) = fuse.stops
    assert (KEY.digest, 16, AT, None) == (noted.line, len(noted.repository), noted.noted, fuse.blown)
    assert "shop" not in fuse.encode("andon fuse")
    assert [] == written(seen(fuse))
    assert ["write-cord", "note-stops", "open-job"] == [e.kind for e in plan(seen()).effects]


def test_stops_are_remembered_for_two_hours_and_late_ones_for_a_day() -> None:
    old = (stop("a", -121), stop("b", -119), stop("c", -121, late=True), stop("d", -1441, late=True))
    (fuse,) = written(seen(Fuse(stops=old)))
    assert ["c-main", "b-main", KEY.digest] == [noted.line for noted in fuse.stops]


def test_while_it_is_blown_the_stops_that_held_before_are_remembered_and_hold_on() -> None:
    mine = Stop(repository="shop", line=KEY.digest, at=minutes(-3), noted=minutes(-3))
    fuse = Fuse(stops=(mine,), blown=minutes(-3), why="too many")
    for hours in (1, 2, 3):
        noted = stop(f"late{hours}", 60 * hours)
        fuse = fuse.noting((noted,), FuseConfig(), 40)
    assert "enforce" == fused("enforce", line_of(seen(fuse)), seen(fuse))


def test_stops_are_remembered_for_as_long_as_they_count() -> None:
    config = FuseConfig(within=timedelta(hours=5), at_least=2, stops=1)
    fuse = Fuse().noting((stop("a", -200),), config, 40).noting((stop("b", -1),), config, 40)
    assert fuse.blown


def test_a_stop_of_long_ago_is_no_news() -> None:
    jobs = tuple(a_job("test", "failure", n, id=n, completed=minutes(-61)) for n in (1, 2))
    long_red = stopped(commit("b", run(*jobs, id=2)), commit("a", passing(1)))
    assert [] == written(long_red.model_copy(update={"organised": org(), "fuse": FuseConfig()}))


@pytest.mark.parametrize("mode", ["warn", "shadow"])
def test_what_holds_nothing_is_not_noted(mode: str) -> None:
    assert [] == written(seen(config=config(mode)))


@pytest.mark.parametrize("facts", [{"organised": None}, {"fuse": None}, {"config": None}])
def test_without_an_organisations_file_there_is_no_fuse(facts: dict[str, Any]) -> None:
    assert [] == written(seen(**facts))


def many(count: int, mark: str | None = None) -> tuple[Stop, ...]:
    return tuple(stop(f"r{n}", mark=mark) for n in range(count))


@pytest.mark.parametrize(
    ("stops", "repositories", "blown"),
    [
        (many(4), 10, False),
        (many(5), 10, True),
        (many(5), 100, False),
        (many(6), 100, True),
        ((*many(4), stop("r0", -3)), 10, False),
        (many(3, "m"), 1000, True),
        (many(2, "m"), 10, False),
        ((*many(2, "m"), stop("r0", -3, "m")), 10, False),
    ],
    ids=[
        "four are few",
        "five of ten",
        "five of a hundred",
        "six of a hundred",
        "twice in one repository",
        "three with the same failure",
        "two with the same failure",
        "the same failure twice in one repository",
    ],
)
def test_more_than_a_twentieth_and_five_at_least_or_three_alike_are_too_many(
    stops: tuple[Stop, ...], repositories: int, blown: bool
) -> None:
    assert blown == (Fuse(stops=stops).too_many(AT, FuseConfig(), repositories) is not None)


def test_only_what_was_noted_lately_and_since_the_last_reset_counts() -> None:
    assert None is Fuse(stops=(*many(4), stop("old", -11))).too_many(AT, FuseConfig(), 10)
    assert None is Fuse(stops=many(9), since=minutes(-1)).too_many(AT, FuseConfig(), 10)


def test_the_stop_that_is_one_too_many_blows_the_fuse_says_why_and_holds_itself() -> None:
    (fuse,) = written(seen(Fuse(stops=many(4))))
    assert (AT, "5 of 40 repositories stopped within 10 minutes") == (fuse.blown, fuse.why)
    assert [False] * 5 == [noted.late for noted in fuse.stops]
    alike = Fuse(stops=many(3, "m")).too_many(AT, FuseConfig(), 40)
    assert "3 repositories stopped with the same failure within 10 minutes" == alike


def blown(at: datetime, *more: Stop) -> Fuse:
    return Fuse(stops=(*many(5), *more), blown=at, why="5 of 40", oid="f1")


def mine(late: bool) -> Stop:
    """This line's stop, noted."""
    return Stop(repository="r", line=KEY.digest, at=minutes(-3), noted=minutes(-3), late=late)


@pytest.mark.parametrize(
    ("fuse", "conclusion"),
    [
        (blown(minutes(-1), mine(late=False)), "failure"),
        (blown(minutes(-1), mine(late=True)), "neutral"),
        (blown(minutes(-1)), "neutral"),
        (blown(minutes(8)), "failure"),
        (Fuse(stops=(mine(late=True),)), "neutral"),
        (Fuse(stops=(mine(late=False),)), "failure"),
    ],
    ids=[
        "noted before it blew",
        "noted after it blew",
        "not noted yet",
        "red since long before it blew",
        "still red when the fuse was whole again",
        "whole",
    ],
)
def test_what_is_noted_after_it_blew_only_warns(fuse: Fuse, conclusion: str) -> None:
    found = plan(seen(fuse))
    assert conclusion == the(WriteCord, found.effects).verdict.conclusion
    told = found.line.children[-1].text
    assert (conclusion == "neutral") == ("the fuse is blown" in told)


def test_later_stops_are_noted_as_late_without_blowing_it_again() -> None:
    (fuse,) = written(seen(blown(minutes(-1))))
    assert (minutes(-1), [False] * 5 + [True]) == (fuse.blown, [noted.late for noted in fuse.stops])


def red(text: str) -> Snapshot:
    jobs = tuple(a_job("test", "failure", n, id=n, log=text) for n in (1, 2))
    found = stopped(commit("b", run(*jobs, id=2)), commit("a", passing(1)))
    return found.model_copy(update={"organised": org(), "fuse": FuseConfig()})


def mark(text: str) -> str | None:
    (fuse,) = written(red(text))
    return fuse.stops[0].mark


def test_the_same_failure_has_the_same_mark_whatever_its_numbers_and_paths() -> None:
    other = LOG.replace("tests/test_cart.py", "spec/other.py").replace("2 == 3", "17 == 4")
    assert mark(LOG) == mark(other) is not None
    assert mark(LOG) != mark("E   ConnectionError: cannot reach the package index\n")


@pytest.mark.parametrize("text", ["", "nothing to see\n", "error: x\n"])
def test_a_log_that_tells_little_has_no_mark(text: str) -> None:
    assert None is mark(text)


# The alarm, in the organisation's own repository


def home(state: Fuse, its: dict[str, Any] | None = None, **facts: Any) -> Snapshot:
    """The organisation's own repository, in mode shadow."""
    given: dict[str, Any] = {
        "repository": HOME,
        "config": None,
        "organised": org(state, id=HOME.id),
        "fuse": FuseConfig(),
        "jobs": (JobFacts(key=ALARM, **its),) if its else (),
    }
    return snapshot(commit("a"), **(given | facts))


ALARM = Key(repository=7, rule=FUSE_RULE, subject="stops")


def test_a_blown_fuse_is_one_alarm_whatever_the_mode() -> None:
    opened = the(OpenJob, plan(home(blown(minutes(-5)))).effects)
    about = opened.story.about
    assert about is not None
    assert ("The fuse is blown: new stops only warn", ALARM) == (about.title, opened.story.key)
    assert ("5 of 40; what stopped after 2026-11-23 16:40 UTC only warns",) == about.details


def test_it_is_told_in_no_other_repository() -> None:
    found = plan(seen(blown(minutes(-5))))
    assert ["ci-green"] == [e.story.key.rule for e in found.effects if isinstance(e, OpenJob)]


def test_closing_the_alarm_makes_all_stops_hold_again_and_counts_none_twice() -> None:
    alarm = claim("open", key=ALARM.digest)
    fuse = blown(minutes(-5), stop("late", late=True))
    (whole,) = resets(home(fuse, {"claim": alarm, "issue": issue(record(), state="closed")}))
    assert (None, AT, [False] * 6) == (whole.blown, whole.since, [one.late for one in whole.stops])
    assert None is whole.too_many(AT, FuseConfig(), 10)
    assert [] == resets(home(fuse, {"claim": alarm, "issue": issue(record())}))


def test_after_an_hour_without_a_further_stop_it_is_whole_and_late_ones_go_on_warning() -> None:
    quiet_now = Fuse(stops=(stop("a", -61, late=True),), blown=minutes(-90), why="so", oid="f1")
    (whole,) = resets(home(quiet_now))
    assert (None, [True]) == (whole.blown, [one.late for one in whole.stops])
    assert [] == resets(home(quiet_now.model_copy(update={"stops": (stop("a", -59),)})))
    assert quiet(quiet_now, None, AT)
    assert not quiet(Fuse(), FuseConfig(), AT)


def test_a_stop_in_the_future_keeps_no_fuse_blown() -> None:
    forged = Fuse(stops=(stop("x", 9_000_000),), blown=minutes(-90), why="so", oid="f1")
    assert 1 == len(resets(home(forged)))


def test_once_it_is_whole_the_alarm_closes() -> None:
    alarm = claim("open", key=ALARM.digest)
    kinds = [e.kind for e in plan(home(Fuse(), {"claim": alarm, "issue": issue(record())})).effects]
    assert ["write-record", "relabel", "edit-job", "edit-job", "write-claim"] == kinds


def test_a_damaged_fuse_is_a_whole_one() -> None:
    assert Fuse(oid="x") == fuse_of("nonsense", "x")
    whole = blown(AT)
    assert whole == fuse_of(whole.encode("andon fuse"), "f1")
    assert timedelta(hours=1) == FuseConfig().hold


def test_the_cord_of_a_stop_that_only_warns_by_the_fuse_says_so() -> None:
    late = Stop(repository="shop", line=KEY.digest, at=minutes(-3), noted=minutes(-3), late=True)
    for stops, told in (((late,), (True, True)), ((), (False, False))):
        written = [e.verdict for e in plan(seen(Fuse(stops=stops))).effects if isinstance(e, WriteCord)]
        assert [told] == [(one.advisory, one.course.fused) for one in written]
