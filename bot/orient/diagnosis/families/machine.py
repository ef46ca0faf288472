"""Memory, disk and time that ran out; crashes."""

from bot.orient.diagnosis.shapes import Family, Shape, rx
from bot.orient.diagnosis.telling import said

FAMILY = Family(
    "machine",
    (
        said("no s", "resources", 94, "no space left on device"),
        said(
            "error",
            "resources",
            92,
            "enospc|outofmemoryerror|javascript heap out of memory|out of memory|memoryerror|"
            "cannot allocate memory|enomem|status 137|code 137|error 137|exit status 137",
        ),
        said("fatal", "resources", 93, "heap out of memory|out of memory"),
        said("cannot", "resources", 90, "cannot allocate memory"),
        said("killed", "resources", 90, "killed signal terminated|oom-killed|oomkilled"),
        Shape(
            "killed",
            rx(r"(?P<message>(?:\S{1,200}: (?:line \d{1,6}: )?\s{0,20}\d{0,9} )?Killed\b.*)$"),
            kind="resources",
            weight=84,
        ),
        said("exce", "resources", 84, "disk quota exceeded|exceeded memory limit|memory limit exceeded"),
        said("exce", "timeout", 88, "the job exceeded the maximum"),
        Shape("^The", rx(r"The command \".{0,900}\" exited with 124\.$"), kind="timeout", weight=62),
        Shape(
            "^No ",
            rx(r"(?P<message>No output has been received in the last .*)$"),
            kind="timeout",
            weight=88,
            before=2,
        ),
        said("violat", "test", 78, "access violation|segmentation violation"),
        said("fault", "test", 78, "segmentation fault|general protection fault"),
    ),
)
