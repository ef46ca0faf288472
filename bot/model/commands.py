"""Commands: what people write to Andon in a comment, as facts and as what was obeyed. Reading them is pure.

A command is a comment whose first line begins with `/andon` and a verb. What was quoted, put into code or
said later in a comment is none. Who may say what is `decide.hearing`.
"""

import re
from datetime import datetime, timedelta
from typing import Literal, TypeAlias, cast, get_args

from pydantic import AwareDatetime

from bot.model.value import Stored, Value

Verb: TypeAlias = Literal["stop", "start", "pass", "wrong", "retry", "fix", "status", "help"]
VERBS: tuple[Verb, ...] = get_args(Verb)
Role: TypeAlias = Literal["none", "read", "triage", "write", "maintain", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)

HEARD_FOR = timedelta(hours=1)
"""How long after it was written a command may still be obeyed; one that is older was meant for another hour."""
MAX_WHY = 300
"""Characters of a reason that are kept."""

_FIRST = re.compile(r"/andon(?:[ \t]+(?P<rest>.*))?", re.DOTALL)
_SHA = re.compile(r"[0-9a-f]{7,40}", re.IGNORECASE)
_FOR = re.compile(r"\s*\bfor\s+(?P<count>\d{1,4})\s?(?P<unit>m|min|h|d)\s*\.?\s*$", re.IGNORECASE)
_UNITS = {
    "m": timedelta(minutes=1),
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
}


class Spoken(Value):
    """A command as written: what of it can be told without knowing who said it, and where.

    `word` is what stands for the verb where there is no such verb. `line` is the branch that was named,
    `lasting` how long it shall hold.
    """

    word: str
    verb: Verb | None = None
    line: str | None = None
    sha: str | None = None
    why: str = ""
    lasting: timedelta | None = None


class Proposed(Value):
    """The pull request that a comment stands on; `by` are its author and those of its head commit."""

    base: str
    head: str
    by: tuple[str, ...] = ()


class Said(Value):
    """A comment that may be a command, as observed.

    `role` is what its author may do in the repository now, None where that could not be read. `edited` and
    `moved` (written in another repository, and transferred) keep it from being believed; `answered` says
    that our App has reacted to it, `again` to another of the same author's lately.
    """

    comment: int
    issue: int
    author: str
    bot: bool = False
    at: AwareDatetime
    body: str
    role: Role | None = None
    edited: bool = False
    moved: bool = False
    closed: bool = False
    answered: bool = False
    again: bool = False
    proposed: Proposed | None = None

    @property
    def ordered(self) -> bool:
        """Whether an operator of the App ordered it (`decide.releasing`): then it stands in no comment."""
        return self.comment < 0


class Command(Stored):
    """A command that was obeyed; lives in the job's record.

    `comment` and `issue` are where it stands; `until` is when it ends by itself, `sha` the head that it lets
    pass. `lifts`: a start of somebody who may not give one, which lifts their own stop and lets nothing else run.
    """

    verb: Verb
    who: str
    at: AwareDatetime
    why: str = ""
    comment: int
    issue: int
    until: AwareDatetime | None = None
    sha: str | None = None
    lifts: bool = False

    def holds(self, at: datetime) -> bool:
        """Whether it has not ended by itself."""
        return self.until is None or at < self.until


def role_of(name: str) -> Role:
    """The role of that name, as GitHub spells it; none where there is none."""
    return name if name in ROLES else "none"


def is_command(body: str) -> bool:
    """Whether a comment's first line begins with `/andon`: neither quoted nor in code nor said later."""
    return _FIRST.fullmatch(_first_line(body)) is not None


def spoken(body: str) -> Spoken:
    """The command in a comment for which `is_command` holds."""
    found = _FIRST.fullmatch(_first_line(body))
    rest = (found["rest"] or "").strip() if found else ""
    word, _, rest = rest.partition(" ")
    verb = cast("Verb", word.lower()) if word.lower() in VERBS else None
    rest, line = _line(rest.strip())
    sha: str | None = None
    if verb == "pass":
        first, _, after = rest.partition(" ")
        if _SHA.fullmatch(first):
            sha, rest = first.lower(), after
    rest, lasting = _lasting(rest)
    why = " ".join(rest.split())[:MAX_WHY]
    return Spoken(word=word[:40], verb=verb, line=line, sha=sha, why=why, lasting=lasting)


def _first_line(body: str) -> str:
    """The first line, as it stands: four spaces before it make it code."""
    line = body.split("\n", maxsplit=1)[0]
    return line.rstrip()


def _line(rest: str) -> tuple[str, str | None]:
    """What is left, and the line that is named before a colon: `release/1: it is on fire`."""
    first, colon, after = rest.partition(":")
    named = bool(colon) and bool(first) and not re.search(r"\s", first) and (not after or after[0].isspace())
    return (after.strip(), first) if named else (rest, None)


def _lasting(rest: str) -> tuple[str, timedelta | None]:
    """What is left, and how long is asked for at its end: `flaky runner for 30m`."""
    found = _FOR.search(rest)
    if found is None:
        return rest, None
    return rest[: found.start()], int(found["count"]) * _UNITS[found["unit"].lower()]
