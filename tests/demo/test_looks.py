"""Each look reads one thing of a repository in which Andon's own brain was at work."""

import pytest

from bot.demo import looks
from bot.demo.scene import Scene
from tests.rig import Rig, fails_when, pull


@pytest.fixture
def stopped(rig: Rig, scene: Scene) -> Scene:
    """A stopped line, whose job no fixer can do: there are no commands."""
    rig.repo.commit({".github/andon.yml": "version: 1\nmode: enforce\n"}, message="Turn it on")
    pull(rig, "idea")
    rig.gh.idle()
    rig.settle()
    rig.gh.script(fails_when("broken"))
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    rig.settle()
    return scene


def test_a_stopped_line_is_read_as_people_see_it(stopped: Scene) -> None:
    assert "Main is broken, not this PR: CI / test" == looks.cord()(stopped)
    assert ("2", "blocked") == (looks.cord_count()(stopped), looks.merging()(stopped))
    assert ("failure, attempt 2", "Break it") == (looks.ci(stopped), looks.suspect(stopped))
    assert ("1", "open, andon:dead-letter") == (looks.jobs(stopped), looks.job(stopped))
    assert "main" == looks.job_tells(r"\A(\S+) stopped")(stopped)
    assert "andon[bot]: Andon has no safe move left" == looks.last_words()(stopped)
    assert "andon[bot]: no commands under fix.autofix" == looks.last_words(r"autofix – \((.*?)\)")(stopped)


@pytest.mark.deep
def test_markdown_s_escapes_are_taken_back(stopped: Scene) -> None:
    words = r"(its own run of CI / test|Merge main into it; when CI / test passes here)"
    assert "Merge main into it; when CI / test passes here" == looks.cord_tells(words)(stopped)


@pytest.mark.deep
def test_everything_that_andon_left_is_counted(stopped: Scene) -> None:
    assert "4" == looks.traces(stopped)  # two cords, a job and its claim


@pytest.mark.deep
def test_where_andon_left_nothing_every_look_says_none(scene: Scene, rig: Rig) -> None:
    pull(rig, "idea")
    found = [
        look(scene) for look in (looks.cord(), looks.cord_tells("(.)"), looks.jobs, looks.job, looks.traces)
    ]
    found += [look(scene) for look in (looks.last_words(), looks.job_tells("(.)"), looks.cord_count())]
    assert ["none"] * 8 == found
    assert "none" == looks.check_on_main("Andon config")(scene)


@pytest.mark.deep
def test_a_broken_configuration_s_check_is_read_on_main(stopped: Scene, rig: Rig) -> None:
    rig.repo.commit({".github/andon.yml": "version: 1\nmod: enforce\n"}, message="Mistype it")
    rig.settle()
    assert "failure: .github/andon.yml: 1 mistake" == looks.check_on_main("Andon config")(stopped)


@pytest.mark.deep
def test_a_property_of_the_repository_is_told_as_text(scene: Scene) -> None:
    assert "False" == looks.about(lambda one: one.alice.about().archived)(scene)
