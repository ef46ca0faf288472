"""What an organisation shares: which file is in force, and where its state lives."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.model.config import LineConfig, parse
from bot.model.config_text import Invalid
from bot.model.effects import WriteShared
from bot.model.fuse import FUSE_REF, GUARD_REF, Change, Fuse, Guard, Organised, Stop, counted
from bot.model.organisation import FuseConfig, Organisation, read_organisation

CHANGE = Change(version="1", file="f")


def organised(guard: Guard, fuse: Fuse | None = None) -> Organised:
    told = {"id": 9, "node_id": "R_9", "name": "acme/.github", "tree": "t", "repositories": 4}
    texts = {"file": "new", "approved": "old", "guard": guard, "fuse": fuse or Fuse()}
    return Organised.model_validate(told | texts)


@pytest.mark.parametrize(("guard", "text"), [(Guard(), "new"), (Guard(approved=CHANGE), "old")])
def test_what_was_approved_is_in_force_and_before_that_what_stands(guard: Guard, text: str) -> None:
    assert text == organised(guard).in_force


def test_each_state_has_its_ref_and_replaces_what_was_read() -> None:
    org = organised(Guard(oid="g1"), Fuse(oid="f1"))
    writes = [WriteShared(organised=org, state=state) for state in (Fuse(), Guard())]
    assert [(FUSE_REF, "f1"), (GUARD_REF, "g1")] == [(one.ref, one.replaces) for one in writes]
    assert None is WriteShared(organised=organised(Guard()), state=Guard()).replaces


def read(text: str) -> Organisation:
    found = read_organisation(text, "acme")
    assert isinstance(found, Organisation)
    return found


def test_the_fuse_and_the_guard_may_be_off() -> None:
    assert (None, None) == (read("version: 1\nfuse: off\n").fuse, read("version: 1\nguard: off\n").guard)
    assert (FuseConfig(), 20) == (read("version: 1\n").fuse, read("version: 1\n").guard)
    assert timedelta(hours=2) == (read("version: 1\nfuse: {for: 2h}\n").fuse or FuseConfig()).hold


def test_a_mistake_in_them_is_told_with_its_line() -> None:
    found = read_organisation("version: 1\nfuse:\n  shraed: 3\n", "acme")
    assert isinstance(found, Invalid)
    assert ("acme/.github/andon.yml:3: fuse.shraed: unknown key; did you mean shared?",) == found.words
    assert None is read_organisation(None, "acme")


def test_a_duration_that_is_one_already_is_taken_as_it_is() -> None:
    assert timedelta(minutes=3) == LineConfig(lease=timedelta(minutes=3)).lease


def test_a_count_is_a_word_people_use() -> None:
    assert ["1 verdict", "34 verdicts"] == [counted(1), counted(34)]


def test_what_is_noted_already_is_not_noted_again() -> None:
    at = datetime(2026, 11, 23, 16, 45, tzinfo=UTC)
    stop = Stop(repository="r", line="l", at=at, noted=at)
    fuse = Fuse().noting((stop,), FuseConfig(), 40)
    assert fuse == fuse.noting((stop,), FuseConfig(), 40)
    assert 1 == len(fuse.stops)


def test_a_lease_of_less_than_a_minute_is_refused_in_words() -> None:
    found = parse("version: 1\nline: {lease: 30s}\n")
    assert isinstance(found, Invalid)
    assert (".github/andon.yml:2: line.lease: must be a minute at least: 1m",) == found.words
