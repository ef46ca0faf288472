"""Python itself where it says more than a traceback; how programs of argparse and click are called; tox and nox."""

from collections.abc import Sequence

from bot.orient.diagnosis.paths import is_foreign
from bot.orient.diagnosis.shapes import Family, Groups, Shape, rx
from bot.orient.diagnosis.traces import frame

_FRAME = rx(r"\s*File \"(?P<file>[^\"]{1,300})\", line (?P<line>\d{1,7})(?:,? in .{1,200})?$")


def _innermost(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """A crash's trace begins with the frame that was called last."""
    trace = lines[at + 1 : at + 60]
    ran: Groups = {"tool": "pytest"} if any("/_pytest/" in line for line in trace) else {}
    for line in trace:
        if (found := _FRAME.match(line)) and not is_foreign(found["file"]):
            return {**groups, **ran, **found.groupdict()}
    return {**groups, **ran}


def _stopped(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """A tool that stopped without a frame of the repository's own: most do so for their settings."""
    last = at + 1
    while last + 1 < len(lines) and last - at < 80 and lines[last + 1][:1] in ("", " "):
        last += 1
    if frame(lines, at, last) or last + 1 >= len(lines):
        return None
    return {"message": lines[last + 1].strip(), "tool": groups["program"]}


_USAGE = rx(r"\s*[Uu]sage: ")


def _called(lines: Sequence[str], at: int, groups: Groups) -> Groups | None:
    """What stands below how it is to be called; the program is the tool."""
    if not any(map(_USAGE.match, lines[max(at - 40, 0) : at])):
        return None
    name = groups.get("program", "").rpartition("/")[2]
    tool: Groups = {"tool": name.removesuffix(".py")} if name else {}
    return {"message": groups["message"], **tool}


def _said(tell: str, pattern: str, tool: str, weight: int = 86) -> Shape:
    return Shape(tell, rx(pattern), kind="configuration", tool=tool, weight=weight)


FAMILY = Family(
    "python itself",
    (
        Shape(
            "fatal",
            rx(r".{0,300}?(?P<message>Fatal Python error: .*)$"),
            kind="test",
            weight=84,
            extent="until",
            ends=rx(r"Extension modules: "),
            most=20,
            more=_innermost,
        ),
        Shape(
            "traceback",
            rx(r"Traceback \(most recent call last\):"),
            below=rx(r" +File \"(?:\S{0,250}/)?bin/(?P<program>[\w.-]{1,60})\", line \d{1,6}, in <module>$"),
            reach=1,
            kind="configuration",
            weight=60,
            extent="indented",
            most=80,
            more=_stopped,
        ),
        Shape(
            " line ",
            rx(
                r"Sorry: (?P<message>\w{1,60}Error: .*) \((?P<file>[^\s(),]{1,300}), line (?P<line>\d{1,7})\)$"
            ),
            kind="build",
            tool="python",
            weight=86,
            before=1,
        ),
        Shape(
            "error",
            rx(r"(?P<program>[\w./-]{1,200}(?: [\w-]{1,40}){0,3}): error: (?P<message>\S.*)$"),
            kind="configuration",
            weight=83,
            more=_called,
        ),
        Shape(
            "error",
            rx(
                r"Error: (?P<message>(?:No such (?:command|option)|Invalid value|Missing (?:argument|option|parameter)"
                r"|Got unexpected extra argument|Option) .*)$"
            ),
            kind="configuration",
            weight=83,
            more=_called,
        ),
        Shape(
            "error",
            rx(r"\S{1,60}: HandledError\| (?P<message>.*?(?:loading (?P<file>\S{1,300}) due to .*)?)$"),
            kind="configuration",
            tool="tox",
            weight=86,
            extent="paragraph",
            most=4,
        ),
        _said(
            "fail",
            r"\S{1,60}: failed with (?P<message>\S{1,200} is not allowed, use allowlist_externals.*)$",
            "tox",
        ),
        _said("exce", r"\S{1,60}: (?P<message>Exception running subprocess .*)$", "tox"),
        _said("not ", r"nox > (?P<message>Sessions not found: .*)$", "nox"),
        _said("not ", r"nox > (?P<message>Program .{1,200} not found\.)$", "nox"),
        _said("fail", r"nox > (?P<message>Failed to load Noxfile .*)$", "nox"),
        _said(
            "not ",
            r"nox > (?P<message>Session .{1,100} failed: Python interpreter .{1,60} not found\.)$",
            "nox",
        ),
        Shape("abort", rx(r"nox > (?P<message>Session .{1,100} aborted: .*)$"), tool="nox", weight=56),
        _said("error", r"(?P<message>There was a critical error during execution of Flake8:.*)$", "flake8"),
        _said("invalid", r"(?P<message>invalid config: .*)$", "yamllint"),
    ),
)
