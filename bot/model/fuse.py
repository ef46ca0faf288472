"""What an organisation's repositories share: the fuse against a wave of stops, and the guard over changes.

Both live in refs of the organisation's repository `.github`: state as JSON in a commit's message, each
commit on top of the one that it replaces, as claims are. The guard's commits have the tree of the version
of `andon.yml` that was approved. Repositories are told by digests, since `.github` may be public.
"""

import hashlib
from datetime import datetime, timedelta

from pydantic import AwareDatetime, ConfigDict, ValidationError

from bot.model.jobs import CLAIMS
from bot.model.organisation import FuseConfig
from bot.model.value import Value

NOTED_UNTIL = timedelta(hours=1)
"""A stop that is older by its CI's clock is no news any more."""
KEPT = timedelta(hours=2)
KEPT_LATE = timedelta(days=1)
"""How long a noted stop is remembered; one that only warns longer, for it would hold once forgotten."""
VERSIONS = 4
"""Approved versions of Andon that are remembered."""
FUSE_REF = CLAIMS + "fuse"
GUARD_REF = CLAIMS + "guard"


class Shared(Value):
    """State in a ref; fields of a newer Andon are passed over. `oid` is the commit that holds it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    oid: str = ""

    def encode(self, title: str) -> str:
        """The state as its commit's message."""
        return f"{title}\n\n{self.model_dump_json(exclude={'oid'})}\n"


class Stop(Value):
    """A line that stopped: which repository, which line, when its CI said so; `mark` is what its failure looks like.

    noted: when a brain wrote it down. late: whether the fuse was blown by then, so that it only warns.
    """

    repository: str
    line: str
    at: AwareDatetime
    noted: AwareDatetime
    mark: str | None = None
    late: bool = False


class Fuse(Shared):
    """The stops of late, since when the fuse is blown, if it is, and since when they count."""

    stops: tuple[Stop, ...] = ()
    blown: AwareDatetime | None = None
    why: str = ""
    since: AwareDatetime | None = None

    def stop(self, line: str, at: datetime) -> Stop | None:
        """A line's stop, if it was noted."""
        return next((stop for stop in self.stops if (stop.line, stop.at) == (line, at)), None)

    def noting(self, new: tuple[Stop, ...], config: FuseConfig, repositories: int) -> "Fuse":
        """The fuse with new stops, blown if they are too many; the same whatever of them it has already."""
        added = tuple(stop for stop in new if self.stop(stop.line, stop.at) is None)
        if not added:
            return self
        at = max(stop.noted for stop in added)
        late = tuple(stop.model_copy(update={"late": self.blown is not None}) for stop in added)
        long = self.blown is not None  # what held before it blew goes on holding
        early = KEPT_LATE if long else max(KEPT, config.within)
        kept = (stop for stop in self.stops if at - stop.noted < (KEPT_LATE if stop.late else early))
        stops = tuple(sorted((*kept, *late), key=lambda s: (s.noted, s.line)))
        fuse = self.model_copy(update={"stops": stops})
        if self.blown is None and (why := fuse.too_many(at, config, repositories)):
            fuse = fuse.model_copy(update={"blown": at, "why": why})
        return fuse

    def too_many(self, at: datetime, config: FuseConfig, repositories: int) -> str | None:
        """Why the stops noted lately are too many at once, without a name; None if they are not."""
        counted = [
            s for s in self.stops if at - s.noted < config.within and (not self.since or s.noted > self.since)
        ]
        stopped, minutes = (
            {s.repository for s in counted},
            f"{config.within.total_seconds() / 60:.0f} minutes",
        )
        if len(stopped) >= config.at_least and len(stopped) * 100 > config.stops * repositories:
            return f"{len(stopped)} of {repositories} repositories stopped within {minutes}"
        for mark in sorted({s.mark for s in counted if s.mark}):
            alike = {s.repository for s in counted if s.mark == mark}
            if len(alike) >= config.shared:
                return f"{len(alike)} repositories stopped with the same failure within {minutes}"
        return None

    def reset(self, at: datetime, all_hold: bool) -> "Fuse":
        """The whole fuse, from now on; late stops go on warning until they end, unless `all_hold`."""
        stops = (s.model_copy(update={"late": s.late and not all_hold}) for s in self.stops)
        return Fuse(stops=tuple(stops), since=at)


class Change(Value):
    """What may change verdicts everywhere at once: Andon's version, and the organisation's file by its digest."""

    version: str
    file: str


class Guard(Shared):
    """The change that was approved last, and the one that waits, with how many verdicts it would turn.

    versions: those of Andon that were approved, the last one last.
    """

    approved: Change | None = None
    waiting: Change | None = None
    verdicts: int = 0
    by: str = ""
    versions: tuple[str, ...] = ()

    def knows(self, change: Change) -> bool:
        """Whether a change was approved: this file, under this version of Andon."""
        return (
            self.approved is not None
            and self.approved.file == change.file
            and change.version in self.versions
        )

    def approving(self, change: Change, by: str) -> "Guard":
        """The guard once a change is approved. Of versions the last few count: several may be at work."""
        others = (version for version in self.versions if version != change.version)
        return Guard(approved=change, by=by, versions=(*others, change.version)[-VERSIONS:])


class Organised(Value):
    """The organisation's repository `.github`: what its files and refs say. `file` is `andon.yml` as it stands.

    approved: the text of `andon.yml` that was approved last, None where none was. repositories: how many
    the organisation has. guard_tree: the tree that holds the approved text.
    """

    id: int
    node_id: str
    name: str
    tree: str
    repositories: int
    file: str | None = None
    approved: str | None = None
    fuse: Fuse = Fuse()
    guard: Guard = Guard()
    guard_tree: str | None = None

    @property
    def in_force(self) -> str | None:
        """The text of the organisation's file that holds: what was approved, if anything was."""
        return self.approved if self.guard.approved else self.file


def fuse_of(message: str, oid: str) -> Fuse:
    """The fuse in a commit's message; a whole one where it cannot be read."""
    try:
        found = Fuse.model_validate_json(message.rpartition("\n\n")[2])
    except ValidationError:
        found = Fuse()
    return found.model_copy(update={"oid": oid})


def guard_of(message: str, oid: str) -> Guard:
    """The guard in a commit's message; one that approved nothing where it cannot be read."""
    try:
        found = Guard.model_validate_json(message.rpartition("\n\n")[2])
    except ValidationError:
        found = Guard()
    return found.model_copy(update={"oid": oid})


def digest(*parts: object) -> str:
    """16 hexadecimal digits that stand for something that is not to be read by everybody."""
    return hashlib.sha256("/".join(str(part) for part in parts).encode()).hexdigest()[:16]


def counted(verdicts: int) -> str:
    """`1 verdict`, `34 verdicts`."""
    return f"{verdicts} verdict{'' if verdicts == 1 else 's'}"
