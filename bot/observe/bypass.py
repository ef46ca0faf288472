"""What our own fixes may be merged with: people's approval, and what GitHub would let our App merge past.

An App cannot approve its own pull request, so where reviews are required automatic merging needs it to be
a bypass actor of that ruleset. GitHub then holds back none of the ruleset's rules: what they ask for is
looked up here, and nothing but the review is gone past. Read for our own open fixes alone.
Source: docs.github.com/en/rest/repos/rules#get-a-repository-ruleset (`current_user_can_bypass`)
"""

import asyncio
from dataclasses import replace

from bot.github.auth import Grant, Permissions
from bot.github.documents import REVIEWS
from bot.github.errors import Broken, Denied
from bot.github.node import Node
from bot.model.config import Config
from bot.model.facts import Pull
from bot.model.jobs import FIXES
from bot.observe.required import branch_rules, required_checks
from bot.observe.runs import MAX_PAGES, Reader

MAY = ("always", "pull_requests_only", "exempt")
_HARMLESS = ("creation", "deletion", "non_fast_forward", "pull_request", "required_status_checks", "update")
_PASSED = ("success", "neutral", "skipped")
_PAGE = 100
STATUSES: Permissions = (("statuses", "read"),)
"""Asked for apart: without it the rest is read all the same."""


async def read_bypass(pulls: tuple[Pull, ...], config: Config, reader: Reader, app: str) -> tuple[Pull, ...]:
    """The pull requests; our fixes that may be merged with what merging them could go past.

    app: our App's slug.
    """

    async def read(pull: Pull) -> Pull:
        ours = pull.bot and pull.author == app and not pull.fork and pull.branch.startswith(FIXES)
        if not ours or config.fix.merge == "never":
            return pull
        pull = await _approved(pull, config, reader)
        found = await reader.attempt(f"rules: {pull.base}", _looked_up(pull, reader, app))
        return found or pull.model_copy(update={"lacks": ("the rules, which could not be read",)})

    return tuple(await asyncio.gather(*(read(pull) for pull in pulls)))


async def _approved(pull: Pull, config: Config, reader: Reader) -> Pull:
    """The pull request, approved also where no review is required: GitHub then decides nothing by itself.

    An approval is of this head, and no reviewer who may write wants changes.
    """
    if pull.approved or config.fix.merge != "approve":
        return pull
    node = await reader.query(f"rules: reviews of #{pull.number}", REVIEWS, {"number": pull.number})
    if node is None or not node["pullRequest"] or node["pullRequest"]["reviewDecision"]:
        return pull
    reviews = node["pullRequest"]["latestOpinionatedReviews"]["nodes"].items()
    unwanted = any(review["state"].is_text("CHANGES_REQUESTED") for review in reviews)
    approving = [
        r for r in reviews if r["state"].is_text("APPROVED") and r["commit"]["oid"].is_text(pull.head)
    ]
    return pull.model_copy(update={"approved": bool(approving) and not unwanted})


async def _looked_up(pull: Pull, reader: Reader, app: str) -> Pull:
    rules = await branch_rules(reader, pull.base)
    ids = sorted({rule["ruleset_id"].number() for rule in rules or ()})
    may = {number: await _may_bypass(number, reader) for number in ids}
    open_rules = [rule for rule in rules or () if may[rule["ruleset_id"].number()] is not False]
    if not open_rules:
        return pull
    reviews = [
        may[rule["ruleset_id"].number()] for rule in rules or () if rule["type"].is_text("pull_request")
    ]
    others = {rule["type"].text() for rule in open_rules} - set(_HARMLESS)
    checks = [check for _, check in required_checks(rules or ())]
    lacks = (
        *(f"what the rule {name} asks for" for name in sorted(others)),
        *(["resolved conversations"] if any(_asks_for_threads(rule) for rule in open_rules) else ()),
        *await _lacking(pull, checks, reader),
    )
    past_review = (
        bool(reviews) and all(one is True for one in reviews) and await _ours_alone(pull, reader, app)
    )
    return pull.model_copy(update={"lacks": lacks, "past_review": past_review})


def _asks_for_threads(rule: Node) -> bool:
    """Whether a rule wants every conversation resolved: that is more than a review."""
    asked = rule["parameters"]["required_review_thread_resolution"]
    return rule["type"].is_text("pull_request") and bool(asked) and asked.flag()


async def _ours_alone(pull: Pull, reader: Reader, app: str) -> bool:
    """Whether all that ran on the head was set off by our App: whoever may write can push to our branch.

    A run's actor is who pushed; re-running it changes only the triggering actor.
    """
    paths = sorted({run.path for run in pull.runs if run.event == "pull_request"})
    if not paths:
        return False
    listed = await reader.get(
        "/repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs",
        {"head_sha": pull.head, "per_page": _PAGE},
        workflow_id=paths[0].rsplit("/", maxsplit=1)[-1],
    )
    actors = {run["actor"]["login"].text_or("") for run in listed["workflow_runs"]}
    return actors == {f"{app}[bot]"}


async def _may_bypass(number: int, reader: Reader) -> bool | None:
    """Whether our App may bypass a ruleset; None where GitHub does not say."""
    ruleset = await reader.get("/repos/{owner}/{repo}/rulesets/{ruleset_id}", ruleset_id=number)
    said = ruleset["current_user_can_bypass"].maybe_text()
    return None if said is None else said in MAY


async def _lacking(pull: Pull, required: list[Node], reader: Reader) -> tuple[str, ...]:
    """The required checks that have not succeeded on the head, each from the App that must report it.

    A commit status will do where no App is named; of a check and a status with one name both must be good.
    Source: docs.github.com, "Troubleshooting required status checks"
    """
    route = "/repos/{owner}/{repo}/commits/{ref}/check-runs"
    lacking: set[str] = set()
    states = await _states(pull, reader) if required else {}
    for check in required:
        name, source = check["context"].text(), check["integration_id"]
        query: dict[str, str | int] = {"check_name": name, "per_page": _PAGE}
        if source:
            query["app_id"] = source.number()
        listed = (await reader.get(route, query, ref=pull.head))["check_runs"].items()
        newest = max(listed, key=lambda run: run["id"].number(), default=None)
        state = None if source else states.get(name)
        passed = newest is not None and newest["conclusion"].text_or("") in _PASSED
        if not (passed or (newest is None and state)) or state not in (None, "success"):
            lacking.add(name)
    return tuple(sorted(lacking))


async def _states(pull: Pull, reader: Reader) -> dict[str, str]:
    """The state of each context's newest commit status on the head; none where they may not be read."""
    grant = Grant(reader.grant.installation, STATUSES, (reader.repository.id,))
    route, states = "/repos/{owner}/{repo}/commits/{ref}/status", dict[str, str]()
    for page in range(1, MAX_PAGES + 1):
        try:
            asking = replace(reader, grant=grant)
            listed = await asking.get(route, {"per_page": _PAGE, "page": page}, ref=pull.head)
        except Denied:
            return {}
        states |= {one["context"].text(): one["state"].text() for one in listed["statuses"].items()}
        if len(states) >= listed["total_count"].number():
            return states
    raise Broken(f"#{pull.number} has more statuses than were read")
