"""What act reports while a job runs, turned into what GitHub shows: steps, log, annotations.

act writes one JSON object a line; its messages, not its fields, tell some things, which is why all
reading of them is in this one place. What the steps print comes from `shell.py`.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from bot.sandbox.actions.evaluate import as_text
from bot.sandbox.actions.speech import Command, command_in, masked
from bot.sandbox.actions.workflow import Table
from bot.sandbox.store import Conclusion, Json, Step

OUTPUTS_STEP = "__outputs"  # the step that act.py adds at the end; never shown
_LEVELS = {"error": "failure", "warning": "warning", "notice": "notice"}
_RUN = re.compile(r"⭐ Run Main (.*)", re.DOTALL)
Captured = Callable[[list[str]], str | None]


@dataclass
class _Segment:
    """One step's part of the log: what it said, and why it failed."""

    lines: list[str] = field(default_factory=list[str])
    endings: list[str] = field(default_factory=list[str])


class Transcript:
    """Collects act's lines of one job."""

    def __init__(self, steps: list[Table], secrets: Iterable[str], now: Callable[[], datetime]) -> None:
        # Each line of a secret counts by itself, as on GitHub.
        self.masked = {line for value in secrets for line in value.splitlines() if line.strip()}
        self.annotations: list[Json] = []
        self.conclusion: Conclusion | None = None
        self.captured: Captured = lambda _: None
        self._now = now
        self._specs = {str(spec.get("id") or index): spec for index, spec in enumerate(steps)}
        self._steps = {name: Step(0, step_name(spec)) for name, spec in self._specs.items()}
        self._forgiven: set[str] = set()
        self._log: dict[str, _Segment] = {}
        self._current = ""
        self._began = now()

    @property
    def log(self) -> str:
        """The log so far, as GitHub serves it."""
        return "".join(line for part in self._log.values() for line in (*part.lines, *part.endings))

    def fail(self, message: str) -> None:
        """An error that GitHub would also show as an annotation."""
        self._segment().endings.append(self._stamped(f"##[error]{message}"))
        self._annotate("failure", Command("error", message))

    def read(self, record: Json) -> None:
        """Take one of act's JSON lines in."""
        if "jobResult" in record:
            self.conclusion = "success" if record["jobResult"] == "success" else "failure"
        path = cast(list[str], record.get("stepID") or [])
        if not path or path[0] == OUTPUTS_STEP or path[0] not in self._steps:
            return
        self._current = path[0]
        if record.get("stage") == "Main":
            self._read_main(record, path)
        elif record.get("level") == "error" and not record.get("raw_output"):
            self.fail(str(record["msg"]))

    def _read_main(self, record: Json, path: list[str]) -> None:
        message = str(record.get("msg", ""))
        begun = _RUN.match(message)
        if record.get("raw_output") or "command" in record:
            if self.captured(path) is None:  # a step in a shell that is not ours
                self._hear(str(record.get("raw") or message))
        elif begun is not None:
            self._begin(begun[1], path)
        elif message == "Failed but continue next step" and len(path) == 1:
            self._forgiven.add(path[0])
        elif "stepResult" in record:
            for line in (self.captured(path) or "").splitlines():
                self._hear(line)
            if len(path) == 1:
                self._end(self._steps[path[0]], str(record["stepResult"]), path[0])
        elif record.get("level") == "error":
            code = re.fullmatch(r"exit status (\d+)", message)
            self.fail(f"Process completed with exit code {code[1]}." if code else message)

    def _begin(self, text: str, path: list[str]) -> None:
        spec = self._specs[path[0]] if len(path) == 1 else {}
        if len(path) == 1:
            step = self._steps[path[0]]
            step.status, step.started = "in_progress", self._now()
            # act names a named step by its name; GitHub shows the script.
            text = str(spec["uses"]) if "uses" in spec else str(spec["run"]) if "name" in spec else text
        lines = text.rstrip("\n").split("\n")
        self._say(f"##[group]Run {lines[0]}")
        if "uses" not in spec:
            for line in lines:
                self._say(f"\x1b[36;1m{line}\x1b[0m")
            self._say("shell: /usr/bin/bash -e {0}")
        for name in ("with", "env"):
            table = cast(Table, spec.get(name) or {})
            # Expressions are not repeated: GitHub shows their values, which only act knew.
            shown = {k: as_text(v) for k, v in table.items() if "${{" not in as_text(v)}
            for line in (f"{name}:", *(f"  {k}: {v}" for k, v in shown.items())) if shown else ():
                self._say(line)
        self._say("##[endgroup]")

    def _end(self, step: Step, result: str, name: str) -> None:
        step.status, step.completed = "completed", self._now()
        step.started = step.started or step.completed
        step.conclusion = "success" if result == "success" or name in self._forgiven else "failure"
        if result == "skipped":
            step.conclusion = "skipped"

    def _hear(self, line: str) -> None:
        """A line that a step printed."""
        command = command_in(line.rstrip("\r\n"))
        if command is None:
            self._say(line.rstrip("\r\n"))
        elif command.name == "add-mask":
            self.masked |= {part for part in command.text.splitlines() if part.strip()}
        elif command.name in ("group", "debug", "endgroup"):
            self._say(f"##[{command.name}]{command.text}")
        elif command.name in _LEVELS:
            self._say(f"##[{command.name}]{command.text}")
            self._annotate(_LEVELS[command.name], command)

    def _say(self, line: str) -> None:
        self._segment().lines.append(self._stamped(line))

    def _stamped(self, line: str) -> str:
        stamp = self._now().strftime("%Y-%m-%dT%H:%M:%S.%f")
        return f"{stamp}0Z {masked(line, self.masked)}\n"

    def _segment(self) -> _Segment:
        return self._log.setdefault(self._current, _Segment())

    def _annotate(self, level: str, command: Command) -> None:
        properties = command.properties
        line = _whole(properties.get("line"), 1)
        self.annotations.append(
            {
                "path": properties.get("file") or ".github",
                "start_line": line,
                "end_line": _whole(properties.get("endLine"), line),
                "start_column": None,
                "end_column": None,
                "annotation_level": level,
                "title": properties.get("title") or "",
                "message": masked(command.text, self.masked),
                "raw_details": "",
            }
        )

    def steps(self, setup_failed: bool = False) -> tuple[Step, ...]:
        """All steps as the API lists them; those that act passed over were skipped."""
        now = self._now()
        for step in self._steps.values():
            if step.conclusion is None:
                step.status, step.conclusion = "completed", "skipped"
                step.started = step.completed = step.started or now
        first = "failure" if setup_failed else "success"
        shown = [
            Step(0, "Set up job", "completed", first, self._began, self._began),
            *self._steps.values(),
            Step(0, "Complete job", "completed", "success", now, now),
        ]
        for number, step in enumerate(shown, 1):
            step.number = number
        return tuple(shown)


def step_name(spec: Table) -> str:
    """A step's name as GitHub shows it."""
    if spec.get("name"):
        return str(spec["name"])
    if "uses" in spec:
        return f"Run {spec['uses']}"
    return "Run " + str(spec.get("run", "")).strip().split("\n", 1)[0]


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() else otherwise
