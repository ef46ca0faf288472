"""The runner that really runs jobs: one `act` process for each, in host mode.

act gets a workflow of one job, an empty workspace and a clean environment, so that a job sees only
what GitHub would show it. Everything of a job lives in one temporary folder and is gone with it.
"""

import contextlib
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import IO, cast

from bot.sandbox.actions.runner import Order, Outcome
from bot.sandbox.actions.shell import Shell
from bot.sandbox.actions.transcript import OUTPUTS_STEP, Transcript
from bot.sandbox.actions.uses import Shelf, UnknownAction
from bot.sandbox.actions.workflow import Table
from bot.sandbox.store import Conclusion, Json

_GRACE = 3.0  # seconds that act has for ending its steps before it is killed


class ActRunner:
    """Runs jobs with act. `command` is the binary; by default the one beside this Python."""

    def __init__(self, command: str | None = None) -> None:
        beside = Path(sys.executable).parent / "act"
        self._command = command or (str(beside) if beside.exists() else shutil.which("act") or "act")
        self._lock = threading.Lock()
        self._running: dict[int, subprocess.Popen[str]] = {}
        self._cancelled: set[int] = set()  # also before their act has begun

    def execute(self, order: Order) -> Outcome:
        """Run the job; what goes wrong with it is in the outcome."""
        job = _only_job(order.document)
        steps = cast(list[Table], job["steps"])
        hidden = [*order.secrets.values(), order.environment.get("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "")]
        transcript = Transcript(steps, hidden, order.now)
        refused = next((key for key in ("container", "services") if job.get(key)), None)
        try:
            if refused:
                raise UnknownAction(f"`{refused}:` needs containers, which this GitHub does not have")
            folders = Shelf(order.actions, order.read).substitutes(steps)
        except UnknownAction as error:
            transcript.fail(str(error))
            return _outcome(transcript, "failure", setup_failed=True)
        with tempfile.TemporaryDirectory(prefix="job-", ignore_cleanup_errors=True) as place:
            return self._run(order, _Desk(Path(place), order, folders), transcript)

    def cancel(self, job_id: int) -> None:
        """Interrupt the job's act, and kill it if that does not help."""
        with self._lock:
            process = self._running.get(job_id)
            self._cancelled.add(job_id)
        if process is not None:
            _end(process)

    def _run(self, order: Order, desk: "_Desk", transcript: Transcript) -> Outcome:
        transcript.captured = desk.shell.captured
        with subprocess.Popen(
            [self._command, *desk.arguments()],
            cwd=desk.folder,
            env=desk.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        ) as process:
            late = _Deadline(order.timeout, process)
            self._register(order.job.id, process)
            stray = _follow(cast(IO[str], process.stdout), transcript)
        late.cancel()
        with self._lock:
            del self._running[order.job.id]
        if late.passed:
            transcript.fail(
                f"The job has exceeded the maximum execution time of {order.timeout / 60:g} minutes."
            )
            return _outcome(transcript, "cancelled")
        if transcript.conclusion is None:
            transcript.fail(stray or "The runner ended without a result.")
        return _outcome(transcript, transcript.conclusion or "failure", outputs=desk.outputs())

    def _register(self, job_id: int, process: subprocess.Popen[str]) -> None:
        """From now on the process can be cancelled."""
        with self._lock:
            self._running[job_id] = process
            unwanted = job_id in self._cancelled
        if unwanted:
            _end(process)


class _Deadline:
    """Ends a process when its time is over, and remembers that it did."""

    def __init__(self, seconds: float, process: subprocess.Popen[str]) -> None:
        self.passed = False
        self._process = process
        self._timer = threading.Timer(min(seconds, threading.TIMEOUT_MAX), self._end)
        self._timer.daemon = True
        self._timer.start()

    def cancel(self) -> None:
        self._timer.cancel()

    def _end(self) -> None:
        self.passed = True
        _end(self._process)


class _Desk:
    """The folder of one job: what act reads, and where the outputs are written."""

    def __init__(self, folder: Path, order: Order, folders: Mapping[str, Path]) -> None:
        self.folder = folder
        self._order = order
        self._folders = folders
        for name in ("home", "outputs"):
            (folder / name).mkdir()
        self.shell = Shell(folder)
        self._write_workspace()
        # JSON is YAML; nothing in the values can then be read as something else.
        (folder / "job.yml").write_text(json.dumps(self._document()))
        (folder / "event.json").write_text(json.dumps(order.run.payload))
        secret_lines = (f"{name}={_quoted(value)}\n" for name, value in order.secrets.items())
        (folder / "secrets").write_text("".join(secret_lines))
        (folder / "none").write_text("")

    def arguments(self) -> list[str]:
        """act's command line."""
        run = self._order.run
        none = str(self.folder / "none")
        arguments = [run.event, "-W", "job.yml", "-C", "workspace", "-e", str(self.folder / "event.json")]
        arguments += ["--json", "-P", "ubuntu-latest=-self-hosted", "--no-cache-server", "--no-skip-checkout"]
        arguments += ["-a", run.actor.login, "--secret-file", str(self.folder / "secrets")]
        arguments += ["--env-file", none, "--var-file", none, "--input-file", none]
        arguments[2] = str(self.folder / "job.yml")
        for name, path in sorted(self._folders.items()):
            arguments += ["--local-repository", f"{name}={path}"]
        for name, value in sorted(self._order.environment.items()):
            arguments += ["--env", f"{name}={value}"]
        return arguments

    def environment(self) -> dict[str, str]:
        """What act itself gets, and hands on to the steps: nothing of the host's but where programs are."""
        places = [str(self.shell.path), str(Path(sys.executable).parent)]
        places += [str(Path(found).parent) for found in map(shutil.which, ("git", "bash")) if found]
        path = os.pathsep.join(dict.fromkeys([*places, "/usr/local/bin", "/usr/bin", "/bin"]))
        return {
            "HOME": str(self.folder / "home"),
            "PATH": path,
            "LC_ALL": "C.UTF-8",
            "GIT_TERMINAL_PROMPT": "0",  # act gives steps a terminal, where git would ask and wait
        }

    def outputs(self) -> dict[str, str]:
        """The job's outputs as its last step wrote them."""
        files = {name: self.folder / "outputs" / str(i) for i, name in enumerate(self._order.outputs)}
        return {
            name: file.read_bytes().decode("utf-8", "replace").removesuffix("\n")
            for name, file in files.items()
            if file.exists()
        }

    def _document(self) -> Table:
        document = self._order.document
        if not self._order.outputs:
            return document
        job_id, job = next(iter(cast(Table, document["jobs"]).items()))
        steps = [*cast(Table, job)["steps"], self._outputs_step()]
        return {**document, "jobs": {job_id: {**job, "steps": steps}}}

    def _outputs_step(self) -> Table:
        """Writes each output to a file. Here-documents: a variable holds no more than 128 KiB."""
        end = f"END-{secrets.token_hex(8)}"
        script = "".join(
            f"cat > '{self.folder}/outputs/{index}' <<'{end}'\n{template}\n{end}\n"
            for index, template in enumerate(self._order.outputs.values())
        )
        return {
            "id": OUTPUTS_STEP,
            "if": "always()",
            "shell": "bash",
            "working-directory": str(self.folder),
            "run": script,
        }

    def _write_workspace(self) -> None:
        """An empty workspace with just enough of a repository for act to see the commit and the name."""
        run = self._order.run
        git = self.folder / "workspace" / ".git"
        for name in ("objects", "refs"):
            (git / name).mkdir(parents=True)
        (git / "HEAD").write_text(f"{run.sha}\n")
        server = self._order.environment.get("GITHUB_SERVER_URL", "")
        url = f"{server}/{run.repo.full_name}"
        (git / "config").write_text(
            f'[core]\n\trepositoryformatversion = 0\n\tbare = false\n[remote "origin"]\n\turl = {url}\n'
        )


def _only_job(document: Table) -> Table:
    return cast(Table, next(iter(cast(Table, document["jobs"]).values())))


def _follow(lines: IO[str], transcript: Transcript) -> str:
    """Feed act's lines to `transcript`; returns the last one that was not a record."""
    stray = ""
    for line in lines:
        if line.startswith("{"):
            transcript.read(cast(Json, json.loads(line)))
        else:
            stray = line.strip() or stray
    return stray


def _outcome(
    transcript: Transcript,
    conclusion: Conclusion,
    outputs: Mapping[str, str] | None = None,
    setup_failed: bool = False,
) -> Outcome:
    return Outcome(
        conclusion,
        outputs or {},
        transcript.log,
        transcript.steps(setup_failed),
        tuple(transcript.annotations),
        frozenset(transcript.masked),
    )


def _quoted(value: str) -> str:
    """`value` as a dotenv file holds it."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("$", "\\$")
    return f'"{escaped}"'


def _end(process: subprocess.Popen[str]) -> None:
    """Ask act to stop, which ends its steps' processes; a little later kill what is left."""
    _signal(process, signal.SIGINT)
    killer = threading.Timer(_GRACE, _signal, (process, signal.SIGKILL))
    killer.daemon = True
    killer.start()


def _signal(process: subprocess.Popen[str], number: signal.Signals) -> None:
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)
