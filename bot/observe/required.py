"""Is the cord required on a branch, and pinned to our App? Without both it holds nothing, or can be forged.

Source: docs.github.com/en/rest/repos/rules#get-rules-for-a-branch (rulesets; classic branch protection
is not shown there without administration rights).
"""

from bot.model.effects import Reason
from bot.model.facts import CORD
from bot.observe.runs import Reader


async def required(reader: Reader, branch: str, app_id: int) -> Reason:
    """What the active rules of a branch say of the cord."""
    reading = reader.get("/repos/{owner}/{repo}/rules/branches/{branch}", {"per_page": 100}, branch=branch)
    rules = await reader.attempt("rules", reading)
    if rules is None:
        return Reason(status="unknown", text=f"whether {CORD} is required on {branch} could not be read")
    sources: list[int | None] = []
    for rule in rules:
        if rule["type"].is_text("required_status_checks"):
            for check in rule["parameters"]["required_status_checks"]:
                if check["context"].is_text(CORD):
                    pinned = check["integration_id"]
                    sources.append(pinned.number() if pinned else None)
    if not sources:
        text = f"no ruleset requires {CORD} on {branch}: merges are not held unless classic protection does"
        return Reason(status="blocked", text=text)
    if app_id not in sources:
        text = f"{CORD} is required on {branch} but not from this App: anybody could forge it, or it never passes"
        return Reason(status="blocked", text=text)
    return Reason(status="ok", text=f"{CORD} is required on {branch}, from this App")
