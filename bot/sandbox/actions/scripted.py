"""A runner that runs nothing: a test says how each job ends, or stands in for the runner itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

from bot.sandbox.actions.runner import Order, Outcome
from bot.sandbox.store import Job, Run, Step

Script: TypeAlias = Callable[[Run, Job], Outcome]
Play: TypeAlias = Callable[[Order], Outcome | None]


def _success(_run: Run, _job: Job) -> Outcome:
    return Outcome()


def _leave(_order: Order) -> Outcome | None:
    return None


class ScriptedRunner:
    """Answers each job with what `script(run, job)` returns; every job succeeds by default.

    `play(order)` comes first: it gets all that a runner gets (token, environment, steps), and leaves a
    job to `script` by returning None.
    """

    def __init__(self, script: Script = _success) -> None:
        self.script = script
        self.play: Play = _leave

    def execute(self, order: Order) -> Outcome:
        """The scripted outcome, with steps and a log if the script gave none."""
        outcome = self.play(order) or self.script(order.run, order.job)
        now = order.now()
        steps = outcome.steps or _steps(order, outcome, now)
        log = outcome.log or _log(outcome, now)
        return replace(outcome, steps=steps, log=log)

    def cancel(self, job_id: int) -> None:
        """Nothing runs, so nothing stops."""


def _steps(order: Order, outcome: Outcome, now: datetime) -> tuple[Step, ...]:
    conclusion = outcome.conclusion if outcome.conclusion in ("success", "failure") else "skipped"
    names = ("Set up job", order.job.name, "Complete job")
    results = ("success", conclusion, "success")
    return tuple(
        Step(number, name, "completed", "failure" if result == "failure" else "success", now, now)
        for number, (name, result) in enumerate(zip(names, results, strict=True), 1)
    )


def _log(outcome: Outcome, now: datetime) -> str:
    words = "##[error]Process completed with exit code 1." if outcome.conclusion == "failure" else "ok"
    return f"{now.strftime('%Y-%m-%dT%H:%M:%S.%f')}0Z {words}\n"
