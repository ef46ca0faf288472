"""A verdict's digest, status and conclusion; a story's digest."""

from typing import Any

import pytest

from bot.model.evidence import Usual
from bot.model.telling import Course, JobStory, Reason, Verdict
from tests.building import KEY, minutes, record, red_facts, sha

RED = red_facts()


def verdict(kind: str = "stopped", **facts: Any) -> Verdict:
    given: dict[str, Any] = {
        "kind": kind,
        "branch": "main",
        "reds": (RED,) if kind in ("stopped", "confirming", "proven") else (),
        "reason": Reason(status="ok", text="because"),
    }
    return Verdict.model_validate(given | facts)


@pytest.mark.parametrize(
    ("kind", "advisory", "status", "conclusion"),
    [
        ("running", False, "completed", "success"),
        ("no-signal", False, "completed", "success"),
        ("off", False, "completed", "success"),
        ("proven", False, "completed", "success"),
        ("proven", True, "completed", "success"),
        ("confirming", False, "in_progress", None),
        ("confirming", True, "completed", "neutral"),
        ("stopped", False, "completed", "failure"),
        ("stopped", True, "completed", "neutral"),
    ],
)
def test_a_verdict_is_shown_as_one_status_and_conclusion(
    kind: str, advisory: bool, status: str, conclusion: str | None
) -> None:
    found = verdict(kind, advisory=advisory)
    assert (status, conclusion) == (found.status, found.conclusion)


@pytest.mark.parametrize(
    "same",
    [
        {"course": Course(incident=12, fix=13, usual=Usual(seconds=660, of=14))},
        {"others": (3,)},
        {"until": minutes(3)},
        {"reason": Reason(status="blocked", text="in other words")},
        {"reds": (RED, red_facts(name="CI / lint", commit=sha("c"), since=minutes(-1)))},
        {"reds": (red_facts(why="failed 3 times"),)},
    ],
)
def test_other_words_for_the_same_stop_cost_no_second_write(same: dict[str, Any]) -> None:
    assert verdict().digest == verdict(**same).digest


@pytest.mark.parametrize(
    "other",
    [
        {"kind": "confirming"},
        {"advisory": True},
        {"branch": "dev"},
        {"reds": (red_facts(commit=sha("c")),)},
        {"reds": (RED, red_facts(name="CI / lint", commit=sha("0"), since=minutes(-9)))},
    ],
)
def test_another_stop_is_another_verdict(other: dict[str, Any]) -> None:
    assert verdict().digest != verdict(**other).digest


def test_a_proof_is_told_by_its_words() -> None:
    assert verdict("proven").digest != verdict("proven", reason=Reason(status="ok", text="run 51")).digest


def test_a_story_changes_its_digest_with_every_word() -> None:
    kept = record()
    story = JobStory(key=KEY, branch="main", state="pending", reds=kept.reds, now="now", times=kept.times)
    others = [
        story.model_copy(update=change)
        for change in ({"now": "later"}, {"state": "done"}, {"reds": ()}, {"branch": "next"})
    ]
    assert 5 == len({story.digest, *(other.digest for other in others)})
    assert story.digest == story.model_copy().digest
