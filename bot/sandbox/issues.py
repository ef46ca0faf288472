"""What can be done to issues, comments and labels, by whichever way it is asked.

`rest/issues.py` and the test-building API both end here. Pull requests are issues too: their own
half is in `pulls.py`.
"""

from collections.abc import Sequence
from typing import Any

from bot.sandbox import announce, shapes
from bot.sandbox.access import Caller
from bot.sandbox.announce import Change
from bot.sandbox.comments import Content, Reaction
from bot.sandbox.refusal import Refusal, invalid, not_found
from bot.sandbox.store import Comment, Issue, Json, Label, Repo, Turn, World

BODY_LIMIT = 65_536


def get(repo: Repo, number: int) -> Issue:
    """The issue or pull request of that number; 404 otherwise, 410 where it was deleted."""
    found = repo.issues.get(number)
    if found is None:
        raise Refusal(410, "This issue was deleted") if number in repo.gone else not_found()
    return found


def next_number(repo: Repo) -> int:
    """Issues and pull requests are counted together; the number of a deleted one is not given again."""
    return max((*repo.issues, *repo.gone), default=0) + 1


def check_body(resource: str, body: str | None) -> None:
    """Refuse a text longer than GitHub takes."""
    if body is not None and len(body) > BODY_LIMIT:
        raise invalid(resource, "body", "custom", f"body is too long (maximum is {BODY_LIMIT} characters)")


def open_issue(
    world: World, repo: Repo, caller: Caller, text: tuple[str, str | None], labels: Sequence[str] = ()
) -> Issue:
    """A new issue; `text` is title and body. Labels of people without triage rights are dropped."""
    title, body = text
    if not repo.has_issues:
        raise Refusal(410, "Issues has been disabled in this repository.")
    if not title.strip():
        raise invalid("Issue", "title", "missing_field")
    check_body("Issue", body)
    now = world.clock.now()
    record = Issue(
        id=world.next_id(),
        number=next_number(repo),
        title=title,
        body=body,
        author=caller.user,
        created=now,
        updated=now,
        app=caller.app,
    )
    repo.issues[record.number] = record
    announce.issue(world, repo, record, caller.user, Change("opened"))
    if caller.kind != "person" or caller.role(repo) not in (None, "read"):
        add_labels(world, repo, record, caller, labels)
    return record


def edit(world: World, repo: Repo, record: Issue, caller: Caller, changes: Json) -> None:
    """Title, body, labels and state as in `PATCH /issues/{number}`."""
    check_body("Issue", changes.get("body"))
    texts = {name: value for name, value in changes.items() if name in ("title", "body")}
    if texts:
        before = {name: {"from": getattr(record, name) or ""} for name in texts}
        for name, value in texts.items():
            setattr(record, name, value)
        record.updated = world.clock.now()
        tell(world, repo, record, caller, Change("edited", {"changes": before}))
    if "labels" in changes:
        _replace_labels(world, repo, record, caller, changes["labels"] or [])
    if "state" in changes:
        set_state(world, repo, record, caller, changes)


def tell(world: World, repo: Repo, record: Issue, caller: Caller, change: Change) -> None:
    """Announce a change under the event that fits the issue's kind."""
    announcement = announce.pull if record.pull else announce.issue
    announcement(world, repo, record, caller.user, change)


def set_state(world: World, repo: Repo, record: Issue, caller: Caller, wish: Json) -> None:
    """Close or reopen an issue (`state`, `state_reason`); nothing when it is so already."""
    state, reason = wish["state"], wish.get("state_reason")
    if state == record.state:
        return
    now = world.clock.now()
    record.state, record.updated = state, now
    record.turns.append(Turn(world.next_id(), now, caller.user, state))
    if state == "closed":
        record.closed, record.closed_by = now, caller.user
        record.state_reason = None if record.pull else (reason or "completed")
    else:
        record.closed, record.closed_by = None, None
        record.state_reason = None if record.pull else "reopened"
    tell(world, repo, record, caller, Change("closed" if state == "closed" else "reopened"))


def delete(world: World, repo: Repo, record: Issue, caller: Caller) -> None:
    """Delete an issue with all its comments: only an admin's to do, and for good. Nobody is told."""
    if caller.role(repo) != "admin":
        raise Refusal(403, "Must have admin rights to Repository.")
    del repo.issues[record.number]
    repo.gone.add(record.number)


def comment(world: World, repo: Repo, record: Issue, caller: Caller, body: str) -> Comment:
    """A new comment."""
    if not body.strip():
        raise invalid("IssueComment", "body", "missing_field")
    check_body("IssueComment", body)
    now = world.clock.now()
    made = Comment(world.next_id(), caller.user, body, now, now, caller.app)
    record.comments.append(made)
    record.updated = now
    announce.comment(world, repo, (record, made), caller.user, "created")
    return made


def find_comment(repo: Repo, comment_id: int) -> tuple[Issue, Comment]:
    """A comment and its issue; 404 otherwise."""
    for record in repo.issues.values():
        for one in record.comments:
            if one.id == comment_id:
                return record, one
    raise not_found()


def edit_comment(
    world: World, repo: Repo, found: tuple[Issue, Comment], caller: Caller, body: str
) -> Comment:
    """Change a comment's text; GraphQL's `editor` tells afterwards who did."""
    record, one = found
    check_body("IssueComment", body)
    one.body, one.editor, one.updated = body, caller.user, world.clock.now()
    one.edited = one.updated
    announce.comment(world, repo, (record, one), caller.user, "edited")
    return one


def react(
    world: World, repo: Repo, found: tuple[Issue, Comment], caller: Caller, content: Content
) -> tuple[Reaction, bool]:
    """A person's or an App's reaction to a comment, and whether it is new: each has one of a kind.

    It tells nobody, and does not count as an update of the comment or its issue.
    """
    _, one = found
    mine = (r for r in one.reactions if r.user == caller.user and r.content == content)
    known = next(mine, None)
    if known is not None:
        return known, False
    made = Reaction(world.next_id(), caller.user, content, world.clock.now())
    one.reactions.append(made)
    return made, True


def transfer(world: World, source: Repo, number: int, target: Repo) -> Issue:
    """Move an issue to another repository of its owner: its comments go along with their authors and times.

    https://docs.github.com/issues/tracking-your-work-with-issues/administering-issues/transferring-an-issue-to-another-repository
    """
    record = get(source, number)
    del source.issues[number]
    source.gone.add(number)
    record.number, record.moved, record.labels = next_number(target), world.clock.now(), []
    record.updated = record.moved
    for one in record.comments:
        one.id = world.next_id()
    target.issues[record.number] = record
    return record


def ensure_label(world: World, repo: Repo, name: str) -> Label:
    """The repository's label, made (grey) if it is not there yet, as GitHub does."""
    if not 0 < len(name) <= 50:
        raise invalid("Label", "name", "custom", "name is too long (maximum is 50 characters)")
    return repo.labels.setdefault(name.lower(), Label(world.next_id(), name))


def add_labels(world: World, repo: Repo, record: Issue, caller: Caller, names: Sequence[str]) -> None:
    """Add labels; those that are there already stay."""
    for name in names:
        label = ensure_label(world, repo, name)
        if label in record.labels:
            continue
        if len(record.labels) >= 100:
            raise invalid("Issue", "labels", "custom", "an issue can have at most 100 labels")
        record.labels.append(label)
        record.updated = world.clock.now()
        _tell_label(world, repo, record, caller, ("labeled", label))


def remove_label(world: World, repo: Repo, record: Issue, caller: Caller, name: str) -> None:
    """Take a label off; 404 if the issue does not have it."""
    label = repo.labels.get(name.lower())
    if label is None or label not in record.labels:
        raise Refusal(404, "Label does not exist")
    record.labels.remove(label)
    record.updated = world.clock.now()
    _tell_label(world, repo, record, caller, ("unlabeled", label))


def _tell_label(world: World, repo: Repo, record: Issue, caller: Caller, change: tuple[str, Label]) -> None:
    """Pull requests' labels are not told: nobody here listens."""
    if record.pull is None:
        about = {"label": shapes.label(world, repo, change[1])}
        announce.issue(world, repo, record, caller.user, Change(change[0], about))


def _replace_labels(world: World, repo: Repo, record: Issue, caller: Caller, wanted: list[Any]) -> None:
    names = [str(one["name"]) if isinstance(one, dict) else str(one) for one in wanted]  # pyright: ignore[reportUnknownArgumentType]  (JSON)
    keep = {name.lower() for name in names}
    for label in [one for one in record.labels if one.name.lower() not in keep]:
        remove_label(world, repo, record, caller, label.name)
    add_labels(world, repo, record, caller, names)
