"""What a brain did a moment ago is not done again before GitHub may show it."""

from datetime import timedelta

from bot.loop.expectations import SHOWS_WITHIN, Expectations
from bot.model.effects import CancelRun, Rerun
from tests.building import AT

RERUN = Rerun(run=2, attempt=1)
LATER = AT + SHOWS_WITHIN


def test_an_effect_just_done_is_expected_to_show() -> None:
    expected = Expectations()
    assert not expected.just_done("R_7", RERUN, AT)
    expected.note("R_7", RERUN, AT)
    assert expected.just_done("R_7", RERUN, LATER - timedelta(seconds=1))
    assert not expected.just_done("R_7", RERUN, LATER)


def test_other_effects_and_other_repositories_are_not_meant() -> None:
    expected = Expectations()
    expected.note("R_7", RERUN, AT)
    others = (Rerun(run=2, attempt=2), Rerun(run=3, attempt=1), CancelRun(run=2))
    assert [False] * 3 == [expected.just_done("R_7", other, AT) for other in others]
    assert not expected.just_done("R_8", RERUN, AT)


def test_an_effect_done_again_is_expected_anew() -> None:
    expected = Expectations()
    expected.note("R_7", RERUN, AT)
    expected.note("R_7", RERUN, LATER)
    assert expected.just_done("R_7", RERUN, LATER + timedelta(seconds=1))


def test_a_repository_that_is_gone_is_forgotten() -> None:
    expected = Expectations()
    expected.note("R_7", RERUN, AT)
    expected.note("R_8", RERUN, AT)
    expected.forget("R_7")
    assert [False, True] == [expected.just_done(node_id, RERUN, AT) for node_id in ("R_7", "R_8")]
    assert 1 == len(expected)
