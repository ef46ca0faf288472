"""The lease of a block: a stopped line holds pull requests only for as long as somebody looks after it.

Once on the incident, in its record, not on every cord. Whatever brain judges the line stopped renews it
once half of it is over, whoever held it before; so a control repository takes over from a dead server.
Where the line cannot be judged and the lease has run out, the block falls (or holds, by configuration).
"""

from datetime import timedelta

from bot.decide.book import Case
from bot.model.jobs import Lease, Record
from bot.model.snapshot import Snapshot


def leased(case: Case, record: Record) -> Record:
    """The record with a lease that is good for half its length at least; without, where nothing is held."""
    if not case.of_line or case.config.mode != "enforce":
        return record.model_copy(update={"lease": None})
    length = case.config.line.lease
    if record.lease and record.lease.until - case.at > length / 2:
        return record
    lease = Lease(by=case.snapshot.brain, until=case.at + length)
    return record.model_copy(update={"lease": lease})


def renewal(case: Case, record: Record) -> timedelta | None:
    """How long until the lease of a record is renewed; None where it has none."""
    if record.lease is None:
        return None
    return max(record.lease.until - case.config.line.lease / 2 - case.at, timedelta(seconds=1))


def fallen(case: Case) -> Lease | None:
    """The lease that ran out on a line that cannot be judged, where its block shall fall."""
    if case.line.state != "unknown" or case.config.line.unknown == "hold":
        return None
    issue = case.job.issue
    record = issue.record if issue and issue.ours else None
    lease = record.lease if record else None
    return lease if lease and lease.until <= case.at else None


def over(snapshot: Snapshot) -> bool:
    """Whether every block that was leased has run out, where no configuration says what holds."""
    records = (job.issue.record for job in snapshot.jobs if job.issue and job.issue.ours)
    leases = [record.lease for record in records if record and record.lease]
    return bool(leases) and all(lease.until <= snapshot.at for lease in leases)
