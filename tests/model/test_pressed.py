"""Buttons on a cord: what a click means, and which comment of ours is believed to write one down."""

import pytest

from bot.act.buttons import written_down
from bot.model.commands import spoken
from bot.model.pressed import BUTTONS, PRESSED, WHY, Press, Pressed, marker, written
from tests.building import minutes

HEAD = "0a" * 20


def press(verb: Pressed = "pass", who: str = "carol") -> Press:
    return Press(verb=verb, who=who, sha=HEAD, cord="stopped-0a", at=minutes(0))


@pytest.mark.parametrize("verb", PRESSED)
def test_a_click_says_what_the_comment_of_its_verb_says(verb: Pressed) -> None:
    said = spoken(press(verb).command)
    assert (verb, HEAD if verb == "pass" else None) == (said.verb, said.sha)
    assert ("" if verb == "retry" else WHY) == said.why


def test_what_is_written_down_is_read_again() -> None:
    assert press() == written(written_down(press()))
    assert press() == written(written_down(press()).replace("\n", "\r\n"))


def test_what_people_read_names_who_pressed_what_and_on_which_head() -> None:
    told = written_down(press("wrong", "car_ol")).split("\n", maxsplit=1)[1]
    assert (
        f"car\\_ol pressed **Wrong stop** on the cord of `{HEAD[:7]}`, which says `/andon wrong {WHY}`."
        == told
    )


@pytest.mark.parametrize(
    "body",
    [
        "",
        "/andon pass",
        "First " + marker(press()) + "\n",
        marker(press()),  # no line of its own
        "<!-- andon:pressed {} -->\n",
        '<!-- andon:pressed {"verb": "pass" -->\n',
        "<!-- andon:pressed " + "[" * 5000 + " -->\n",
        marker(press(who="carol; drop")) + "\n",
        marker(press()).replace(HEAD, "main") + "\n",
        marker(press()).replace('"pass"', '"stop"') + "\n",
        marker(press()).replace("stopped-0a", "not a digest") + "\n",
    ],
)
def test_nothing_else_is_taken_for_a_click(body: str) -> None:
    assert written(body) is None


def test_the_buttons_are_as_short_as_github_takes_them() -> None:
    assert set(PRESSED) == set(BUTTONS)
    for one in BUTTONS.values():
        assert (True, True) == (0 < len(one.label) <= 20, 0 < len(one.description) <= 40)
