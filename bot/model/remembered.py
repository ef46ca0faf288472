"""What the job of a line knows to be red, and where: for when the line's newest commits say nothing of it any more.

Asked in `observe`, to read what may prove it mended, and by `decide.still_red`; both must find the same.
"""

import re
from collections.abc import Mapping
from typing import TypeAlias

from bot.model.facts import JobFacts
from bot.model.jobs import RedFacts
from bot.model.runs import EXTERNAL
from bot.model.value import Value

Known: TypeAlias = Mapping[str, tuple[RedFacts, ...]]
"""What the jobs of lines know to be red, by branch."""


_RUN = re.compile(r"/actions/runs/(\d{1,18})")
"""Where a run's page has its id."""


class Place(Value):
    """Where a signal comes from: its workflow's file and event, and its job; of another App all three stand for it."""

    path: str
    event: str
    job: str

    @property
    def kind(self) -> tuple[str, str]:
        """What the runs have in common that tell of it, as `runs.Run.kind`."""
        return self.path, self.event


def remembered(job: JobFacts) -> tuple[RedFacts, ...]:
    """The confirmed reds of a job that is open: by its record, or where there is none by its claim."""
    claim, issue = job.claim, job.issue
    if claim is None or claim.stage in ("closed", "damaged"):
        return ()
    record = issue.record if issue and issue.ours else None
    if record is None or record.key != job.key.text:
        return claim.reds
    return () if record.ended else tuple(red for red in record.reds if red.confirmed)


def place_of(red: RedFacts) -> Place:
    """Where a red comes from, as its id says."""
    path, event = kind_of(red.id)
    job = red.name if event == EXTERNAL else red.id.partition("#")[2]
    return Place(path=path, event=event, job=job)


def run_of(red: RedFacts) -> int | None:
    """The run of Actions in which it failed last, by its page; None of what others report."""
    told = _RUN.search(red.run_url)
    return int(told[1]) if told and place_of(red).event != EXTERNAL else None


def kind_of(id: str) -> tuple[str, str]:
    """The workflow's file and the event of a signal, by its id (`orient.outcomes.Signal.id`)."""
    if id.startswith(f"{EXTERNAL}:"):
        return id, EXTERNAL
    where = id.partition("#")[0]
    path, at, event = where.rpartition("@")
    named = not at or event.endswith((".yml", ".yaml"))  # the file's own name has an @ in it
    return (where, "push") if named else (path, event)


def workflow_of(red: RedFacts) -> str:
    """What the workflow of a red was called; of another App's check who reported it."""
    where = place_of(red)
    if where.event == EXTERNAL:
        return where.path.removeprefix(f"{EXTERNAL}:").removesuffix(f"/{where.job}")
    name = red.name.removesuffix(f" on {where.event}") if where.event != "push" else red.name
    return name if red.whole else name.removesuffix(f" / {where.job}")
