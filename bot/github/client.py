"""One call to GitHub, with everything that calls have in common, over githubkit.

No hidden sleeps, no repeated POST, a timeout on each call, tokens narrowed to what the call needs,
and four errors. A route is written as GitHub documents it (`POST /repos/{owner}/{repo}/issues`), so
that calls can be found and counted by it.
"""

import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from types import TracebackType
from typing import Any, Protocol, cast
from urllib.parse import quote

import httpx
from githubkit import GitHub, Response
from githubkit.auth.base import BaseAuthStrategy
from githubkit.exception import RequestError, RequestFailed, RequestTimeout

from bot import __version__
from bot.github.auth import Credentials, Grant, Token, Tokens
from bot.github.errors import Broken, Busy, Denied, Gone
from bot.github.governor import Governor
from bot.github.graph_errors import no_data, says_limit
from bot.github.node import Node
from bot.github.pace import LIMITS, Limit, lane
from bot.model.secrets import redact

API_VERSION = "2022-11-28"
"""The pinned REST API version; docs.github.com/en/rest/about-the-rest-api/api-versions"""

TIMEOUT = 10.0
"""Seconds for one call."""

Json = Any  # what GitHub answered; read field by field in `observe` and `act` through small models


@dataclass(frozen=True)
class Answer:
    """An answer that was expected: its status, its JSON, its headers in lower case."""

    status: int
    data: Node
    headers: Mapping[str, str]


@dataclass(frozen=True)
class _Bearer(BaseAuthStrategy):
    """Authenticates with one token or JWT, as GitHub wants both: `Authorization: Bearer …`."""

    value: str

    def get_auth_flow(self, github: object) -> httpx.Auth:
        return _BearerAuth(self.value)


class _BearerAuth(httpx.Auth):
    def __init__(self, value: str) -> None:
        self._value = value

    def auth_flow(self, request: httpx.Request):
        request.headers["Authorization"] = f"Bearer {self._value}"
        yield request


class _Shared(httpx.AsyncBaseTransport):
    """A transport that outlives githubkit's clients, so that connections are kept."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await self._inner.handle_async_request(request)

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None = None,
        exc_value: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        return None

    async def aclose(self) -> None:
        return None


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    """One TLS context for the process: loading the trusted roots costs more than a call."""
    return ssl.create_default_context()


class Client:
    """GitHub as one App sees it; or, given a token instead of credentials, as that token does."""

    def __init__(
        self,
        credentials: Credentials | str,
        api_url: str = "https://api.github.com",
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        transport: httpx.AsyncBaseTransport | None = None,
        limits: tuple[Limit, ...] = LIMITS,
    ) -> None:
        self._credentials = credentials
        self.now = now
        self._api_url = api_url.rstrip("/")
        self._inner = transport or httpx.AsyncHTTPTransport(
            verify=_tls(), limits=httpx.Limits(max_connections=50)
        )
        self._shared = _Shared(self._inner)
        self.governor = Governor(now, limits)
        self.tokens = Tokens(self._mint, now)

    @property
    def graphql_url(self) -> str:
        """Beside the REST API: `/graphql` on github.com, `/api/graphql` on GitHub Enterprise Server."""
        base = self._api_url
        return base.removesuffix("/v3") + "/graphql" if base.endswith("/api/v3") else base + "/graphql"

    async def aclose(self) -> None:
        """Close the connections."""
        await self._inner.aclose()

    async def call(
        self,
        route: str,
        grant: Grant | None,
        path: Mapping[str, str | int] | None = None,
        *,
        sent: Mapping[str, Json] | None = None,
        accept: tuple[int, ...] = (),
    ) -> Answer:
        """Call `route` ("METHOD /path/{name}") with a token for `grant`, or as the App itself.

        sent: the query of a GET, the JSON body of anything else. Statuses below 300 and those in `accept`
        are answers, any other is one of the four errors.
        """
        method, _, template = route.partition(" ")
        quoted = {n: quote(str(v), safe="/" if n in ("ref", "path") else "") for n, v in (path or {}).items()}
        call = _Call(method, self._api_url + template.format_map(quoted), grant, sent, accept)
        answer = await self._send(call)
        self.governor.answered(call.installation, 1, method != "GET")
        return answer

    async def graphql(
        self, document: str, variables: Mapping[str, Json], grant: Grant
    ) -> tuple[Node, tuple[Node, ...]]:
        """Run a GraphQL document: its data (parts of it may be null) and its errors."""
        body = {"query": document, "variables": dict(variables)}
        answer = await self._send(_Call("POST", self.graphql_url, grant, body, ()))
        errors = tuple(answer.data["errors"])
        limited = next((e for e in errors if says_limit(e)), None)
        if limited is not None:
            wait = _wait(answer.headers, self.now())
            self.governor.limited(grant.installation, wait)
            raise Busy(f"GraphQL: {limited['message'].text_or('rate limited')}", wait)
        data = answer.data["data"]
        if not data:
            raise no_data(errors)
        cost = data["rateLimit"]["cost"]
        self.governor.answered(grant.installation, cost.number() if cost else 1, False)
        return data, errors

    async def _mint(self, grant: Grant) -> Token:
        body: dict[str, Json] = {"permissions": dict(grant.permissions)}
        if grant.repositories:
            body["repository_ids"] = list(grant.repositories)
        answer = await self.call(
            "POST /app/installations/{installation_id}/access_tokens",
            None,
            {"installation_id": grant.installation},
            sent=body,
            accept=(422,),
        )
        if answer.status == 422:  # not granted at installation, or the installation lacks the repository
            asked = ", ".join(f"{name}: {level}" for name, level in grant.permissions)
            raise Denied(f"no token with {asked}: {answer.data['message'].text_or('refused')}")
        return Token(value=answer.data["token"].text(), expires=answer.data["expires_at"].time())

    async def _send(self, call: "_Call") -> Answer:
        self.governor.admit(call.installation, lane(call.method, call.url))
        secret = await self._secret(call.grant)
        github = GitHub(
            _Bearer(secret),
            user_agent=f"andon/{__version__}",
            timeout=TIMEOUT,
            async_transport=self._shared,
            auto_retry=False,
            http_cache=False,
            follow_redirects=True,
        )
        headers = {"X-GitHub-Api-Version": API_VERSION, "Accept": "application/vnd.github+json"}
        query, body = (dict(call.sent or {}) or None, None) if call.method == "GET" else (None, call.sent)
        send = cast("_Send", getattr(github, "arequest"))  # noqa: B009 - partly untyped in githubkit
        try:
            return _answer(await send(call.method, call.url, params=query, json=body, headers=headers))
        except RequestFailed as error:
            return self._failed(call, error.response)
        except RequestTimeout as error:
            self.governor.failed(call.installation)
            raise Broken(f"{call.words}: no answer within {TIMEOUT:.0f} s") from error
        except RequestError as error:  # pyright: ignore[reportUnknownVariableType] generic without default
            self.governor.failed(call.installation)
            raise Broken(f"{call.words}: {redact(str(cast('Exception', error)))}") from error

    async def _secret(self, grant: Grant | None) -> str:
        if isinstance(self._credentials, str):
            return self._credentials
        return await self.tokens.get(grant) if grant else self._credentials.jwt(self.now())

    def _failed(self, call: "_Call", response: Response[Any, Any]) -> Answer:
        """An accepted status is an answer; any other becomes the error it means."""
        answer, status = _answer(response), response.status_code
        said = answer.data["message"].text_or("")
        where = f"{call.words}: {status} {redact(said)}".rstrip()
        if _is_limit(status, said, answer.headers):
            wait = _wait(answer.headers, self.now())
            self.governor.limited(call.installation, wait)
            raise Busy(where, wait)
        if status in call.accept:
            return answer
        if status >= 500:
            self.governor.failed(call.installation)
            raise Broken(where)
        self.governor.answered(call.installation, 1, call.method != "GET")  # a refusal is an answer too
        if status in (404, 410, 451):
            raise Gone(where)
        if status == 401 and call.grant is not None:
            self.tokens.forget(call.grant)
        if status in (401, 403):
            needs = answer.headers.get("x-accepted-github-permissions")
            raise Denied(where + (f" (needs {needs})" if needs else ""))
        raise Broken(where)


class _Send(Protocol):
    """githubkit's `arequest`, as it is used here."""

    async def __call__(
        self, method: str, url: str, *, params: Json, json: Json, headers: Mapping[str, str]
    ) -> Response[Any, Any]: ...


@dataclass(frozen=True)
class _Call:
    method: str
    url: str
    grant: Grant | None
    sent: Mapping[str, Json] | None
    accept: tuple[int, ...]

    @property
    def installation(self) -> int | None:
        return self.grant.installation if self.grant else None

    @property
    def words(self) -> str:
        return f"{self.method} {httpx.URL(self.url).path}"


def _answer(response: Response[Any, Any]) -> Answer:
    headers = {name.lower(): value for name, value in response.headers.items()}
    kind = headers.get("content-type", "")
    try:
        data: Any = response.json() if "json" in kind else (response.text or None)
    except ValueError as error:
        raise Broken("GitHub's answer is not JSON although it says so") from error
    return Answer(status=response.status_code, data=Node(data), headers=headers)


def _is_limit(status: int, said: str, headers: Mapping[str, str]) -> bool:
    """Whether a refusal is a limit.

    Source: docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
    """
    if status == 429:
        return True
    return status == 403 and (
        "retry-after" in headers
        or headers.get("x-ratelimit-remaining") == "0"
        or "rate limit" in said.lower()
    )


def _wait(headers: Mapping[str, str], now: datetime) -> float:
    """Seconds to wait: `retry-after`, else until the reset when nothing remains, else a minute."""
    try:
        if "retry-after" in headers:
            return max(1.0, float(headers["retry-after"]))
        if headers.get("x-ratelimit-remaining") == "0":
            return max(1.0, float(headers["x-ratelimit-reset"]) - now.timestamp())
    except (KeyError, ValueError):
        pass
    return 60.0
