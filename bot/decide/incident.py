"""What a job needs next: open it, start the next rung, tell people, close it.

`lifecycle` says where an attempt stands, `ladder` what to try, and `moves` what follows; this puts it
into effects. All of one instant come in one plan, so that with them visible the next plan is empty.
"""

from datetime import timedelta

from bot.decide.bare import plan_bare
from bot.decide.book import (
    Case,
    JobPlan,
    begun,
    counted,
    keep_record,
    kept_red,
    new_record,
    reds_of,
    shown,
    taken,
    tell,
    text,
)
from bot.decide.closing import close_job
from bot.decide.hearing import obeyed
from bot.decide.lease import leased, renewal
from bot.decide.lifecycle import DISPATCH_AGAIN, Attempt, attempt, attempts_ended
from bot.decide.lost import lost, rebuilt
from bot.decide.moves import PROPOSE, next_move, under_way
from bot.decide.offering import offered
from bot.decide.proven import hoped
from bot.decide.reopened import beginning, of_this_stop
from bot.decide.spells import noted
from bot.decide.strays import adopt, doubles, left_open, lower, open_strays
from bot.decide.unseen import with_lull
from bot.decide.word import word_of
from bot.model.effects import ClosePull, DeadLetter, EditJob, Effect, OpenJob, StartAttempt, WriteClaim
from bot.model.job_issue import JobIssue
from bot.model.jobs import Claim, Record, RedFacts
from bot.model.markers import dead_letter_marker
from bot.model.telling import JobStory, Reason

SETTLE = timedelta(seconds=1)
"""A new job waits this long before its first attempt, so that a double opened by another brain shows."""

_CLAIMING = (WriteClaim, StartAttempt, DeadLetter)

LETTER_AT_LEAST = timedelta(days=1)
"""So often a letter that does not come is tried again."""
CLOSED = "somebody closed this, so nothing more is tried; people mend it"
"""What a job tells that a person closed, while it goes on."""
RELAPSE = timedelta(hours=24)
"""What comes back within this time reopens its last job."""


def plan_job(case: Case) -> JobPlan:
    """What a job needs, given the line and the pull requests as judged."""
    snapshot, job = case.snapshot, case.job
    if snapshot.lacks("claims", "job", "workers"):
        return JobPlan()
    if not snapshot.repository.has_issues:
        return plan_bare(case)
    claim, issue = job.claim, job.issue
    if case.holds == "unknown":
        return JobPlan()
    if claim is None or claim.stage in ("closed", "damaged"):
        return _open(case, claim) if case.holds == "found" else left_open(case)
    if claim.stage == "open" and timedelta() <= (age := case.at - claim.at) < SETTLE:
        return JobPlan(reason=_told(f"job #{claim.issue} was just taken"), look_again=SETTLE - age)
    if first := lower(case):
        effects = (adopt(case, first),)
        return JobPlan(effects=effects, reason=_told(f"job #{first.number} is the first"), look_again=SETTLE)
    if case.holds == "gone":
        return close_job(case)
    if claim.issue is None:
        return _opening(case)
    if issue is None or not issue.ours:  # deleted, moved away, or never ours: a job of our own takes over
        return _replace(case)
    return _carry(case, issue)


def _open(case: Case, old: Claim | None) -> JobPlan:
    """No job yet: claim the key and open one, unless one is open; or reopen the last one after a relapse."""
    if strays := open_strays(case):
        return JobPlan(effects=(adopt(case, strays[0]),), look_again=SETTLE)
    again = old.issue if old and case.at - old.at < RELAPSE else None
    stage = "open" if again else "opening"
    claim = taken(
        case, Claim(key=case.key.digest, stage=stage, by=case.snapshot.brain, at=case.at, issue=again)
    )
    replaces = old.oid if old else None
    if again:
        take = WriteClaim(claim=beginning(case, claim), replaces=replaces, tree=case.tree)
        reopen = EditJob(issue=again, state="open")
        return JobPlan(effects=(take, reopen), reason=_told(f"job #{again} is reopened"), look_again=SETTLE)
    return _new(case, claim, replaces)


def _new(case: Case, claim: Claim, replaces: str | None) -> JobPlan:
    """A new issue under the claim."""
    record = leased(case, noted(case, new_record(case)))
    story = tell(case, record, "pending", "the job is being opened")
    effect = OpenJob(claim=claim, replaces=replaces, tree=case.tree, story=story, record=record)
    return JobPlan(effects=(effect,), reason=_told("a job is opened"), look_again=SETTLE)


def _told(text: str) -> Reason:
    return Reason(status="blocked", text=text)


def _opening(case: Case) -> JobPlan:
    """Claimed, but its issue is not known: adopt the issue if it is there, else wait, then take over."""
    if strays := open_strays(case):
        return JobPlan(effects=(adopt(case, strays[0]),), look_again=SETTLE)
    waited = case.at - case.claim.at
    if waited < DISPATCH_AGAIN:
        return JobPlan(look_again=DISPATCH_AGAIN - waited)
    return _take_over(case)


def _replace(case: Case) -> JobPlan:
    """The claimed issue is no job of ours: wait for it to show, then open another under the claim."""
    if strays := open_strays(case):
        return JobPlan(effects=(adopt(case, strays[0]),), look_again=SETTLE)
    waited = case.at - case.claim.at
    if waited < DISPATCH_AGAIN:
        reason = Reason(status="unknown", text=f"job #{case.claim.issue} is not to be seen")
        return JobPlan(reason=reason, look_again=DISPATCH_AGAIN - waited)
    return _take_over(case)


def _take_over(case: Case) -> JobPlan:
    """Open the job anew in place of a claim that came to nothing."""
    claim = Claim(key=case.key.digest, stage="opening", by=case.snapshot.brain, at=case.at)
    return _new(case, taken(case, claim), case.claim.oid)


def _carry(case: Case, issue: JobIssue) -> JobPlan:
    """The job is open: move its attempt on, or start the next rung, or hand it to people."""
    claim = case.claim
    moves: list[Effect] = [*doubles(case, issue)]
    if issue.state == "closed" and issue.ended:  # by us, and the line has stopped again since
        moves.append(EditJob(issue=issue.number, state="open"))
    elif issue.state == "closed":
        return _given_up(case, issue)
    record = _as_of_now(case, issue)
    if len(claim.tried) > len(record.tried):
        record = record.model_copy(update={"tried": claim.tried})
    if (lacking := attempts_ended(claim) - len(record.tried)) > 0:
        if (age := case.at - claim.at) < DISPATCH_AGAIN:
            reason = Reason(
                status="unknown", text=f"the newest record of job #{issue.number} is not to be seen"
            )
            return JobPlan(reason=reason, look_again=DISPATCH_AGAIN - age)
        record = record.model_copy(update={"tried": (*record.tried, *lost(claim, lacking))})
    standing = _standing(case) if claim.stage == "attempt" and claim.attempt > len(record.tried) else None
    if standing and standing.result:
        record = record.model_copy(update={"tried": (*record.tried, standing.result)})
        moves += _give_up(standing)
        standing = None
    record = _retried(record, issue)
    move = under_way(case, standing) if standing else next_move(case, issue, record)
    if move.dead is not None:
        record = record.model_copy(update={"dead": move.dead})
    now = hoped(case, move.now)
    story = tell(case, record, move.state, now)
    kept = keep_record(issue, record)
    letter, wait = _letter(case, issue, record, story)
    begins = issue.record_comment is None and not record.tried  # then whoever wins the claim writes it
    first, later = ((), kept) if begins else (kept, ())
    claims = (*move.effects, *letter)
    effects = (*_remembered(case, record, claims), *moves, *first, *claims, *later, *shown(issue, story))
    reason = _told(f"job #{issue.number}: {now}")
    waits = (each for each in (wait, move.look_again, renewal(case, record)) if each is not None)
    return JobPlan(effects=effects, reason=reason, look_again=min(waits, default=None))


def _given_up(case: Case, issue: JobIssue) -> JobPlan:
    """Somebody closed the job: nothing is tried, but its line is looked after like any other, and its text kept true."""
    reason = _told(f"job #{issue.number} was closed: nothing more is tried; reopen it to retry")
    if issue.record is None and not obeyed(case.heard):
        return JobPlan(effects=doubles(case, issue), reason=reason)
    record = _as_of_now(case, issue)
    told = text(issue, tell(case, record, "pending", CLOSED))
    effects = (*_remembered(case, record, ()), *doubles(case, issue), *keep_record(issue, record), *told)
    return JobPlan(effects=effects, reason=reason, look_again=renewal(case, record))


def _remembered(case: Case, record: Record, claims: tuple[Effect, ...]) -> tuple[WriteClaim, ...]:
    """Whether a person stops the line, and what is red as only the job knows, said in the claim too: an issue can be
    deleted, its record edited, or issues turned off.

    Every claim tells what people said. An attempt's is left as it is: its worker goes by it. Before the record,
    which GitHub may refuse to change.
    """
    claim = case.claim
    said, known = (word_of(told, case.at).stop for told in (record.commands, claim.commands))
    same = (said, kept_red(case)) == (known, claim.reds)
    if same or claim.stage == "attempt" or any(isinstance(e, _CLAIMING) for e in claims):
        return ()
    return (WriteClaim(claim=taken(case, claim), replaces=claim.oid, tree=case.tree),)


def _letter(
    case: Case, issue: JobIssue, record: Record, story: JobStory
) -> tuple[tuple[DeadLetter, ...], timedelta | None]:
    """The dead letter, if it is due; or how long to wait for one that somebody else has claimed to write."""
    marker = dead_letter_marker(record.times.begun)
    if story.state != "dead-letter" or any(marker in c.body for c in issue.comments if c.ours):
        return (), None
    claim, age = case.claim, case.at - case.claim.at
    letters = claim.letters if claim.at >= record.times.begun else 0  # one of before is another letter
    if claim.stage == "letter" and timedelta() <= age < (wait := _letter_again(letters)):
        return (), wait - age
    mine = Claim(
        key=claim.key,
        stage="letter",
        by=case.snapshot.brain,
        at=case.at,
        issue=issue.number,
        attempt=len(record.tried),
        tried=record.tried,
        letters=letters + 1,
    )
    letter = DeadLetter(
        claim=taken(case, mine), replaces=claim.oid, tree=case.tree, issue=issue.number, story=story
    )
    return (letter,), None


def _letter_again(letters: int) -> timedelta:
    """How long a letter that was claimed so often is waited for: where people locked the job it never comes."""
    waits = DISPATCH_AGAIN * 4 ** min(max(letters - 1, 0), 8)
    return min(waits, LETTER_AT_LEAST)


def _standing(case: Case) -> Attempt:
    """Where the claimed attempt stands; what passes, or cannot be read just now, is not given up."""
    if case.claim.rung == PROPOSE:
        return offered(case)
    passes = (
        j for j in case.judged if j.passage and (j.passage.mends or j.passage.reason.status == "unknown")
    )
    return attempt(case.snapshot, case.line, case.job, frozenset(j.pull.number for j in passes))


def _as_of_now(case: Case, issue: JobIssue) -> Record:
    """The job's record, or what is known without one, with all that is told of it as it is now."""
    known = _current(issue.record or rebuilt(case, issue), case)
    return _confirmed(leased(case, noted(case, known)), case)


def _current(record: Record, case: Case) -> Record:
    """The record as of now: every red in it, and nothing left of an earlier end after a relapse."""
    record = of_this_stop(case, record) if record.ended else record
    if record.ended:
        record = begun(case, record).model_copy(update={"reds": ()})  # what was red then has not healed now
    record = with_lull(case, record)
    return counted(case, _now_red(record, case))


def _now_red(record: Record, case: Case) -> Record:
    """The record with what is red now, if that is worth telling anew."""
    reds = reds_of(case)
    return record if set(map(_about, record.reds)) == set(map(_about, reds)) else record.now_red(reds)


def _confirmed(record: Record, case: Case) -> Record:
    """The record with when the first failure was confirmed, once, where a person had stopped the line before that."""
    times, at = record.times, case.line.confirmed_at if case.of_line else None
    stops = (said.at for said in record.commands if said.verb == "stop" and said.at == times.stopped)
    if at is None or times.confirmed is not None or not any(stop < at for stop in stops):
        return record
    return record.model_copy(update={"times": times.model_copy(update={"confirmed": at})})


def _about(red: RedFacts) -> tuple[str, str, bool, bool, int, tuple[str, ...]]:
    """What makes a red worth telling anew: another signal, suspect or lane, that it is certain, waited for, or failed
    again."""
    failures = red.evidence.failures if red.evidence else 0
    return red.id, red.commit, red.confirmed, red.overruled, failures, red.lanes


def _retried(record: Record, issue: JobIssue) -> Record:
    """The record, with the ladder to be climbed anew if a person opened the job again, or said so, since then."""
    said = [command.at for command in record.commands if command.verb == "retry"]
    asked = max([issue.reopened, *said] if issue.reopened else said, default=None)
    done = record.times.retried
    if asked is None or (done is not None and asked <= done):
        return record
    times = record.times.model_copy(update={"retried": asked})
    return record.model_copy(update={"spent": len(record.tried), "times": times})


def _give_up(standing: Attempt) -> list[Effect]:
    """A fix that did not fix is closed; one a person closed stays closed."""
    pull, result = standing.pull, standing.result
    if pull and result and pull.state == "open":
        return [ClosePull(number=pull.number, why=result.why)]
    return []
