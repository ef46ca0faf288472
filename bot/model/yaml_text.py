"""YAML from repositories, read in measured time and without a word on the console.

The reader takes quadratic time over nested brackets, and everything in a brain waits for it; so what
nests deeper than anybody writes is refused before it is read. Used by `config` and `orient.workflows`.
"""

import warnings
from typing import Literal

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError, YAMLWarning

_STUMBLES = (
    ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError,
)  # fmt: skip
"""What the reader is seen to stumble over: numbers, times and tags that do not hold what they promise."""


def load(text: str, kind: Literal["rt", "safe"], depth: int) -> object:
    """What `text` holds; kind `rt` keeps line numbers. Raises `YAMLError` and nothing else.

    depth: how many brackets may be open at once, counted without regard to quotes.
    """
    if _depth(text) > depth:
        raise YAMLError("brackets are nested too deep")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", YAMLWarning)  # such as an anchor named twice: what it means is clear
        try:
            return YAML(typ=kind, pure=True).load(text)  # pyright: ignore[reportUnknownMemberType] ruamel is untyped
        except _STUMBLES as error:
            raise YAMLError(str(error) or "cannot be read") from error


def _depth(text: str) -> int:
    deepest = now = 0
    for character in text:
        if character in "[{":
            now += 1
            deepest = max(deepest, now)
        elif character in "]}":
            now = max(0, now - 1)
    return deepest
