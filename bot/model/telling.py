"""What people are told, as facts: verdicts on pull requests, jobs' stories, and the result tree beneath both.

`decide` makes them, `bot.act.words` and `bot.act.job_words` put them into words.
"""

import hashlib
from datetime import datetime
from typing import Any, Literal, TypeAlias

from bot.model.after_green import Update
from bot.model.commands import Command
from bot.model.evidence import Held, Lull, Proof, Spell, Usual
from bot.model.jobs import JobState, Key, RedFacts, Times, Try
from bot.model.value import Value

Way: TypeAlias = Literal["runs", "revert", "tree", "unrelated", "lane"]
"""By which proof a head passes a stopped line: its own runs, what its tree is, or what it touches."""


class Reason(Value):
    """A node of the result tree: what holds, why, and what it rests on.

    Check run, incident, `andon explain` and the ledger are rendered from the same tree.
    """

    status: Literal["ok", "waiting", "blocked", "unknown"]
    text: str
    children: tuple["Reason", ...] = ()


class Course(Value):
    """What is on a stopped line: the job, its open fix, and how long such stops usually last.

    filed: whether there can be a job at all; not where the repository has no issues. Where it only warns though
    `enforce` is configured: `demoted` until when for stops called wrong, or `fused` with many others.
    """

    incident: int | None = None
    fix: int | None = None
    filed: bool = True
    demoted: datetime | None = None
    fused: bool = False
    usual: Usual | None = None


class Standing(Value):
    """The lanes that stand or, if none does, that wait for a re-run. `key` changes with them, and with what lanes are."""

    lanes: tuple[str, ...]
    confirmed: bool
    key: str


class Verdict(Value):
    """What a cord shall show; `act.words` renders it, `reason` is the tree it rests on.

    `branch` is what it is about, `update` by whom a stale branch is updated.
    `digest` identifies the verdict, not its words: the same digest costs no second write. So what is on
    the line (`course`) is told as it was when the cord was written; the job tells how it goes on. `said` is
    the command of a person that makes it so: a stop, a start, or a pass; `way` by which proof a head passes, and
    of one that passes by its lanes `touches` those, `standing` the others, and `overruled` what is red but by a
    person's start not waited for.
    """

    kind: Literal[
        "running",
        "stale",
        "started",
        "no-signal",
        "confirming",
        "stopped",
        "proving",
        "undecided",
        "proven",
        "passed",
        "off",
    ]
    advisory: bool = False
    branch: str
    update: Update = "asked"
    reds: tuple[RedFacts, ...] = ()
    until: datetime | None = None
    course: Course = Course()
    said: Command | None = None
    way: Way = "runs"
    touches: tuple[str, ...] = ()
    standing: Standing | None = None
    overruled: tuple[RedFacts, ...] = ()
    others: tuple[int, ...] = ()
    reason: Reason

    @property
    def digest(self) -> str:
        """The kind, with its way, how it is updated and the key of what stands, and 16 hexadecimal digits.

        A stop is identified by its first failing commit, and by whether a head's own proof is under way: how that
        ends is told; what is confirmed by how often it failed, too. `facts.Cord` reads it again.
        """
        origin = min(self.reds, key=lambda r: (r.since, r.name)).commit if self.reds else ""
        under_way = self.kind == "stopped" and self.reason.status == "waiting"
        told = self.reason.text if self.kind == "proven" else "under way" if under_way else ""
        again = sum(red.failures for red in self.reds if red.failures > 1) if self.kind == "confirming" else 0
        told = f"failed {again} times" if again else told
        said = f"/{self.said.comment}" if self.said else ""
        text = f"{self.kind}/{self.advisory}/{self.branch}/{origin}/{told}{said}"
        ways = {"proven": self.way, "stale": self.update}
        kind = f"{self.kind}-{ways[self.kind]}" if self.kind in ways else self.kind
        kind = f"{kind}-{self.standing.key}" if self.standing else kind
        return f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"

    @property
    def status(self) -> Literal["in_progress", "completed"]:
        """The check run's status: a cord that waits blocks without reading as a failure."""
        waits = self.kind in ("confirming", "proving")
        return "in_progress" if waits and not self.advisory else "completed"

    @property
    def conclusion(self) -> Literal["success", "failure", "neutral"] | None:
        """The check run's conclusion; neutral satisfies a required check, so only mode `warn` uses it."""
        if self.status == "in_progress":
            return None
        if self.kind in ("stopped", "confirming", "proving", "undecided"):
            return "neutral" if self.advisory else "failure"
        return "success"

    @property
    def holds(self) -> bool:
        """Whether it keeps a pull request from being merged, where the cord is required."""
        return self.conclusion in (None, "failure")


class Matter(Value):
    """What a job is about, in words: its title, the facts it rests on, and what helps once people are asked."""

    title: str
    details: tuple[str, ...] = ()
    advice: str = ""


class JobStory(Value):
    """What the job's issue shall say; `act.words` renders it.

    `now` is one sentence on what happens; times are absolute, so that words need no rewriting. `about` is
    what a job of another rule than the line's is about.
    """

    key: Key
    branch: str
    state: JobState
    reds: tuple[RedFacts, ...]
    now: str
    times: Times
    tried: tuple[Try, ...] = ()
    proof: Proof | None = None
    held: Held | None = None
    gap: tuple[str, ...] = ()
    commands: tuple[Command, ...] = ()
    spells: tuple[Spell, ...] = ()
    lulls: tuple[Lull, ...] = ()
    about: "Matter | None" = None

    @property
    def digest(self) -> str:
        """16 hexadecimal digits that change when the story does; what it need not tell does not count."""
        untold: dict[str, Any] = {} if self.times.confirmed else {"times": {"confirmed"}}
        untold |= {name: True for name in ("spells", "lulls") if not getattr(self, name)}
        return hashlib.sha256(self.model_dump_json(exclude=untold).encode()).hexdigest()[:16]
