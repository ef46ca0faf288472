"""What is reported of a line besides its workflow runs, and which checks its rules require.

Read only where it may matter: where something has failed lately, whatever it was, where the line's job is
open, or where the configuration asks for more than the jobs of Actions.
Sources: docs.github.com/en/rest/repos/rules#get-rules-for-a-branch, .../graphql/reference/objects#statuscheckrollup
"""

import asyncio
from collections.abc import Iterable, Mapping

from bot.github.documents import REPORTED
from bot.github.errors import Broken, Denied, Gone
from bot.github.node import Node
from bot.model.config import Config
from bot.model.facts import CORD, LineFacts, Pull, Unread
from bot.model.jobs import line_key
from bot.model.runs import WINDOW, Check, RequiredCheck
from bot.observe.branches import Branch
from bot.observe.proofs import suspects
from bot.observe.required import branch_rules, classic_checks, required_checks
from bot.observe.runs import Reader
from bot.observe.scan import Scanned

AT_ONCE = 25
"""Commits whose checks are asked for in one query."""
MAX_PAGES = 10
"""Pages of a hundred checks that are read of a commit."""
_STATES = {"SUCCESS": "success", "FAILURE": "failure", "ERROR": "failure"}


async def read_reported(
    scanned: Scanned, branch: Branch, line: LineFacts, config: Config, reader: Reader
) -> LineFacts:
    """The line with the checks that its rules require, and all that was reported of it, where either may matter."""
    green = config.line.green
    key = line_key(scanned.repository.id, line.branch).digest
    busy = any(claim.key == key and claim.stage != "closed" for claim in scanned.claims)
    matters = busy or branch.failing or bool(suspects(line, config, {}))
    if green == "all" or (green == "auto" and not matters):
        return line
    if isinstance(green, tuple):
        return await _with_checks(line, reader)
    what = f"line {line.branch}: required checks"
    required = await reader.attempt(what, _required(line.branch, scanned.apps.actions, reader))
    found = line.model_copy(update={"required": required, "unclear": required is None})
    return await _with_checks(found, reader) if required else found


async def _required(branch: str, actions: int, reader: Reader) -> tuple[RequiredCheck, ...]:
    """The checks besides the cord that rulesets and classic protection require; none where GitHub enforces none."""
    rules = await branch_rules(reader, branch)
    if rules is None:
        return ()
    by_rules = ((check["context"].text(), check["integration_id"]) for _, check in required_checks(rules))
    told = {(name, app.number() if app else None) for name, app in by_rules}
    told |= set((await classic_checks(reader, branch)).items())
    return tuple(
        RequiredCheck(name=name, app=app, actions=app in (None, actions))
        for name, app in sorted(told, key=lambda one: (one[0], one[1] or 0))
        if name != CORD
    )


async def _with_checks(line: LineFacts, reader: Reader) -> LineFacts:
    """The line with all that was reported of its commits.

    Where we may not see that, what others than Actions report is unread, and the line is judged without.
    """
    recent = line.history[:WINDOW]
    try:
        read = await checks_of(tuple(c.node_id for c in recent), reader)
    except (Broken, Denied, Gone) as error:
        part = "checks" if isinstance(error, Denied) else f"line {line.branch}"
        reader.unread.append(Unread(what=f"{part}: what others than Actions report", why=str(error)))
        return line.model_copy(update={"unclear": not isinstance(error, Denied)})
    seen = tuple(c.model_copy(update={"checks": read.get(c.node_id, ())}) for c in recent)
    return line.model_copy(update={"history": (*seen, *line.history[WINDOW:])})


async def read_pull_checks(
    pulls: tuple[Pull, ...], failed: Mapping[str, set[tuple[str, str]]], reader: Reader
) -> tuple[Pull, ...]:
    """The pull requests; those into a line on which a check of others failed with what others report of their heads.

    failed: which did, by the line's branch.
    """
    failing = {branch for branch, checks in failed.items() if checks}
    asked = [pull for pull in pulls if pull.base in failing and pull.head_node and not pull.unread]
    found: dict[str, tuple[Check, ...]] = {}
    for start in range(0, len(asked), AT_ONCE):
        ids = tuple(pull.head_node for pull in asked[start : start + AT_ONCE])
        found |= await reader.attempt("pulls: checks", checks_of(ids, reader)) or {}
    return tuple(
        pull.model_copy(update={"checks": found[pull.head_node]}) if pull.head_node in found else pull
        for pull in pulls
    )


async def checks_of(commits: tuple[str, ...], reader: Reader) -> dict[str, tuple[Check, ...]]:
    """All that was reported of commits, by their node ids."""
    data = await reader.nodes(REPORTED, {"ids": list(commits), "after": None})
    found = await asyncio.gather(*(_whole(node, reader) for node in data if node))
    return dict(found)


async def _whole(node: Node, reader: Reader) -> tuple[str, tuple[Check, ...]]:
    """A commit's checks, the other pages too."""
    id, checks = node["id"].text(), list[Check]()
    contexts = node["statusCheckRollup"]["contexts"] if node["statusCheckRollup"] else Node(None)
    for _ in range(MAX_PAGES):
        if not contexts:
            return id, tuple(checks)
        checks += _checks(contexts["nodes"])
        if not contexts["pageInfo"]["hasNextPage"].flag():
            return id, tuple(checks)
        after = contexts["pageInfo"]["endCursor"].text()
        (node,) = await reader.nodes(REPORTED, {"ids": [id], "after": after})
        contexts = node["statusCheckRollup"]["contexts"]
    raise Broken(f"a commit has more than {len(checks)} checks")


def _checks(nodes: Iterable[Node]) -> list[Check]:
    return [_run(node) if node["__typename"].is_text("CheckRun") else _status(node) for node in nodes]


def _run(node: Node) -> Check:
    suite = node["checkSuite"]
    run, app = suite["workflowRun"], suite["app"]
    conclusion = node["conclusion"].maybe_text()
    ended = node["completedAt"].maybe_time() or node["startedAt"].maybe_time() or suite["createdAt"].time()
    return Check(
        id=node["databaseId"].number(),
        name=node["name"].text(),
        by=app["slug"].text_or("") if app else "",
        app=app["databaseId"].number() if app else None,
        workflow=run["workflow"]["name"].text() if run else None,
        event=run["event"].text() if run else None,
        conclusion=conclusion.lower() if conclusion else None,
        at=ended,
        url=node["url"].text(),
    )


def _status(node: Node) -> Check:
    """A commit status; GitHub shows the newest of a context. Its time stands for the number that it lacks."""
    at = node["createdAt"].time()
    return Check(
        id=int(at.timestamp()),
        name=node["context"].text(),
        by=node["creator"]["login"].text_or("ghost"),
        conclusion=_STATES.get(node["state"].text()),
        at=at,
        url=node["targetUrl"].text_or(""),
    )
