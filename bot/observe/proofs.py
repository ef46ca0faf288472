"""What might prove that a pull request fixes a red line: its runs' jobs, its changes, its bases.

Read only on a line with something red, and only of pull requests whose checks are newer than its head, or whose
tree is one that the line had, or would have without what broke it. Of a head that may contain the line's, though its
checks are older, only whether it does: they may have tested it with a base that was forced away since.
"""

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.github.documents import BASES
from bot.model.config import Config
from bot.model.counted import selected
from bot.model.facts import LineFacts, Pull
from bot.model.remembered import Known, place_of, workflow_of
from bot.model.runs import EXTERNAL, WINDOW, Run
from bot.observe.history import FAILED, failing, of_line
from bot.observe.runs import Reader
from bot.observe.scan import Scanned

SKEW = timedelta(minutes=1)


async def read_proofs(
    scanned: Scanned, lines: tuple[LineFacts, ...], known: Known, config: Config, reader: Reader
) -> tuple[Pull, ...]:
    """The pull requests; those whose checks are newer than their line's head with what may prove them."""
    by_branch = {line.branch: line for line in lines}

    async def proven(pull: Pull) -> Pull:
        line = by_branch.get(pull.base)
        if line is None:
            return pull
        paths = suspects(line, config, known)
        reported = proving(pull, failed_outside(line, config, known))
        if not paths and not reported:
            return pull
        back = restores(pull, line)
        runs = [r for r in pull.runs if r.path in paths] if back else _fresh(pull, line, paths, config)
        sha = line.history[0].sha
        if runs or back or reported:
            return await _evidence(pull, runs, sha, reader, back)
        return await _compared(pull, sha, reader) if stacked(pull, line, paths) else pull

    return tuple(await asyncio.gather(*(proven(pull) for pull in scanned.pulls)))


def restores(pull: Pull, line: LineFacts) -> bool:
    """Whether the head's tree is one that the line had lately, or would have without what broke it."""
    trees = {commit.tree for commit in line.history[1:WINDOW]} | {one.tree for one in line.undone}
    return pull.tree is not None and pull.tree in trees


def _fresh(pull: Pull, line: LineFacts, paths: set[str], config: Config) -> list[Run]:
    """The pull request's runs of what failed on the line lately, if they are as new as its head."""
    head = (r.created for r in line.history[0].runs if of_line(r, line.branch, config))
    begun = min(head, default=None)
    return [r for r in pull.runs if r.path in paths and (begun is None or r.created >= begun - SKEW)]


def stacked(pull: Pull, line: LineFacts, paths: set[str]) -> bool:
    """Whether a head was made after the line's, and what failed there lately passed on it last: it may contain that."""
    mine = (run for run in pull.runs if run.path in paths and run.event == "pull_request")
    newest = {run.path: run.conclusion for run in sorted(mine, key=lambda run: run.id)}
    later = pull.committed is not None and pull.committed >= line.history[0].at
    return later and set(newest.values()) == {"success"}


async def _compared(pull: Pull, line: str, reader: Reader) -> Pull:
    """The pull request with how it differs from the line; as it was where that could not be read."""
    return pull.model_copy(update={"against_line": await reader.comparison(line, pull.head)})


async def _evidence(pull: Pull, runs: list[Run], line: str, reader: Reader, back: bool) -> Pull:
    """The pull request with what may prove it; without what could not be read it gets no verdict.

    back: it gives files back that are known, and passes unless a job, also of a run under way, failed on them.
    """
    told = [run for run in runs if back or run.status == "completed"]
    read = {run.id: await reader.with_jobs(run, "pulls") for run in told}
    comparison = await reader.comparison(line, pull.head)
    found = pull.model_copy(
        update={"runs": tuple(read.get(run.id, run) for run in pull.runs), "against_line": comparison}
    )
    if comparison is None or any(run.jobs is None for run in read.values()):
        return unread(found)
    passed = any(job.conclusion == "success" for run in read.values() for job in run.jobs or ())
    if not passed and not any(c.conclusion == "success" for c in pull.checks or ()):
        return found
    bases = await reader.query(f"pulls: bases of #{pull.number}", BASES, {"number": pull.number})
    if bases is None or not bases["pullRequest"]["headRepository"]:
        return unread(found)
    owner = bases["pullRequest"]["headRepository"]["owner"]["login"].text()
    closed = await _others(pull, owner, reader)
    if closed is None:
        return unread(found)
    heads = await _heads(found, bases["pullRequest"]["headRepository"]["nameWithOwner"].text(), reader)
    if heads is None:
        return unread(found)
    named = tuple(_of(run, heads) for run in found.runs)
    moved = (event["createdAt"].time() for event in bases["pullRequest"]["timelineItems"]["nodes"])
    return found.model_copy(update={"runs": named, "alone_since": max((pull.created, *moved, *closed))})


def _of(run: Run, heads: dict[int, str]) -> Run:
    """The run with the branch that REST names; one that is over and was not listed is of none."""
    return run.model_copy(update={"branch": heads.get(run.id, None if run.jobs else run.branch)})


async def _heads(pull: Pull, repository: str, reader: Reader) -> dict[int, str] | None:
    """The branches of the runs at the head, those of another repository than its own with that one's name.

    The same commit may be the head of branches in several forks; only REST says of which a run is.
    """
    found: dict[int, str] = {}
    for path in sorted({run.path for run in pull.runs if run.jobs}):
        reading = reader.get(
            "/repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs",
            {"head_sha": pull.head, "per_page": 100},
            workflow_id=path.rsplit("/", maxsplit=1)[-1],
        )
        listed = await reader.attempt(f"pulls: runs of #{pull.number}", reading)
        if listed is None:
            return None
        for run in listed["workflow_runs"]:
            branch, head = run["head_branch"].text_or(""), run["head_repository"]["full_name"].text_or("")
            found[run["id"].number()] = branch if head == repository else f"{head}:{branch}"
    return found


def proving(pull: Pull, failed: set[tuple[str, str]]) -> bool:
    """Whether something that others than Actions report, and that `failed` on the line, passed on the head."""
    passed = {(c.by, c.name) for c in pull.checks or () if c.conclusion == "success"}
    return bool(passed & failed)


def failed_outside(line: LineFacts, config: Config, known: Known) -> set[tuple[str, str]]:
    """Who reported a failure on the line lately that counts and is no job of Actions, and by which name.

    Also those of which the line's job knows.
    """
    reds = [red for red in known.get(line.branch, ()) if place_of(red).event == EXTERNAL]
    told = {(workflow_of(red), red.name) for red in reds}
    selection = selected(line, config.line)
    if selection is None:
        return told
    checks = (check for commit in line.history for check in commit.checks or ())
    return told | {(c.by, c.name) for c in checks if c.conclusion in FAILED and selection.check(c)}


def red_heads(lines: Iterable[LineFacts], config: Config, known: Known) -> dict[str, str]:
    """The heads of the lines on which something failed lately, or is known to be red, by branch."""
    return {
        line.branch: line.history[0].sha
        for line in lines
        if suspects(line, config, known) or failed_outside(line, config, known)
    }


def unread(pull: Pull) -> Pull:
    """The pull request, of which no proof can be judged now."""
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


def suspects(line: LineFacts, config: Config, known: Known) -> set[str]:
    """The workflows that have failed on the line lately, or are known to be red."""
    places = map(place_of, known.get(line.branch, ()))
    return {place.path for place in places if place.event != EXTERNAL} | {
        run.path
        for commit in line.history[:WINDOW]
        for run in commit.runs
        if of_line(run, line.branch, config) and failing(run)
    }
