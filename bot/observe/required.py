"""Is the cord required on a branch, and pinned to our App? Without both it holds nothing, or can be forged.

By rulesets or by classic branch protection, which GitHub shows in two places; what it requires of checks
is shown with the branch to whoever may read it, without administration rights.
Sources: docs.github.com/en/rest/repos/rules#get-rules-for-a-branch, .../rest/branches/branches#get-a-branch
"""

from collections.abc import Iterable

from bot.github.errors import Broken, Denied, Gone
from bot.github.node import Node
from bot.model.checkup import Requirement
from bot.model.facts import CORD
from bot.model.telling import Reason
from bot.observe.runs import Reader

PAGE = 100


async def branch_rules(reader: Reader, branch: str) -> tuple[Node, ...] | None:
    """The rules that hold on a branch; None where the plan of a private repository lets GitHub enforce none."""
    route = "/repos/{owner}/{repo}/rules/branches/{branch}"
    try:
        rules = tuple(await reader.get(route, {"per_page": PAGE}, branch=branch))
    except Gone:  # a server that knows no rulesets
        return ()
    except Denied as error:
        if "upgrade to" in str(error).lower():
            return None
        raise
    if len(rules) >= PAGE:
        raise Broken(f"{branch} has {PAGE} rules or more")
    return rules


def required_checks(rules: Iterable[Node]) -> tuple[tuple[Node, Node], ...]:
    """The checks that rules of a branch require, each with its rule."""
    return tuple(
        (rule, check)
        for rule in rules
        if rule["type"].is_text("required_status_checks")
        for check in rule["parameters"]["required_status_checks"]
    )


def requirements(rules: Iterable[Node]) -> tuple[Requirement, ...]:
    """The rules of a branch that require the cord, by their rulesets."""
    return tuple(
        Requirement(
            source=check["integration_id"].number() if check["integration_id"] else None,
            ruleset=rule["ruleset_id"].number(),
            organisation=not rule["ruleset_source_type"].is_text("Repository"),
        )
        for rule, check in required_checks(rules)
        if check["context"].is_text(CORD)
    )


async def classic(reader: Reader, branch: str) -> tuple[Requirement, ...]:
    """The required checks of a branch's classic protection that are the cord; none where it has none."""
    found = await classic_checks(reader, branch)
    return (Requirement(source=found[CORD], ruleset=None),) if CORD in found else ()


async def classic_checks(reader: Reader, branch: str) -> dict[str, int | None]:
    """The checks that a branch's classic protection requires, with the App that must report each, if one must."""
    return classic_of(await reader.get("/repos/{owner}/{repo}/branches/{branch}", branch=branch))


def classic_of(branch: Node) -> dict[str, int | None]:
    """The same from a branch as GitHub shows it. Nobody in particular must report a check of no App, or -1."""
    checks = branch["protection"]["required_status_checks"]
    if checks["enforcement_level"].is_text("off"):
        return {}
    found: dict[str, int | None] = {name.text(): None for name in checks["contexts"]}
    for check in checks["checks"]:
        app = check["app_id"]
        found[check["context"].text()] = app.number() if app and not app.is_number(-1) else None
    return found


async def required(reader: Reader, branch: str, app_id: int) -> Reason:
    """What the active rules of a branch say of the cord."""
    try:
        rules = await branch_rules(reader, branch)
        by_classic = () if rules is None else await classic(reader, branch)
    except (Broken, Denied, Gone) as error:
        why = Reason(status="unknown", text=str(error))
        text = f"whether {CORD} is required on {branch} could not be read"
        return Reason(status="unknown", text=text, children=(why,))
    if rules is None:
        text = f"GitHub enforces no rules in a private repository on its owner's plan: {CORD} on {branch} holds nothing"
        return Reason(status="blocked", text=text)
    sources = {one.source for one in (*requirements(rules), *by_classic)}
    if not sources:
        text = f"nothing requires {CORD} on {branch}: merges are not held"
        return Reason(status="blocked", text=text)
    if app_id not in sources:
        text = f"{CORD} is required on {branch} but not from this App: anybody could forge it, or it never passes"
        return Reason(status="blocked", text=text)
    pushes = f"it holds direct pushes to {branch} too: who makes any must be a bypass actor of its ruleset"
    children = (Reason(status="ok", text=pushes),)
    return Reason(status="ok", text=f"{CORD} is required on {branch}, from this App", children=children)
