"""What of a line's signals counts for nothing: failures known to be flaky, and checks that people put in quarantine.

A check is flaky that failed and passed on one commit, or that unrelated pull requests passed on top of the commit
on which it failed (`flakes`). A quarantine has an end and an owner, and holds only what is known to be flaky: else
it would be a way to switch a check off.
"""

from collections.abc import Iterable
from datetime import date
from fnmatch import fnmatchcase

from bot.model.config import LineConfig, Quarantine
from bot.model.facts import LineFacts
from bot.model.flakes import MOST_FLAKES, MOST_RUNS, Flake
from bot.model.telling import Reason
from bot.model.value import Value
from bot.orient.outcomes import Signal
from bot.orient.signals import beside


class Counted(Value):
    """The signals that count, by what they say, and what is told of those in quarantine.

    `discounted`: whether a failure that counts for nothing is all that is known of any.
    """

    reds: tuple[Signal, ...] = ()
    greens: tuple[Signal, ...] = ()
    unclear: tuple[Signal, ...] = ()
    told: tuple[Reason, ...] = ()
    discounted: bool = False


def counted(found: Iterable[Signal], facts: LineFacts, config: LineConfig, today: date) -> Counted:
    """What is left of the signals without what counts for nothing.

    Where that was all that is told of a workflow, what passed beside it speaks for the workflow.
    """
    found = tuple(found)
    left = tuple(one for signal in found if (one := cleared(signal, facts.flakes)) is not None)
    rests = {s.id: set_aside(s, config.quarantine, facts.flakes, today) for s in left if s.state == "red"}
    left = tuple(s for s in left if s.id not in rests or not rests[s.id][0])
    kept = {(s.path, s.event) for s in left}
    gone = frozenset((s.path, s.event) for s in found) - kept
    greens = (*(s for s in left if s.state == "green"), *beside(facts, config, gone))
    return Counted(
        reds=tuple(s for s in left if s.state == "red"),
        greens=tuple(sorted(greens, key=lambda s: (s.path, s.job, s.event))),
        unclear=tuple(s for s in left if s.state == "unknown"),
        told=tuple(told for _, told in rests.values() if told),
        discounted=len(left) < len(found),
    )


def mixed(facts: LineFacts, found: Iterable[Signal]) -> LineFacts:
    """The line, with what failed and passed on one commit remembered, each run once."""
    flakes = {flake.id: flake for flake in facts.flakes}
    for signal in found:
        if signal.flaky_run is None or signal.flaky_at is None:
            continue
        known = flakes.get(signal.id, Flake(id=signal.id, name=signal.name, last=signal.flaky_at))
        if signal.flaky_run in known.runs:
            continue
        flakes[signal.id] = known.model_copy(
            update={
                "count": known.count + 1,
                "last": max(known.last, signal.flaky_at),
                "seconds": known.seconds + signal.flaky_seconds,
                "runs": (*known.runs, signal.flaky_run)[-MOST_RUNS:],
            }
        )
    return with_flakes(facts, flakes)


def with_flakes(facts: LineFacts, flakes: dict[str, Flake]) -> LineFacts:
    """The line with these flaky checks, those seen last."""
    newest = sorted(flakes.values(), key=lambda flake: (flake.last, flake.id))[-MOST_FLAKES:]
    told = tuple(sorted(newest, key=lambda flake: flake.id))
    return facts if told == facts.flakes else facts.model_copy(update={"flakes": told})


def cleared(signal: Signal, flakes: Iterable[Flake]) -> Signal | None:
    """The signal without the failures that count for nothing; None where nothing else is known of it."""
    void = {run for flake in flakes if flake.id == signal.id for run in flake.acquitted}
    left = tuple(failure for failure in signal.failures if failure.run.id not in void)
    if len(left) == len(signal.failures):
        return signal
    if left:
        return signal.model_copy(update={"failures": left})
    return signal.model_copy(update={"state": "green", "failures": ()}) if signal.passed else None


def set_aside(
    signal: Signal, quarantines: tuple[Quarantine, ...], flakes: Iterable[Flake], today: date
) -> tuple[bool, Reason | None]:
    """Whether a red signal is in quarantine, and what is to be told of that, or of one that does not hold."""
    mine = [one for one in quarantines if _means(one.check, signal.name)]
    if not mine:
        return False, None
    one = max(mine, key=lambda each: each.until)
    where = f" ({one.why})" if one.why else ""
    if today > one.until:
        text = (
            f"{signal.name} counts again: its quarantine ended on {one.until}; {one.owner} knows of it{where}"
        )
        return False, Reason(status="blocked", text=text)
    if signal.flaky is None and not any(flake.id == signal.id for flake in flakes):
        text = f"{signal.name} counts although it is in quarantine: it is not known to be flaky"
        return False, Reason(status="blocked", text=text)
    text = f"{signal.name} is red and counts for nothing until {one.until}: {one.owner} has it in quarantine{where}"
    return True, Reason(status="ok", text=text)


def _means(check: str, name: str) -> bool:
    """Whether a signal of that name is what a quarantine's `check` means: `e2e`, `CI / e2e-*`."""
    return fnmatchcase(name, check) or fnmatchcase(name.partition(" / ")[2], check)


def known_flaky(signal: Signal, flakes: Iterable[Flake]) -> str:
    """What is known of a signal's being flaky, in words; empty where nothing is."""
    flake = next((one for one in flakes if one.id == signal.id), None)
    if flake is None:
        return f"it is flaky: on {signal.flaky[:7]} it failed first" if signal.flaky else ""
    times = "once" if flake.count == 1 else f"{flake.count} times"
    cost = f", {flake.seconds // 60} min in all" if flake.seconds >= 60 else ""
    by = f"; {' and '.join(f'#{n}' for n in flake.by)} passed it on top of the failure" if flake.by else ""
    first = f": on {signal.flaky[:7]} it failed first" if signal.flaky else ""
    return f"it is flaky{first} ({times}, last on {flake.last:%Y-%m-%d}{cost}){by}"
