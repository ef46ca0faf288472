"""Commands: what people write to Andon in a comment, as facts and as what was obeyed. Reading them is pure.

A command is a comment whose first line begins with `/andon` and a verb. What was quoted, put into code or
said later in a comment is none. Who may say what is `decide.hearing`.
"""

import re
from datetime import datetime, timedelta
from typing import Literal, TypeAlias, cast, get_args

from pydantic import AwareDatetime

from bot.model.durations import lasting
from bot.model.value import Stored, Value

Verb: TypeAlias = Literal["stop", "start", "pass", "wrong", "retry", "fix", "status", "help"]
VERBS: tuple[Verb, ...] = get_args(Verb)
Role: TypeAlias = Literal["none", "read", "triage", "write", "maintain", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)

HEARD_FOR = timedelta(hours=1)
"""How long after it was written a command may still be obeyed; one that is older was meant for another hour."""
MAX_WHY = 300
"""Characters of a reason that are kept."""

_FIRST = re.compile(r"/andon(?:[ \t]+(?P<rest>.*))?", re.DOTALL | re.IGNORECASE | re.ASCII)
_SHA = re.compile(r"[0-9a-f]{7,40}", re.IGNORECASE)
TIMED: tuple[Verb, ...] = ("start", "wrong", "pass")
"""The verbs that take a `for`; whatever else is said for a while is said until somebody says otherwise."""


class Spoken(Value):
    """A command as written: what of it can be told without knowing who said it, and where.

    `word` is what stands for the verb where there is no such verb. `line` is what stands before a colon, the name
    of a branch perhaps (`decide.naming`); `lasting` is how long it shall hold, in the reason still where the verb
    takes none.
    """

    word: str
    verb: Verb | None = None
    line: str | None = None
    sha: str | None = None
    why: str = ""
    lasting: timedelta | None = None


class Proposed(Value):
    """The pull request that a comment stands on; `by` are its author and those of its commits (the last hundred)."""

    base: str
    head: str
    by: tuple[str, ...] = ()


class Said(Value):
    """A comment that may be a command, as observed.

    `role` is what its author may do in the repository now, None where that could not be read. `edited` and
    `moved` (written in another repository, and transferred) keep it from being believed; `answered` says
    that our App has reacted to it, `again` to another of the same author's lately. `named`: whether what stands
    before a colon is a branch of the repository, None where that could not be read.
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
    named: bool | None = False

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
    word, rest = (*rest.split(maxsplit=1), "", "")[:2]
    word = word.rstrip(":,")
    verb = cast("Verb", word.lower()) if word.lower() in VERBS else None
    rest, line = _line(rest.strip())
    sha: str | None = None
    if verb == "pass":
        sha, rest, line = _sha(rest, line)
    left, time = lasting(rest)
    why = " ".join((left if verb in TIMED else rest).split())[:MAX_WHY]
    return Spoken(word=word[:40], verb=verb, line=line, sha=sha, why=why, lasting=time)


def _first_line(body: str) -> str:
    """The first line, as it stands: four spaces before it make it code."""
    line = body.split("\n", maxsplit=1)[0]
    return line.rstrip()


def _line(rest: str) -> tuple[str, str | None]:
    """What is left, and the line that is named before a colon: `release/1: it is on fire`; or like code, or ` : `."""
    first, colon, after = rest.partition(":")
    first = first.rstrip().strip("`")
    named = bool(colon) and bool(first) and not re.search(r"\s", first) and (not after or after[0].isspace())
    return (after.strip(), first) if named else (rest, None)


def _sha(rest: str, line: str | None) -> tuple[str | None, str, str | None]:
    """The commit that comes first, what is left, and the line: a commit before a colon is none."""
    if line is not None and _SHA.fullmatch(line):
        return line.lower(), rest, None
    first, after = (*rest.split(maxsplit=1), "", "")[:2]
    name = first.rstrip(":,").strip("`")
    return (name.lower(), after, line) if _SHA.fullmatch(name) else (None, rest, line)
