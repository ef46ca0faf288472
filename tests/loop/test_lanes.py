"""Lanes over HTTP: a red lane holds what touches it, the others are merged, and nobody gets out of his lane."""

import pytest

from bot.sandbox import Sandbox, git
from bot.sandbox.actions.runner import Outcome
from bot.sandbox.rulesets import QueueRule
from bot.sandbox.store import Job, Run
from tests.asking import person
from tests.rig import Rig, make_rig, pull

LANES = (
    'lanes: {web: {paths: ["web/**"], checks: ["web / *"]}, api: {paths: ["api/**"], checks: ["api / *"]}}'
)
CONFIG = f"version: 1\nmode: enforce\nline: {{{LANES}, confirm: {{reruns: 0}}}}\nfix: {{ladder: [person]}}\n"
STEPS = "jobs: {test: {runs-on: ubuntu-latest, steps: [{run: test}]}}\n"
ON = "on: {push: {branches: [main]}, pull_request: , merge_group: }\n"
MOVED = "long enough to be seen as moved, line by line\n" * 3
FILES: dict[str, str | bytes | None] = {
    ".github/andon.yml": CONFIG,
    ".github/workflows/ci.yml": None,
    ".github/workflows/andon.yml": None,
    ".github/workflows/web.yml": f"name: web\n{ON}{STEPS}",
    ".github/workflows/api.yml": f"name: api\n{ON}{STEPS}",
    "web/a.ts": "x = 1\n",
    "web/old.ts": MOVED,
    "api/a.py": "x = 1\n",
}


def script(run: Run, _job: Job) -> Outcome:
    """Each workflow fails while its own folder is broken."""
    folder = run.workflow.name
    name = {"web": "web/a.ts", "api": "api/a.py"}[folder]
    text = git.blob(run.repo.path, run.sha, name) or ""
    return Outcome("failure" if "broken" in text else "success")


def make(gh: Sandbox) -> Rig:
    """A monorepo whose line runs."""
    rig = make_rig(gh, FILES)
    gh.script(script)
    gh.idle()
    return rig


def break_web(rig: Rig) -> None:
    rig.gh.clock.advance(minutes=5)
    rig.repo.commit({"web/a.ts": "broken\n"}, message="Break web")
    rig.gh.idle()
    rig.make_pass()


def merges(rig: Rig, number: int) -> int:
    """What GitHub answers to whom wants to merge a pull request."""
    return person(rig, "bob")("PUT", f"/r/pulls/{number}/merge", {}).status_code


def titles(rig: Rig, *numbers: int) -> list[str | None]:
    return [cord.title for number in numbers if (cord := rig.cord(number)) is not None]


@pytest.mark.deep
def test_other_lanes_are_merged_while_one_stands_until_its_fix_is_proven(gh: Sandbox) -> None:
    rig = make(gh)
    web, api, both = (
        pull(rig, "web", {"web/b.ts": "b\n"}),
        pull(rig, "api", {"api/b.py": "b\n"}),
        pull(rig, "both", {"api/c.py": "c\n", "web/c.ts": "c\n"}),
    )
    rest = pull(rig, "rest", {"README.md": "Hello\n"})
    gh.idle()
    rig.make_pass()
    break_web(rig)
    assert ["failure", "success", "failure", "failure"] == [rig.shown(n) for n in (web, api, both, rest)]
    assert ["The line of web stands; this pull request touches only api"] == titles(rig, api)
    assert [405, 200, 405, 405] == [merges(rig, n) for n in (web, api, both, rest)]
    body = rig.jobs()[0].body or ""
    assert "Lanes that stand: web. Pull requests that touch only other lanes go on." in body

    gh.idle()
    gh.clock.advance(minutes=1)
    fix = pull(rig, "fix", {"web/a.ts": "x = 2\n"})
    gh.idle()
    rig.make_pass()
    assert ("success", 200) == (rig.shown(fix), merges(rig, fix))
    gh.idle()
    rig.make_pass()
    assert ["success"] * 3 == [rig.shown(n) for n in (web, both, rest)]


def test_a_fix_of_one_lane_needs_nothing_of_another_that_stands_too(gh: Sandbox) -> None:
    rig = make(gh)
    rig.repo.commit({"web/a.ts": "broken\n", "api/a.py": "broken\n"}, message="Break both")
    gh.idle()
    rig.make_pass()
    gh.clock.advance(minutes=1)
    fix = pull(rig, "fix", {"web/a.ts": "x = 2\n"})
    wide = pull(rig, "wide", {"web/a.ts": "x = 2\n", "api/b.py": "b\n"})
    gh.idle()
    rig.make_pass()
    assert ["success", "failure"] == [rig.shown(n) for n in (fix, wide)]


@pytest.mark.parametrize(("number", "shown"), [(1, "success"), (2, "failure")])
def test_a_queue_merges_what_touches_only_lanes_that_run(gh: Sandbox, number: int, shown: str) -> None:
    rig = make(gh)
    rig.repo.rule(QueueRule(branch="main", timeout_minutes=20))
    pull(rig, "api", {"api/b.py": "b\n"})
    pull(rig, "both", {"api/c.py": "c\n", "web/c.ts": "c\n"})
    gh.idle()
    rig.make_pass()
    gh.clock.advance(minutes=5)
    rig.repo.commit({"web/a.ts": "broken\n"}, message="Break web", by="alice")
    gh.idle()
    assert shown == rig.grouped(number)


FORGED: dict[str, tuple[dict[str, str | bytes | None], str]] = {
    "it touches both": (
        {"api/b.py": "b\n", "web/b.ts": "b\n"},
        "it touches only api (api/b.py) and web (web/b.ts)",
    ),
    "it moves a file out of the lane": (
        {"web/old.ts": None, "api/old.ts": MOVED},
        "it touches only api (api/old.ts) and web (web/old.ts)",
    ),
    "it takes its lane away from what it changes": (
        {"api/b.py": "b\n", ".github/andon.yml": CONFIG.replace("web/**", "nothing/**")},
        "it is held by every lane: it changes .github/andon.yml, which decides checks",
    ),
    "it changes the red workflow of the other lane": (
        {"api/b.py": "b\n", ".github/workflows/web.yml": f"name: web\n{ON}{STEPS}# mild\n"},
        "it is held by every lane: it changes .github/workflows/web.yml, which decides checks",
    ),
    "it is in no lane": (
        {"WEB/a.ts": "x\n"},
        "it is held by every lane: it changes WEB/a.ts, which is in no lane",
    ),
    "it hides a file behind so many that GitHub lists no more": (
        {**{f"api/{n:03}.py": f"{n}\n" for n in range(300)}, "web/z.ts": "z\n"},
        "it is held by every lane: it changes more files than GitHub lists",
    ),
}


def test_nobody_gets_out_of_a_red_lane(gh: Sandbox) -> None:
    rig = make(gh)
    numbers = {what: pull(rig, f"forged-{n}", files) for n, (what, (files, _)) in enumerate(FORGED.items())}
    gh.idle()
    rig.make_pass()
    break_web(rig)
    assert dict.fromkeys(FORGED, (405, "failure")) == {
        what: (merges(rig, number), rig.shown(number)) for what, number in numbers.items()
    }
    cords = {what: rig.cord(number) for what, number in numbers.items()}
    told = {what: (cord.text or "").replace("\\", "") if cord else "" for what, cord in cords.items()}
    assert {} == {what: told[what] for what, (_, words) in FORGED.items() if words not in told[what]}


@pytest.mark.deep
def test_a_head_that_was_pushed_and_taken_back_is_judged_by_itself(gh: Sandbox) -> None:
    rig = make(gh)
    number = pull(rig, "web", {"web/b.ts": "b\n"})
    bad = rig.repo.pull_of(number).head_sha
    gh.idle()
    rig.make_pass()
    break_web(rig)
    mild = rig.repo.commit({"web/b.ts": None, "api/b.py": "b\n"}, "web", by="bob")
    rig.make_pass()
    assert ("success", mild) == (rig.shown(number), rig.repo.pull_of(number).head_sha)
    rig.repo.branch("again", bad)
    again = rig.repo.pull("again", by="bob")
    rig.make_pass()
    assert ("failure", 405) == (rig.shown(again), merges(rig, again))
