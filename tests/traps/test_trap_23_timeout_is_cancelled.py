"""Trap 23: a job over its `timeout-minutes` is `cancelled`, as if somebody had wanted that."""

from bot.sandbox import Sandbox
from bot.sandbox.actions.runner import Outcome
from bot.sandbox.store import Job, Run
from tests.asking import person
from tests.rig import CI, Rig, make_rig, pull

LIMITED = CI.replace("    runs-on:", "    timeout-minutes: 15\n    runs-on:")
FILES: dict[str, str | bytes | None] = {
    ".github/workflows/ci.yml": LIMITED,
    ".github/andon.yml": "version: 1\nmode: enforce\nline: {confirm: {reruns: 0}}\n",
}


def hang(rig: Rig, minutes: float) -> Run:
    """A push whose job `test` is cancelled after so many minutes, by its limit or by a person."""

    def script(run: Run, job: Job) -> Outcome:
        rig.gh.clock.advance(minutes=minutes)
        return Outcome("cancelled")

    rig.gh.script(script)
    rig.repo.commit({"app.py": "while True: pass\n"}, message="Wait for ever")
    rig.gh.idle()
    rig.gh.script(lambda run, job: Outcome())
    return rig.repo.record.runs[max(rig.repo.record.runs)]


def listed(rig: Rig, run: Run) -> str | None:
    """What GitHub says of the run's one job."""
    (job,) = person(rig, "bob")("GET", f"/r/actions/runs/{run.id}/jobs").json()["jobs"]
    return job["conclusion"]


def test_a_main_that_hangs_is_stopped_until_it_passes(gh: Sandbox) -> None:
    rig = make_rig(gh, FILES)
    number = pull(rig, "topic")
    gh.idle()
    run = hang(rig, 15)
    assert ("cancelled", "cancelled") == (run.conclusion, listed(rig, run))

    looked = rig.make_pass()
    assert ("main is stopped", "failure") == (looked.plan.line.text, rig.shown(number))
    assert f"CI / test is red since {rig.repo.head()[:7]}: timed out" == looked.plan.line.children[0].text

    rig.repo.commit({"app.py": "x = 1\n"}, message="Wait no more")
    gh.idle()
    assert "main is running" == rig.look().plan.line.text


def test_a_run_that_somebody_cancelled_in_time_says_nothing(gh: Sandbox) -> None:
    rig = make_rig(gh, FILES)
    assert "cancelled" == listed(rig, hang(rig, 14))
    assert "main is running" == rig.look().plan.line.text


def test_a_stop_by_time_outlasts_a_newer_run_that_says_nothing(gh: Sandbox) -> None:
    rig = make_rig(gh, FILES)
    hang(rig, 15)
    gh.clock.advance(minutes=1)
    hang(rig, 1)
    assert "main is stopped" == rig.look().plan.line.text
