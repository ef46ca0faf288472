"""What the job of a stopped line needs next: open it, start the next rung, tell people, close it.

`lifecycle` says where an attempt stands, `ladder` what to try, and `moves` what follows; this puts it
into effects. All of one instant come in one plan, so that with them visible the next plan is empty.
"""

from datetime import timedelta

from bot.decide.book import (
    Case,
    JobPlan,
    any_tree,
    keep_record,
    line_key,
    line_times,
    new_record,
    shown,
    tell,
)
from bot.decide.closing import close_job
from bot.decide.cords import red_facts
from bot.decide.lifecycle import DISPATCH_AGAIN, Attempt, attempt
from bot.decide.line import Line
from bot.decide.moves import next_move, under_way
from bot.model.effects import (
    ClosePull,
    DeadLetter,
    EditJob,
    Effect,
    OpenJob,
    Reason,
    WriteClaim,
)
from bot.model.facts import Snapshot
from bot.model.jobs import (
    Claim,
    JobIssue,
    Record,
    RedFacts,
    Try,
    dead_letter_marker,
)

SETTLE = timedelta(seconds=1)
"""A new job waits this long before its first attempt, so that a double opened by another brain shows."""

RELAPSE = timedelta(hours=24)
"""A line that stops again within this time reopens its last job."""


def plan_job(case: Case) -> JobPlan:
    """What the line's job needs, given the line and the pull requests as judged."""
    snapshot, line = case.snapshot, case.line
    if snapshot.lacks("claims", "job", "workers") or not snapshot.repository.has_issues:
        return JobPlan()
    claim, issue = snapshot.claim, snapshot.issue
    if line.state not in ("running", "stopped"):
        return JobPlan()
    if claim is None or claim.stage in ("closed", "damaged"):
        return _open(snapshot, line, claim) if line.state == "stopped" else JobPlan()
    if claim.stage == "open" and timedelta() <= (age := snapshot.at - claim.at) < SETTLE:
        return JobPlan(reason=_told(f"job #{claim.issue} was just taken"), look_again=SETTLE - age)
    if line.state == "running":
        return close_job(snapshot, line, claim)
    if claim.issue is None:
        return _opening(snapshot, line, claim)
    if issue is None or not issue.ours:  # deleted, moved away, or never ours: a job of our own takes over
        return _replace(snapshot, line, claim)
    return _carry(case, issue)


def _open(snapshot: Snapshot, line: Line, old: Claim | None) -> JobPlan:
    """No job yet: claim the key and open one, or reopen the last one after a relapse."""
    key, tree = line_key(snapshot), any_tree(snapshot)
    again = old.issue if old and snapshot.at - old.at < RELAPSE else None
    stage = "open" if again else "opening"
    claim = Claim(key=key.digest, stage=stage, by=snapshot.brain, at=snapshot.at, issue=again)
    replaces = old.oid if old else None
    if again:
        take = WriteClaim(key=key, claim=claim, replaces=replaces, tree=tree)
        reopen = EditJob(issue=again, state="open")
        return JobPlan(effects=(take, reopen), reason=_told(f"job #{again} is reopened"), look_again=SETTLE)
    record = new_record(snapshot, line)
    story = tell(snapshot, line, record, "pending", "the job is being opened")
    effect = OpenJob(key=key, claim=claim, replaces=replaces, tree=tree, story=story, record=record)
    return JobPlan(effects=(effect,), reason=_told("a job is opened"), look_again=SETTLE)


def _told(text: str) -> Reason:
    return Reason(status="blocked", text=text)


def _opening(snapshot: Snapshot, line: Line, claim: Claim) -> JobPlan:
    """Claimed, but its issue is not known: adopt the issue if it is there, else wait, then take over."""
    key, tree = line_key(snapshot), any_tree(snapshot)
    strays = sorted(s.number for s in snapshot.strays if s.state == "open")
    if strays:
        found = claim.model_copy(
            update={"stage": "open", "issue": strays[0], "at": snapshot.at, "by": snapshot.brain}
        )
        adopt = WriteClaim(key=key, claim=found, replaces=claim.oid, tree=tree)
        return JobPlan(effects=(adopt,), look_again=SETTLE)
    waited = snapshot.at - claim.at
    if waited < DISPATCH_AGAIN:
        return JobPlan(look_again=DISPATCH_AGAIN - waited)
    return _take_over(snapshot, line, claim)


def _replace(snapshot: Snapshot, line: Line, claim: Claim) -> JobPlan:
    """The claimed issue is no job of ours: wait for it to show, then open another under the claim."""
    waited = snapshot.at - claim.at
    if waited < DISPATCH_AGAIN:
        reason = Reason(status="unknown", text=f"job #{claim.issue} is not to be seen")
        return JobPlan(reason=reason, look_again=DISPATCH_AGAIN - waited)
    return _take_over(snapshot, line, claim)


def _take_over(snapshot: Snapshot, line: Line, claim: Claim) -> JobPlan:
    """Open the job anew in place of a claim that came to nothing."""
    plan = _open(snapshot, line, None)
    taken = tuple(e.model_copy(update={"replaces": claim.oid}) for e in plan.effects)
    return plan.model_copy(update={"effects": taken})


def _carry(case: Case, issue: JobIssue) -> JobPlan:
    """The job is open: move its attempt on, or start the next rung, or hand it to people."""
    snapshot, line, claim = case.snapshot, case.line, case.claim
    if issue.state == "closed":
        return JobPlan(
            reason=_told(f"job #{issue.number} was closed: nothing more is tried; reopen it to retry")
        )
    record = _current(issue.record or _rebuilt(snapshot, line, claim), line)
    moves: list[Effect] = []
    standing = attempt(snapshot, line, claim) if claim.attempt > len(record.tried) else None
    if standing and standing.result:
        record = record.model_copy(update={"tried": (*record.tried, standing.result)})
        moves += _give_up(standing)
        standing = None
    move = under_way(case, standing) if standing else next_move(case, issue, record)
    if move.dead is not None:
        record = record.model_copy(update={"dead": move.dead})
    story = tell(snapshot, line, record, move.state, move.now)
    effects = (*moves, *keep_record(issue, record), *move.effects, *shown(issue, story))
    marker = dead_letter_marker(record.times.stopped)
    if record.dead and not any(marker in c.body for c in issue.comments if c.ours):
        effects = (*effects, DeadLetter(issue=issue.number, story=story))
    reason = _told(f"job #{issue.number}: {move.now}")
    return JobPlan(effects=effects, reason=reason, look_again=move.look_again)


def _current(record: Record, line: Line) -> Record:
    """The record as of now: every red in it, and nothing left of an earlier end after a relapse."""
    if record.proof is not None:
        record = record.model_copy(update={"proof": None, "dead": False, "times": line_times(line)})
    reds = red_facts(line)
    if {_about(red) for red in record.reds} != {_about(red) for red in reds}:
        record = record.model_copy(update={"reds": reds})
    return record


def _about(red: RedFacts) -> tuple[str, str, bool]:
    """What makes a red worth telling anew: another signal, another suspect, or that it is certain now."""
    return red.id, red.commit, red.confirmed


def _rebuilt(snapshot: Snapshot, line: Line, claim: Claim) -> Record:
    """A record from what is known without one: earlier attempts count as lost."""
    lost = Try(rung=claim.rung or "", result="lost", why="its record was lost", at=claim.at)
    return new_record(snapshot, line).model_copy(update={"tried": (lost,) * max(0, claim.attempt - 1)})


def _give_up(standing: Attempt) -> list[Effect]:
    """A fix that did not fix is closed; one a person closed stays closed."""
    pull, result = standing.pull, standing.result
    if pull and result and pull.state == "open":
        return [ClosePull(number=pull.number, why=result.why)]
    return []
