"""A repository's own rulesets, and the cords that hold: what requiring and letting go start from.

Source: docs.github.com/en/rest/repos/rules#get-all-repository-rulesets
"""

from dataclasses import replace

from bot.github.auth import Grant
from bot.github.errors import Denied, Gone
from bot.github.node import Node
from bot.model.checkup import Granted, NoRules, RepositoryFacts
from bot.model.enforcing import (
    ADMINISTRATION,
    ORGANISATION,
    PROPERTY,
    PUSHING,
    RULESET,
    Held,
    Organisation,
    RulesetFacts,
    Stand,
)
from bot.model.facts import CORD
from bot.model.snapshot import Snapshot
from bot.observe.checkup import told
from bot.observe.runs import Reader


async def stand_of(reader: Reader, seen: Snapshot, facts: RepositoryFacts, granted: Granted) -> Stand:
    """Where a repository stands, from what a pass and the doctor saw of it and what its owner granted."""
    administers = set(ADMINISTRATION) <= set(granted)
    return Stand(
        facts=facts,
        rulesets=await told(_rulesets(_administering(reader) if administers else reader)),
        administers=administers,
        organisation=await _organisation(reader) if set(ORGANISATION) <= set(granted) else None,
        held=_held(seen),
        unread=tuple(sorted({f"{one.what}: {one.why}" for one in seen.unread if one.part != "log"})),
    )


def _administering(reader: Reader) -> Reader:
    """Who may change rulesets is shown who may bypass them."""
    repository = reader.repository
    return replace(reader, grant=Grant(repository.installation, ADMINISTRATION, (repository.id,)))


async def _organisation(reader: Reader) -> Organisation | None:
    """The owner, if it is an organisation whose plan has rulesets of its own; and ours among them."""
    login = reader.name.partition("/")[0]
    grant = Grant(reader.repository.installation, ORGANISATION)
    try:
        route, query = "GET /orgs/{org}/rulesets", {"per_page": 100}
        listed = (await reader.client.call(route, grant, {"org": login}, sent=query)).data
    except (Denied, Gone):
        return None
    values = await reader.get("/repos/{owner}/{repo}/properties/values")
    chosen = any(one["property_name"].is_text(PROPERTY) and one["value"].is_text("true") for one in values)
    ours = next((one for one in listed if one["name"].is_text(RULESET)), None)
    if ours is None:
        return Organisation(login=login, ruleset=None, chosen=chosen)
    active, id = ours["enforcement"].is_text("active"), ours["id"].number()
    return Organisation(login=login, ruleset=id, active=active, chosen=chosen)


async def _rulesets(reader: Reader) -> tuple[RulesetFacts, ...] | NoRules:
    """The branch rulesets of the repository itself, whole: the list leaves their rules out."""
    try:
        listed = await reader.get(
            "/repos/{owner}/{repo}/rulesets", {"per_page": 100, "includes_parents": "false"}
        )
    except Denied as error:
        if error.cause == "plan":
            return NoRules()
        raise
    ids = [one["id"].number() for one in listed if one["target"].text_or("branch") == "branch"]
    route = "/repos/{owner}/{repo}/rulesets/{ruleset_id}"
    return tuple([_ruleset(await reader.get(route, ruleset_id=each)) for each in sorted(ids)])


def _ruleset(node: Node) -> RulesetFacts:
    rules = tuple(node["rules"])
    checks = [
        check
        for rule in rules
        if rule["type"].is_text("required_status_checks")
        for check in rule["parameters"]["required_status_checks"]
    ]
    cords = [check for check in checks if check["context"].is_text(CORD)]
    return RulesetFacts(
        id=node["id"].number(),
        name=node["name"].text(),
        active=node["enforcement"].is_text("active"),
        refs=tuple(ref.text() for ref in node["conditions"]["ref_name"]["include"]),
        sources=tuple(
            check["integration_id"].number() if check["integration_id"] else None for check in cords
        ),
        apps=tuple(
            actor["actor_id"].number()
            for actor in node["bypass_actors"]
            if actor["actor_type"].is_text("Integration") and actor["bypass_mode"].text_or("") in PUSHING
        ),
        whole=len(rules) == 1 and len(cords) == len(checks),
    )


def _held(seen: Snapshot) -> tuple[Held, ...]:
    """The cords that hold a merge, one per head."""
    heads: dict[str, Held] = {}
    for pull in sorted(seen.pulls, key=lambda one: one.number):
        cord = pull.cord
        if cord is None or not cord.holds:
            continue
        pulls = (*(heads[pull.head].pulls if pull.head in heads else ()), pull.number)
        heads[pull.head] = Held(check=cord.id, head=pull.head, pulls=pulls)
    return tuple(heads.values())
