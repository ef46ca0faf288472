"""The answer to a command: our App's reaction to its comment, and one comment where there is more to say;
and a command that was given by a button, written down.

GitHub tells who reacts first (201) from who did so again (200), so of any number of brains one says the rest.
Source: docs.github.com/en/rest/reactions/reactions#create-reaction-for-an-issue-comment
"""

from bot.act import answer_words, buttons
from bot.act.done import Done
from bot.act.grants import Writer
from bot.github.auth import Permissions
from bot.model.effects import AnswerCommand
from bot.model.pressed import NotePress

ISSUES: Permissions = (("issues", "write"),)
FIRST = "answered"
"""What is noted of an answer that nobody gave before."""


async def note_press(writer: Writer, effect: NotePress) -> Done:
    """Write down what somebody pressed, where it is heard; refused where people locked it."""
    written = await writer.call(
        "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
        ISSUES,
        {"issue_number": effect.issue},
        sent={"body": buttons.written_down(effect.press)},
        accept=(403, 404, 410),
    )
    return Done("done") if written.status == 201 else Done("refused", "the pull request is locked")


async def answer(writer: Writer, effect: AnswerCommand) -> Done:
    """React, and answer in words if nobody did; refused where the comment is gone or locked."""
    reacted = await writer.call(
        "POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions",
        ISSUES,
        {"comment_id": effect.comment},
        sent={"content": effect.reaction},
        accept=(403, 404),
    )
    if reacted.status in (403, 404):
        return Done("refused", "the comment is gone, or locked")
    words = answer_words.answer(effect)
    if reacted.status == 200 or not words:
        return Done("done", FIRST if reacted.status == 201 else "answered before")
    await writer.call(
        "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
        ISSUES,
        {"issue_number": effect.issue},
        sent={"body": words},
    )
    return Done("done", FIRST)
