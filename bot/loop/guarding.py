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
from bot.decide.guard import new_holds, turned
from bot.loop.brain import Brain
from bot.loop.looked import Looked, unread
from bot.loop.sweep import Listed
from bot.loop.sweeping import Sweep
from bot.model.config_text import Invalid
from bot.model.effects import WriteShared
from bot.model.fuse import Change, Guard, Organised, counted, digest
from bot.model.organisation import Organisation, read_organisation

HOME = "/.github"
"""How the name of an organisation's own repository ends."""
UNASKED = 20
"""Verdicts that a change may turn unasked where no valid file says."""


@dataclass(frozen=True)
class Held:
    """A change that waits: for approval, as it would turn so many verdicts; or (None) until it could be tried."""

    organisation: str
    verdicts: int | None
    swept: bool

    @property
    def words(self) -> str:
        """One line for the operator."""
        until = "what was approved last holds" if self.swept else "its repositories are not swept"
        if self.verdicts is None:
            return f"{self.organisation}: a change could not be tried, for not everything was read; until then {until}"
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
    if org is None or not isinstance(one, Looked):
        return None
    owner = home.name.removesuffix(HOME)
    file = read_organisation(org.file, owner)
    now = Change(version=__version__, file=digest(org.file))
    if org.guard.knows(now) or isinstance(file, Invalid):
        return None
    limit = _limit(org, owner)
    verdicts: int | None = org.guard.verdicts
    if org.guard.waiting != now:
        verdicts = 0 if limit is None else await _tried(brain, mine, org)
        if verdicts is not None:
            await write_guard(brain, one, org, _judged(org.guard, now, verdicts, limit, brain.identity.brain))
        if verdicts is not None and (limit is None or verdicts <= limit):
            return None
    approved = org.guard.approved
    swept = approved is not None and now.version in org.guard.versions
    return Held(owner, verdicts, swept)


def _judged(guard: Guard, now: Change, verdicts: int, limit: int | None, by: str) -> Guard:
    """The guard once a change was tried: approved, or waiting."""
    if limit is None or verdicts <= limit:
        return guard.approving(now, by)
    return guard.model_copy(update={"waiting": now, "verdicts": verdicts, "by": by})


def _limit(org: Organised, owner: str) -> int | None:
    """How many verdicts may be turned unasked, by the file that holds: no change lifts its own guard."""
    found = read_organisation(org.in_force, owner)
    return found.guard if isinstance(found, Organisation) else UNASKED


async def _tried(brain: Brain, mine: tuple[Listed, ...], org: Organised) -> int | None:
    """How many verdicts the change would turn; None while not everything could be read.

    A change of the file alone turns what the file in force would not. Of an upgrade nobody can tell any more
    what the old version would have done: what it would hold that is free now counts.
    """
    looked = await _dry(brain, mine, proposed=True)
    before = await _dry(brain, mine, proposed=False) if __version__ in org.guard.versions else None
    if looked is None or (before is None and __version__ in org.guard.versions):
        return None
    if before is None:
        return sum(len(new_holds(one.snapshot, one.plan)) for one in looked)
    was = {one.snapshot.repository.id: turned(one.snapshot, one.plan) for one in before}
    return sum(
        len(turned(one.snapshot, one.plan) ^ was.get(one.snapshot.repository.id, frozenset()))
        for one in looked
    )


async def _dry(brain: Brain, mine: tuple[Listed, ...], proposed: bool) -> tuple[Looked, ...] | None:
    """What a sweep would do; None if anything could not be read: unknown is not harmless."""
    looked = await Sweep(replace(brain, proposed=proposed), "cron", dry_run=True).make(mine)
    good = tuple(one for one in looked if isinstance(one, Looked) and not unread(one))
    return good if len(good) == len(looked) else None


async def write_guard(brain: Brain, home: Looked, org: Organised, state: Guard) -> bool:
    """Whether the state was written; not if somebody was faster."""
    tree = org.tree if state.waiting is None else org.guard_tree or org.tree
    effect = WriteShared(organised=org, state=state, tree=tree)
    who = brain.identity
    actor = Actor(Writer(brain.client, home.snapshot.repository), who.web, who.app_url)
    return (await actor.perform(effect)).outcome == "done"
