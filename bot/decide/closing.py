"""The end of a job: the finding is gone in a fresh snapshot; write the proof, then let go.

The claim is let go last, so that a crash before it leaves everything to be done again, harmlessly.
"""

from bot.decide.book import JobPlan, any_tree, keep_record, line_key, shown, tell
from bot.decide.line import Line
from bot.model.effects import ClosePull, EditJob, Effect, Reason, WriteClaim
from bot.model.facts import FixPull, Snapshot
from bot.model.jobs import Claim, Proof, Record, Times, Try, fix_branch


def close_job(snapshot: Snapshot, line: Line, claim: Claim) -> JobPlan:
    """The finding is gone: write the proof, close the job, then let go of the claim."""
    key = line_key(snapshot)
    closed = claim.model_copy(update={"stage": "closed", "at": snapshot.at, "by": snapshot.brain})
    release = WriteClaim(key=key, claim=closed, replaces=claim.oid, tree=any_tree(snapshot))
    issue = snapshot.issue if snapshot.issue and snapshot.issue.ours else None
    if issue is None:
        strays = sorted(s.number for s in snapshot.strays if s.state == "open")
        if claim.issue is None and strays:
            adopted = claim.model_copy(update={"stage": "open", "issue": strays[0], "at": snapshot.at})
            return JobPlan(
                effects=(WriteClaim(key=key, claim=adopted, replaces=claim.oid, tree=any_tree(snapshot)),)
            )
        return JobPlan(effects=(release,))
    record = issue.record or Record(
        repository=key.repository, key=key.text, times=Times(red=claim.at, stopped=claim.at)
    )
    fixed = _fixed_by(snapshot, claim)
    proof = _proof(snapshot, line, record, fixed)
    times = record.times.model_copy(
        update={"green": record.times.green or snapshot.at, "fixed": fixed.merged_at if fixed else None}
    )
    tried = (*record.tried, *_last_try(snapshot, claim, record, fixed))
    record = record.model_copy(update={"proof": proof, "times": times, "tried": tried})
    told = _done_words(line, fixed, proof)
    story = tell(snapshot, line, record, "done", told)
    close: tuple[Effect, ...] = (
        (EditJob(issue=issue.number, state="closed"),) if issue.state == "open" else ()
    )
    leftover: tuple[Effect, ...] = tuple(
        ClosePull(number=f.number, why=f"{line.branch} is green without it")
        for f in sorted(snapshot.fixes, key=lambda f: f.number)
        if f.state == "open" and f.branch.startswith(f"andon/{issue.number}-")
    )
    effects = (*keep_record(issue, record), *shown(issue, story), *leftover, *close, release)
    return JobPlan(effects=effects, reason=Reason(status="ok", text=f"job #{issue.number}: {told}"))


def _fixed_by(snapshot: Snapshot, claim: Claim) -> FixPull | None:
    """The merged fix of this job's newest attempt, if that is what healed the line."""
    branch = fix_branch(claim.issue or 0, claim.attempt)
    merged = (f for f in snapshot.fixes if f.branch == branch and f.merged)
    return max(merged, key=lambda f: f.number, default=None)


def _last_try(snapshot: Snapshot, claim: Claim, record: Record, fixed: FixPull | None) -> tuple[Try, ...]:
    """The attempt that was under way: fixed, or overtaken by somebody else's fix."""
    if claim.attempt <= len(record.tried):
        return ()
    rung, number = claim.rung or "", fixed.number if fixed else None
    if fixed:
        return (Try(rung=rung, result="fixed", why=f"#{number} was merged", at=snapshot.at, pull=number),)
    return (Try(rung=rung, result="lost", why="the line was fixed without it", at=snapshot.at),)


def _proof(snapshot: Snapshot, line: Line, record: Record, fixed: FixPull | None) -> Proof:
    """The newest passing run of a signal that was red; by the fix's merge commit if there is one."""
    ids = {red.id for red in record.reds}
    was_red = [s for s in line.greens if s.id in ids] or list(line.greens)
    best = max(was_red, key=lambda s: s.passed_run or 0)
    return Proof(
        commit=best.passed or line.head or "",
        run=best.passed_run,
        attempt=best.passed_attempt,
        pull=fixed.number if fixed else None,
    )


def _done_words(line: Line, fixed: FixPull | None, proof: Proof) -> str:
    by = f"fixed by #{fixed.number}" if fixed else "healed elsewhere"
    run = f", run {proof.run} attempt {proof.attempt}" if proof.run else ""
    return f"{by}; {line.branch} is green at {proof.commit[:7]}{run}"
