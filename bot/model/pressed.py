"""Buttons on a cord, and what pressing one means: a command, said by whoever pressed it. Pure.

A click leaves nothing on GitHub, so Andon writes it down: one comment of its own on the pull request, which is heard
like a comment of that person. Why so: docs/decisions/0033-a-pressed-button-is-written-down.md
"""

import json
import re
from datetime import timedelta
from typing import Literal, TypeAlias, get_args

from pydantic import AwareDatetime, ValidationError

from bot.model.value import Value

Pressed: TypeAlias = Literal["pass", "start", "wrong", "retry"]
PRESSED: tuple[Pressed, ...] = get_args(Pressed)
WHY = "pressed on the check, without a reason"
"""The reason that stands in the records for one who could give none."""
GOOD_FOR = timedelta(minutes=10)
"""How long a click waits to be written down; what comes later was meant for another moment."""

_LOGIN = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,98})")
_SHA = re.compile(r"[0-9a-f]{40}")
_DIGEST = re.compile(r"[a-z0-9-]{1,100}")
_MARKER = re.compile(r"<!-- andon:pressed (?P<press>\{[^\n]*\}) -->\n")


class Button(Value):
    """What a button says. GitHub takes 20 characters in `label`, 40 in `description`, and three buttons at most.

    Source: docs.github.com/en/rest/checks/runs#create-a-check-run
    """

    label: str
    description: str


BUTTONS: dict[Pressed, Button] = {
    "pass": Button(label="Let this head pass", description="For a colleague's change, not your own"),
    "start": Button(label="Start the line", description="Lifts a person's stop"),
    "wrong": Button(label="Wrong stop", description="Nothing is broken: runs, and is counted"),
    "retry": Button(label="Try again", description="Everything once more to mend the line"),
}
"""What stands on each button, by the verb that it says."""


class Press(Value):
    """A button that somebody pressed on the cord of a head, which then showed the verdict of digest `cord`."""

    verb: Pressed
    who: str
    sha: str
    cord: str
    at: AwareDatetime

    @property
    def command(self) -> str:
        """The comment that says the same."""
        if self.verb == "retry":
            return "/andon retry"
        return f"/andon pass {self.sha} {WHY}" if self.verb == "pass" else f"/andon {self.verb} {WHY}"


class NotePress(Value):
    """Write down, on a pull request, what somebody pressed there."""

    kind: Literal["note-press"] = "note-press"
    issue: int
    press: Press


def is_press(verb: object, who: object, sha: object, cord: object) -> bool:
    """Whether that may be a click on one of our buttons, by what GitHub calls it."""
    if not (isinstance(cord, str) and _DIGEST.fullmatch(cord)):
        return False
    known = isinstance(verb, str) and verb in PRESSED
    named = isinstance(who, str) and _LOGIN.fullmatch(who) is not None
    return known and named and isinstance(sha, str) and _SHA.fullmatch(sha) is not None


def marker(press: Press) -> str:
    """The invisible first line of the comment in which a click is written down."""
    return f"<!-- andon:pressed {press.model_dump_json()} -->"


def written(body: str) -> Press | None:
    """The click that a comment of ours writes down; None for every other comment."""
    found = _MARKER.match(body.replace("\r\n", "\n"))
    try:
        press = Press.model_validate(json.loads(found["press"])) if found else None
    except (ValueError, ValidationError, RecursionError):
        return None
    return press if press and is_press(press.verb, press.who, press.sha, press.cord) else None
