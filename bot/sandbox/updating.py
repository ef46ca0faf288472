"""The button "Update branch" of a pull request: its base is merged into its head branch.

GitHub does it after it has answered 202; here it is done by then.
https://docs.github.com/rest/pulls/pulls#update-a-pull-request-branch
"""

from bot.sandbox import git, git_process, merging, pulls, pushes
from bot.sandbox.access import Caller
from bot.sandbox.refusal import Refusal, forbidden
from bot.sandbox.shapes import email_of
from bot.sandbox.store import Issue, Pull, Repo, World


def may(world: World, repo: Repo, record: Issue, pull: Pull, caller: Caller) -> bool:
    """GraphQL's `viewerCanUpdateBranch`: there is something to merge, and the caller may push it."""
    base = git.resolve(repo.path, pushes.HEADS + pull.base_ref)
    behind = base is not None and not git.is_ancestor(repo.path, base, pull.head_sha)
    return record.state == "open" and behind and bool(pull.mergeable) and _pushes(world, repo, pull, caller)


def _pushes(world: World, repo: Repo, pull: Pull, caller: Caller) -> bool:
    """Whether the caller may push to the head branch: of a fork only if its owner lets maintainers."""
    if not caller.allows(repo, "pull_requests", "write"):
        return False
    if pull.head_repo == repo.id:
        return caller.allows(repo, "contents", "write")
    return pull.maintainers_push and pull.head_repo in world.repos


def update(world: World, repo: Repo, number: int, caller: Caller, expected: str | None) -> str:
    """Merge the base into the head, if that is the `expected` one; the new head, or GitHub's refusal."""
    record, pull = pulls.get(repo, number)
    if expected is not None and expected != pull.head_sha:
        raise Refusal(422, "expected head sha didn’t match current head ref.")
    head_repo = world.repos.get(pull.head_repo)
    base = git.resolve(repo.path, pushes.HEADS + pull.base_ref)
    if record.state == "closed" or head_repo is None or base is None:
        raise Refusal(422, "Cannot update pull request branch.")
    if not _pushes(world, repo, pull, caller):
        raise forbidden("contents=write,pull_requests=write")
    if git.is_ancestor(repo.path, base, pull.head_sha):
        raise Refusal(422, "There are no new commits on the base branch.")
    tree = git.merge_tree(repo.path, pull.head_sha, base)
    if tree is None:
        raise Refusal(422, "merge conflict between base and head")
    if merging.touches_workflows(repo, git.merge_base(repo.path, base, pull.head_sha) or base, base):
        caller.require(repo, ({"contents": "write", "workflows": "write"},))
    old, at = pull.head_sha, world.clock.now()
    people = (git.Person(caller.user.login, email_of(caller.user), at), merging.by_github(world))
    message = f"Merge branch '{pull.base_ref}' into {pull.head_ref}"
    new = git.write_commit(repo.path, tree, [old, base], message, people)
    if head_repo is not repo:
        git_process.run(head_repo.path, "fetch", "--quiet", "--no-tags", str(repo.path), new)
    git.update_ref(head_repo.path, pushes.HEADS + pull.head_ref, new, old)
    pushes.after(world, head_repo, caller, pushes.HEADS + pull.head_ref, (old, new))
    return new
