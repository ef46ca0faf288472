"""One call to GitHub, with everything that calls have in common, over githubkit.

No hidden sleeps, no repeated POST, a timeout on each call, tokens narrowed to what the call needs,
and four errors. A route is written as GitHub documents it (`POST /repos/{owner}/{repo}/issues`), so
that calls can be found and counted by it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol, TypeAlias, cast
from urllib.parse import quote

import httpx
from githubkit import GitHub, Response
from githubkit.auth import UnauthAuthStrategy
from githubkit.exception import RequestError, RequestFailed, RequestTimeout

from bot import __version__
from bot.github.auth import Credentials, Grant, Token, Tokens
from bot.github.errors import Broken, Busy, Denied, GitHubError, Gone
from bot.github.governor import Governor
from bot.github.graph_errors import no_data, says_limit
from bot.github.node import Node
from bot.github.pace import LIMITS, Limit, lane, mutates
from bot.github.refusals import Refused, error_of, is_limit, skew_of, wait_of
from bot.github.transport import Bearer, Poured, Shared, Sieve, pool
from bot.model.secrets import redact

API_VERSION = "2022-11-28"
"""The pinned REST API version; docs.github.com/en/rest/about-the-rest-api/api-versions"""

TIMEOUT = 10.0
"""Seconds for one call."""
MAX_REDIRECTS = 3
"""A rename is one, a transfer another; what leads on and on leads nowhere."""

Json = Any  # what GitHub answered; read field by field in `observe` and `act` through small models


@dataclass(frozen=True)
class Answer:
    """An answer that was expected: its status, its JSON, its headers in lower case."""

    status: int
    data: Node
    headers: Mapping[str, str]


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
        self._inner = transport or pool()
        self._shared = Shared(self._inner)
        self.skew: timedelta | None = None
        """How far our clock is ahead of GitHub's, by its newest answer."""
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

    async def pour(
        self, route: str, grant: Grant | None, path: Mapping[str, str | int], sieve: Sieve
    ) -> str | None:
        """A text of any size, as the sieve leaves it; None where GitHub gave none."""
        quoted = {name: quote(str(value), safe="") for name, value in path.items()}
        method, _, template = route.partition(" ")
        call = _Call(method, self._api_url + template.format_map(quoted), grant, None, (), sieve=sieve)
        answer = await self._send(call)
        self.governor.answered(call.installation, 1, False)
        return answer.data.maybe_text()

    async def graphql(
        self, document: str, variables: Mapping[str, Json], grant: Grant
    ) -> tuple[Node, tuple[Node, ...]]:
        """Run a GraphQL document: its data (parts of it may be null) and its errors."""
        body = {"query": document, "variables": dict(variables)}
        answer = await self._send(_Call("POST", self.graphql_url, grant, body, ()))
        errors = tuple(answer.data["errors"])
        limited = next((e for e in errors if says_limit(e)), None)
        if limited is not None:
            wait = wait_of(answer.headers, self.now())
            self.governor.limited(grant.installation, wait)
            raise Busy(f"GraphQL: {limited['message'].text_or('rate limited')}", wait)
        data = answer.data["data"]
        if not data:
            raise no_data(errors)
        cost = data["rateLimit"]["cost"]
        self.governor.answered(grant.installation, cost.number() if cost else 1, mutates(document))
        return data, errors

    async def _mint(self, grant: Grant) -> Token:
        if not grant.wished:
            return await self._minted(grant)
        bare = replace(grant, wished=())
        try:
            return await self._minted(replace(bare, permissions=(*grant.permissions, *grant.wished)))
        except Denied:
            return await self._minted(bare)

    async def _minted(self, grant: Grant) -> Token:
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
        if answer.status == 422:
            raise _no_token(grant, answer.data["message"].text_or("refused"))
        return Token(value=answer.data["token"].text(), expires=answer.data["expires_at"].time())

    async def _send(self, call: "_Call") -> Answer:
        self.governor.admit(call.installation, lane(call.method, call.url, call.document))
        secret = await self._secret(call.grant)
        try:
            call, response = await self._follow(call, secret)
        except RequestTimeout as error:
            self.governor.failed(call.installation)
            raise Broken(f"{call.words}: no answer within {TIMEOUT:.0f} s") from error
        except RequestError as error:  # pyright: ignore[reportUnknownVariableType] generic without default
            self.governor.failed(call.installation)
            raise Broken(f"{call.words}: {redact(str(cast('Exception', error)))}") from error
        return _answer(response) if response.status_code < 400 else self._failed(call, response)

    async def _follow(self, call: "_Call", secret: str) -> "tuple[_Call, _Response]":
        """The answer, asked for again in the same words where GitHub says that it is, and how it was asked.

        A renamed or transferred repository answers 301 to reading and 307 to writing; nothing was done
        then. A log's link leads to another host, which is not shown the token.
        Source: docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects
        """
        for _ in range(MAX_REDIRECTS + 1):
            at_home = _host(call.url) == _host(self._api_url)
            response = await self._ask(call, secret if at_home else None)
            location = response.headers.get("location")
            if response.status_code < 300 or response.status_code >= 400:
                return call, response
            if not location:
                raise Broken(f"{call.words}: {response.status_code} that leads nowhere")
            call = replace(call, url=str(httpx.URL(call.url).join(location)), moved=True)
            if call.method != "GET" and _host(call.url) != _host(self._api_url):
                raise Broken(f"{call.words}: GitHub sends a write to another host")
        raise Broken(f"{call.words}: redirected more than {MAX_REDIRECTS} times")

    async def _ask(self, call: "_Call", secret: str | None) -> "_Response":
        """One request, whatever its answer's status."""
        github = GitHub(
            UnauthAuthStrategy() if secret is None else Bearer(secret),
            user_agent=f"andon/{__version__}",
            timeout=TIMEOUT,
            async_transport=self._shared if call.sieve is None else Poured(self._inner, call.sieve),
            auto_retry=False,
            http_cache=False,
            follow_redirects=False,
        )
        headers = {"X-GitHub-Api-Version": API_VERSION, "Accept": "application/vnd.github+json"}
        query, body = (dict(call.sent or {}) or None, None) if call.method == "GET" else (None, call.sent)
        query = None if call.moved else query  # a redirect's address has it already
        send = cast("_Send", getattr(github, "arequest"))  # noqa: B009 - partly untyped in githubkit
        try:
            response = await send(call.method, call.url, params=query, json=body, headers=headers)
        except RequestFailed as error:
            response = error.response
        self.skew = skew_of({"date": response.headers.get("date", "")}, self.now())
        return response

    async def _secret(self, grant: Grant | None) -> str:
        if isinstance(self._credentials, str):
            return self._credentials
        return await self.tokens.get(grant) if grant else self._credentials.jwt(self.now())

    def _failed(self, call: "_Call", response: "_Response") -> Answer:
        """An accepted status is an answer; any other becomes the error it means."""
        answer, status = _answer(response), response.status_code
        said = answer.data["message"].text_or("")
        where = f"{call.words}: {status} {redact(said)}".rstrip()
        if is_limit(status, said, answer.headers):
            wait = wait_of(answer.headers, self.now())
            self.governor.limited(call.installation, wait)
            raise Busy(where, wait)
        if status in call.accept:
            return answer
        if status >= 500:
            self.governor.failed(call.installation)
            raise Broken(where)
        self.governor.answered(call.installation, 1, call.method != "GET")  # a refusal is an answer too
        if status == 401 and call.grant is not None:
            self.tokens.forget(call.grant)
        as_app = call.grant is None and not isinstance(self._credentials, str)
        moved = call.moved and _host(call.url) == _host(self._api_url)
        raise error_of(Refused(status, said, answer.headers, as_app, moved, self.skew), where)


_Response: TypeAlias = Response[Any, Any]


def _no_token(grant: Grant, said: str) -> GitHubError:
    """Why no token is given: not granted to the installation, or a repository that is not (any more) in it."""
    if "not accessible to the parent installation" in said:
        ids = ", ".join(str(id) for id in grant.repositories)
        return Gone(f"no token for repository {ids}: {said} (deleted, transferred, or taken out of it)")
    asked = ", ".join(f"{name}: {level}" for name, level in grant.permissions)
    advice = "grant it in the App's settings, then accept it for the account"
    return Denied(f"no token with {asked}: {said} ({advice})", "grant")


class _Send(Protocol):
    """githubkit's `arequest`, as it is used here."""

    async def __call__(
        self, method: str, url: str, *, params: Json, json: Json, headers: Mapping[str, str]
    ) -> _Response: ...


@dataclass(frozen=True)
class _Call:
    method: str
    url: str
    grant: Grant | None
    sent: Mapping[str, Json] | None
    accept: tuple[int, ...]
    moved: bool = False
    sieve: Sieve | None = None

    @property
    def installation(self) -> int | None:
        return self.grant.installation if self.grant else None

    @property
    def document(self) -> str:
        """The GraphQL document that is sent, if one is."""
        return str(self.sent.get("query", "")) if isinstance(self.sent, Mapping) else ""

    @property
    def words(self) -> str:
        return f"{self.method} {httpx.URL(self.url).path}"


def _host(url: str) -> tuple[str, str, int | None]:
    """Whom a URL asks, and how: scheme, host, port."""
    parsed = httpx.URL(url)
    return parsed.scheme, parsed.host, parsed.port


def _answer(response: _Response) -> Answer:
    headers = {name.lower(): value for name, value in response.headers.items()}
    kind = headers.get("content-type", "")
    try:
        data: Any = response.json() if "json" in kind else (response.text or None)
    except ValueError as error:
        raise Broken("GitHub's answer is not JSON although it says so") from error
    return Answer(status=response.status_code, data=Node(data), headers=headers)
