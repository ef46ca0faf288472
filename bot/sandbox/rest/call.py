"""One REST call: which route it is, who asks, with what, and how it is answered.

A module of routes is a tuple of `Route`s around plain functions `Call -> Answer`. The table says
what GitHub's OpenAPI says of the operation; everything it does not name is refused, so that a
misspelt parameter is found here and not in production.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias, TypeVar
from urllib.parse import urlencode

from bot.sandbox.access import Caller, Need
from bot.sandbox.refusal import not_found, unprocessable
from bot.sandbox.store import Json, Repo, World

T = TypeVar("T")
PAGING = ("per_page", "page")
_SPANNING = ("path", "ref", "basehead", "name")  # may contain slashes
_BRANCH = r"(?:(?!/protection(?:/|$)).)+"  # its protection has operations of its own
_NUMBERS = re.compile(r"(_number|(?<!workflow)_id)$")
_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "labels": (list, dict),  # POST .../labels takes a bare array as well
    "any": (object,),
}


@dataclass(frozen=True)
class Answer:
    """What is sent back; `body` None is no body."""

    body: Any = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True)
class Call:
    """A request whose route, caller and parameters have been checked."""

    world: World
    caller: Caller
    url: str  # as links to other pages name it, without the query
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: Json
    found: Repo | None = None

    @property
    def repo(self) -> Repo:
        """The repository that the path names."""
        if self.found is None:
            raise not_found()
        return self.found

    def number(self, name: str) -> int:
        """A number in the path."""
        return int(self.path[name])

    def array(self, name: str) -> list[Any]:
        """An array in the body; empty if it isn't given."""
        value: list[Any] = self.body.get(name) or []
        return value

    def listed(
        self, items: Sequence[T], shape: Callable[[World, Repo, T], Json], wrap: str | None = None
    ) -> Answer:
        """A page of a repository's things with GitHub's Link header."""
        return self.paged(items, lambda world, item: shape(world, self.repo, item), wrap)

    def paged(self, items: Sequence[T], shape: Callable[[World, T], Json], wrap: str | None = None) -> Answer:
        """A page of a list; wrapped as {"total_count", <wrap>} where GitHub does so."""
        size = _between(self.query.get("per_page"), 30, 100)
        page = _between(self.query.get("page"), 1, 1_000_000)
        shown: Any = [shape(self.world, item) for item in items[(page - 1) * size : page * size]]
        last = max(1, -(-len(items) // size))
        body = shown if wrap is None else {"total_count": len(items), wrap: shown}
        return Answer(body, headers=self._links(page, last))

    def _links(self, page: int, last: int) -> dict[str, str]:
        targets: dict[str, int] = {}
        if page > 1:
            targets |= {"prev": min(page - 1, last), "first": 1}
        if page < last:
            targets |= {"next": page + 1, "last": last}
        links = [
            f'<{self.url}?{urlencode({**self.query, "page": str(number)})}>; rel="{name}"'
            for name, number in targets.items()
        ]
        return {"link": ", ".join(links)} if links else {}


def _between(text: str | None, default: int, top: int) -> int:
    return min(max(int(text), 1), top) if text and text.isdigit() else default


Handler: TypeAlias = Callable[[Call], Answer]


@dataclass(frozen=True)
class Route:
    """An operation of GitHub's OpenAPI.

    `needs` are alternative permissions. `body` maps a property to its type: `string!` is required,
    `string?` may be null. `subject` limits who may call: an App by JWT, or an installation.
    """

    method: str
    path: str
    handler: Handler
    needs: tuple[Need, ...] = ()
    query: tuple[str, ...] = ()
    body: Mapping[str, str] = field(default_factory=dict[str, str])
    subject: Literal["any", "app", "installation"] = "any"
    points: int = 1  # of the hourly limit

    @property
    def operation(self) -> str:
        """As in the OpenAPI: `GET /repos/{owner}/{repo}`."""
        return f"{self.method} {self.path}"

    def pattern(self) -> re.Pattern[str]:
        """The path as a regular expression."""

        def group(match: re.Match[str]) -> str:
            name = match[1]
            what = ".+" if name in _SPANNING else r"\d+" if _NUMBERS.search(name) else "[^/]+"
            what = _BRANCH if name == "branch" else what
            return f"(?P<{name}>{what})"

        return re.compile(re.sub(r"\{(\w+)\}", group, self.path))

    def check_query(self, query: Mapping[str, str]) -> None:
        """Refuse parameters that GitHub does not document for this operation."""
        for name in query:
            if name not in self.query:
                raise unprocessable(f'Invalid request.\n\n"{name}" is not a permitted key.')

    def check_body(self, body: Json) -> None:
        """Refuse unknown, missing and wrongly typed properties, in GitHub's words."""
        problems = [f'"{name}" is not a permitted key.' for name in body if name not in self.body]
        for name, kind in self.body.items():
            if name not in body:
                if kind.endswith("!"):
                    problems.append(f'"{name}" wasn\'t supplied.')
                continue
            value = body[name]
            if value is None and kind.endswith("?"):
                continue
            base = kind.rstrip("!?")
            wrong = not isinstance(value, _TYPES[base]) or (base == "integer" and isinstance(value, bool))
            if wrong:
                article = "an" if base[0] in "aio" else "a"
                shown = "nil" if value is None else repr(value)
                problems.append(f"For 'properties/{name}', {shown} is not {article} {base}.")
        if problems:
            raise unprocessable("Invalid request.\n\n" + "\n".join(problems))
