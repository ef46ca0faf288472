"""Commands of people who may not give them, and of nobody: each leaves a trace and gets nothing."""

from typing import Any

import pytest

from bot.model.jobs import Record, key_marker, line_key
from bot.sandbox import Sandbox, issues
from bot.sandbox.store import Comment
from tests.asking import app, person
from tests.loop.commanding import Shop, make_shop
from tests.rig import Rig


@pytest.fixture
def shop(gh: Sandbox) -> Shop:
    return make_shop(gh)


def refused(shop: Shop, comment: Comment, reaction: str, words: list[str]) -> None:
    """What a comment got: a reaction, these words, and nothing else."""
    assert (reaction, words) == (shop.answer(comment), shop.words(comment))
    assert [] == [e for e in shop.rig.events() if e["event"] == "command"]


def test_a_reader_stops_nothing_and_is_told_so_once(shop: Shop) -> None:
    first = shop.say("/andon stop I can", "eve")
    second = shop.rig.repo.comment(shop.number, "/andon stop I said", by="eve")
    third = shop.rig.repo.comment(shop.number, "/andon stop I said it", by="eve")
    shop.settle()
    assert ("success", "-1", "-1", "-1") == (shop.cord(), *map(shop.answer, (first, second, third)))
    said = "That takes write in this repository, which you have not."
    assert ([said, said], [said]) == (shop.words(first), shop.words(second))
    assert [] == shop.rig.jobs()


def test_somebody_with_triage_labels_and_commands_in_vain(shop: Shop) -> None:
    number = shop.rig.repo.open_issue("Fire", by="dave")
    labelled = person(shop.rig, "dave")("POST", f"/r/issues/{number}/labels", {"labels": ["andon:stop"]})
    assert 200 == labelled.status_code
    stop = shop.say("/andon stop fire", "dave", on=number)
    assert "success" == shop.cord()
    refused(shop, stop, "-1", ["That takes write in this repository, which you have not."])


def test_a_label_lets_nobody_through_a_stopped_line(shop: Shop) -> None:
    shop.break_main()
    for label in ("andon:done", "andon:pass"):
        path = f"/r/issues/{shop.job().number}/labels"
        assert 200 == person(shop.rig, "dave")("POST", path, {"labels": [label]}).status_code
    shop.settle()
    assert "failure" == shop.cord()
    assert ["andon", "andon:dead-letter", "andon:pass"] == sorted(one.name for one in shop.job().labels)


def test_an_edited_comment_is_refused(shop: Shop) -> None:
    shop.break_main()
    comment = shop.rig.repo.comment(shop.number, "looks good", by="carol")
    body = {"body": f"/andon pass {shop.head()} edited by somebody else"}
    assert 200 == person(shop.rig, "alice")("PATCH", f"/r/issues/comments/{comment.id}", body).status_code
    shop.settle()
    assert "failure" == shop.cord()
    refused(shop, comment, "confused", ["An edited comment does not count; write it in a new one."])


def test_nobody_passes_a_change_of_their_own(shop: Shop) -> None:
    shop.break_main()
    mine = shop.say(f"/andon pass {shop.head()} trust me", "bob")
    assert "failure" == shop.cord()
    refused(shop, mine, "-1", ["It is your own change; somebody else has to say so."])
    shop.rig.repo.commit({"carols.txt": "x\n"}, "topic", by="carol")
    shop.settle()
    hers = shop.say(f"/andon pass {shop.head()} my commit in bob's change", "carol")
    refused(shop, hers, "-1", ["It is your own change; somebody else has to say so."])


def test_a_bot_that_is_not_listed_is_not_heard(shop: Shop) -> None:
    other = shop.rig.gh.app("helper")
    shop.rig.gh.install(other, "acme")
    said: Any = app(Rig(shop.rig.gh, other, shop.rig.repo))(
        "POST", f"/r/issues/{shop.number}/comments", {"body": "/andon stop beep"}
    )
    assert 201 == said.status_code
    shop.settle()
    comment = shop.rig.repo.issue(shop.number).comments[-1]
    assert "success" == shop.cord()
    refused(shop, comment, "-1", [])


@pytest.mark.parametrize(
    "body",
    [
        "> /andon stop x",
        "```\n/andon stop x\n```",
        "    /andon stop x",
        "see `/andon stop x`",
        "Hm\n/andon stop x",
    ],
)
def test_what_is_quoted_or_in_code_is_nobodys_command(shop: Shop, body: str) -> None:
    comment = shop.say(body)
    assert "success" == shop.cord()
    assert (None, []) == (shop.answer(comment), shop.words(comment))


def test_a_command_that_was_written_in_another_repository_does_not_count_here(shop: Shop) -> None:
    rig = shop.rig
    other = rig.gh.repository("acme/mine")
    other.collaborator("eve", "admin")
    comment = other.comment(other.open_issue("Mine"), "/andon stop over there", by="alice")
    with rig.gh.world.lock:
        issues.transfer(rig.gh.world, other.record, 1, rig.repo.record)
    shop.settle()
    assert "success" == shop.cord()
    refused(shop, comment, "confused", ["It was written in another repository; write it here."])


def test_a_record_that_a_person_copied_is_nobodys_word(shop: Shop) -> None:
    shop.break_main()
    shop.say("/andon start known for 1h", "carol")
    genuine, key = shop.record(), line_key(shop.rig.repo.record.id, "main")
    assert 1 == len(genuine.commands)
    shop.mend_main()
    shop.rig.gh.clock.advance(hours=25)  # no relapse: another job
    shop.rig.repo.commit({"app.py": "broken\n"})
    shop.rig.repo.comment(shop.job().number, genuine.encode(), by="bob")
    forged = shop.rig.repo.open_issue(f"main stopped {key_marker(key)}", genuine.encode(), by="bob")
    shop.settle()
    shop.rig.repo.comment(forged, genuine.encode(), by="bob")
    newest = shop.rig.jobs()[-1]
    shop.rig.repo.comment(newest.number, genuine.encode(), by="bob")
    shop.settle()
    found = [record for c in newest.comments[:1] if (record := Record.decode(c.body))]
    assert ("failure", [()]) == (shop.cord(), [record.commands for record in found])


def test_a_record_that_a_person_emptied_starts_no_line(shop: Shop) -> None:
    shop.say("/andon stop hands off", "alice")
    (comment,) = (c for c in shop.job().comments if Record.decode(c.body))
    emptied = shop.record().model_copy(update={"commands": ()})
    path = f"/r/issues/comments/{comment.id}"
    assert 200 == person(shop.rig, "bob")("PATCH", path, {"body": emptied.encode()}).status_code
    shop.settle()
    assert "failure" == shop.cord()
    assert ["hands off"] == [command.why for command in shop.record().commands]


def test_a_claim_that_a_person_pushed_is_nobodys_word(shop: Shop) -> None:
    shop.break_main()
    shop.say("/andon wrong known", "carol")
    seen = shop.rig.look().snapshot.jobs[0].claim
    assert seen is not None
    with (
        shop.rig.gh.world.lock
    ):  # as if the newest claim had come by git push: GitHub signs only what Apps do
        shop.rig.gh.world.signed.discard(seen.oid)
    found = shop.rig.look().snapshot.jobs[0].claim
    assert found is not None and ((), ()) == (found.commands, found.wrong)


def test_what_came_too_late_is_not_obeyed(shop: Shop) -> None:
    shop.rig.repo.comment(shop.number, "/andon stop now", by="bob")
    shop.rig.gh.clock.advance(hours=2)
    shop.settle()
    assert "success" == shop.cord()


def test_a_command_on_what_is_closed_is_refused(shop: Shop) -> None:
    number = shop.rig.repo.open_issue("Fire", by="bob")
    shop.rig.repo.close(number)
    stop = shop.say("/andon stop fire", "bob", on=number)
    refused(shop, stop, "confused", ["This is closed; write it where it is open."])


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("/andon pass urgent", "Name its head: /andon pass {head} <reason>."),
        ("/andon pass 1234567 urgent", "1234567 is not its head, which is {head}."),
        ("/andon pass {head}", "Say why: /andon pass {head} <reason>."),
        ("/andon start", "Say why: /andon start <reason>."),
        ("/andon dance", "There is no such command; there are "
         "stop, start, pass, wrong, retry, fix, status, help."),
    ],
)  # fmt: skip
def test_what_is_missing_is_told_with_how(shop: Shop, body: str, words: str) -> None:
    shop.break_main()
    head = shop.head()[:7]
    comment = shop.say(body.format(head=head), "carol")
    assert "failure" == shop.cord()
    escaped = words.format(head=head).replace("<", r"\<").replace(">", r"\>")
    refused(shop, comment, "confused", [escaped])
