"""What is planned where nobody can tell what holds: no line, or no configuration that can be read or used.

Nothing is held anew. What is held falls once its lease is over, and with it whoever waits for a cord beside it.
"""

from bot.decide.cord_writes import cord_effects
from bot.decide.cords import Judged, let_go, let_in
from bot.decide.lease import LOOK_AGAIN, leases
from bot.decide.line import unread_reasons
from bot.model.config_text import Invalid
from bot.model.effects import Plan
from bot.model.snapshot import Snapshot
from bot.model.telling import Reason


def unruled(snapshot: Snapshot) -> Plan | None:
    """The plan where there is nothing to keep, or nothing says what holds; None where that is known."""
    unread = unread_reasons(snapshot)
    if snapshot.repository.archived:
        return Plan(line=Reason(status="ok", text="nothing to keep: the repository is archived"))
    if not snapshot.lines and not snapshot.lacks("line"):
        return Plan(
            line=Reason(status="ok", text="nothing to keep: the repository is empty", children=unread)
        )
    what = "configuration" if snapshot.lacks("config") else "" if snapshot.lines else "default branch"
    if what:
        why = Reason(status="unknown", text=f"the {what} could not be read", children=unread)
        return _unread(snapshot, why)
    if snapshot.mistakes and snapshot.config is None:
        return _unusable(snapshot, snapshot.mistakes.invalid)
    return None


def _unread(snapshot: Snapshot, why: Reason) -> Plan:
    """What rules it could not be read: it is tried again, and nothing is done before the lease is over."""
    return Plan(effects=cord_effects(_fallen(snapshot, why)), line=why, look_again=LOOK_AGAIN)


def _unusable(snapshot: Snapshot, config: Invalid) -> Plan:
    """The configuration cannot be used: whoever mends it, and whatever is new, is let in at once."""
    problems = tuple(Reason(status="blocked", text=words) for words in config.words)
    why = Reason(status="unknown", text="the configuration cannot be used", children=problems)
    fallen = _fallen(snapshot, why)
    gone = {one.pull.head for one in fallen if one.verdict}
    fresh = let_in(snapshot, snapshot.repository.default_branch or "", why)
    fresh = tuple(one for one in fresh if one.pull.head not in gone)
    held = not fallen and any(pull.cord and not pull.cord.proven for pull in snapshot.pulls)
    return Plan(effects=cord_effects((*fallen, *fresh)), line=why, look_again=LOOK_AGAIN if held else None)


def _fallen(snapshot: Snapshot, why: Reason) -> tuple[Judged, ...]:
    """Everything let go of where something is held, if every block that was leased has run out.

    Where nothing is, the mode may be one that writes nothing.
    """
    known = leases(snapshot)
    if not known or any(lease.until > snapshot.at for lease in known):
        return ()
    left = Reason(status="unknown", text=f"{why.text}, and the lease of the block is over")
    every = (*snapshot.groups, *snapshot.pulls)
    bases = sorted({pull.base for pull in every if pull.cord and pull.cord.holds})
    return tuple(one for base in bases for one in let_go(every, base, left))
