"""Memory, disk and time that ran out; crashes."""

from bot.orient.diagnosis.shapes import Family, Shape, rx
from bot.orient.diagnosis.values import Kind

_ANY = rx(r"(?:##\[error\]|::error::)?(?P<message>.*)$")


def _said(tell: str, kind: Kind, weight: int, words: str, tool: str | None = None) -> Shape:
    """Lines that hold one of some phrases, given in lower case and parted by bars."""
    return Shape(tell, _ANY, kind=kind, tool=tool, weight=weight, words=tuple(words.split("|")))


FAMILY = Family(
    "machine",
    (
        _said("no s", "resources", 94, "no space left on device"),
        _said(
            "error",
            "resources",
            92,
            "enospc|outofmemoryerror|javascript heap out of memory|out of memory|memoryerror|"
            "cannot allocate memory|enomem|status 137|code 137|error 137|exit status 137",
        ),
        _said("fatal", "resources", 93, "heap out of memory|out of memory"),
        _said("cannot", "resources", 90, "cannot allocate memory"),
        _said("killed", "resources", 90, "killed signal terminated|oom-killed|oomkilled"),
        Shape(
            "killed",
            rx(r"(?P<message>(?:\S{1,200}: (?:line \d{1,6}: )?\s{0,20}\d{0,9} )?Killed\b.*)$"),
            kind="resources",
            weight=84,
        ),
        _said("exce", "resources", 84, "disk quota exceeded|exceeded memory limit|memory limit exceeded"),
        _said("exce", "timeout", 88, "the job exceeded the maximum"),
        Shape("^The", rx(r"The command \".{0,900}\" exited with 124\.$"), kind="timeout", weight=62),
        Shape(
            "^No ",
            rx(r"(?P<message>No output has been received in the last .*)$"),
            kind="timeout",
            weight=88,
            before=2,
        ),
        _said("violat", "test", 78, "access violation|segmentation violation"),
        _said("fault", "test", 78, "segmentation fault|general protection fault"),
    ),
)
