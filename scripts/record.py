"""`make record`: record the client at work anew, into `cassettes/`.

From the local GitHub, every answer held against GitHub's published API as in the tests. Where
ANDON_RECORD_REPOSITORY names a repository and the App's credentials are set as for `andon explain`, from
that GitHub instead, into `cassettes/<its host>/`: `cassettes/README.md` says what must be there. What is
recorded is `tests/github/recording.py`, and so is what is left out.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from bot.app.settings import BadSettings, read_settings
from bot.github.client import Client
from bot.sandbox import Sandbox
from tests.contract.recorder import Contract
from tests.github.recording import (
    CASSETTES,
    DISPATCHED,
    be_refused,
    record,
    work_with_actions,
    write_a_cord,
)
from tests.rig import Rig, make_rig, pull

START = datetime(2026, 11, 2, 9, tzinfo=UTC)
"""The clock's beginning in each recording, so that one made again differs in what changed alone."""

WORKFLOW = """\
on: {workflow_dispatch: {inputs: {nonce: {type: string}}}}
jobs: {wait: {runs-on: ubuntu-latest, steps: [{run: 'true'}]}}
"""

WALKS: Mapping[str, Callable[..., Awaitable[object]]] = {
    "cord": write_a_cord,
    "actions": work_with_actions,
}
"""What is recorded from a real GitHub as well, with a client and `repository`: nothing that needs a fault."""


def main() -> int:
    """Record every cassette, and say which."""
    if os.environ.get("ANDON_RECORD_REPOSITORY"):
        return record_real(os.environ)
    tape("cord.yaml", write_a_cord)
    tape("actions.yaml", work_with_actions)
    tape("refusals.yaml", be_refused, lambda rig: break_two(rig.gh))
    return 0


def record_real(env: Mapping[str, str], folder: Path = CASSETTES) -> int:
    """Record from the GitHub that the environment names; 2 with words if something is not set."""
    try:
        settings = read_settings(env, "look")
    except BadSettings as error:
        print(error, file=sys.stderr)
        return 2
    repository, url = env["ANDON_RECORD_REPOSITORY"], settings.api_url
    host = urlsplit(url).hostname or "github"
    for name, walk in WALKS.items():
        now = datetime.now(UTC)
        path = folder / host / f"{name}.yaml"
        with record(path, url, now, f"{host}, repository {repository}"):
            asyncio.run(walked(Client(settings.credentials, url), partial(walk, repository=repository)))
        print(f"{path}: {path.stat().st_size:,} bytes")
    return 0


def break_two(gh: Sandbox) -> None:
    """Once each: a server error, and a limit reached."""
    gh.break_route("GET /repos/{owner}/{repo}", 502, times=1)
    gh.break_route("GET /app", 429, times=1)


def tape(
    name: str, walk: Callable[[Client], Awaitable[object]], prepare: Callable[[Rig], None] = lambda _: None
) -> None:
    """Record one walk of the client over a repository with an open pull request."""
    contract = Contract()
    with (
        tempfile.TemporaryDirectory() as folder,
        Sandbox(Path(folder), start=START, wrap=contract.wrap) as gh,
    ):
        rig = make_rig(gh, {f".github/workflows/{DISPATCHED}": WORKFLOW})
        pull(rig, "feature")
        gh.idle()
        prepare(rig)
        with record(CASSETTES / name, gh.api_url, rig.now()):
            asyncio.run(walked(rig.client(), walk))
        contract.record_deliveries(gh.world.deliveries)
    contract.check()
    print(f"{name}: {(CASSETTES / name).stat().st_size:,} bytes")


async def walked(client: Client, walk: Callable[[Client], Awaitable[object]]) -> None:
    """Walk, then close the client."""
    try:
        await walk(client)
    finally:
        await client.aclose()


if __name__ == "__main__":
    sys.exit(main())
