"""What happens to pull requests, from being proposed to being merged."""

from bot.sandbox import access, git, pulls
from bot.sandbox.announce import Change
from tests.drill.folk import AUTHORS, Folk, Step, one_of
from tests.drill.town import LINES

KINDS = (
    *("harmless", "harmless", "fix", "harmless", "old", "half a fix", "flaky", "cheat", "another workflow"),
    *("fix", "back", "back", "far back", "document", "other settings", "moved", "many"),
)
"""What may be proposed: `Folk.files` has what each changes."""


def propose(folk: Folk, step: Step) -> str:
    """Somebody proposes something: harmless, a fix, a fix that fails, one that cheats; as a draft, from a fork."""
    kind, base, draft = one_of(KINDS, step.a), one_of(LINES, step.b % 4 // 3), step.c % 5 == 0
    branch, repo, by = f"topic-{folk.next()}", folk.repo, one_of(AUTHORS, step.c % 3)
    if step.c % 7 == 0:
        repo, by = folk.forked(base), "eve"
    at = git.resolve(folk.repo.record.path, base)
    old = git.resolve(folk.repo.record.path, f"{base}~1") if kind == "old" else None
    repo.branch(branch, old or at, by=by)
    repo.commit(folk.files(kind, base, step.c // 8), branch, f"Work: {kind}", by=by)
    number = folk.repo.pull(branch, base, by=by, draft=draft, head_repo=repo)
    return f"#{number} to {base} by {by}: {kind}{', a draft' if draft else ''}"


def push_pull(folk: Folk, step: Step) -> str | None:
    """Its author pushes to a pull request."""
    if (found := folk.pull(step, own=True)) is None:
        return None
    issue, pull = found
    kind = one_of(KINDS, step.b)
    sha = folk.repo.commit(
        folk.files(kind, pull.base_ref, step.c), pull.head_ref, f"More: {kind}", by=issue.author.login
    )
    return f"#{issue.number} at {sha[:7]}: {kind}"


def rebase(folk: Folk, step: Step) -> str | None:
    """Its author puts the work on top of the line anew, by force."""
    if (found := folk.pull(step, own=True)) is None:
        return None
    issue, pull = found
    kind, tip = one_of(KINDS, step.b), git.resolve(folk.repo.record.path, pull.base_ref)
    files = folk.files(kind, pull.base_ref, step.c)
    sha = folk.repo.commit(files, pull.head_ref, "Rebased", by=issue.author.login, parent=tip)
    return f"#{issue.number} at {sha[:7]}: {kind}, on {pull.base_ref}"


def twin(folk: Folk, step: Step) -> str | None:
    """The branch of a pull request is proposed to the other line as well."""
    if (found := folk.pull(step, own=True)) is None:
        return None
    other = LINES[1 - LINES.index(found[1].base_ref)] if found[1].base_ref in LINES else LINES[0]
    return f"#{folk.repo.pull(found[1].head_ref, other, by='bob')} to {other} as #{found[0].number}"


def retarget(folk: Folk, step: Step) -> str | None:
    """A pull request is proposed to another line instead."""
    if (found := folk.pull(step)) is None:
        return None
    other = LINES[1 - LINES.index(found[1].base_ref)] if found[1].base_ref in LINES else LINES[0]
    folk.repo.retarget(found[0].number, other)
    return f"#{found[0].number} to {other}"


def close(folk: Folk, step: Step) -> str | None:
    """A pull request is closed."""
    if (found := folk.pull(step)) is None:
        return None
    folk.repo.close(found[0].number)
    return f"#{found[0].number}"


def reopen(folk: Folk, step: Step) -> str | None:
    """One that was closed is opened again."""
    shut = [i for i in folk.town.pulls("closed") if i.pull and not i.pull.merged]
    if not shut:
        return None
    folk.repo.reopen(one_of(shut, step.a).number)
    return f"#{one_of(shut, step.a).number}"


def draft(folk: Folk, step: Step) -> str | None:
    """A draft is ready, or what was ready is a draft again."""
    if (found := folk.pull(step)) is None:
        return None
    issue, pull = found
    world = folk.town.gh.world
    with world.lock:
        pull.draft = not pull.draft
        issue.updated = world.clock.now()
        action = "converted_to_draft" if pull.draft else "ready_for_review"
        pulls.tell(world, folk.repo.record, issue, access.person(world, "bob"), Change(action))
    return f"#{issue.number} is {'a draft' if pull.draft else 'ready'}"


def arm(folk: Folk, step: Step) -> str | None:
    """Bob has a pull request merged as soon as it may be."""
    if (found := folk.pull(step)) is None:
        return None
    folk.repo.arm(found[0].number, by="bob")
    return f"#{found[0].number}"


def merge(folk: Folk, step: Step) -> str | None:
    """Bob presses the button; GitHub refuses where the rules do."""
    if (found := folk.pull(step)) is None:
        return None
    folk.repo.merge(found[0].number, by="bob")
    return f"#{found[0].number} into {found[1].base_ref}"


def enqueue(folk: Folk, step: Step) -> str | None:
    """Bob puts a pull request into the merge queue; GitHub refuses where the rules do, or there is no queue."""
    if (found := folk.pull(step)) is None:
        return None
    folk.repo.enqueue(found[0].number, by="bob")
    return f"#{found[0].number} into the queue of {found[1].base_ref}"


def dequeue(folk: Folk, step: Step) -> str | None:
    """Bob takes what the queue tries out of it."""
    if not (queued := folk.town.queued()):
        return None
    number = one_of(queued, step.a).number
    folk.repo.dequeue(number, by="bob")
    return f"#{number} out of the queue"
