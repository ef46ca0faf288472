"""The guard: what reaches every repository at once is tried dry before it counts.

After an upgrade, or a change of the organisation's file, a sweep first asks what it would do. Where that
turns more verdicts than the organisation allows unasked, it waits for `andon approve`; until then the file
that was approved last holds. The state is in the organisation's repository, so that all brains know it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot import __version__
from bot.act.grants import Writer
from bot.act.perform import Actor
from bot.decide.guard import turned
from bot.loop.brain import Brain
from bot.loop.looked import Looked
from bot.loop.sweep import Listed
from bot.loop.sweeping import Sweep
from bot.model.effects import WriteShared
from bot.model.fuse import Change, Guard, Organised, counted, digest
from bot.model.organisation import Organisation, read_organisation

HOME = "/.github"
"""How the name of an organisation's own repository ends."""
UNASKED = 20
"""Verdicts that a change may turn unasked where no valid file says."""


@dataclass(frozen=True)
class Held:
    """A change that waits for approval, and how many verdicts it would turn."""

    organisation: str
    verdicts: int
    swept: bool

    @property
    def words(self) -> str:
        """One line for the operator."""
        until = "what was approved last holds" if self.swept else "its repositories are not swept"
        return (
            f"{self.organisation}: a change would turn {counted(self.verdicts)} and waits for "
            f"`andon approve {self.organisation}`; until then {until}"
        )


async def guard(brain: Brain, listed: Iterable[Listed]) -> tuple[tuple[Listed, ...], tuple[Held, ...]]:
    """The repositories that may be swept now, and what waits."""
    every = tuple(listed)
    allowed, held = list(every), list[Held]()
    for home in (one for one in every if one.name.endswith(HOME)):
        owner = home.name.removesuffix(HOME)
        mine = tuple(one for one in every if one.name.startswith(f"{owner}/"))
        waits = await _waits(brain, home, mine)
        if waits is None:
            continue
        held.append(waits)
        if not waits.swept:
            allowed = [one for one in allowed if one not in mine or one == home]
    return tuple(allowed), tuple(held)


async def _waits(brain: Brain, home: Listed, mine: tuple[Listed, ...]) -> Held | None:
    """What waits in one organisation; whatever may go on is approved on the way."""
    (one,) = await brain.look((home.key,))
    org = one.snapshot.organised if isinstance(one, Looked) else None
    if org is None or org.file is None or not isinstance(one, Looked):
        return None
    owner = home.name.removesuffix(HOME)
    file = read_organisation(org.file, owner)
    limit = _limit(org, owner)
    now = Change(version=__version__, file=digest(org.file))
    if limit is None or org.guard.approved == now or not isinstance(file, Organisation):
        return None
    verdicts = org.guard.verdicts
    if org.guard.waiting != now:
        verdicts = await _tried(brain, mine)
        state = Guard(approved=now, by=brain.identity.brain)
        if verdicts > limit:
            waiting = {"waiting": now, "verdicts": verdicts, "by": brain.identity.brain}
            state = org.guard.model_copy(update=waiting)
        await write_guard(brain, one, org, state)
        if verdicts <= limit:
            return None
    approved = org.guard.approved
    swept = approved is not None and approved.version == now.version
    return Held(owner, verdicts, swept)


def _limit(org: Organised, owner: str) -> int | None:
    """How many verdicts may be turned unasked, by the file that holds: no change lifts its own guard."""
    found = read_organisation(org.in_force, owner)
    return found.guard if isinstance(found, Organisation) else UNASKED


async def _tried(brain: Brain, mine: tuple[Listed, ...]) -> int:
    """How many verdicts a sweep over these would turn, with the file as it stands."""
    dry = Sweep(replace(brain, proposed=True), "cron", dry_run=True)
    looked = await dry.make(mine)
    return sum(turned(one.snapshot, one.plan) for one in looked if isinstance(one, Looked))


async def write_guard(brain: Brain, home: Looked, org: Organised, state: Guard) -> bool:
    """Whether the state was written; not if somebody was faster."""
    tree = org.tree if state.waiting is None else org.guard_tree or org.tree
    effect = WriteShared(organised=org, state=state, tree=tree)
    who = brain.identity
    actor = Actor(Writer(brain.client, home.snapshot.repository), who.web, who.app_url)
    return (await actor.perform(effect)).outcome == "done"
