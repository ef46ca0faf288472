"""Buttons on the cord, from the click to what comes of it: written down, then judged like a comment."""

import pytest

from bot.loop.brain import Brain
from bot.loop.presses import MOST, Presses
from bot.loop.queue import RepoKey
from bot.model.pressed import GOOD_FOR, WHY, Press, Pressed
from bot.sandbox import Sandbox
from bot.sandbox.store import Comment
from tests.building import minutes, sha
from tests.loop.commanding import Shop, make_shop


@pytest.fixture
def shop(gh: Sandbox) -> Shop:
    shop = make_shop(gh)
    shop.break_main()
    return shop


def click(
    shop: Shop, verb: Pressed, by: str, head: str | None = None, digest: str | None = None
) -> list[Comment]:
    """Somebody presses a button on the pull request's cord; the comments in which that was written down."""
    sha = head or shop.rig.repo.pull_of(shop.number).head_sha
    shown = digest or getattr(shop.rig.cord(shop.number), "external_id", "")
    shop.rig.gh.clock.advance(seconds=2)

    async def use(brain: Brain, key: RepoKey) -> None:
        for _ in range(2):  # GitHub may tell it twice
            brain.presses.note(key.node_id, Press(verb=verb, who=by, sha=sha, cord=shown, at=brain.now()))
        await brain.make_pass((key,), "webhook")
        await brain.make_pass((key,), "webhook")

    shop.rig.run(use)
    shop.settle()
    comments = list(shop.rig.repo.record.issues[shop.number].comments)
    return [one for one in comments if "<!-- andon:pressed" in one.body]


def test_a_colleague_lets_a_head_pass_by_one_click(shop: Shop) -> None:
    (written,) = click(shop, "pass", "alice")
    assert ("success", "+1") == (shop.cord(), shop.answer(written))
    head = shop.rig.repo.pull_of(shop.number).head_sha
    assert f"alice pressed **Let this head pass** on the cord of `{head[:7]}`" in written.body
    assert [("pass", "alice", WHY, head)] == [(c.verb, c.who, c.why, c.sha) for c in shop.record().commands]


@pytest.mark.deep
def test_who_may_not_say_it_may_not_press_it_either(shop: Shop) -> None:
    (own,) = click(shop, "pass", "bob")
    assert ("failure", "-1") == (shop.cord(), shop.answer(own))
    assert ["It is your own change; somebody else has to say so."] == shop.words(own)
    *_, wrong = click(shop, "wrong", "bob")
    assert ("failure", "-1") == (shop.cord(), shop.answer(wrong))


@pytest.mark.deep
def test_a_stop_is_called_wrong_by_one_click(shop: Shop) -> None:
    (written,) = click(shop, "wrong", "carol")
    assert ("success", "+1") == (shop.cord(), shop.answer(written))
    assert ["wrong"] == [c.verb for c in shop.record().commands]


@pytest.mark.deep
def test_a_click_that_is_told_hours_late_lifts_no_later_stop(shop: Shop) -> None:
    then = getattr(shop.rig.cord(shop.number), "external_id", "")
    shop.mend_main()
    shop.rig.gh.clock.advance(hours=2)
    shop.break_main()
    assert ([], "failure") == (click(shop, "wrong", "carol", digest=then), shop.cord())


@pytest.mark.deep
def test_a_click_on_a_head_that_is_gone_is_nothing(shop: Shop) -> None:
    assert [] == click(shop, "pass", "alice", head="0" * 40)
    assert "failure" == shop.cord()


@pytest.mark.deep
def test_nobody_else_can_write_down_a_click(shop: Shop) -> None:
    (written,) = click(shop, "pass", "bob")
    forged = shop.say(written.body.replace('"who":"bob"', '"who":"alice"'), "bob")
    assert ("failure", None) == (shop.cord(), shop.answer(forged))


def press(who: str, at: float = 0) -> Press:
    return Press(verb="pass", who=who, sha=sha("h"), cord="stopped-0a", at=minutes(at))


def test_clicks_wait_a_while_and_not_without_end() -> None:
    presses = Presses()
    for number in range(MOST + 5):
        presses.note("R", press(f"p{number}"))
    assert MOST == len(presses.of("R", minutes(0)))
    presses.forget("R", tuple(presses.of("R", minutes(0))[1:]))
    assert ["p0"] == [one.who for one in presses.of("R", minutes(0))]
    assert () == presses.of("R", minutes(0) + GOOD_FOR)
    presses.note("R", press("p0").model_copy(update={"cord": "stopped-0b"}))  # on a later stop: another click
    assert ["stopped-0a", "stopped-0b"] == [one.cord for one in presses.of("R", minutes(0))]
    presses.forget("R", presses.of("R", minutes(0)))
    assert () == presses.of("R", minutes(0))
