"""A workflow file as GitHub reads it: parsed, checked for its shape, its permissions narrowed.

Only what the service decides is read here; steps are handed on untouched. What starts a workflow is
`triggers.py`; the jobs that it becomes are `plan.py`.
https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias, cast

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

Table: TypeAlias = dict[str, Any]
Permissions: TypeAlias = dict[str, str]  # "pull_requests" -> "read" | "write"; absent = none

# https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions
SCOPES = (
    "actions",
    "artifact_metadata",
    "attestations",
    "checks",
    "contents",
    "deployments",
    "discussions",
    "id_token",
    "issues",
    "models",
    "packages",
    "pages",
    "pull_requests",
    "repository_projects",
    "security_events",
    "statuses",
)
RESTRICTED: Permissions = {"contents": "read", "packages": "read"}  # GitHub's default since 2023
_RANK = {"none": 0, "read": 1, "write": 2}


class WorkflowError(Exception):
    """The file is not a workflow; the message says why. GitHub: the run fails at start-up."""


@dataclass(frozen=True)
class WorkflowFile:
    """One parsed file. `path` is how GitHub names it; `ref` is `owner/repo/path@ref` for OIDC."""

    path: str
    ref: str
    sha: str
    name: str
    run_name: str | None
    triggers: dict[str, Table]
    jobs: dict[str, Table]
    permissions: Permissions | None
    env: Table = field(default_factory=dict[str, Any])
    defaults: Table = field(default_factory=dict[str, Any])
    concurrency: Any = None


@dataclass(frozen=True)
class Source:
    """Where a workflow's text comes from."""

    text: str
    path: str
    ref: str = ""
    sha: str = ""


def read_workflow(source: Source) -> WorkflowFile:
    """The workflow in `source`; raises `WorkflowError` with words like GitHub's."""
    content = load(source.text)
    jobs = _jobs(content.get("jobs"))
    name = content.get("name")
    return WorkflowFile(
        path=source.path,
        ref=source.ref,
        sha=source.sha,
        name=str(name) if name else source.path,
        run_name=str(content["run-name"]) if content.get("run-name") else None,
        triggers=_triggers(content.get("on")),
        jobs=jobs,
        permissions=read_permissions(content.get("permissions")),
        env=_table(content.get("env"), "env"),
        defaults=_table(content.get("defaults"), "defaults"),
        concurrency=content.get("concurrency"),
    )


def workflow_name(text: str, path: str) -> str:
    """The name under which GitHub lists the workflow, even if the rest of the file is broken."""
    try:
        return str(load(text).get("name") or path)
    except WorkflowError:
        return path


def read_permissions(value: Any) -> Permissions | None:
    """`permissions:` as a map; None when it is not given; raises `WorkflowError`."""
    if value is None:
        return None
    if value in ("read-all", "write-all"):
        level = str(value).removesuffix("-all")
        # id-token has no read level.
        return {scope: level for scope in SCOPES if level == "write" or scope != "id_token"}
    if not isinstance(value, Mapping):
        raise WorkflowError(f"Unexpected value '{value}' for permissions")
    permissions: Permissions = {}
    for name, level in cast(Mapping[str, Any], value).items():
        scope = str(name).replace("-", "_")
        if scope not in SCOPES or level not in _RANK:
            raise WorkflowError(f"Unexpected value '{name}: {level}' in permissions")
        if level != "none":
            permissions[scope] = str(level)
    return permissions


def excess(wanted: Permissions, allowed: Permissions) -> list[str]:
    """What `wanted` asks for beyond `allowed`, as GitHub words it: "contents: write"."""
    return [
        f"{scope.replace('_', '-')}: {level}"
        for scope, level in sorted(wanted.items())
        if _RANK[level] > _RANK[allowed.get(scope, "none")]
    ]


def read_only(permissions: Permissions) -> Permissions:
    """`permissions` with no writing left: what a run from a fork gets."""
    return {scope: "read" for scope in permissions if scope != "id_token"}


def needs(job: Table) -> tuple[str, ...]:
    """The ids of the jobs that `job` waits for."""
    wanted = job.get("needs") or ()
    return (wanted,) if isinstance(wanted, str) else tuple(str(n) for n in wanted)


def load(text: str) -> Table:
    """A YAML file as a table; raises `WorkflowError`."""
    try:
        content: Any = YAML(typ="safe", pure=True).load(text)  # type: ignore[no-untyped-call]
    except (YAMLError, ValueError) as error:
        raise WorkflowError(f"You have an error in your yaml syntax: {_one_line(str(error))}") from error
    if not isinstance(content, dict):
        raise WorkflowError("A mapping was expected")
    return cast(Table, _plain(content))


def _plain(value: Any) -> Any:
    """YAML's values as JSON's: keys are text, dates are text."""
    if isinstance(value, Mapping):
        return {_key(k): _plain(v) for k, v in cast(Mapping[Any, Any], value).items()}
    if isinstance(value, list):
        return [_plain(v) for v in cast(list[Any], value)]
    return value.isoformat() if isinstance(value, date) else value


def _key(key: Any) -> str:
    return str(key).lower() if isinstance(key, bool) else str(key)


def _triggers(value: Any) -> dict[str, Table]:
    if isinstance(value, str):
        return {value: {}}
    if isinstance(value, list) and value:
        return {str(event): {} for event in cast(list[Any], value)}
    if isinstance(value, dict) and value:
        events = cast(dict[str, Any], value)
        return {name: _table(v, name) if name != "schedule" else {} for name, v in events.items()}
    raise WorkflowError("No event triggers defined in `on`")


def _jobs(value: Any) -> dict[str, Table]:
    if not isinstance(value, dict) or not value:
        raise WorkflowError("The workflow must contain at least one job with no dependencies.")
    jobs = {job_id: _table(job, job_id) for job_id, job in cast(dict[str, Any], value).items()}
    for job_id, job in jobs.items():
        if not job.get("uses") and not (job.get("runs-on") and job.get("steps")):
            raise WorkflowError(f"Job '{job_id}': Required property is missing: runs-on or steps")
        for wanted in needs(job):
            if wanted not in jobs:
                raise WorkflowError(f"Job '{job_id}' depends on unknown job '{wanted}'.")
        read_permissions(job.get("permissions"))
    _refuse_cycles(jobs)
    return jobs


def _refuse_cycles(jobs: dict[str, Table]) -> None:
    open_jobs = dict(jobs)
    while open_jobs:
        ready = [job_id for job_id, job in open_jobs.items() if not set(needs(job)) & open_jobs.keys()]
        if not ready:
            names = ", ".join(sorted(open_jobs))
            raise WorkflowError(f"The workflow contains a cycle of dependencies among: {names}")
        for job_id in ready:
            del open_jobs[job_id]


def _table(value: Any, where: str) -> Table:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise WorkflowError(f"A mapping was expected for '{where}'")
    return cast(Table, value)


def _one_line(text: str) -> str:
    return " ".join(text.split())
