"""From a planned job to a runner's order: a workflow of one job, with nothing left to decide.

`needs`, `if`, `matrix`, `permissions` and calls are the service's business and are gone from the
document; what expressions said about them has become literals.
"""

from typing import cast

from bot.sandbox import git
from bot.sandbox.actions.contexts import environment, known_to_service
from bot.sandbox.actions.evaluate import Value, as_text
from bot.sandbox.actions.plan import Instance
from bot.sandbox.actions.templates import render, settle
from bot.sandbox.actions.workflow import Table
from bot.sandbox.store import Job, Run

_JOB_KEYS = ("env", "defaults", "steps", "container", "services")
_DEFAULT_TIMEOUT = 360  # minutes


def document(instance: Instance, contexts: dict[str, Value], run: Run) -> Table:
    """The single-job workflow of `instance`."""
    spec = instance.node.spec
    file = instance.node.scope.file
    known = known_to_service(contexts)
    job = {key: settle(spec[key], known) for key in _JOB_KEYS if spec.get(key)}
    return {
        "name": file.name,
        "on": run.event,
        **({"env": settle(file.env, known)} if file.env else {}),
        **({"defaults": settle(file.defaults, known)} if file.defaults else {}),
        "jobs": {instance.node.id: {"runs-on": "ubuntu-latest", **job}},
    }


def output_templates(instance: Instance, contexts: dict[str, Value]) -> dict[str, str]:
    """The job's `outputs:`, each settled as far as the service can."""
    outputs = cast(Table, instance.node.spec.get("outputs") or {})
    known = known_to_service(contexts)
    return {name: as_text(settle(value, known)) for name, value in outputs.items()}


def variables(github: Table, id_token: dict[str, str]) -> dict[str, str]:
    """The environment of a job: `GITHUB_*` and, where it may, how to get an ID token."""
    return {**environment(github), **id_token}


def timeout(instance: Instance, contexts: dict[str, Value]) -> float:
    """Seconds that the job may take."""
    minutes = render(instance.node.spec.get("timeout-minutes", _DEFAULT_TIMEOUT), contexts)
    return float(minutes) * 60


def environment_name(instance: Instance, contexts: dict[str, Value]) -> str | None:
    """The deployment environment of the job, if any."""
    value = instance.node.spec.get("environment")
    if isinstance(value, dict):
        value = cast(Table, value).get("name")
    return as_text(render(value, contexts)) or None


def reader(job: Job) -> "_Reader":
    """Reads files of the job's repository at the run's commit."""
    return _Reader(job)


class _Reader:
    def __init__(self, job: Job) -> None:
        self._repo = job.run.repo
        self._sha = job.run.sha

    def __call__(self, path: str) -> str | None:
        return git.blob(self._repo.path, self._sha, path)
