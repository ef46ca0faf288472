"""The lease of a block: a stopped line holds pull requests only for as long as somebody looks after it.

Once on the incident, in its record (without issues in the line's claim), not on every cord. Whatever brain
judges the line stopped renews it once half of it is over, whoever held it before; so a control repository
takes over from a dead server.
Where the line cannot be judged and the lease has run out, the block falls (or holds, by configuration).
"""

from datetime import timedelta

from bot.decide.book import Case
from bot.decide.cords import Judged
from bot.model.facts import JobFacts, Orphan, Pull
from bot.model.jobs import Lease, Record
from bot.model.snapshot import Snapshot
from bot.model.telling import Reason, Verdict

LOOK_AGAIN = timedelta(minutes=5)
"""A line that is not running is looked at again after this long, webhook or not."""


def leased(case: Case, record: Record) -> Record:
    """The record with a lease that is good for half its length at least; without, where nothing is held."""
    return record.model_copy(update={"lease": lease_for(case, record.lease)})


def lease_for(case: Case, known: Lease | None) -> Lease | None:
    """The lease that a line's block shall have: the one that is known, or one anew."""
    if not case.of_line or case.config.mode != "enforce":
        return None
    length = case.config.line.lease
    if known and known.until - case.at > length / 2:
        return known
    return Lease(by=case.snapshot.brain, until=case.at + length)


def renewal(case: Case, record: Record) -> timedelta | None:
    """How long until the lease of a record is renewed; None where it has none."""
    return renewed_in(case, record.lease)


def renewed_in(case: Case, lease: Lease | None) -> timedelta | None:
    """How long until a lease is renewed; None where there is none."""
    if lease is None:
        return None
    return max(lease.until - case.config.line.lease / 2 - case.at, timedelta(seconds=1))


def held_by(job: JobFacts | Orphan) -> Lease | None:
    """The lease of a job: in its record or, where there are no issues, in its claim."""
    record = job.issue.record if job.issue and job.issue.ours else None
    return record.lease if record else job.claim.lease if job.claim else None


def fallen(case: Case) -> Lease | None:
    """The lease that ran out on a line that cannot be judged, where its block shall fall."""
    if case.line.state != "unknown" or case.config.line.unknown == "hold":
        return None
    lease = held_by(case.job)
    return lease if lease and lease.until <= case.at else None


def leases(snapshot: Snapshot) -> list[Lease]:
    """The leases of all blocks, also of what is no line as far as it could be read."""
    return [lease for job in (*snapshot.jobs, *snapshot.orphans) if (lease := held_by(job))]


def stood(snapshot: Snapshot, job: JobFacts) -> bool:
    """Whether a line that cannot be judged was stopped before, or nobody can tell."""
    return snapshot.lacks("claims", "job") or (job.claim is not None and job.claim.stage != "closed")


def let_in_late(case: Case, judged: tuple[Judged, ...]) -> tuple[Judged, ...]:
    """The judged pull requests; heads without a cord that waited for a lease's length are let in.

    On a line that cannot be judged, and that nobody stopped before: nothing else would ever end their waiting.
    """
    if case.line.state != "unknown" or case.config.line.unknown == "hold" or stood(case.snapshot, case.job):
        return judged
    told = (
        f"{case.line.branch} could not be judged for {case.config.line.lease.total_seconds() // 60:.0f} min"
    )
    off = Verdict(kind="off", branch=case.line.branch, reason=Reason(status="unknown", text=told))
    return tuple(
        one.model_copy(update={"verdict": off})
        if one.verdict is None and _waits_long(one.pull, case)
        else one
        for one in judged
    )


def _waits_long(pull: Pull, case: Case) -> bool:
    since = max(pull.created, pull.committed or pull.created)
    return pull.cord is None and not pull.unread and case.at - since >= case.config.line.lease
