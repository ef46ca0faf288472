"""Requiring the cord by a ruleset and taking it out again, on the local GitHub; what else is there stays."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.act.grants import Writer
from bot.act.rulesets import ADMIN_ROLE, Pin, loosen, require, unprotect
from bot.model.enforcing import Loosen, Require, Unprotect
from bot.model.facts import Repository
from bot.sandbox import Sandbox
from bot.sandbox.rulesets import Rule, Ruleset
from bot.sandbox.store import Json
from tests import asking
from tests.rig import Rig, make_rig

MAIN = ("~DEFAULT_BRANCH",)
SIGNED: Json = {"type": "required_signatures"}


@pytest.fixture
def rig(gh: Sandbox) -> Rig:
    """A repository without rules; the App may administer it."""
    rig = make_rig(gh)
    rig.app.permissions["administration"] = "write"
    rig.repo.record.rules.clear()
    return rig


def write(rig: Rig, use: Callable[[Writer], Awaitable[None]]) -> None:
    (installation,) = (i.id for i in rig.gh.world.installations.values() if i.app is rig.app)
    repository = Repository(id=rig.repo.record.id, node_id="R", name=rig.repo.name, installation=installation)

    async def main() -> None:
        client = rig.client()
        try:
            await use(Writer(client, repository))
        finally:
            await client.aclose()

    asyncio.run(main())


def only(rig: Rig) -> Ruleset:
    (found,) = rig.repo.record.rulesets.values()
    return found


def checks(*names: str, **more: Any) -> Json:
    return {
        "type": "required_status_checks",
        "parameters": {
            "strict_required_status_checks_policy": True,
            "do_not_enforce_on_create": False,
            "required_status_checks": [{"context": name, **more} for name in names],
        },
    }


def by_people(rig: Rig, *rules: Json, name: str = "Main") -> int:
    """A ruleset that an administrator made."""
    wish = {
        "name": name,
        "enforcement": "active",
        "conditions": {"ref_name": {"include": ["refs/heads/main"], "exclude": ["refs/heads/x"]}},
        "rules": list(rules),
        "bypass_actors": [{"actor_id": 2, "actor_type": "RepositoryRole", "bypass_mode": "always"}],
    }
    return asking.person(rig, "alice")("POST", "/r/rulesets", wish).json()["id"]


def contexts(rule: Json) -> list[tuple[str, int | None]]:
    listed = rule["parameters"]["required_status_checks"]
    return [(check["context"], check.get("integration_id")) for check in listed]


def test_a_new_ruleset_requires_the_cord_from_us_alone(rig: Rig) -> None:
    wanted = Require(ruleset=None, refs=(*MAIN, "refs/heads/release/*"))
    write(rig, lambda writer: require(writer, wanted, Pin(rig.app.id, bypass=(55,))))
    made = only(rig)
    assert ("Andon", "active", {"include": [*MAIN, "refs/heads/release/*"], "exclude": []}) == (
        made.name,
        made.enforcement,
        made.conditions["ref_name"],
    )
    assert [[("Andon", rig.app.id)]] == [contexts(rule) for rule in made.rules]
    assert [(ADMIN_ROLE, "RepositoryRole", "pull_request"), (55, "Integration", "always")] == [
        (actor["actor_id"], actor["actor_type"], actor["bypass_mode"]) for actor in made.bypass_actors
    ]


def test_an_existing_ruleset_keeps_what_else_is_in_it(rig: Rig) -> None:
    number = by_people(rig, SIGNED, checks("CI", "Andon"))
    wanted = Require(ruleset=number, refs=MAIN)
    for _ in range(2):  # twice is once
        write(rig, lambda writer: require(writer, wanted, Pin(rig.app.id, bypass=(55,))))
    kept = only(rig)
    assert (number, "Main", SIGNED) == (kept.id, kept.name, kept.rules[0])
    assert [("CI", None), ("Andon", rig.app.id)] == contexts(kept.rules[1])
    assert True is kept.rules[1]["parameters"]["strict_required_status_checks_policy"]
    assert {"include": ["refs/heads/main", *MAIN], "exclude": ["refs/heads/x"]} == kept.conditions["ref_name"]
    assert ["RepositoryRole", "Integration"] == [actor["actor_type"] for actor in kept.bypass_actors]


def test_a_ruleset_without_checks_gets_the_cords(rig: Rig) -> None:
    number = by_people(rig, SIGNED)
    write(rig, lambda writer: require(writer, Require(ruleset=number, refs=MAIN), Pin(rig.app.id)))
    assert [SIGNED["type"], "required_status_checks"] == [rule["type"] for rule in only(rig).rules]


def test_a_ruleset_of_the_cord_alone_is_deleted_and_a_second_time_is_no_error(rig: Rig) -> None:
    number = by_people(rig, checks("Andon", integration_id=rig.app.id))
    step = Loosen(ruleset=number, name="Main", whole=True)
    for _ in range(2):
        write(rig, lambda writer: loosen(writer, step, Pin(rig.app.id)))
    assert {} == rig.repo.record.rulesets


@pytest.mark.parametrize("others", [("CI",), ()])
def test_the_cord_is_taken_out_and_the_rest_stays(rig: Rig, others: tuple[str, ...]) -> None:
    number = by_people(rig, SIGNED, checks(*others, "Andon"))
    write(
        rig, lambda writer: loosen(writer, Loosen(ruleset=number, name="Main", whole=False), Pin(rig.app.id))
    )
    left = only(rig).rules
    assert [SIGNED, *([[("CI", None)]] if others else [])] == [
        left[0],
        *(contexts(rule) for rule in left[1:]),
    ]
    assert ["RepositoryRole"] == [actor["actor_type"] for actor in only(rig).bypass_actors]


def test_a_ruleset_that_is_gone_requires_nothing(rig: Rig) -> None:
    write(rig, lambda writer: loosen(writer, Loosen(ruleset=1, name="Main", whole=False), Pin(rig.app.id)))
    assert {} == rig.repo.record.rulesets


def test_what_another_app_of_that_name_must_report_stays(rig: Rig) -> None:
    number = by_people(rig, checks("Andon", integration_id=1), checks("Andon", integration_id=rig.app.id))
    step = Loosen(ruleset=number, name="Main", whole=False)
    write(rig, lambda writer: loosen(writer, step, Pin(rig.app.id)))
    assert [[("Andon", 1)]] == [contexts(rule) for rule in only(rig).rules]


def test_what_is_not_protected_any_more_is_no_error(rig: Rig) -> None:
    rig.repo.record.rules.append(Rule(branch="main", context="Andon"))
    for _ in range(2):
        write(rig, lambda writer: unprotect(writer, Unprotect(branch="main")))
    assert [] == rig.repo.record.rules
