"""Buttons that were pressed → comments that write them down; `hearing` judges those like any other."""

from collections.abc import Iterable

from bot.decide.cord_writes import badness
from bot.decide.cords import Judged
from bot.model.pressed import NotePress, Press
from bot.model.snapshot import Snapshot


def presses(snapshot: Snapshot, judged: Iterable[Judged]) -> tuple[NotePress, ...]:
    """What is to be written down: each click once, on the open pull request whose verdict the cord shows.

    Only while the cord still shows what it did: a click may be told hours late, and be about another stop.
    """
    mine = sorted((one for one in judged if not one.pull.group), key=_worst)
    found: list[NotePress] = []
    heard_before = heard(snapshot)
    for press in snapshot.presses:
        number = next((one.pull.number for one in mine if _shows(one, press)), None)
        if number is not None and press not in heard_before:
            found.append(NotePress(issue=number, press=press))
    return tuple(dict.fromkeys(found))


def heard(snapshot: Snapshot) -> tuple[Press, ...]:
    """The clicks that are written down already, though whoever did so may not know: GitHub's answer was lost."""
    said = {(one.author, one.body) for one in snapshot.said}
    return tuple(press for press in snapshot.presses if (press.who, press.command) in said)


def _worst(one: Judged) -> tuple[bool, tuple[int, str], int]:
    verdict = one.verdict
    return verdict is None, badness(verdict) if verdict else (0, ""), one.pull.number


def _shows(one: Judged, press: Press) -> bool:
    cord = one.pull.cord
    return one.pull.head == press.sha and cord is not None and cord.digest == press.cord
