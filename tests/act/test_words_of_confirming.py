"""What a pull request is told while a failure is being confirmed: until when, and how often it failed."""

import pytest

from bot.model.evidence import Evidence
from tests.act.telling import told, verdict
from tests.building import minutes, red_facts


def test_a_waiting_pull_request_is_told_until_when() -> None:
    found = told("confirming", until=minutes(13), reds=(red_facts(evidence=Evidence(failures=1)),))
    assert "Waiting: CI / test failed once on main; re-running it" == found.title
    assert found.summary.startswith(
        "Answer by 2026-11-23 16:58 UTC. Nothing is wrong with this pull request; nobody was notified."
    )
    assert told("confirming").summary.startswith("Nothing is wrong")


@pytest.mark.parametrize(
    ("failures", "did"),
    [
        ((1, 1), "failed once"),
        ((2, 2), "failed twice"),
        ((3, 3), "failed 3 times"),
        ((2, 1), "failed"),
        ((None, 1), "failed once"),
    ],
)
def test_a_waiting_pull_request_is_told_how_often_it_failed(
    failures: tuple[int | None, int], did: str
) -> None:
    evidence = (Evidence(failures=n) if n else None for n in failures)
    reds = tuple(red_facts(evidence=one) for one in evidence)
    assert (
        f"Waiting: CI / test, CI / test {did} on main; re-running it" == told("confirming", reds=reds).title
    )


def test_a_cord_that_waits_is_written_again_once_it_failed_again() -> None:
    digests = [
        verdict("confirming", reds=(red_facts(evidence=evidence),)).digest
        for evidence in (None, Evidence(failures=1), Evidence(failures=2), Evidence(failures=3))
    ]
    assert digests[0] == digests[1]
    assert 3 == len(set(digests))
