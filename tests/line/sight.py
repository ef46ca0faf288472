"""What a pass gets to read of a story's world: as much as `observe` would ask for, and not what is hidden."""

from datetime import datetime, timedelta

from bot.model.facts import Comparison, LineFacts, Pull
from bot.model.jobs import line_key
from bot.model.lanes import Touched
from bot.model.remembered import Known, remembered
from bot.model.runs import Check, Commit, Run
from bot.model.snapshot import Snapshot
from bot.model.trees import Undone
from bot.observe.history import FAILED, of_line
from bot.observe.proofs import SKEW, failed_outside, proving, restores, stacked, suspects
from bot.observe.runs import MAX_FILES
from tests.line.left_behind import left_behind
from tests.line.world import World

HEARD = timedelta(hours=1)
"""Older comments are not read."""


def sight(world: World, at: datetime) -> Snapshot:
    """What a pass at that time gets to read: of pull requests only what may prove something, as `observe` does."""
    seen = world.seen.model_copy(update={"at": at})
    by_branch = {line.branch: _reported(_line(line, world), world) for line in seen.lines}
    hidden = {u.part for u in seen.unread}
    jobs = (job.model_copy(update={"issue": None}) if "job" in hidden else job for job in seen.jobs)
    facts = {
        "lines": tuple(by_branch.values()),
        "pulls": tuple(
            left_behind(_seen(p, by_branch.get(p.base), world), by_branch, world) for p in seen.pulls
        ),
        "groups": tuple(_seen(p, by_branch.get(p.base), world) for p in seen.groups),
        "said": tuple(s for s in seen.said if at - s.at < HEARD and "people" not in hidden),
        "jobs": tuple(jobs),
    }
    return seen.model_copy(update=facts)


def _line(line: LineFacts, world: World) -> LineFacts:
    """The line without the jobs and the files that cannot be read."""
    lost = {unread.what.partition(": ")[2] for unread in world.seen.unread if unread.part == "file"}

    def shown(run: Run, sha: str) -> Run:
        if run.id in world.blind:
            return run.model_copy(update={"jobs": None})
        file = world.texts[sha].get(run.path) if run.never_began else None
        return run.model_copy(update={"file": file})

    history = (
        c.model_copy(update={"runs": tuple(shown(run, c.sha) for run in c.runs)}) for c in line.history
    )
    files = tuple(file for file in line.files if file.path not in lost)
    undone = (Undone(commit=c.sha, tree=world.without(world.names[c.sha])) for c in line.history)
    facts = {"history": tuple(history), "files": files, "undone": tuple(undone)}
    return line.model_copy(update=facts)


def _reported(line: LineFacts, world: World) -> LineFacts:
    """The line with what its rules require and what others than Actions report, where `observe` asks for it."""
    green = world.config.line.green
    claim = world.seen.job(line_key(world.seen.repository.id, line.branch)).claim
    bad = any(_bad(commit, world) for commit in line.history[:5]) or suspects(
        line, world.config, _known(world)
    )
    matters = bad or (claim is not None and claim.stage != "closed")
    if green == "all" or (green == "auto" and not matters):
        return line
    required = None if isinstance(green, tuple) else world.required
    if required == ():
        return line.model_copy(update={"required": required})
    history = (c.model_copy(update={"checks": _checks(c, world)}) for c in line.history)
    return line.model_copy(update={"required": required, "history": tuple(history)})


def _known(world: World) -> Known:
    """What the lines' jobs know to be red."""
    return {job.key.subject: remembered(job) for job in world.seen.jobs}


def _bad(commit: Commit, world: World) -> bool:
    """Whether anything that was reported of a commit is bad, whoever reported it."""
    ends = [c.conclusion for c in world.checks.get(commit.sha, ())]
    return bool(set(FAILED) & {*ends, *(run.conclusion for run in commit.runs)})


def _checks(commit: Commit, world: World) -> tuple[Check, ...]:
    """All that is reported of a commit: the newest attempts of its runs' jobs, and what others say."""
    jobs = (
        Check(
            id=job.id,
            name=job.name,
            by="github-actions",
            app=15368,
            workflow=run.workflow,
            event=run.event,
            conclusion=job.conclusion,
            at=job.completed or run.updated,
        )
        for run in commit.runs
        for job in run.jobs or ()
        if job.attempt == run.attempt
    )
    return (*jobs, *world.checks.get(commit.sha, ()))


def _seen(pull: Pull, line: LineFacts | None, world: World) -> Pull:
    return _touching(_read(pull, line, world), line, world)


def _read(pull: Pull, line: LineFacts | None, world: World) -> Pull:
    bare = pull.model_copy(update={"runs": tuple(r.model_copy(update={"jobs": None}) for r in pull.runs)})
    if line is None:
        return bare
    if failed_outside(line, world.config, _known(world)):
        pull = pull.model_copy(update={"checks": tuple(world.checks.get(pull.head, ()))})
        bare = bare.model_copy(update={"checks": pull.checks})
    paths = suspects(line, world.config, _known(world))
    if world.config.line.unrelated and (paths or failed_outside(line, world.config, _known(world))):
        bare = bare.model_copy(update={"against_line": _compared(pull, line, world)})
    head = [r.created for r in line.history[0].runs if of_line(r, line.branch, world.config)]
    begun = min(head, default=None) if paths and not pull.group else None
    fresh = [r for r in pull.runs if r.path in paths and (begun is None or r.created >= begun - SKEW)]
    back = restores(pull, line)
    fresh = [r for r in pull.runs if r.path in paths] if back else fresh
    if not fresh and not back and not proving(pull, failed_outside(line, world.config, _known(world))):
        alike = {"against_line": _compared(pull, line, world)}
        return bare.model_copy(update=alike) if stacked(pull, line, paths) else bare
    done = {run.id for run in fresh if run.status == "completed"}
    runs = tuple(r if r.id in done else r.model_copy(update={"jobs": None}) for r in pull.runs)
    return pull.model_copy(update={"runs": runs, "against_line": _compared(pull, line, world)})


def _touching(pull: Pull, line: LineFacts | None, world: World) -> Pull:
    """The pull request with what it changes, where lanes are named and something failed lately."""
    if line is None or not world.config.line.lanes or pull.number in world.covered:
        return pull
    if not suspects(line, world.config, _known(world)) and not failed_outside(
        line, world.config, _known(world)
    ):
        return pull
    files = world.changes[pull.head]
    paths = sorted({path for file in files for path in (file.path, file.previous or file.path)})
    told = Touched(base=line.history[0].sha, head=pull.head, paths=tuple(paths))
    if len(files) >= MAX_FILES:
        told = told.model_copy(update={"paths": (), "complete": False})
    return pull.model_copy(update={"touches": told})


def _compared(pull: Pull, line: LineFacts, world: World) -> Comparison:
    shas = [commit.sha for commit in line.history]
    onto = world.contains[pull.head]
    return Comparison(
        base=shas[0],
        head=pull.head,
        behind=shas.index(onto) if onto in shas else len(shas),
        files=world.changes[pull.head],
    )
