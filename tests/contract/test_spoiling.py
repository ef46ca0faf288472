"""An answer that GitHub's description allows passes the judge; one that is spoilt does not."""

import json
from functools import cache

from bot.github.documents import ALL
from scripts.contract import published
from tests.contract.documents import official_schema
from tests.contract.openapi import specification
from tests.contract.operations import OPERATIONS
from tests.contract.packages import OPENAPI, needed
from tests.contract.samples import Json
from tests.contract.spoiling import Score, document_samples, rest_samples, section

EVERY = 43
"""Of so many ways to spoil an answer one is tried here, each time the same; `make mutate-contract` tries all."""


@cache
def description() -> Json:
    """GitHub's, as published."""
    needed(OPENAPI)
    return json.loads(published(OPENAPI))


def test_what_github_describes_passes_and_what_is_spoilt_is_caught() -> None:
    score, reading = Score(), set[str]()
    for number, sample in enumerate(rest_samples(description())):
        assert [] == sample.problems(), sample.name
        score.add(sample, sample.mutations[number % EVERY :: EVERY])
        reading.add(sample.name.rpartition(" -> ")[0])
    assert score.caught >= 0.95, section(score)
    assert {name for name in OPERATIONS if not answers_with_json(name)} == set(OPERATIONS) - reading


def answers_with_json(operation: str) -> bool:
    """Whether the converted copy knows an answer to read: a log is a link, and removing answers with nothing."""
    responses = specification().document["operations"][operation]["responses"]
    return any(
        status.startswith("2") and "application/json" in each["media"] for status, each in responses.items()
    )


def test_an_answer_to_a_document_passes_and_what_is_spoilt_is_caught() -> None:
    score = Score()
    for sample in document_samples(official_schema()):
        assert [] == sample.problems(), sample.name
        score.add(sample, sample.mutations[::3])
    assert score.caught >= 0.95, section(score)


def test_an_answer_is_whole_again_after_it_was_spoilt() -> None:
    sample = next(iter(document_samples(official_schema(), {"Jobs": ALL["Jobs"]})))
    before = json.dumps(sample.holder)
    score = Score()
    score.add(sample, sample.mutations)
    assert before == json.dumps(sample.holder)
    assert {"dropped", "type", "null", "enum"} == set(score.made)
