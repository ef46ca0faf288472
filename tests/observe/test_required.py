"""Is the cord required, and pinned to our App?"""

from typing import Any

import pytest

from bot.github.client import Client
from bot.github.node import Node
from bot.model.telling import Reason
from bot.observe.grants import reading
from bot.observe.required import classic_of, required
from bot.observe.runs import Kept, Reader
from bot.sandbox import Sandbox
from bot.sandbox.rulesets import Rule
from tests.observe.seeing import run, scanned
from tests.rig import Rig, make_rig


def asked(rig: Rig, app_id: int) -> Reason:
    found = scanned(rig)

    async def ask(client: Client) -> Reason:
        reader = Reader(client, reading(found.repository.installation), found.repository, Kept())
        return await required(reader, "main", app_id)

    return run(rig, ask)


def test_a_cord_that_is_required_from_us_holds(gh: Sandbox) -> None:
    rig = make_rig(gh)
    assert ("ok", "Andon is required on main, from this App") == (
        (found := asked(rig, rig.app.id)).status,
        found.text,
    )


def test_a_cord_that_anybody_may_give_can_be_forged(gh: Sandbox) -> None:
    rig = make_rig(gh)
    rig.repo.record.rules.clear()
    rig.repo.require("Andon")
    assert "not from this App" in asked(rig, rig.app.id).text


@pytest.mark.parametrize(("pinned", "status"), [(True, "ok"), (False, "blocked")])
def test_classic_protection_requires_as_a_ruleset_does(gh: Sandbox, pinned: bool, status: str) -> None:
    rig = make_rig(gh)
    rig.repo.record.rules[:] = [
        Rule(branch="main", context="Andon", integration_id=rig.app.id if pinned else None)
    ]
    assert status == asked(rig, rig.app.id).status


SAME = {
    "contexts": ["CI", "Andon"],
    "checks": [{"context": "CI", "app_id": 3}, {"context": "Andon", "app_id": 7}],
}


@pytest.mark.parametrize(
    ("checks", "sources"),
    [
        (SAME, [7]),
        ({"contexts": ["Andon"], "checks": [{"context": "Andon", "app_id": None}]}, [None]),
        ({"contexts": ["Andon"], "checks": [{"context": "Andon", "app_id": -1}]}, [None]),
        ({"contexts": ["Andon"]}, [None]),
        ({"contexts": ["CI"], "checks": [{"context": "CI", "app_id": None}]}, []),
        ({"enforcement_level": "off", **SAME}, []),
        (None, []),
    ],
)
def test_what_classic_protection_says_of_the_cord(checks: Any, sources: list[int | None]) -> None:
    branch = Node({"protection": {"enabled": True, "required_status_checks": checks}})
    assert sources == [app for name, app in classic_of(branch).items() if name == "Andon"]


def test_it_is_told_whom_else_a_required_cord_holds(gh: Sandbox) -> None:
    rig = make_rig(gh)
    (pushes,) = asked(rig, rig.app.id).children
    assert (
        "it holds direct pushes to main too: who makes any must be a bypass actor of its ruleset"
        == pushes.text
    )


def test_on_a_plan_that_enforces_nothing_the_cord_holds_nothing(gh: Sandbox) -> None:
    rig = make_rig(gh)
    gh.organisation("acme").plan = "free"
    found = asked(rig, rig.app.id)
    assert ("blocked", True) == (
        found.status,
        "GitHub enforces no rules in a private repository" in found.text,
    )


def test_rules_that_cannot_be_read_are_unknown_and_say_why(gh: Sandbox) -> None:
    rig = make_rig(gh)
    gh.break_route("GET /repos/{owner}/{repo}/rules/branches/{branch}", 502)
    found = asked(rig, rig.app.id)
    assert ("unknown", True) == (found.status, "502" in found.children[0].text)


@pytest.mark.parametrize("other", ["CI", None])
def test_a_cord_that_is_not_required_holds_nothing(gh: Sandbox, other: str | None) -> None:
    rig = make_rig(gh)
    rig.repo.record.rules.clear()
    if other:
        rig.repo.require(other, app=rig.app)
    found = asked(rig, rig.app.id)
    assert ("blocked", True) == (found.status, "nothing requires Andon on main" in found.text)
