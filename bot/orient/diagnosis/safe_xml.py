"""A report's XML, read without entities and without anything outside of it: whoever ran the job wrote it."""

import re
from collections.abc import Iterator
from typing import Protocol, cast

from defusedxml import DefusedXmlException
from defusedxml import ElementTree as Safe

_DECLARED = re.compile(r"\A<\?xml\s[^>]{0,200}\?>")


class Element(Protocol):
    """An XML element, as much as is read of it."""

    tag: str
    text: str | None

    def get(self, key: str) -> str | None:
        """An attribute."""
        ...

    def iter(self, tag: str) -> "Iterator[Element]":
        """The elements of that name, this one and those below it."""
        ...


def tree(text: str) -> Element | None:
    """The root of an XML text, names without their namespaces; None if it is none, or one that defusedxml refuses.

    It is text already: what it declares to be encoded in counts no more.
    """
    bare = _DECLARED.sub("", text.lstrip("\ufeff \t\r\n"), count=1)
    try:
        root = cast("Element", Safe.fromstring(bare.encode("utf-8", "replace")))
    except (DefusedXmlException, Safe.ParseError, ValueError, LookupError):
        return None
    if "xmlns" in bare:
        for element in root.iter("*"):
            element.tag = element.tag.rpartition("}")[2]
    return root
