"""What ended a job, in a sentence: whose word, whose fix, or what nobody asked for. Neighbour: `closing`."""

from bot.decide.book import Case
from bot.decide.line import Line
from bot.decide.word import LINES_WORDS, moment, order
from bot.model.commands import Command
from bot.model.facts import FixPull
from bot.model.jobs import Proof, Record


def ended_by(case: Case, record: Record, fixed: FixPull | None, proof: Proof | None) -> str:
    """What ended the job, and by which commit and run that is known."""
    line, started = case.line, _started(record) if case.of_line else None
    by = f"fixed by #{fixed.number}" if fixed else started or "healed elsewhere"
    if proof is None:
        return f"{by}; nothing that counts runs on {line.branch}" if started else _uncounted(line)
    if not case.of_line:
        return f"{by}; {line.branch} is as it should be at {proof.commit[:7]}"
    run = f", run {proof.run} attempt {proof.attempt}" if proof.run else ""
    return f"{by}; {line.branch} is green at {proof.commit[:7]}{run}"


def _uncounted(line: Line) -> str:
    return f"nothing that counts runs on {line.branch} any more, so nothing is red"


def _started(record: Record) -> str | None:
    """Who lifted the stop of a person, and when: `carol started it at …`; None where something was red, too."""
    words = sorted((c for c in record.commands if c.verb in LINES_WORDS), key=order)
    last: Command | None = words[-1] if words else None
    if record.stopped_by or last is None or last.verb == "stop":
        return None
    return f"{last.who} started it at {moment(last.at)}"
