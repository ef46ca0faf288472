"""What a runner is: it gets an order for one job and gives its outcome.

Two of them: `act.py` really runs the steps, `scripted.py` says what a test wants to hear.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.sandbox.actions.workflow import Table
from bot.sandbox.store import Conclusion, Job, Json, Run, Step


@dataclass(frozen=True)
class Order:
    """One job to run, with all that a runner may know.

    `document` is a workflow of this job alone: no `needs`, `if`, `matrix` left to decide.
    `outputs` maps an output to its template, whose values only the steps know.
    """

    run: Run
    job: Job
    document: Table
    environment: Mapping[str, str]
    secrets: Mapping[str, str]
    outputs: Mapping[str, str]
    actions: Mapping[str, Path]
    read: Callable[[str], str | None]  # a file of the repository at the run's commit
    now: Callable[[], datetime]
    timeout: float  # seconds


@dataclass(frozen=True)
class Outcome:
    """How a job ended. `masked` are the values that the log and the outputs must not show."""

    conclusion: Conclusion = "success"
    outputs: Mapping[str, str] = field(default_factory=dict[str, str])
    log: str = ""
    steps: tuple[Step, ...] = ()
    annotations: tuple[Json, ...] = ()
    masked: frozenset[str] = frozenset()


class Runner(Protocol):
    """Runs jobs, several at once; called without the world's lock."""

    def execute(self, order: Order) -> Outcome:
        """Run the job to its end; never raises for what a workflow did wrong."""
        ...

    def cancel(self, job_id: int) -> None:
        """Stop the job if it runs; its `execute` then returns soon."""
        ...
