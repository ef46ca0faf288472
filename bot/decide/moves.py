"""What an open job does now: its attempt goes on, the next rung begins, or people are asked.

`incident` keeps the job's record and words; this decides the move that both tell of.
"""

from datetime import timedelta

from bot.decide.book import Case, taken
from bot.decide.cords import free
from bot.decide.ladder import Step, next_step
from bot.decide.lifecycle import Attempt
from bot.decide.word import people_say
from bot.model.effects import (
    CancelRun,
    Dispatch,
    Effect,
    MakeOffer,
    MergePull,
    Offer,
    Order,
    StartAttempt,
)
from bot.model.facts import Pull
from bot.model.job_issue import JobIssue
from bot.model.jobs import Claim, JobState, Record, fix_branch
from bot.model.local_uses import WORKFLOWS
from bot.model.value import Value

SEEN_AFTER = timedelta(seconds=30)
"""How old an offer must be for what runs on it to be seen."""
PROPOSE = "propose"
"""The rung that needs no worker."""
RUNNER = timedelta(minutes=1)
"""How soon to look again at an attempt that needs a runner."""
CHECKS = timedelta(minutes=5)
"""How soon to look again at a fix whose checks or people take their time."""


class Move(Value):
    """The job's state, one sentence on what happens, the effects, and when to look again.

    `dead`: whether the job is now in people's hands; None leaves that as it was.
    """

    state: JobState
    now: str
    effects: tuple[Effect, ...] = ()
    look_again: timedelta | None = None
    dead: bool | None = None


def under_way(case: Case, standing: Attempt) -> Move:
    """An attempt is under way: what it needs."""
    claim, line = case.claim, case.line
    named = f"attempt {claim.attempt} ({claim.rung})"
    effects: list[Effect] = []
    if standing.cancel and standing.run:
        effects.append(CancelRun(run=standing.run.id))
    if standing.state == "assigned":
        if standing.again:
            effects.append(_again(case, claim))
        now = f"{named} waits for {_needs(claim)}"
        return Move(state=standing.state, now=now, effects=tuple(effects), look_again=RUNNER)
    if standing.pull is None:
        now = f"{named} is running"
        return Move(state=standing.state, now=now, effects=tuple(effects), look_again=RUNNER)
    number = standing.pull.number
    merge = _merge(case, number)
    proven = any(j.pull.number == number and j.passage and j.passage.mends for j in case.judged)
    now = f"{named} became #{number}; its own checks must pass, then {line.branch}'s"
    soon = CHECKS
    if not case.of_line:
        now = f"#{number} ({claim.rung}) waits for {'its checks' if case.config.fix.merge == 'auto' else 'people'}"
        soon = _seen_in(case, number) if case.config.fix.merge == "auto" else CHECKS
    elif proven and not merge:
        now = f"#{number} ({claim.rung}) is proven, and {_waits(case, number)}"
    return Move(state=standing.state, now=now, effects=(*effects, *merge), look_again=soon)


def _merge(case: Case, number: int) -> tuple[Effect, ...]:
    """Merge a fix that passes by proof, if the config lets us; once blocked by others, wait for them."""
    found = next((j for j in case.judged if j.pull.number == number), None)
    if found is None:
        return ()
    pull, merge = found.pull, case.config.fix.merge
    allowed = merge == "auto" or (merge == "approve" and pull.approved)
    passed = pull.cord is not None and pull.cord.conclusion == "success"
    blocked = passed and pull.merge_state == "BLOCKED" and not pull.past_review
    held = pull.draft or pull.conflicting or blocked or pull.lacks
    if not allowed or held or _queued(case, number):
        return ()
    if not case.of_line:  # there is no red that it would prove: GitHub must call every check of it good
        clean = free(found) and pull.merge_state in ("CLEAN", "HAS_HOOKS") and _tried_out(case, pull)
        return (MergePull(number=number, head=pull.head, workflows=True),) if clean else ()
    if found.passage is None or not found.passage.mends:
        return ()
    return (MergePull(number=number, head=pull.head),)


def _seen_in(case: Case, number: int) -> timedelta:
    """How soon an offer may be old enough to be merged; a minute where it is already."""
    created = next((j.pull.created for j in case.judged if j.pull.number == number), case.at)
    left = SEEN_AFTER - (case.at - created)
    return left if left > timedelta() else RUNNER


def _tried_out(case: Case, pull: Pull) -> bool:
    """Whether an offer was seen to harm nothing: a workflow that it adds has passed on it.

    What GitHub calls clean may only not have begun to run.
    """
    added = [file.path for file in case.finding.files] if case.finding else []
    workflows = {path for path in added if path.startswith(WORKFLOWS)}
    passed = {run.path for run in pull.runs if run.conclusion == "success"}
    return workflows <= passed and case.at - pull.created >= SEEN_AFTER


def _queued(case: Case, number: int) -> bool:
    """Whether the merge queue tries it."""
    return any(group.number == number for group in case.snapshot.groups)


def _waits(case: Case, number: int) -> str:
    """What a proven fix waits for: the queue, checks although GitHub would let it go without, else people."""
    if _queued(case, number):
        return "is in the merge queue"
    found = next((j.pull for j in case.judged if j.pull.number == number), None)
    lacking = ", ".join(found.lacks) if found and case.config.fix.merge == "auto" else ""
    return f"waits for {lacking}" if lacking else "waits for people to review and merge it"


def next_move(case: Case, issue: JobIssue, record: Record) -> Move:
    """No attempt is under way: settle, climb the ladder, or stop trying."""
    snapshot = case.snapshot
    if case.of_line and not any(red.confirmed for red in case.line.reds):  # a person's word is all there is
        return Move(state="pending", now=_said(case))
    step = next_step(case, record.tried[record.spent :])
    if case.of_line and snapshot.lacks("worker"):
        return Move(state="pending", now="what can be tried could not be read", look_again=RUNNER)
    if step.rung is None:
        return Move(state="dead-letter", now=_exhausted(step), dead=True)
    if step.after and snapshot.at < step.after and not _hurried(record):
        now = f"{step.rung} is tried again at {step.after:%H:%M} UTC"
        return Move(state="pending", now=now, look_again=step.after - snapshot.at, dead=False)
    claim = Claim(
        key=case.claim.key,
        stage="attempt",
        by=snapshot.brain,
        at=snapshot.at,
        issue=issue.number,
        attempt=len(record.tried) + 1,
        rung=step.rung,
        base=case.line.head,
    )
    start = StartAttempt(
        claim=taken(case, claim),
        replaces=case.claim.oid,
        tree=case.tree,
        ref=case.line.branch,
        order=_offer(case, claim) if step.rung == PROPOSE else _order(case, claim),
    )
    now = f"attempt {claim.attempt} ({step.rung}) waits for {_needs(claim)}"
    return Move(state="assigned", now=now, effects=(start,), look_again=RUNNER, dead=False)


def _said(case: Case) -> str:
    """What holds on a line on which nothing red counts: people have the last word."""
    again = "; /andon start lets it run" if case.line.state == "stopped" else ""
    return f"{case.line.branch} {people_say(case.line.word)}{again}"


def _hurried(record: Record) -> bool:
    """Whether somebody wants the next try now, and said so after the last one."""
    asked = [command.at for command in record.commands if command.verb == "fix"]
    return bool(asked) and max(asked) > record.tried[-1].at


def _needs(claim: Claim) -> str:
    return "its pull request" if claim.rung == PROPOSE else "a runner"


def _again(case: Case, claim: Claim) -> Dispatch | MakeOffer:
    """The attempt's work, begun again: nothing was seen of it."""
    if claim.rung == PROPOSE:
        return MakeOffer(offer=_offer(case, claim))
    return Dispatch(nonce=claim.oid, ref=case.line.branch, order=_order(case, claim))


def _offer(case: Case, claim: Claim) -> Offer:
    """The files that would mend it, as a pull request."""
    issue, head = claim.issue or 0, case.line.facts.head
    files = case.finding.files if case.finding else ()
    return Offer(
        issue=issue,
        attempt=claim.attempt,
        base=head.sha if head else "",
        tree=head.tree if head else "",
        into=case.line.branch,
        branch=fix_branch(issue, claim.attempt),
        files=files,
        title=f"Add {', '.join(file.path for file in files)}"[:200],
    )


def _exhausted(step: Step) -> str:
    skipped = "; ".join(f"{s.rung} – ({s.why})" for s in step.skipped if s.rung != "person")
    return "no safe move is left" + (f": {skipped}" if skipped else "")


def _order(case: Case, claim: Claim) -> Order:
    """What the worker of a claimed attempt is told."""
    line, job = case.line, claim.issue or 0
    names = tuple(red.signal.name for red in line.reds)
    return Order(
        issue=job,
        attempt=claim.attempt,
        rung=claim.rung or "",
        base=line.head or "",
        branch=fix_branch(job, claim.attempt),
        commands=case.config.fix.autofix,
        protect=case.config.fix.protect,
        reds=names,
        title=f"Fix {line.branch}: {', '.join(names)}"[:200],
    )
