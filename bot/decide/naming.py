"""What a command names: a line before a colon, or nothing, where that is the beginning of the reason.

`/andon stop release/1: it burns` names a branch, `/andon stop deploy: it burns` gives a reason. Neighbour: `hearing`.
"""

from bot.model.branches import matches
from bot.model.commands import MAX_WHY, Said, Spoken, spoken
from bot.model.snapshot import Snapshot


def meant(said: Said, snapshot: Snapshot) -> Spoken:
    """The command of a comment; what stands before a colon and is no branch's name begins its reason."""
    words = spoken(said.body)
    if words.line is None or _names_a_branch(words.line, said, snapshot):
        return words
    why = f"{words.line}: {words.why}" if words.why else words.line
    return words.model_copy(update={"line": None, "why": why[:MAX_WHY]})


def _names_a_branch(name: str, said: Said, snapshot: Snapshot) -> bool:
    """Whether a branch is meant, a line or none: it is written like one, or there is one, or that is not known."""
    lines = {line.branch.casefold() for line in snapshot.lines}
    wanted = snapshot.config.line.branches if snapshot.config else ()
    written = "/" in name or name.casefold() in lines or any(matches(name, pattern) for pattern in wanted)
    return written or said.named is not False
