"""What people do in a scene goes through git and the API, and shows on GitHub."""

from bot.demo.scene import Scene
from tests.rig import Rig, pull


def test_a_push_is_a_commit_of_that_person_on_that_branch(scene: Scene) -> None:
    scene.repo.branch("release/1")
    before = scene.repo.head("main")
    pushed = scene.push("alice", {"docs/till.md": "Closed.\n"}, "Say so", branch="release/1")
    assert (pushed, before) == (scene.repo.head("release/1"), scene.repo.head("main"))
    assert scene.repo.tree(pushed)["docs/till.md"] == "Closed.\n"


def test_the_pull_requests_of_people_are_told_by_author(rig: Rig, scene: Scene) -> None:
    first, second = pull(rig, "idea"), pull(rig, "doubt", by="alice")
    assert {"bob": first, "alice": second} == scene.pulls
    assert scene.merge(first, "bob").status_code == 405  # nobody has written its cord yet


def test_the_refs_under_a_prefix_are_those_that_git_lists(scene: Scene) -> None:
    scene.repo.branch("release/1")
    assert (["refs/heads/release/1"], []) == (scene.refs("refs/heads/release"), scene.refs("refs/andon/"))
