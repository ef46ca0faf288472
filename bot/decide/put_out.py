"""Pull requests that were put out of their merge queue before it was known whether the line is broken. Pure.

No stop counts them, for perhaps there never is one. So the line's own memory does, beside its flaky checks, and with
`after_green.requeue` they go back once the line runs (`aftermath`).
"""

from datetime import datetime

from bot.decide.book import Case
from bot.model.aftermath import LASTS
from bot.model.evidence import MOST_AFTERMATHS, MOST_LEFT, Aftermath, Left
from bot.model.facts import Pull


def put_out(case: Case) -> tuple[Aftermath, ...]:
    """What the line shall remember of them, oldest first: what it does, and what is put out by this very pass."""
    book = case.line.facts.book
    known = book.after if book else ()
    if case.config.mode != "enforce" or not case.config.after_green.requeue:
        return known
    heads = {pull.number: pull.head for pull in case.snapshot.pulls}
    late = (one.pull for one in case.groups if one.verdict and one.verdict.kind == "undecided")
    new = tuple(
        Left(number=group.number, head=heads[group.number])
        for group in late
        if group.number in heads and not _known(group, heads[group.number], known)
    )
    return _kept((*known, _now(new, case)), case.at) if new else known


def _known(group: Pull, head: str, known: tuple[Aftermath, ...]) -> bool:
    """Whether it is remembered of this very group, not of one that its pull request was in before."""
    left = Left(number=group.number, head=head)
    return any(left in after.queued and after.green >= group.created for after in known)


def _now(queued: tuple[Left, ...], case: Case) -> Aftermath:
    at, mend = case.at, case.line.head or ""
    return Aftermath(reds=(), since=at, until=at, green=at, mend=mend, queued=queued[:MOST_LEFT])


def _kept(found: tuple[Aftermath, ...], at: datetime) -> tuple[Aftermath, ...]:
    """As many as there is room for: nothing too old to matter, and the oldest two as one."""
    recent = tuple(after for after in found if at - after.green < LASTS)
    if len(recent) <= MOST_AFTERMATHS:
        return recent
    first, second, *others = recent
    both = dict.fromkeys((*first.queued, *second.queued))
    return second.model_copy(update={"queued": tuple(both)[-MOST_LEFT:]}), *others
