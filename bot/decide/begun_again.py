"""Reds of others than Actions that are begun again: red until they have ended, though GitHub hides how they ended before.

GitHub shows of a check run, and of a status, the newest alone: one that is set to pending again, or made anew, looks as
if nothing had ever been said on its commit. That it was red stands in the record of the line's job; where there are no
issues, in its claim.
Neighbour: `discounting`, reds that count for nothing.
"""

from bot.model.config import LineConfig
from bot.model.counted import Selection, as_job, external_path, selected
from bot.model.facts import JobFacts, LineFacts
from bot.model.jobs import RedFacts
from bot.model.runs import EXTERNAL, WINDOW, Check, Commit
from bot.orient.outcomes import CONCLUSIVE, Failure, Signal, outcome
from bot.orient.signals import as_run


def with_begun_again(
    found: tuple[Signal, ...], facts: LineFacts, config: LineConfig, job: JobFacts
) -> tuple[Signal, ...]:
    """The signals, with what the line's job knows to be red, what counts still, and is under way on that very commit."""
    selection = selected(facts, config)
    issue, claim = job.issue, job.claim
    if selection is None or claim is None or claim.stage in ("closed", "damaged"):
        return found
    record = issue.record if issue and issue.ours else None
    reds = claim.reds if record is None else () if record.ended else record.reds
    bad = {signal.id for signal in found if signal.state != "green"}
    known = (red for red in reds if red.confirmed and red.id not in bad)
    again = {red.id: signal for red in known if (signal := _again(red, facts, selection))}
    rest = (signal for signal in found if signal.id not in again)
    return tuple(sorted((*rest, *again.values()), key=lambda s: (s.path, s.job, s.event)))


def _again(red: RedFacts, facts: LineFacts, selection: Selection) -> Signal | None:
    """A remembered red that nothing has passed since, and that is under way where it was red; None where it is not."""
    for commit in facts.history[:WINDOW]:
        counted = [check for check in commit.checks or () if selection.check(check)]
        said = [check for check in counted if external_path(check.by, check.name) == red.id]
        if any(outcome(check.conclusion) in CONCLUSIVE for check in said):
            return None
        if commit.sha == red.commit:
            return next((_signal(red, commit, check) for check in said if check.conclusion is None), None)
    return None


def _signal(red: RedFacts, commit: Commit, check: Check) -> Signal:
    """The signal as it was before the check was begun again."""
    ended = as_job(check).model_copy(
        update={"status": "completed", "conclusion": "failure", "started": red.since, "completed": red.since}
    )
    run = as_run(check, None).model_copy(update={"created": red.since, "jobs": (ended,)})
    failure = Failure(
        commit=commit.sha, author=commit.author, run=run, attempts=(ended,), rerunning=True, rerunnable=False
    )
    passed = red.evidence.passed if red.evidence else None
    return Signal(
        path=red.id,
        workflow=check.by,
        job=check.name,
        event=EXTERNAL,
        state="red",
        failures=(failure,),
        passed=passed,
        passes=red.evidence.passes if red.evidence else 0,
        passed_on=(passed,) if passed else (),
    )
