"""How a repository comes to be as its kind says, before Andon sees it."""

from bot.demo.kind import Kind, build
from bot.demo.scene import Scene
from bot.demo.till import till


def test_a_kind_is_built_with_its_ruleset_and_a_pull_request_that_it_holds(scene: Scene) -> None:
    built = build(Kind("books", "green", files=till()), scene.stage)
    scene.stage.gh.idle()
    assert ("acme/books", {"bob": 1}) == (built.alice.about().name, built.pulls)
    assert 405 == built.merge(1, "bob").status_code


def test_what_else_happened_before_comes_last(scene: Scene) -> None:
    def rename(one: Scene) -> None:
        one.repo.rename(f"books-of-{len(one.pulls)}")

    built = build(Kind("books", "renamed", files=till(), protected=(), before=rename), scene.stage)
    scene.stage.gh.idle()
    assert ("acme/books-of-1", 200) == (built.alice.about().name, built.merge(1, "bob").status_code)


def test_an_empty_repository_has_nothing(scene: Scene) -> None:
    built = build(Kind("void", "empty", protected=(), proposed=()), scene.stage)
    assert [] == built.refs("refs/")
