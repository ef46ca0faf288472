"""Attempts of a run that never came to run a job: GitHub lists no jobs of them, and only REST counts attempts.

Asked only of runs that lack the jobs of an attempt, of which there are few. Neighbour: `history`, which needs them
to tell a workflow that could not begin from one that says nothing.
"""

from datetime import datetime

from bot.github.errors import Gone
from bot.github.node import Node
from bot.model.runs import NOT_BEGUN, WHOLE, Run, RunJob
from bot.observe.nodes import status
from bot.observe.runs import SETTLED, Reader

_ENDED = ("failure", NOT_BEGUN)
_RUNS = "/repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs"
_ATTEMPT = "/repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}"


async def read_attempts(run: Run, sha: str, what: str, reader: Reader) -> Run:
    """A commit's run with its jobs, and with one called `WHOLE` for each attempt that ended for want of any.

    GitHub calls a run of which it could not read the workflow a failure, or a `startup_failure`. How many attempts
    there were and how the newest stands come from one answer, and the run is told as that says: it may have been
    run again since it was seen.
    """
    found = await reader.with_jobs(run, what)
    if found.jobs is None or not _lacks(found):
        return found
    lost = await reader.attempt(f"{what}: attempts of run {run.id}", _lost(found, sha, what, reader))
    return run.model_copy(update={"jobs": None}) if lost is None else lost


def _lacks(run: Run) -> bool:
    """Whether an attempt may have been without jobs."""
    attempts = {job.attempt for job in run.jobs or ()}
    return run.conclusion == NOT_BEGUN or 1 not in attempts


async def _lost(found: Run, sha: str, what: str, reader: Reader) -> Run:
    """The run as it stands now, with what stands for its attempts without jobs."""
    settled = found.status == "completed" and reader.client.now() - found.updated >= SETTLED
    key = (reader.name, "attempts", found.id, found.updated)
    count, now = await (
        reader.kept.get(key, lambda: _stands(found, sha, reader)) if settled else _stands(found, sha, reader)
    )
    if now != _bare(found):
        found = await reader.with_jobs(now, what)
        if found.jobs is None:
            return found
    jobs = found.jobs or ()
    without = sorted(set(range(1, count + 1)) - {job.attempt for job in jobs})
    lost = [_never(found, n) for n in without if n < count and await _never_began(found, n, reader)]
    if count in without and (newest := _newest(found, count)):
        lost.append(newest)
    return found.model_copy(update={"jobs": (*jobs, *lost)})


def _bare(run: Run) -> Run:
    return run.model_copy(update={"jobs": None})


async def _stands(run: Run, sha: str, reader: Reader) -> tuple[int, Run]:
    """How many attempts of the run there were, and the run, without jobs, as its newest stands."""
    listed = await reader.get(
        _RUNS,
        {"head_sha": sha, "per_page": 100},
        workflow_id=run.path.rsplit("/", maxsplit=1)[-1],
    )
    one = next((one for one in listed["workflow_runs"] if one["id"].is_number(run.id)), Node(None))
    if not one:
        return 1, _bare(run)
    facts = {
        "status": status(one["status"].text()),
        "conclusion": one["conclusion"].maybe_text(),
        "updated": one["updated_at"].time(),
        "jobs": None,
    }
    return one["run_attempt"].number(), run.model_copy(update=facts)


async def _never_began(run: Run, attempt: int, reader: Reader) -> bool:
    """Whether an attempt that another followed ended for want of jobs, rather than by somebody who cancelled it."""

    async def read() -> str | None:
        told = await reader.get(_ATTEMPT, run_id=run.id, attempt_number=attempt)
        return told["conclusion"].maybe_text()

    try:
        return await reader.kept.get((reader.name, "attempt", run.id, attempt), read) in _ENDED
    except Gone:  # how it ended is not known: it says nothing
        return False


def _never(run: Run, attempt: int) -> RunJob:
    """What stands for an earlier attempt that could not begin."""
    return _whole(attempt, NOT_BEGUN, run.created)


def _newest(run: Run, attempt: int) -> RunJob | None:
    """What stands for the newest attempt; None for the only one, if it did not end for want of jobs."""
    if run.status == "completed" and run.conclusion in _ENDED:
        return _whole(attempt, NOT_BEGUN, run.updated)
    if attempt == 1:
        return None
    if run.status == "completed":
        return _whole(attempt, run.conclusion, run.updated)
    return _whole(attempt, None, None).model_copy(update={"status": run.status})


def _whole(attempt: int, conclusion: str | None, at: datetime | None) -> RunJob:
    return RunJob(id=0, name=WHOLE, attempt=attempt, status="completed", conclusion=conclusion, completed=at)
