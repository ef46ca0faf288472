"""GCC and Clang, their linkers, clang-tidy, cppcheck, sanitizers."""

from collections.abc import Sequence

from bot.orient.diagnosis.shapes import AT, PATH, Family, Groups, Shape, rx

_SOURCE = (
    ".c",
    ".cc",
    ".cpp",
    ".cxx",
    ".h",
    ".hh",
    ".hpp",
    ".hxx",
    ".m",
    ".mm",
    ".ipp",
    ".inc",
    ".cu",
    ".C",
    ".S",
)


def _c(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    if not groups["file"].endswith(_SOURCE):
        return None
    message, bracket, check = groups["message"].rpartition(" [")
    if bracket and check.rstrip("]").isidentifier():
        return {**groups, "message": message, "code": check.rstrip("]"), "tool": "cppcheck", "kind": "lint"}
    if bracket and "-" in check and not check.startswith("-W"):
        return {
            **groups,
            "message": message,
            "code": check.rstrip("]").split(",")[0],
            "tool": "clang-tidy",
            "kind": "lint",
        }
    return groups


FAMILY = Family(
    "c",
    (
        Shape(
            "error",
            rx(AT + r": (?P<severity>(?:fatal )?error): (?P<message>.*)$"),
            kind="build",
            tool="gcc",
            weight=86,
            extent="until",
            ends=rx(r"\S|\s*$"),
            most=6,
            more=_c,
        ),
        Shape(
            "undefined",
            rx(
                r"(?:\S{0,200}ld(?:\.\w{1,6})?: )?(?:\S{1,200}: )?(?:"
                + AT
                + r"|"
                + PATH.replace("file", "file2")
                + r":\([^)]{1,80}\)): (?P<message>undefined reference to .*)$"
            ),
            kind="build",
            tool="ld",
            weight=86,
        ),
        *(
            Shape(
                tell,
                rx(
                    r"\S{0,200}ld(?:\.\w{1,6})?: (?:\S{1,200}\.o: ?)?"
                    + AT
                    + r": (?P<message>multiple definition of .*)$"
                ),
                kind="build",
                tool="ld",
                weight=86,
            )
            for tell in ("^/us", "^ld:")
        ),
        Shape(
            "undefined",
            rx(r"(?P<message>Undefined symbols for architecture .*)$"),
            kind="build",
            tool="ld",
            weight=88,
            extent="indented",
            most=14,
        ),
        Shape(
            "cannot",
            rx(r"\S{0,200}ld(?:\.\w{1,6})?: (?P<message>cannot find .*)$"),
            kind="build",
            tool="ld",
            weight=84,
        ),
        Shape(
            "error",
            rx(r"(?P<message>(?:collect2|clang(?:\+\+)?(?:-\d{1,3})?|ld): error: .*)$"),
            kind="build",
            tool="ld",
            weight=50,
        ),
        Shape(
            "fatal",
            rx(r"(?:\S{1,60}): fatal error: (?P<message>Killed signal.*)$"),
            kind="resources",
            tool="gcc",
            weight=90,
        ),
        Shape(
            "error",
            rx(
                r"(?:==\d{1,9}==)?\s*(?:= )?(?:==\d{1,9}==)?ERROR: (?P<message>(?:Address|Leak|Thread|Memory"
                r"|UndefinedBehavior)Sanitizer.*)$"
            ),
            kind="test",
            tool="sanitizer",
            weight=90,
            extent="until",
            ends=rx(r"(?:= )?SUMMARY"),
            most=46,
            before=1,
        ),
        Shape(
            "error", rx(AT + r": runtime error: (?P<message>.*)$"), kind="test", tool="sanitizer", weight=86
        ),
        Shape(
            "error",
            rx(AT + r": error: (?P<message>.*) \[(?P<code>\w{1,60})\]$"),
            kind="lint",
            tool="cppcheck",
            weight=86,
            more=_c,
        ),
    ),
)
