"""What can be done to pull requests, except what moves a branch (`pushes.py`)."""

from dataclasses import dataclass

from bot.sandbox import announce, git, issues, merging
from bot.sandbox.access import Caller
from bot.sandbox.announce import Change
from bot.sandbox.refusal import Refusal, invalid, not_found
from bot.sandbox.store import Issue, Json, Pull, Repo, World


@dataclass(frozen=True)
class Opening:
    """What a new pull request is made of; branch names without `refs/heads/`."""

    title: str
    body: str | None
    head_repo: Repo
    head: str
    base: str
    draft: bool = False


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
        git.run(repo.path, "fetch", "--quiet", "--no-tags", str(wish.head_repo.path), head)
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
    pull.base_sha = git.resolve(repo.path, f"refs/heads/{pull.base_ref}") or pull.base_sha
    record.updated = world.clock.now()
    merging.refresh(world, repo, pull)
    tell(world, repo, record, caller, Change("synchronize", {"before": before, "after": after}))


def edit(world: World, repo: Repo, record: Issue, caller: Caller, changes: Json) -> None:
    """Title, body, base and state as in `PATCH /pulls/{number}`."""
    pull = record.pull
    if pull is None:
        return
    issues.edit(world, repo, record, caller, {k: v for k, v in changes.items() if k in ("title", "body")})
    if (base := changes.get("base")) and base != pull.base_ref:
        tip = git.resolve(repo.path, f"refs/heads/{base}")
        if tip is None:
            raise invalid("PullRequest", "base")
        before = {"base": {"ref": {"from": pull.base_ref}, "sha": {"from": pull.base_sha}}}
        pull.base_ref, pull.base_sha = base, tip
        merging.refresh(world, repo, pull)
        tell(world, repo, record, caller, Change("edited", {"changes": before}))
    if changes.get("state") == "closed":
        close(world, repo, record, caller)
    elif changes.get("state") == "open":
        reopen(world, repo, record, caller)


def close(world: World, repo: Repo, record: Issue, caller: Caller) -> None:
    """Close, merged or not."""
    if record.state == "closed":
        return
    record.state, record.closed, record.closed_by = "closed", world.clock.now(), caller.user
    record.updated = world.clock.now()
    tell(world, repo, record, caller, Change("closed"))


def reopen(world: World, repo: Repo, record: Issue, caller: Caller) -> None:
    """Open again; 422 if it was merged or its branch is gone."""
    pull = record.pull
    if pull is None or record.state == "open":
        return
    head_repo = world.repos.get(pull.head_repo)
    if pull.merged or head_repo is None or not git.resolve(head_repo.path, f"refs/heads/{pull.head_ref}"):
        raise invalid("PullRequest", "state", "custom", "state cannot be changed.")
    record.state, record.closed, record.closed_by = "open", None, None
    pull.head_sha = git.resolve(head_repo.path, f"refs/heads/{pull.head_ref}") or pull.head_sha
    merging.refresh(world, repo, pull)
    tell(world, repo, record, caller, Change("reopened"))
