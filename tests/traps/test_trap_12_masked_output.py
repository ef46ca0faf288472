"""Trap 12: a job output that holds a masked value is dropped without an error; missing means withheld."""

from dataclasses import replace

from bot.model.jobs import Record
from bot.sandbox.actions.runner import Order, Outcome
from tests.traps.conftest import Floor


def test_a_patch_that_holds_a_masked_value_is_withheld_and_so_recorded(floor: Floor) -> None:
    rig = floor.rig

    def masking(order: Order) -> Outcome | None:
        outcome = floor.worker.play(order)
        if outcome is None or "patch" not in outcome.outputs:
            return outcome
        return replace(outcome, masked=frozenset({outcome.outputs["patch"][:12]}))

    rig.gh.play(masking)
    floor.break_main()
    rig.settle()
    (run,) = floor.worker_runs()
    fix, propose = (next(job for job in run.jobs if job.name == f"andon / {n}") for n in ("fix", "propose"))
    assert (["base", "made", "patch-length", "patch-sha256"], "success") == (
        sorted(name for name in fix.outputs if name != "go"),
        fix.conclusion,
    )
    assert "##[warning]Skip output 'patch' since it may contain secret." in fix.log
    assert "failure" == propose.conclusion

    (job,) = rig.jobs()
    record = next(found for c in job.comments if (found := Record.decode(c.body)))
    assert [("autofix", "withheld", run.id)] == [(t.rung, t.result, t.run) for t in record.tried]
    assert [] == rig.fixes()
    assert any("the propose job says why" in comment.body for comment in job.comments)
