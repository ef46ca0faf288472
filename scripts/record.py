"""`make record`: record the client at work anew, from the local GitHub, into `cassettes/`.

What is recorded is `tests/github/recording.py`; that every answer is one that GitHub could give is
held against GitHub's published API as in the tests.
"""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

from bot.github.client import Client
from bot.sandbox import Sandbox
from tests.contract.recorder import Contract
from tests.github.recording import CASSETTES, be_refused, record, write_a_cord
from tests.rig import Rig, make_rig, pull

START = datetime(2026, 11, 2, 9, tzinfo=UTC)
"""The clock's beginning in each recording, so that one made again differs in what changed alone."""


def main() -> int:
    """Record every cassette, and say which."""
    tape("cord.yaml", write_a_cord)
    tape("refusals.yaml", be_refused, lambda rig: break_two(rig.gh))
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
        rig = make_rig(gh)
        pull(rig, "feature")
        gh.idle()
        prepare(rig)
        with record(name, gh.url, rig.now()):
            asyncio.run(walked(rig, walk))
        contract.record_deliveries(gh.world.deliveries)
    contract.check()
    print(f"{name}: {(CASSETTES / name).stat().st_size:,} bytes")


async def walked(rig: Rig, walk: Callable[[Client], Awaitable[object]]) -> None:
    """Walk with a fresh client of the App."""
    client = rig.client()
    try:
        await walk(client)
    finally:
        await client.aclose()


if __name__ == "__main__":
    sys.exit(main())
