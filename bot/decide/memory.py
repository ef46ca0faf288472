"""What a line remembers of itself from pass to pass, whether it stops or not: one claim of its own. Pure.

Its flaky checks (`flakes`), which runs are being confirmed, and what was put out of a merge queue meanwhile (`put_out`).
"""

from bot.decide.book import Case
from bot.decide.put_out import put_out
from bot.model.effects import WriteClaim
from bot.model.jobs import Claim, flakes_key


def remembered(case: Case) -> tuple[WriteClaim, ...]:
    """The write that makes the line remember what this pass knows.

    Which runs are being confirmed only where no cord shows that: once they have passed nothing else would lead
    back to them.
    """
    line, snapshot, facts = case.line, case.snapshot, case.line.facts
    book = facts.book
    told = (one.verdict for one in case.judged if one.verdict)
    shown = any(verdict.kind == "confirming" and not verdict.advisory for verdict in told)
    waiting = () if shown else (red.newest.run.id for red in line.reds if not red.confirmed)
    asked, after = tuple(sorted(set(waiting))), put_out(case)
    known = (book.flakes, book.asked, book.after) if book else ((), (), ())
    if (facts.flakes, asked, after) == known or not facts.tree or snapshot.lacks("claims"):
        return ()
    new = Claim(
        key=flakes_key(snapshot.repository.id, line.branch).digest,
        stage="closed",
        by=snapshot.brain,
        at=snapshot.at,
        flakes=facts.flakes,
        asked=asked,
        after=after,
    )
    return (WriteClaim(claim=new, replaces=book.oid if book else None, tree=facts.tree),)


def parts_with(books: tuple[WriteClaim, ...], cases: tuple[Case, ...]) -> bool:
    """Whether what is remembered must be written before the cords: they put out of the queue what it names."""
    known = [after for case in cases if (book := case.line.facts.book) for after in book.after]
    return any(after not in known for book in books for after in book.claim.after)
