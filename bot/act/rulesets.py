"""Requiring the cord by a ruleset, and taking it out again. What else is in a ruleset stays in it.

Source: docs.github.com/en/rest/repos/rules, docs.github.com/en/rest/orgs/rules, .../orgs/custom-properties
"""

from dataclasses import dataclass
from typing import Any

from bot.act.grants import Writer
from bot.github.auth import Grant
from bot.github.errors import Gone
from bot.model.enforcing import (
    ADMINISTRATION,
    ORGANISATION,
    PROPERTY,
    RULESET,
    Deselect,
    Loosen,
    Require,
    Select,
    Unprotect,
)
from bot.model.facts import CORD

ADMIN_ROLE = 5
"""The id of GitHub's own repository role *admin*."""
_RULESETS = "/repos/{owner}/{repo}/rulesets"
_RULESET = _RULESETS + "/{ruleset_id}"
_CHECKS = "required_status_checks"


@dataclass(frozen=True)
class Pin:
    """Who must report the cord, and which other Apps (release bots) may push past it."""

    app: int
    bypass: tuple[int, ...] = ()


async def require(writer: Writer, step: Require, pin: Pin) -> None:
    """Require the cord from the App on the step's refs: in a new ruleset, or in ours as it stands."""
    if step.ruleset is None:
        body = _new(pin, step.refs)
        await writer.call(f"POST {_RULESETS}", ADMINISTRATION, sent=body)
        return
    path = {"ruleset_id": step.ruleset}
    found = await _read(writer, step.ruleset)
    refs = found["conditions"]["ref_name"]
    included = list(dict.fromkeys([*refs["include"], *step.refs]))
    ours = {(actor["actor_type"], actor["actor_id"]) for actor in _apps(pin)}
    known = [a for a in found["bypass_actors"] if (a["actor_type"], a["actor_id"]) not in ours]
    body = {
        "enforcement": "active",
        "conditions": {"ref_name": {"include": included, "exclude": refs["exclude"]}},
        "bypass_actors": [*known, *_apps(pin)],
        "rules": _requiring(found["rules"], pin),
    }
    await writer.call(f"PUT {_RULESET}", ADMINISTRATION, path, sent=body)


async def select(writer: Writer, step: Select, pin: Pin) -> None:
    """Have the organisation's ruleset require the cord here. Until a repository is chosen it is about none."""
    organisation = {"org": step.login}
    await _organised(
        writer,
        "PUT /orgs/{org}/properties/schema/{custom_property_name}",
        {**organisation, "custom_property_name": PROPERTY},
        {"value_type": "true_false", "description": "Merges wait while the default branch is red (Andon)."},
    )
    if step.ruleset is None:
        chosen = {"name": PROPERTY, "property_values": ["true"], "source": "custom"}
        body = _new(pin, ("~DEFAULT_BRANCH",))
        body["conditions"]["repository_property"] = {"include": [chosen], "exclude": []}
        await _organised(writer, "POST /orgs/{org}/rulesets", organisation, body)
    await _choose(writer, step.login, "true")


async def deselect(writer: Writer, step: Deselect) -> None:
    """Have the organisation's ruleset target the repository no more."""
    await _choose(writer, step.login, None)


async def _choose(writer: Writer, login: str, value: str | None) -> None:
    name = writer.repository.name.partition("/")[2]
    body = {
        "repository_names": [name],
        "properties": [{"property_name": PROPERTY, "value": value}],
    }
    await _organised(writer, "PATCH /orgs/{org}/properties/values", {"org": login}, body)


async def _organised(writer: Writer, route: str, path: dict[str, str], body: dict[str, Any]) -> None:
    """One write to the organisation: no repository narrows its token."""
    grant = Grant(writer.repository.installation, ORGANISATION)
    await writer.client.call(route, grant, path, sent=body)


async def loosen(writer: Writer, step: Loosen, pin: Pin) -> None:
    """Take the cord out of a ruleset; one that is gone already is no error."""
    path = {"ruleset_id": step.ruleset}
    try:
        if step.whole:
            await writer.call(f"DELETE {_RULESET}", ADMINISTRATION, path)
            return
        found = await _read(writer, step.ruleset)
        rules = _without(found["rules"], (None, pin.app))
        await writer.call(f"PUT {_RULESET}", ADMINISTRATION, path, sent={"rules": rules})
    except Gone:
        return


async def unprotect(writer: Writer, step: Unprotect) -> None:
    """Take the cord out of a branch's classic protection; one that is without it already is no error.

    By its name: what is not named stays, whoever changes it meanwhile.
    Source: docs.github.com/en/rest/branches/branch-protection#remove-status-check-contexts
    """
    route = "DELETE /repos/{owner}/{repo}/branches/{branch}/protection/required_status_checks/contexts"
    try:
        await writer.call(route, ADMINISTRATION, {"branch": step.branch}, sent={"contexts": [CORD]})
    except Gone:
        return


async def _read(writer: Writer, ruleset: int) -> dict[str, Any]:
    """A ruleset whole, as it would have to be written: what is not sent to GitHub again is lost."""
    answer = await writer.call(f"GET {_RULESET}", ADMINISTRATION, {"ruleset_id": ruleset})
    found: dict[str, Any] = answer.data.whole()
    conditions: dict[str, Any] = found.get("conditions") or {}
    refs: dict[str, Any] = {"include": [], "exclude": [], **conditions.get("ref_name", {})}
    return {
        "rules": found.get("rules") or [],
        "bypass_actors": found.get("bypass_actors") or [],
        "conditions": {"ref_name": refs},
    }


def _new(pin: Pin, refs: tuple[str, ...]) -> dict[str, Any]:
    """A ruleset that requires the cord and nothing else."""
    admins = {"actor_id": ADMIN_ROLE, "actor_type": "RepositoryRole", "bypass_mode": "pull_request"}
    return {
        "name": RULESET,
        "target": "branch",
        "enforcement": "active",
        "conditions": {"ref_name": {"include": list(refs), "exclude": []}},
        "bypass_actors": [admins, *_apps(pin)],
        "rules": _requiring([], pin),
    }


def _apps(pin: Pin) -> list[dict[str, Any]]:
    return [{"actor_id": app, "actor_type": "Integration", "bypass_mode": "always"} for app in pin.bypass]


def _requiring(rules: list[dict[str, Any]], pin: Pin) -> list[dict[str, Any]]:
    """The rules, with the cord required from the App and from nobody else."""
    cord = {"context": CORD, "integration_id": pin.app}
    found = _without(rules)
    mine = next((rule for rule in found if rule["type"] == _CHECKS), None)
    if mine is not None:
        others = [rule for rule in found if rule is not mine]
        checks = [*mine["parameters"][_CHECKS], cord]
        return [*others, {**mine, "parameters": {**mine["parameters"], _CHECKS: checks}}]
    flags = {"strict_required_status_checks_policy": False, "do_not_enforce_on_create": True}
    return [*found, {"type": _CHECKS, "parameters": {**flags, _CHECKS: [cord]}}]


def _without(rules: list[dict[str, Any]], apps: tuple[int | None, ...] | None = None) -> list[dict[str, Any]]:
    """The rules without the cord, from whomever or from these; one that requires no check then is left out."""
    kept: list[dict[str, Any]] = []
    for rule in rules:
        if rule["type"] != _CHECKS:
            kept.append(rule)
            continue
        checks = [
            check
            for check in rule["parameters"][_CHECKS]
            if check["context"] != CORD or (apps is not None and check.get("integration_id") not in apps)
        ]
        if checks:
            kept.append({**rule, "parameters": {**rule["parameters"], _CHECKS: checks}})
    return kept
