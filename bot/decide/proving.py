"""The proof that a pull request fixes a red line, by its own runs: its parts, each a reason.

Its head descends from the line's head, a `pull_request` or `merge_group` run of every red workflow at that
head has the red job green, the workflow is the same as the red head's, or changed as a code owner approved
(`approving`), and the change does not weaken the check. Proof comes from workflow runs and their jobs: a check
run's name can be forged by anyone whose workflow has `checks: write`. A run does not say against which base it
ran, so only those count that were made while the branch was proposed to this one alone. Neighbour: `passage`,
what all proofs come to.
"""

from functools import lru_cache

from bot.decide import external
from bot.decide.approving import approved
from bot.decide.begun import mended, passed_whole
from bot.decide.line import Line
from bot.decide.reds import Red
from bot.decide.vetting import weakens
from bot.model.facts import ChangedFile, Comparison, Pull
from bot.model.runs import Run, RunJob
from bot.model.telling import Reason
from bot.orient.outcomes import ALL_JOBS, outcome, worst
from bot.orient.used import used
from bot.orient.workflows import is_broken

PROVING_EVENTS = ("pull_request", "merge_group")


def by_runs(pull: Pull, line: Line, kin: tuple[Pull, ...]) -> Reason:
    """Whether a head is proven by its own runs; `ok`, or what is missing first, with all parts.

    kin: every open pull request with this head, and perhaps others.
    """
    if pull.proof_unread is not None:
        return Reason(status="unknown", text=pull.proof_unread)
    proofs = tuple(passed(pull, red) for red in line.reds)
    parts = (
        _one_base(pull, line, kin),
        contains(pull, line),
        *proofs,
        *_unchanged(pull, line),
        _honest(pull),
    )
    if all(part.status == "ok" for part in parts):
        return Reason(status="ok", text="; ".join(proof.text for proof in proofs), children=parts)
    missing = next(
        part for status in ("blocked", "unknown", "waiting") for part in parts if part.status == status
    )
    return Reason(status=missing.status, text=missing.text, children=parts)


def _one_base(pull: Pull, line: Line, kin: tuple[Pull, ...]) -> Reason:
    """Checks attach to commits: a head shared with another base proves nothing about this one."""
    other = [p.number for p in kin if p.head == pull.head and p.base != line.branch]
    if other:
        numbers = ", ".join(f"#{n}" for n in sorted(other))
        return Reason(status="blocked", text=f"its head is also that of {numbers}, which has another base")
    return Reason(status="ok", text=f"its head is proposed to {line.branch} alone")


def contains(pull: Pull, line: Line) -> Reason:
    """Whether the head contains the line's, so that merging it makes the tree that it has."""
    comparison = against(pull, line)
    if comparison is None:
        return Reason(
            status="blocked", text=f"its checks are older than {line.branch}; merge {line.branch} into it"
        )
    if comparison.behind:
        return Reason(
            status="blocked",
            text=f"it lacks {comparison.behind} commit(s) of {line.branch}; merge {line.branch} into it",
        )
    return Reason(status="ok", text=f"it contains {line.branch}'s head {(line.head or '')[:7]}")


def against(pull: Pull, line: Line) -> Comparison | None:
    """The comparison with the line, if it is of today's heads."""
    found = pull.against_line
    return found if found and found.head == pull.head and found.base == line.head else None


def passed(pull: Pull, red: Red) -> Reason:
    """Whether the red job passed in the newest run of its own workflow at this head, and failed in none."""
    if red.signal.external:
        return external.proof(pull, red)
    name, since = red.signal.name, pull.alone_since
    runs = sorted((r for r in pull.runs if _is_of(r, red, pull)), key=lambda r: r.id, reverse=True)
    if not runs:
        return Reason(status="blocked", text=f"{name} has not run on it")
    if runs[0].status == "completed" and runs[0].jobs is None and red.signal.job != ALL_JOBS:
        return _too_old(runs[0], name, pull)
    newest, *older = ((run, _passed(run, red)) for run in runs)
    if newest[1].status != "ok":
        return newest[1]
    if since is None or newest[0].created < since:
        text = f"{name} passed on it, but perhaps for another base; push a commit"
        return Reason(status="blocked", text=text)
    failed = (part for run, part in older if run.created >= since and fails(run, red))
    return next(failed, newest[1])


def _is_of(run: Run, red: Red, pull: Pull) -> bool:
    """Whether a run at the pull request's head may speak for it: of its branch, and of the red workflow."""
    mine = run.branch == pull.branch or (run.branch is None and run.status != "completed")
    return mine and run.path == red.signal.path and run.event in PROVING_EVENTS


def fails(run: Run, red: Red) -> bool:
    """Whether a run says that the red job fails; of a workflow that could not begin, whether any of it does."""
    job = newest_job(run, red.signal.job)
    end = run.conclusion if red.signal.job == ALL_JOBS else job.conclusion if job else "skipped"
    return outcome(end) == "failed"


def _too_old(run: Run, name: str, pull: Pull) -> Reason:
    """What is said of a run that began before the line's head did: `observe` reads no job of it."""
    holds = pull.against_line is not None and not pull.against_line.behind
    helps = ", which it contains; push a commit to have it run anew" if holds else ""
    text = f"{name}: run {run.id} ended with {run.conclusion}, but is older than the line's head{helps}"
    return Reason(status="blocked", text=text)


def _passed(run: Run, red: Red) -> Reason:
    """Whether the red job passed in one run; of a workflow that could not begin, whether all of it did."""
    name, job = red.signal.name, newest_job(run, red.signal.job)
    if red.signal.job == ALL_JOBS:
        return passed_whole(run, name)
    if job is None or job.status != "completed":
        if run.status == "completed" and job is None:
            return Reason(status="blocked", text=f"{name} was not part of run {run.id}")
        return Reason(status="waiting", text=f"{name} is running on it")
    if outcome(job.conclusion) != "passed":
        return Reason(status="blocked", text=f"{name} ended with {job.conclusion} on it (run {run.id})")
    return Reason(status="ok", text=f"{name} passed on it (run {run.id}, attempt {job.attempt})")


def newest_job(run: Run, name: str) -> RunJob | None:
    """The newest attempt of a run's job, None where it has none of that name; of twins the worst."""
    named = tuple(j for j in run.jobs or () if j.name == name)
    return worst(named) if named else None


def _unchanged(pull: Pull, line: Line) -> tuple[Reason, ...]:
    """Whether each red workflow, and what it uses from the repository, is as at the red head."""
    paths = sorted({r.signal.path for r in line.reds if not r.signal.external})
    return (
        *(_same_workflow(path, pull, line) for path in paths),
        *external.unchanged(line.reds, against(pull, line)),
    )


def _same_workflow(path: str, pull: Pull, line: Line) -> Reason:
    comparison = against(pull, line)
    files = {file.path: file.text for file in line.facts.files}
    if files.get(path) is None:
        return Reason(status="unknown", text=f"{path} could not be read")
    broken = comparison is not None and comparison.complete and is_broken(path, line.facts.files)
    if comparison and broken and (told := mended(path, comparison, pull)):
        return told
    uses = used(path, files)
    if comparison is None or uses.unread == path or not comparison.complete:
        return Reason(status="blocked", text=f"whether {path} is unchanged could not be told")
    if uses.unread is not None:
        return Reason(status="unknown", text=f"{uses.unread}, which {path} uses, could not be read")
    changed = comparison.paths
    if doubtful := next((p for p in changed if uses.may_use(p) and not uses.decides(p)), None):
        return Reason(status="blocked", text=f"it changes {doubtful}, which the red check may use")
    if decisive := tuple(filter(uses.decides, changed)):
        return approved(decisive, pull)
    return Reason(status="ok", text=f"{path} is the same as on {line.branch}")


@lru_cache(maxsize=128)
def _weakens(files: tuple[ChangedFile, ...]) -> tuple[str, ...]:
    """`weakens`, once for each change: a pull request is held against one red after another."""
    return weakens(files)


def _honest(pull: Pull) -> Reason:
    refusals = _weakens(pull.against_line.files) if pull.against_line else ()
    if refusals:
        return Reason(status="blocked", text=refusals[0])
    return Reason(status="ok", text="it does not weaken the check")
