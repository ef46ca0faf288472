"""Requiring and letting go, killed after any of its writes, and begun again: it completes, and never holds
for ever meanwhile.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import httpx
import pytest

from bot.act.rulesets import Pin
from bot.github.auth import Credentials
from bot.github.client import Client
from bot.loop.enforcing import ROUNDS, Enforcing, Wish
from bot.model.enforcing import Steps
from bot.sandbox import Sandbox
from bot.sandbox.rulesets import Rule
from tests.rig import Rig, fails_when, make_rig, pull

T = TypeVar("T")
CONFIG = "version: 1\nmode: enforce\nline: {branches: ['release/*'], confirm: {reruns: 0}}\n"


class Killed(BaseException):
    """The process is gone; nothing catches it."""


class Deadly(httpx.AsyncHTTPTransport):
    """Kills the process when GitHub has done the n-th write, before its answer is heard."""

    def __init__(self, after: int | None) -> None:
        super().__init__()
        self.after = after
        self.writes = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        answer = await super().handle_async_request(request)
        quiet = request.method == "GET" or request.url.path.endswith(("/access_tokens", "/graphql"))
        self.writes += not quiet
        if not quiet and self.writes == self.after:
            raise Killed
        return answer


@pytest.fixture
def rig(gh: Sandbox) -> Rig:
    """Two lines with a pull request each, red main, nothing required; the App may administer."""
    rig = make_rig(gh, {".github/andon.yml": CONFIG})
    rig.app.permissions["administration"] = "write"
    rig.repo.record.rules.clear()
    rig.repo.branch("release/1")
    rig.gh.script(fails_when("broken"))
    pull(rig, "one")
    rig.repo.branch("two", at="release/1")
    rig.repo.commit({"two.txt": "2\n"}, "two", by="bob")
    rig.repo.pull("two", base="release/1")
    gh.idle()
    return rig


def nobody(_name: str, _step: object) -> None:
    """Nobody is told."""


def over(rig: Rig, use: Callable[[Enforcing], Awaitable[T]], wish: Wish, after: int | None = None) -> T:
    """Something with a fresh process, which may be killed after a write."""

    async def main() -> T:
        credentials = Credentials(rig.app.client_id, rig.app.private_pem)
        client = Client(credentials, rig.gh.api_url, rig.now, Deadly(after))
        try:
            return await use(Enforcing(rig.brain(client), wish, Pin(rig.app.id), nobody))
        finally:
            await client.aclose()

    return asyncio.run(main())


def carry_out(rig: Rig, wish: Wish, after: int | None = None, name: str = "acme/shop") -> Steps:
    return over(rig, lambda enforcing: enforcing.carry_out(name), wish, after)


def required(rig: Rig) -> set[str]:
    """The refs on which the cord is required, and from us."""
    return {
        ref
        for ruleset in rig.repo.record.rulesets.values()
        if ruleset.enforcement == "active"
        for rule in ruleset.rules
        for check in rule["parameters"]["required_status_checks"]
        if (check["context"], check.get("integration_id")) == ("Andon", rig.app.id)
        for ref in ruleset.conditions["ref_name"]["include"]
    }


def shown(rig: Rig) -> list[str | None]:
    return [rig.shown(number) for number in (1, 2)]


BOTH = {"~DEFAULT_BRANCH", "refs/heads/release/*"}
DONE = Steps(name="acme/shop")


def test_planning_writes_nothing(rig: Rig) -> None:
    plan = over(rig, lambda enforcing: enforcing.plan("acme/shop"), "enforce")
    assert ["write-cords", "require"] == [step.kind for step in plan.steps]
    assert (set(), [None, None]) == (required(rig), shown(rig))


@pytest.mark.deep
def test_every_head_has_its_cord_and_then_both_lines_require_it(rig: Rig) -> None:
    assert DONE == carry_out(rig, "enforce")
    assert (BOTH, ["success", "success"]) == (required(rig), shown(rig))
    assert 1 == len(rig.repo.record.rulesets)


@pytest.mark.deep
@pytest.mark.parametrize("after", [1, 3])
def test_enforcing_that_was_killed_completes_and_required_nothing_uncovered(rig: Rig, after: int) -> None:
    with pytest.raises(Killed):
        carry_out(rig, "enforce", after)
    assert not required(rig) or None not in shown(rig)
    assert DONE == carry_out(rig, "enforce")
    assert (BOTH, ["success", "success"], 1) == (
        required(rig),
        shown(rig),
        len(rig.repo.record.rulesets),
    )


@pytest.mark.deep
def test_a_pull_request_that_is_opened_meanwhile_gets_its_cord_before_it_is_over(rig: Rig) -> None:
    opened: list[int] = []

    async def use(enforcing: Enforcing) -> Steps:
        def told(_name: str, step: object) -> None:
            if not opened:
                opened.append(pull(rig, "late"))

        return await Enforcing(enforcing.brain, "enforce", enforcing.pin, told).carry_out("acme/shop")

    assert DONE == over(rig, use, "enforce")
    assert ("success", BOTH) == (rig.shown(opened[0]), required(rig))


@pytest.mark.deep
def test_where_a_cord_cannot_be_written_nothing_is_required(rig: Rig) -> None:
    rig.gh.break_route("POST /repos/{owner}/{repo}/check-runs", 403)
    left = carry_out(rig, "enforce")
    assert (["write-cords", "require"], set()) == ([step.kind for step in left.steps], required(rig))


@pytest.mark.deep
def test_without_the_permission_heads_are_covered_and_the_rule_is_left_to_people(rig: Rig) -> None:
    del rig.app.permissions["administration"]
    left = carry_out(rig, "enforce")
    assert (True, set(), ["success", "success"]) == (
        "settings/rules → New branch ruleset" in (left.problem or ""),
        required(rig),
        shown(rig),
    )


def red_and_required(rig: Rig) -> None:
    carry_out(rig, "enforce")
    rig.repo.commit({"app.py": "broken\n"}, message="Break it", by="alice")
    rig.settle()
    assert ("failure", "success") == tuple(shown(rig))


@pytest.mark.deep
@pytest.mark.parametrize("after", [1, 2])
def test_uninstalling_that_was_killed_completes_and_let_go_of_nothing_required(rig: Rig, after: int) -> None:
    red_and_required(rig)
    with pytest.raises(Killed):
        carry_out(rig, "uninstall", after)
    assert "failure" == rig.shown(1) or not required(rig)
    assert DONE == carry_out(rig, "uninstall")
    assert (set(), ["success", "success"]) == (required(rig), shown(rig))


@pytest.mark.deep
def test_uninstalling_leaves_what_else_people_require(rig: Rig) -> None:
    rule = rig.repo.require("CI", branch="main")
    rig.repo.require("Andon", app=rig.app, branch="main")
    assert DONE == carry_out(rig, "uninstall")
    assert [rule] == rig.repo.record.rules


@pytest.mark.deep
def test_a_branch_below_a_folder_of_lines_is_none_and_is_not_required(rig: Rig) -> None:
    rig.repo.branch("release/2/1", at="main")
    rig.gh.idle()
    assert (DONE, BOTH) == (carry_out(rig, "enforce"), required(rig))


@pytest.mark.deep
def test_however_many_rules_require_it_one_run_takes_it_out_of_all(rig: Rig) -> None:
    for _ in range(ROUNDS + 2):
        rig.repo.require("Andon", app=rig.app, branch="main")
    for branch in ("main", "release/1"):
        rig.repo.record.rules.append(Rule(branch=branch, context="Andon", integration_id=rig.app.id))
    assert DONE == carry_out(rig, "uninstall")
    assert [] == rig.repo.record.rules


@pytest.mark.deep
def test_one_that_the_app_was_taken_out_of_says_where_to_stop_requiring_it(rig: Rig) -> None:
    carry_out(rig, "enforce")
    for installation in rig.gh.world.installations.values():
        installation.repositories = set()
    left = carry_out(rig, "uninstall")
    words = ("the App cannot see it", "If it still requires `Andon`", "acme/shop/settings/rules")
    assert ((), []) == (left.steps, [word for word in words if word not in (left.problem or "")])


@pytest.mark.deep
def test_a_repository_that_cannot_be_seen_says_so(rig: Rig) -> None:
    for wish in ("enforce", "uninstall"):
        left = over(rig, lambda enforcing: enforcing.carry_out("acme/nothing"), wish)
        assert ((), True) == (left.steps, "the App cannot see it" in (left.problem or ""))
