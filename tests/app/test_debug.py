"""`POST /debug/reconcile`: one pass over named repositories, for people who hold the secret."""

from typing import Any, cast

import httpx
import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.decide.plan import plan
from bot.model.effects import Plan
from bot.model.snapshot import Snapshot
from bot.sandbox import Sandbox
from tests.app.conftest import DEBUG_SECRET, Site, environment, serve
from tests.rig import Rig, fails_when, make_rig, pull
from tests.standing import standing, writes


async def ask(site: Site, body: Any, secret: str = DEBUG_SECRET) -> httpx.Response:
    """A request; `body` is JSON, or bytes as they are."""
    headers = {"authorization": f"Bearer {secret}"}
    if isinstance(body, bytes):
        return await site.http.post("/debug/reconcile", content=body, headers=headers)
    return await site.http.post("/debug/reconcile", json=body, headers=headers)


@pytest.mark.parametrize("header", [None, "", "Bearer ", "Bearer wrong", "Basic bGV0IG1lIGlu", "Bearer\xff"])
async def test_without_the_secret_nothing_is_done(site: Site, header: str | None) -> None:
    given = [(b"authorization", header.encode("latin-1"))] if header is not None else []
    answer = await site.http.post("/debug/reconcile", json={"repos": ["acme/shop"]}, headers=given)
    assert 401 == answer.status_code


async def test_without_a_secret_configured_nobody_gets_in(gh: Sandbox) -> None:
    env = {**environment(gh, gh.app("andon")), "ANDON_DEBUG_SECRET": ""}
    async for site in serve(gh, env):
        assert [401, 401] == [(await ask(site, {}, secret)).status_code for secret in ("", "None")]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        {},
        {"repos": []},
        {"repos": "acme/shop"},
        {"repos": [7]},
        {"repos": ["acme/shop"], "dry_run": "yes"},
        {"repos": ["acme/shop"], "dry_run": None},
        {"repos": ["acme/shop"] * 501},
        b"[" * 100_000,
    ],
)
async def test_a_request_that_makes_no_sense_is_told_what_to_send(shop: Site, body: Any) -> None:
    answer = await ask(shop, body)
    expected = {"error": 'send {"repos": ["owner/name", …], "dry_run": true or false}'}
    assert (400, expected) == (answer.status_code, answer.json())


async def test_repositories_the_app_cannot_see_are_errors_and_the_others_are_done(
    rig: Rig, shop: Site
) -> None:
    number = pull(rig, "topic")
    rig.gh.repository("globex/secret", {"a.txt": "a\n"})
    unseen = ["globex/secret", "acme/none", "acme", "acme/shop/more", "/", "acme/..", "a b/c?d#e"]
    answer = await ask(shop, {"repos": [*unseen[:2], "acme/shop", *unseen[2:]]})
    told = answer.json()
    assert (200, unseen) == (answer.status_code, [error["repo"] for error in told["errors"]])
    assert ["acme/shop"] == [one["repo"] for one in told["repos"]]
    assert (["write-cord: done"], "success") == (told["repos"][0]["done"], rig.shown(number))


async def test_a_repository_whose_scan_or_plan_fails_harms_no_other(rig: Rig, shop: Site) -> None:
    number = pull(rig, "topic")
    odd = rig.gh.repository("acme/odd", {"a.txt": "a\n"})
    rig.gh.repository("acme/puzzling", {"a.txt": "a\n"})
    rig.gh.idle()
    rig.gh.break_field("Repository.nameWithOwner", repo=odd)

    def decide(snapshot: Snapshot) -> Plan:
        if snapshot.repository.name == "acme/puzzling":
            raise ZeroDivisionError("nobody thought of that")
        return plan(snapshot)

    assert shop.served.brain is not None
    shop.served.brain.decide = decide
    answer = await ask(shop, {"repos": ["acme/odd", "acme/puzzling", "acme/shop"]})
    told = answer.json()
    assert (200, "success", ["acme/shop"]) == (
        answer.status_code,
        rig.shown(number),
        [one["repo"] for one in told["repos"]],
    )
    assert ["acme/odd", "acme/puzzling"] == [error["repo"] for error in told["errors"]]
    assert "unexpected: ZeroDivisionError: nobody thought of that" == told["errors"][1]["error"]
    faults = [error["repo"] for event in rig.events() for error in cast("list[Any]", event["errors"])]
    assert ["acme/odd", "acme/puzzling"] == faults


async def test_a_repository_that_is_asked_for_twice_is_done_once(rig: Rig, shop: Site) -> None:
    pull(rig, "topic")
    told = (await ask(shop, {"repos": ["acme/shop", "Acme/Shop", " acme/shop "]})).json()
    assert (["acme/shop"], []) == ([one["repo"] for one in told["repos"]], told["errors"])


async def test_a_dry_run_tells_the_plan_and_writes_nothing(rig: Rig, shop: Site) -> None:
    pull(rig, "topic")
    rig.gh.idle()
    before, asked = standing(rig.gh), len(rig.gh.world.requests)
    told = (await ask(shop, {"repos": ["acme/shop"], "dry_run": True})).json()
    (one,) = told["repos"]
    assert (["write-cord"], []) == ([effect["kind"] for effect in one["planned"]], one["done"])
    assert ([], before, "") == (writes(rig.gh, asked), standing(rig.gh), rig.ledger.getvalue())


async def test_an_effect_that_fails_is_an_error_of_its_repository(rig: Rig, shop: Site) -> None:
    pull(rig, "topic")
    rig.app.permissions["checks"] = "read"
    told = (await ask(shop, {"repos": ["acme/shop"]})).json()
    assert [("acme/shop", "write-cord")] == [
        (error["repo"], error["error"].split(":")[0]) for error in told["errors"]
    ]


BROKEN = "version: 1\nmode: enforce\nline:\n  confrim: {reruns: 2}\n"
SAID = ".github/andon.yml:4: line.confrim: unknown key; did you mean confirm?"


async def test_a_mistake_in_the_configuration_is_told_with_line_and_suggestion(gh: Sandbox) -> None:
    rig = make_rig(gh, {".github/andon.yml": BROKEN})
    async for site in serve(gh, environment(gh, rig.app)):
        site.served.brain = rig.brain(site.served.client)
        (one,) = (await ask(site, {"repos": ["acme/shop"], "dry_run": True})).json()["repos"]
        assert ("unknown", [SAID]) == (
            one["line"]["status"],
            [child["text"] for child in one["line"]["children"]],
        )


def test_explain_shows_the_mistake_to_the_person_who_made_it(gh: Sandbox) -> None:
    rig = make_rig(gh, {".github/andon.yml": BROKEN})
    shown = CliRunner().invoke(main, ["explain", "acme/shop"], env=environment(gh, rig.app))
    assert (0, True) == (shown.exit_code, SAID in shown.output)


def test_explain_tells_why_line_and_pull_request_are_held(gh: Sandbox) -> None:
    rig = make_rig(gh, {".github/andon.yml": "version: 1\nmode: enforce\nline: {confirm: {reruns: 0}}\n"})
    pull(rig, "topic")
    gh.script(fails_when("broken"))
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    gh.idle()
    asked = len(gh.world.requests)
    shown = CliRunner().invoke(main, ["explain", "acme/shop"], env=environment(gh, rig.app))
    for words in (
        "✗ main is stopped",
        "✗ CI / test is red since",
        "pull request #1",
        "next: write-cord, open-job",
    ):
        assert words in shown.output
    assert (0, []) == (shown.exit_code, writes(gh, asked))


def test_reconcile_fails_when_a_repository_does(gh: Sandbox) -> None:
    rig = make_rig(gh)
    both = CliRunner().invoke(
        main, ["reconcile", "--repos", "acme/none,acme/shop", "--json"], env=environment(gh, rig.app)
    )
    assert (1, True) == (both.exit_code, '"repo": "acme/shop"' in both.output)
    none = CliRunner().invoke(main, ["reconcile", "--repos", "acme/shop"], env={"PATH": ""})
    assert 2 == none.exit_code
