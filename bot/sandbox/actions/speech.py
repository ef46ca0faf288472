"""What a step prints: plain lines, and workflow commands such as `::error file=a.py::text`.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_COMMAND = re.compile(r"^\s*::(?P<name>[A-Za-z-]+)(?: (?P<properties>.*?))?::(?P<text>.*)$", re.DOTALL)
_ESCAPES = (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%"))


@dataclass(frozen=True)
class Command:
    """A workflow command."""

    name: str
    text: str
    properties: Mapping[str, str] = field(default_factory=dict[str, str])


def command_in(line: str) -> Command | None:
    """The command that `line` is, if it is one."""
    found = _COMMAND.match(line)
    if found is None:
        return None
    pairs = (pair.partition("=") for pair in (found["properties"] or "").split(",") if "=" in pair)
    properties = {name.strip(): _plain(value) for name, _, value in pairs}
    return Command(found["name"].lower(), _plain(found["text"]), properties)


def masked(text: str, secrets: Iterable[str]) -> str:
    """`text` with every secret in it as `***`, longer ones first."""
    for secret in sorted(secrets, key=len, reverse=True):
        text = text.replace(secret, "***") if secret else text
    return text


def _plain(text: str) -> str:
    for code, sign in _ESCAPES:
        text = text.replace(code, sign)
    return text
