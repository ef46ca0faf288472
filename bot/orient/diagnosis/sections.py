"""Which command of a job each line belongs to, and how that command ended.

Read from the markers of GitHub Actions, Travis CI, GitLab CI, CircleCI, Azure Pipelines, Jenkins and
act. A log without any is one section of which nothing is known.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from bot.orient.diagnosis.lines import Log


@dataclass(frozen=True, slots=True)
class Section:
    """The lines `first` to `last` and what ran there; `failed` is None where nothing says how it ended."""

    first: int
    last: int
    command: str | None = None
    step: str | None = None
    code: int | None = None
    failed: bool | None = None


_MARKERS = (
    "##[",
    'The command "',
    "Your build exited",
    "Done. Your build exited",
    "ERROR: Job failed",
    "Exited with code",
    "script returned",
    "Build step '",
    "Finished: FAILURE",
    "No output has been",
    "The job exceeded",
    "section_start:",
    "Post job cleanup.",
)
"""How a marker begins."""

_BEGIN = frozenset(marker[:3] for marker in _MARKERS)

_ENDS = (
    re.compile(r"##\[error\](?:Process completed with|\w+ exited with) (?:exit )?code '?(?P<code>\d{1,10})"),
    re.compile(r"The command \"(?P<command>.*)\" exited with (?P<code>\d{1,5})\."),
    re.compile(r"The command \"(?P<command>.*)\" failed and exited with (?P<code>\d{1,5}) during"),
    re.compile(r"(?:Done\. )?Your build exited with (?P<code>\d{1,5})"),
    re.compile(r"ERROR: Job failed: (?:exit code|command terminated with exit code) (?P<code>\d{1,5})"),
    re.compile(r"Exited with code (?:exit status )?(?P<code>\d{1,5})$"),
    re.compile(r"script returned exit code (?P<code>\d{1,5})$"),
    re.compile(r"(?:Build step '(?P<command>[^']{1,200})' marked build as failure|Finished: FAILURE)$"),
    re.compile(r"No output has been received in the last \S{1,10}(?P<command>) "),
    re.compile(r"The job exceeded the maximum time limit(?P<command>)"),
)
_BEGINS = re.compile(r"##\[(?:group|section)\](?:Run |Starting: )(?P<step>.*)$")
_CLEANING = re.compile(r"Post job cleanup\.(?P<step>)$")
"""What an action says that tidies up behind a step of before."""
_ERROR = "##[error]"
_GITLAB = re.compile(r"section_start:\d{1,12}:(?P<step>\S{1,100})")
LONGEST_SCRIPT = 50
"""Lines of a step's script that are read at most."""
_SHELL = re.compile(r"\$ (?P<command>\S.*)$")


def sections(log: Log) -> list[Section]:
    """The log's sections in order; together they hold every line."""
    found: list[Section] = []
    first, command, step = 0, None, None
    marked = {text for text in log.said.beginning(_BEGIN) if text.startswith(_MARKERS)}
    for i in sorted({*log.said.places(marked), *log.starts}):
        line, began = log.lines[i], i in log.starts
        ended = next((m for p in _ENDS if (m := p.match(line))), None)
        if ended is not None:
            groups = ended.groupdict()
            code = int(groups["code"]) if groups.get("code") else None
            ran = groups.get("command") or command
            found.append(Section(first, i, ran, step, code, code != 0))
            first, command, step = i + 1, None, None
            continue
        opened = _BEGINS.match(line) or _GITLAB.match(line) or _CLEANING.match(line)
        if not (began or opened):
            continue
        if i > first:
            found.append(Section(first, i - 1, command, step))
        first = i
        shell = _SHELL.match(line)
        command, step = (shell["command"] if shell else None), ((opened["step"] or None) if opened else None)
        command = command or (_script(log.lines[i + 1 : i + 1 + LONGEST_SCRIPT]) if opened else None)
    if first < len(log.lines):
        found.append(Section(first, len(log.lines) - 1, command, step))
    return _with_action(found, log)


def _with_action(parts: list[Section], log: Log) -> list[Section]:
    """The sections with the step that an action failed in, which says so by its error alone: the last that has any."""
    errors = log.said.places({text for text in log.said.beginning({_ERROR[:3]}) if text.startswith(_ERROR)})
    at = max(errors, default=-1)
    for i, part in enumerate(parts):
        if part.first <= at <= part.last and part.step and not part.failed:
            parts[i] = replace(part, failed=True)
    return parts


def _script(lines: Sequence[str]) -> str | None:
    """The commands of a step as GitHub shows them: between its heading and the shell that runs them."""
    script = tuple(takewhile(lambda line: not line.startswith(("shell: ", "with:", "##[")), lines))
    ran = len(script) < len(lines) and lines[len(script)].startswith("shell: ")
    return ("\n".join(script) or None) if ran else None


def failing(parts: list[Section]) -> list[Section]:
    """The sections that are known to have failed and said anything, in order."""
    return [part for part in parts if part.failed and part.last > part.first]
