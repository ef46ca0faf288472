"""What people write and may do, asked of the sandbox under the contract; neighbour of `test_sandbox_exchanges`."""

from collections.abc import Iterator

import pytest

from bot.sandbox import Sandbox
from tests.contract.exchanging import Scene, make_scene


@pytest.fixture
def scene(gh: Sandbox) -> Iterator[Scene]:
    yield from make_scene(gh)


def test_issues_comments_and_labels(scene: Scene) -> None:
    wish = {"title": "main stopped", "body": "Red.", "labels": ["andon:job"]}
    number = scene.in_repo(201, "POST", "/issues", wish)["number"]
    scene.in_repo(422, "POST", "/issues", {"body": "no title"})
    scene.in_repo(200, "GET", f"/issues/{number}")
    scene.in_repo(200, "GET", f"/issues/{scene.pull}")
    scene.in_repo(404, "GET", "/issues/999")
    page = scene.in_repo(200, "GET", "/issues?state=all&per_page=1&since=2020-01-01T00:00:00Z")
    assert 1 == len(page)
    scene.in_repo(422, "GET", "/issues?state=opened")
    comment = scene.in_repo(201, "POST", f"/issues/{number}/comments", {"body": "Working."})
    scene.in_repo(422, "POST", f"/issues/{number}/comments", {"body": "x" * 70_000})
    scene.in_repo(200, "PATCH", f"/issues/comments/{comment['id']}", {"body": "Done."})
    scene.in_repo(404, "PATCH", "/issues/comments/1", {"body": "Done."})
    assert ["Done."] == [each["body"] for each in scene.in_repo(200, "GET", f"/issues/{number}/comments")]
    scene.in_repo(404, "GET", "/issues/999/comments")
    scene.in_repo(200, "POST", f"/issues/{number}/labels", {"labels": ["andon:pending"]})
    scene.in_repo(404, "POST", "/issues/999/labels", {"labels": ["x"]})
    scene.in_repo(200, "DELETE", f"/issues/{number}/labels/andon%3Apending")
    scene.in_repo(404, "DELETE", f"/issues/{number}/labels/andon%3Apending")
    scene.in_repo(200, "PATCH", f"/issues/{number}", {"state": "closed", "state_reason": "completed"})
    scene.in_repo(422, "PATCH", f"/issues/{number}", {"state": "shut"})
    scene.in_repo(200, "PATCH", f"/issues/{number}", {"state": "open", "title": "main stopped again"})
    scene.in_repo(403, "POST", "/issues", wish, token=scene.token(permissions={"issues": "read"}))


def test_comments_of_the_whole_repository_and_reactions(scene: Scene) -> None:
    number = scene.in_repo(201, "POST", "/issues", {"title": "x"})["number"]
    first = scene.in_repo(201, "POST", f"/issues/{number}/comments", {"body": "one"})
    scene.gh.clock.advance(seconds=60)
    second = scene.in_repo(201, "POST", f"/issues/{scene.pull}/comments", {"body": "two"})
    newest = "/issues/comments?sort=updated&direction=desc&per_page=100"
    assert ["two", "one"] == [each["body"] for each in scene.in_repo(200, "GET", newest)]
    assert ["one", "two"] == [each["body"] for each in scene.in_repo(200, "GET", "/issues/comments")]
    since = f"{newest}&since={second['updated_at']}"
    assert ["two"] == [each["body"] for each in scene.in_repo(200, "GET", since)]
    scene.in_repo(422, "GET", "/issues/comments?sort=size")
    reactions = f"/issues/comments/{first['id']}/reactions"
    made = scene.in_repo(201, "POST", reactions, {"content": "+1"})
    assert made == scene.in_repo(200, "POST", reactions, {"content": "+1"})
    scene.in_repo(201, "POST", reactions, {"content": "confused"})
    counted = scene.in_repo(200, "GET", "/issues/comments")[0]["reactions"]
    assert (2, 1, 1) == (counted["total_count"], counted["+1"], counted["confused"])
    scene.in_repo(422, "POST", reactions, {"content": "shrug"})
    scene.in_repo(404, "POST", "/issues/comments/1/reactions", {"content": "+1"})


def test_what_a_person_may_do(scene: Scene) -> None:
    for login, role in (("carol", "maintain"), ("dave", "triage")):
        scene.repo.collaborator(login, role)
    scene.gh.world.user("eve")
    told = {
        login: scene.in_repo(200, "GET", f"/collaborators/{login}/permission")
        for login in ("alice", "carol", "dave", "eve")
    }
    assert {
        "alice": ("admin", "admin"),
        "carol": ("write", "maintain"),
        "dave": ("read", "triage"),
        "eve": ("none", "none"),
    } == {login: (found["permission"], found["role_name"]) for login, found in told.items()}
    scene.in_repo(404, "GET", "/collaborators/nobody/permission")
