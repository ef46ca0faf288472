"""People command, from the comment to the cord: each verb, by whom, and what it leaves behind."""

from datetime import timedelta

import pytest

from bot.sandbox import Sandbox
from tests.loop.commanding import CONFIG, Shop, make_shop
from tests.rig import pull

pytestmark = pytest.mark.deep


@pytest.fixture
def shop(gh: Sandbox) -> Shop:
    return make_shop(gh)


def test_a_person_stops_a_green_line_and_only_a_person_lets_it_run(shop: Shop) -> None:
    issue = shop.rig.repo.open_issue("Fire", by="bob")
    stop = shop.say("/andon stop the database burns", "bob", on=issue)
    assert ("failure", "+1") == (shop.cord(), shop.answer(stop))
    assert "Main is stopped by bob, not for this PR: the database burns" == shop.title()
    assert ("open", "main stopped by bob: the database burns") == (shop.job().state, shop.job().title)
    assert [("stop", "bob", "the database burns", None)] == [
        (c.verb, c.who, c.why, c.until) for c in shop.record().commands
    ]
    shop.mend_main()
    shop.rig.gh.clock.advance(hours=30)
    shop.settle()
    assert "failure" == shop.cord()
    start = shop.say("/andon start it is out", "carol", on=issue)
    assert ("success", "+1", "closed") == (shop.cord(), shop.answer(start), shop.job().state)
    assert "carol started it" in (shop.job().body or "")


def test_whoever_stopped_a_line_may_start_it(shop: Shop) -> None:
    shop.say("/andon stop a moment", "bob")
    start = shop.say("/andon start done", "bob")
    assert ("success", "+1") == (shop.cord(), shop.answer(start))


def test_a_start_holds_until_it_ends_while_the_line_is_red(shop: Shop) -> None:
    shop.break_main()
    assert "failure" == shop.cord()
    refused = shop.say("/andon start let me", "bob")
    assert ("failure", "-1") == (shop.cord(), shop.answer(refused))
    assert ["That takes maintain in this repository, which you have not."] == shop.words(refused)
    start = shop.say("/andon start the runner is sick for 30m", "carol")
    assert ("success", "+1", "open") == (shop.cord(), shop.answer(start), shop.job().state)
    (command,) = shop.record().commands
    assert timedelta(minutes=30) == (command.until or command.at) - command.at
    shop.rig.gh.clock.advance(minutes=31)
    shop.settle()
    assert "failure" == shop.cord()


def test_a_start_ends_with_a_failure_of_a_run_that_began_after_it(shop: Shop) -> None:
    shop.break_main()
    shop.say("/andon start known", "carol")
    shop.rig.gh.clock.advance(minutes=1)
    shop.rig.repo.commit({"app.py": "broken again\n"})
    shop.settle()
    assert "failure" == shop.cord()


def test_one_head_passes_by_a_colleagues_word_until_it_moves_on_or_the_word_ends(shop: Shop) -> None:
    other = pull(shop.rig, "other")
    shop.break_main()
    word = shop.say(f"/andon pass {shop.head()} the shop is down", "carol")
    assert ("success", "+1", "failure") == (shop.cord(), shop.answer(word), shop.rig.shown(other))
    assert (shop.title() or "").startswith("Passes on carol's word until ")
    shop.rig.gh.clock.advance(hours=4, minutes=1)
    shop.settle()
    assert "failure" == shop.cord()
    shop.say(f"/andon pass {shop.head()} still down", "carol")
    assert "success" == shop.cord()
    shop.rig.repo.commit({"more.txt": "x\n"}, "topic", by="bob")
    shop.settle()
    assert "failure" == shop.cord()


def test_a_pass_goes_through_what_a_person_stopped(shop: Shop) -> None:
    shop.say("/andon stop hands off", "alice")
    shop.say(f"/andon pass {shop.head()} it is the cure", "carol")
    assert "success" == shop.cord()


def test_a_wrong_stop_is_let_go_and_two_of_them_demote(shop: Shop) -> None:
    for day in range(2):
        shop.break_main()
        wrong = shop.say("/andon wrong the test is nonsense", "carol")
        assert ("success", "+1") == (shop.cord(), shop.answer(wrong)), day
        shop.mend_main()
        shop.rig.gh.clock.advance(hours=25)
    shop.break_main()
    assert "neutral" == shop.cord()
    told = [child.text for child in shop.rig.look().plan.line.children]
    assert any(text.startswith("mode warn: people called stops wrong; enforced again from") for text in told)
    shop.rig.gh.clock.advance(days=8)
    shop.mend_main()
    shop.break_main()
    assert "failure" == shop.cord()


def test_retry_has_everything_tried_once_more(shop: Shop) -> None:
    def letters() -> int:
        return sum(c.body.startswith("**Andon has no safe move left**") for c in shop.job().comments)

    shop.break_main()
    assert 1 == letters()
    retry = shop.say("/andon retry", "bob", on=shop.job().number)
    shop.rig.gh.clock.advance(minutes=2)
    shop.settle()
    assert (2, "+1") == (letters(), shop.answer(retry))
    shop.settle()
    assert 2 == letters()


def test_help_and_status_are_answered_in_one_comment(shop: Shop) -> None:
    shop.break_main()
    helped = shop.say("/andon help", "bob")
    (words,) = shop.words(helped)
    assert "- `/andon stop <reason>`: stop the line: nothing merges until somebody starts it" in words
    asked = shop.say("/andon status", "bob")
    (words,) = shop.words(asked)
    assert words.startswith("Main is stopped.\n\n- ✗ CI / test is red since")
    assert ("+1", "+1") == (shop.answer(helped), shop.answer(asked))


def test_a_line_of_several_is_named_before_a_colon(gh: Sandbox) -> None:
    shop = make_shop(gh, CONFIG.replace("line: {", 'line: {branches: ["release/*"], '))
    shop.rig.repo.branch("release/1")
    shop.rig.repo.branch("late", at="release/1")
    shop.rig.repo.commit({"late.txt": "x\n"}, "late", by="bob")
    late = shop.rig.repo.pull("late", base="release/1", by="bob")
    shop.settle()
    shop.say("/andon stop release/1: wait", "bob")
    assert ("success", "failure") == (shop.cord(), shop.rig.shown(late))
    shop.say("/andon start done", "alice", on=late)  # for its base, as it stands there
    assert ("success", "success") == (shop.cord(), shop.rig.shown(late))
    lost = shop.say("/andon stop release/2: wait", "bob")
    assert ["Release/2 is no line here; there are main, release/1."] == shop.words(lost)


def test_the_ledger_tells_what_was_obeyed_once(shop: Shop) -> None:
    shop.say("/andon stop fire", "bob")
    shop.say("/andon dance", "bob")
    shop.settle()
    told = [(e["verb"], e["who"], e["why"], e["repo"]) for e in shop.rig.events() if e["event"] == "command"]
    assert [("stop", "bob", "fire", "acme/shop")] == told
