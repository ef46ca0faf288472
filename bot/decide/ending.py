"""What ended a job, in a sentence: whose word, whose fix, which commit, or what nobody asked for.

Neighbours: `closing`, which ends it; `mending`, what mended a line.
"""

from collections.abc import Iterator
from datetime import datetime

from bot.decide.book import Case
from bot.decide.line import Line
from bot.decide.mending import Mend
from bot.decide.word import LINES_WORDS, moment, order
from bot.model.facts import FixPull, LineFacts
from bot.model.jobs import Record
from bot.model.remembered import kind_of
from bot.orient.outcomes import ALL_JOBS


def ended_by(case: Case, record: Record, fixed: FixPull | None, mend: Mend | None) -> str:
    """What ended the job, and by which commit and run that is known."""
    line, proof = case.line, record.proof
    started = (_started(case, record) or _dropped(line.facts, record)) if case.of_line else None
    if proof is None and started:
        return f"{started}; nothing that counts runs on {line.branch}"
    if proof is None:
        return f"nothing that counts runs on {line.branch} any more, so nothing is red"
    over = started or (_uncounted(line, record) if case.of_line and mend is None else None)
    by = f"fixed by #{fixed.number}" if fixed else over or _mended(mend)
    if not case.of_line:
        return f"{by}; {line.branch} is as it should be at {proof.commit[:7]}"
    if record.spells:
        by = f"{record.spells[-1].who} let it run at {moment(record.spells[-1].since)}; {by}"
    return f"{by}; {line.branch} is green at {proof.commit[:7]}{proof.seen}"


def _dropped(line: LineFacts, record: Record) -> str | None:
    """Which commit was taken from the branch, where all that was red last was so since one that is on it no more."""
    gone = dict.fromkeys(red.commit for red in record.reds)
    if not gone or not line.dropped >= gone.keys():
        return None
    return f"{' and '.join(sha[:7] for sha in gone)} is no longer on {line.branch}"


def _uncounted(line: Line, record: Record) -> str | None:
    """That nothing that was red counts any more: by the configuration or the rules, or its workflow is gone."""
    ids = record.stopped_by.keys()
    known = ids & {signal.id for signal in line.greens}
    kinds = {kind_of(id) for id in ids}
    whole = any(s.job == ALL_JOBS and (s.path, s.event) in kinds for s in line.greens)
    return None if not ids or known or whole else "what was red counts no more"


def _mended(mend: Mend | None) -> str:
    """What mended the line, as exactly as it is known."""
    if mend is None:
        return "healed elsewhere"
    if mend.again:
        return f"{mend.again[:7]} passed when it was run again"
    newest = mend.commits[0]
    if mend.proven:
        merged = f", merged at {moment(mend.at)}" if mend.at else ""
        return f"fixed by #{mend.proven.number} of {mend.proven.author}{merged}; its proof: {mend.proven.why}"
    if len(mend.commits) > 1:
        return f"mended by one of the {len(mend.commits)} commits up to {newest.sha[:7]}"
    if mend.pull is None:
        return f"mended by {newest.sha[:7]} of {newest.author}"
    return f"mended by #{mend.pull} ({newest.sha[:7]} of {newest.author})"


def _started(case: Case, record: Record) -> str | None:
    """Who ended it by lifting a person's stop, and when: `carol started it at …`.

    Not where the line ran on that word though it was red, or what was red passed only after it.
    """
    words = sorted((c for c in record.commands if c.verb in LINES_WORDS), key=order)
    if [word.verb == "stop" for word in words[-2:]] != [True, False]:
        return None
    last = words[-1]
    if any(spell.by(last) for spell in record.spells):
        return None
    proof = record.proof.run if record.proof and record.stopped_by else None
    later = any(run == proof and at > last.at for run, at in _ends(case.line.facts))
    return None if later else f"{last.who} started it at {moment(last.at)}"


def _ends(line: LineFacts) -> Iterator[tuple[int, datetime]]:
    """When what may prove that the line is green ended: runs, what others report, and runs behind the history."""
    for commit in line.history:
        yield from ((run.id, run.updated) for run in commit.runs)
        yield from ((check.id, check.at) for check in commit.checks or ())
    for run in line.earlier:
        yield from ((run.id, job.completed) for job in run.jobs if job.completed)
