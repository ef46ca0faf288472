"""Which verdicts a plan would turn: heads that would be held and were free, or the other way round."""

from bot.model.effects import Plan, WriteCord
from bot.model.facts import Cord
from bot.model.snapshot import Snapshot
from bot.model.telling import Verdict


def turned(snapshot: Snapshot, plan: Plan) -> frozenset[str]:
    """The heads whose cord holds now and would not, or does not and would; a head without one is free."""
    cords = {pull.head: pull.cord for pull in snapshot.pulls}
    writes = (effect for effect in plan.effects if isinstance(effect, WriteCord))
    return frozenset(w.head for w in writes if _holds(cords.get(w.head)) != _would_hold(w.verdict))


def new_holds(snapshot: Snapshot, plan: Plan) -> frozenset[str]:
    """The heads among them that would be held."""
    holding = {w.head for w in plan.effects if isinstance(w, WriteCord) and _would_hold(w.verdict)}
    return turned(snapshot, plan) & holding


def _holds(cord: Cord | None) -> bool:
    return cord is not None and (cord.status != "completed" or cord.conclusion == "failure")


def _would_hold(verdict: Verdict) -> bool:
    return verdict.status != "completed" or verdict.conclusion == "failure"
