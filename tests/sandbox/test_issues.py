"""Issues, comments and labels."""

import pytest

from bot.sandbox import access, issues
from bot.sandbox.refusal import Refusal
from tests.sandbox.conftest import Site


def test_an_issue_lives_and_is_told_at_each_step(site: Site) -> None:
    made = site.ask("POST", "/r/issues", {"title": "Broken", "body": "x", "labels": ["andon:pending"]}).json()
    number = made["number"]
    assert ("andon[bot]", "andon") == (made["user"]["login"], made["performed_via_github_app"]["slug"])
    site.ask("PATCH", f"/r/issues/{number}", {"title": "Broken main"})
    site.ask("PATCH", f"/r/issues/{number}", {"state": "closed", "state_reason": "not_planned"})
    site.ask("PATCH", f"/r/issues/{number}", {"state": "open"})
    actions = [one.action for one in site.gh.world.deliveries if one.event == "issues"]
    assert ["opened", "labeled", "edited", "closed", "reopened"] == actions
    assert "reopened" == site.ask("GET", f"/r/issues/{number}").json()["state_reason"]


def test_labels_are_added_once_and_taken_off_once(site: Site) -> None:
    number = site.repo.open_issue("x")
    answers = [site.ask("POST", f"/r/issues/{number}/labels", {"labels": ["andon:done"]}) for _ in range(2)]
    assert ["andon:done"] == [label["name"] for label in answers[-1].json()]
    statuses = [site.ask("DELETE", f"/r/issues/{number}/labels/andon%3Adone").status_code for _ in range(2)]
    assert [200, 404] == statuses


def test_a_label_is_one_whatever_its_case(site: Site) -> None:
    path = f"/r/issues/{site.repo.open_issue('x')}/labels"
    answers = [site.ask("POST", path, {"labels": [name]}).json() for name in ("andon", "Andon")]
    assert ["andon"] == [label["name"] for label in answers[-1]]


def test_a_comment_tells_who_edited_it_last(site: Site) -> None:
    number = site.repo.open_issue("x")
    made = site.ask("POST", f"/r/issues/{number}/comments", {"body": "record"}).json()
    query = """query($n: Int!) { repository(owner: "acme", name: "shop") { issue(number: $n) {
      comments(first: 1) { nodes { body author { login __typename } editor { login __typename } } } } } }"""

    def comment() -> dict[str, object]:
        found = site.graphql(query, n=number)
        return found["data"]["repository"]["issue"]["comments"]["nodes"][0]

    bot = {"login": "andon", "__typename": "Bot"}
    assert {"body": "record", "author": bot, "editor": None} == comment()
    site.ask("PATCH", f"/r/issues/comments/{made['id']}", {"body": "forged"}, site.gh.token("alice"))
    person = {"login": "alice", "__typename": "User"}
    assert {"body": "forged", "author": bot, "editor": person} == comment()


def test_a_long_body_is_refused(site: Site) -> None:
    assert 422 == site.ask("POST", "/r/issues", {"title": "x", "body": "x" * 65_537}).status_code


def test_disabled_issues_are_gone(site: Site) -> None:
    site.repo.record.has_issues = False
    assert 410 == site.ask("POST", "/r/issues", {"title": "x"}).status_code


def test_an_archived_repository_is_read_only(site: Site) -> None:
    site.repo.record.archived = True
    assert 403 == site.ask("POST", "/r/issues", {"title": "x"}).status_code
    assert 200 == site.ask("GET", "/r/issues").status_code


def test_issues_are_listed_with_pull_requests_newest_first(site: Site) -> None:
    site.repo.open_issue("one")
    number, _ = site.pull()
    listed = site.ask("GET", "/r/issues?state=all").json()
    assert [(number, True), (1, False)] == [(one["number"], "pull_request" in one) for one in listed]


@pytest.mark.parametrize("body", [{}, {"title": 5}, {"title": " "}])
def test_a_title_is_needed(site: Site, body: dict[str, object]) -> None:
    assert 422 == site.ask("POST", "/r/issues", body).status_code


def test_a_deleted_issue_is_gone_and_its_number_is_not_given_again(site: Site) -> None:
    first = site.repo.open_issue("One")
    world, repo = site.gh.world, site.repo.record
    with world.lock:
        with pytest.raises(Refusal):
            issues.delete(world, repo, site.repo.issue(first), access.person(world, "bob"))
        issues.delete(world, repo, site.repo.issue(first), access.person(world, "alice"))
    assert 410 == site.ask("GET", f"/r/issues/{first}").status_code
    assert first + 1 == site.repo.open_issue("Two")
