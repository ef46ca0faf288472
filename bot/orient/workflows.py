"""What a workflow file says of its jobs, as far as the line needs it: needs, environments, time limits.

Only reading: `bot.sandbox.actions` evaluates workflows, this does not. A file that cannot be read
gives None, which callers take as "unknown", never as "nothing there".
"""

import re
from datetime import timedelta
from functools import lru_cache
from typing import cast

from pydantic import Field
from ruamel.yaml.error import YAMLError

from bot.model.branches import matches
from bot.model.facts import WorkflowFile
from bot.model.value import Value
from bot.model.yaml_text import load

MAX_DEPTH = 100
"""Open brackets; scripts within a workflow leave some."""

_PATHS = frozenset({"paths", "paths-ignore"})
_TAGS = frozenset({"tags", "tags-ignore"})
LONGEST_JOB = 360
"""Minutes that a job may run where its file sets no limit, or computes one."""


class WorkflowJob(Value):
    """A job as written: id, shown name, needs, whether it uses an environment or calls a workflow.

    `minutes` is how long it may run; `varies`: its matrix is computed, so that a run may have other parts of it.
    """

    id: str
    name: str
    needs: tuple[str, ...] = ()
    environment: bool = False
    calls: bool = False
    minutes: float = LONGEST_JOB
    varies: bool = False


class Filter(Value):
    """What an event must be of besides to start a workflow; `beside` are the names of what is not about branches."""

    branches: tuple[str, ...] | None = None
    ignored: tuple[str, ...] = ()
    beside: frozenset[str] = frozenset()

    def lets(self, branch: str) -> bool:
        """Whether every such event on a branch is sure to start the workflow.

        Nothing is sure of paths; with tags and no branches named, no branch starts it.
        https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#onpushbranchestagsbranches-ignoretags-ignore
        """
        return not self.beside & _PATHS and self.may_let(branch)

    def may_let(self, branch: str) -> bool:
        """Whether any such event on a branch may start it, whatever is said of paths."""
        if self.branches is not None:
            return _fits(branch, self.branches)
        if self.ignored:
            return not _fits(branch, self.ignored)
        return not self.beside & _TAGS


def _fits(branch: str, patterns: tuple[str, ...]) -> bool:
    """Whether the last of the patterns that speaks of a branch is not a `!`."""
    spoken = [not p.startswith("!") for p in patterns if matches(branch, p.removeprefix("!"))]
    return bool(spoken) and spoken[-1]


class Workflow(Value):
    """A workflow's jobs, in the order written, and the events that start it, with what they are filtered by."""

    jobs: tuple[WorkflowJob, ...]
    events: frozenset[str] = frozenset()
    filters: dict[str, Filter] = Field(default_factory=dict[str, Filter])

    def starts(self, event: str, branch: str) -> bool:
        """Whether every event of this name on a branch is sure to start it."""
        return event in self.events and self.filters.get(event, Filter()).lets(branch)

    def may_start(self, event: str, branch: str) -> bool:
        """Whether an event of this name on a branch may start it, as far as its branches tell."""
        return event in self.events and self.filters.get(event, Filter()).may_let(branch)

    def written(self, shown: str) -> tuple[WorkflowJob, ...]:
        """The jobs that may appear as `shown` among a run's jobs: all of them, if none is recognised.

        GitHub shows `name:` (else the id), a matrix as `name (3.12)` and a called workflow's jobs as
        `caller / inner`.
        """
        return self._named(shown) or self.jobs

    def varies(self, shown: str) -> bool:
        """Whether a run need not have the job that appears as `shown`, for its matrix is computed for each run."""
        return any(job.varies for job in self._named(shown))

    def _named(self, shown: str) -> tuple[WorkflowJob, ...]:
        names = (shown, shown.split(" / ", maxsplit=1)[0])
        literal = tuple(j for j in self.jobs if any(_shows([j.name], name) for name in names))
        return literal or tuple(j for j in self.jobs if any(_shows(_literals(j.name), n) for n in names))

    def with_dependents(self, jobs: tuple[WorkflowJob, ...]) -> tuple[WorkflowJob, ...]:
        """These jobs and all that need them, directly or not: what a re-run of them runs again."""
        again = {job.id for job in jobs}
        grown = True
        while grown:
            more = {j.id for j in self.jobs if j.id not in again and again & set(j.needs)}
            grown = bool(more)
            again |= more
        return tuple(j for j in self.jobs if j.id in again)

    def limit(self, shown: str) -> timedelta:
        """How long the job that appears as `shown` may run; of several that it may be, the longest."""
        return timedelta(minutes=max(job.minutes for job in self.written(shown)))


@lru_cache(maxsize=128)
def read(text: str) -> Workflow | None:
    """The workflow in `text`, None if it is not one. Kept: every pull request of a stopped line asks again."""
    try:
        loaded = load(text, "safe", MAX_DEPTH)
    except YAMLError:
        return None
    jobs, on = _mapping(_mapping(loaded).get("jobs")), _mapping(loaded).get("on")
    if not jobs:
        return None
    return Workflow(
        jobs=tuple(_job(str(id), _mapping(body)) for id, body in jobs.items()),
        events=_events(on),
        filters={str(event): _filter(_mapping(by)) for event, by in _mapping(on).items()},
    )


def _events(on: object) -> frozenset[str]:
    """The events named under `on`: one, a list, or a mapping with what each is filtered by."""
    named = cast("list[object]", on) if isinstance(on, list) else [*_mapping(on)] or [on]
    return frozenset(event for event in named if isinstance(event, str))


def _filter(by: dict[object, object]) -> Filter:
    """What a mapping under an event filters it by."""
    branches = _patterns(by["branches"]) if "branches" in by else None
    ignored = _patterns(by.get("branches-ignore"))
    return Filter(branches=branches, ignored=ignored, beside=frozenset(map(str, by)))


def _patterns(node: object) -> tuple[str, ...]:
    """One pattern, or a list of them."""
    listed = cast("list[object]", node) if isinstance(node, list) else [node]
    return tuple(str(one) for one in listed if isinstance(one, str | int | float))


def is_broken(path: str, files: tuple[WorkflowFile, ...]) -> bool:
    """Whether a workflow's file is there and is none; not where it was not read."""
    text = next((file.text for file in files if file.path == path), None)
    return is_invalid(text)


def is_invalid(text: str | None) -> bool:
    """Whether a file that was read is no workflow."""
    return text is not None and read(text) is None


def _literals(name: str) -> list[str]:
    """What a name is sure to contain, in order: the text around its expressions."""
    return re.split(r"\$\{\{.*?\}\}", name)


def _shows(parts: list[str], shown: str) -> bool:
    """Whether `shown` is these parts in order with anything between them, perhaps with a matrix behind.

    Found from left to right without going back, so that no name costs more than its length.
    """
    first, *middle = parts
    if not shown.startswith(first):
        return False
    at = len(first)
    for part in middle:
        found = shown.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    rest = shown[at:]
    ends = not rest or (rest.startswith(" (") and rest.endswith(")"))
    return ends or (bool(middle) and shown.endswith(middle[-1]))


def _job(id: str, body: dict[object, object]) -> WorkflowJob:
    needs, name = body.get("needs"), body.get("name")
    needed = cast("list[object]", needs) if isinstance(needs, list) else [needs]
    return WorkflowJob(
        id=id,
        name=str(name) if isinstance(name, str | int | float) else id,
        needs=tuple(need for need in needed if isinstance(need, str)),
        environment="environment" in body,
        calls="uses" in body,
        minutes=_minutes(body.get("timeout-minutes")),
        varies="${{" in str(_mapping(body.get("strategy")).get("matrix", "")),
    )


def _minutes(limit: object) -> float:
    """A job's time limit, up to a hundred days; anything else leaves GitHub's own."""
    if isinstance(limit, bool) or not isinstance(limit, int | float):
        return LONGEST_JOB
    return limit if 0 < limit <= 144_000 else LONGEST_JOB


def _mapping(node: object) -> dict[object, object]:
    return cast("dict[object, object]", node) if isinstance(node, dict) else {}
