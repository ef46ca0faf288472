"""Documentation goes on being merged while the line is stopped, where the configuration calls it unrelated."""

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.rulesets import QueueRule
from tests.rig import Rig, fails_when, make_rig, pull

CI = """\
name: CI
on: {push: {branches: [main]}, pull_request: , merge_group: }
jobs: {test: {runs-on: ubuntu-latest, steps: [{run: pytest}]}}
"""
CONFIG = 'version: 1\nmode: enforce\nline: {unrelated: ["docs/**"], confirm: {reruns: 0}}\n'
FILES: dict[str, str | bytes | None] = {
    ".github/workflows/ci.yml": CI,
    ".github/andon.yml": CONFIG,
    "src/guide.md": "long enough to be moved\n",
}


def stopped(gh: Sandbox, queue: bool = False) -> Rig:
    rig = make_rig(gh, FILES)
    if queue:
        rig.repo.rule(QueueRule(branch="main", timeout_minutes=20))
    pull(rig, "docs", {"docs/a.md": "a\n"})
    pull(rig, "both", {"docs/b.md": "b\n", "till.py": "x = 3\n"})
    pull(rig, "moved", {"docs/c.md": "long enough to be moved\n", "src/guide.md": None})
    gh.idle()
    rig.make_pass()
    gh.clock.advance(minutes=10)
    gh.script(fails_when("broken"))
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    gh.idle()
    return rig


def test_only_what_touches_nothing_else_passes_without_the_lines_head(gh: Sandbox) -> None:
    rig = stopped(gh)
    looked = rig.make_pass()
    told = "passes by proof: it changes only what line.unrelated names (docs/a.md)"
    assert told == dict(looked.plan.pulls)[1].text
    assert ["success", "failure", "failure"] == [rig.shown(number) for number in (1, 2, 3)]
    cord = rig.cord(1)
    assert cord and "Passes: it has nothing to do with main" == cord.title
    rig.repo.merge(1, by="bob")
    rig.gh.idle()
    assert "main is stopped" == rig.make_pass().plan.line.text


def test_what_cannot_be_read_for_a_while_does_not_stop_what_passed(gh: Sandbox) -> None:
    rig = stopped(gh)
    rig.make_pass()
    gh.break_field("PullRequest.files")
    looked = rig.make_pass()
    assert ("unknown", "success") == (dict(looked.plan.pulls)[1].status, rig.shown(1))


def test_a_pull_request_that_widens_the_configuration_is_judged_by_the_lines(gh: Sandbox) -> None:
    rig = stopped(gh)
    number = pull(
        rig, "wide", {".github/andon.yml": CONFIG.replace("docs/**", "**"), "app.py": "x = 9 # broken\n"}
    )
    gh.idle()
    rig.make_pass()
    assert "failure" == rig.shown(number)


@pytest.mark.parametrize(("number", "shown"), [(1, "success"), (2, "failure")])
def test_a_group_passes_if_all_that_it_would_merge_is_unrelated(gh: Sandbox, number: int, shown: str) -> None:
    rig = make_rig(gh, FILES)
    rig.repo.rule(QueueRule(branch="main", timeout_minutes=20))
    pull(rig, "docs", {"docs/a.md": "a\n"})
    pull(rig, "both", {"docs/b.md": "b\n", "till.py": "x = 3\n"})
    gh.idle()
    rig.make_pass()
    gh.script(fails_when("broken"))
    rig.repo.commit({"app.py": "broken\n"}, message="Break it", by="alice")
    gh.idle()
    assert shown == rig.grouped(number)
