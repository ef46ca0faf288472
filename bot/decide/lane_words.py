"""Lanes in words: which of them stand, and the state of each for `andon explain`. Neighbour: `lanes`."""

from collections.abc import Iterable, Mapping

from bot.decide.reds import Red
from bot.model.lanes import Lane
from bot.model.telling import Reason
from bot.orient.lanes import lanes_of
from bot.orient.outcomes import Signal


def standing(reds: Iterable[Red], lanes: Mapping[str, Lane]) -> str:
    """The lanes that reds are in, in words."""
    return " and ".join(lanes_in(reds, lanes))


def lanes_in(reds: Iterable[Red], lanes: Mapping[str, Lane]) -> tuple[str, ...]:
    """The lanes that reds are in."""
    return tuple(sorted({name for red in reds for name in lanes_of(red.signal, lanes)}))


def lane_reasons(
    lanes: Mapping[str, Lane], reds: tuple[Red, ...], unclear: tuple[Signal, ...]
) -> tuple[Reason, ...]:
    """Each lane with its state, for explain. `unclear`: the signals that could not be read."""
    if not lanes:
        return ()
    everybody = tuple(
        Reason(
            status="blocked" if red.confirmed else "waiting",
            text=f"{red.signal.name} is in no lane, so it concerns everybody",
        )
        for red in reds
        if not lanes_of(red.signal, lanes)
    )
    return (*(_lane(name, {name: lanes[name]}, reds, unclear) for name in sorted(lanes)), *everybody)


def _lane(name: str, only: Mapping[str, Lane], reds: tuple[Red, ...], unclear: tuple[Signal, ...]) -> Reason:
    its = tuple(red for red in reds if lanes_of(red.signal, only))
    names = ", ".join(sorted(red.signal.name for red in its))
    if any(red.confirmed for red in its):
        return Reason(status="blocked", text=f"lane {name} stands: {names}")
    if any(lanes_of(signal, only) for signal in unclear):
        return Reason(status="unknown", text=f"lane {name} could not be judged")
    if its:
        return Reason(status="waiting", text=f"lane {name} waits for a re-run: {names}")
    return Reason(status="ok", text=f"lane {name} runs")
