"""Text from outside as harmless Markdown, and text put into the shape that GitHub shows. Pure.

Nothing in it mentions anybody, links anywhere, ends a block of code or hides a character.
"""

import re

_CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""Control characters, what turns writing around, and what has no width."""


_WORD = 30
"""Characters that are given up at most, for a text to end with a whole word."""


def fenced(text: str) -> str:
    """Text from outside as a block of code that nothing in it can end."""
    lines = [_inert(line) for line in text.splitlines()]
    runs = (len(found) for line in lines for found in re.findall("`+", line))
    fence = "`" * max(3, 1 + max(runs, default=0))
    return "\n".join([fence, *lines, fence])


def plain(text: str) -> str:
    """Text from outside as one harmless line of Markdown: no control characters, no mention, no markup."""
    return re.sub(r"([\\`*_\[\]<>|~&])", r"\\\1", flat(text))


def flat(text: str) -> str:
    """Text from outside as one harmless line where there is no markup: in titles."""
    return re.sub(r"@(?=\w)", "@\u2060", cut(_inert(text), 500))


def bare(text: str) -> str:
    """Text from outside as GitHub shows it where there is no Markdown at all, line by line: in annotations."""
    return "\n".join(_CONTROL.sub(" ", line) for line in text.splitlines())


def code(text: str) -> str:
    """Text from outside as code, on one line, at most 200 characters."""
    line = cut(_inert(text).replace("`", "'").strip(), 200)
    end = " " if line.endswith("\\") else ""  # some readers take what follows it for escaped
    return f"`{line or ' '}{end}`"


def _inert(text: str) -> str:
    """Text from outside for a place where Markdown means nothing: it cannot pass for a marker of ours either."""
    return _CONTROL.sub(" ", text).replace("<!--", "<! --")


def sentence(text: str) -> str:
    """Text as a sentence: a capital first, a full stop last."""
    told = plain(text).rstrip(".")
    return f"{capital(told)}."


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def cut(text: str, most: int) -> str:
    """At most so many characters, with a sign where some are left out; between words, where one ends nearby."""
    if len(text) <= most:
        return text
    kept = text[:most]
    word = max(kept.rfind(" ", -_WORD), kept.rfind("\n", -_WORD))
    return kept[: word if word > 0 else most - 1] + "…"


def length(seconds: int) -> str:
    """`11 min`, `2 h 5 min`; what is shorter than a minute counts as one."""
    minutes = max(1, round(seconds / 60))
    hours, rest = divmod(minutes, 60)
    return f"{minutes} min" if not hours else f"{hours} h {rest} min" if rest else f"{hours} h"


def count(number: int, what: str) -> str:
    """`1 pull request`, `2 pull requests`."""
    many = "es" if what.endswith("s") else "s"
    return f"{number} {what}{'' if number == 1 else many}"


def does(number: int, verb: str) -> str:
    """What one does, or several do: `1 passes`, `2 pass`."""
    return verb if number == 1 else verb.removesuffix("es" if verb.endswith("sses") else "s")
