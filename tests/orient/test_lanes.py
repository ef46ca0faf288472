"""What belongs to which lane: signals by their names, pull requests by what they change."""

from typing import Any

import pytest

from bot.model.facts import LineFacts
from bot.model.lanes import Lane, Touched
from bot.orient.lanes import Reach, lanes_of, reach
from bot.orient.outcomes import ALL_JOBS, Signal
from bot.orient.signals import signals
from tests.building import commit, config, pull, run, sha

LANES = {
    "web": Lane(paths=("web/**", "!web/README.md"), checks=("web / *", "lint")),
    "api": Lane(paths=("api/**",), checks=("API / test", "circleci / build")),
}


def signal(workflow: str, job: str, **facts: Any) -> Signal:
    path, event = ".github/workflows/x.yml", "push"
    return Signal(path=path, workflow=workflow, job=job, event=event, state="green", **facts)


@pytest.mark.parametrize(
    ("workflow", "job", "expected"),
    [
        ("web", "test", ("web",)),
        ("web", ALL_JOBS, ("web",)),
        ("API", "test", ("api",)),
        ("API", "lint", ("web",)),
        ("API", ALL_JOBS, ()),
        ("circleci", "build", ("api",)),
        ("Other", "test", ()),
    ],
)
def test_a_signal_is_in_the_lanes_whose_checks_name_it(
    workflow: str, job: str, expected: tuple[str, ...]
) -> None:
    assert expected == lanes_of(signal(workflow, job), LANES)


def test_a_signal_of_several_lanes_is_in_each() -> None:
    both = {**LANES, "all": Lane(paths=("**",), checks=("*",))}
    assert ("all", "web") == lanes_of(signal("web", "test"), both)


def test_what_a_line_is_red_with_has_its_lane() -> None:
    line = LineFacts(branch="main", history=(commit("a", run(workflow="web")),))
    (found,) = signals(line, config().line)
    assert ("web",) == lanes_of(found, LANES)


def touching(*paths: str, complete: bool = True, base: str = "b") -> Reach:
    seen = Touched(base=sha(base), head=sha("p5-"), paths=paths, complete=complete)
    return reach(pull(5, touches=seen), sha("b"), LANES, lambda path: path == "api/action.yml")


@pytest.mark.parametrize(
    ("paths", "lanes", "why"),
    [
        (("web/a.ts", "web/b.ts"), {"web"}, "it touches only web (web/a.ts)"),
        (("api/a.py", "web/b.ts"), {"api", "web"}, "it touches only api (api/a.py) and web (web/b.ts)"),
        (("web/README.md",), None, "it changes web/README.md, which is in no lane"),
        (("api/a.py", "README.md"), None, "it changes README.md, which is in no lane"),
        ((".github/andon.yml", "api/a.py"), None, "it changes .github/andon.yml, which decides checks"),
        ((".GITHUB/x",), None, "it changes .GITHUB/x, which decides checks"),
        (("api/action.yml",), None, "it changes api/action.yml, which decides checks"),
        ((), None, "it changes no file"),
    ],
)
def test_a_pull_request_touches_the_lanes_of_all_that_it_changes(
    paths: tuple[str, ...], lanes: set[str] | None, why: str
) -> None:
    found = touching(*paths)
    assert (frozenset(lanes) if lanes else None, why, False) == (found.lanes, found.why, found.unread)


def test_what_is_not_known_whole_touches_every_lane() -> None:
    cut, old, none = touching(complete=False), touching("web/a.ts", base="a"), pull(5)
    assert (None, "it changes more files than GitHub lists", False) == (cut.lanes, cut.why, cut.unread)
    assert (None, "what it changes could not be read", True) == (old.lanes, old.why, old.unread)
    assert old == reach(none, sha("b"), LANES, lambda _: False)
