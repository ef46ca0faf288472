"""A job: the issue that carries one finding from found to proven fixed.

A job's state is derived from facts (`decide.lifecycle`), never stored; these are its parts that
GitHub holds for us: the claim (a ref) and the record (the issue's first comment). Neighbour: `job_issue`.
"""

import hashlib
from datetime import UTC, datetime
from typing import Literal, TypeAlias

from pydantic import AwareDatetime, Field, NonNegativeInt, ValidationError

from bot.model.commands import Command
from bot.model.evidence import (
    MOST_AFTERMATHS,
    MOST_HEALED,
    MOST_LULLS,
    MOST_PROVEN,
    MOST_SPELLS,
    MOST_STOPS,
    Aftermath,
    Evidence,
    Healed,
    Held,
    Lull,
    Proof,
    Proven,
    Spell,
)
from bot.model.flakes import MOST_FLAKES, Flake
from bot.model.runs import WHOLE
from bot.model.value import Stored, Value

JobState: TypeAlias = Literal["pending", "assigned", "running", "verifying", "done", "dead-letter"]
JOB_STATES: tuple[JobState, ...] = ("pending", "assigned", "running", "verifying", "done", "dead-letter")

LABEL = "andon"

FLAKES_RULE = "flakes"
"""No rule: the key of what a line remembers of its flaky checks."""
LINE_RULE = "ci-green"
"""The rule whose finding stops the line; part of the line job's key."""
MOST_ATTEMPTS = 100
"""Attempts of one job; a claim of more was not made by us, and counts as damaged."""
FILES_RULE = "required-files"
CONFIG_RULE = "config"
FUSE_RULE = "fuse"
GUARD_RULE = "guard"
CLAIMS = "refs/andon/"
"""Where claims live. Refs outside heads and tags start no workflow; should a GitHub refuse them,
`refs/heads/andon/claims/` is the alternative, changed here alone."""

_OFTEN_EMPTY = ("commands", "wrong", "after", "flakes", "asked", "lease", "letters", "reds", "begins")
RECORD_OPEN = "<!-- andon:record "
_RECORD_CLOSE = " -->"


class Key(Value):
    """What a job is about: at most one job is open per key."""

    repository: int
    rule: str
    subject: str

    @property
    def text(self) -> str:
        """`1234/ci-green/main`"""
        return f"{self.repository}/{self.rule}/{self.subject}"

    @property
    def digest(self) -> str:
        """16 hexadecimal digits that stand for the key in refs and markers."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]

    @property
    def ref(self) -> str:
        """The claim's full ref name."""
        return CLAIMS + self.digest


def line_key(repository: int, branch: str) -> Key:
    """The key of a line's job."""
    return Key(repository=repository, rule=LINE_RULE, subject=branch)


def flakes_key(repository: int, branch: str) -> Key:
    """The key of what a line remembers of its flaky checks."""
    return Key(repository=repository, rule=FLAKES_RULE, subject=branch)


class Claim(Stored):
    """The lock, as read from or to be written to its ref.

    `oid` is the commit that holds it and, for an attempt, the nonce of its run. Each claim's commit has the one it
    replaces as its parent, so that a non-forced ref update is a compare-and-set. `at` is when it was taken. Who takes
    one at stage `opening` or `letter` opens the job, or hands it to people. A letter holds what was tried, so that a
    record that is lost afterwards is no reason to begin anew; so does every claim the `commands` that hold, and when
    stops were called wrong (`wrong`). These two are believed only of a claim that our App made. `took` is how long
    the line's last failures held people, in seconds, oldest first; `after` what they left behind. `lease` is the block's
    where no issue can hold it, and `reds` what is certain to be red; with an issue that of which nothing newer is
    known. What is no job's holds `flakes`, the runs that are being confirmed (`asked`), and in `after` what was put
    out of a merge queue meanwhile. `letters`: how often it was claimed in a row to write the same letter. `begins` is
    the record of the stop for which a job was opened again: its own tells of the one before until the next pass.
    """

    key: str
    stage: Literal["opening", "open", "attempt", "letter", "closed", "damaged"]
    by: str
    at: AwareDatetime
    issue: int | None = None
    attempt: int = Field(default=0, ge=0, le=MOST_ATTEMPTS)
    rung: str | None = None
    base: str | None = None
    tried: tuple["Try", ...] = ()
    took: tuple[NonNegativeInt, ...] = Field(default=(), max_length=MOST_STOPS)
    commands: tuple[Command, ...] = ()
    wrong: tuple[AwareDatetime, ...] = ()
    after: tuple[Aftermath, ...] = Field(default=(), max_length=MOST_AFTERMATHS)
    flakes: tuple[Flake, ...] = Field(default=(), max_length=MOST_FLAKES)
    asked: tuple[int, ...] = ()
    lease: "Lease | None" = None
    reds: tuple["RedFacts", ...] = ()
    letters: NonNegativeInt = 0
    begins: "Record | None" = None
    oid: str = ""

    @property
    def ref(self) -> str:
        """The full name of the ref that holds it."""
        return CLAIMS + self.key

    def encode(self) -> str:
        """The claim as its commit's message."""
        what = f"attempt {self.attempt}, {self.rung}" if self.stage == "attempt" else self.stage
        empty = {name for name in _OFTEN_EMPTY if not getattr(self, name)}
        return f"andon claim: {self.key} ({what})\n\n{self.model_dump_json(exclude={'oid', *empty})}\n"

    @classmethod
    def decode(cls, message: str, oid: str) -> "Claim":
        """The claim in a commit's message; a `damaged` one, to be replaced, where it cannot be read."""
        try:
            claim = cls.model_validate_json(message.rpartition("\n\n")[2])
        except ValidationError:
            return cls(key="", stage="damaged", by="", at=datetime.fromtimestamp(0, UTC), oid=oid)
        return claim.model_copy(update={"oid": oid})


Result: TypeAlias = Literal[
    "fixed", "failed", "nothing", "withheld", "lost", "overtaken", "refused", "still-red"
]
"""What came of an attempt; `overtaken`: other lanes went on meanwhile, so that its fix could prove nothing any more."""


class Try(Stored):
    """One finished attempt: the rung, what came of it, and when."""

    rung: str
    result: Result
    why: str
    at: AwareDatetime
    run: int | None = None
    pull: int | None = None


class Times(Stored):
    """When the line went red, stopped, was fixed (what mended it came onto the branch) and ran again.

    `stopped` is None while a person lets run what was never stopped before; `red` is when a person stopped the line
    where nothing was red. `confirmed` is when the first failure was, where that is another moment: a person stopped
    the line before, or it was seen late. `retried` is when somebody last opened the job again, as far as that was obeyed.
    """

    red: AwareDatetime
    stopped: AwareDatetime | None = None
    confirmed: AwareDatetime | None = None
    fixed: AwareDatetime | None = None
    green: AwareDatetime | None = None
    retried: AwareDatetime | None = None

    @property
    def begun(self) -> datetime:
        """When the ladder began to be climbed: once for each stop, and once more for each retry."""
        stood = self.stopped or self.red
        return max(stood, self.retried) if self.retried else stood


class RedFacts(Stored):
    """One red signal as people are told of it.

    `primary` is the log's telling line and `reproduce` the command that failed, where they were found; `lanes`
    those that it is in, of the lanes that are named; `overruled`, whether a person's start lets nobody wait for it.
    """

    id: str
    name: str
    commit: str
    author: str
    since: AwareDatetime
    why: str
    run_url: str
    confirmed: bool = True
    primary: str | None = None
    evidence: Evidence | None = None
    reproduce: str | None = None
    lanes: tuple[str, ...] = ()
    overruled: bool = False

    @property
    def whole(self) -> bool:
        """Whether a workflow never came to run a job, rather than that one of its jobs failed."""
        return self.id.endswith(f"#{WHOLE}")

    @property
    def failures(self) -> int:
        """How often it is known to have failed."""
        return self.evidence.failures if self.evidence else 1


class Lease(Stored):
    """Who looks after a stopped line, and until when its block holds without anybody's looking."""

    by: str
    until: AwareDatetime


class Record(Stored):
    """What a job must remember that cannot be derived; lives in the issue's first comment.

    `reds` is what is red, `healed` what was red in the same stop. The first `spent` tries were made before somebody
    asked to try again. `gap` are the commits that came onto the line between its going red and its stop: of merged
    pull requests `#12`, else the commit. `spells` are the times for which it ran on a person's word, `proven` what
    people proposed that passed it by proof, `lulls` those in which it was green and nobody saw it. `over` is
    what ended it, in words.
    """

    version: Literal[1] = 1
    repository: int
    key: str
    tried: tuple[Try, ...] = ()
    spent: int = 0
    reds: tuple[RedFacts, ...] = ()
    healed: tuple[Healed, ...] = ()
    times: Times
    dead: bool = False
    proof: Proof | None = None
    lease: Lease | None = None
    held: Held | None = None
    gap: tuple[str, ...] = ()
    commands: tuple[Command, ...] = ()
    spells: tuple[Spell, ...] = Field(default=(), max_length=MOST_SPELLS)
    proven: tuple[Proven, ...] = Field(default=(), max_length=MOST_PROVEN)
    lulls: tuple[Lull, ...] = Field(default=(), max_length=MOST_LULLS)
    over: str = ""

    @property
    def ended(self) -> bool:
        """Whether it tells of a job that Andon closed: one that is under way has neither."""
        return self.proof is not None or self.times.green is not None

    @property
    def stopped_by(self) -> dict[str, str]:
        """The ids of the signals that were red at any time of the stop, each with its last suspect's commit."""
        return {one.id: one.commit for one in (*self.healed, *self.reds)}

    def now_red(self, reds: tuple[RedFacts, ...]) -> "Record":
        """The record with what is red now; what is so no more, or since another commit, has healed."""
        still = {(red.id, red.commit) for red in reds}
        gone = (Healed(id=one.id, commit=one.commit, since=one.since) for one in (*self.healed, *self.reds))
        healed = {(one.id, one.commit): one for one in gone if (one.id, one.commit) not in still}
        return self.model_copy(update={"reds": reds, "healed": tuple(healed.values())[-MOST_HEALED:]})

    def encode(self) -> str:
        """The record as it stands, invisible, in the comment. `-->` cannot occur inside."""
        text = self.model_dump_json(exclude_defaults=True, exclude={"version"})
        safe = text.replace("<", "\\u003c").replace(">", "\\u003e")
        return f"{RECORD_OPEN}{safe}{_RECORD_CLOSE}"

    @classmethod
    def decode(cls, comment: str) -> "Record | None":
        """The record in a comment's body, None where there is none or it is damaged."""
        _, found, rest = comment.partition(RECORD_OPEN)
        text, closed, _ = rest.partition(_RECORD_CLOSE)
        if not found or not closed:
            return None
        try:
            return cls.model_validate_json(text)
        except ValidationError:
            return None


FIXES = "andon/"
"""What the branches of our fixes begin with."""


def fix_branch(issue: int, attempt: int) -> str:
    """The branch of one attempt: `andon/12-1`."""
    return f"{FIXES}{issue}-{attempt}"
