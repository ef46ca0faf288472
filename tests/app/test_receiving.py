"""The App's receiver is down for an hour, then up: no delivery is left, and the world is right."""

import socket
import threading
from collections.abc import Generator
from contextlib import contextmanager

import uvicorn

from bot.app.server import build
from bot.app.settings import read_settings
from bot.sandbox import Sandbox
from tests.app.conftest import environment
from tests.rig import Rig, fails_when, make_rig, pull

CONFIG = "version: 1\nmode: enforce\nline: {confirm: {reruns: 0}}\n"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server(rig: Rig, port: int) -> Generator[None]:
    """The App's server, whole, on a thread of its own, until the block ends."""
    app = build(read_settings(environment(rig.gh, rig.app)), rig.now)
    config = uvicorn.Config(app, "127.0.0.1", port, log_config=None, access_log=False, ws="none")
    serving = uvicorn.Server(config)
    thread = threading.Thread(target=serving.run)
    thread.start()
    try:
        yield
    finally:
        serving.should_exit = True
        thread.join()


def undelivered(rig: Rig) -> set[tuple[str, str]]:
    """Guid and event of every delivery that no attempt brought home."""
    with rig.gh.world.lock:
        sent = list(rig.gh.world.deliveries)
    through = {one.guid for one in sent if one.status_code == 202}
    return {(one.guid, one.event) for one in sent if one.guid not in through}


def test_after_an_hour_without_a_receiver_nothing_is_left_undelivered(gh: Sandbox) -> None:
    rig, port = make_rig(gh, {".github/andon.yml": CONFIG}), free_port()
    rig.app.webhook_url = f"http://127.0.0.1:{port}/webhook"
    rig.gh.script(fails_when("broken"))
    early = pull(rig, "early")
    with server(rig, port):
        gh.wait(lambda: rig.shown(early) == "success", what="the cord of the first pull request")
        gh.idle()
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    late = pull(rig, "late")
    rig.repo.comment(late, "Why is nothing happening?")
    gh.idle()
    gh.clock.advance(hours=1)
    missed = undelivered(rig)
    assert {"push", "pull_request", "issue_comment", "workflow_run"} <= {event for _, event in missed}
    assert ("success", None, []) == (rig.shown(early), rig.shown(late), rig.jobs())
    with server(rig, port):
        gh.wait(lambda: not undelivered(rig), what="every delivery answered")
        gh.wait(lambda: rig.shown(late) == rig.shown(early) == "failure", what="both are held")
        gh.wait(lambda: len(rig.jobs()) == 1, what="the job")
    gh.idle()
    again = [one.guid for one in gh.world.deliveries if one.redelivery]
    assert sorted(guid for guid, _ in missed) == sorted(again), "each that was missed once, and no other"
