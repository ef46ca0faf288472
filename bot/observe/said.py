"""What people say to Andon: the comments of the last hour that may be commands, and who wrote them.

A green repository in which nobody said anything costs nothing: the scan tells when an issue or a pull
request last changed, and only after that the repository's newest comments are listed, once for each change.
"""

import re
from collections import Counter
from datetime import datetime

from bot.github.errors import Gone
from bot.github.node import Node
from bot.github.said import SAID
from bot.model.commands import HEARD_FOR, ROLES, Proposed, Role, Said, is_command, role_of, spoken
from bot.model.config import Config
from bot.model.facts import Unread
from bot.model.pressed import written
from bot.model.value import Value
from bot.observe.runs import SETTLED, Reader
from bot.observe.scan import Scanned

MAX_PAGES = 5
MOST = 20
"""Comments that are looked into in one pass, the oldest first; an answer brings the next pass."""
ANSWERS = ("THUMBS_UP", "THUMBS_DOWN", "CONFUSED")
"""The reactions by which our App answers."""
STRANGERS: tuple[Role, ...] = ("none", "read", "triage")
"""Roles with which nobody may command."""
_PLAIN = re.compile(r"[\w#@+-][\w#@+.-]{0,249}")
"""A name that a branch may have, without a slash."""
WEB = "web-flow"
"""Who commits what people do on GitHub's own pages."""


class _Listed(Value):
    """A comment that may be a command, as the list of comments has it."""

    id: int
    node_id: str
    issue: int
    pull: bool
    author: str
    bot: bool
    at: datetime
    body: str
    press: bool = False


async def read_said(
    scanned: Scanned, config: Config, reader: Reader, app: str, at: datetime
) -> tuple[Said, ...]:
    """The comments that may be commands, answered ones left out; none where nobody is listened to."""
    if config.mode not in ("warn", "enforce") or not scanned.talked or max(scanned.talked) < at - HEARD_FOR:
        return ()
    listed = await reader.attempt("people: comments", _list(scanned, reader, app, at))
    mine = [one for one in listed or () if one.at >= at - HEARD_FOR]
    waiting = [one for one in mine if not reader.kept.has(_answered(one, reader))]
    answered = {one.author for one in mine if one not in waiting}
    roles: dict[str, Role | None] = {}
    found: list[Said] = []
    for one in _fair(waiting)[:MOST]:
        if one.author in answered and one.author not in roles:
            roles[one.author] = await _role(one, config, reader)
        if one.author in answered and roles[one.author] in STRANGERS:
            continue  # answered once an hour
        said = await reader.attempt("people: comment", _read(one, reader))
        if said is None:
            continue
        if said.answered:
            await reader.kept.get(_answered(one, reader), _yes)
            answered.add(one.author)
            continue
        if one.author not in roles:
            roles[one.author] = await _role(one, config, reader)
        named = False if roles[one.author] in STRANGERS else await _named(said, reader)
        found.append(said.model_copy(update={"role": roles[one.author], "named": named}))
    return tuple(one.model_copy(update={"again": one.author in answered}) for one in found)


def _fair(waiting: list[_Listed]) -> list[_Listed]:
    """Everybody's first comment before anybody's second: nobody keeps others from being heard by writing many."""
    count: Counter[str] = Counter()
    placed: list[tuple[int, _Listed]] = []
    for one in waiting:
        count[one.author] += 1
        placed.append((count[one.author], one))
    return [one for _, one in sorted(placed, key=lambda pair: pair[0])]


def _answered(one: _Listed, reader: Reader) -> tuple[str, str, int]:
    return reader.name, "answered", one.id


async def _yes() -> bool:
    return True


async def _list(scanned: Scanned, reader: Reader, app: str, at: datetime) -> tuple[_Listed, ...]:
    """The commands among the newest comments, oldest first; kept until something else changes.

    Not while the last change is so young that a comment of the same moment may be missing from the list.
    """

    async def read() -> tuple[_Listed, ...]:
        return await _newest(reader, app, at)

    key = (reader.name, "comments", *scanned.talked)
    settled = reader.client.now() - max(scanned.talked) >= SETTLED
    return await (reader.kept.get(key, read) if settled else read())


async def _newest(reader: Reader, app: str, at: datetime) -> tuple[_Listed, ...]:
    found: list[_Listed] = []
    query: dict[str, str | int] = {"sort": "updated", "direction": "desc", "per_page": 100}
    query["since"] = f"{at - HEARD_FOR:%Y-%m-%dT%H:%M:%SZ}"
    for page in range(1, MAX_PAGES + 1):
        listed = (await reader.get("/repos/{owner}/{repo}/issues/comments", {**query, "page": page})).items()
        found += [one for node in listed if (one := _listed(node, app)) is not None]
        if len(listed) < 100:
            return tuple(sorted(found, key=lambda one: (one.at, one.id)))
    reader.unread.append(Unread(what="people: comments", why=f"there are more than {MAX_PAGES}00 in an hour"))
    return tuple(sorted(found, key=lambda one: (one.at, one.id)))


def _listed(node: Node, app: str) -> _Listed | None:
    """A comment that may be a command; of ours only one that writes down what somebody pressed, which is theirs."""
    body, author = node["body"].text_or(""), node["user"]["login"].text_or("ghost")
    press = written(body) if author == f"{app}[bot]" else None
    if press is None and (author == f"{app}[bot]" or not is_command(body)):
        return None
    return _Listed(
        id=node["id"].number(),
        node_id=node["node_id"].text(),
        issue=int(node["issue_url"].text().rsplit("/", maxsplit=1)[-1]),
        pull="/pull/" in node["html_url"].text(),
        author=press.who if press else author,
        bot=press is None and not node["user"]["type"].is_text("User"),
        at=node["created_at"].time(),
        body=press.command if press else body,
        press=press is not None,
    )


async def _read(one: _Listed, reader: Reader) -> Said | None:
    """What GraphQL says of the comment; None where it is gone."""
    node = await reader.ask(SAID, {"id": one.node_id, "pull": one.pull})
    if not node:
        return None
    place = node["pullRequest"] if one.pull else node["issue"]
    moves = [move["createdAt"].time() for move in place["timelineItems"]["nodes"]]
    return Said(
        comment=one.id,
        issue=one.issue,
        author=one.author,
        bot=one.bot,
        at=one.at,
        body=one.body if one.press else node["body"].text(),
        edited=bool(node["lastEditedAt"]) or node["includesCreatedEdit"].flag(),
        moved=any(one.at <= moved for moved in moves),
        closed=not place["state"].is_text("OPEN"),
        answered=any(
            group["viewerHasReacted"].flag()
            for group in node["reactionGroups"]
            if group["content"].text() in ANSWERS
        ),
        proposed=_proposed(place) if one.pull else None,
    )


def _proposed(pull: Node) -> Proposed:
    commits = [one["commit"] for one in pull["commits"]["nodes"]]
    people = [pull["author"], *(one[role]["user"] for one in commits for role in ("author", "committer"))]
    names = {name for one in people if (name := one["login"].maybe_text()) not in (None, WEB)}
    return Proposed(base=pull["baseRefName"].text(), head=pull["headRefOid"].text(), by=tuple(sorted(names)))


async def _named(said: Said, reader: Reader) -> bool | None:
    """Whether what stands before a colon is a branch; what has a slash is meant as one, whether there is one or not.

    Source: docs.github.com/en/rest/branches/branches#get-a-branch
    """
    name = spoken(said.body).line
    if name is None or not _PLAIN.fullmatch(name):
        return False

    async def read() -> bool:
        try:
            await reader.get("/repos/{owner}/{repo}/branches/{branch}", branch=name)
        except Gone:
            return False
        return True

    return await reader.attempt("people: branch", read())


async def _role(one: _Listed, config: Config, reader: Reader) -> Role | None:
    """What the author may do in the repository now, None where GitHub does not say.

    A bot has no role there: one that the configuration lists counts as one that may write.
    Source: docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user
    """
    if one.bot:
        return "write" if one.author in config.people.bots else "none"

    async def read() -> Role:
        route = "/repos/{owner}/{repo}/collaborators/{username}/permission"
        try:
            told = await reader.get(route, username=one.author)
        except Gone:
            return "none"
        name = told["role_name"].text_or("")
        # A role that an organisation made itself has a name of its own; `permission` is what it builds on.
        return role_of(name if name in ROLES else told["permission"].text_or(""))

    return await reader.attempt("people: role", read())
