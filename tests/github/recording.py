"""Recordings of the client at work: what is recorded, where, and what is left out.

`make record` (`scripts/record.py`) makes them from the local GitHub, or from a real one; the tests play
them back with no GitHub there at all. A request that is not as it was recorded gets no answer.
"""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, TypeVar, cast
from urllib.parse import urlsplit, urlunsplit

from vcr import VCR  # pyright: ignore[reportMissingTypeStubs] it publishes no types
from vcr.record_mode import RecordMode  # pyright: ignore[reportMissingTypeStubs] likewise

from bot.act.grants import Writer
from bot.act.perform import Actor, Done
from bot.github.auth import Credentials, Grant
from bot.github.client import Answer, Client
from bot.github.errors import Broken, GitHubError
from bot.loop.sweep import find, identify
from bot.model.effects import WriteCord
from bot.model.secrets import redact
from bot.model.telling import Reason, Verdict
from bot.observe.grants import reading
from bot.observe.scan import Apps, Scanned, scan
from bot.sandbox.keys import pair

T = TypeVar("T")

CASSETTES = Path(__file__).parents[2] / "cassettes"
HOST = "http://sandbox.invalid"
"""Where a recording says that GitHub was: no such host can be, so that nothing is ever sent there."""
API = f"{HOST}/api/v3"
RECORDED_FROM = "bot/sandbox, the local GitHub of this project; not github.com"
REPOSITORY = "acme/shop"
INSTALLATION = "GET /repos/{owner}/{repo}/installation"
LEFT_OUT = "[left out]"
CI, DISPATCHED = "ci.yml", "dispatched.yml"
"""The workflows of a repository that recordings are made in: one on push, one that is dispatched."""

_KEPT = re.compile(
    r"accept|x-github-api-version|content-type|location|retry-after|x-ratelimit-\w+"
    r"|x-accepted-github-permissions"
)
"""The headers that are recorded, of requests and answers: none that says who asks."""


@dataclass(frozen=True)
class Tape:
    """A cassette in use: when and from what it was recorded, where its API is, and vcrpy's own view of it."""

    recorded_at: datetime
    recorded_from: str
    api: str
    cassette: Any


@contextmanager
def play(name: str, folder: Path = CASSETTES) -> Generator[Tape]:
    """Every call gets the answer that was recorded for it, once and in order; any other fails."""
    with _tape(folder / name, RecordMode.NONE, Filter(HOST)) as cassette:
        at = datetime.fromisoformat(cassette.get_metadata("recorded_at", None))
        try:
            told = cassette.get_metadata
            yield Tape(at, told("recorded_from", None), told("api", None), cassette)
        except Broken as error:
            error.add_note("Where the bot asks otherwise on purpose: `make record`")
            raise


def replayed(name: str, walk: Callable[[Client], Awaitable[T]], folder: Path = CASSETTES) -> tuple[T, Tape]:
    """What a walk over the recorded answers comes to; the App's key is any, as nobody looks at it."""

    async def main(tape: Tape) -> T:
        client = Client(Credentials("any", pair("any")[0]), tape.api, lambda: tape.recorded_at)
        try:
            return await walk(client)
        finally:
            await client.aclose()

    with play(name, folder) as tape:
        return asyncio.run(main(tape)), tape


@contextmanager
def record(path: Path, url: str, at: datetime, recorded_from: str = RECORDED_FROM) -> Generator[None]:
    """Record every call to the GitHub whose API is at `url`, in place of what the cassette held."""
    path.unlink(missing_ok=True)
    with _tape(path, RecordMode.ALL, Filter(url)) as cassette:
        cassette.get_metadata("recorded_from", recorded_from)
        cassette.get_metadata("api", Filter(url).own(url))
        cassette.get_metadata("recorded_at", at.replace(microsecond=0).isoformat())
        yield


@dataclass(frozen=True)
class Filter:
    """What is left of an exchange: nothing that says who asks, and no address but one that cannot be.

    `url` is where the API was. Links elsewhere (a log's) keep their path; what is signed stands in the query.
    """

    url: str

    def request(self, request: Any) -> Any:
        """For vcrpy, before a request is kept or looked up."""
        request.uri = self._address(request.uri)
        request.headers = {n: v for n, v in request.headers.items() if _KEPT.fullmatch(n)}
        return request

    def response(self, response: Any) -> Any:
        """For vcrpy, before an answer is kept."""
        text = redact(self.own(response["body"]["string"].decode()))
        response["body"] = {"string": _without_tokens(text).encode()}
        kept = {n.lower(): v for n, v in response["headers"].items() if _KEPT.fullmatch(n.lower())}
        if "location" in kept:
            kept["location"] = [self._address(each) for each in kept["location"]]
        response["headers"] = kept
        return response

    def own(self, text: str) -> str:
        """The text with this API's host as one that cannot be."""
        return text.replace(urlsplit(self.url).netloc, urlsplit(HOST).netloc)

    def _address(self, url: str) -> str:
        parts = urlsplit(self.own(url))
        return urlunsplit(parts if parts.netloc == urlsplit(HOST).netloc else parts._replace(query=""))


def _without_tokens(text: str) -> str:
    """An answer without the token in it; as it is, byte for byte, where it is no JSON."""
    try:
        told: Any = json.loads(text)
    except ValueError:
        return text
    if isinstance(told, dict) and "token" in told:
        told = {**cast(dict[str, Any], told), "token": LEFT_OUT}
    return json.dumps(told)


@contextmanager
def _tape(path: Path, mode: RecordMode, filter: Filter) -> Generator[Any]:
    recorder: Any = VCR(
        record_mode=mode, before_record_request=filter.request, before_record_response=filter.response
    )
    recorder.register_matcher("json", _same_body)
    with recorder.use_cassette(str(path), match_on=("method", "uri", "json")) as cassette:
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


async def write_a_cord(client: Client, repository: str = REPOSITORY) -> Walked:
    """From the App's key to a cord: who we are, a token, a scan, a check run made and then updated.

    The repository has an open pull request.
    """
    app = await identify(client)
    (key,), _ = await find(client, (repository,))
    grant, apps = reading(key.installation), Apps(app[0], 15368)

    async def look() -> Scanned:
        (found,) = await scan(client, grant, apps, (key.node_id,))
        assert isinstance(found, Scanned), found.why
        return found

    seen = await look()
    head = seen.pulls[0].head
    number = seen.pulls[0].number
    actor = Actor(Writer(client, seen.repository), HOST, "http://app.invalid")
    made = await actor.perform(
        WriteCord(head=head, cord=None, verdict=verdict("confirming"), pulls=(number,))
    )
    waiting = await look()
    cord = waiting.pulls[0].cord
    assert cord
    updated = await actor.perform(
        WriteCord(head=head, cord=cord.id, verdict=verdict("running"), pulls=(number,))
    )
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


@dataclass(frozen=True)
class Worked:
    """What the client made of Actions' answers: the newest run, its jobs, a log, and what was refused."""

    run: tuple[str, str, str]
    jobs: tuple[tuple[str, str], ...]
    log: str
    started: bool
    statuses: tuple[int, ...]


async def work_with_actions(client: Client, repository: str = REPOSITORY) -> Worked:
    """The newest run on push, its jobs and a log; a dispatch, one with a wrong input, and what cannot be done.

    The repository has the workflows `CI`, of which a run on push has ended well, and `DISPATCHED`.
    """
    owner, _, repo = repository.partition("/")
    where = {"owner": owner, "repo": repo}
    installation = (await client.call(INSTALLATION, None, where)).data["id"].number()
    grant = Grant(installation, (("actions", "write"), ("contents", "read")))
    base = "/repos/{owner}/{repo}/actions"

    async def ask(route: str, sent: dict[str, Any] | None = None, **more: str | int) -> Answer:
        method, _, path = route.partition(" ")
        return await client.call(
            f"{method} {base}{path}", grant, {**where, **more}, sent=sent, accept=(403, 409, 422)
        )

    wish: dict[str, Any] = {"per_page": 1, "event": "push"}
    runs = await ask("GET /workflows/{workflow_id}/runs", wish, workflow_id=CI)
    (run,) = runs.data["workflow_runs"]
    number = run["id"].number()
    jobs = tuple((await ask("GET /runs/{run_id}/jobs", {"filter": "latest"}, run_id=number)).data["jobs"])
    job = await ask("GET /jobs/{job_id}", job_id=jobs[0]["id"].number())
    log = await ask("GET /jobs/{job_id}/logs", job_id=job.data["id"].number())
    again = await ask("POST /runs/{run_id}/rerun-failed-jobs", run_id=number)
    late = await ask("POST /runs/{run_id}/cancel", run_id=number)
    order: dict[str, Any] = {"ref": run["head_branch"].text(), "return_run_details": True}
    dispatch = "POST /workflows/{workflow_id}/dispatches"
    wrong = await ask(dispatch, {**order, "inputs": {"unknown": "x"}}, workflow_id=DISPATCHED)
    started = await ask(dispatch, {**order, "inputs": {"nonce": "x"}}, workflow_id=DISPATCHED)
    return Worked(
        (run["event"].text(), run["status"].text(), run["conclusion"].text()),
        tuple((each["name"].text(), each["conclusion"].text()) for each in jobs),
        log.data.text(),
        bool(started.data["workflow_run_id"]),
        (again.status, late.status, wrong.status, started.status),
    )
