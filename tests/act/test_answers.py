"""A command is answered once, whoever answers it and however often."""

from bot.model.effects import AnswerCommand
from bot.sandbox import Sandbox
from tests.act.effects import perform
from tests.rig import make_rig


def test_a_comment_is_reacted_to_and_answered_in_words_once(gh: Sandbox) -> None:
    rig = make_rig(gh)
    said = rig.repo.comment(rig.repo.open_issue("Fire"), "/andon stop", by="bob")
    effect = AnswerCommand(comment=said.id, issue=1, reaction="confused", told="say why")
    assert ["answered", "answered before"] == [perform(rig, effect).note for _ in range(2)]
    assert ["confused"] == [reaction.content for reaction in said.reactions]
    assert ["/andon stop", "Say why."] == [comment.body for comment in rig.repo.issue(1).comments]


def test_a_reaction_is_enough_where_it_says_it_all(gh: Sandbox) -> None:
    rig = make_rig(gh)
    said = rig.repo.comment(rig.repo.open_issue("Fire"), "/andon stop fire", by="bob")
    assert "answered" == perform(rig, AnswerCommand(comment=said.id, issue=1, reaction="+1")).note
    assert ["/andon stop fire"] == [comment.body for comment in rig.repo.issue(1).comments]


def test_a_comment_that_is_gone_needs_no_answer(gh: Sandbox) -> None:
    done = perform(make_rig(gh), AnswerCommand(comment=1, issue=1, reaction="+1"))
    assert ("refused", "the comment is gone, or locked") == (done.outcome, done.note)
