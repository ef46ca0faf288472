"""What follows when a branch or tag has moved, however it moved: push, merge, REST.

First the `push` event and its workflows, then the pull requests that the branch belongs to.
"""

import re

from bot.sandbox import announce, git, git_process, issues, merging, pulls, shapes
from bot.sandbox.access import Caller
from bot.sandbox.clock import iso
from bot.sandbox.merging import Wish
from bot.sandbox.pulls import Base
from bot.sandbox.refusal import unprocessable
from bot.sandbox.store import CheckSuite, Issue, Json, Repo, World

HEADS = "refs/heads/"
_CLOSING = re.compile(r"(?i)\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):? #(\d+)\b")


def after(world: World, repo: Repo, caller: Caller, ref: str, move: tuple[str, str]) -> None:
    """A ref has moved from one commit to another (git.NULL: did not or does not exist)."""
    before, new = move
    if before == new or not ref.startswith((HEADS, "refs/tags/")):
        return
    repo.pushed = world.clock.now()
    if new != git.NULL:
        _automatic_suites(world, repo, ref, new)
    payload = _payload(world, repo, caller, ref, move)
    world.emit(repo, "push", None, payload)
    if world.actions is not None:
        world.actions.on_push(repo, before, new, ref, caller.user, payload, caller.by_actions)
    if ref.startswith(HEADS):
        for base_repo in list(world.repos.values()):
            _follow(world, base_repo, caller, (repo, ref.removeprefix(HEADS)), new)


def _follow(world: World, repo: Repo, caller: Caller, branch: tuple[Repo, str], new: str) -> None:
    """Bring the pull requests of one repository up to date with a branch that moved."""
    source, name = branch
    for record, pull in pulls.open_pulls(repo):
        if pull.head_repo == source.id and pull.head_ref == name:
            if new == git.NULL:
                pulls.close(world, repo, record, caller)
            else:
                pulls.head_moved(world, repo, record, caller, new)
        elif repo is source and pull.base_ref == name:
            if new == git.NULL:
                pulls.close(world, repo, record, caller)
            elif git.is_ancestor(repo.path, pull.head_sha, new):
                _merged_by_push(world, repo, record, caller, new)
            else:
                merging.refresh(world, repo, pull)


def _merged_by_push(world: World, repo: Repo, record: Issue, caller: Caller, new: str) -> None:
    """A pull request whose head is in the base counts as merged."""
    if record.pull is None:
        return
    record.pull.merged, record.pull.merge_commit_sha = True, new
    record.pull.merged_at, record.pull.merged_by = world.clock.now(), caller.user
    pulls.close(world, repo, record, caller)


def merge_pull(world: World, repo: Repo, record: Issue, caller: Caller, wish: Wish) -> str:
    """Merge a pull request and all that follows; returns the new commit."""
    before, new = merging.merge(world, repo, record, caller, wish)
    conclude(world, repo, record, caller, (before, new))
    return new


def conclude(world: World, repo: Repo, record: Issue, caller: Caller, move: tuple[str, str]) -> None:
    """What follows once a pull request is merged and its base has moved."""
    pulls.close(world, repo, record, caller)
    if record.pull is None:
        return
    after(world, repo, caller, HEADS + record.pull.base_ref, move)
    if record.pull.base_ref == repo.default_branch:
        _close_named(world, repo, record, caller)


def delete_branch(world: World, repo: Repo, caller: Caller, name: str) -> None:
    """Delete a branch as `git push` and the API do: what is based on it is closed, even after its merge.

    https://github.com/cli/cli/issues/1168 (confirmed there by GitHub's own people)
    """
    old = git.resolve(repo.path, HEADS + name)
    if old is None:
        raise unprocessable("Reference does not exist")
    git.delete_ref(repo.path, HEADS + name)
    after(world, repo, caller, HEADS + name, (old, git.NULL))


def delete_head(world: World, repo: Repo, record: Issue, caller: Caller) -> None:
    """The button "Delete branch" of a merged pull request: what is based on it moves on to its base.

    https://github.blog/changelog/2020-05-19-pull-request-retargeting/
    """
    merged = record.pull
    if merged is None or not merged.merged or merged.head_repo != repo.id:
        raise unprocessable("The head branch of this pull request cannot be deleted.")
    for other, pull in pulls.open_pulls(repo):
        onward = pull.base_ref == merged.head_ref
        if onward and pulls.base_problem(repo, other, merged.base_ref) is None:
            pulls.change_base(world, repo, other, caller, Base(merged.base_ref, automatic=True))
    delete_branch(world, repo, caller, merged.head_ref)


def _close_named(world: World, repo: Repo, record: Issue, caller: Caller) -> None:
    """`Fixes #3` in a merged pull request closes issue 3.
    https://docs.github.com/issues/tracking-your-work-with-issues/linking-a-pull-request-to-an-issue"""
    for number in _CLOSING.findall(record.body or ""):
        named = repo.issues.get(int(number))
        if named is not None and named.pull is None:
            issues.set_state(world, repo, named, caller, {"state": "closed"})


def introduces_workflows(repo: Repo, before: str, new: str) -> bool:
    """Whether a branch's move brings in changes under `.github/workflows`."""
    if before == git.NULL:
        default = git.resolve(repo.path, HEADS + repo.default_branch)
        before = (git.merge_base(repo.path, default, new) if default else None) or git.EMPTY_TREE
    return merging.touches_workflows(repo, before, new)


def _automatic_suites(world: World, repo: Repo, ref: str, sha: str) -> None:
    """GitHub opens a suite on every pushed commit for each App that may write checks."""
    if not ref.startswith(HEADS):
        return
    for installation in world.installations.values():
        app = installation.app
        covered = installation.account.login == repo.owner.login and (
            installation.repositories is None or repo.id in installation.repositories
        )
        known = any(suite.app.id == app.id and suite.head_sha == sha for suite in repo.suites)
        if covered and not known and app.permissions.get("checks") == "write":
            now = world.clock.now()
            repo.suites.append(CheckSuite(world.next_id(), app, sha, ref.removeprefix(HEADS), now))


def _payload(world: World, repo: Repo, caller: Caller, ref: str, move: tuple[str, str]) -> Json:
    before, new = move
    gone, fresh = new == git.NULL, before == git.NULL
    page = shapes.html_url(world, repo)
    commits = [] if gone else _new_commits(repo, before, new)
    told = announce.envelope(world, repo, caller.user)
    # In push events, and only there, these two are seconds since 1970.
    for name in ("created_at", "pushed_at"):
        moment = repo.created if name == "created_at" else repo.pushed
        told["repository"][name] = int((moment or world.clock.now()).timestamp())
    return {
        "ref": ref,
        "before": before,
        "after": new,
        "created": fresh,
        "deleted": gone,
        "forced": not (gone or fresh) and not git.is_ancestor(repo.path, before, new),
        "base_ref": None,
        "compare": f"{page}/compare/{before[:12]}...{new[:12]}",
        "commits": [_commit(world, repo, sha) for sha in commits],
        "head_commit": None if gone else _commit(world, repo, git.resolve(repo.path, new) or new),
        "pusher": {"name": caller.user.login, "email": shapes.email_of(caller.user)},
        **told,
    }


def _new_commits(repo: Repo, before: str, new: str) -> list[str]:
    if before != git.NULL:
        return git.between(repo.path, before, new)[-2048:]
    default = git.resolve(repo.path, HEADS + repo.default_branch)
    return git.between(repo.path, default, new)[-2048:] if default and default != new else []


def _commit(world: World, repo: Repo, sha: str) -> Json:
    commit = git.commit(repo.path, sha)
    parent = commit.parents[0] if commit.parents else git.EMPTY_TREE
    out = git_process.run(repo.path, "diff-tree", "-r", "-z", "--name-status", "--no-renames", parent, sha)
    words = [word for word in out.split("\0") if word]
    paths: dict[str, list[str]] = {"A": [], "D": [], "M": []}
    for letter, path in zip(words[::2], words[1::2], strict=True):
        paths["M" if letter not in paths else letter].append(path)
    people = {
        role: {"name": one.name, "email": one.email, **_account(world, one.email)}
        for role, one in (("author", commit.author), ("committer", commit.committer))
    }
    return {
        "id": sha,
        "tree_id": commit.tree,
        "distinct": True,
        "message": commit.message,
        "timestamp": iso(commit.committer.when),
        "url": f"{shapes.html_url(world, repo)}/commit/{sha}",
        **people,
        "added": paths["A"],
        "removed": paths["D"],
        "modified": paths["M"],
    }


def _account(world: World, email: str) -> Json:
    user = shapes.user_of_email(world, email)
    return {"username": user.login} if user else {}
