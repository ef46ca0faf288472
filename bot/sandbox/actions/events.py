"""From an event on GitHub to what the service needs to start runs of it.

A push, a pull request's change or a dispatch becomes an `Occurrence`: which commit's workflow files
count, what their filters look at, and what the new runs will say of themselves.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox import git, shapes
from bot.sandbox.actions.records import Request
from bot.sandbox.actions.triggers import Happening, dispatch_inputs, skips
from bot.sandbox.actions.workflow import Source, WorkflowError, WorkflowFile, read_workflow, workflow_name
from bot.sandbox.rulesets import Group
from bot.sandbox.store import Issue, Json, Repo, User, Workflow, World

FOLDER = ".github/workflows"
HEADS, TAGS = "refs/heads/", "refs/tags/"
_ANY = Workflow(0, "", "")  # which workflow it is comes later


class NoSuchWorkflow(Exception):
    """The workflow file is not on the default branch: GitHub answers 404."""


class NotDispatchable(Exception):
    """The workflow has no workflow_dispatch trigger, or the ref does not exist: 422."""


@dataclass(frozen=True)
class Occurrence:
    """An event that may start runs of the workflows at `request.sha`."""

    request: Request
    happening: Happening


@dataclass(frozen=True)
class Move:
    """A branch or tag that moved."""

    before: str
    after: str
    ref: str


def pushed(repo: Repo, move: Move, actor: User, payload: Json) -> Occurrence | None:
    """A push; None if it can start nothing (deleted, another kind of ref, `[skip ci]`)."""
    if move.after == git.NULL or not move.ref.startswith((HEADS, TAGS)):
        return None
    sha = git.resolve(repo.path, move.after)
    if sha is None or skips(git.commit(repo.path, sha).message):
        return None
    title = git.commit(repo.path, sha).headline
    name = move.ref.split("/", 2)[2]
    request = Request(_ANY, "push", payload, sha, name, move.ref, sha, title, actor)
    return Occurrence(request, Happening("push", move.ref, lambda: _pushed_paths(repo, move.before, sha)))


def pull_request_changed(repo: Repo, issue: Issue, actor: User, payload: Json) -> Occurrence | None:
    """A change of a pull request; None without a merge commit (a conflict) or with `[skip ci]`."""
    pull = issue.pull
    ref = f"refs/pull/{issue.number}/merge"
    merge = git.resolve(repo.path, ref)
    if pull is None or merge is None or pull.mergeable is False:
        return None
    if skips(git.commit(repo.path, pull.head_sha).message):
        return None

    def changed() -> Iterable[str]:
        base = git.merge_base(repo.path, pull.base_sha, pull.head_sha) or git.NULL
        return git.changed_paths(repo.path, base, pull.head_sha)

    # GitHub lists no pull request on a run from a fork, whose branch it names all the same.
    fork = pull.head_repo if pull.head_repo != repo.id else None
    pulls = (issue.number,) if fork is None else ()
    request = Request(
        _ANY,
        "pull_request",
        payload,
        pull.head_sha,
        pull.head_ref,
        ref,
        merge,
        issue.title,
        actor,
        pulls=pulls,
        fork=fork,
    )
    action = str(payload.get("action", ""))
    return Occurrence(request, Happening("pull_request", f"{HEADS}{pull.base_ref}", changed, action))


def group_asked(repo: Repo, group: Group, actor: User, payload: Json) -> Occurrence:
    """A merge queue asks for the checks of a group; filters look at the branch that it goes into."""
    base = str(payload["merge_group"]["base_ref"])
    name, title = group.ref.removeprefix(HEADS), git.commit(repo.path, group.sha).headline
    request = Request(_ANY, "merge_group", payload, group.sha, name, group.ref, group.sha, title, actor)

    def changed() -> Iterable[str]:
        return git.changed_paths(repo.path, group.base, group.sha)

    return Occurrence(request, Happening("merge_group", base, changed, str(payload["action"])))


@dataclass(frozen=True)
class Dispatch:
    """What a person or an App asks to start by hand; `path` is the workflow file's."""

    path: str
    ref: str
    inputs: Mapping[str, Any]
    actor: User


def dispatched(world: World, repo: Repo, wish: Dispatch) -> tuple[WorkflowFile, Request]:
    """A dispatch, checked; raises NoSuchWorkflow, NotDispatchable and BadInputs."""
    path, actor = wish.path, wish.actor
    if git.blob(repo.path, f"{HEADS}{repo.default_branch}", path) is None:
        raise NoSuchWorkflow(path)
    full_ref, source = _dispatch_source(repo, path, wish.ref)
    try:
        file = read_workflow(source)
    except WorkflowError as error:
        raise NotDispatchable(f"failed to parse workflow: {error}") from error
    if "workflow_dispatch" not in file.triggers:
        raise NotDispatchable("Workflow does not have 'workflow_dispatch' trigger")
    texts = dispatch_inputs(file.triggers["workflow_dispatch"], wish.inputs)
    payload: Json = {
        "inputs": texts,
        "ref": full_ref,
        "repository": shapes.repository(world, repo),
        "sender": shapes.person(world, actor),
        "workflow": path,
    }
    name = full_ref.split("/", 2)[2]
    workflow = known_workflow(world, repo, source)
    sha = source.sha
    request = Request(
        workflow, "workflow_dispatch", payload, sha, name, full_ref, sha, file.name, actor, inputs=texts
    )
    return file, request


def workflow_files(world: World, repo: Repo, sha: str, ref: str) -> list[Source]:
    """The workflow files at a commit; the repository knows each of them from now on."""
    sources: list[Source] = []
    for name, (kind, _) in sorted(git.tree(repo.path, sha, FOLDER).items()):
        path = f"{FOLDER}/{name}"
        text = git.blob(repo.path, sha, path) if kind == "blob" else None
        if text is not None and name.endswith((".yml", ".yaml")):
            source = Source(text, path, f"{repo.full_name}/{path}@{ref}", sha)
            known_workflow(world, repo, source)
            sources.append(source)
    return sources


def known_workflow(world: World, repo: Repo, source: Source) -> Workflow:
    """The repository's workflow of that path, made on first sight, under its present name."""
    workflow = repo.workflows.get(source.path)
    if workflow is None:
        workflow = Workflow(world.next_id(), source.path, source.path)
        repo.workflows[source.path] = workflow
    workflow.name = workflow_name(source.text, source.path)
    return workflow


def _dispatch_source(repo: Repo, path: str, ref: str) -> tuple[str, Source]:
    """Only branches and tags of the repository itself: not `refs/pull/7/head`, nor a fork's branch.

    https://docs.github.com/rest/actions/workflows#create-a-workflow-dispatch-event
    """
    candidates = [ref] if ref.startswith((HEADS, TAGS)) else [HEADS + ref, TAGS + ref]
    for full_ref in candidates:
        sha = git.resolve(repo.path, full_ref)
        text = git.blob(repo.path, sha, path) if sha else None
        if sha is not None and text is not None:
            return full_ref, Source(text, path, f"{repo.full_name}/{path}@{full_ref}", sha)
    raise NotDispatchable(f"No ref found for: {ref}")


def _pushed_paths(repo: Repo, before: str, after: str) -> list[str]:
    """What a push changed; for a new branch, since it left the default branch."""
    if before == git.NULL:
        default = git.resolve(repo.path, f"{HEADS}{repo.default_branch}") or after
        before = (git.merge_base(repo.path, default, after) or git.NULL) if default != after else git.NULL
    return git.changed_paths(repo.path, before, after)
