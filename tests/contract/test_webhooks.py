"""Payloads of webhooks: what the shared schemas do not allow is named."""

from datetime import UTC, datetime
from typing import Any

from bot.sandbox.store import App, Delivery, User
from tests.contract.recorder import Contract
from tests.contract.webhooks import payload_problems

OWNER = User(1, "acme", "Organization")
APP = App(2, "andon", "Andon", "Iv1.x", OWNER, User(3, "andon[bot]", "Bot"))


def sent(payload: dict[str, Any]) -> Delivery:
    return Delivery(4, "guid", APP, "installation", "created", payload, datetime(2026, 11, 24, tzinfo=UTC))


def test_an_event_outside_the_table_is_named() -> None:
    assert ["star.created is not in the table of webhooks"] == list(payload_problems("star", "created", {}))


def test_a_missing_field_is_named() -> None:
    found = list(payload_problems("installation", "created", {"action": "created"}))
    assert [
        'payload: "installation" is a required property',
        'payload: "sender" is a required property',
    ] == found


def test_an_action_that_differs_from_the_payloads_is_named() -> None:
    found = list(payload_problems("installation", "created", {"action": "deleted"}))
    assert "action is 'deleted', announced is 'created'" in found


def test_a_delivery_is_judged_once() -> None:
    contract = Contract()
    contract.record_deliveries([sent({"action": "created"})])
    contract.record_deliveries([sent({"action": "created"})])
    assert [
        '[sandbox] webhook installation.created -> 0: payload: "installation" is a required property',
        '[sandbox] webhook installation.created -> 0: payload: "sender" is a required property',
    ] == [str(each) for each in contract.violations]
