"""Buttons that were pressed → comments that write them down; `hearing` judges those like any other."""

from bot.model.pressed import NotePress
from bot.model.snapshot import Snapshot


def presses(snapshot: Snapshot) -> tuple[NotePress, ...]:
    """What is to be written down: each click once, on the open pull request of that head.

    Of several with one head that of the lowest number, for the cord is all theirs; where none is open any more,
    there is nothing to say, and nobody to say it to.
    """
    found: list[NotePress] = []
    for press in snapshot.presses:
        numbers = [pull.number for pull in (*snapshot.pulls, *snapshot.groups) if pull.head == press.sha]
        if numbers:
            found.append(NotePress(issue=min(numbers), press=press))
    return tuple(dict.fromkeys(found))
