"""Trap 3: the head commit alone may have no verdict; the last conclusive result per signal is the truth."""

import threading

from bot.sandbox import Sandbox
from bot.sandbox.actions.runner import Outcome
from bot.sandbox.store import Job, Run
from tests.asking import app, person
from tests.rig import CI, Rig, fails_when, make_rig

FILES: dict[str, str | bytes | None] = {
    ".github/workflows/ci.yml": CI.replace(
        "{branches: [main]}", "{branches: [main], paths-ignore: [docs/**]}"
    ),
    ".github/andon.yml": "version: 1\nmode: enforce\nline: {confirm: {reruns: 0}}\n",
}


def conclusions(rig: Rig) -> list[str | None]:
    """What GitHub lists of checks on main's head, ours apart."""
    listed = app(rig, checks="read")("GET", "/r/commits/main/check-runs").json()["check_runs"]
    return [check["conclusion"] for check in listed if check["app"]["slug"] != "andon"]


def push_and_cancel(rig: Rig) -> None:
    """A commit whose run a person cancels while it runs."""
    begun, over = threading.Event(), threading.Event()

    def script(run: Run, job: Job) -> Outcome:
        begun.set()
        over.wait(10)
        return Outcome()

    rig.gh.script(script)
    rig.repo.commit({"app.py": "broken still\n"})
    begun.wait(10)
    newest = max(rig.repo.record.runs)
    assert 202 == person(rig, "bob")("POST", f"/r/actions/runs/{newest}/cancel").status_code
    over.set()
    rig.gh.idle()


def test_a_stop_outlasts_commits_that_say_nothing(gh: Sandbox) -> None:
    rig = make_rig(gh, FILES)
    gh.script(fails_when("broken"))
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    gh.idle()
    broke = rig.repo.head()
    assert "main is stopped" == rig.look().plan.line.text

    rig.repo.commit({"app.py": "broken again\n"}, message="Whatever [skip ci]")
    rig.repo.commit({"docs/a.md": "a\n"}, message="Only docs")
    gh.idle()
    assert [] == conclusions(rig)
    push_and_cancel(rig)
    assert ["cancelled"] == conclusions(rig)

    line = rig.look().plan.line
    assert "main is stopped" == line.text
    assert f"CI / test is red since {broke[:7]}: failed" == line.children[0].text


def test_a_green_line_stays_green_over_commits_that_say_nothing(gh: Sandbox) -> None:
    rig = make_rig(gh, FILES)
    first = rig.repo.head()
    rig.repo.commit({"docs/a.md": "a\n"}, message="Only docs")
    push_and_cancel(rig)
    line = rig.look().plan.line
    assert ("main is running", f"CI passed on {first[:7]}") == (line.text, line.children[0].text)
