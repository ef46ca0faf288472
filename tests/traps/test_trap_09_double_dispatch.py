"""Trap 9: a dispatch may happen twice; of the runs with one nonce only the lowest goes past the fence."""

import threading

from bot.sandbox.actions.runner import Order, Outcome
from tests.asking import app
from tests.traps.conftest import Floor


def test_a_second_run_of_one_attempt_stays_behind_the_fence(floor: Floor) -> None:
    rig = floor.rig
    both = threading.Event()

    def once_both_are_there(order: Order) -> Outcome | None:
        if order.run.event == "workflow_dispatch":
            both.wait(20)
        return floor.worker.play(order)

    rig.gh.play(once_both_are_there)
    floor.break_main()
    rig.gh.idle()
    while not floor.worker_runs():
        rig.make_pass()
        rig.gh.clock.advance(seconds=1)
    (first,) = floor.worker_runs()

    # The answer to a dispatch was lost, and somebody dispatches again.
    body = {"ref": "main", "inputs": dict(first.inputs), "return_run_details": True}
    again = app(rig, actions="write")("POST", "/r/actions/workflows/andon.yml/dispatches", body)
    second = again.json()["workflow_run_id"]
    both.set()
    rig.gh.idle()
    assert [first.id, second] == [run.id for run in floor.worker_runs()]
    assert {first.title} == {run.title for run in floor.worker_runs()}
    assert [first.id] == floor.worker.past

    rig.settle()
    assert ([first.id], True) == (floor.worker.past, floor.fix().pull is not None)
    ends = [{job.name: job.conclusion for job in run.jobs} for run in floor.worker_runs()]
    assert [
        {"andon / fix": "success", "andon / propose": "success"},
        {"andon / fix": "success", "andon / propose": "skipped"},
    ] == ends


def test_a_dispatch_that_never_showed_is_repeated_under_the_same_nonce(floor: Floor) -> None:
    rig = floor.rig
    floor.break_main()
    rig.gh.idle()
    while not floor.worker_runs():
        rig.make_pass()
        rig.gh.idle()
        rig.gh.clock.advance(seconds=1)
    (lost,) = floor.worker_runs()
    with rig.gh.world.lock:  # as if the dispatch had never arrived
        del rig.repo.record.runs[lost.id]
        for fix in rig.fixes():
            del rig.repo.record.issues[fix.number]
    rig.gh.clock.advance(seconds=30)
    assert [] == rig.kinds(rig.make_pass())
    rig.gh.clock.advance(seconds=31)
    assert ["dispatch"] == rig.kinds(rig.make_pass())
    (again,) = floor.worker_runs()
    assert (lost.title, lost.inputs["nonce"]) == (again.title, again.inputs["nonce"])
