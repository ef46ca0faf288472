"""What is needed to tell commits what their jobs failed with: what they show of it, their files, their logs.

Only where something failed, and as far as `annotate` goes. `decide.diagnoses` says what is told.
"""

import asyncio
from collections.abc import Iterable

from bot.model.config import Config
from bot.model.diagnosed import DIAGNOSIS_CHECK, Diagnosed
from bot.model.facts import LineFacts, Pull
from bot.model.newest import newest_runs
from bot.model.runs import Run
from bot.observe.history import FAILED, last_attempts, logs_first, with_logs
from bot.observe.runs import Reader

MOST_PULLS = 20
"""Pull requests whose failed jobs' logs are read in one pass, those that show no diagnosis yet first."""
MOST_LOGS = 3
"""Logs of one pull request."""


async def read_diagnosed(
    lines: tuple[LineFacts, ...], pulls: tuple[Pull, ...], config: Config, reader: Reader, app: int
) -> tuple[tuple[LineFacts, ...], tuple[Pull, ...]]:
    """The lines and pull requests with what telling of their failures takes. `app`: our App's id."""
    if config.mode not in ("warn", "enforce") or config.annotate == "off":
        return lines, pulls
    lines = tuple([await _line(line, reader, app) for line in lines])
    if config.annotate != "all":
        return lines, pulls
    bases = {line.branch for line in lines}
    failing = [p for p in pulls if p.base in bases and p.diagnosed and not p.unread and _all_failed(p)]
    chosen = sorted(
        failing, key=lambda p: (p.diagnosed is not None and p.diagnosed.shown is not None, -p.number)
    )
    read = await asyncio.gather(*(_pull(pull, reader) for pull in chosen[:MOST_PULLS]))
    found = {pull.number: pull for pull in read}
    return lines, tuple(found.get(pull.number, pull) for pull in pulls)


async def _line(line: LineFacts, reader: Reader, app: int) -> LineFacts:
    """The line with its commits whose failed jobs' logs were read."""
    found: list[Diagnosed] = []
    for commit in line.history:
        if logs := _logs(commit.runs):
            found += [one for one in [await _commit(commit.sha, logs, reader, app)] if one]
    return line.model_copy(update={"diagnosed": tuple(found)})


async def _commit(sha: str, logs: tuple[str, ...], reader: Reader, app: int) -> Diagnosed | None:
    """What a commit shows, and its files; None where what it shows could not be read."""
    reading = reader.get(
        "/repos/{owner}/{repo}/commits/{ref}/check-runs",
        {"check_name": DIAGNOSIS_CHECK, "app_id": app, "filter": "latest"},
        ref=sha,
    )
    listed = await reader.attempt(f"annotations: check of {sha[:7]}", reading)
    if listed is None:
        return None
    newest = max(listed["check_runs"], key=lambda r: r["id"].number(), default=None)
    shown = newest["external_id"].text_or("") or None if newest else None
    return Diagnosed(head=sha, shown=shown, paths=await reader.named(sha, logs))


def _all_failed(pull: Pull) -> tuple[Run, ...]:
    """The pull request's newest runs that failed, if none of its newest is under way."""
    newest = newest_runs(pull)
    over = all(run.status == "completed" for run in newest)
    return tuple(run for run in newest if run.conclusion in FAILED) if over else ()


async def _pull(pull: Pull, reader: Reader) -> Pull:
    """The pull request with its failed runs' jobs and their logs, and with the files that these name."""
    failed = [
        run if run.jobs is not None else await reader.with_jobs(run, "annotations")
        for run in _all_failed(pull)
    ]
    each = [(run.jobs or (), last_attempts(run)) for run in failed]
    last = {job.id for jobs, attempts in each for job in jobs if job.attempt == attempts[job.name]}
    chosen = [job for job in logs_first(failed) if job.id in last][:MOST_LOGS]
    logs = {job.id: await reader.log(job, "annotations") for job in chosen}
    read = tuple(with_logs(run, logs) for run in failed)
    logs_read = _logs(read)
    if not logs_read or pull.diagnosed is None:
        return pull
    paths = await reader.named(pull.head, logs_read)
    diagnosed = pull.diagnosed.model_copy(update={"paths": paths})
    return pull.model_copy(update={"failed": read, "diagnosed": diagnosed})


def _logs(runs: Iterable[Run]) -> tuple[str, ...]:
    return tuple(job.log for run in runs for job in run.jobs or () if job.log)
