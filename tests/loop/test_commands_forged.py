"""Commands of people who may not give them, and of nobody: each leaves a trace and gets nothing."""

from dataclasses import dataclass

import pytest

from bot.model.jobs import Record, line_key
from bot.model.markers import key_marker
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
    assert [] == commanded(shop)


def commanded(shop: Shop) -> list[dict[str, object]]:
    """What the ledger tells of commands."""
    return [event for event in shop.rig.events() if event["event"] == "command"]


@dataclass(frozen=True)
class Forged:
    """Comments that may not be obeyed by what is wrong with them, and the issues that some stand on."""

    comments: dict[str, Comment]
    fire: int
    closed: int
    moved: int


def forge(shop: Shop) -> Forged:
    """What people, bots and transfers can bring about."""
    rig = shop.rig
    fire, closed = (rig.repo.open_issue("Fire", by=by) for by in ("dave", "bob"))
    rig.repo.close(closed)
    labelled = person(rig, "dave")("POST", f"/r/issues/{fire}/labels", {"labels": ["andon:stop"]})
    mine = rig.gh.repository("acme/mine")
    mine.collaborator("eve", "admin")
    elsewhere = mine.comment(mine.open_issue("Mine"), "/andon stop over there", by="alice")
    edited = rig.repo.comment(fire, "looks good", by="bob")
    edit = person(rig, "alice")("PATCH", f"/r/issues/comments/{edited.id}", {"body": "/andon stop edited"})
    with rig.gh.world.lock:
        moved = issues.transfer(rig.gh.world, mine.record, 1, rig.repo.record).number
    other = rig.gh.app("helper")
    rig.gh.install(other, "acme")
    beep = app(Rig(rig.gh, other, rig.repo))(
        "POST", f"/r/issues/{shop.number}/comments", {"body": "/andon stop beep"}
    )
    assert [200, 200, 201] == [answer.status_code for answer in (labelled, edit, beep)]
    comments = {
        "a reader": rig.repo.comment(shop.number, "/andon stop I can", by="eve"),
        "a reader again": rig.repo.comment(fire, "/andon stop I said", by="eve"),
        "triage": rig.repo.comment(fire, "/andon stop fire", by="dave"),
        "edited": edited,
        "from elsewhere": elsewhere,
        "on a closed issue": rig.repo.comment(closed, "/andon stop fire", by="alice"),
        "a bot": rig.repo.issue(shop.number).comments[0],
        "quoted": rig.repo.comment(fire, "> /andon stop x", by="alice"),
        "in code": rig.repo.comment(fire, "```\n/andon stop x\n```", by="alice"),
        "said later": rig.repo.comment(fire, "Hm\n/andon stop x", by="alice"),
    }
    return Forged(comments, fire, closed, moved)


def test_what_may_not_be_said_leaves_a_trace_and_gets_nothing(shop: Shop) -> None:
    rig, forged = shop.rig, forge(shop)
    shop.settle()
    assert {
        "a reader": "-1",
        "a reader again": None,
        "triage": "-1",
        "edited": "confused",
        "from elsewhere": "confused",
        "on a closed issue": "confused",
        "a bot": "-1",
        "quoted": None,
        "in code": None,
        "said later": None,
    } == {what: shop.answer(comment) for what, comment in forged.comments.items()}
    answered = {
        number: [c.body for c in issue.comments if c.author == rig.app.bot]
        for number, issue in rig.repo.record.issues.items()
    }
    role = "That takes write in this repository, which you have not."
    assert {
        shop.number: [role],  # to the reader, who is told once; a bot is told nothing
        forged.fire: ["An edited comment does not count; write it in a new one.", role],
        forged.closed: ["This is closed; write it where it is open."],
        forged.moved: ["It was written in another repository; write it here."],
    } == {number: sorted(words) for number, words in answered.items() if words}
    assert ("success", [], []) == (shop.cord(), rig.jobs(), commanded(shop))
    shop.settle()
    assert "success" == shop.cord()


@pytest.mark.deep
def test_a_label_lets_nobody_through_a_stopped_line(shop: Shop) -> None:
    shop.break_main()
    for label in ("andon:done", "andon:pass"):
        path = f"/r/issues/{shop.job().number}/labels"
        assert 200 == person(shop.rig, "dave")("POST", path, {"labels": [label]}).status_code
    shop.settle()
    assert "failure" == shop.cord()
    assert ["andon", "andon:dead-letter", "andon:pass"] == sorted(one.name for one in shop.job().labels)


@pytest.mark.deep
def test_nobody_passes_a_change_of_their_own(shop: Shop) -> None:
    shop.break_main()
    mine = shop.say(f"/andon pass {shop.head()} trust me", "bob")
    assert "failure" == shop.cord()
    refused(shop, mine, "-1", ["It is your own change; somebody else has to say so."])
    shop.rig.repo.commit({"carols.txt": "x\n"}, "topic", by="carol")
    shop.settle()
    hers = shop.say(f"/andon pass {shop.head()} my commit in bob's change", "carol")
    refused(shop, hers, "-1", ["It is your own change; somebody else has to say so."])


@pytest.mark.deep
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


@pytest.mark.deep
def test_a_record_that_a_person_emptied_starts_no_line(shop: Shop) -> None:
    shop.say("/andon stop hands off", "alice")
    (comment,) = (c for c in shop.job().comments if Record.decode(c.body))
    emptied = shop.record().model_copy(update={"commands": ()})
    path = f"/r/issues/comments/{comment.id}"
    assert 200 == person(shop.rig, "bob")("PATCH", path, {"body": emptied.encode()}).status_code
    shop.settle()
    assert "failure" == shop.cord()
    assert ["hands off"] == [command.why for command in shop.record().commands]


@pytest.mark.deep
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


@pytest.mark.deep
def test_a_flood_of_comments_by_whoever_may_say_nothing_keeps_nobody_from_being_heard(shop: Shop) -> None:
    shop.break_main()
    flood = [shop.rig.repo.comment(shop.number, "/andon help", by="eve") for _ in range(60)]
    start = shop.rig.repo.comment(shop.number, "/andon start known", by="carol")
    shop.settle()
    assert ("success", "+1") == (shop.cord(), shop.answer(start))
    assert ["-1"] == [answer for one in flood if (answer := shop.answer(one))]
    asked = len(shop.rig.gh.world.requests)
    shop.rig.make_pass()
    assert (
        40 > len(shop.rig.gh.world.requests) - asked
    )  # by a process that begins anew; of sixty twenty at most
