"""What of a red line concerns a pull request, where the configuration names lanes of a monorepo.

It is judged by the line with only those reds: the same states, the same proofs. Why it is made so:
docs/decisions/0032-lanes-narrow-a-stop.md. Neighbour: `cords`, which asks; `orient.lanes`, what belongs where.
"""

import hashlib
from collections.abc import Iterable, Mapping

from bot.decide import external
from bot.decide.lane_words import lanes_in, standing
from bot.decide.line import Line, LineState
from bot.decide.passage import Passage
from bot.decide.reds import Red
from bot.model.facts import Cord, Pull
from bot.model.lanes import Lane
from bot.model.paths import matches
from bot.model.telling import Reason, Standing
from bot.orient.lanes import Reach, lanes_of, reach
from bot.orient.outcomes import Signal
from bot.orient.used import Used, used
from bot.orient.workflows import is_broken


def uses_of(line: Line) -> tuple[Used, ...]:
    """What the red workflows use from the repository; a file that is no workflow uses nothing that could be named."""
    files = {file.path: file.text for file in line.facts.files}
    paths = sorted({red.signal.path for red in line.reds if not red.signal.external})
    known = (path for path in paths if not is_broken(path, line.facts.files))
    return tuple(used(path, {path: None, **files}) for path in known)


def reach_of(pull: Pull, line: Line, uses: tuple[Used, ...]) -> Reach | None:
    """The lanes that a pull request, or a group, touches; None where that changes nothing of what concerns it.

    That is so where no lane is named, nothing red is in one, or a person stopped the line.
    """
    if line.word.stop or not any(lanes_of(red.signal, line.lanes) for red in line.reds):
        return None
    if unread := next((one.unread for one in uses if one.unread), None):
        return Reach(lanes=None, why=f"what decides the checks could not be read ({unread})", unread=True)
    return reach(pull, line.head, line.lanes, lambda path: _decides(path, uses))


def _decides(path: str, uses: tuple[Used, ...]) -> bool:
    """Whether a red workflow uses it, or other CI may be set up by it, whether that is red now or not."""
    return matches(path, external.SETTINGS) or any(u.decides(path) or u.may_use(path) for u in uses)


def concerning(line: Line, its: Reach | None) -> Line:
    """The line as it concerns what touches these lanes: without the reds of others, in the state that leaves."""
    lanes = its.lanes if its else None
    if lanes is None:
        return line
    reds = tuple(red for red in line.reds if _mine(red.signal, lanes, line.lanes))
    if len(reds) == len(line.reds):
        return line
    return line.model_copy(update={"reds": reds, "state": _state(reds, lanes, line)})


def stopping(line: Line, pulls: Iterable[Pull]) -> list[Pull]:
    """Those of some pull requests whose lanes a stopped line stops."""
    uses = uses_of(line)
    return [p for p in pulls if concerning(line, reach_of(p, line, uses)).state == "stopped"]


def others_go_on(line: Line) -> bool:
    """Whether a stopped line lets pass what touches only lanes in which nothing is red, so that it moves on."""
    if line.word.stop:
        return False
    red = {lane for signal in line.reds for lane in lanes_of(signal.signal, line.lanes)}
    return all(lanes_of(one.signal, line.lanes) for one in line.reds) and bool(line.lanes.keys() - red)


def _mine(signal: Signal, lanes: frozenset[str], named: Mapping[str, Lane]) -> bool:
    its = lanes_of(signal, named)
    return not its or not lanes.isdisjoint(its)


def _state(reds: tuple[Red, ...], lanes: frozenset[str], line: Line) -> LineState:
    """What is confirmed stops, unless the line may run on somebody's word all the same; what could not be read is never
    a pass, unless it is another lane's."""
    if any(red.confirmed for red in reds):
        return "unknown" if line.state == "unknown" else "stopped"
    if line.unread or any(_mine(signal, lanes, line.lanes) for signal in line.unclear):
        return "unknown"
    return "confirming" if reds else "running"


def standing_of(line: Line) -> Standing:
    """The lanes of a whole line that stand or, if none does, wait; a person's start may have overruled others."""
    confirmed = tuple(red for red in line.reds if red.confirmed)
    lanes = lanes_in(confirmed or line.reds, line.lanes)
    named = (f"{name}/{lane.model_dump_json()}" for name, lane in sorted(line.lanes.items()))
    text = "\n".join((*lanes, *named))
    return Standing(lanes=lanes, confirmed=bool(confirmed), key=hashlib.sha256(text.encode()).hexdigest()[:8])


def keeps(cord: Cord | None, way: Passage, line: Line) -> bool:
    """Whether a cord that lets pass stays, because nothing can be told now of the proof that it was written for.

    By its lanes only while no other lane is red than those for which it was written.
    """
    if cord is None or not cord.proven:
        return False
    unsure = tuple(one for one in way.unsure if one != "lane" or _as_written(cord, line))
    return bool(unsure) and cord.way in (None, *unsure)


def _as_written(cord: Cord, line: Line) -> bool:
    stands = standing_of(line)
    lanes = [lanes_of(red.signal, line.lanes) for red in line.reds]
    return cord.standing == stands.key and all(its and set(its) <= set(stands.lanes) for its in lanes)


def elsewhere(line: Line, its: Reach, stands: Standing) -> Passage:
    """The passage of what touches only lanes in which nothing is red. `line`: the whole of it."""
    does = "stands" if stands.confirmed else "waits for a re-run"
    mine = " and ".join(sorted(its.lanes or ()))
    told = f"passes: the line of {' and '.join(stands.lanes)} {does}, and this touches only {mine}"
    children = (Reason(status="ok", text=its.why), *(_told(red, line.lanes) for red in line.reds))
    return Passage(passes=True, reason=Reason(status="ok", text=told, children=children), way="lane")


def _told(red: Red, lanes: Mapping[str, Lane]) -> Reason:
    return Reason(status="ok", text=f"{red.signal.name} is red, which is {standing((red,), lanes)}'s")


def held(way: Passage, its: Reach | None) -> Passage:
    """What is said of one that is held besides: why as much of the line concerns it."""
    if its is None or way.passes:
        return way
    why = its.why if its.lanes else f"it is held by every lane: {its.why}"
    reason = way.reason.model_copy(
        update={
            "children": (*way.reason.children, Reason(status="unknown" if its.unread else "ok", text=why))
        }
    )
    unsure = (*way.unsure, "lane") if its.unread else way.unsure
    return way.model_copy(update={"reason": reason, "unsure": unsure})
