"""Which repositories there are: by name, or all that the App is installed on."""

import asyncio
import re
from dataclasses import dataclass

from bot.github.auth import Grant
from bot.github.client import Client
from bot.github.errors import Broken, GitHubError, Gone
from bot.github.node import Node
from bot.loop.guard import Fault, guarded
from bot.loop.looked import Failed
from bot.loop.queue import RepoKey
from bot.observe.grants import READ

METADATA = (("metadata", "read"),)
MAX_PAGES = 150
_NAME = re.compile(r"(?!\.{1,2}$)[A-Za-z0-9._-]+")
"""An owner's or a repository's name. Dots alone would name another path of the API."""
NOBODY = RepoKey(installation=0, node_id="")
"""The key of a repository that was not found."""


async def identify(client: Client) -> tuple[int, str]:
    """Our App's id and slug, which is how its own writing is told from others'."""
    app = (await client.call("GET /app", None)).data
    return app["id"].number(), app["slug"].text()


async def find(client: Client, names: tuple[str, ...]) -> tuple[tuple[RepoKey, ...], tuple[Failed, ...]]:
    """The named repositories; those the App cannot see are failures, the others are found."""
    found, failures = await find_named(client, names)
    return tuple(found), failures


async def find_named(client: Client, names: tuple[str, ...]) -> tuple[dict[RepoKey, str], tuple[Failed, ...]]:
    """As `find`, each repository with its `owner/name` as GitHub spells it."""
    answers = await asyncio.gather(*(guarded(name, _find(client, name)) for name in names))
    failures = tuple(
        Failed(NOBODY, name, one.why)
        for name, one in zip(names, answers, strict=True)
        if isinstance(one, Fault)
    )
    return dict(one for one in answers if not isinstance(one, Fault)), failures


async def _find(client: Client, name: str) -> tuple[RepoKey, str]:
    owner, _, repo = name.strip().partition("/")
    if not _NAME.fullmatch(owner) or not _NAME.fullmatch(repo):
        raise Gone(f"{name!r} is not a repository; write owner/name")
    try:
        where = {"owner": owner, "repo": repo}
        installed = await client.call("GET /repos/{owner}/{repo}/installation", None, where)
        installation = installed.data["id"].number()
        answer = await client.call("GET /repos/{owner}/{repo}", Grant(installation, READ), where)
    except GitHubError as error:
        raise Gone(f"the App cannot see it: {error}") from error
    key = RepoKey(installation=installation, node_id=answer.data["node_id"].text())
    return key, answer.data["full_name"].text()


async def list_named(
    client: Client, names: tuple[str, ...]
) -> "tuple[tuple[Listed, ...], tuple[Failed, ...]]":
    """The named repositories as `list_installed` gives them, with nothing known but their names."""
    found, failures = await find_named(client, names)
    return tuple(Listed(key=key, name=name) for key, name in found.items()), failures


@dataclass(frozen=True)
class Listed:
    """A repository as the list of an installation's repositories has it; `size` is in KiB."""

    key: RepoKey
    name: str
    private: bool = True
    archived: bool = False
    fork: bool = False
    has_issues: bool = True
    language: str | None = None
    size: int = 0


async def installed(client: Client) -> tuple[tuple[RepoKey, ...], tuple[Failed, ...]]:
    """Every repository of every installation that is not suspended, in GitHub's order."""
    found, failures = await list_installed(client)
    return tuple(one.key for one in found), failures


async def list_installed(client: Client) -> tuple[tuple[Listed, ...], tuple[Failed, ...]]:
    """As `installed`, each repository once, with what the list says of it.

    An installation that cannot be listed, or not to its end, and a repository that is not listed as
    documented are failures. Without the list of installations there is nothing: that error is raised.
    """
    found: dict[str, Listed] = {}
    failures: list[Failed] = []
    installations, cut = await _pages(client, "GET /app/installations", None, None)
    if cut:
        failures.append(Failed(NOBODY, "*", cut))
    for installation in installations:
        if installation["suspended_at"]:
            continue
        repositories, wrong = await _list_one(client, installation)
        failures += wrong
        for one in repositories:
            found.setdefault(one.key.node_id, one)  # pages shift while they are read
    return tuple(found.values()), tuple(failures)


async def _list_one(client: Client, installation: Node) -> tuple[list[Listed], list[Failed]]:
    """The repositories of one installation; what goes wrong with it or with one of them stays there."""
    id, account = installation["id"].number(), installation["account"]["login"].text_or("?")
    nowhere = RepoKey(installation=id, node_id="")
    try:
        nodes, cut = await _pages(client, "GET /installation/repositories", Grant(id, READ), "repositories")
    except GitHubError as error:
        return [], [Failed(nowhere, f"{account}/*", str(error))]
    found: list[Listed] = []
    failures = [Failed(nowhere, f"{account}/*", cut)] if cut else []
    for node in nodes:
        try:
            found.append(_listed(id, node))
        except Broken as error:
            failures.append(Failed(nowhere, f"{account}/{_shown(node)}", str(error)))
    return found, failures


def _listed(installation: int, node: Node) -> Listed:
    """One repository of a list. Only its identity must be there: the rest is for choosing a sample."""
    return Listed(
        key=RepoKey(installation=installation, node_id=node["node_id"].text()),
        name=node["full_name"].text(),
        private=_flag(node["private"]),
        archived=_flag(node["archived"]),
        fork=_flag(node["fork"]),
        has_issues=_flag(node["has_issues"]),
        language=node["language"].maybe_text(),
        size=node["size"].number() if node["size"] else 0,
    )


def _shown(node: Node) -> str:
    """What to call a repository that is not listed as documented."""
    try:
        return node["name"].text_or("?")
    except Broken:
        return "?"


def _flag(node: Node) -> bool:
    return bool(node) and node.flag()


async def _pages(
    client: Client, route: str, grant: Grant | None, field: str | None
) -> tuple[list[Node], str | None]:
    """All items of a list, and what is wrong if it has more than can be read."""
    found: list[Node] = []
    for page in range(1, MAX_PAGES + 1):
        answer = await client.call(route, grant, sent={"per_page": 100, "page": page})
        items = answer.data[field].items() if field else answer.data.items()
        found += items
        if len(items) < 100:
            return found, None
    return found, f"there are more than the first {len(found)}"
