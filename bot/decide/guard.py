"""Which verdicts a plan would turn: heads that would be held and were free, or the other way round."""

from bot.model.effects import Plan, WriteCord
from bot.model.snapshot import Snapshot


def turned(snapshot: Snapshot, plan: Plan) -> frozenset[str]:
    """The heads whose cord holds now and would not, or does not and would; a head without one is free."""
    held = {pull.head for pull in snapshot.pulls if pull.cord and pull.cord.holds}
    writes = (effect for effect in plan.effects if isinstance(effect, WriteCord))
    return frozenset(w.head for w in writes if (w.head in held) != w.verdict.holds)


def new_holds(snapshot: Snapshot, plan: Plan) -> frozenset[str]:
    """The heads among them that would be held."""
    holding = {w.head for w in plan.effects if isinstance(w, WriteCord) and w.verdict.holds}
    return turned(snapshot, plan) & holding
