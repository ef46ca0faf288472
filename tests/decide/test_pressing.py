"""What was pressed is written down once, on the open pull request whose verdict the cord shows."""

from bot.decide.plan import plan
from bot.model.commands import Said
from bot.model.effects import WriteCord
from bot.model.facts import Pull
from bot.model.pressed import NotePress, Press
from bot.model.snapshot import Snapshot
from tests.building import config, cord, minutes, pull, sha, stopped
from tests.decide.visible import visible

PULLS = (pull(7, head=sha("h"), cord=cord("failure")), pull(9, head=sha("h"), cord=cord("failure")))


def press(head: str = "h", digest: str = "old") -> Press:
    return Press(verb="pass", who="carol", sha=sha(head), cord=digest, at=minutes(0))


def pressed(*presses: Press, pulls: tuple[Pull, ...] = PULLS, **facts: object) -> Snapshot:
    return stopped(pulls=pulls, **facts).model_copy(update={"presses": presses})


def noted(seen: Snapshot) -> list[int]:
    return [effect.issue for effect in plan(seen).effects if isinstance(effect, NotePress)]


def test_a_click_is_written_down_once_on_the_first_pull_request_of_its_head() -> None:
    assert [7] == noted(pressed(press()))
    assert [7] == noted(pressed(press(), press()))
    assert [] == noted(visible(pressed(press()), plan(pressed(press()))))


def test_of_a_shared_head_it_is_the_one_whose_verdict_the_cord_shows() -> None:
    other = pull(3, head=sha("h"), base="elsewhere", cord=cord("failure"))
    assert [7] == noted(pressed(press(), pulls=(other, *PULLS)))


def test_what_was_pressed_on_a_head_that_is_gone_or_on_what_the_cord_shows_no_more_is_nothing() -> None:
    assert [] == noted(pressed(press("gone")))
    assert [] == noted(pressed(press(digest="stopped-0a")))


def test_what_is_written_down_already_is_not_written_again() -> None:
    said = Said(comment=5, issue=7, author="carol", at=minutes(0), body=press().command, role="admin")
    assert [] == noted(pressed(press()).model_copy(update={"said": (said,)}))


def test_nobody_is_listened_to_where_nothing_is_shown() -> None:
    assert [] == noted(pressed(press(), config=config("off")))


def test_a_merge_groups_cord_is_told_apart_for_it_has_no_buttons() -> None:
    group = pull(7, head=sha("g"), answer_by=minutes(30))
    effects = plan(pressed(groups=(group,))).effects
    assert {(sha("g"), True), (sha("h"), False)} == {
        (effect.head, effect.group) for effect in effects if isinstance(effect, WriteCord)
    }
