"""The end of a job: the finding is gone in a fresh snapshot; write the proof, then let go.

The claim is let go last, so that a crash before it leaves everything to be done again, harmlessly.
"""

from datetime import timedelta

from bot.decide.aftermath import requeues
from bot.decide.book import Case, JobPlan, keep_record, shown, tell
from bot.decide.demoting import called_wrong
from bot.decide.ending import ended_by
from bot.decide.evidence import with_length
from bot.decide.hearing import obeyed
from bot.decide.lifecycle import DISPATCH_AGAIN
from bot.decide.line import Line
from bot.decide.mending import Mend, mend_of
from bot.decide.reopened import left_behind, of_this_stop
from bot.decide.spells import noted
from bot.decide.strays import adopt, doubles, open_strays
from bot.decide.word import kept
from bot.model.commands import HEARD_FOR
from bot.model.effects import ClosePull, EditJob, Effect, EndJob, WriteClaim
from bot.model.evidence import MOST_AFTERMATHS, Held, Proof
from bot.model.facts import FixPull
from bot.model.job_issue import JobIssue
from bot.model.jobs import Record, Times, Try, fix_branch
from bot.model.remembered import kind_of
from bot.model.snapshot import Snapshot
from bot.model.telling import Reason
from bot.orient.outcomes import ALL_JOBS

ORPHANED = "nothing asks for it any more: its branch is no line, or its rule is off"
"""Why a job ends whose claim belongs to nothing of today."""


def close_job(case: Case) -> JobPlan:
    """The finding is gone: write the proof, close the job, then let go of the claim."""
    job, claim = case.job, case.claim
    issue = job.issue if job.issue and job.issue.ours else None
    if issue is None:
        return _without_issue(case)
    record = issue.record or Record(
        repository=case.key.repository, key=case.key.text, times=Times(red=claim.at, stopped=claim.at)
    )
    record = of_this_stop(case, record) if record.ended else noted(case, record)
    fixed, mend = _mended(case, record)
    record = _over(case, record, fixed, mend)
    told = record.over or ended_by(case, record, fixed, mend)
    record = record.model_copy(update={"over": told})
    story = tell(case, record, "done", told)
    close: tuple[Effect, ...] = (
        (EditJob(issue=issue.number, state="closed"),) if issue.state == "open" else ()
    )
    took = with_length(claim.took, record) if case.of_line and record.proof else claim.took
    wrong = called_wrong(job, case.line) if case.of_line else ()
    after = tuple(reversed(left_behind(case, issue.record, record)[:MOST_AFTERMATHS]))
    heard = (c for c in (*record.commands, *obeyed(case.heard)) if case.at - c.at < HEARD_FOR)
    said = kept(tuple(heard), case.at)  # to be seen as obeyed for as long as it is read, answered or not
    release = _replace(case, _closed(case) | {"took": took, "commands": said, "wrong": wrong, "after": after})
    effects = (
        *keep_record(issue, record),
        *shown(issue, story),
        *_leftover(case, issue),
        *doubles(case, issue),
        *close,
        release,
    )
    return JobPlan(effects=effects, reason=Reason(status="ok", text=f"job #{issue.number}: {told}"))


def _over(case: Case, record: Record, fixed: FixPull | None, mend: Mend | None) -> Record:
    """The record of a job that is over, with its proof, its times and its last attempt."""
    by = fixed.number if fixed else mend.pull if mend else None
    found = _proof(case.line, record, fixed, by) if case.of_line else _there(case.line, fixed)
    came = fixed.merged_at if fixed else record.times.fixed or (mend.at if mend else None)
    times = record.times.model_copy(update={"green": record.times.green or case.at, "fixed": came})
    facts = {
        "proof": record.proof or found,
        "times": times,
        "tried": (*record.tried, *_last_try(case, record, fixed)),
        "lease": None,
        "held": _back(case, record),
    }
    return record.model_copy(update=facts)


def _back(case: Case, record: Record) -> Held | None:
    """What the stop held, with what of it goes back into a merge queue; told once, as it is planned."""
    back = {one.number for one in requeues(case)}
    if record.held is None or not back - set(record.held.back):
        return record.held
    return record.held.model_copy(update={"back": tuple(sorted(back | set(record.held.back)))})


def _without_issue(case: Case) -> JobPlan:
    """A claim without an issue: let go, once nobody can be opening one any more."""
    if strays := open_strays(case):
        return JobPlan(effects=(adopt(case, strays[0]),))
    age = case.at - case.claim.at
    if case.claim.stage == "opening" and timedelta() <= age < DISPATCH_AGAIN:
        return JobPlan(look_again=DISPATCH_AGAIN - age)
    return JobPlan(effects=(_replace(case, _closed(case)),))


def end_orphans(snapshot: Snapshot) -> tuple[Effect, ...]:
    """The end of jobs whose branch is no line any more (renamed, deleted) or that no rule asks for now."""
    unsure = any(u.part.partition(" ")[0] in ("branches", "claims", "job", "line") for u in snapshot.unread)
    if unsure:
        return ()
    effects: list[Effect] = []
    tree = snapshot.lines[0].tree
    for orphan in sorted(snapshot.orphans, key=lambda o: o.claim.key):
        filed = snapshot.repository.has_issues and orphan.issue and orphan.issue.ours
        if filed and orphan.issue and orphan.issue.state == "open":
            effects.append(EndJob(issue=orphan.issue.number, why=ORPHANED))
        effects += [ClosePull(number=fix.number, why=ORPHANED) for fix in orphan.fixes]
        closed = orphan.claim.model_copy(update={"stage": "closed", "at": snapshot.at, "by": snapshot.brain})
        effects.append(WriteClaim(claim=closed, replaces=orphan.claim.oid, tree=tree))
    return tuple(effects)


def _closed(case: Case) -> dict[str, object]:
    return {"stage": "closed", "at": case.at, "by": case.snapshot.brain, "begins": None}


def _replace(case: Case, facts: dict[str, object]) -> WriteClaim:
    """The claim with other facts, in place of the one that was read."""
    new = case.claim.model_copy(update=facts)
    return WriteClaim(claim=new, replaces=case.claim.oid, tree=case.tree)


def _leftover(case: Case, issue: JobIssue) -> tuple[Effect, ...]:
    """The job's open fixes: the line is green without them."""
    mine = sorted(
        (f for f in case.job.fixes if f.state == "open" and f.branch.startswith(f"andon/{issue.number}-")),
        key=lambda f: f.number,
    )
    why = f"{case.line.branch} is green without it" if case.of_line else "it is not needed any more"
    return tuple(ClosePull(number=f.number, why=why) for f in mine)


def _mended(case: Case, record: Record) -> tuple[FixPull | None, Mend | None]:
    """The merged fix of this job's newest attempt or, unless that is what healed the line, what mended it."""
    branch = fix_branch(case.claim.issue or 0, case.claim.attempt)
    merged = (f for f in case.job.fixes if f.branch == branch and f.merged)
    fixed = max(merged, key=lambda f: f.number, default=None)
    if not case.of_line:
        return fixed, None
    mend = mend_of(case.line, record, frozenset(pull.number for pull in case.snapshot.pulls))
    after = {commit.sha for commit in mend.commits} if mend else set[str]()
    on_line = {commit.sha for commit in case.line.facts.history}
    failed = bool(after) and fixed is not None and fixed.merge_commit in on_line - after
    return (None, mend) if fixed is None or failed else (fixed, None)


def _last_try(case: Case, record: Record, fixed: FixPull | None) -> tuple[Try, ...]:
    """The attempt that was under way: fixed, or overtaken by somebody else's fix."""
    claim = case.claim
    if claim.attempt <= len(record.tried):
        return ()
    rung, number = claim.rung or "", fixed.number if fixed else None
    if fixed:
        return (Try(rung=rung, result="fixed", why=f"#{number} was merged", at=case.at, pull=number),)
    what = "the line was fixed" if case.of_line else "it was mended"
    return (Try(rung=rung, result="lost", why=f"{what} without it", at=case.at),)


def _proof(line: Line, record: Record, fixed: FixPull | None, by: int | None) -> Proof | None:
    """The newest passing run of a signal that was red, or of its whole workflow; where nothing was red, of any.

    by: the pull request that mended it, if one is known.

    Of what counts no more there is none; no other workflow's run proves anything then, and the head stands alone.
    """
    ids = set(record.stopped_by)
    kinds = {kind_of(id) for id in ids}
    wholes = [s for s in line.greens if s.job == ALL_JOBS and (s.path, s.event) in kinds]
    was_red = [s for s in line.greens if not ids or s.id in ids] or wholes
    best = max(was_red, key=lambda s: s.passed_run or 0, default=None)
    if best is None:
        return _there(line, fixed) if line.greens else None
    return Proof(
        commit=best.passed or line.head or "",
        run=best.passed_run,
        attempt=best.passed_attempt,
        began=best.began,
        pull=by,
        check=best.name if best.external else None,
    )


def _there(line: Line, fixed: FixPull | None) -> Proof:
    """The commit at which what was found is gone."""
    commit = (fixed.merge_commit if fixed else None) or line.head or ""
    return Proof(commit=commit, run=None, attempt=1, pull=fixed.number if fixed else None)
