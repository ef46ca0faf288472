"""What people are answered: a reaction to each command that was judged, and words where they are needed.

A command that has to be remembered is answered once the record holds it, or by the plan that writes it: who
sees the thumb may rely on it.
"""

from bot.decide.book import Case, JobPlan
from bot.decide.hearing import Heard
from bot.decide.verbs import KEPT
from bot.model.effects import AnswerCommand, OpenJob, WriteClaim, WriteRecord


def answers(cases: tuple[Case, ...], jobs: tuple[JobPlan, ...]) -> tuple[AnswerCommand, ...]:
    """The answers that are due, in the order in which people spoke; `jobs` are the cases' plans."""
    due = [
        (heard, case)
        for case, job in zip(cases, jobs, strict=True)
        for heard in case.heard
        if not heard.said.ordered
        and (heard.command is None or heard.verb not in KEPT or heard.said.comment in _remembered(case, job))
    ]
    due.sort(key=lambda pair: (pair[0].said.at, pair[0].said.comment))
    return tuple(_answer(heard, case) for heard, case in due)


def _remembered(case: Case, job: JobPlan) -> frozenset[int]:
    """The comments whose commands the job's record holds, or will; its claim, once it is over or without issues."""
    issue, claim = case.job.issue, case.job.claim
    record = issue.record if issue and issue.ours else None
    held = [*(record.commands if record else ())]
    if claim and (claim.stage == "closed" or not case.snapshot.repository.has_issues):
        held += claim.commands
    if not case.snapshot.repository.has_issues:
        held += (
            one for effect in job.effects if isinstance(effect, WriteClaim) for one in effect.claim.commands
        )
    for effect in job.effects:
        if isinstance(effect, WriteRecord | OpenJob):
            held += effect.record.commands
    return frozenset(command.comment for command in held)


def _answer(heard: Heard, case: Case) -> AnswerCommand:
    obeyed = heard.reaction == "+1"
    return AnswerCommand(
        comment=heard.said.comment,
        issue=heard.said.issue,
        reaction=heard.reaction,
        told=heard.told,
        status=case.line.reason if obeyed and heard.verb == "status" else None,
        verbs=obeyed and heard.verb == "help",
        command=heard.command if obeyed else None,
    )
