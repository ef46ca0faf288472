"""Comments as GraphQL tells them: edits, reactions, where they stand, and where they came from."""

from typing import Any

from bot.sandbox import issues, shapes
from tests.sandbox.conftest import Site

SAID = """
query Said($id: ID!) {
  node(id: $id) {
    ... on IssueComment {
      body
      lastEditedAt
      includesCreatedEdit
      editor { login }
      reactionGroups { content viewerHasReacted }
      issue {
        number
        timelineItems(last: 1, itemTypes: [TRANSFERRED_EVENT]) { nodes { __typename } }
      }
      pullRequest { number }
    }
  }
}
"""


def said(site: Site, comment: int, token: str | None = None) -> dict[str, Any]:
    answer = site.graphql(SAID, token, id=shapes.node_id("IC", comment))
    assert "errors" not in answer
    return answer["data"]["node"]


def reacted(found: dict[str, Any]) -> list[str]:
    return [group["content"] for group in found["reactionGroups"] if group["viewerHasReacted"]]


def test_a_comment_tells_that_it_was_edited_and_by_whom(site: Site) -> None:
    site.repo.collaborator("alice", "admin")
    made = site.repo.comment(site.repo.open_issue("Something"), "one", by="bob")
    before = said(site, made.id)
    assert (None, False, None) == (before["lastEditedAt"], before["includesCreatedEdit"], before["editor"])
    edit = site.ask("PATCH", f"/r/issues/comments/{made.id}", {"body": "two"}, site.gh.token("alice"))
    assert 200 == edit.status_code
    after = said(site, made.id)
    assert ("two", True, {"login": "alice"}) == (after["body"], after["includesCreatedEdit"], after["editor"])
    assert after["lastEditedAt"] is not None


def test_a_reaction_is_the_viewers_own(site: Site) -> None:
    made = site.repo.comment(site.repo.open_issue("Something"), "one")
    answers = [
        site.ask("POST", f"/r/issues/comments/{made.id}/reactions", {"content": "confused"}) for _ in range(2)
    ]
    assert [201, 200] == [answer.status_code for answer in answers]
    site.repo.collaborator("bob", "read")
    others = site.gh.token("bob")
    assert (["CONFUSED"], []) == (reacted(said(site, made.id)), reacted(said(site, made.id, others)))
    assert ["confused"] == [reaction.content for reaction in made.reactions]


def test_a_comment_on_a_pull_request_names_it(site: Site) -> None:
    number, _ = site.pull()
    made = site.repo.comment(number, "one")
    assert {"number": number} == said(site, made.id)["pullRequest"]


def test_a_transferred_issue_brings_its_comments_and_says_so(site: Site) -> None:
    other = site.gh.repository("acme/other")
    made = other.comment(other.open_issue("Something"), "one")
    with site.gh.world.lock:
        moved = issues.transfer(site.gh.world, other.record, 1, site.repo.record)
    found = said(site, made.id)
    assert ("one", moved.number, None) == (found["body"], found["issue"]["number"], found["pullRequest"])
    assert [{"__typename": "TransferredEvent"}] == found["issue"]["timelineItems"]["nodes"]
    assert {1} == other.record.gone
