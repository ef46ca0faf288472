"""What people said of a line and what of it holds: a stop until somebody lifts it, a start until it ends.

The commands that were obeyed stand in the job's record; `hearing` says which are obeyed now, and `line` what
follows.
"""

from datetime import datetime

from bot.model.commands import Command
from bot.model.facts import JobFacts
from bot.model.snapshot import Snapshot
from bot.model.telling import Reason
from bot.model.value import Value

LINES_WORDS = ("stop", "start", "wrong")
"""What lets a line stand or run; the last word counts."""
MOST = 50
"""Commands that a record keeps, the newest; and a stop that stands, however old."""


class Word(Value):
    """What people's commands come to at a moment. `start` may be a `wrong`: both let the line run."""

    stop: Command | None = None
    start: Command | None = None
    passes: tuple[Command, ...] = ()

    @property
    def commands(self) -> tuple[Command, ...]:
        """The commands that hold."""
        found = (self.stop, self.start, *self.passes)
        return tuple(sorted((one for one in found if one), key=order))


def order(command: Command) -> tuple[datetime, int]:
    """When it was said; comments of one second are told apart by their ids."""
    return command.at, command.comment


def word_of(commands: tuple[Command, ...], at: datetime) -> Word:
    """What the commands come to: a person's stop is lifted only by a person's start.

    While it stands no pass holds that was given before it: whoever gave it did not know of it.
    """
    stop: Command | None = None
    start: Command | None = None
    for command in sorted(commands, key=order):
        if command.verb == "stop":
            stop, start = command, None
        elif command.verb in ("start", "wrong"):
            stop, start = None, None if command.lifts else command
    passes = tuple(sorted((c for c in commands if c.verb == "pass" and c.holds(at)), key=order))
    passes = tuple(one for one in passes if stop is None or order(one) > order(stop))
    return Word(stop=stop, start=start if start and start.holds(at) else None, passes=passes)


def recorded(job: JobFacts) -> tuple[Command, ...]:
    """The commands that were obeyed in a job that is under way; those of one that ended hold no more.

    Where its issue or its record is lost, those that its claim still knows; and where it was opened again, those
    for which it was. Where its claim is lost, for anybody who may push can delete or rewind a ref, those of the
    issue that was its.
    """
    issue, claim = job.issue, job.claim
    if claim is None or claim.stage in ("closed", "damaged"):
        return _left(job)
    record = issue.record if issue and issue.ours else None
    if record is None or record.key != job.key.text:
        return claim.commands
    if record.ended:
        return _since(record.commands, claim.commands) if claim.stage == "open" else ()
    if claim.stage in ("open", "letter"):  # it may be newer than the record: another issue's
        once = {command.comment: command for command in (*claim.commands, *record.commands)}
        return tuple(sorted(once.values(), key=order))
    return record.commands


def _left(job: JobFacts) -> tuple[Command, ...]:
    """The commands of an open job that nothing claims any more, unless the claim was let go of after they were said."""
    open_ones = (one for one in job.strays if one.state == "open" and one.ours and not one.ended)
    records = (one.record for one in sorted(open_ones, key=lambda one: one.number) if one.record)
    mine = next((record for record in records if record.key == job.key.text), None)
    if mine is None or not mine.commands:
        return ()
    claim = job.claim
    over = claim is not None and claim.stage == "closed" and claim.at >= max(mine.commands, key=order).at
    return () if over else mine.commands


def _since(ended: tuple[Command, ...], said: tuple[Command, ...]) -> tuple[Command, ...]:
    """What a claim knows beyond a job that ended: that for which it was opened again, if it was.

    Else the claim is only not let go of yet, and what it knows was lifted in that job.
    """
    known = {command.comment for command in ended}
    last = max((order(command) for command in ended if command.verb in LINES_WORDS), default=None)
    fresh = (command for command in said if command.comment not in known)
    return tuple(
        command for command in fresh if command.verb == "pass" or last is None or order(command) > last
    )


def unreadable(snapshot: Snapshot, job: JobFacts) -> bool:
    """Whether people may have said something of which nothing can be known now."""
    claim = job.claim
    if claim is None or claim.stage in ("closed", "damaged") or claim.issue is None:
        return False
    return snapshot.lacks("job") and (job.issue is None or job.issue.record is None)


def shown_to_run(snapshot: Snapshot, branch: str) -> bool:
    """Whether cords say that a person lets a line run: what is known of that while nothing else can be read."""
    cords = (pull.cord for pull in (*snapshot.pulls, *snapshot.groups) if pull.base == branch)
    return any(cord is not None and cord.digest.startswith("started-") for cord in cords)


def kept(commands: tuple[Command, ...], at: datetime) -> tuple[Command, ...]:
    """The commands that a record keeps, each once, oldest first."""
    once = {command.comment: command for command in sorted(commands, key=order)}
    newest = sorted(once.values(), key=order)[-MOST:]
    stop = word_of(commands, at).stop
    return tuple(newest) if stop is None or stop in newest else (stop, *newest[1:])


def ended(commands: tuple[Command, ...], at: datetime) -> tuple[Command, ...]:
    """The commands of a line that has stopped: a start that would hold on has ended by that, for good."""
    return tuple(
        command.model_copy(update={"until": at})
        if command.verb in ("start", "wrong") and command.until and command.until > at
        else command
        for command in commands
    )


def people_say(word: Word) -> str:
    """What people say of a line of which they have the last word: `is stopped by alice: it burns`."""
    if word.stop:
        return f"is stopped by {word.stop.who}: {word.stop.why}"
    start = word.start
    if start is None:
        raise ValueError("nobody said anything that holds")
    return f"runs on {start.who}'s word until {clock(start)}: {start.why}"


def said_reasons(word: Word) -> tuple[Reason, ...]:
    """What people said that holds, in words."""
    return tuple(
        Reason(status="blocked" if command.verb == "stop" else "ok", text=told(command))
        for command in word.commands
    )


def told(command: Command) -> str:
    """One command in a sentence's worth: who, what, when, until when, why."""
    until = f", until {clock(command)}" if command.until else ""
    sha = f" of {command.sha[:7]}" if command.sha else ""
    why = f": {command.why}" if command.why else ""
    return f"{command.who} said {command.verb}{sha} at {moment(command.at)}{until}{why}"


def clock(command: Command) -> str:
    """When a command ends by itself: `2026-11-23 17:45 UTC`."""
    return moment(command.until) if command.until else "somebody starts it"


def moment(at: datetime) -> str:
    """`2026-11-23 17:45 UTC`"""
    return f"{at:%Y-%m-%d %H:%M} UTC"
