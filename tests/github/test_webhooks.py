"""Whether a webhook is GitHub's, and which repositories it wakes, whatever it holds."""

import hashlib
import hmac
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.github.webhooks import Woken, pressed, signed, wake
from bot.model.pressed import Press
from tests.building import AT

BODY = '{"zen": "grün"}'.encode()
SHOP = {"id": 7, "node_id": "R_7", "full_name": "acme/shop"}
TILL = {"id": 8, "node_id": "R_8", "full_name": "acme/till"}
WOKEN = Woken(installation=3, repository=7, node_id="R_7", name="acme/shop")


def signature(secret: str, body: bytes = BODY) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def payload(**more: Any) -> dict[str, Any]:
    return {"installation": {"id": 3}, "repository": SHOP, **more}


def test_the_signature_of_github_s_example_is_right() -> None:
    # docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
    header = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
    assert signed(b"Hello, World!", header, ("It's a Secret to Everybody",))


def test_any_of_the_secrets_will_do_while_they_are_rotated() -> None:
    assert signed(BODY, signature("new"), ("old", "new"))
    assert signed(BODY, signature("old"), ("old", "new"))
    assert not signed(BODY, signature("older"), ("old", "new"))


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "sha256=",
        "sha1=" + signature("s")[7:],
        signature("s").removeprefix("sha256="),
        signature("s")[:-1],
        signature("s") + "0",
        signature("s").upper(),
        "sha256=grün",
        "sha256=\ud800",
    ],
)
def test_a_missing_or_wrong_signature_is_refused(header: str | None) -> None:
    assert not signed(BODY, header, ("s",))


def test_a_changed_body_is_refused() -> None:
    assert not signed(BODY + b" ", signature("s"), ("s",))


def test_a_secret_may_hold_any_character() -> None:
    assert signed(BODY, signature("pässwörd🗝"), ("pässwörd🗝",))


def test_without_a_secret_nothing_is_signed() -> None:
    assert not signed(BODY, signature(""), ())


@pytest.mark.parametrize(
    ("event", "action"),
    [
        ("push", None),
        ("pull_request", "opened"),
        ("pull_request", "synchronize"),
        ("pull_request_review", "submitted"),
        ("workflow_run", "requested"),
        ("workflow_run", "completed"),
        ("workflow_job", "completed"),
        ("check_run", "rerequested"),
        ("merge_group", "checks_requested"),
        ("issues", "closed"),
        ("issues", "reopened"),
        ("issue_comment", "edited"),
        ("repository", "renamed"),
    ],
)
def test_what_may_change_a_plan_wakes_its_repository(event: str, action: str | None) -> None:
    assert (WOKEN,) == wake(event, payload(action=action))


@pytest.mark.parametrize(
    ("event", "action"),
    [
        ("check_run", "created"),
        ("workflow_job", "in_progress"),
        ("pull_request", "labeled"),
        ("pull_request", None),
        ("issues", "opened"),
        ("star", "created"),
        ("an event of tomorrow", None),
        ("", None),
    ],
)
def test_what_changes_nothing_wakes_nobody(event: str, action: str | None) -> None:
    assert () == wake(event, payload(action=action))


@pytest.mark.parametrize(
    ("app", "name", "woken"),
    [
        ("circleci", "build", 1),
        ("github-actions", "build", 0),
        ("andon", "Andon", 0),
        ("andon", "Andon diagnosis", 0),
    ],
)
def test_a_check_that_ends_wakes_if_nothing_else_tells_of_it(app: str, name: str, woken: int) -> None:
    run = {"name": name, "app": {"slug": app}}
    assert woken == len(wake("check_run", payload(action="completed", check_run=run)))


def click(**changed: Any) -> dict[str, Any]:
    told = {
        "check_run": {"name": "Andon", "head_sha": "0a" * 20, "external_id": "stopped-0a"},
        "requested_action": {"identifier": "pass"},
        "sender": {"login": "carol", "type": "User"},
    }
    return payload(action="requested_action", **(told | changed))


def test_a_click_on_a_button_of_a_cord_is_told_with_who_pressed_it_and_where() -> None:
    assert (WOKEN,) == wake("check_run", click())
    expected = Press(verb="pass", who="carol", sha="0a" * 20, cord="stopped-0a", at=AT)
    assert (WOKEN.node_id, expected) == pressed("check_run", click(), AT)


@pytest.mark.parametrize(
    "changed",
    [
        {"action": "completed"},
        {"requested_action": {"identifier": "stop"}},
        {"requested_action": "pass"},
        {"check_run": {"name": "Andon diagnosis", "head_sha": "0a" * 20, "external_id": "stopped-0a"}},
        {"check_run": {"name": "Andon", "head_sha": "0a" * 20, "external_id": None}},
        {"check_run": {"name": "Andon", "head_sha": "main", "external_id": "stopped-0a"}},
        {"sender": {"login": "carol[bot]", "type": "Bot"}},
        {"sender": {"login": "carol\n/andon stop", "type": "User"}},
        {"sender": None},
        {"repository": {"id": 1}},
    ],
)
def test_nothing_else_is_a_click(changed: dict[str, Any]) -> None:
    assert pressed("check_run", click() | changed, AT) is None
    assert pressed("status", click(), AT) is None
    assert pressed("check_run", "nonsense", AT) is None


@pytest.mark.parametrize(("state", "woken"), [("pending", 0), ("success", 1), ("failure", 1), ("error", 1)])
def test_a_status_wakes_once_it_says_something(state: str, woken: int) -> None:
    assert woken == len(wake("status", payload(state=state)))


@pytest.mark.parametrize("key", ["repositories", "repositories_added"])
def test_an_installation_wakes_every_repository_it_names(key: str) -> None:
    told = {"action": "created", "installation": {"id": 3}, key: [SHOP, TILL, {"id": 9}, "nonsense"]}
    assert [7, 8] == [woken.repository for woken in wake("installation", told)]


@pytest.mark.parametrize(
    "told",
    [
        None,
        [],
        "push",
        {},
        {"repository": SHOP},
        payload(installation=None),
        payload(installation={"id": "3"}),
        payload(installation={"id": True}),
        payload(repository=None),
        payload(repository=[SHOP]),
        payload(repository={**SHOP, "id": None}),
        payload(repository={**SHOP, "node_id": 7}),
        payload(repository={**SHOP, "full_name": None}),
        payload(repository={**SHOP, "full_name": "a\ud800"}),
        payload(repository={**SHOP, "node_id": "a\nb"}),
        {"installation": {"id": 3}, "repositories": SHOP},
    ],
)
def test_what_names_no_repository_wakes_nobody(told: Any) -> None:
    assert () == wake("push", told)


@pytest.mark.parametrize("action", [[], {}, 3, True, [["opened"]]])
def test_an_action_that_is_no_text_wakes_nobody(action: Any) -> None:
    assert () == wake("pull_request", payload(action=action))


TEXT = st.text(st.characters(), max_size=9)  # halves of characters as well: JSON can hold them
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
ODD: st.SearchStrategy[Any] = st.fixed_dictionaries(
    {},
    optional={
        "action": JSON,
        "installation": JSON | st.fixed_dictionaries({"id": JSON}),
        "repository": JSON | st.fixed_dictionaries({"id": JSON, "node_id": JSON, "full_name": JSON}),
        "repositories": JSON
        | st.lists(st.fixed_dictionaries({"id": st.integers(), "node_id": TEXT, "full_name": TEXT})),
        "repositories_added": JSON,
    },
)
EVENTS = st.sampled_from(("push", "pull_request", "installation", "issues", "ping"))


@settings(deadline=None, max_examples=300)
@given(EVENTS | TEXT, JSON | ODD)
@example("issues", {"action": [], "installation": {"id": 1}})
def test_any_payload_is_taken_without_an_error(event: str, told: Any) -> None:
    for woken in wake(event, told):
        assert woken == Woken.model_validate_json(woken.model_dump_json())


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=50), st.text(st.characters(), max_size=80))
def test_any_header_is_taken_without_an_error(body: bytes, header: str) -> None:
    assert not signed(body, header, ("s",))
    assert not signed(body, "sha256=" + header, ("s",))
