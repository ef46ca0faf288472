"""`andon doctor` against the local GitHub: well where all is well, and each seeded fault in its row."""

import json
from collections.abc import Callable

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.refusal import not_from_here
from bot.sandbox.rulesets import Rule
from tests.app.conftest import APP_URL, run
from tests.rig import ENFORCE, Rig, make_rig, pull
from tests.standing import standing, writes

pytestmark = pytest.mark.usefixtures("logs_as_before")
DELIVERIES = "GET /app/hook/deliveries"


@pytest.fixture
def rig(gh: Sandbox) -> Rig:
    """Everything is as it should be."""
    rig = make_rig(gh)
    rig.app.webhook_url = f"{APP_URL}/webhook"
    rig.gh.world.deliveries.clear()
    return rig


def rows(rig: Rig, *arguments: str, **env: str) -> tuple[int, dict[tuple[str, str], tuple[str, str]]]:
    """The exit code, and state and finding of each row by (about, what)."""
    shown = run(rig, "doctor", "--json", *arguments, **env)
    told = json.loads(shown.stdout)["rows"]
    return shown.exit_code, {(r["about"], r["what"]): (r["state"], r["found"]) for r in told}


def wrong(rig: Rig, *arguments: str, **env: str) -> tuple[int, list[tuple[str, str, str]]]:
    """The exit code, and every row that does not pass."""
    code, found = rows(rig, *arguments, **env)
    return code, [(*key, state) for key, (state, _) in found.items() if state != "pass"]


def test_where_all_is_well_everything_passes_and_nothing_is_written(rig: Rig) -> None:
    before, asked = standing(rig.gh), len(rig.gh.world.requests)
    assert (0, []) == wrong(rig)
    assert (before, []) == (standing(rig.gh), writes(rig.gh, asked))
    shown = run(rig, "doctor")
    assert "  ✓ credentials: andon, App" in shown.stdout
    assert "1 repository: 1 well, 0 not" in shown.stdout


def forget_a_permission(rig: Rig) -> None:
    del rig.app.permissions["issues"]


def forget_events(rig: Rig) -> None:
    rig.app.events = ("push",)


def call_elsewhere(rig: Rig) -> None:
    rig.app.webhook_url = "http://elsewhere.test/webhook"


def send_forms(rig: Rig) -> None:
    rig.app.webhook_content_type = "form"


def sign_nothing(rig: Rig) -> None:
    rig.app.webhook_secret = ""


def lose_deliveries(rig: Rig) -> None:
    rig.gh.webhooks_lost()
    rig.repo.comment(rig.repo.open_issue("Hello"), "Hello")


def move_the_clock(rig: Rig) -> None:
    rig.gh.clock.advance(minutes=2)


def spend_the_hour(rig: Rig) -> None:
    rig.gh.world.rate_limit = 30


def suspend(rig: Rig) -> None:
    for installation in rig.gh.world.installations.values():
        rig.gh.suspend(installation)


def require_nothing(rig: Rig) -> None:
    rig.repo.record.rules.clear()


def require_from_anybody(rig: Rig) -> None:
    require_nothing(rig)
    rig.repo.require("Andon")


def require_by_classic_protection(rig: Rig) -> None:
    rig.repo.record.rules[:] = [Rule(branch="main", context="Andon", integration_id=rig.app.id)]


def require_by_classic_protection_from_anybody(rig: Rig) -> None:
    rig.repo.record.rules[:] = [Rule(branch="main", context="Andon")]


def classic_protection_in_shadow(rig: Rig) -> None:
    require_by_classic_protection(rig)
    shadow(rig)


def hide_the_branch(rig: Rig) -> None:
    rig.gh.break_route("GET /repos/{owner}/{repo}/branches/{branch}", 502)


def never_valid(rig: Rig) -> None:
    rig.gh.repository("acme/odd", {".github/andon.yml": "version: 1\nmod: enforce\n"}).require(
        "Andon", app=rig.app
    )


def plan_without_rules(rig: Rig) -> None:
    rig.gh.free_plan("acme")


def shadow(rig: Rig) -> None:
    rig.repo.commit({".github/andon.yml": ENFORCE.replace("enforce", "shadow")})


def break_the_configuration(rig: Rig) -> None:
    rig.repo.commit({".github/andon.yml": ENFORCE + "mod: enforce\n"})


def lose_the_caller(rig: Rig) -> None:
    rig.repo.commit({".github/workflows/andon.yml": None})


def open_a_pull_request(rig: Rig) -> None:
    pull(rig, "topic")


def hide_the_rules(rig: Rig) -> None:
    rig.gh.break_route("GET /repos/{owner}/{repo}/rules/branches/{branch}", 502)


def hide_deliveries(rig: Rig) -> None:
    rig.gh.break_route(DELIVERIES, 502)


def close_the_door(rig: Rig) -> None:
    rig.gh.break_route("POST /graphql", refusal=not_from_here("acme"))


REQUIRED = "Andon required on main"


@pytest.mark.deep
@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (
            forget_a_permission,
            [
                ("App", "permissions", "fail"),
                ("acme", "permissions", "fail"),
                ("acme/*", "read", "fail"),
            ],
        ),
        (forget_events, [("App", "events", "fail"), ("acme", "events", "fail")]),
        (call_elsewhere, [("App", "webhook URL", "fail")]),
        (send_forms, [("App", "webhook content type", "fail")]),
        (sign_nothing, [("App", "webhook secret", "fail")]),
        (lose_deliveries, [("App", "deliveries", "fail")]),
        (hide_deliveries, [("App", "deliveries", "unknown")]),
        (move_the_clock, [("App", "clock", "fail")]),
        (suspend, [("acme", "installation", "fail")]),
        (require_nothing, [("acme/shop", REQUIRED, "fail")]),
        (require_from_anybody, [("acme/shop", REQUIRED, "fail")]),
        (require_by_classic_protection, []),
        (require_by_classic_protection_from_anybody, [("acme/shop", REQUIRED, "fail")]),
        (classic_protection_in_shadow, [("acme/shop", REQUIRED, "fail")]),
        (hide_the_branch, [("acme/shop", REQUIRED, "unknown")]),
        (never_valid, [("acme/odd", "configuration", "fail")]),
        (hide_the_rules, [("acme/shop", REQUIRED, "unknown")]),
        (plan_without_rules, [("acme/shop", REQUIRED, "fail")]),
        (shadow, [("acme/shop", REQUIRED, "fail")]),
        (break_the_configuration, [("acme/shop", "configuration", "fail")]),
        (lose_the_caller, [("acme/shop", "caller workflow", "fail")]),
        (open_a_pull_request, [("acme/shop", "cords on main", "fail")]),
        (close_the_door, [("acme/shop", "read", "fail")]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_each_fault_shows_in_its_rows_and_nowhere_else(
    rig: Rig, fault: Callable[[Rig], None], expected: list[tuple[str, str, str]]
) -> None:
    fault(rig)
    rig.gh.idle()
    if fault is not lose_deliveries:
        rig.gh.world.deliveries.clear()
    code, found = wrong(rig)
    assert (int(any(state == "fail" for *_, state in expected)), expected) == (code, found)


def test_a_limit_that_is_almost_spent_fails(rig: Rig) -> None:
    spend_the_hour(rig)
    with rig.gh.world.lock:
        rig.gh.world.rates[(f"installation:{rig.app.bot.id}", "core")] = (28, int(rig.gh.clock.epoch()) + 99)
    _, found = rows(rig)
    assert ("fail", "2 of 30 left") == (
        (state := found[("acme", "limit core")])[0],
        state[1].partition(" until")[0],
    )


def test_every_account_is_looked_at_however_many_there_are(rig: Rig, gh: Sandbox) -> None:
    for number in range(101):
        gh.suspend(gh.install(rig.app, f"account-{number}"))
    _, found = rows(rig)
    assert 101 == sum(what == "installation" for _, what in found)


def test_where_no_repository_could_be_looked_at_it_does_not_end_well(rig: Rig) -> None:
    rig.gh.break_route("GET /app/installations", 502)
    assert (1, [("App", "installations", "unknown"), ("App", "repositories", "fail")]) == wrong(rig)


def test_another_apps_key_fails_and_nothing_else_is_asked(rig: Rig, gh: Sandbox) -> None:
    other = gh.app("other")
    code, found = rows(rig, ANDON_PRIVATE_KEY=other.private_pem)
    state, told = found[("App", "credentials")]
    assert (1, "fail", True) == (code, state, "is ANDON_PRIVATE_KEY a key of the App" in told)
    assert ("unknown", "unknown") == (found[("App", "webhook")][0], found[("App", "installations")][0])


def test_a_clock_that_is_far_off_is_told_by_how_much(rig: Rig) -> None:
    rig.gh.clock.advance(minutes=30)
    _, found = rows(rig)
    assert ("fail", True) == (
        found[("App", "credentials")][0],
        "this machine's clock is off" in found[("App", "credentials")][1],
    )
    assert found[("App", "clock")][1].startswith("-1")


def test_named_repositories_alone_are_looked_at(rig: Rig, gh: Sandbox) -> None:
    gh.repository("acme/broken", {".github/andon.yml": "version: 2\n"})
    gh.idle()
    gh.world.deliveries.clear()
    assert 1 == wrong(rig)[0]
    assert (0, []) == wrong(rig, "--repos", "acme/shop")
    code, found = wrong(rig, "--repos", "acme/shop,acme/nothing")
    assert (1, [("acme/nothing", "read", "fail")]) == (code, found)


def test_what_is_printed_says_how_to_mend_it(rig: Rig) -> None:
    require_nothing(rig)
    shown = run(rig, "doctor")
    assert 1 == shown.exit_code
    assert "  ✗ Andon required on main: not required" in shown.stdout
    assert "      → `andon enforce` it" in shown.stdout
    assert "1 repository: 0 well, 1 not" in shown.stdout


def test_a_setting_that_is_missing_ends_it(rig: Rig) -> None:
    shown = run(rig, "doctor", ANDON_APP_ID="")
    assert (2, True) == (shown.exit_code, "ANDON_APP_ID is not set" in shown.stderr)


def test_a_github_that_is_away_is_a_failure_of_the_credentials_row(rig: Rig) -> None:
    code, found = rows(rig, GITHUB_API_URL="http://127.0.0.1:9")
    assert (1, "fail") == (code, found[("App", "credentials")][0])
