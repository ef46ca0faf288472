"""What can be done to pull requests, except what moves a branch (`pushes.py`)."""

from dataclasses import dataclass

from bot.sandbox import announce, git, git_process, issues, merging, protection
from bot.sandbox.access import Caller
from bot.sandbox.announce import Change
from bot.sandbox.refusal import Refusal, invalid, not_found
from bot.sandbox.store import BaseChange, Issue, Json, Pull, Repo, World


@dataclass(frozen=True)
class Opening:
    """What a new pull request is made of; branch names without `refs/heads/`."""

    title: str
    body: str | None
    head_repo: Repo
    head: str
    base: str
    draft: bool = False
    maintainers_push: bool = False


@dataclass(frozen=True)
class Base:
    """Another base branch; `automatic` when nobody asked, because the old one was merged and deleted."""

    name: str
    automatic: bool = False


def get(repo: Repo, number: int) -> tuple[Issue, Pull]:
    """Both halves of a pull request; 404 otherwise."""
    found = repo.issues.get(number)
    if found is None or found.pull is None:
        raise not_found()
    return found, found.pull


def open_pulls(repo: Repo) -> list[tuple[Issue, Pull]]:
    """The open pull requests, by number."""
    return [(one, one.pull) for one in repo.issues.values() if one.pull and one.state == "open"]


def open_pull(world: World, repo: Repo, caller: Caller, wish: Opening) -> Issue:
    """A new pull request with its merge commit; 422 as GitHub words it."""
    head, base = _ends(repo, wish)
    now = world.clock.now()
    number = issues.next_number(repo)
    issues.check_body("PullRequest", wish.body)
    pull = Pull(
        id=world.next_id(),
        number=number,
        head_repo=wish.head_repo.id,
        head_ref=wish.head,
        head_sha=head,
        base_ref=wish.base,
        base_sha=base,
        draft=wish.draft,
        maintainers_push=wish.maintainers_push and wish.head_repo is not repo,
    )
    record = Issue(
        id=world.next_id(),
        number=number,
        title=wish.title,
        body=wish.body,
        author=caller.user,
        created=now,
        updated=now,
        app=caller.app,
        pull=pull,
    )
    merging.refresh(world, repo, pull)
    repo.issues[number] = record
    tell(world, repo, record, caller, Change("opened"))
    return record


def _ends(repo: Repo, wish: Opening) -> tuple[str, str]:
    """The head's and the base's commit."""
    head = git.resolve(wish.head_repo.path, f"refs/heads/{wish.head}")
    base = git.resolve(repo.path, f"refs/heads/{wish.base}")
    if head is None:
        raise invalid("PullRequest", "head")
    if base is None:
        raise invalid("PullRequest", "base")
    if wish.head_repo is not repo:
        git_process.run(repo.path, "fetch", "--quiet", "--no-tags", str(wish.head_repo.path), head)
    if git.is_ancestor(repo.path, head, base):
        text = f"No commits between {wish.base} and {wish.head}"
        raise Refusal(422, "Validation Failed", [_custom(text)])
    for _, pull in open_pulls(repo):
        if (pull.head_repo, pull.head_ref, pull.base_ref) == (wish.head_repo.id, wish.head, wish.base):
            text = f"A pull request already exists for {wish.head_repo.owner.login}:{wish.head}."
            raise Refusal(422, "Validation Failed", [_custom(text)])
    return head, base


def _custom(text: str) -> Json:
    return {"resource": "PullRequest", "code": "custom", "message": text}


def tell(world: World, repo: Repo, record: Issue, caller: Caller, change: Change) -> None:
    """Announce a change and let workflows start on it."""
    payload = announce.pull(world, repo, record, caller.user, change)
    if world.actions is not None:
        world.actions.on_pull_request(repo, record, change.action, caller.user, payload, caller.by_actions)


def head_moved(world: World, repo: Repo, record: Issue, caller: Caller, after: str) -> None:
    """The head branch was pushed to."""
    pull = record.pull
    if pull is None:
        return
    before, pull.head_sha = pull.head_sha, after
    protection.dismiss_stale(repo, pull)
    pull.base_sha = git.resolve(repo.path, f"refs/heads/{pull.base_ref}") or pull.base_sha
    record.updated = world.clock.now()
    merging.refresh(world, repo, pull)
    tell(world, repo, record, caller, Change("synchronize", {"before": before, "after": after}))


def edit(world: World, repo: Repo, record: Issue, caller: Caller, changes: Json) -> None:
    """Title, body, base and state as in `PATCH /pulls/{number}`; nothing at all if the base is refused."""
    pull = record.pull
    if pull is None:
        return
    base = changes.get("base")
    problem = base_problem(repo, record, base) if base else None
    if problem:
        raise invalid("PullRequest", "base", "invalid", problem)
    issues.edit(world, repo, record, caller, {k: v for k, v in changes.items() if k in ("title", "body")})
    if base and base != pull.base_ref:
        change_base(world, repo, record, caller, Base(base))
    if changes.get("state") == "closed":
        close(world, repo, record, caller)
    elif changes.get("state") == "open":
        reopen(world, repo, record, caller)


def base_problem(repo: Repo, record: Issue, base: str) -> str | None:
    """Why a pull request cannot be proposed to `base`, in GitHub's words; None if it can, or is already."""
    pull = record.pull
    if pull is None or record.state == "closed":
        return "Cannot change the base branch of a closed pull request."
    tip = git.resolve(repo.path, f"refs/heads/{base}")
    if tip is None:
        return f"Proposed base branch '{base}' was not found"
    ends = f"base branch '{base}' and head branch '{pull.head_ref}'"
    for other, one in open_pulls(repo):
        same_head = (one.head_repo, one.head_ref) == (pull.head_repo, pull.head_ref)
        if other is not record and same_head and one.base_ref == base:
            return f"A pull request already exists for {ends}"
    if base != pull.base_ref and git.is_ancestor(repo.path, pull.head_sha, tip):
        return f"There are no new commits between {ends}"
    return None


def change_base(world: World, repo: Repo, record: Issue, caller: Caller, base: Base) -> None:
    """Propose a pull request to another branch, which must be one that `base_problem` has nothing against."""
    pull, now = record.pull, world.clock.now()
    tip = git.resolve(repo.path, f"refs/heads/{base.name}")
    if pull is None or tip is None:
        return
    before = {"base": {"ref": {"from": pull.base_ref}, "sha": {"from": pull.base_sha}}}
    change = BaseChange(world.next_id(), now, caller.user, pull.base_ref, base.name, base.automatic)
    pull.base_changes.append(change)
    pull.base_ref, pull.base_sha, record.updated = base.name, tip, now
    merging.refresh(world, repo, pull)
    tell(world, repo, record, caller, Change("edited", {"changes": before}))


def close(world: World, repo: Repo, record: Issue, caller: Caller) -> None:
    """Close, merged or not."""
    if record.state == "closed":
        return
    record.state, record.closed, record.closed_by = "closed", world.clock.now(), caller.user
    record.updated = world.clock.now()
    tell(world, repo, record, caller, Change("closed"))


def reopen(world: World, repo: Repo, record: Issue, caller: Caller) -> None:
    """Open again; 422 if it was merged or one of its branches is gone."""
    pull = record.pull
    if pull is None or record.state == "open":
        return
    head_repo = world.repos.get(pull.head_repo)
    head = git.resolve(head_repo.path, f"refs/heads/{pull.head_ref}") if head_repo else None
    base = git.resolve(repo.path, f"refs/heads/{pull.base_ref}")
    if pull.merged or head is None or base is None:
        raise invalid("PullRequest", "state", "custom", "state cannot be changed.")
    record.state, record.closed, record.closed_by = "open", None, None
    pull.head_sha = head
    merging.refresh(world, repo, pull)
    tell(world, repo, record, caller, Change("reopened"))
