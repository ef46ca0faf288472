"""What the job of a stopped line needs next: open it, start the next rung, tell people, close it.

`lifecycle` says where an attempt stands and `ladder` what to try; this puts both into effects. All
the effects of one instant come in one plan, so that with them visible the next plan is empty.
"""

from datetime import timedelta

from bot.decide.book import JobPlan, any_tree, keep_record, line_key, line_times, new_record, shown, tell
from bot.decide.closing import close_job
from bot.decide.cords import Judged, red_facts
from bot.decide.ladder import Step, next_step
from bot.decide.lifecycle import DISPATCH_AGAIN, Attempt, attempt
from bot.decide.line import Line
from bot.model.config import Config
from bot.model.effects import (
    CancelRun,
    ClosePull,
    DeadLetter,
    Dispatch,
    EditJob,
    Effect,
    MergePull,
    OpenJob,
    Order,
    Reason,
    StartAttempt,
    WriteClaim,
)
from bot.model.facts import Snapshot
from bot.model.jobs import (
    Claim,
    JobIssue,
    JobState,
    Record,
    RedFacts,
    Try,
    dead_letter_marker,
    fix_branch,
)

SETTLE = timedelta(seconds=1)
"""A new job waits this long before its first attempt, so that a double opened by another brain shows."""

RELAPSE = timedelta(hours=24)
"""A line that stops again within this time reopens its last job."""


def plan_job(snapshot: Snapshot, line: Line, config: Config, judged: tuple[Judged, ...]) -> JobPlan:
    """What the line's job needs, given the line as judged."""
    unread = any(u.what.startswith(("job", "workers")) for u in snapshot.unread)
    if unread or not snapshot.repository.has_issues:
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
    return _carry(snapshot, line, config, judged, issue)


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


def _carry(
    snapshot: Snapshot, line: Line, config: Config, judged: tuple[Judged, ...], issue: JobIssue
) -> JobPlan:
    """The job is open: move its attempt on, or start the next rung, or hand it to people."""
    claim = snapshot.claim
    assert claim is not None  # noqa: S101 - plan_job has looked
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
    if standing:
        state: JobState = standing.state
        now, more, look = _under_way(snapshot, line, config, judged, standing)
    else:
        state, now, more, look, dead = _next(snapshot, line, config, issue, record)
        record = record.model_copy(update={"dead": dead})
    story = tell(snapshot, line, record, state, now)
    effects = (*moves, *keep_record(issue, record), *more, *shown(issue, story))
    marker = dead_letter_marker(record.times.stopped)
    if record.dead and not any(marker in c.body for c in issue.comments if c.ours):
        effects = (*effects, DeadLetter(issue=issue.number, story=story))
    return JobPlan(effects=effects, reason=_told(f"job #{issue.number}: {now}"), look_again=look)


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


def _under_way(
    snapshot: Snapshot, line: Line, config: Config, judged: tuple[Judged, ...], standing: Attempt
) -> tuple[str, tuple[Effect, ...], timedelta | None]:
    """An attempt is under way: its words, what it needs, and when to look again."""
    claim = snapshot.claim
    assert claim is not None  # noqa: S101 - plan_job has looked
    named = f"attempt {claim.attempt} ({claim.rung})"
    effects: list[Effect] = []
    if standing.cancel and standing.run:
        effects.append(CancelRun(run=standing.run.id))
    if standing.state == "assigned":
        if standing.again:
            order = _order(snapshot, line, config, claim.attempt, claim.rung or "")
            effects.append(Dispatch(nonce=claim.oid, ref=line.branch, order=order))
        return f"{named} waits for a runner", tuple(effects), timedelta(minutes=1)
    if standing.pull is None:
        return f"{named} is running", tuple(effects), timedelta(minutes=1)
    number = standing.pull.number
    merge = _merge(config, judged, number)
    effects += merge
    proven = any(j.pull.number == number and j.passage and j.passage.passes for j in judged)
    now = f"{named} became #{number}; its own checks must pass, then {line.branch}'s"
    if proven and config.fix.merge != "auto" and not merge:
        now = f"#{number} ({claim.rung}) is proven, and waits for people to review and merge it"
    return now, tuple(effects), timedelta(minutes=5)


def _merge(config: Config, judged: tuple[Judged, ...], number: int) -> list[Effect]:
    """Merge a fix that passes by proof, if the config lets us; once blocked by others, wait for them."""
    found = next((j for j in judged if j.pull.number == number), None)
    if found is None or found.passage is None or not found.passage.passes:
        return []
    pull = found.pull
    allowed = config.fix.merge == "auto" or (config.fix.merge == "approve" and pull.approved)
    passed = pull.cord is not None and pull.cord.conclusion == "success"
    if not allowed or pull.draft or pull.conflicting or (passed and pull.merge_state == "BLOCKED"):
        return []
    return [MergePull(number=number, head=pull.head)]


def _next(
    snapshot: Snapshot, line: Line, config: Config, issue: JobIssue, record: Record
) -> tuple[JobState, str, tuple[Effect, ...], timedelta | None, bool]:
    """No attempt is under way: settle, climb the ladder, or stop trying."""
    claim = snapshot.claim
    assert claim is not None  # noqa: S101 - plan_job has looked
    step = next_step(snapshot, config, line_key(snapshot), record.tried)
    if any(u.what.startswith("worker") for u in snapshot.unread):
        return "pending", "what can be tried could not be read", (), timedelta(minutes=1), record.dead
    if step.rung is None:
        return "dead-letter", _exhausted(step), (), None, True
    if step.after and snapshot.at < step.after:
        return (
            "pending",
            f"{step.rung} is tried again at {step.after:%H:%M} UTC",
            (),
            step.after - snapshot.at,
            False,
        )
    number = len(record.tried) + 1
    new = Claim(
        key=claim.key,
        stage="attempt",
        by=snapshot.brain,
        at=snapshot.at,
        issue=issue.number,
        attempt=number,
        rung=step.rung,
        base=line.head,
    )
    start = StartAttempt(
        key=line_key(snapshot),
        claim=new,
        replaces=claim.oid,
        tree=any_tree(snapshot),
        ref=line.branch,
        order=_order(snapshot, line, config, number, step.rung, issue.number),
    )
    return (
        "assigned",
        f"attempt {number} ({step.rung}) waits for a runner",
        (start,),
        timedelta(minutes=1),
        False,
    )


def _exhausted(step: Step) -> str:
    skipped = "; ".join(f"{s.rung} – ({s.why})" for s in step.skipped if s.rung != "person")
    return "no safe move is left" + (f": {skipped}" if skipped else "")


def _order(
    snapshot: Snapshot, line: Line, config: Config, number: int, rung: str, issue: int | None = None
) -> Order:
    job = issue if issue is not None else (snapshot.claim.issue if snapshot.claim else 0) or 0
    names = tuple(red.signal.name for red in line.reds)
    return Order(
        issue=job,
        attempt=number,
        rung=rung,
        base=line.head or "",
        branch=fix_branch(job, number),
        commands=config.fix.autofix,
        protect=config.fix.protect,
        reds=names,
        title=f"Fix {line.branch}: {', '.join(names)}"[:200],
    )
