"""What a stop rests on and what it costs, in counts: told on the incident, kept in its record."""

from datetime import datetime

from pydantic import AwareDatetime, Field

from bot.model.commands import Command
from bot.model.value import Stored

MOST_HELD = 2000
"""Pull requests of one stop whose numbers are kept; a record's comment has room for no more."""
MOST_STOPS = 20
"""Past failures of a line of which it is kept for how long they held people."""
MOST_LEFT = 200
"""Pull requests of one stop that are looked after once it is over; a claim is read with every scan."""
MOST_AFTERMATHS = 3
"""Stops whose aftermath is kept, the newest."""
MOST_HEALED = 50
"""Signals of one stop that healed before its end, of which a record knows; the newest."""
MOST_PROVEN = 20
"""Pull requests that passed one stop by proof, of which a record knows; the newest."""
MOST_LULLS = 10
"""Times in which a line was green unseen while its incident went on, of which a record knows; the newest."""
MOST_SPELLS = 20
"""Times for which one stopped line ran on people's word, of which a record knows; the newest."""


class Evidence(Stored):
    """What speaks for a red signal's suspect.

    `failures` are the failed attempts since, `passes` the commits in a row on which it passed before, the
    newest of them `passed`; `between` it and the suspect lie so many commits of which nothing is known.
    `same` is whether the attempts failed in the same way, as far as their logs were read (None: unknown).
    """

    failures: int = 1
    passes: int = 0
    passed: str | None = None
    between: int = 0
    same: bool | None = None


class Held(Stored):
    """The pull requests that a stop held at one time or another, and how many were ready when last counted.

    `ejected` are those of them that left a merge queue by it, `queued` the same with the heads that they had,
    `back` those that go back into it.
    """

    pulls: tuple[int, ...] = ()
    ejected: tuple[int, ...] = ()
    queued: tuple["Left", ...] = ()
    back: tuple[int, ...] = ()
    ready: int = 0
    at: AwareDatetime


class Left(Stored):
    """A pull request as a stop left it: its number, and the head that it had."""

    number: int
    head: str


class Aftermath(Stored):
    """A stop that is over, as pull requests still feel it; kept in the line's claim.

    `reds` are the ids of the signals that were red, `broke` when each was so first, where that is known. The branch
    was broken from `since` until `mend` came onto it (`until`); it was green again at `green`. `held` are pull
    requests that the stop held and on which a red workflow had not passed by then, `queued` those that left a merge
    queue by it.
    """

    reds: tuple[str, ...]
    since: AwareDatetime
    until: AwareDatetime
    green: AwareDatetime
    mend: str
    broke: dict[str, AwareDatetime] = Field(default_factory=dict[str, datetime])
    held: tuple[Left, ...] = ()
    queued: tuple[Left, ...] = ()


class Usual(Stored):
    """How long failures of this line held people: the median of so many, in seconds."""

    seconds: int
    of: int


class Healed(Stored):
    """A signal that was red in a stop and is no more, or since another commit, while the stop goes on: its id, the
    suspect's commit, and when it failed first."""

    id: str
    commit: str
    since: AwareDatetime | None = None


class Spell(Stored):
    """A time for which a stopped line ran on a person's word: whose, since when, and until when at the latest.

    `said` is when that was said, where it was heard only later: until then it let nobody through.
    """

    who: str
    since: AwareDatetime
    until: AwareDatetime
    said: AwareDatetime | None = None

    def by(self, command: Command) -> bool:
        """Whether it is by this word that the line ran."""
        return (self.said or self.since) == command.at


class Lull(Stored):
    """A time between two failures of one incident in which the line was green, and nobody saw it."""

    since: AwareDatetime
    until: AwareDatetime


class Proven(Stored):
    """A pull request of a person's that passed a stopped line by proof: what its head, or its group, held, and why."""

    number: int
    author: str
    tree: str | None = None
    why: str


class Proof(Stored):
    """Why the gap is known to be closed: the merge commit and the run and attempt that passed.

    `began`: it is enough that this run began, for nothing of its workflow could before. `check` is what somebody
    else than Actions calls it; `run` is its id then.
    """

    commit: str
    run: int | None
    attempt: int
    pull: int | None = None
    began: bool = False
    check: str | None = None

    @property
    def seen(self) -> str:
        """Where it is seen but for the commit: `, run 5 attempt 1`, `, check build`, or nowhere."""
        if self.check:
            return f", check {self.check}"
        return f", run {self.run} attempt {self.attempt}" if self.run else ""


def often(times: int) -> str:
    """`once`, `twice`, `3 times`"""
    return {1: "once", 2: "twice"}.get(times, f"{times} times")
