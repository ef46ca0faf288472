"""What some lines of a log say, each once: what comes again and again is looked at once, by whoever looks.

`lines` reads the lines; what is looked up here is made when it is first asked for, and kept.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cached_property

HEAD = 3
"""Signs of a text's beginning that it is looked up by."""


class Said:
    """Some lines, and what they say."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines

    @cached_property
    def texts(self) -> list[str]:
        """What the lines say, each once, in the order in which it is said first."""
        return list(dict.fromkeys(self.lines))

    @cached_property
    def raw(self) -> bytes:
        """All that was said, once, in one: where to look first whether any line holds a sign."""
        return joined(self.texts)

    @cached_property
    def heads(self) -> dict[str, list[str]]:
        """The texts by how they begin, in order."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for text in self.texts:
            found[text[:HEAD]].append(text)
        return {**found}

    def beginning(self, heads: Collection[str]) -> list[str]:
        """The texts that begin with one of some heads."""
        return [text for head in self.heads if head in heads for text in self.heads[head]]

    def places(self, texts: Collection[str]) -> list[int]:
        """The lines that say one of some texts, in order."""
        return [i for i, line in enumerate(self.lines) if line in texts] if texts else []

    def holding(self, *signs: str) -> set[str]:
        """The texts that hold any of some signs."""
        there = [sign for sign in signs if sign.encode() in self.raw]
        return {text for sign in there for text in self.texts if sign in text}


def joined(lines: Sequence[str]) -> bytes:
    """The lines as one text, each after a line's end."""
    return b"\n" + "\n".join(lines).encode("utf-8", "surrogatepass")
