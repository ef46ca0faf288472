"""What act reports while a job runs, turned into what GitHub shows: steps, log, annotations.

act writes one JSON object a line; its messages, not its fields, tell some things, which is why all
reading of them is in this one place.
"""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from bot.sandbox.actions.evaluate import as_text
from bot.sandbox.actions.workflow import Table
from bot.sandbox.store import Conclusion, Json, Step

OUTPUTS_STEP = "__outputs"  # the step that act.py adds at the end; never shown
_LEVELS = {"error": "failure", "warning": "warning", "notice": "notice"}
_RUN = re.compile(r"⭐ Run Main (.*)", re.DOTALL)


class Transcript:
    """Collects act's lines of one job."""

    def __init__(self, steps: list[Table], now: Callable[[], datetime]) -> None:
        self.masked: set[str] = set()
        self.annotations: list[Json] = []
        self.conclusion: Conclusion | None = None
        self._now = now
        self._specs = {str(spec.get("id") or index): spec for index, spec in enumerate(steps)}
        self._steps = {name: Step(0, step_name(spec)) for name, spec in self._specs.items()}
        self._forgiven: set[str] = set()
        self._log: list[str] = []
        self._began = now()

    @property
    def log(self) -> str:
        """The log so far, as GitHub serves it."""
        return "".join(self._log)

    def say(self, line: str) -> None:
        """One line into the log, with GitHub's timestamp in front."""
        stamp = self._now().strftime("%Y-%m-%dT%H:%M:%S.%f")
        self._log.append(f"{stamp}0Z {line}\n")

    def fail(self, message: str) -> None:
        """An error that GitHub would also show as an annotation."""
        self.say(f"##[error]{message}")
        self._annotate("failure", message, {})

    def read(self, record: Json) -> None:
        """Take one of act's JSON lines in."""
        if "jobResult" in record:
            self.conclusion = "success" if record["jobResult"] == "success" else "failure"
        path = cast(list[str], record.get("stepID") or [])
        if not path or path[0] == OUTPUTS_STEP or path[0] not in self._steps:
            return
        if record.get("stage") == "Main":
            self._read_main(record, path)
        elif record.get("level") == "error" and not record.get("raw_output"):
            self.fail(str(record["msg"]))

    def _read_main(self, record: Json, path: list[str]) -> None:
        step = self._steps[path[0]]
        message = str(record.get("msg", ""))
        begun = _RUN.match(message)
        if record.get("raw_output"):
            self.say(message.rstrip("\r\n"))
        elif "command" in record:
            self._command(record)
        elif begun is not None:
            self._begin(step, begun[1], path)
        elif message == "Failed but continue next step" and len(path) == 1:
            self._forgiven.add(path[0])
        elif "stepResult" in record and len(path) == 1:
            self._end(step, str(record["stepResult"]), path[0])
        elif record.get("level") == "error":
            self._error(message)

    def _begin(self, step: Step, text: str, path: list[str]) -> None:
        if len(path) == 1:
            step.status, step.started = "in_progress", self._now()
            spec = self._specs[path[0]]
            if "run" in spec:
                # act names a named step by its name; GitHub shows the script.
                text = text if "name" not in spec else str(spec["run"])
            elif "uses" in spec:
                text = str(spec["uses"])
        lines = text.rstrip("\n").split("\n")
        self.say(f"##[group]Run {lines[0]}")
        for line in lines if len(path) > 1 or "run" in self._specs[path[0]] else []:
            self.say(f"\x1b[36;1m{line}\x1b[0m")
        self._say_settings(self._specs[path[0]] if len(path) == 1 else {})
        self.say("##[endgroup]")

    def _say_settings(self, spec: Table) -> None:
        if "run" in spec:
            self.say("shell: /usr/bin/bash -e {0}")
        for name in ("with", "env"):
            table = cast(Table, spec.get(name) or {})
            # Expressions are not repeated: GitHub shows their values, which only act knew.
            shown = {k: as_text(v) for k, v in table.items() if "${{" not in as_text(v)}
            if shown:
                self.say(f"{name}:")
                for key, value in shown.items():
                    self.say(f"  {key}: {value}")

    def _end(self, step: Step, result: str, name: str) -> None:
        step.status, step.completed = "completed", self._now()
        step.started = step.started or step.completed
        step.conclusion = "success" if result == "success" or name in self._forgiven else "failure"
        if result == "skipped":
            step.conclusion = "skipped"

    def _command(self, record: Json) -> None:
        command, argument = str(record["command"]), str(record.get("arg", ""))
        properties = cast(dict[str, Any], record.get("kvPairs") or {})
        if command == "add-mask":
            self.masked.add(argument)
        elif command in ("group", "debug"):
            self.say(f"##[{command}]{argument}")
        elif command == "endgroup":
            self.say("##[endgroup]")
        elif command in _LEVELS:
            self.say(f"##[{command}]{argument}")
            self._annotate(_LEVELS[command], argument, properties)

    def _error(self, message: str) -> None:
        code = re.fullmatch(r"(?:exit status|exitcode '?)\s?(\d+).*", message)
        self.fail(f"Process completed with exit code {code[1]}." if code else message)

    def _annotate(self, level: str, message: str, properties: dict[str, Any]) -> None:
        line = int(properties.get("line") or 1)
        self.annotations.append(
            {
                "path": str(properties.get("file") or ".github"),
                "start_line": line,
                "end_line": int(properties.get("endLine") or line),
                "start_column": None,
                "end_column": None,
                "annotation_level": level,
                "title": properties.get("title") or "",
                "message": message,
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
