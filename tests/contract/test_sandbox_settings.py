"""As `test_sandbox_exchanges`, for what an App and an organisation are set up by: webhook, limits, rules."""

from typing import Any

from bot.sandbox.rulesets import CommitStatus, ReviewRule, Rule
from tests.contract import test_sandbox_exchanges as exchanges
from tests.contract.test_sandbox_exchanges import Scene

Json = dict[str, Any]
scene = exchanges.scene


def test_an_apps_webhook_and_its_deliveries(scene: Scene) -> None:
    scene.ask(200, "GET", "/app/hook/config", token=scene.jwt())
    scene.ask(401, "GET", "/app/hook/config")
    found = scene.ask(200, "GET", "/app/hook/deliveries?per_page=1", token=scene.jwt())
    scene.ask(422, "GET", "/app/hook/deliveries?cursor=nothing", token=scene.jwt())
    attempts = f"/app/hook/deliveries/{found[0]['id']}/attempts"
    scene.ask(202, "POST", attempts, token=scene.jwt())
    scene.ask(404, "POST", "/app/hook/deliveries/1/attempts", token=scene.jwt())


def test_what_is_left_of_the_hour(scene: Scene) -> None:
    scene.ask(401, "GET", "/rate_limit", token="nobody")
    before, after = (scene.ask(200, "GET", "/rate_limit")["rate"]["used"] for _ in range(2))
    assert before == after


def test_rulesets(scene: Scene) -> None:
    scene.app.permissions["administration"] = "write"
    refs = {"ref_name": {"include": ["~DEFAULT_BRANCH"], "exclude": []}}
    wish: Json = {"name": "Andon", "enforcement": "active", "conditions": refs, "rules": []}
    made = scene.in_repo(201, "POST", "/rulesets", wish, token=scene.token())
    path = f"/rulesets/{made['id']}"
    scene.in_repo(422, "POST", "/rulesets", wish, token=scene.token())
    scene.in_repo(200, "PUT", path, {"enforcement": "evaluate"}, token=scene.token())
    scene.in_repo(422, "PUT", path, {"enforcement": "soon"}, token=scene.token())
    scene.in_repo(403, "PUT", path, {}, token=scene.token(permissions={"contents": "write"}))
    assert 1 == len(scene.in_repo(200, "GET", "/rulesets?includes_parents=false"))
    scene.in_repo(200, "GET", path, token=scene.token(permissions={"administration": "read"}))
    scene.in_repo(204, "DELETE", path, token=scene.token())
    for method in ("GET", "DELETE"):
        scene.in_repo(404, method, path, token=scene.token())


def test_a_branch_and_its_classic_protection(scene: Scene) -> None:
    scene.app.permissions["administration"] = "write"
    scene.repo.record.rules += [
        Rule(branch="main", context="Andon", integration_id=scene.app.id),
        Rule(branch="main", context="lint"),
    ]
    token, path = scene.token(), "/branches/main/protection/required_status_checks/contexts"
    told = scene.in_repo(200, "GET", "/branches/main")["protection"]["required_status_checks"]["checks"]
    assert [("Andon", scene.app.id), ("lint", None)] == [(one["context"], one["app_id"]) for one in told]
    assert not scene.in_repo(200, "GET", "/branches/topic")["protected"]
    scene.in_repo(404, "GET", "/branches/none")
    assert ["lint"] == scene.in_repo(200, "DELETE", path, {"contexts": ["Andon"]}, token)
    scene.in_repo(422, "DELETE", path, {}, token)
    scene.in_repo(403, "DELETE", path, {"contexts": ["lint"]}, scene.token(permissions={"checks": "write"}))
    scene.in_repo(404, "DELETE", path.replace("main", "topic"), {"contexts": ["lint"]}, token)
    scene.gh.free_plan("acme")
    scene.in_repo(403, "DELETE", path, {"contexts": ["lint"]}, token)


def test_the_reviews_that_classic_protection_asks_for(scene: Scene) -> None:
    scene.app.permissions["administration"] = "write"
    path = "/branches/main/protection/required_pull_request_reviews"
    scene.in_repo(404, "GET", path, token=scene.token())
    scene.repo.record.rules.append(ReviewRule(branch="main", dismiss=True))
    assert scene.in_repo(200, "GET", path, token=scene.token())["dismiss_stale_reviews"]
    scene.in_repo(403, "GET", path, token=scene.token(permissions={"contents": "read"}))
    assert scene.in_repo(200, "GET", "/branches/main")["protection"]["enabled"]


def test_statuses_of_a_commit(scene: Scene) -> None:
    path, now = f"/commits/{scene.topic}/status", scene.gh.clock.now()
    assert ("pending", 0) == ((found := scene.in_repo(200, "GET", path))["state"], found["total_count"])
    for number, state in enumerate(("failure", "success"), 1):
        scene.repo.record.statuses.append(CommitStatus(number, scene.topic, "ci/old", state, now))
        assert state == scene.in_repo(200, "GET", path)["state"]
    scene.in_repo(404, "GET", "/commits/none/status")


def test_an_app_by_its_name(scene: Scene) -> None:
    assert scene.app.id == scene.ask(200, "GET", "/apps/andon")["id"]
    scene.ask(404, "GET", "/apps/nobody")


def test_an_organisations_rulesets_and_properties(scene: Scene) -> None:
    scene.ask(403, "GET", "/orgs/acme/rulesets")
    scene.app.permissions |= {
        "organization_administration": "write",
        "organization_custom_properties": "admin",
    }
    org, token = "/orgs/acme", scene.token()
    refs = {"ref_name": {"include": ["~DEFAULT_BRANCH"], "exclude": []}}
    chosen = {"name": "andon", "property_values": ["true"], "source": "custom"}
    conditions: Json = {**refs, "repository_property": {"include": [chosen], "exclude": []}}
    wish: Json = {"name": "Andon", "enforcement": "active", "conditions": conditions, "rules": []}
    scene.ask(201, "POST", org + "/rulesets", wish, token)
    scene.ask(422, "POST", org + "/rulesets", wish, token)
    assert 1 == len(scene.ask(200, "GET", org + "/rulesets", token=token))
    scene.ask(404, "GET", "/orgs/elsewhere/rulesets", token=token)
    value: Json = {
        "repository_names": ["shop"],
        "properties": [{"property_name": "andon", "value": "true"}],
    }
    scene.ask(422, "PATCH", org + "/properties/values", value, token)
    scene.ask(200, "PUT", org + "/properties/schema/andon", {"value_type": "true_false"}, token)
    scene.ask(
        403,
        "PUT",
        org + "/properties/schema/andon",
        {"value_type": "string"},
        scene.gh.installation_token(scene.installation, organization_custom_properties="write"),
    )
    scene.ask(204, "PATCH", org + "/properties/values", value, token)
    shown = scene.in_repo(200, "GET", "/properties/values")
    assert [{"property_name": "andon", "value": "true"}] == shown
    scene.ask(404, "GET", "/repos/acme/none/properties/values")
    scene.ask(404, "PATCH", org + "/properties/values", value | {"repository_names": ["none"]}, token)
    scene.gh.free_plan("acme")
    scene.ask(403, "POST", org + "/rulesets", wish, token)
