"""The App as a process of its own, configured as an operator would; neighbour of `stage`."""

import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx

START_LIMIT = 30.0
ASKING = ("ANDON_APP_ID", "ANDON_PRIVATE_KEY_FILE", "ANDON_URL", "GITHUB_API_URL", "GITHUB_SERVER_URL")
"""The settings that every command takes."""
HERE = Path(__file__).resolve().parents[2]
"""The project's own checkout."""


@dataclass
class Serving:
    """`andon serve` on a port of this machine, logging to one file however often it is started."""

    port: int
    env: Mapping[str, str]
    log: Path
    process: "subprocess.Popen[bytes] | None" = field(default=None)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def asking(self, command: str) -> str:
        """A line for a shell that runs one of Andon's commands as this App; no secret is in it."""
        settings = [f"{name}={shlex.quote(self.env[name])}" for name in ASKING]
        return " ".join(["env", *settings, shlex.quote(sys.executable), "-m bot", command])

    def start(self) -> None:
        """Start it; `wait_ready` says when it is at work."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "serve", "--port", str(self.port)],
                env=dict(self.env),
                stdout=log,
                stderr=log,
                cwd=HERE,
            )

    def wait_ready(self) -> None:
        """Wait until it is ready; `RuntimeError` with the end of its log if it ends or never is."""
        until = time.monotonic() + START_LIMIT
        while time.monotonic() < until and self.process and self.process.poll() is None:
            try:
                if httpx.get(f"{self.url}/readyz", timeout=2, trust_env=False).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.05)
        self.kill()
        raise RuntimeError("the App did not start:\n" + self.log.read_text()[-4000:])

    def stop(self) -> None:
        """Ask it to end, and wait until it has."""
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End it at once, whatever it is doing."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
