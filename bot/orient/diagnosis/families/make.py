"""make, CMake, Ninja, configure, Meson."""

from collections.abc import Sequence
from itertools import takewhile

from bot.orient.diagnosis.paths import is_foreign
from bot.orient.diagnosis.shapes import PATH, Family, Groups, Shape, rx

_CALLED = rx(r"  " + PATH + r":(?P<line>\d{1,6}) \((?P<code>\w{1,60})\)$")


def _asked(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """What CMake's own modules complain of, where the repository asked them."""
    if not is_foreign(groups["file"]):
        return groups
    message = takewhile(lambda line: not line or line[0] in " C", lines[at + 1 : at + 60])
    calls = filter(None, map(_CALLED.match, message))
    own = next((call for call in calls if not is_foreign(call["file"])), None)
    return {**groups, **own.groupdict()} if own else groups


FAMILY = Family(
    "make",
    (
        Shape(
            "error",
            rx(
                r"(?:\S{0,200}make|gmake|mingw32-make)(?:\.exe)?(?:\[\d{1,3}\])?: \*\*\* \[(?:"
                r"(?P<file0>[^\s:]{1,200}):(?P<line0>\d{1,6}): )?(?P<message>.*)\] Error \d"
            ),
            kind="build",
            tool="make",
            weight=18,
        ),
        Shape(
            "^mak",
            rx(r"(?:\S{0,200}make|gmake)(?:\[\d{1,3}\])?: \*\*\* (?P<message>No rule to make target .*)$"),
            kind="build",
            tool="make",
            weight=86,
        ),
        Shape(
            "no s",
            rx(
                r"(?P<file>(?:[^\s:]{0,200}/)?(?:GNUm|M|m)akefile|[^\s:]{1,200}\.mk):(?P<line>\d{1,6}): "
                r"(?P<message>\S{1,200}: No such file or directory)$"
            ),
            kind="build",
            tool="make",
            weight=88,
        ),
        Shape(
            "missing",
            rx(PATH + r":(?P<line>\d{1,6}): \*\*\* (?P<message>missing separator.*)$"),
            kind="configuration",
            tool="make",
            weight=88,
        ),
        Shape(
            ":0",
            rx(PATH + r":(?P<line>\d{1,6}): \*\*\* (?P<message>.*)  Stop\.$"),
            kind="configuration",
            tool="make",
            weight=86,
        ),
        Shape(
            "^CMa",
            rx(r"CMake Error at (?P<file>[^\s:]{1,250}):(?P<line>\d{1,6})(?: \((?P<code>[\w ]{1,60})\))?:$"),
            kind="configuration",
            tool="cmake",
            weight=88,
            extent="until",
            ends=rx(r"\S"),
            most=14,
            more=_asked,
        ),
        Shape(
            "^CMa",
            rx(r"CMake Error(?: in \S{1,250}| \(dev\))?: ?(?P<message>.*)$"),
            kind="configuration",
            tool="cmake",
            weight=84,
            extent="until",
            ends=rx(r"\S"),
            most=10,
        ),
        Shape(
            "^FAI", rx(r"FAILED: (?P<message>\S.*)$"), kind="build", tool="ninja", weight=36, extent="line"
        ),
        Shape("^nin", rx(r"ninja: error: (?P<message>.*)$"), kind="build", tool="ninja", weight=80),
        Shape(
            "error",
            rx(r"(?P<message>configure: error: .*)$"),
            kind="configuration",
            tool="configure",
            weight=86,
        ),
        Shape(
            "error",
            rx(
                r"(?P<file>(?:[^\s:]{0,200}[\\/])?meson\.build):(?P<line>\d{1,6}):(?P<column>\d{1,5})"
                r": ERROR: (?P<message>.*)$"
            ),
            kind="configuration",
            tool="meson",
            weight=88,
        ),
    ),
)
