"""What people say: which comments are looked at, what is known of them, and what it costs."""

from datetime import timedelta

import pytest

from bot.model.commands import Proposed, Said
from bot.sandbox import Sandbox, issues
from bot.sandbox.store import Comment
from tests.asking import app, person
from tests.observe.seeing import seen
from tests.rig import Rig, make_rig, pull


@pytest.fixture
def rig(gh: Sandbox) -> Rig:
    rig = make_rig(gh)
    for login, role in (("alice", "admin"), ("carol", "maintain"), ("dave", "triage")):
        rig.repo.collaborator(login, role)
    return rig


def say(rig: Rig, body: str, by: str = "alice", on: int | None = None) -> Comment:
    return rig.repo.comment(on or rig.repo.open_issue("Something", by="bob"), body, by=by)


def said(rig: Rig) -> list[Said]:
    return list(seen(rig).said)


def asked(rig: Rig, route: str) -> int:
    with rig.gh.world.lock:
        return sum(request.route.endswith(route) for request in rig.gh.world.requests)


def test_a_command_is_seen_with_its_author_role_and_place(rig: Rig) -> None:
    comment = say(rig, "/andon stop it burns", "carol")
    (found,) = said(rig)
    assert (
        Said(
            comment=comment.id,
            issue=1,
            author="carol",
            at=comment.created.replace(microsecond=0),
            body="/andon stop it burns",
            role="maintain",
        )
        == found
    )


def test_what_is_no_command_is_not_looked_into(rig: Rig) -> None:
    say(rig, "> /andon stop it burns")
    say(rig, "please /andon stop")
    assert [] == said(rig)
    assert 0 == asked(rig, "/permission")


def test_roles_are_asked_of_github_at_that_moment(rig: Rig) -> None:
    rig.gh.world.user("eve")
    for by in ("alice", "bob", "dave", "eve"):
        say(rig, "/andon status", by)
    assert ["admin", "write", "triage", "none"] == [one.role for one in said(rig)]
    rig.repo.collaborator("bob", "read")
    assert ["admin", "read", "triage", "none"] == [one.role for one in said(rig)]


def test_a_role_of_the_organisations_own_counts_as_what_it_builds_on(rig: Rig) -> None:
    rig.repo.collaborator("dave", "deployer:write")
    say(rig, "/andon status", "dave")
    assert ["write"] == [one.role for one in said(rig)]


def test_a_role_that_cannot_be_read_is_unknown(rig: Rig) -> None:
    say(rig, "/andon status")
    rig.gh.break_route("GET /repos/{owner}/{repo}/collaborators/{username}/permission", status=502, times=9)
    found = seen(rig)
    assert ([None], ["people"]) == (
        [one.role for one in found.said],
        [unread.part for unread in found.unread],
    )


def test_a_bot_has_no_role_unless_it_is_listed(rig: Rig) -> None:
    other = rig.gh.app("helper")
    rig.gh.install(other, "acme")
    number = rig.repo.open_issue("Something")
    ask = app(Rig(rig.gh, other, rig.repo))
    assert 201 == ask("POST", f"/r/issues/{number}/comments", {"body": "/andon stop x"}).status_code
    assert [(True, "none")] == [(one.bot, one.role) for one in said(rig)]
    listed = 'version: 1\nmode: enforce\npeople: {bots: ["helper[bot]"]}\n'
    rig.repo.commit({".github/andon.yml": listed})
    assert [(True, "write")] == [(one.bot, one.role) for one in said(rig)]


def test_our_own_comments_are_nobodys_commands(rig: Rig) -> None:
    number = rig.repo.open_issue("Something")
    assert 201 == app(rig)("POST", f"/r/issues/{number}/comments", {"body": "/andon stop"}).status_code
    assert [] == said(rig)


def test_an_edited_comment_says_so(rig: Rig) -> None:
    comment = say(rig, "nothing yet", "bob")
    answer = person(rig, "bob")("PATCH", f"/r/issues/comments/{comment.id}", {"body": "/andon stop x"})
    assert 200 == answer.status_code
    assert [("/andon stop x", True)] == [(one.body, one.edited) for one in said(rig)]


def test_a_comment_that_was_written_elsewhere_says_so(rig: Rig) -> None:
    other = rig.gh.repository("acme/other")
    other.comment(other.open_issue("Something"), "/andon stop x")
    with rig.gh.world.lock:
        issues.transfer(rig.gh.world, other.record, 1, rig.repo.record)
    rig.gh.clock.advance(minutes=1)
    say(rig, "/andon status", on=1)
    assert [("/andon stop x", True), ("/andon status", False)] == [(one.body, one.moved) for one in said(rig)]


def test_a_pull_request_is_told_with_its_head_and_its_people(rig: Rig) -> None:
    number = pull(rig, "topic")
    head = rig.repo.commit({"more.txt": "x\n"}, "topic", by="dave")
    say(rig, "/andon pass 1234567 urgent", on=number)
    (found,) = said(rig)
    assert Proposed(base="main", head=head, by=("bob", "dave")) == found.proposed


def test_a_closed_issue_says_so(rig: Rig) -> None:
    comment = say(rig, "/andon stop x")
    rig.repo.close(1)
    assert [(comment.id, True)] == [(one.comment, one.closed) for one in said(rig)]


def test_what_we_reacted_to_is_answered(rig: Rig) -> None:
    first, second = say(rig, "/andon status"), say(rig, "/andon help")
    react = app(rig)("POST", f"/r/issues/comments/{first.id}/reactions", {"content": "+1"})
    assert 201 == react.status_code
    thumbs_up_by_a_person = person(rig, "alice")
    assert (
        201
        == thumbs_up_by_a_person(
            "POST", f"/r/issues/comments/{second.id}/reactions", {"content": "+1"}
        ).status_code
    )
    assert [(second.id, True)] == [(one.comment, one.again) for one in said(rig)]


def test_a_deleted_comment_is_gone(rig: Rig) -> None:
    comment = say(rig, "/andon status")
    with rig.gh.world.lock:
        record, _ = issues.find_comment(rig.repo.record, comment.id)
        record.comments.remove(comment)
    assert [] == said(rig)


def test_what_was_said_an_hour_ago_is_not_heard_any_more(rig: Rig) -> None:
    say(rig, "/andon stop x")
    rig.gh.clock.advance(minutes=59)
    assert 1 == len(said(rig))
    rig.gh.clock.advance(minutes=2)
    say(rig, "no command")  # so that the comments are listed all the same
    assert [] == said(rig)


def test_nobody_is_listened_to_in_shadow(rig: Rig) -> None:
    rig.repo.commit({".github/andon.yml": "version: 1\nmode: shadow\n"})
    say(rig, "/andon stop x")
    assert ([], 0) == (said(rig), asked(rig, "/issues/comments"))


def test_a_repository_in_which_nothing_was_said_costs_nothing(rig: Rig) -> None:
    seen(rig)
    assert 0 == asked(rig, "/issues/comments")
    say(rig, "hello")
    rig.gh.clock.advance(hours=2)
    seen(rig)
    assert 0 == asked(rig, "/issues/comments")


def test_many_comments_are_read_page_by_page(rig: Rig) -> None:
    say(rig, "/andon stop x")
    for n in range(150):
        rig.repo.comment(1, f"me too {n}", by="bob")
    assert ["/andon stop x"] == [one.body for one in said(rig)]
    for n in range(350):
        rig.repo.comment(1, f"me too {n}", by="bob")
    found = seen(rig)
    assert ((), ["people"]) == (found.said, [unread.part for unread in found.unread])


def test_comments_that_cannot_be_listed_are_unread(rig: Rig) -> None:
    say(rig, "/andon stop x")
    rig.gh.break_route("GET /repos/{owner}/{repo}/issues/comments", status=502, times=9)
    found = seen(rig)
    assert ((), ["people"]) == (found.said, [unread.part for unread in found.unread])


def test_the_list_is_read_once_for_each_change(rig: Rig) -> None:
    say(rig, "hello")
    rig.gh.clock.advance(minutes=1)

    async def twice(brain: object, key: object) -> None:
        for _ in range(2):
            await brain.look((key,))  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]

    rig.run(twice)
    assert 1 == asked(rig, "/issues/comments")
    assert timedelta(minutes=1) <= rig.now() - rig.repo.issue(1).updated


def test_whether_a_branch_stands_before_a_colon_is_asked_of_github(rig: Rig) -> None:
    rig.repo.commit({"a.txt": "x\n"}, "staging")
    for name in ("staging", "deploy", "web/deploy", "..", "it burns", "main"):
        say(rig, f"/andon stop {name}: look")
    assert [True, False, False, False, False, True] == [one.named for one in said(rig)]
    assert 3 == asked(rig, "/branches/{branch}")


def test_a_branch_is_not_asked_for_where_a_stranger_names_it(rig: Rig) -> None:
    rig.gh.world.user("eve")
    say(rig, "/andon stop main: look", "eve")
    assert [False] == [one.named for one in said(rig)]
    assert 0 == asked(rig, "/branches/{branch}")


def test_a_branch_that_cannot_be_read_is_unknown(rig: Rig) -> None:
    say(rig, "/andon stop staging: look")
    rig.gh.break_route("GET /repos/{owner}/{repo}/branches/{branch}", status=502, times=9)
    found = seen(rig)
    assert ([None], ["people"]) == (
        [one.named for one in found.said],
        [unread.part for unread in found.unread],
    )
