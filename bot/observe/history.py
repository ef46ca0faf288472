"""A line's history: the jobs of the runs that matter, the red workflows' files, the ends of their logs.

A green line costs nothing here, but where its newest runs were cancelled: a job that ran into its time
limit is `cancelled` too. `orient.signals` says what all this means.
"""

import asyncio
from collections.abc import Iterable, Mapping

from bot.model.config import Config
from bot.model.facts import LineFacts, WorkflowFile
from bot.model.jobs import RedFacts
from bot.model.remembered import place_of, run_of
from bot.model.runs import EXTERNAL, NOT_BEGUN, WHOLE, WINDOW, WORKER_WORKFLOW, Earlier, Run, RunJob
from bot.observe.beginning import read_attempts
from bot.observe.branches import Branch
from bot.observe.runs import Reader
from bot.observe.used import read_used

FAILED = ("failure", "timed_out")
RED = (*FAILED, NOT_BEGUN)
"""How what failed ended, and what never came to run a job, which has no log."""
CONCLUSIVE = ("success", *FAILED)
MAX_LOGS = 3
"""Logs of a line that are read in one pass."""
WORKFLOWS = ".github/workflows/"
MAX_EARLIER = 10
"""Runs behind the newest commits that are looked at once more."""


def of_line(run: Run, branch: str, config: Config) -> bool:
    """Whether a run might be a signal; `orient.signals` has the last word."""
    return run.event in config.line.events and run.branch == branch and run.path != WORKER_WORKFLOW


async def read_line(
    branch: Branch, config: Config, reader: Reader, known: tuple[RedFacts, ...] = (), waited: bool = False
) -> LineFacts:
    """A line's history with the jobs of the runs that matter, and the files of the red workflows.

    known: what the line's job knows to be red, though it may be that nothing of these commits shows it.
    waited: whether a cord still waits for a re-run. Then its run is looked into though it passed, so that
    the cord that lets go tells of the flake.
    """
    recent = branch.history[:WINDOW]
    runs = {run.id: run for commit in recent for run in commit.runs if of_line(run, branch.name, config)}
    doubtful = [r for r in runs.values() if r.conclusion in RED or r.status != "completed"]
    doubtful += _cut_short(runs.values())
    doubtful += _passed_last(runs.values()) if waited else []
    what = f"line {branch.name}"
    on = {run.id: commit.sha for commit in recent for run in commit.runs}
    read = await asyncio.gather(*(read_attempts(run, on[run.id], what, reader) for run in doubtful))
    seen = {run.id: run for run in read}
    seen |= await _own_files(seen, on, reader)
    ordered = [runs[run.id] for commit in recent for run in _newest_first(commit.runs) if run.id in runs]
    places = [place for red in known if (place := place_of(red)).event != EXTERNAL]
    for kind in sorted({run.kind for run in read if failing(run)} | {place.kind for place in places}):
        names = {place.job for place in places if place.kind == kind}
        mine = [run for run in ordered if run.kind == kind]
        seen |= await _recoveries(mine, seen, names, reader, what)
    red = [run for run in seen.values() if failing(run)]
    seen |= await _with_logs(red, reader)
    still = {place.path for place in places}
    paths = {run.path for run in seen.values() if failing(run) or _cancelled(run)} | still
    found = await asyncio.gather(*(_file(path, branch, reader) for path in sorted(paths)))
    history = tuple(
        commit.model_copy(update={"runs": tuple(seen.get(run.id, run) for run in commit.runs)})
        for commit in branch.history
    )
    files = tuple(file for file in found if file is not None)
    used = await _used(files, {run.path for run in red} | still, branch, reader)
    files = (*files, *used)
    earlier, dropped = await _earlier(known, set(runs), reader), await _dropped(known, branch, reader)
    return LineFacts(branch=branch.name, history=history, files=files, earlier=earlier, dropped=dropped)


async def _earlier(known: tuple[RedFacts, ...], seen: set[int], reader: Reader) -> tuple[Earlier, ...]:
    """The runs in which known reds failed, where these are behind what is seen: they may have been run again.

    What cannot be read says nothing; GitHub deletes old runs.
    """
    lost = {id for red in known if not red.whole and (id := run_of(red)) is not None and id not in seen}
    found = [await reader.earlier(id) for id in sorted(lost, reverse=True)[:MAX_EARLIER]]
    return tuple(run for run in found if run is not None)


async def _dropped(known: tuple[RedFacts, ...], branch: Branch, reader: Reader) -> frozenset[str]:
    """The commits on which known reds began to fail from which the head does not descend: the branch was set back.

    Asked once for each head, and only of commits behind what is seen. What cannot be read says nothing.
    """
    shas = [commit.sha for commit in branch.history]
    lost = sorted({red.commit for red in known} - set(shas))[:MAX_EARLIER] if shas else []
    found = [await reader.comparison(sha, shas[0]) for sha in lost]
    return frozenset(one.base for one in found if one is not None and one.behind)


async def _file(path: str, branch: Branch, reader: Reader) -> WorkflowFile | None:
    """A red workflow's file. Only the scanned tree can say that it was removed: a 404 may be early."""
    known = branch.workflows is not None and path.startswith(WORKFLOWS)
    if known and path not in (branch.workflows or ()):
        return WorkflowFile(path=path, text=None)
    return await reader.file(path, branch.history[0].sha)


async def _own_files(seen: dict[int, Run], on: dict[int, str], reader: Reader) -> dict[int, Run]:
    """The newest runs of each workflow and event that never began, with their file as it was on their own commit.

    Two of them: whether it is mended, and whether what could not begin on two commits in a row is one file.
    """
    newest: dict[tuple[str, str], list[Run]] = {}
    for run in seen.values():  # of the newest commit first
        if run.never_began:
            newest.setdefault(run.kind, []).append(run)
    wanted = [run for runs in newest.values() for run in runs[:2]]
    files = await asyncio.gather(*(reader.file(run.path, on[run.id]) for run in wanted))
    pairs = zip(wanted, files, strict=True)
    return {run.id: run.model_copy(update={"file": file.text}) for run, file in pairs if file}


async def _used(
    files: tuple[WorkflowFile, ...], paths: set[str], branch: Branch, reader: Reader
) -> tuple[WorkflowFile, ...]:
    """What the red workflows' files, those at `paths`, use from the repository."""
    sha = branch.history[0].sha
    reds = tuple(file for file in files if file.path in paths)
    return await read_used(reds, lambda path: _file(path, branch, reader), lambda at: reader.action(at, sha))


def failing(run: Run) -> set[str]:
    """The names of the jobs that failed in any attempt, `WHOLE` for an attempt that never came to run any."""
    return {job.name for job in run.jobs or () if job.conclusion in RED}


def _cancelled(run: Run) -> bool:
    return any(job.conclusion == "cancelled" for job in run.jobs or ())


def _newest_first(runs: Iterable[Run]) -> list[Run]:
    return sorted(runs, key=lambda run: run.id, reverse=True)


def _cut_short(runs: Iterable[Run]) -> list[Run]:
    """The cancelled runs in which a job may have hung and nothing said more since.

    One that ended after a newer one began was cancelled by that, as far as anybody can tell.
    """
    found: list[Run] = []
    newer: dict[tuple[str, str], list[Run]] = {}
    for run in _newest_first(runs):
        since = newer.setdefault(run.kind, [])
        told = any(other.conclusion in CONCLUSIVE for other in since)
        if run.conclusion == "cancelled" and not told and all(r.created > run.updated for r in since):
            found.append(run)
        since.append(run)
    return found


def _passed_last(runs: Iterable[Run]) -> list[Run]:
    """The newest run of each workflow and event, where it passed."""
    newest: dict[tuple[str, str], Run] = {}
    for run in _newest_first(runs):
        newest.setdefault(run.kind, run)
    return [run for run in newest.values() if run.conclusion == "success"]


async def _recoveries(
    runs: list[Run], seen: dict[int, Run], known: set[str], reader: Reader, what: str
) -> dict[int, Run]:
    """The jobs of newer successful and cancelled runs, until of every job that failed a word is found.

    runs: those of one workflow and event, newest first; known: jobs that failed before them.
    A run can succeed without a job that failed
    before (it was skipped), so its own word is not enough; and one that passed can be run again and
    cancelled, which takes nothing back.
    """
    names = known.union(*(failing(seen[run.id]) for run in runs if run.id in seen))
    found: dict[int, Run] = {}
    for run in runs:
        if not names:
            break
        read = seen.get(run.id)
        if read is None and run.conclusion in ("success", "cancelled"):
            read = found[run.id] = await reader.with_jobs(run, what)
        ended = {j.name for j in (read.jobs if read else None) or () if j.conclusion in CONCLUSIVE}
        names -= {*ended, WHOLE} if ended else ended
    return found


async def _with_logs(red: list[Run], reader: Reader) -> dict[int, Run]:
    """The failing runs with the logs of what failed in them, as many as are read."""
    logs = {job.id: await reader.log(job) for job in logs_first(red)[:MAX_LOGS]}
    return {run.id: with_logs(run, logs) for run in red}


def logs_first(runs: Iterable[Run]) -> list[RunJob]:
    """The jobs of these runs that failed, in the order in which their logs say most that no other does.

    Those that stand in the newest run of each workflow, one of each in turn; then what those said when they failed
    before; then older runs. So a workflow with many jobs, or one that failed often, leaves room for another.
    """
    newest: dict[tuple[str, str], int] = {}
    for run in runs:
        newest[run.kind] = max(run.id, newest.get(run.kind, 0))
    ranked: list[tuple[tuple[bool, bool, int, int], RunJob]] = []
    for run in runs:
        last = last_attempts(run)
        failed = (job for job in reversed(run.jobs or ()) if job.conclusion in FAILED)
        for place, job in enumerate(failed):
            before = job.attempt < last[job.name]
            ranked.append(((run.id < newest[run.kind], before, place, -run.id), job))
    return [job for _, job in sorted(ranked, key=lambda pair: pair[0])]


def last_attempts(run: Run) -> dict[str, int]:
    """By its name, the attempt in which a job of the run ran last."""
    return {job.name: job.attempt for job in sorted(run.jobs or (), key=lambda job: job.attempt)}


def with_logs(run: Run, logs: Mapping[int, str | None]) -> Run:
    """The run, its jobs with those logs that could be read."""
    jobs = tuple(_logged(job, logs.get(job.id)) for job in run.jobs or ())
    return run.model_copy(update={"jobs": jobs if run.jobs is not None else None})


def _logged(job: RunJob, log: str | None) -> RunJob:
    return job if log is None else job.model_copy(update={"log": log})
