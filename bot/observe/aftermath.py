"""What a stop that is over did to pull requests: why they failed, what they lack, whether they may be updated.

Costs nothing but of those that the stop held and on which a red workflow did not pass; once their cord says
what to do, nothing is read again. What it means is judged in `decide.aftermath`.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.github.auth import Grant, Permissions
from bot.github.documents import DEQUEUED, STANDING
from bot.github.errors import Broken, Denied, Gone
from bot.github.node import Node
from bot.model.after_green import Dequeued
from bot.model.aftermath import LASTS, aftermaths, left, out_of_queue, tested
from bot.model.config import Config
from bot.model.evidence import Aftermath
from bot.model.facts import After, JobFacts, LineFacts, Pull
from bot.observe.required import branch_rules
from bot.observe.runs import Reader

ADMINISTRATION: Permissions = (("administration", "read"),)
"""Asked for apart: without it, what classic protection says of reviews is not known."""
PUSH: Permissions = (("contents", "write"), ("pull_requests", "write"))
"""What updating a branch takes: GitHub says whether that may be done to whoever asks, by the token that asks."""
AT_ONCE = 50
"""Pull requests of which one query asks."""
_DISMISSING = ("dismiss_stale_reviews_on_push", "require_last_push_approval")


async def read_aftermath(
    lines: tuple[tuple[LineFacts, JobFacts], ...],
    pulls: tuple[Pull, ...],
    config: Config,
    reader: Reader,
    at: datetime,
) -> tuple[Pull, ...]:
    """The pull requests; those that a stop left behind with what it did to them. lines: each with its own job."""
    wish = config.after_green
    if config.mode != "enforce" or (wish.update == "leave" and not wish.requeue):
        return pulls
    found = {line.branch: aftermaths(job, line, pulls, at) for line, job in lines}
    out = [p for p in pulls if wish.requeue and any(out_of_queue(p, a, at) for a in found.get(p.base, ()))]
    moved = await _read_each("after: queues", DEQUEUED, out, reader)
    due = {p.number: after for p in pulls if (after := _due(p, found.get(p.base, ()), config, at))}
    mine = [pull for pull in pulls if pull.number in due]
    read = await asyncio.gather(*(_read(pull, due[pull.number], reader) for pull in mine))
    afters = {pull.number: after for pull, after in zip(mine, read, strict=True) if after}
    afters = await _with_standing([p for p in mine if p.number in afters], afters, wish.update, reader)
    return tuple(
        pull.model_copy(
            update={"after": afters.get(pull.number), "dequeued": _dequeued(moved.get(pull.number))}
        )
        for pull in pulls
    )


def _due(pull: Pull, found: Iterable[Aftermath], config: Config, at: datetime) -> Aftermath | None:
    """The stop that left the pull request as it is, if there is more to be known of that."""
    if config.after_green.update == "leave" or pull.unread:
        return None
    if (
        pull.cord
        and pull.cord.stale
        and (config.after_green.update == "ask" or pull.cord.update == "refused")
    ):
        return None
    mine = next((after for after in found if left(pull, after)), None)
    return mine if mine and at - mine.green < LASTS and tested(pull, mine) else None


async def _read(pull: Pull, after: Aftermath, reader: Reader) -> After | None:
    """Which jobs failed, and how far it is behind what mended its base; None where that could not be read."""
    ended = tested(pull, after)
    if any(run.status != "completed" for run in ended):
        return None
    runs = tuple([await reader.with_jobs(run, "after") for run in ended])
    if any(run.jobs is None for run in runs):
        return None
    comparison = await reader.comparison(after.mend, pull.head)
    return After(runs=runs, behind=comparison.behind) if comparison else None


async def _with_standing(
    pulls: list[Pull], afters: dict[int, After], wish: str, reader: Reader
) -> dict[int, After]:
    """What stops did to pull requests, since when they have their base, and whether their branches can be updated.

    Without those of which that could not be read.
    """
    updates = wish == "update"
    dismissing = {base: await _dismisses(base, reader) for base in {p.base for p in pulls} if updates}
    asking = replace(reader, grant=Grant(reader.grant.installation, PUSH, (reader.repository.id,)))
    found = await _read_each("after: standing", STANDING, pulls, asking if updates else reader)
    seen: dict[int, After] = {}
    for pull in (pull for pull in pulls if pull.number in found):
        node = found[pull.number]
        moved = next(iter(node["timelineItems"]["nodes"]), Node(None))
        facts: dict[str, object] = {"based": moved["createdAt"].maybe_time()}
        if updates:
            approvals = [
                review["submittedAt"].time()
                for review in node["latestOpinionatedReviews"]["nodes"].items()
                if review["state"].is_text("APPROVED")
            ]
            facts |= {
                "dismisses": dismissing[pull.base],
                "approved": min(approvals, default=None),
                "push": node["viewerCanUpdateBranch"].flag(),
            }
        seen[pull.number] = afters[pull.number].model_copy(update=facts)
    return seen


async def _read_each(what: str, document: str, pulls: list[Pull], reader: Reader) -> dict[int, Node]:
    """What a document says of pull requests, by their numbers; nothing of those of which it could not be read."""
    found: dict[int, Node] = {}
    for start in range(0, len(pulls), AT_ONCE):
        ids = [pull.node_id for pull in pulls[start : start + AT_ONCE]]
        nodes = await reader.attempt(what, reader.nodes(document, {"ids": ids})) or ()
        found |= {node["number"].number(): node for node in nodes if node}
    return found


def _dequeued(node: Node | None) -> Dequeued | None:
    """Where a pull request stands with its merge queue; None where that is not known."""
    if node is None:
        return None
    moved = next(iter(node["timelineItems"]["nodes"]), Node(None))
    return Dequeued(
        inside=node["isInMergeQueue"].flag(),
        fit=node["reviewDecision"].text_or("APPROVED") == "APPROVED",
        left=moved["createdAt"].maybe_time(),
        by_person=moved["actor"]["__typename"].text_or("") == "User",
    )


async def _dismisses(base: str, reader: Reader) -> bool:
    """Whether a push to a pull request into the branch takes approvals away; so too where nobody can tell.

    Sources: docs.github.com/en/rest/repos/rules#get-rules-for-a-branch (`pull_request`),
    docs.github.com/en/rest/branches/branch-protection#get-pull-request-review-protection
    """
    try:
        rules = await branch_rules(reader, base)
        if any(_asks(rule["parameters"], _DISMISSING) for rule in rules or ()):
            return True
        branch = await reader.get("/repos/{owner}/{repo}/branches/{branch}", branch=base)
        if not branch["protection"]["enabled"].flag():
            return False
        grant = Grant(reader.grant.installation, ADMINISTRATION, (reader.repository.id,))
        route = "/repos/{owner}/{repo}/branches/{branch}/protection/required_pull_request_reviews"
        reviews = await replace(reader, grant=grant).get(route, branch=base)
        return _asks(reviews, ("dismiss_stale_reviews", "require_last_push_approval"))
    except Gone:  # it is protected, and asks for no review
        return False
    except (Broken, Denied):
        return True


def _asks(parameters: Node, names: tuple[str, ...]) -> bool:
    return any(bool(parameters[name]) and parameters[name].flag() for name in names)
