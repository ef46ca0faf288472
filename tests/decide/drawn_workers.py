"""The dispatched runs of a job's attempts, drawn by `worlds`."""

from typing import TYPE_CHECKING

from bot.model.runs import WORKER_WORKFLOW, Run
from tests.building import job, minutes

if TYPE_CHECKING:
    from tests.decide.worlds import World

WORKER_ENDS = (
    ("success", "success"),
    ("success", "skipped"),
    ("success", "failure"),
    ("failure", "skipped"),
    (),
)


def workers(world: "World", nonce: str) -> tuple[Run, ...]:
    """The dispatched runs: none of ours, ours in any state, ours twice."""
    return tuple(worker(world, id, nonce) for id in world.one((), (7,), (7,), (7, 8)))


def worker(world: "World", id: int, nonce: str) -> Run:
    """One dispatched run."""
    status = world.one("queued", "in_progress", "completed")
    ends = zip(("work / fix", "work / propose"), world.one(*WORKER_ENDS), strict=False)
    jobs = tuple(job(name, end, id=id * 10 + n) for n, (name, end) in enumerate(ends))
    age = world.one(0, 1, 11, 45)
    return Run(
        id=id,
        path=WORKER_WORKFLOW,
        workflow="Andon",
        event="workflow_dispatch",
        branch="main",
        status=status,
        conclusion="success" if status == "completed" else None,
        created=minutes(-age),
        updated=minutes(-age / 2),
        url="",
        title=f"andon {nonce}" if world.one(True, True, False) else "andon other",
        jobs=jobs if status == "completed" else None,
    )
