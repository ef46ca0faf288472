"""The doctor on the App: what passes, what fails, and that what is not known is neither."""

from datetime import timedelta
from typing import Any

import pytest

from bot.decide.checkup import LITTLE, MAX_SKEW, app_rows
from bot.model.checkup import AppFacts, Deliveries, Hook, Installed, Itself, Limit, Row, Unknown
from bot.model.needs import EVENTS, PERMISSIONS
from tests.building import AT

URL = "https://andon.example.com/webhook"
ALL = tuple((need.name, need.level) for need in PERMISSIONS)
NEEDED = tuple((need.name, need.level) for need in PERMISSIONS if not need.optional)
NO = Unknown(why="502")


def itself(**facts: Any) -> Itself:
    given: dict[str, Any] = {"id": 7, "slug": "andon", "permissions": ALL, "events": EVENTS}
    return Itself(**(given | facts))


def hook(**facts: Any) -> Hook:
    given: dict[str, Any] = {"url": URL, "content_type": "json", "secret": True, "insecure": False}
    return Hook(**(given | facts))


def limit(remaining: int) -> Limit:
    return Limit(kind="core", limit=5000, remaining=remaining, reset=AT)


def installed(**facts: Any) -> Installed:
    given: dict[str, Any] = {"account": "acme", "suspended": False, "permissions": ALL, "events": EVENTS}
    given["limits"] = (limit(4000),)
    return Installed(**(given | facts))


def app(**facts: Any) -> AppFacts:
    """An App with nothing wrong, but for what is given."""
    given: dict[str, Any] = {
        "itself": itself(),
        "skew": timedelta(seconds=1),
        "hook": hook(),
        "deliveries": Deliveries(sent=20, failed=(), newest=AT),
        "installations": (installed(),),
        "expected": URL,
    }
    return AppFacts(**(given | facts))


def wrong(facts: AppFacts) -> list[tuple[str, str, str]]:
    """What does not pass: about, what, state."""
    return [(row.about, row.what, row.state) for row in app_rows(facts) if row.state != "pass"]


def row(facts: AppFacts, what: str, about: str = "App") -> Row:
    (found,) = (row for row in app_rows(facts) if (row.about, row.what) == (about, what))
    return found


def test_an_app_with_nothing_wrong_passes_and_needs_no_mending() -> None:
    rows = app_rows(app())
    assert [("pass", "")] * len(rows) == [(row.state, row.mend) for row in rows]
    assert 10 < len(rows)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"itself": NO}, [("App", "credentials", "fail")]),
        ({"skew": None}, [("App", "clock", "unknown")]),
        ({"skew": -MAX_SKEW - timedelta(seconds=1)}, [("App", "clock", "fail")]),
        ({"skew": MAX_SKEW}, []),
        ({"itself": itself(permissions=NEEDED)}, []),
        ({"itself": itself(permissions=NEEDED[1:])}, [("App", "permissions", "fail")]),
        ({"itself": itself(events=EVENTS[1:])}, [("App", "events", "fail")]),
        ({"hook": NO}, [("App", "webhook", "unknown")]),
        ({"hook": hook(url=None)}, [("App", "webhook URL", "fail")]),
        ({"hook": hook(url="https://elsewhere.test/webhook")}, [("App", "webhook URL", "fail")]),
        ({"hook": hook(url=URL + "/")}, []),
        ({"hook": hook(insecure=True)}, [("App", "webhook URL", "fail")]),
        ({"hook": hook(insecure=True), "expected": None}, [("App", "webhook URL", "fail")]),
        ({"expected": None}, [("App", "webhook URL", "unknown")]),
        ({"hook": hook(content_type="form")}, [("App", "webhook content type", "fail")]),
        ({"hook": hook(secret=False)}, [("App", "webhook secret", "fail")]),
        ({"deliveries": NO}, [("App", "deliveries", "unknown")]),
        (
            {"deliveries": Deliveries(sent=3, failed=((401, 2),), newest=AT)},
            [("App", "deliveries", "fail")],
        ),
        ({"installations": NO}, [("App", "installations", "unknown")]),
        ({"installations": ()}, [("App", "installations", "fail")]),
        ({"installations": (installed(suspended=True),)}, [("acme", "installation", "fail")]),
        ({"installations": (installed(permissions=NEEDED[1:]),)}, [("acme", "permissions", "fail")]),
        ({"installations": (installed(permissions=NEEDED),)}, []),
        ({"installations": (installed(events=()),)}, [("acme", "events", "fail")]),
        ({"installations": (installed(limits=NO),)}, [("acme", "limits", "unknown")]),
        (
            {"installations": (installed(limits=(limit(int(5000 * LITTLE) - 1),)),)},
            [("acme", "limit core", "fail")],
        ),
        ({"installations": (installed(limits=(limit(int(5000 * LITTLE)),)),)}, []),
    ],
)
def test_each_fault_fails_its_row_and_no_other(facts: dict[str, Any], expected: list[Any]) -> None:
    assert expected == wrong(app(**facts))


def test_whatever_fails_says_how_to_mend_it() -> None:
    everything = app(
        itself=itself(permissions=(), events=()),
        skew=timedelta(hours=1),
        hook=hook(url=None, content_type="form", secret=False),
        deliveries=Deliveries(sent=1, failed=((502, 1),), newest=AT),
        installations=(installed(permissions=(), events=(), limits=(limit(0),)),),
    )
    failing = [row for row in app_rows(everything) if row.state == "fail"]
    assert (10, []) == (len(failing), [row.what for row in failing if not row.mend])


def test_a_higher_level_than_is_needed_is_enough() -> None:
    given = tuple((name, "admin") for name, _ in NEEDED)
    assert [] == wrong(app(itself=itself(permissions=given)))


def test_what_is_missing_is_named_with_its_use() -> None:
    found = row(app(itself=itself(permissions=NEEDED[1:])), "permissions").found
    assert f"{PERMISSIONS[0].name}: write is missing ({PERMISSIONS[0].use})" == found
    rest = row(app(itself=itself(permissions=NEEDED)), "optional permissions")
    assert ("pass", True) == (rest.state, "administration: write" in rest.found)


def test_lost_deliveries_are_told_by_what_their_status_means() -> None:
    facts = app(deliveries=Deliveries(sent=9, failed=((401, 2), (418, 1)), newest=AT))
    told = "3 lost of the newest 9: 2 × 401 (the secret is not ANDON_WEBHOOK_SECRET), 1 × 418"
    assert told == row(facts, "deliveries").found


def test_that_nothing_was_sent_yet_proves_nothing() -> None:
    rows = {row.what: row for row in app_rows(app(deliveries=Deliveries(sent=0, failed=(), newest=None)))}
    assert ("pass", "none yet, so URL and secret are unproven") == (
        rows["deliveries"].state,
        rows["deliveries"].found,
    )
