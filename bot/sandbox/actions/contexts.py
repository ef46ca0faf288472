"""What a run is called in expressions and in the environment: the `github` context, `GITHUB_*`.

Both are made from the same table, so that `${{ github.ref }}` and `$GITHUB_REF` never disagree.
"""

from collections.abc import Callable
from typing import cast

from bot.sandbox.actions.evaluate import Contexts, Value, evaluate
from bot.sandbox.actions.expressions import Literal, Member, Name, Node
from bot.sandbox.actions.workflow import Table, WorkflowFile
from bot.sandbox.store import Run, World

# What only the runner knows: left to it.
_RUNNERS_OWN = frozenset(
    {
        "action",
        "action_path",
        "action_ref",
        "action_repository",
        "action_status",
        "env",
        "event",
        "event_path",
        "job",
        "output",
        "path",
        "state",
        "step_summary",
        "token",
        "workspace",
    }
)
_ENVIRONMENT_TOO = ("triggering_actor", "workflow", "workflow_ref", "workflow_sha")


def github_context(world: World, run: Run, root: WorkflowFile) -> Table:
    """The `github` context of a run; ids are text, as on GitHub."""
    pull = cast(Table, run.payload.get("pull_request") or {})
    ref_type = "tag" if run.ref.startswith("refs/tags/") else "branch"
    return {
        "actor": run.actor.login,
        "actor_id": str(run.actor.id),
        "api_url": f"{world.url}/api/v3",
        "base_ref": _branch(pull, "base"),
        "event": run.payload,
        "event_name": run.event,
        "graphql_url": f"{world.url}/api/graphql",
        "head_ref": _branch(pull, "head"),
        "ref": run.ref,
        "ref_name": run.ref.removeprefix("refs/pull/").removeprefix("refs/heads/").removeprefix("refs/tags/"),
        "ref_protected": any(rule.branch == run.head_branch for rule in run.repo.rules),
        "ref_type": ref_type,
        "repository": run.repo.full_name,
        "repository_id": str(run.repo.id),
        "repository_owner": run.repo.owner.login,
        "repository_owner_id": str(run.repo.owner.id),
        "repository_visibility": "private" if run.repo.private else "public",
        "repositoryUrl": f"{world.url.replace('http://', 'git://')}/{run.repo.full_name}.git",
        "retention_days": "90",
        "run_attempt": str(run.attempt),
        "run_id": str(run.id),
        "run_number": str(run.number),
        "secret_source": "Actions",
        "server_url": world.url,
        "sha": run.sha,
        "triggering_actor": run.actor.login,
        "workflow": root.name,
        "workflow_ref": root.ref,
        "workflow_sha": root.sha,
    }


def environment(github: Table) -> dict[str, str]:
    """The `GITHUB_*` variables of a job, from its run's `github` context."""
    skipped = {"event", "secret_source", "repository_visibility", "repositoryUrl"}
    table = {f"GITHUB_{name.upper()}": value for name, value in github.items() if name not in skipped}
    return {
        **{name: str(value).lower() if isinstance(value, bool) else value for name, value in table.items()},
        "GITHUB_ACTIONS": "true",
        "CI": "true",
        "RUNNER_ENVIRONMENT": "github-hosted",
        "RUNNER_NAME": "GitHub Actions 1",
    }


def known_to_service(contexts: Contexts) -> Callable[[Node], tuple[Value] | None]:
    """For `templates.settle`: the value of an access to one of `contexts`, where the service has it."""

    def known(node: Node) -> tuple[Value] | None:
        path = _path(node)
        if path is None or path[0] not in contexts:
            return None
        if path[0] == "github" and (len(path) < 2 or path[1].lower() in _RUNNERS_OWN):
            return None
        return (evaluate(node, contexts),)

    return known


def _path(node: Node) -> tuple[str, ...] | None:
    """`a.b['c']` as ("a", "b", "c"); None if it is anything else."""
    match node:
        case Name(name):
            return (name,)
        case Member(of, Literal(str() as key)):
            start = _path(of)
            return None if start is None else (*start, key)
        case _:
            return None


def _branch(pull: Table, side: str) -> str:
    return str(cast(Table, pull.get(side) or {}).get("ref", ""))
