"""What was pressed is written down once, on the open pull request whose cord it was."""

from bot.decide.plan import plan
from bot.model.pressed import NotePress, Press
from bot.model.snapshot import Snapshot
from tests.building import config, cord, minutes, pull, sha, stopped
from tests.decide.visible import visible


def pressed(*heads: str, **facts: object) -> Snapshot:
    presses = tuple(Press(verb="pass", who="carol", sha=sha(head), at=minutes(0)) for head in heads)
    pulls = (pull(7, head=sha("h"), cord=cord("failure")), pull(9, head=sha("h"), cord=cord("failure")))
    return stopped(pulls=pulls, **facts).model_copy(update={"presses": presses})


def noted(seen: Snapshot) -> list[int]:
    return [effect.issue for effect in plan(seen).effects if isinstance(effect, NotePress)]


def test_a_click_is_written_down_once_on_the_first_pull_request_of_its_head() -> None:
    assert [7] == noted(pressed("h"))
    assert [7] == noted(pressed("h", "h"))
    assert [] == noted(visible(pressed("h"), plan(pressed("h"))))


def test_what_was_pressed_on_a_head_that_is_gone_is_nothing() -> None:
    assert [] == noted(pressed("gone"))


def test_nobody_is_listened_to_where_nothing_is_shown() -> None:
    assert [] == noted(pressed("h", config=config("off")))
