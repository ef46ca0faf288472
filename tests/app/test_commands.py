"""The commands that run the App: what they print, what they log, and how they end."""

import json
import signal
import subprocess
import sys
import time
from datetime import datetime
from typing import Any

import httpx
import pytest
import structlog

from bot.app.commands import serve_app
from bot.app.server import build
from bot.app.settings import read_settings
from tests.app.conftest import environment, run
from tests.rig import Rig, fails_when, pull
from tests.standing import writes

RED = "version: 1\nmode: enforce\nline: {confirm: {reruns: 0}}\n"


pytestmark = pytest.mark.usefixtures("logs_as_before")


@pytest.mark.parametrize(
    "command", [("reconcile", "--repos", "acme/shop"), ("reconcile",), ("explain", "acme/shop")]
)
def test_a_command_that_cannot_start_says_why(rig: Rig, command: tuple[str, ...]) -> None:
    unset = run(rig, *command, ANDON_APP_ID="")
    assert (2, True) == (unset.exit_code, "ANDON_APP_ID is not set" in unset.stderr)
    away = run(rig, *command, GITHUB_API_URL="http://127.0.0.1:9")
    assert (2, True) == (away.exit_code, "GitHub does not answer for the App" in away.stderr)


def test_explain_tells_the_line_the_pull_requests_the_job_and_what_is_next(rig: Rig) -> None:
    rig.repo.commit({".github/andon.yml": RED})
    pull(rig, "topic")
    rig.gh.script(fails_when("broken"))
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    rig.settle()
    asked = len(rig.gh.world.requests)
    shown = run(rig, "explain", "acme/shop")
    for words in (
        "✗ main is stopped",
        "✓ Andon is required on main, from this App",
        "  pull request #1",
        "  job\n",
        "  claim of ci-green main: letter, attempt 0, by test at ",
        "  next: ",
        "  looked at again within ",
    ):
        assert words in shown.stdout, shown.stdout
    assert (0, []) == (shown.exit_code, writes(rig.gh, asked))
    as_json = json.loads(run(rig, "explain", "acme/shop", "--json").stdout)
    assert ["acme/shop"] == [one["repo"] for one in as_json["repos"]]


@pytest.mark.parametrize("as_json", [False, True])
def test_explain_fails_where_the_app_cannot_see(rig: Rig, as_json: bool) -> None:
    shown = run(rig, "explain", "acme/none", *(["--json"] if as_json else []))
    assert (1, True) == (shown.exit_code, "the App cannot see it" in shown.stdout)


def test_serve_needs_its_settings(rig: Rig) -> None:
    shown = run(rig, "serve", ANDON_URL="")
    assert (2, True) == (shown.exit_code, "ANDON_URL is not set" in shown.stderr)


def out_of_time() -> datetime:
    """A clock that cannot be read, on which the queue stands still."""
    raise OverflowError("no time")


def test_a_server_whose_loop_dies_ends_with_an_error(rig: Rig) -> None:
    app = build(read_settings(environment(rig.gh, rig.app)), rig.now)
    app.state.app.queue.now = out_of_time
    with structlog.testing.capture_logs() as logs:
        assert 1 == serve_app(app, "127.0.0.1", 0)
    assert ["critical"] == [line["log_level"] for line in logs]


def test_a_server_serves_until_it_is_told_to_stop(rig: Rig, tmp_path: Any) -> None:
    log = tmp_path / "log"
    with log.open("wb") as out, httpx.Client(trust_env=False) as http:
        port = str(free_port())
        command = (sys.executable, "-m", "bot", "serve", "--port", port)
        server = subprocess.Popen(command, env=environment(rig.gh, rig.app), stdout=out, stderr=out)
        try:
            assert 200 == status(http, f"http://127.0.0.1:{port}/readyz"), log.read_text()
            server.send_signal(signal.SIGTERM)
            assert server.wait(20) in (0, -signal.SIGTERM)
        finally:
            server.kill()
    assert "Traceback" not in log.read_text()


def free_port() -> int:
    """A port that nobody listens on."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def status(http: httpx.Client, url: str) -> int | None:
    """The answer's status once it is 200, or what it was after half a minute."""
    found = None
    for _ in range(300):
        try:
            found = http.get(url).status_code
        except httpx.HTTPError:
            found = None
        if found == 200:
            break
        time.sleep(0.1)
    return found
