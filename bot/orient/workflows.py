"""What a workflow file says of its jobs, as far as the line needs it: needs, environments, local uses.

Only reading: `bot.sandbox.actions` evaluates workflows, this does not. A file that cannot be read
gives None, which callers take as "unknown", never as "nothing there".
"""

import re
from typing import cast

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.model.value import Value


class WorkflowJob(Value):
    """A job as written: its id, shown name, needs, whether it uses an environment, local `uses:`."""

    id: str
    name: str
    needs: tuple[str, ...] = ()
    environment: bool = False
    uses: tuple[str, ...] = ()


class Workflow(Value):
    """A workflow's jobs, in the order written."""

    jobs: tuple[WorkflowJob, ...]

    def written(self, shown: str) -> WorkflowJob | None:
        """The job that appears as `shown` among a run's jobs.

        GitHub shows `name:` (else the id), a matrix as `name (3.12)` and a called workflow's jobs as
        `caller / inner`.
        """
        outer = shown.split(" / ", maxsplit=1)[0][:200]
        for job in self.jobs:
            pattern = r".*?".join(re.escape(part) for part in re.split(r"\$\{\{.*?\}\}", job.name))
            if re.fullmatch(pattern + r"( \(.*\))?", outer):
                return job
        return None

    def with_dependents(self, job: WorkflowJob) -> tuple[WorkflowJob, ...]:
        """The job and all that need it, directly or not: what a re-run of it runs again."""
        again = {job.id}
        grown = True
        while grown:
            more = {j.id for j in self.jobs if j.id not in again and again & set(j.needs)}
            grown = bool(more)
            again |= more
        return tuple(j for j in self.jobs if j.id in again)

    @property
    def local_uses(self) -> tuple[str, ...]:
        """Repository paths that the workflow runs from its own repository: `.github/actions/setup`."""
        return tuple(sorted({use for job in self.jobs for use in job.uses}))


def read(text: str) -> Workflow | None:
    """The workflow in `text`, None if it is not one."""
    try:
        loaded: object = YAML(typ="safe", pure=True).load(text)  # pyright: ignore[reportUnknownMemberType] ruamel is untyped
    except (YAMLError, ValueError, RecursionError):
        return None
    jobs = _mapping(_mapping(loaded).get("jobs"))
    if not jobs:
        return None
    return Workflow(jobs=tuple(_job(str(id), _mapping(body)) for id, body in jobs.items()))


def _job(id: str, body: dict[object, object]) -> WorkflowJob:
    needs = body.get("needs")
    steps = body.get("steps")
    uses = [body.get("uses")]
    if isinstance(steps, list):
        uses += [_mapping(step).get("uses") for step in cast("list[object]", steps)]
    return WorkflowJob(
        id=id,
        name=str(body.get("name", id)),
        needs=tuple(str(n) for n in cast("list[object]", needs if isinstance(needs, list) else [needs]))
        if needs
        else (),
        environment="environment" in body,
        uses=tuple(use[2:].rstrip("/") for use in uses if isinstance(use, str) and use.startswith("./")),
    )


def _mapping(node: object) -> dict[object, object]:
    return cast("dict[object, object]", node) if isinstance(node, dict) else {}
