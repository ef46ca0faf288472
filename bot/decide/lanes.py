"""What of a red line concerns a pull request, where the configuration names lanes of a monorepo.

It is judged by the line with only those reds: the same states, the same proofs. Why it is made so:
docs/decisions/0032-lanes-narrow-a-stop.md. Neighbour: `cords`, which asks; `orient.lanes`, what belongs where.
"""

from collections.abc import Iterable, Mapping

from bot.decide.lane_words import standing
from bot.decide.line import Line, LineState
from bot.decide.passage import Passage
from bot.decide.reds import Red
from bot.model.facts import Pull
from bot.model.lanes import Lane
from bot.model.telling import Reason
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
    return reach(
        pull, line.head, line.lanes, lambda path: any(u.decides(path) or u.may_use(path) for u in uses)
    )


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


def _mine(signal: Signal, lanes: frozenset[str], named: Mapping[str, Lane]) -> bool:
    its = lanes_of(signal, named)
    return not its or not lanes.isdisjoint(its)


def _state(reds: tuple[Red, ...], lanes: frozenset[str], line: Line) -> LineState:
    """What is confirmed stops; what could not be read is never a pass, unless it is another lane's."""
    if any(red.confirmed for red in reds):
        return "stopped"
    if line.unread or any(_mine(signal, lanes, line.lanes) for signal in line.unclear):
        return "unknown"
    return "confirming" if reds else "running"


def elsewhere(line: Line, its: Reach) -> Passage:
    """The passage of what touches only lanes in which nothing is red. `line`: the whole of it."""
    confirmed = [red for red in line.reds if red.confirmed]
    stands = standing(confirmed or line.reds, line.lanes)
    does = "stands" if confirmed else "waits for a re-run"
    told = (
        f"passes: the line of {stands} {does}, and this touches only {' and '.join(sorted(its.lanes or ()))}"
    )
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
