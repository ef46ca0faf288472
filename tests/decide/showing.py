"""What GitHub shows once an effect on a line or on its job is carried out.

Only what the effects themselves bring about: nothing runs to its end here, nobody pushes. What an
earlier snapshot could not hold (the issue that a relapse reopens) appears as such an issue would be.
"""

from bot.act.job_words import dead_letter, job_body, job_title, record_comment
from bot.model.after_green import Dequeued, EnqueuePull, UpdatePull
from bot.model.diagnosed import ShowDiagnosis
from bot.model.effects import (
    AnswerCommand,
    CancelRun,
    ClosePull,
    DeadLetter,
    Dispatch,
    EditJob,
    Effect,
    EndJob,
    MakeOffer,
    MergePull,
    NoteShadow,
    NoteStops,
    Offer,
    OpenJob,
    Relabel,
    Rerun,
    ShowMistakes,
    StartAttempt,
    WriteClaim,
    WriteCord,
    WriteRecord,
    WriteShared,
)
from bot.model.facts import FixPull, Pull
from bot.model.fuse import Fuse
from bot.model.job_issue import IssueComment, JobIssue
from bot.model.jobs import Claim, Record, flakes_key
from bot.model.pressed import NotePress
from bot.model.runs import WORKER_WORKFLOW, Commit, Run
from bot.model.snapshot import Snapshot
from bot.model.telling import JobStory
from tests.building import KEY, change, the_job, the_line
from tests.decide.showing_lines import on_line


def show(seen: Snapshot, effect: Effect) -> Snapshot:
    """The snapshot with one effect to be seen: on the line, on its job, on what is tried, or beyond the repository."""
    match effect:
        case WriteCord() | ShowMistakes() | ShowDiagnosis() | Rerun() | AnswerCommand() | NotePress():
            return on_line(seen, effect)
        case StartAttempt() | MakeOffer() | Dispatch() | CancelRun() | MergePull() | ClosePull():
            return _tried(seen, effect)
        case UpdatePull():
            return _updated(seen, effect.number)
        case EnqueuePull():
            return _enqueued(seen, effect.number)
        case NoteStops() | WriteShared():
            return _shared(seen, effect)
        case NoteShadow():
            told = effect.report.model_copy(update={"stops": effect.record.stops})
            return seen.model_copy(update={"report": told})
        case _:
            return _on_job(seen, effect)


def _tried(
    seen: Snapshot, effect: StartAttempt | MakeOffer | Dispatch | CancelRun | MergePull | ClosePull
) -> Snapshot:
    match effect:
        case StartAttempt():
            claimed = _claimed(seen, effect.claim)
            claim = the_job(claimed).claim
            if isinstance(effect.order, Offer):
                return _offered(claimed, effect.order)
            return _dispatched(claimed, claim.oid if claim else "")
        case MakeOffer():
            return _offered(seen, effect.offer)
        case Dispatch():
            return _dispatched(seen, effect.nonce)
        case CancelRun():
            gone = {"status": "completed", "conclusion": "cancelled", "updated": seen.at, "jobs": ()}
            workers = (w.model_copy(update=gone) if w.id == effect.run else w for w in the_job(seen).workers)
            return change(seen, workers=tuple(workers))
        case MergePull():
            return _merged(seen, effect.number)
        case ClosePull():
            return _closed(seen, effect.number)


def _on_job(
    seen: Snapshot, effect: OpenJob | WriteClaim | EditJob | EndJob | Relabel | WriteRecord | DeadLetter
) -> Snapshot:
    match effect:
        case OpenJob():
            claim = effect.claim.model_copy(update={"stage": "open", "issue": unused(seen)})
            return _opened(_claimed(seen, claim), effect)
        case WriteClaim() if effect.claim.key in (books := _books(seen)):
            return _remembered(seen, books[effect.claim.key], effect.claim)
        case WriteClaim() if effect.claim.key != KEY.digest:
            orphans = tuple(o for o in seen.orphans if o.claim.key != effect.claim.key)
            return seen.model_copy(update={"orphans": orphans})
        case WriteClaim():
            return _known(_claimed(seen, effect.claim))
        case EditJob():
            return _edited(seen, effect.story, effect.state)
        case EndJob():
            return change(seen, strays=tuple(s for s in the_job(seen).strays if s.number != effect.issue))
        case Relabel():
            return _relabelled(seen, effect)
        case WriteRecord():
            return _recorded(seen, effect.comment, effect.record)
        case DeadLetter():
            return _commented(_claimed(seen, effect.claim), dead_letter(effect.story))


def _books(seen: Snapshot) -> dict[str, str]:
    """The lines by the keys under which their flaky checks are remembered."""
    return {flakes_key(KEY.repository, line.branch).digest: line.branch for line in seen.lines}


def _remembered(seen: Snapshot, branch: str, book: Claim) -> Snapshot:
    new = {"book": book, "flakes": book.flakes}
    lines = (one.model_copy(update=new) if one.branch == branch else one for one in seen.lines)
    return seen.model_copy(update={"lines": tuple(lines)})


def _shared(seen: Snapshot, effect: NoteStops | WriteShared) -> Snapshot:
    org = effect.organised
    if isinstance(effect, NoteStops):
        fuse = org.fuse.noting(effect.stops, effect.config, org.repositories)
        return seen.model_copy(update={"organised": org.model_copy(update={"fuse": fuse})})
    its = "fuse" if isinstance(effect.state, Fuse) else "guard"
    state = effect.state.model_copy(update={"oid": f"{effect.replaces}+"})
    return seen.model_copy(update={"organised": org.model_copy(update={its: state})})


def _claimed(seen: Snapshot, claim: Claim) -> Snapshot:
    old = the_job(seen).claim
    before = old.oid if old else ""
    return change(seen, claim=claim.model_copy(update={"oid": f"{before}+{claim.stage}"}))


def unused(seen: Snapshot) -> int:
    """A number that no issue and no pull request has."""
    return max((p.number for p in seen.pulls), default=0) + 1000


def _opened(seen: Snapshot, effect: OpenJob) -> Snapshot:
    claim = the_job(seen).claim
    number = claim.issue if claim and claim.issue else 0
    issue = JobIssue(
        number=number,
        title=job_title(effect.story),
        body=job_body(effect.story),
        state="open",
        ours=True,
        labels=("andon", f"andon:{effect.story.state}"),
        created=seen.at,
        comments=(_ours(1, record_comment(effect.record.encode())),),
    )
    return change(seen, issue=issue)


def _known(seen: Snapshot) -> Snapshot:
    """The issue that a claim names is read from now on; that of a claim let go is not."""
    claim = the_job(seen).claim
    if claim is None or claim.stage == "closed" or claim.issue is None:
        return change(seen, issue=None)
    now = the_job(seen).issue
    if now is not None and now.number == claim.issue:
        return seen
    found = next((s for s in the_job(seen).strays if s.number == claim.issue), None)
    past = JobIssue(
        number=claim.issue, title="", body="", state="closed", ours=True, labels=("andon",), created=seen.at
    )
    others = tuple(s for s in the_job(seen).strays if s.number != claim.issue)
    return change(seen, issue=found or past, strays=others)


def _dispatched(seen: Snapshot, nonce: str) -> Snapshot:
    run = Run(
        id=max((w.id for w in the_job(seen).workers), default=5000) + 1,
        path=WORKER_WORKFLOW,
        workflow="Andon",
        event="workflow_dispatch",
        branch=seen.repository.default_branch,
        status="queued",
        conclusion=None,
        created=seen.at,
        updated=seen.at,
        url="",
        title=f"andon {nonce}",
    )
    return change(seen, workers=(run, *the_job(seen).workers))


def _offered(seen: Snapshot, offer: Offer) -> Snapshot:
    """The offer's pull request, open."""
    number = unused(seen)
    head = f"offer-{number}"
    fix = FixPull(number=number, branch=offer.branch, head=head, state="open")
    opened = Pull(
        number=number,
        title=offer.title,
        head=head,
        branch=offer.branch,
        base=offer.into,
        author="andon",
        bot=True,
        created=seen.at,
    )
    seen = seen.model_copy(update={"pulls": (*seen.pulls, opened)})
    return change(seen, fixes=(*the_job(seen).fixes, fix))


def _edited(seen: Snapshot, story: JobStory | None, state: str | None) -> Snapshot:
    told = {"title": job_title(story), "body": job_body(story)} if story else {}
    turned = {"state": state} if state else {}
    return _issue(seen, {**told, **turned})


def _issue(seen: Snapshot, facts: dict[str, object]) -> Snapshot:
    issue = the_job(seen).issue
    return change(seen, issue=issue.model_copy(update=facts)) if issue else seen


def _relabelled(seen: Snapshot, effect: Relabel) -> Snapshot:
    issue = the_job(seen).issue
    labels = (set(issue.labels if issue else ()) | set(effect.add)) - set(effect.remove)
    return _issue(seen, {"labels": tuple(sorted(labels))})


def _recorded(seen: Snapshot, comment: int | None, record: Record) -> Snapshot:
    body = record_comment(record.encode())
    issue = the_job(seen).issue
    if comment is None or issue is None:
        return _commented(seen, body)
    comments = (c.model_copy(update={"body": body}) if c.id == comment else c for c in issue.comments)
    return _issue(seen, {"comments": tuple(comments)})


def _commented(seen: Snapshot, body: str) -> Snapshot:
    issue = the_job(seen).issue
    comments = issue.comments if issue else ()
    new = _ours(max((c.id for c in comments), default=0) + 1, body)
    return _issue(seen, {"comments": (*comments, new)})


def _ours(id: int, body: str) -> IssueComment:
    return IssueComment(id=id, body=body, author="andon", ours=True)


def _merged(seen: Snapshot, number: int) -> Snapshot:
    """The pull request is gone, and the line has a new head on which nothing has run yet."""
    pull = next(p for p in seen.pulls if p.number == number)
    new = Commit(
        sha=f"merge-of-{number}",
        tree=f"tree-of-{number}",
        title=f"Merge #{number}",
        author="andon",
        at=seen.at,
    )
    merged = {"state": "closed", "merged": True, "merged_at": seen.at, "merge_commit": new.sha}
    fixes = tuple(f.model_copy(update=merged) if f.number == number else f for f in the_job(seen).fixes)
    return change(_without(seen, pull), history=(new, *the_line(seen).history), fixes=fixes)


def _updated(seen: Snapshot, number: int) -> Snapshot:
    """The pull request has a new head, on which nothing has run and of which nothing is known yet."""
    head = {"head": f"updated-{number}", "committed": seen.at, "runs": (), "cord": None}
    new = {**head, "after": None, "unread": "moved"}
    pulls = (p.model_copy(update=new) if p.number == number else p for p in seen.pulls)
    return seen.model_copy(update={"pulls": tuple(pulls)})


def _enqueued(seen: Snapshot, number: int) -> Snapshot:
    """The pull request is in its queue; its group is not there yet."""
    inside = {"dequeued": Dequeued(inside=True, fit=True, left=seen.at)}
    pulls = (p.model_copy(update=inside) if p.number == number else p for p in seen.pulls)
    return seen.model_copy(update={"pulls": tuple(pulls)})


def _closed(seen: Snapshot, number: int) -> Snapshot:
    def close(fix: FixPull) -> FixPull:
        return fix.model_copy(update={"state": "closed"}) if fix.number == number else fix

    pull = next((p for p in seen.pulls if p.number == number), None)
    left = _without(seen, pull) if pull else seen
    return change(left, fixes=tuple(close(f) for f in the_job(seen).fixes))


def _without(seen: Snapshot, pull: Pull) -> Snapshot:
    return seen.model_copy(update={"pulls": tuple(p for p in seen.pulls if p != pull)})
