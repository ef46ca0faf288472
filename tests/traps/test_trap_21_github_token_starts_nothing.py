"""Trap 21: what GITHUB_TOKEN makes starts nothing, or waits for approval; a fix needs the App's token."""

import httpx

from bot.sandbox import Sandbox
from tests.asking import Ask, app, in_workflow
from tests.rig import fails_when, make_rig
from tests.traps.conftest import Floor

OPENER = ".github/workflows/opener.yml"
OPENS = """\
on: workflow_dispatch
permissions: {contents: write, pull-requests: write}
jobs: {open: {runs-on: ubuntu-latest, steps: [{run: open}]}}
"""


def test_a_pull_request_by_github_token_waits_for_a_person(gh: Sandbox) -> None:
    rig = make_rig(gh, {OPENER: OPENS})
    sha = rig.repo.commit({"a.txt": "a\n"}, "source", by="bob", parent=rig.repo.head())
    answers: list[httpx.Response] = []

    def step(ask: Ask) -> None:
        answers.append(ask("POST", "/r/git/refs", {"ref": "refs/heads/fix", "sha": sha}))
        answers.append(ask("POST", "/r/pulls", {"title": "Fix", "head": "fix", "base": "main"}))

    gh.script(in_workflow(rig, OPENER, step, fails_when("broken")))
    app(rig, actions="write")("POST", "/r/actions/workflows/opener.yml/dispatches", {"ref": "main"})
    gh.idle()
    assert [201, 201] == [answer.status_code for answer in answers]
    assert "github-actions[bot]" == answers[1].json()["user"]["login"]
    runs = [run for run in rig.repo.record.runs.values() if run.head_branch == "fix"]
    assert [("pull_request", "action_required", 0)] == [
        (run.event, run.conclusion, len(run.jobs)) for run in runs
    ]


def test_the_fix_is_the_apps_and_its_ci_runs_by_itself(floor: Floor) -> None:
    rig = floor.rig
    floor.break_main()
    rig.settle()
    fix = floor.fix()
    runs = [r for r in rig.repo.record.runs.values() if r.event == "pull_request" and fix.number in r.pulls]
    assert ("andon[bot]", ["success"]) == (fix.author.login, [run.conclusion for run in runs])
    assert (True, "mended\n") == (fix.pull and fix.pull.merged, rig.repo.tree("main")["app.py"])
    assert {"andon", "andon:done"} == {label.name for label in rig.jobs()[0].labels}
