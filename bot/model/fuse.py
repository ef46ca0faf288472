"""What an organisation's repositories share: the fuse against a wave of stops, and the guard over changes.

Both live in refs of the organisation's repository `.github`: state as JSON in a commit's message, each
commit on top of the one that it replaces, as claims are. The guard's commits have the tree of the version
of `andon.yml` that was approved. Repositories are told by digests, since `.github` may be public.
"""

import hashlib

from pydantic import AwareDatetime, ConfigDict, ValidationError

from bot.model.jobs import CLAIMS
from bot.model.value import Value

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
    """A line that stopped: which repository, which line, when; `mark` is what its failure looks like, if told."""

    repository: str
    line: str
    at: AwareDatetime
    mark: str | None = None


class Fuse(Shared):
    """The stops of late, and since when the fuse is blown, if it is."""

    stops: tuple[Stop, ...] = ()
    blown: AwareDatetime | None = None
    why: str = ""


class Change(Value):
    """What may change verdicts everywhere at once: Andon's version, and the organisation's file by its digest."""

    version: str
    file: str


class Guard(Shared):
    """The change that was approved last, and the one that waits, with how many verdicts it would turn."""

    approved: Change | None = None
    waiting: Change | None = None
    verdicts: int = 0
    by: str = ""


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
