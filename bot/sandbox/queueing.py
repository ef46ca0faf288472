"""Merge queues and automatic merging: what happens by itself once checks and reviews are there.

Each enqueued pull request gets a group: a real merge of it into what is in front of it, on a branch
under `gh-readonly-queue/`, for which checks are requested. Required checks are judged on the group's
head alone. The first group that is green is merged at once; one that fails, or does not answer in time,
ejects its pull request, and what was built on it is built anew. An entry further back is judged when it
has come to the front.
https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges/managing-a-merge-queue
"""

from datetime import timedelta

from bot.sandbox import announce, git, merging, protection, pulls, pushes
from bot.sandbox.access import Caller
from bot.sandbox.announce import Change
from bot.sandbox.merging import Wish
from bot.sandbox.refusal import Refusal
from bot.sandbox.rulesets import Group, QueueEntry, QueueMove, QueueRule
from bot.sandbox.store import Issue, Pull, Repo, User, World

FOLDER = "gh-readonly-queue"
_BOT = "github-merge-queue[bot]"


def enqueue(world: World, repo: Repo, number: int, caller: Caller, head: str | None = None) -> QueueEntry:
    """Put a pull request at the end of its base's queue; 422 in GitHub's words if it cannot be there."""
    record, pull = pulls.get(repo, number)
    if problem := _unfit(repo, record, pull, head):
        raise Refusal(422, problem)
    entry = QueueEntry(world.next_id(), number, caller.user.login, world.clock.now(), pull.head_sha)
    repo.queues.setdefault(pull.base_ref, []).append(entry)
    pull.auto_merge_by = pull.auto_merge_at = None
    pull.queue_moves.append(QueueMove(world.next_id(), entry.at, caller.user.login))
    pulls.tell(world, repo, record, caller, Change("enqueued"))
    settle(world)
    return entry


def _unfit(repo: Repo, record: Issue, pull: Pull, head: str | None) -> str | None:
    if protection.queue_of(repo, pull.base_ref) is None:
        return f"No merge queue found for branch '{pull.base_ref}'"
    if record.state == "closed" or pull.draft or not pull.mergeable:
        return "Pull request is not mergeable"
    if head is not None and head != pull.head_sha:
        return "Head sha didn't match the expected head sha"
    if entry_of(repo, pull) is not None:
        return "Pull request is already in the queue"
    return next(iter(protection.merge_problems(repo, pull, record.author.login)), None)


def dequeue(world: World, repo: Repo, number: int, caller: Caller) -> QueueEntry:
    """Take a pull request out of its queue."""
    _, pull = pulls.get(repo, number)
    entry = entry_of(repo, pull)
    if entry is None:
        raise Refusal(422, "Pull request is not in the queue")
    _eject(world, repo, pull.base_ref, entry, ("MANUAL", caller))
    settle(world)
    return entry


def arm(world: World, repo: Repo, number: int, caller: Caller) -> None:
    """Automatic merging: as soon as nothing is lacking the pull request is merged, or enqueued."""
    record, pull = pulls.get(repo, number)
    if record.state == "closed" or pull.draft:
        raise Refusal(422, "Pull request is not mergeable")
    queued = protection.queue_of(repo, pull.base_ref) is not None
    if not queued and merging.state(world, repo, record, pull) == "clean":
        raise Refusal(422, "Pull request is in clean status")
    pull.auto_merge_by, pull.auto_merge_at = caller.user, world.clock.now()
    settle(world)


def entry_of(repo: Repo, pull: Pull) -> QueueEntry | None:
    """A pull request's place in the queue."""
    return next((one for one in repo.queues.get(pull.base_ref, ()) if one.number == pull.number), None)


def state(repo: Repo, base: str, entry: QueueEntry) -> str:
    """GraphQL's `MergeQueueEntryState`."""
    if entry.group is None:
        return "QUEUED"
    words = protection.checks_lacking(protection.rules_of(repo, base), repo, entry.group.sha).values()
    if "failing" in words:
        return "UNMERGEABLE"
    return "AWAITING_CHECKS" if words else "MERGEABLE"


def settle(world: World) -> None:
    """Do what is due in every repository; world locked. Called after whatever may have changed something."""
    for repo in list(world.repos.values()):
        while _armed(world, repo) or any(_queue_moved(world, repo, base) for base in list(repo.queues)):
            pass


def _armed(world: World, repo: Repo) -> bool:
    """Whether an armed pull request was merged or enqueued, or is armed no more."""
    for record, pull in pulls.open_pulls(repo):
        if pull.auto_merge_by is None or pull.draft or not pull.mergeable:
            continue
        if protection.merge_problems(repo, pull, record.author.login):
            continue
        caller = Caller("person", pull.auto_merge_by)
        pull.auto_merge_by = pull.auto_merge_at = None
        if protection.queue_of(repo, pull.base_ref):
            enqueue(world, repo, record.number, caller)
        else:
            pushes.merge_pull(world, repo, record, caller, Wish())
        return True
    return False


def _queue_moved(world: World, repo: Repo, base: str) -> bool:
    """One step of a queue; whether there was one to make."""
    rule, entries = protection.queue_of(repo, base), repo.queues[base]
    for entry in entries:
        if reason := _stray(repo, base, entry, rule):
            _eject(world, repo, base, entry, (reason, _queue_bot(world)))
            return True
    if rule is None or not entries:
        return False
    expected = git.resolve(repo.path, pushes.HEADS + base)
    for entry in entries[: rule.at_once]:
        if expected is None:
            return False
        if entry.group is None or entry.group.base != expected:
            _build(world, repo, base, entry, expected)
            return True
        expected = entry.group.sha
    return _judge(world, repo, base, entries[0], rule)


def _stray(repo: Repo, base: str, entry: QueueEntry, rule: QueueRule | None) -> str | None:
    """Why an entry has no place in the queue any more."""
    record, pull = pulls.get(repo, entry.number)
    if rule is None:
        return "QUEUE_CLEARED"
    if pull.merged:
        return "ALREADY_MERGED"
    moved = pull.base_ref != base or pull.head_sha != entry.head
    return "MANUAL" if moved or record.state == "closed" else None


def _build(world: World, repo: Repo, base: str, entry: QueueEntry, on: str) -> None:
    """Make the entry's group on that commit, and ask for its checks."""
    _destroy(world, repo, base, entry, "invalidated")
    bot = _queue_bot(world)
    record, _ = pulls.get(repo, entry.number)
    tree = git.merge_tree(repo.path, on, entry.head)
    if tree is None:
        _eject(world, repo, base, entry, ("MERGE_CONFLICT", bot))
        return
    people = (merging.by_github(world), merging.by_github(world))
    text = f"Merge pull request #{entry.number} into {base}\n\n{record.title}"
    sha = git.write_commit(repo.path, tree, [on, entry.head], text, people)
    ref = f"{pushes.HEADS}{FOLDER}/{base}/pr-{entry.number}-{on}"
    git.update_ref(repo.path, ref, sha)
    entry.group = Group(on, sha, ref, world.clock.now())
    pushes.after(world, repo, bot, ref, (git.NULL, sha))
    payload = announce.group(world, repo, base, entry.group, Change("checks_requested"))
    if world.actions is not None:
        world.actions.on_merge_group(repo, entry.group, bot.user, payload)


def _judge(world: World, repo: Repo, base: str, entry: QueueEntry, rule: QueueRule) -> bool:
    """Merge the first group if it is green, eject it if it failed or is out of time."""
    group = entry.group
    if group is None:
        return False
    words = protection.checks_lacking(protection.rules_of(repo, base), repo, group.sha).values()
    late = world.clock.now() >= group.asked + timedelta(minutes=rule.timeout_minutes)
    if "failing" in words or (words and late):
        reason = "CI_FAILURE" if "failing" in words else "CI_TIMEOUT"
        _eject(world, repo, base, entry, (reason, _queue_bot(world)))
        return True
    if words:
        return False
    _merge(world, repo, base, entry, group)
    return True


def _merge(world: World, repo: Repo, base: str, entry: QueueEntry, group: Group) -> None:
    """The base branch becomes the group's head, and its pull request is merged."""
    record, pull = pulls.get(repo, entry.number)
    caller = Caller("person", world.user(entry.by))
    git.update_ref(repo.path, pushes.HEADS + base, group.sha, group.base)
    pull.merged, pull.merge_commit_sha = True, group.sha
    pull.merged_at, pull.merged_by = world.clock.now(), caller.user
    repo.queues[base].remove(entry)
    pushes.conclude(world, repo, record, caller, (group.base, group.sha))
    _destroy(world, repo, base, entry, "merged")


def _eject(world: World, repo: Repo, base: str, entry: QueueEntry, why: tuple[str, Caller]) -> None:
    """Out of the queue; what was built on it is found to be on nothing, and built anew."""
    reason, caller = why
    repo.queues[base].remove(entry)
    record, pull = pulls.get(repo, entry.number)
    pull.queue_moves.append(QueueMove(world.next_id(), world.clock.now(), caller.user.login, reason))
    pulls.tell(world, repo, record, caller, Change("dequeued", {"reason": reason}))
    _destroy(world, repo, base, entry, "dequeued")


def _destroy(world: World, repo: Repo, base: str, entry: QueueEntry, reason: str) -> None:
    group, entry.group = entry.group, None
    if group is not None:
        git.delete_ref(repo.path, group.ref)
        announce.group(world, repo, base, group, Change("destroyed", {"reason": reason}))
        pushes.after(world, repo, _queue_bot(world), group.ref, (group.sha, git.NULL))


def _queue_bot(world: World) -> Caller:
    if _BOT not in world.users:
        world.users[_BOT] = User(118344674, _BOT, "Bot")
    return Caller("person", world.users[_BOT])
