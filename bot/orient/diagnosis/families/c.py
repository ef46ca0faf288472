"""GCC and Clang, their linkers, clang-tidy, cppcheck, sanitizers."""

from collections.abc import Sequence

from bot.orient.diagnosis.paths import is_foreign
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


_REQUIRED = rx(AT + r": +(?:required from here|in instantiation of .* requested here)")


def _required(lines: Sequence[str], at: int) -> Groups:
    """What a library's template was made for stands above its error: the last place that is no library's."""
    for line in reversed(lines[max(at - 30, 0) : at]):
        if (found := _REQUIRED.match(line)) and not is_foreign(found["file"]):
            return {k: v for k, v in found.groupdict().items() if v}
        if ": error: " in line:
            break
    return {}


def _c(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    if is_foreign(groups["file"]) and (own := _required(lines, at)):
        groups = {**groups, **own}
    if not groups["file"].endswith(_SOURCE):
        return None
    message, bracket, check = groups["message"].rpartition(" [")
    if bracket and check.rstrip("]").isidentifier():
        return {**groups, "message": message, "code": check.rstrip("]"), "tool": "cppcheck", "kind": "lint"}
    if bracket and "-" in check and not check.startswith("-"):  # -Wunused, -fpermissive
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
            ":0",
            rx(
                AT + r": (?P<severity>warning|style|performance|portability|information): (?P<message>.*)"
                r" \[(?P<code>[a-z]+[A-Z]\w{1,60})\]$"
            ),
            kind="lint",
            tool="cppcheck",
            weight=84,
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
            ":0", rx(AT + r": (?P<message>multiple definition of .*)$"), kind="build", tool="ld", weight=86
        ),
        Shape(
            "error",
            rx(
                r"(?:cc1(?:plus)?|gcc|g\+\+|clang(?:\+\+)?): (?:fatal )?error: "
                r"(?P<message>.*[Nn]o such file or directory.*)$"
            ),
            kind="build",
            tool="gcc",
            weight=84,
        ),
        Shape(
            "^SUM",
            rx(
                r"SUMMARY: \w{1,30}Sanitizer: (?P<message>[\w-]{1,60}(?: \([^()]{1,40}\))?) "
                + AT
                + r"(?: in \S.*)?$"
            ),
            kind="test",
            tool="sanitizer",
            weight=84,
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
        Shape(
            "error",
            rx(AT + r": (?P<severity>error) \((?P<code>[a-z][A-Za-z]{2,60})\): (?P<message>.*)$"),
            kind="lint",
            tool="cppcheck",
            weight=86,
            more=_c,
        ),
    ),
)
