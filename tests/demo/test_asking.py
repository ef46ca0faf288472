"""Asking GitHub as a person does."""

from bot.demo.asking import About, Ran, Said
from bot.demo.scene import Scene
from tests.rig import Rig, pull


def test_a_renamed_repository_answers_under_its_old_name(scene: Scene) -> None:
    before = scene.alice
    scene.repo.rename("kiosk")
    assert (
        About("acme/kiosk", archived=False, has_issues=True, fork=False, default_branch="main")
        == before.about()
    )


def test_what_somebody_wrote_and_opened_is_found(rig: Rig, scene: Scene) -> None:
    number = scene.repo.open_issue("Sell tea", by="carol")
    scene.repo.comment(number, "Which?", by="bob")
    asked = pull(rig, "tea")
    alice = scene.alice
    assert ([number], []) == (alice.issues_by("carol", pulls=False), alice.issues_by("carol", pulls=True))
    assert [asked] == alice.issues_by("bob", pulls=True)
    assert [Said("bob", "Which?")] == alice.comments(number)
    assert ("open", "Sell tea", "") == (
        alice.issue(number).state,
        alice.issue(number).title,
        alice.issue(number).head,
    )
    assert scene.repo.pull_of(asked).head_sha == alice.pull(asked).head


def test_the_runs_of_a_workflow_come_newest_first(scene: Scene) -> None:
    sha = scene.repo.commit({"app.py": "x = 2\n"}, message="Count on")
    scene.stage.gh.idle()
    newest, oldest = scene.alice.runs("ci.yml", event="push")
    assert Ran(sha, "Count on", 1, "success") == newest
    assert ("First commit", sha, "x = 2\n") == (
        oldest.title,
        scene.alice.head("main"),
        scene.alice.file("app.py"),
    )
