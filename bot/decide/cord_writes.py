"""Which verdicts cost a write, and in which order cords are written. Neighbour: `cords`, which judges."""

from collections.abc import Iterable

from bot.decide.cords import Judged
from bot.model.effects import WriteCord
from bot.model.facts import Pull
from bot.model.telling import Verdict
from bot.model.urgency import Urgency, idle, urgency

_LETS_GO = ("success", "neutral")


def soonest_first(judged: Iterable[Judged]) -> tuple[Judged, ...]:
    """What was judged of all lines, in the order in which cords are written.

    Merge groups, the oldest first; then pull requests, those that could merge soonest first; of two that
    could as soon, one that shall be held before one that is let go, for a merge cannot be taken back. Last
    those that pass as they did and are only told why.
    """
    return tuple(sorted(judged, key=_turn))


def _turn(judged: Judged) -> tuple[bool, bool, float, Urgency, bool, int]:
    pull, verdict = judged.pull, judged.verdict
    told = only_told(judged) and not pull.group
    queued = pull.created.timestamp() if pull.group else 0.0
    frees = verdict is not None and verdict.conclusion in _LETS_GO
    return not pull.group, told, queued, urgency(pull), frees, pull.number


def only_told(judged: Judged) -> bool:
    """Whether a cord lets go before and after it is written: nothing depends on when."""
    pull, verdict = judged.pull, judged.verdict
    passed = pull.cord is not None and pull.cord.conclusion in _LETS_GO
    return passed and verdict is not None and verdict.conclusion in _LETS_GO


def cord_effects(judged: tuple[Judged, ...]) -> tuple[WriteCord, ...]:
    """The writes that the verdicts cost: one per head whose cord does not show its worst verdict already."""
    heads: dict[str, list[Judged]] = {}
    for item in judged:
        heads.setdefault(item.pull.head, []).append(item)
    effects: list[WriteCord] = []
    for head, items in heads.items():
        pull = items[0].pull
        verdict = min((i.verdict for i in items if i.verdict), key=badness, default=None)
        if verdict is None or any(i.pull.unread for i in items) or shows(pull, verdict):
            continue
        numbers = {*(i.pull.number for i in items), *verdict.others}
        effects.append(
            WriteCord(
                head=head,
                cord=_updatable(pull, verdict),
                verdict=verdict,
                pulls=tuple(sorted(numbers)),
                group=pull.group,
                idle=all(idle(item.pull) or only_told(item) for item in items),
            )
        )
    return tuple(effects)


def badness(verdict: Verdict) -> tuple[int, str]:
    """The lowest is the worst; of two equally bad ones, that of the first branch by name."""
    order = (
        "stopped",
        "undecided",
        "confirming",
        "proving",
        "passed",
        "proven",
        "started",
        "no-signal",
        "stale",
        "running",
        "off",
    )
    return order.index(verdict.kind), verdict.branch


def shows(pull: Pull, verdict: Verdict) -> bool:
    """Whether the pull request's cord already shows the verdict."""
    cord = pull.cord
    return cord is not None and (cord.digest, cord.status, cord.conclusion) == (
        verdict.digest,
        verdict.status,
        verdict.conclusion,
    )


def _updatable(pull: Pull, verdict: Verdict) -> int | None:
    """The check run to update; a completed one cannot go back to in_progress, so a new one is made."""
    if pull.cord is None or (pull.cord.status == "completed" and verdict.status != "completed"):
        return None
    return pull.cord.id
