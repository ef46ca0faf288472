"""Is the cord required on a branch, and pinned to our App? Without both it holds nothing, or can be forged.

Source: docs.github.com/en/rest/repos/rules#get-rules-for-a-branch (rulesets; classic branch protection
is not shown there without administration rights).
"""

from bot.github.errors import Broken, Denied, Gone
from bot.github.node import Node
from bot.model.checkup import Requirement
from bot.model.facts import CORD
from bot.model.telling import Reason
from bot.observe.bypass import branch_rules
from bot.observe.runs import Reader


def requirements(rules: tuple[Node, ...]) -> tuple[Requirement, ...]:
    """The rules of a branch that require the cord, by their rulesets."""
    return tuple(
        Requirement(
            source=check["integration_id"].number() if check["integration_id"] else None,
            ruleset=rule["ruleset_id"].number() if rule["ruleset_id"] else None,
            organisation=not rule["ruleset_source_type"].is_text("Repository"),
        )
        for rule in rules
        if rule["type"].is_text("required_status_checks")
        for check in rule["parameters"]["required_status_checks"]
        if check["context"].is_text(CORD)
    )


async def required(reader: Reader, branch: str, app_id: int) -> Reason:
    """What the active rules of a branch say of the cord."""
    try:
        rules = await branch_rules(reader, branch)
    except (Broken, Denied, Gone) as error:
        why = Reason(status="unknown", text=str(error))
        text = f"whether {CORD} is required on {branch} could not be read"
        return Reason(status="unknown", text=text, children=(why,))
    if rules is None:
        text = f"GitHub enforces no rules in a private repository on its owner's plan: {CORD} on {branch} holds nothing"
        return Reason(status="blocked", text=text)
    sources = {one.source for one in requirements(rules)}
    if not sources:
        text = f"no ruleset requires {CORD} on {branch}: merges are not held unless classic protection does"
        return Reason(status="blocked", text=text)
    if app_id not in sources:
        text = f"{CORD} is required on {branch} but not from this App: anybody could forge it, or it never passes"
        return Reason(status="blocked", text=text)
    return _held(branch, {rule["type"].text() for rule in rules})


def _held(branch: str, kinds: set[str]) -> Reason:
    """What a required and pinned cord means on this branch besides."""
    if "merge_queue" in kinds:
        text = (
            f"{branch} has a merge queue, on whose groups {CORD} is not reported: required, it lets none pass"
        )
        return Reason(status="blocked", text=text)
    pushes = f"it holds direct pushes to {branch} too: who makes any must be a bypass actor of its ruleset"
    children = (Reason(status="ok", text=pushes),)
    return Reason(status="ok", text=f"{CORD} is required on {branch}, from this App", children=children)
