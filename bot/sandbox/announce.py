"""Say that something changed: builds the webhook payload and hands it to `World.emit`.

Callers change the records first, holding `World.lock`, then announce. Who receives what is
`webhooks.py`.
"""

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox import git, shapes, shapes_checks, shapes_issues
from bot.sandbox.clock import iso
from bot.sandbox.rulesets import Group
from bot.sandbox.store import CheckRun, CheckSuite, Comment, Issue, Job, Json, Repo, Run, User, World


@dataclass(frozen=True)
class Change:
    """What happened to an issue or pull request, and what the payload says of it besides."""

    action: str
    extra: Json = field(default_factory=dict[str, Any])


def envelope(world: World, repo: Repo, sender: User) -> Json:
    """What every repository event carries: repository and sender."""
    return {"repository": _hooked(shapes.repository(world, repo)), "sender": shapes.person(world, sender)}


def _hooked(shape: Json) -> Json:
    """A repository as webhooks carry it; REST's lists lack the custom properties."""
    return {**shape, "custom_properties": {}}


def run(world: World, record: Run, action: str) -> None:
    """`workflow_run`: requested, in_progress, completed."""
    payload: Json = {
        "action": action,
        "workflow_run": shapes_checks.workflow_run(world, record),
        "workflow": shapes_checks.workflow(world, record.repo, record.workflow),
        **envelope(world, record.repo, record.actor),
    }
    world.emit(record.repo, "workflow_run", action, payload)


def job(world: World, record: Job, action: str) -> None:
    """`workflow_job`: queued, in_progress, completed."""
    payload: Json = {
        "action": action,
        "workflow_job": shapes_checks.job(world, record),
        **envelope(world, record.run.repo, record.run.actor),
    }
    world.emit(record.run.repo, "workflow_job", action, payload)


def check(
    world: World, repo: Repo, record: CheckRun, action: str, press: tuple[User, str] | None = None
) -> None:
    """`check_run`: created, completed; requested_action with who pressed, and the button's identifier."""
    shape = shapes_checks.check_run(world, repo, record)
    shape["check_suite"] = shapes_checks.suite(world, repo, record.suite)
    # A queued check run has no start in REST; in a webhook it always has one.
    shape["started_at"] = shape["started_at"] or shapes.stamp(record.suite.created)
    sender = press[0] if press else record.app.bot
    payload: Json = {"action": action, "check_run": shape, **envelope(world, repo, sender)}
    if press:
        payload["requested_action"] = {"identifier": press[1]}
    world.emit(repo, "check_run", action, payload)


def suite(world: World, repo: Repo, record: CheckSuite, action: str) -> None:
    """`check_suite`: completed."""
    shape = {
        **shapes_checks.suite(world, repo, record),
        "latest_check_runs_count": len(shapes_checks.latest_checks(record.checks)),
        "check_runs_url": f"{shapes.repo_url(world, repo)}/check-suites/{record.id}/check-runs",
        "head_commit": shapes_checks.head_commit(repo, record.head_sha),
    }
    payload: Json = {"action": action, "check_suite": shape, **envelope(world, repo, record.app.bot)}
    world.emit(repo, "check_suite", action, payload)


def issue(world: World, repo: Repo, record: Issue, sender: User, change: Change) -> None:
    """`issues`: opened, edited, closed, reopened, labeled, unlabeled."""
    payload: Json = {
        "action": change.action,
        "issue": shapes_issues.issue(world, repo, record),
        **change.extra,
        **envelope(world, repo, sender),
    }
    world.emit(repo, "issues", change.action, payload)


def comment(world: World, repo: Repo, about: tuple[Issue, Comment], sender: User, action: str) -> None:
    """`issue_comment`: created, edited."""
    parent, record = about
    payload: Json = {
        "action": action,
        "issue": shapes_issues.issue(world, repo, parent),
        "comment": shapes_issues.comment(world, repo, parent, record),
        **({"changes": {}} if action == "edited" else {}),
        **envelope(world, repo, sender),
    }
    world.emit(repo, "issue_comment", action, payload)


def group(world: World, repo: Repo, base: str, record: Group, change: Change) -> Json:
    """`merge_group`: checks_requested, destroyed; returns the payload."""
    commit = git.commit(repo.path, record.sha)
    people = {"author": commit.author, "committer": commit.committer}
    told = {
        "head_sha": record.sha,
        "head_ref": record.ref,
        "base_sha": record.base,
        "base_ref": f"refs/heads/{base}",
        "head_commit": {
            "id": record.sha,
            "tree_id": commit.tree,
            "message": commit.message,
            "timestamp": iso(commit.committer.when),
            **{role: {"name": one.name, "email": one.email} for role, one in people.items()},
        },
    }
    sender = world.users.get("github-merge-queue[bot]") or world.actions_app().bot
    payload: Json = {
        "action": change.action,
        "merge_group": told,
        **change.extra,
        **envelope(world, repo, sender),
    }
    world.emit(repo, "merge_group", change.action, payload)
    return payload


def pull(world: World, repo: Repo, record: Issue, sender: User, change: Change) -> Json:
    """`pull_request`: opened, synchronize, closed, reopened, edited, labeled; returns the payload."""
    if record.pull is None:
        raise ValueError(f"#{record.number} is not a pull request")
    shape = shapes_issues.pull_request(world, repo, record, record.pull)
    for end in (shape["head"], shape["base"]):
        end["repo"] = end["repo"] and _hooked(end["repo"])
    payload: Json = {
        "action": change.action,
        "number": record.number,
        "pull_request": shape,
        **change.extra,
        **envelope(world, repo, sender),
    }
    world.emit(repo, "pull_request", change.action, payload)
    return payload
