"""Pull requests and merge groups in a story's world, and what of them a pass gets to read."""

from datetime import datetime, timedelta
from typing import Any

from bot.model.facts import ChangedFile, Comparison, LineFacts, Pull, Run
from bot.model.snapshot import Snapshot
from bot.observe.history import of_line
from bot.observe.proofs import SKEW, suspects
from tests.building import changed
from tests.line.script import Unclear
from tests.line.world import World, sha_of

FIX = changed("src/cart.py", "-    return 2", "+    return 3")
"""What a pull request changes, unless something else is said."""
HEARD = timedelta(hours=1)
"""Older comments are not read."""


def new_head(world: World, pull: Pull, onto: str, files: tuple[ChangedFile, ...], at: datetime) -> None:
    """A push to the pull request: another head, without checks, that contains a commit of its base."""
    kind = "q" if pull.group else "p"
    pushes = sum(name.startswith(f"{kind}{pull.number}.") for name in world.names.values())
    name = f"{kind}{pull.number}.{pushes + 1}"
    head = sha_of(name)
    world.names[head] = name
    world.contains[head], world.changes[head], world.born[head] = onto, files, at
    world.put(pull.model_copy(update={"head": head, "runs": (), "cord": None}))


def base_head(world: World, branch: str) -> str:
    """The newest commit of a branch; that of a branch that is no line is one that nobody knows."""
    lines = [line for line in world.seen.lines if line.branch == branch]
    return lines[0].history[0].sha if lines else sha_of(branch)


def propose(world: World, number: int, at: datetime, **facts: Any) -> None:
    """A pull request is opened, as it stands on its base unless `onto` says otherwise."""
    if any(pull.number == number for pull in world.seen.pulls):
        raise Unclear(f"#{number} is open already")
    onto, files = facts.pop("onto", None), facts.pop("files", (FIX,))
    given = {"base": "main", "author": "bob", "merge_state": "CLEAN", **facts}
    new = {"number": number, "title": f"Pull {number}", "head": "", "branch": f"topic-{number}"}
    pull = Pull.model_validate({**new, "created": at, "alone_since": at, **given})
    world.put(pull)
    new_head(world, pull, sha_of(onto) if onto else base_head(world, pull.base), files, at)


def share_head(world: World, number: int, other: int) -> None:
    """A pull request has the head of another: one commit, one cord, the runs of one."""
    mine, its = world.pull(number), world.pull(other)
    world.put(mine.model_copy(update={"head": its.head, "cord": its.cord, "runs": its.runs}))


def queue(world: World, number: int, at: datetime, patience: timedelta) -> None:
    """The merge queue tries a pull request on top of its base."""
    pull = world.pull(number)
    base = base_head(world, pull.base)
    branch = f"gh-readonly-queue/{pull.base}/pr-{number}-{base}"
    group = Pull(
        number=number,
        title=branch,
        head="",
        branch=branch,
        base=pull.base,
        author="",
        merge_state="CLEAN",
        created=at,
        alone_since=at,
        answer_by=at + patience,
    )
    new_head(world, group, base, world.changes[pull.head], at)


def sight(world: World, at: datetime) -> Snapshot:
    """What a pass at that time gets to read: of pull requests only what may prove something, as `observe` does."""
    seen = world.seen.model_copy(update={"at": at})
    by_branch = {line.branch: line for line in seen.lines}
    hidden = {u.part for u in seen.unread}
    jobs = (job.model_copy(update={"issue": None}) if "job" in hidden else job for job in seen.jobs)
    facts = {
        "lines": tuple(_line(line, world) for line in seen.lines),
        "pulls": tuple(_read(p, by_branch.get(p.base), world) for p in seen.pulls),
        "groups": tuple(_read(p, by_branch.get(p.base), world) for p in seen.groups),
        "said": tuple(s for s in seen.said if at - s.at < HEARD and "people" not in hidden),
        "jobs": tuple(jobs),
    }
    return seen.model_copy(update=facts)


def _line(line: LineFacts, world: World) -> LineFacts:
    """The line without the jobs and the files that cannot be read."""
    lost = {unread.what.partition(": ")[2] for unread in world.seen.unread if unread.part == "file"}

    def blinded(run: Run) -> Run:
        return run.model_copy(update={"jobs": None}) if run.id in world.blind else run

    history = (c.model_copy(update={"runs": tuple(map(blinded, c.runs))}) for c in line.history)
    files = tuple(file for file in line.files if file.path not in lost)
    return line.model_copy(update={"history": tuple(history), "files": files})


def _read(pull: Pull, line: LineFacts | None, world: World) -> Pull:
    bare = pull.model_copy(update={"runs": tuple(r.model_copy(update={"jobs": None}) for r in pull.runs)})
    if line is None:
        return bare
    paths = suspects(line, world.config)
    head = [r.created for r in line.history[0].runs if of_line(r, line.branch, world.config)]
    begun = min(head, default=None) if paths and not pull.group else None
    fresh = [r for r in pull.runs if r.path in paths and (begun is None or r.created >= begun - SKEW)]
    if not fresh:
        return bare
    shas = [commit.sha for commit in line.history]
    onto = world.contains[pull.head]
    comparison = Comparison(
        base=shas[0],
        head=pull.head,
        behind=shas.index(onto) if onto in shas else len(shas),
        files=world.changes[pull.head],
    )
    done = {run.id for run in fresh if run.status == "completed"}
    runs = tuple(r if r.id in done else r.model_copy(update={"jobs": None}) for r in pull.runs)
    return pull.model_copy(update={"runs": runs, "against_line": comparison})
