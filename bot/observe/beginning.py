"""Attempts of a run that never came to run a job: GitHub lists no jobs of them, and only REST counts attempts.

Asked only of runs that lack the jobs of an attempt, of which there are few. Neighbour: `history`, which needs them
to tell a workflow that could not begin from one that says nothing.
"""

from bot.model.runs import NOT_BEGUN, WHOLE, Run, RunJob
from bot.observe.runs import SETTLED, Reader

_ENDED = ("failure", NOT_BEGUN)


async def read_attempts(run: Run, sha: str, what: str, reader: Reader) -> Run:
    """A commit's run with its jobs, and with one called `WHOLE` for each attempt that ended without any.

    GitHub calls a run of which it could not read the workflow a failure, or a `startup_failure`.
    """
    found = await reader.with_jobs(run, what)
    if found.jobs is None or not _lacks(found):
        return found
    settled = run.status == "completed" and reader.client.now() - run.updated >= SETTLED
    key = (reader.name, "attempts", run.id, run.updated)
    reading = reader.kept.get(key, lambda: _count(run, sha, reader)) if settled else _count(run, sha, reader)
    count = await reader.attempt(f"{what}: attempts of run {run.id}", reading)
    if count is None:
        return run.model_copy(update={"jobs": None})
    with_jobs = {job.attempt for job in found.jobs}
    lost = (_whole(run, n, count) for n in range(1, count + 1) if n not in with_jobs)
    jobs = (*found.jobs, *(job for job in lost if job is not None))
    return found.model_copy(update={"jobs": jobs})


def _lacks(run: Run) -> bool:
    """Whether an attempt may have been without jobs."""
    attempts = {job.attempt for job in run.jobs or ()}
    return run.conclusion == NOT_BEGUN or 1 not in attempts


def _whole(run: Run, attempt: int, count: int) -> RunJob | None:
    """What stands for an attempt without jobs; None for the only one, if it did not end for want of them."""
    newest = attempt == count
    over = not newest or run.status == "completed"
    failed = not newest or run.conclusion in _ENDED
    if count == 1 and not failed:
        return None
    return RunJob(
        id=0,
        name=WHOLE,
        attempt=attempt,
        status="completed" if over else run.status,
        conclusion=NOT_BEGUN if failed else run.conclusion,
        completed=(run.updated if newest else run.created) if over else None,
    )


async def _count(run: Run, sha: str, reader: Reader) -> int:
    """How many attempts of the run there were."""
    listed = await reader.get(
        "/repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs",
        {"head_sha": sha, "per_page": 100},
        workflow_id=run.path.rsplit("/", maxsplit=1)[-1],
    )
    counts = (one["run_attempt"].number() for one in listed["workflow_runs"] if one["id"].is_number(run.id))
    return next(counts, 1)
