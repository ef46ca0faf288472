"""Which repositories there are: by name, or all that the App is installed on."""

import asyncio
import re

from bot.github.auth import Grant
from bot.github.client import Client
from bot.github.errors import GitHubError, Gone
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


async def installed(client: Client) -> tuple[tuple[RepoKey, ...], tuple[Failed, ...]]:
    """Every repository of every installation that is not suspended, in GitHub's order."""
    keys: list[RepoKey] = []
    failures: list[Failed] = []
    for installation in await _pages(client, "GET /app/installations", None, None):
        id, account = installation["id"].number(), installation["account"]["login"].text_or("?")
        if installation["suspended_at"]:
            continue
        try:
            grant = Grant(id, READ)
            repositories = await _pages(client, "GET /installation/repositories", grant, "repositories")
        except GitHubError as error:
            failures.append(Failed(RepoKey(installation=id, node_id=""), f"{account}/*", str(error)))
            continue
        keys += [RepoKey(installation=id, node_id=repo["node_id"].text()) for repo in repositories]
    return tuple(keys), tuple(failures)


async def _pages(client: Client, route: str, grant: Grant | None, field: str | None) -> list[Node]:
    found: list[Node] = []
    for page in range(1, MAX_PAGES + 1):
        answer = await client.call(route, grant, query={"per_page": 100, "page": page})
        items = list(answer.data[field] if field else answer.data)
        found += items
        if len(items) < 100:
            break
    return found
