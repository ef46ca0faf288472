"""Mode shadow: a stop that holds nobody is reported once, with what it would have held, and its end."""

from typing import Any

from bot.decide.plan import plan
from bot.model.shadow import MOST, NoteShadow, Report, ShadowRecord, ShadowStop
from bot.model.snapshot import Snapshot
from tests.building import AT, commit, config, failing, minutes, passing, pull, sha, snapshot, stopped, unread
from tests.decide.visible import visible

GREEN = commit("a", passing(1))
REPORT = Report(id=9, node_id="R_9", name="acme/ops", app="andon")
STOP = ShadowStop(line="main", since=minutes(-4), stopped=minutes(-3), what=("CI / test",), held=2, ready=1)


def reporting(*stops: ShadowStop, mode: str = "shadow") -> dict[str, Any]:
    return {"config": config(mode), "report": REPORT.model_copy(update={"stops": stops})}


def noted(seen: Snapshot) -> tuple[ShadowStop, ...] | None:
    found = [e.record for e in plan(seen).effects if isinstance(e, NoteShadow)]
    return found[0].stops if found else None


def test_a_stop_is_reported_with_what_it_would_have_held() -> None:
    pulls = (pull(1, approved=True), pull(2, unreviewed=True), pull(3, draft=True), pull(4, base="next"))
    seen = stopped(pulls=pulls, **reporting())
    assert (STOP,) == noted(seen)
    assert () == plan(visible(seen, plan(seen))).effects


def test_what_shares_a_head_into_another_line_would_be_held_too() -> None:
    lines = {"config": config("shadow", line={"branches": ["next", "more"]}), "report": REPORT}
    shared = {"head": sha("p1")}
    pulls = (
        pull(1, **shared),
        pull(2, base="next", **shared),
        pull(3, base="lax", **shared),
        pull(4, base="next"),
    )
    seen = stopped(pulls=pulls, **lines)
    seen = seen.model_copy(
        update={"lines": (*seen.lines, seen.lines[0].model_copy(update={"branch": "next", "history": ()}))}
    )
    assert (2, 2) == next((stop.held, stop.ready) for stop in noted(seen) or () if stop.line == "main")


def test_more_that_would_be_held_is_told_and_less_is_not() -> None:
    known = STOP.model_copy(update={"held": 1, "ready": 1})
    assert (STOP,) == noted(stopped(pulls=(pull(1), pull(2, unreviewed=True)), **reporting(known)))
    assert None is noted(stopped(**reporting(STOP)))


def test_a_stop_that_is_over_is_told_its_end_once() -> None:
    ended = STOP.model_copy(update={"until": AT})
    assert (ended,) == noted(snapshot(GREEN, **reporting(STOP)))
    assert None is noted(snapshot(GREEN, **reporting(ended)))
    again = noted(stopped(**reporting(ended.model_copy(update={"since": minutes(-60)}))))
    assert again
    assert 2 == len(again)


def test_what_is_not_judged_yet_ends_and_begins_nothing() -> None:
    assert None is noted(snapshot(commit("b", failing(2)), GREEN, **reporting(STOP)))
    assert None is noted(stopped(unread=(unread("claims: refs"),), **reporting(STOP)))
    assert None is noted(snapshot(commit("b", failing(2)), GREEN, unread=(unread("line: x"),), **reporting()))


def test_nobody_reports_without_a_report_or_in_another_mode() -> None:
    assert None is noted(stopped(config=config("shadow")))
    for mode in ("off", "warn", "enforce"):
        assert None is noted(stopped(**reporting(mode=mode)))


def test_the_newest_stops_are_kept() -> None:
    old = tuple(STOP.model_copy(update={"since": minutes(-900 + n), "until": AT}) for n in range(MOST))
    found = noted(stopped(pulls=(pull(1, approved=True), pull(2, unreviewed=True)), **reporting(*old)))
    assert found
    assert (MOST, STOP) == (len(found), found[-1])


def test_a_record_survives_its_comment_and_what_others_wrote_meanwhile() -> None:
    record = ShadowRecord(repository=7, name="acme/<shop>", stops=(STOP,))
    assert record == ShadowRecord.decode(f"words\n\n{record.encode()}")
    assert [None, None] == [ShadowRecord.decode("words"), ShadowRecord.decode("<!-- andon:shadow {} -->")]
    ended = record.model_copy(update={"stops": (STOP.model_copy(update={"until": AT, "held": 1}),)})
    later = record.model_copy(update={"stops": (STOP.model_copy(update={"until": minutes(9)}),)})
    assert (STOP.model_copy(update={"until": AT}),) == ended.merged(later).stops
    other = STOP.model_copy(update={"since": minutes(-90)})
    assert (other, STOP) == record.merged(record.model_copy(update={"stops": (other,)})).stops
