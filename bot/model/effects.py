"""What a pass may want done: one value per kind of write, in a plan.

`decide.plan` makes them, `act` carries them out. An effect says what shall be true and what it
replaces, never how; each may be repeated or lost without harm.
"""

import hashlib
from datetime import timedelta
from typing import Literal, TypeAlias

from pydantic import Field

from bot.model.after_green import EnqueuePull, UpdatePull
from bot.model.commands import Command
from bot.model.config_text import Invalid
from bot.model.diagnosed import ShowDiagnosis
from bot.model.finding import NewFile
from bot.model.fuse import FUSE_REF, GUARD_REF, Fuse, Guard, Organised, Stop
from bot.model.jobs import Claim, Record
from bot.model.organisation import FuseConfig
from bot.model.pressed import NotePress
from bot.model.shadow import NoteShadow
from bot.model.telling import JobStory, Reason, Verdict
from bot.model.value import Value


class WriteCord(Value):
    """Show `verdict` on `head`: update check run `cord`, or make a new one where it is None.

    idle: nothing with this head could merge now; where writes are short, it waits. group: it is a merge group's.
    """

    kind: Literal["write-cord"] = "write-cord"
    head: str
    cord: int | None
    verdict: Verdict
    pulls: tuple[int, ...]
    idle: bool = False
    group: bool = False


class ShowMistakes(Value):
    """Show on the default branch's head what is wrong with the configuration, in place of check run `check`."""

    kind: Literal["show-mistakes"] = "show-mistakes"
    head: str
    check: int | None
    mistakes: Invalid

    @property
    def digest(self) -> str:
        """16 hexadecimal digits that change when the mistakes do."""
        return hashlib.sha256(self.mistakes.model_dump_json().encode()).hexdigest()[:16]


class Rerun(Value):
    """Run the failed jobs of a finished run again, or the `whole` of one that never began; `attempt` failed."""

    kind: Literal["rerun"] = "rerun"
    run: int
    attempt: int
    whole: bool = False


class OpenJob(Value):
    """Take the claim (over `replaces`), open the issue, write its record, note its number in the claim."""

    kind: Literal["open-job"] = "open-job"
    claim: Claim
    replaces: str | None
    tree: str
    story: JobStory
    record: Record


class WriteClaim(Value):
    """Replace claim `replaces` by `claim`; loses quietly if somebody else was faster.

    `tree` is any tree of the repository: a claim's commit needs one and means nothing by it.
    """

    kind: Literal["write-claim"] = "write-claim"
    claim: Claim
    replaces: str | None
    tree: str


class Order(Value):
    """What a worker is told, in one dispatch input. Data only; the worker trusts none of it blindly."""

    version: Literal[1] = 1
    issue: int
    attempt: int
    rung: str
    base: str
    branch: str
    commands: tuple[str, ...] = ()
    protect: tuple[str, ...] = ()
    reds: tuple[str, ...] = ()
    title: str = ""


class Offer(Value):
    """A pull request that adds files, made without a worker: on `branch`, from commit `base` with its `tree`."""

    issue: int
    attempt: int
    base: str
    tree: str
    into: str
    branch: str
    files: tuple[NewFile, ...]
    title: str


class StartAttempt(Value):
    """Claim an attempt, then dispatch its worker with the claim's commit as the nonce, or make its offer."""

    kind: Literal["start-attempt"] = "start-attempt"
    claim: Claim
    replaces: str
    tree: str
    ref: str
    order: Order | Offer


class Dispatch(Value):
    """Dispatch again the worker of a claim already held; the fence makes doubles harmless."""

    kind: Literal["dispatch"] = "dispatch"
    nonce: str
    ref: str
    order: Order


class MakeOffer(Value):
    """Make again the offer of a claim already held: what is there of it is kept."""

    kind: Literal["make-offer"] = "make-offer"
    offer: Offer


class CancelRun(Value):
    """Cancel a worker's run that did not start, or did not end, in its time."""

    kind: Literal["cancel-run"] = "cancel-run"
    run: int


class EditJob(Value):
    """Make the job's issue say and be what it should."""

    kind: Literal["edit-job"] = "edit-job"
    issue: int
    story: JobStory | None = None
    state: Literal["open", "closed"] | None = None


class EndJob(Value):
    """Close a job that nothing speaks for any more, and say why."""

    kind: Literal["end-job"] = "end-job"
    issue: int
    why: str


class Relabel(Value):
    """Add and remove labels one by one; a replacement of the whole set would lose other people's."""

    kind: Literal["relabel"] = "relabel"
    issue: int
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


class WriteRecord(Value):
    """Write the record into comment `comment`, or into a new comment."""

    kind: Literal["write-record"] = "write-record"
    issue: int
    comment: int | None
    record: Record


class DeadLetter(Value):
    """Take the claim (over `replaces`), then tell people that no safe move is left: who loses it is silent."""

    kind: Literal["dead-letter"] = "dead-letter"
    claim: Claim
    replaces: str
    tree: str
    issue: int
    story: JobStory


class WriteShared(Value):
    """Replace what the organisation's repositories share, in its repository `.github`; loses quietly if overtaken.

    tree: what its commit holds; the head's, if nothing else is said.
    """

    kind: Literal["write-shared"] = "write-shared"
    organised: Organised
    state: Fuse | Guard
    tree: str = ""

    @property
    def replaces(self) -> str | None:
        """The commit that held it when it was read."""
        old = self.organised.fuse if isinstance(self.state, Fuse) else self.organised.guard
        return old.oid or None

    @property
    def ref(self) -> str:
        """Where it lives."""
        return FUSE_REF if isinstance(self.state, Fuse) else GUARD_REF


class NoteStops(Value):
    """Add stops to what the organisation's repositories share, on top of what stands there by then."""

    kind: Literal["note-stops"] = "note-stops"
    organised: Organised
    stops: tuple[Stop, ...]
    config: FuseConfig


class MergePull(Value):
    """Merge a fix that passed by proof, if its head is still the proven one.

    workflows: whether it may change workflow files, which takes a permission of its own.
    """

    kind: Literal["merge-pull"] = "merge-pull"
    number: int
    head: str
    workflows: bool = False


class ClosePull(Value):
    """Close a fix that is no longer needed, or did not fix, and say why."""

    kind: Literal["close-pull"] = "close-pull"
    number: int
    why: str


class AnswerCommand(Value):
    """React to the comment that is a command, and answer in one comment if there is something to say.

    The reaction is the record of the answer: whoever makes it first says the rest. `told` is why it is not
    obeyed, `status` what `/andon status` asks for; `verbs` are told where help is wanted.
    """

    kind: Literal["answer-command"] = "answer-command"
    comment: int
    issue: int
    reaction: Literal["+1", "-1", "confused"]
    told: str = ""
    status: Reason | None = None
    verbs: bool = False
    command: Command | None = None


Effect: TypeAlias = (
    WriteCord
    | ShowMistakes
    | ShowDiagnosis
    | Rerun
    | OpenJob
    | WriteClaim
    | StartAttempt
    | Dispatch
    | MakeOffer
    | CancelRun
    | EditJob
    | EndJob
    | Relabel
    | WriteRecord
    | DeadLetter
    | WriteShared
    | NoteStops
    | NoteShadow
    | MergePull
    | UpdatePull
    | EnqueuePull
    | ClosePull
    | AnswerCommand
    | NotePress
)


class Plan(Value):
    """What one pass wants: effects in order (the cord first), why, and when to look again."""

    effects: tuple[Effect, ...] = ()
    line: Reason
    pulls: tuple[tuple[int, Reason], ...] = ()
    jobs: tuple[Reason, ...] = ()
    look_again: timedelta | None = Field(default=None)
