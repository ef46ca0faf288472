"""Trap 19: nothing in a text stops an older one from coming back; who wrote and last edited it tells."""

from bot.decide.lifecycle import WORK
from bot.model.jobs import Record
from bot.sandbox import Sandbox
from bot.sandbox.actions.runner import Outcome
from bot.sandbox.store import Comment, Job, Run, Step
from tests.asking import person
from tests.rig import Rig, fails_when, make_rig

CONFIG = """\
version: 1
mode: enforce
line: {confirm: {reruns: 0}}
fix: {autofix: [make fix]}
"""


def failing_worker(run: Run, job: Job) -> Outcome:
    """Main is broken, and the worker's fixer fails: in the step that is its work."""
    if job.key != "fix":
        return fails_when("broken")(run, job)
    ended = run.created
    return Outcome("failure", steps=(Step(1, WORK["fix"], "completed", "failure", ended, ended),))


def exhausted(gh: Sandbox) -> Rig:
    """A stopped line whose job has tried `autofix` and told people."""
    rig = make_rig(gh, {".github/andon.yml": CONFIG})
    gh.script(failing_worker)
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    rig.settle()
    return rig


def records(rig: Rig) -> list[tuple[Comment, Record]]:
    """The comments of the one job that hold a record."""
    (job,) = rig.jobs()
    found = ((comment, Record.decode(comment.body)) for comment in job.comments)
    return [(comment, record) for comment, record in found if record]


def workers(rig: Rig) -> int:
    """How many worker runs there were."""
    return sum(run.event == "workflow_dispatch" for run in rig.repo.record.runs.values())


def edit(rig: Rig, comment: Comment, record: Record) -> None:
    """A maintainer writes another record into Andon's comment."""
    path = f"/r/issues/comments/{comment.id}"
    assert 200 == person(rig, "alice")("PATCH", path, {"body": record.encode()}).status_code


def editor(rig: Rig) -> tuple[str, str | None]:
    """Who GitHub says wrote and last edited the job's first comment."""
    (seen,) = (c for c in rig.jobs()[0].comments[:1])
    return seen.author.login, seen.editor.login if seen.editor else None


def test_a_record_that_a_person_edited_is_rebuilt_from_facts(gh: Sandbox) -> None:
    rig = exhausted(gh)
    ((comment, genuine),) = records(rig)
    assert [("autofix", "failed")] == [(t.rung, t.result) for t in genuine.tried]

    edit(rig, comment, genuine.model_copy(update={"tried": (), "dead": False}))  # as if never tried
    assert ("andon[bot]", "alice") == editor(rig)
    seen = rig.look().snapshot.jobs[0].issue
    assert seen is not None
    assert False is seen.comments[0].ours

    rig.settle()
    rebuilt = records(rig)[-1][1]
    assert ([("autofix", "failed")], True) == ([(t.rung, t.result) for t in rebuilt.tried], rebuilt.dead)
    assert (1, 2) == (workers(rig), len(records(rig)))  # nothing ran again; the new record is a new comment
    said = [c for c in rig.jobs()[0].comments if "no safe move left" in c.body]
    assert 1 == len(said)


def test_an_older_record_that_comes_back_changes_nothing(gh: Sandbox) -> None:
    rig = exhausted(gh)
    ((comment, genuine),) = records(rig)
    older = genuine.model_copy(update={"tried": (), "dead": False})
    with gh.world.lock:  # a replay as our App itself: a brain that lags, or a leaked old body
        comment.body = comment.body.replace(genuine.encode(), older.encode())
    rig.settle()
    ((_, healed),) = records(rig)
    assert ([("autofix", "failed")], True, 1) == (
        [(t.rung, t.result) for t in healed.tried],
        healed.dead,
        workers(rig),
    )
