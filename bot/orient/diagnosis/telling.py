"""What several families tell in the same way."""

from collections.abc import Sequence

from bot.orient.diagnosis.shapes import Groups, Shape, rx
from bot.orient.diagnosis.values import Kind

_ANY = rx(r"(?:##\[error\]|::error::)?(?P<message>.*)$")
_TOOK = rx(r"\s*\(?\d{1,8}(?:\.\d{1,6})? ?m?s\)?$")


def said(tell: str, kind: Kind, weight: int, words: str, tool: str | None = None) -> Shape:
    """Lines that hold one of some phrases, given in lower case and parted by bars."""
    return Shape(tell, _ANY, kind=kind, tool=tool, weight=weight, words=tuple(words.split("|")))


def suffixed(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """`adds(com.acme.CartTest)` and `CartTest.adds` as `class.method`."""
    name, suite = groups["test"], groups.get("suite", "")
    return {**groups, "test": f"{suite}.{name}" if suite else name}


def untimed(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """Without the time a test took."""
    return {**groups, "test": _TOOK.sub("", groups["test"]).strip()}
