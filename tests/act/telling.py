"""Verdicts and stories to be put into words, in a line each."""

from typing import Any

from bot.act.words import CordWords, cord
from bot.model.telling import JobStory, Reason, Verdict
from tests.building import KEY, record, red_facts

WEB = "https://github.com"


RED = red_facts(primary="tests/test_cart.py::test_total - assert 2 == 3")


TREE = Reason(
    status="blocked",
    text="no proof: CI / test has not run on it",
    children=(Reason(status="ok", text="fine"),),
)


def verdict(kind: str, **facts: Any) -> Verdict:
    reds = (RED,) if kind in ("stopped", "confirming", "proving", "proven") else ()
    return Verdict.model_validate({"kind": kind, "branch": "main", "reds": reds, "reason": TREE, **facts})


def told(kind: str, **facts: Any) -> CordWords:
    return cord(verdict(kind, **facts), "acme/shop", WEB)


def story(**facts: Any) -> JobStory:
    kept = record(reds=(RED,))
    given: dict[str, Any] = {
        "key": KEY,
        "branch": "main",
        "state": "assigned",
        "reds": kept.reds,
        "now": "attempt 1 (autofix) waits for a runner",
        "times": kept.times,
    }
    return JobStory.model_validate(given | facts)
