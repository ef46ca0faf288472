"""Whether a pull request can be merged, and the merge: real merges of real commits.

`refs/pull/N/head` and `refs/pull/N/merge` are kept in the bare repository, as on GitHub, so that a
workflow checks out what a merge would give.
"""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from bot.sandbox import git, git_process
from bot.sandbox.access import Caller
from bot.sandbox.protection import counts, merge_problems, must_queue, verdict
from bot.sandbox.refusal import Refusal
from bot.sandbox.shapes import email_of
from bot.sandbox.store import CheckRun, Issue, Pull, Repo, World

Method: TypeAlias = Literal["merge", "squash", "rebase"]
WORKFLOWS = ".github/workflows/"


@dataclass(frozen=True)
class Wish:
    """What a merge request asks for."""

    method: Method = "merge"
    sha: str | None = None
    title: str | None = None
    message: str | None = None


def by_github(world: World) -> git.Person:
    """The committer of what the website makes."""
    return git.Person("GitHub", "noreply@github.com", world.clock.now())


def refresh(world: World, repo: Repo, pull: Pull) -> None:
    """Recompute mergeability and the test merge commit after its head or base moved."""
    if pull.merged:
        return
    head_repo = world.repos.get(pull.head_repo)
    if head_repo is not None and git.object_type(repo.path, pull.head_sha) is None:
        git_process.run(repo.path, "fetch", "--quiet", "--no-tags", str(head_repo.path), pull.head_sha)
    if git.resolve(repo.path, f"refs/pull/{pull.number}/head") != pull.head_sha:
        git.update_ref(repo.path, f"refs/pull/{pull.number}/head", pull.head_sha)
    base = git.resolve(repo.path, f"refs/heads/{pull.base_ref}")
    tree = git.merge_tree(repo.path, base, pull.head_sha) if base else None
    pull.mergeable = tree is not None
    merge_ref = f"refs/pull/{pull.number}/merge"
    if base is None or tree is None:
        pull.merge_commit_sha = None
        git.delete_ref(repo.path, merge_ref)
        return
    people = (by_github(world), by_github(world))
    message = f"Merge {pull.head_sha} into {base}"
    pull.merge_commit_sha = git.write_commit(repo.path, tree, [base, pull.head_sha], message, people)
    git.update_ref(repo.path, merge_ref, pull.merge_commit_sha)


def state(world: World, repo: Repo, issue: Issue, pull: Pull) -> str:
    """REST's `mergeable_state`: unknown, dirty, draft, blocked, unstable or clean."""
    if pull.merged or issue.state == "closed" or pull.mergeable is None:
        return "unknown"
    if not pull.mergeable:
        return "dirty"
    if pull.draft:
        return "draft"
    if merge_problems(repo, pull, issue.author.login):
        return "blocked"
    newest: dict[tuple[int, str], CheckRun] = {}
    for suite in repo.suites:
        if suite.head_sha == pull.head_sha and counts(suite):
            newest |= {(suite.app.id, one.name): one for one in sorted(suite.checks, key=lambda c: c.id)}
    return "unstable" if any(verdict(check) for check in newest.values()) else "clean"


def touches_workflows(repo: Repo, old: str, new: str) -> bool:
    """Whether two commits differ under `.github/workflows`."""
    return any(path.startswith(WORKFLOWS) for path in git.changed_paths(repo.path, old, new))


def merge(world: World, repo: Repo, issue: Issue, caller: Caller, wish: Wish) -> tuple[str, str]:
    """Merge into the base branch's ref; returns the base's old and new commit.

    Refuses as GitHub does: 409 when the head moved, 405 when it can't be merged or a required check
    stands against it, 403 when workflow files change and the App lacks `workflows`.
    """
    pull = issue.pull
    if pull is None or pull.merged or issue.state == "closed":
        raise Refusal(405, "Pull Request is not mergeable")
    if wish.sha is not None and wish.sha != pull.head_sha:
        raise Refusal(409, "Head branch was modified. Review and try the merge again.")
    if pull.draft:
        raise Refusal(405, "Pull Request is still a draft")
    refresh(world, repo, pull)
    base = git.resolve(repo.path, f"refs/heads/{pull.base_ref}")
    if not pull.mergeable or base is None:
        raise Refusal(405, "Pull Request is not mergeable")
    if must_queue(repo, pull, caller.user.login):
        raise Refusal(405, "Changes must be made through the merge queue")
    if lacking := merge_problems(repo, pull, issue.author.login, caller.user.login):
        raise Refusal(405, "\n\n".join(lacking))
    if touches_workflows(repo, base, pull.merge_commit_sha or base):
        caller.require(repo, ({"contents": "write", "workflows": "write"},))
    new = _merged_commit(world, repo, issue, caller, wish)
    if not git.update_ref(repo.path, f"refs/heads/{pull.base_ref}", new, base):
        raise Refusal(409, "Base branch was modified. Review and try the merge again.")
    pull.merged, pull.merge_commit_sha = True, new
    pull.merged_at, pull.merged_by = world.clock.now(), caller.user
    return base, new


def _merged_commit(world: World, repo: Repo, issue: Issue, caller: Caller, wish: Wish) -> str:
    pull = issue.pull
    assert pull and pull.merge_commit_sha  # noqa: S101  (`merge` has refreshed it)
    test = git.commit(repo.path, pull.merge_commit_sha)
    base = test.parents[0]
    now = world.clock.now()
    if wish.method == "rebase":
        return _rebased(world, repo, base, pull.head_sha)
    if wish.method == "squash":
        title = wish.title or f"{issue.title} (#{issue.number})"
        commits = [git.commit(repo.path, sha) for sha in git.between(repo.path, base, pull.head_sha)]
        listed = "\n\n".join(f"* {one.message}" for one in commits) if len(commits) > 1 else ""
        message = listed if wish.message is None else wish.message
        parents, author = [base], issue.author
    else:
        owner = world.repos[pull.head_repo].owner.login if pull.head_repo in world.repos else "unknown"
        title = wish.title or f"Merge pull request #{issue.number} from {owner}/{pull.head_ref}"
        message = issue.title if wish.message is None else wish.message
        parents, author = [base, pull.head_sha], caller.user
    people = (git.Person(author.login, email_of(author), now), by_github(world))
    text = f"{title}\n\n{message}".rstrip()
    return git.write_commit(repo.path, test.tree, parents, text, people)


def _rebased(world: World, repo: Repo, base: str, head: str) -> str:
    when = {"GIT_COMMITTER_DATE": f"{int(world.clock.epoch())} +0000"}
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "tree"
        git_process.run(repo.path, "worktree", "add", "--quiet", "--detach", str(place), base)
        try:
            git_process.run(place, "cherry-pick", f"{base}..{head}", env=when)
            return git_process.run(place, "rev-parse", "HEAD").strip()
        except git_process.GitError:
            raise Refusal(405, "This branch can't be rebased") from None
        finally:
            git_process.run(repo.path, "worktree", "remove", "--force", str(place))
