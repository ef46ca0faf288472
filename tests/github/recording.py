"""Recordings of the client at work: what is recorded, where, and what is left out.

`make record` (`scripts/record.py`) makes them from the local GitHub; `test_client_replayed` plays them
back with no GitHub there at all. A request that is not as it was recorded gets no answer.
"""

import json
import re
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, cast
from urllib.parse import urlsplit

from vcr import VCR  # pyright: ignore[reportMissingTypeStubs] it publishes no types
from vcr.record_mode import RecordMode  # pyright: ignore[reportMissingTypeStubs] likewise

from bot.act.grants import Writer
from bot.act.perform import Actor, Done
from bot.github.auth import Grant
from bot.github.client import Client
from bot.github.errors import Broken, GitHubError
from bot.loop.sweep import find, identify
from bot.model.effects import Reason, Verdict, WriteCord
from bot.observe.grants import reading
from bot.observe.scan import Apps, Scanned, scan

CASSETTES = Path(__file__).parents[2] / "cassettes"
HOST = "http://sandbox.invalid"
"""Where a recording says that GitHub was: no such host can be, so that nothing is ever sent there."""
API = f"{HOST}/api/v3"
RECORDED_FROM = "bot/sandbox, the local GitHub of this project; not github.com"
REPOSITORY = "acme/shop"
INSTALLATION = "GET /repos/{owner}/{repo}/installation"
LEFT_OUT = "[left out]"

_KEPT = re.compile(
    r"accept|x-github-api-version|content-type|retry-after|x-ratelimit-\w+|x-accepted-github-permissions"
)
"""The headers that are recorded, of requests and answers: none that says who asks."""


@dataclass(frozen=True)
class Tape:
    """A cassette in use: when and from what it was recorded, and vcrpy's own view of it."""

    recorded_at: datetime
    recorded_from: str
    cassette: Any


@contextmanager
def play(name: str) -> Generator[Tape]:
    """Every call gets the answer that was recorded for it, once and in order; any other fails."""
    with _tape(name, RecordMode.NONE, HOST) as cassette:
        at = datetime.fromisoformat(cassette.get_metadata("recorded_at", None))
        try:
            yield Tape(at, cassette.get_metadata("recorded_from", None), cassette)
        except Broken as error:
            error.add_note("Where the bot asks otherwise on purpose: `make record`")
            raise


@contextmanager
def record(name: str, url: str, at: datetime) -> Generator[None]:
    """Record every call to the GitHub at `url`, in place of what the cassette held."""
    (CASSETTES / name).unlink(missing_ok=True)
    with _tape(name, RecordMode.ALL, url) as cassette:
        cassette.get_metadata("recorded_from", RECORDED_FROM)
        cassette.get_metadata("recorded_at", at.replace(microsecond=0).isoformat())
        yield


@contextmanager
def _tape(name: str, mode: RecordMode, url: str) -> Generator[Any]:
    where, nowhere = urlsplit(url).netloc, urlsplit(HOST).netloc

    def asked(request: Any) -> Any:
        request.uri = request.uri.replace(where, nowhere)
        request.headers = {n: v for n, v in request.headers.items() if _KEPT.fullmatch(n)}
        return request

    def answered(response: Any) -> Any:
        told = json.loads(response["body"]["string"].replace(where.encode(), nowhere.encode()))
        if isinstance(told, dict) and "token" in told:
            told = {**cast(dict[str, Any], told), "token": LEFT_OUT}
        response["body"] = {"string": json.dumps(told).encode()}
        response["headers"] = {n: v for n, v in response["headers"].items() if _KEPT.fullmatch(n)}
        return response

    recorder: Any = VCR(record_mode=mode, before_record_request=asked, before_record_response=answered)
    recorder.register_matcher("json", _same_body)
    with recorder.use_cassette(str(CASSETTES / name), match_on=("method", "uri", "json")) as cassette:
        yield cassette


def _same_body(one: Any, other: Any) -> None:
    """For vcrpy: raises AssertionError where two requests' bodies differ."""
    assert json.loads(one.body or b"null") == json.loads(other.body or b"null")


@dataclass(frozen=True)
class Walked:
    """What the client made of GitHub's answers while a cord was written."""

    app: tuple[int, str]
    seen: Scanned
    made: Done
    waiting: Scanned
    updated: Done
    green: Scanned


def verdict(kind: Literal["running", "confirming"]) -> Verdict:
    """A verdict on main in a few words."""
    return Verdict(kind=kind, branch="main", reason=Reason(status="ok", text="as recorded"))


async def write_a_cord(client: Client) -> Walked:
    """From the App's key to a cord: who we are, a token, a scan, a check run made and then updated."""
    app = await identify(client)
    (key,), _ = await find(client, (REPOSITORY,))
    grant, apps = reading(key.installation), Apps(app[0], 15368)

    async def look() -> Scanned:
        (found,) = await scan(client, grant, apps, (key.node_id,))
        assert isinstance(found, Scanned), found.why
        return found

    seen = await look()
    head = seen.pulls[0].head
    actor = Actor(Writer(client, seen.repository), HOST, "http://app.invalid")
    made = await actor.perform(WriteCord(head=head, cord=None, verdict=verdict("confirming"), pulls=(1,)))
    waiting = await look()
    cord = waiting.pulls[0].cord
    assert cord
    updated = await actor.perform(WriteCord(head=head, cord=cord.id, verdict=verdict("running"), pulls=(1,)))
    return Walked(app, seen, made, waiting, updated, await look())


async def be_refused(client: Client) -> list[GitHubError]:
    """The errors that the client raises when GitHub refuses: nothing there, not granted, broken, busy."""
    owner, _, repo = REPOSITORY.partition("/")
    where = {"owner": owner, "repo": repo}
    installation = (await client.call(INSTALLATION, None, where)).data["id"].number()
    ungranted = Grant(installation, (("administration", "write"),))
    calls: tuple[tuple[str, Grant | None, dict[str, str]], ...] = (
        (INSTALLATION, None, {**where, "repo": "nothing"}),
        ("GET /repos/{owner}/{repo}", ungranted, where),
        ("GET /repos/{owner}/{repo}", reading(installation), where),
        ("GET /app", None, {}),
    )
    errors: list[GitHubError] = []
    for route, grant, path in calls:
        try:
            await client.call(route, grant, path)
        except GitHubError as error:
            errors.append(error)
    return errors
