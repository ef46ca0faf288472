"""What GitHub keeps of a job for us comes back as it was written, and nothing else is taken for it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.model.effects import Order
from bot.model.evidence import Proof
from bot.model.job_issue import IssueComment
from bot.model.jobs import MOST_ATTEMPTS, Claim, Key, Record, RedFacts, Times, Try, fix_branch
from bot.model.markers import key_marker
from tests.building import KEY, claim, comment, issue, record, red_facts

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.sampled_from(
    (
        "-->",
        " -->",
        "<!-- andon:record ",
        "\n\n",
        "@all",
        '"',
        "\\",
        "\u202e",
        "\x00",
        "<!-- andon:record {} -->",
    )
)
NUMBERS = st.integers(0, 2**53)
TIMES = st.datetimes(datetime(2001, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds
MAYBE_TIME = st.none() | TIMES
TRIES = st.builds(
    Try,
    rung=TEXTS,
    result=st.sampled_from(
        ("fixed", "failed", "nothing", "withheld", "lost", "overtaken", "refused", "still-red")
    ),
    why=TEXTS,
    at=TIMES,
    run=st.none() | NUMBERS,
    pull=st.none() | NUMBERS,
)
REDS = st.builds(
    RedFacts,
    id=TEXTS,
    name=TEXTS,
    commit=TEXTS,
    author=TEXTS,
    since=TIMES,
    why=TEXTS,
    run_url=TEXTS,
    confirmed=st.booleans(),
    primary=st.none() | TEXTS,
)
RECORDS = st.builds(
    Record,
    repository=NUMBERS,
    key=TEXTS,
    tried=st.lists(TRIES, max_size=3).map(tuple),
    reds=st.lists(REDS, max_size=3).map(tuple),
    times=st.builds(Times, red=TIMES, stopped=TIMES, fixed=MAYBE_TIME, green=MAYBE_TIME),
    dead=st.booleans(),
    proof=st.none()
    | st.builds(
        Proof,
        commit=TEXTS,
        run=st.none() | NUMBERS,
        attempt=NUMBERS,
        pull=st.none() | NUMBERS,
        check=st.none() | TEXTS,
    ),
)
CLAIMS = st.builds(
    Claim,
    key=TEXTS,
    stage=st.sampled_from(("opening", "open", "attempt", "closed")),
    by=TEXTS,
    at=TIMES,
    issue=st.none() | NUMBERS,
    attempt=st.integers(0, MOST_ATTEMPTS),
    rung=st.none() | TEXTS,
    oid=TEXTS,
)
LISTS = st.lists(TEXTS, max_size=2).map(tuple)
ORDERS = st.builds(
    Order,
    issue=NUMBERS,
    attempt=NUMBERS,
    rung=TEXTS,
    base=TEXTS,
    branch=TEXTS,
    commands=LISTS,
    protect=LISTS,
    reds=LISTS,
    title=TEXTS,
)
MANY = settings(deadline=None, max_examples=150)


@MANY
@given(RECORDS, TEXTS, TEXTS.filter(lambda text: "andon:record" not in text))
def test_a_record_comes_back_from_its_comment_as_it_was(kept: Record, after: str, before: str) -> None:
    encoded = kept.encode()
    assert kept == Record.decode(encoded)
    assert kept == Record.decode(f"{before}\n\n{encoded}\n{after}")
    assert (1, 1) == (encoded.count("<!--"), encoded.count("-->"))


@MANY
@given(CLAIMS)
def test_a_claim_comes_back_from_its_commit_as_it_was(held: Claim) -> None:
    message = held.encode()
    assert held == Claim.decode(message, held.oid)
    assert held == Claim.decode(message.rstrip("\n"), held.oid)


@MANY
@given(ORDERS)
def test_an_order_comes_back_as_it_was(order: Order) -> None:
    assert order == Order.model_validate_json(order.model_dump_json())


@MANY
@given(RECORDS.map(Record.encode), st.integers(0, 2000), st.integers(0, 40), TEXTS)
def test_a_damaged_record_is_none_or_another_but_never_an_error(
    good: str, at: int, cut: int, put: str
) -> None:
    damaged = good[:at] + put + good[at + cut :]
    assert isinstance(Record.decode(damaged), Record | None)


@MANY
@given(CLAIMS.map(Claim.encode) | TEXTS, st.integers(0, 500), st.integers(0, 40), TEXTS)
def test_a_damaged_claim_is_none_or_another_but_never_an_error(
    good: str, at: int, cut: int, put: str
) -> None:
    assert isinstance(Claim.decode(good[:at] + put + good[at + cut :], "oid"), Claim | None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "words",
        "<!-- andon:record ",
        "<!-- andon:record {}",
        "<!-- andon:record {} -->",
        "<!-- andon:record [1] -->",
    ],
)
def test_what_is_no_record_is_none(text: str) -> None:
    assert None is Record.decode(text)


@pytest.mark.parametrize("message", ["", "Fix the cart\n\nSee #12", "andon claim: x (open)\n\n{}\n"])
def test_what_is_no_claim_is_a_damaged_one_that_can_be_replaced(message: str) -> None:
    found = Claim.decode(message, "oid")
    assert ("damaged", "oid", None) == (found.stage, found.oid, found.issue)


def test_a_claim_without_a_time_zone_is_damaged() -> None:
    text = Claim(key="k", stage="open", by="b", at=datetime(2026, 1, 1, tzinfo=UTC)).encode()
    assert "damaged" == Claim.decode(text.replace("00:00Z", "00:00"), "oid").stage


def test_a_record_of_another_version_is_none() -> None:
    assert None is Record.decode(record().encode().replace('{"repository"', '{"version":2,"repository"'))


def test_a_claims_commit_says_what_it_is_in_its_first_line() -> None:
    held = claim("attempt", attempt=2)
    assert f"andon claim: {held.key} (attempt 2, autofix)" == held.encode().split("\n", maxsplit=1)[0]
    assert f"andon claim: {held.key} (open)" == claim("open").encode().split("\n", maxsplit=1)[0]


def test_a_key_has_one_text_one_digest_and_one_ref() -> None:
    assert "7/ci-green/main" == KEY.text
    assert f"refs/andon/{KEY.digest}" == KEY.ref
    assert f"<!-- andon:key {KEY.digest} -->" == key_marker(KEY)
    others = [
        Key(repository=8, rule="ci-green", subject="main"),
        Key(repository=7, rule="ci-green", subject="dev"),
    ]
    assert 3 == len({KEY.digest, *(key.digest for key in others)})
    assert 16 == len(KEY.digest)


def test_each_attempt_has_its_branch() -> None:
    assert "andon/12-3" == fix_branch(12, 3)


KEPT = record(reds=(red_facts(),))
OTHER = record(dead=True)


@pytest.mark.parametrize(
    ("comments", "expected"),
    [
        ((), None),
        ((comment(1, KEPT.encode()),), KEPT),
        ((comment(1, KEPT.encode(), ours=False),), None),
        ((comment(1, OTHER.encode(), ours=False), comment(2, KEPT.encode())), KEPT),
        ((comment(1, KEPT.encode()), comment(2, OTHER.encode())), KEPT),
        ((comment(1, "only words"), comment(2, KEPT.encode())), KEPT),
        ((comment(1, "<!-- andon:record {} -->"), comment(2, KEPT.encode())), None),
    ],
    ids=[
        "none",
        "ours",
        "edited by others",
        "forged before ours",
        "the first of ours",
        "after our words",
        "damaged",
    ],
)
def test_only_our_first_record_counts(comments: tuple[IssueComment, ...], expected: Any) -> None:
    assert expected == issue(comments=comments).record


def test_facts_are_frozen_and_unknown_fields_refused() -> None:
    with pytest.raises(ValidationError):
        KEPT.dead = True  # pyright: ignore[reportAttributeAccessIssue] that it cannot be set is the point
    with pytest.raises(ValidationError):
        KEY.model_validate({**KEY.model_dump(), "surprise": 1})


def test_fields_of_a_newer_andon_are_passed_over_wherever_they_are() -> None:
    newer: dict[str, Any] = {**KEPT.model_dump(mode="json"), "surprise": 1}
    newer["times"]["surprise"] = newer["reds"][0]["evidence"]["surprise"] = 1
    assert KEPT == Record.model_validate(newer)


def test_a_claim_of_more_attempts_than_we_make_is_damaged() -> None:
    held = Claim(key="k", stage="attempt", by="b", at=datetime(2026, 1, 1, tzinfo=UTC), attempt=7)
    forged = held.encode().replace('"attempt":7', '"attempt":10000000')
    assert ("attempt", "damaged") == (Claim.decode(held.encode(), "o").stage, Claim.decode(forged, "o").stage)


def test_a_proof_says_by_which_run_or_check_it_is_seen() -> None:
    proof = Proof(commit="c", run=5, attempt=2)
    assert ", run 5 attempt 2" == proof.seen
    assert ", check build" == proof.model_copy(update={"check": "build"}).seen
    assert "" == proof.model_copy(update={"run": None}).seen
