"""What might prove that a pull request fixes a red line: its runs' jobs, its changes, its bases.

Read only on a line with something red, and only of pull requests whose checks are newer than its head.
"""

import asyncio
from datetime import datetime, timedelta

from bot.github.documents import BASES
from bot.model.config import Config
from bot.model.facts import LineFacts, Pull, Run
from bot.observe.chain import WINDOW
from bot.observe.history import failing, of_line
from bot.observe.runs import Reader
from bot.observe.scan import Scanned

SKEW = timedelta(minutes=1)


async def read_proofs(
    scanned: Scanned, lines: tuple[LineFacts, ...], config: Config, reader: Reader
) -> tuple[Pull, ...]:
    """The pull requests; those whose checks are newer than their line's head with what may prove them."""
    by_branch = {line.branch: line for line in lines}

    async def proven(pull: Pull) -> Pull:
        line = by_branch.get(pull.base)
        if line is None or not (fresh := _fresh(pull, line, config)):
            return pull
        return await _evidence(pull, fresh, line.history[0].sha, reader)

    return tuple(await asyncio.gather(*(proven(pull) for pull in scanned.pulls)))


def _fresh(pull: Pull, line: LineFacts, config: Config) -> list[Run]:
    """The pull request's runs of what failed on the line lately, if they are as new as its head."""
    suspects = _suspects(line, config)
    head = (r.created for r in line.history[0].runs if of_line(r, line.branch, config))
    begun = min(head, default=None) if suspects else None
    return [r for r in pull.runs if r.path in suspects and (begun is None or r.created >= begun - SKEW)]


async def _evidence(pull: Pull, runs: list[Run], line: str, reader: Reader) -> Pull:
    """The pull request with what may prove it; without what could not be read it gets no verdict."""
    finished = [run for run in runs if run.status == "completed"]
    read = {run.id: await reader.with_jobs(run, "pulls") for run in finished}
    comparison = await reader.comparison(line, pull.head)
    found = pull.model_copy(
        update={"runs": tuple(read.get(run.id, run) for run in pull.runs), "against_line": comparison}
    )
    if comparison is None or any(run.jobs is None for run in read.values()):
        return _unread(found)
    if not any(job.conclusion == "success" for run in read.values() for job in run.jobs or ()):
        return found
    bases = await reader.query(f"pulls: bases of #{pull.number}", BASES, {"number": pull.number})
    if bases is None or not bases["pullRequest"]["headRepository"]:
        return _unread(found)
    owner = bases["pullRequest"]["headRepository"]["owner"]["login"].text()
    closed = await _others(pull, owner, reader)
    if closed is None:
        return _unread(found)
    moved = (event["createdAt"].time() for event in bases["pullRequest"]["timelineItems"]["nodes"])
    return found.model_copy(update={"alone_since": max((pull.created, *moved, *closed))})


def _unread(pull: Pull) -> Pull:
    return pull.model_copy(update={"proof_unread": "what might prove it could not be read"})


async def _others(pull: Pull, owner: str, reader: Reader) -> tuple[datetime, ...] | None:
    """When the branch's other pull requests were closed; open ones are seen by the head they share.

    GitHub allows one open pull request per branch and base, so each had another base while both were open.
    """
    reading = reader.get("/repos/{owner}/{repo}/pulls", _of_branch(owner, pull.branch))
    listed = await reader.attempt(f"pulls: others of #{pull.number}", reading)
    if listed is None:
        return None
    others = (other for other in listed if not other["number"].is_number(pull.number))
    return tuple(closed for other in others if (closed := other["closed_at"].maybe_time()))


def _of_branch(owner: str, branch: str) -> dict[str, str | int]:
    return {"head": f"{owner}:{branch}", "state": "all", "per_page": 100}


def _suspects(line: LineFacts, config: Config) -> set[str]:
    """The workflows that have failed on the line lately."""
    return {
        run.path
        for commit in line.history[:WINDOW]
        for run in commit.runs
        if of_line(run, line.branch, config) and failing(run)
    }
