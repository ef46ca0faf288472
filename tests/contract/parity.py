"""The local GitHub asked what api.github.com was asked, exchange by exchange, and the answers compared.

The exchanges are those of `recordings.py`. What prepares a scenario and is no operation of the local
GitHub (a repository made, a file written, a repository renamed) is done with its own means; what it does
not serve, because Andon does not use it, is left out (docs/decisions/0021-parity-with-recordings.md).
Compared are the status, the headers that clients read, and how the body is built: which fields there are
and of which type. Values are not: a null may stand for any of them.
"""

import base64
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias, TypeGuard
from urllib.parse import parse_qsl, urlsplit

import httpx

from bot.sandbox import RepoHandle, Sandbox
from tests.contract.openapi import specification
from tests.contract.parity_table import Difference
from tests.contract.recordings import Recorded

Json: TypeAlias = dict[str, Any]
ORGANISATION: Final = "octokit-fixture-org"
PERSON: Final = "octokit-fixture-user-a"
HELLO: Final = f"{ORGANISATION}/hello-world"
"""The one repository that was there before the scenarios."""

READ_HEADERS: Final = (
    *("x-github-media-type", "x-github-request-id"),
    *(f"x-ratelimit-{name}" for name in ("limit", "remaining", "reset", "resource", "used")),
)
"""Headers that are there or not; of `content-type`, `location` and `link` it matters what they say."""


@dataclass
class Twin:
    """A local GitHub that goes through one scenario: its repositories, and which commit is which."""

    gh: Sandbox
    http: httpx.Client
    repos: dict[str, RepoHandle] = field(default_factory=dict[str, RepoHandle])
    ids: dict[str, str] = field(default_factory=dict[str, str])
    """What differs by itself, as recorded: commits and a repository's id; to what it is here."""

    def __post_init__(self) -> None:
        self.repos[HELLO] = self.made(HELLO, {"README.md": "# hello-world"})

    def made(self, name: str, files: Mapping[str, str] | None = None) -> RepoHandle:
        """A public repository of the organisation, which the person owns."""
        repo = self.gh.repository(name, files, private=False)
        repo.collaborator(PERSON, "admin")
        return repo

    def prepare(self, each: Recorded) -> None:
        """Do by other means what an exchange did that the local GitHub does not serve."""
        owner, name, *rest = each.path.removeprefix("/repos/").split("/")
        if each.method == "POST" and each.path == f"/orgs/{ORGANISATION}/repos":
            made = self.made(each.answer["full_name"])
            self.repos[each.answer["full_name"]] = made
            self.ids[str(each.answer["id"])] = str(made.record.id)
        elif each.method == "PUT" and rest[:1] == ["contents"]:
            text = base64.b64decode(each.sent["content"]).decode()
            repo = self.repos[f"{owner}/{name}"]
            sha = repo.commit({"/".join(rest[1:]): text}, message=each.sent["message"], by=PERSON)
            self.ids[each.answer["commit"]["sha"]] = sha
        elif each.method == "PATCH" and each.status == 200 and f"{owner}/{name}" in self.repos and not rest:
            repo = self.repos.pop(f"{owner}/{name}")
            repo.rename(each.sent["name"])
            self.repos[each.answer["full_name"]] = repo

    def ask(self, each: Recorded) -> httpx.Response:
        """The same request, here."""
        path = self.translated(each.path)
        sent = None if each.sent is None else {k: self._own(v) for k, v in each.sent.items()}
        headers = {"authorization": f"token {self.gh.token(PERSON)}", "accept": each.accept}
        return self.http.request(each.method, self.gh.api_url + path, json=sent, headers=headers)

    def translated(self, path: str) -> str:
        """A path as recorded, with the ids of here."""
        return re.sub(r"\b(\d{5,}|[0-9a-f]{40})\b", lambda found: self.ids.get(found[0], found[0]), path)

    def _own(self, value: Any) -> Any:
        return self.ids.get(value, value) if isinstance(value, str) else value

    def differences(self, operation: str, each: Recorded) -> Iterator[Difference]:
        """Ask, and say what was answered otherwise."""
        answer = self.ask(each)
        if answer.status_code != each.status:
            yield Difference(operation, each.status, f"status {answer.status_code}")
            return
        for problem in self._header_problems(each, answer):
            yield Difference(operation, each.status, problem)
        recorded, here = shape(each.answer), shape(_read(answer))
        for problem in sorted(set(unlike(recorded, here, "body"))):
            yield Difference(operation, each.status, problem)

    def _header_problems(self, each: Recorded, answer: httpx.Response) -> Iterator[str]:
        for name in READ_HEADERS:
            if (name in each.headers) != (name in answer.headers):
                yield f"header {name} {'missing' if name in each.headers else 'added'}"
        recorded, here = each.headers.get("content-type"), answer.headers.get("content-type")
        if recorded != here:
            yield f"content-type {here}, recorded {recorded}"
        wanted = self.translated(_below(each.headers.get("location", "")))
        given = _below(answer.headers.get("location", ""), self.gh.api_url)
        if wanted != given:
            yield f"location {given or 'missing'}, recorded {wanted or 'none'}"
        links = {rel: self.translated(url) for rel, url in _links(each.headers.get("link", "")).items()}
        if links != _links(answer.headers.get("link", ""), self.gh.api_url):
            yield "other links to pages"


def operation_of(each: Recorded) -> str | None:
    """The operation in the table that an exchange asks for; None if Andon does not use it."""
    if each.host != "https://api.github.com":
        return None
    match = specification().match(each.method, each.path.partition("?")[0])
    return match and match.operation


def _below(url: str, root: str = "https://api.github.com") -> str:
    return url.removeprefix(root)


def _links(header: str, root: str = "https://api.github.com") -> dict[str, str]:
    """The pages that a Link header names: relation to path, its query in order."""
    found: dict[str, str] = {}
    for url, rel in re.findall(r'<([^>]*)>; rel="(\w+)"', header):
        parts = urlsplit(_below(url, root))
        found[rel] = f"{parts.path}?{sorted(parse_qsl(parts.query))}"
    return found


def _read(answer: httpx.Response) -> Any:
    if "json" in answer.headers.get("content-type", ""):
        return answer.json()
    return answer.text or None


def shape(value: Any) -> Any:
    """How a JSON value is built: objects by field, lists as what any of their items has, the rest by type."""
    if _is_object(value):
        return {name: shape(each) for name, each in value.items()}
    if _is_list(value):
        merged: Any = None
        for each in value:
            merged = _merged(merged, shape(each))
        return [merged]
    return "null" if value is None else type(value).__name__


def _merged(one: Any, other: Any) -> Any:
    if _is_object(one) and _is_object(other):
        return {name: _merged(one.get(name), other.get(name)) for name in {**one, **other}}
    if _is_list(one) and _is_list(other):
        return [_merged(one[0], other[0])]
    return other if one in (None, "null") else one


def unlike(recorded: Any, here: Any, where: str) -> Iterator[str]:
    """Where two shapes differ. A null is like anything: whether it may be one is the description's matter."""
    if _is_object(recorded) and _is_object(here):
        yield from (f"{where}.{name} missing" for name in recorded.keys() - here.keys())
        yield from (f"{where}.{name} added" for name in here.keys() - recorded.keys())
        for name in recorded.keys() & here.keys():
            yield from unlike(recorded[name], here[name], f"{where}.{name}")
    elif _is_list(recorded) and _is_list(here):
        yield from unlike(recorded[0], here[0], f"{where}[]")
    elif recorded != here and not {str(recorded), str(here)} & {"null", "None"}:
        yield f"{where} of another type"


def _is_object(value: Any) -> TypeGuard[Json]:
    return isinstance(value, dict)


def _is_list(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list)
