"""Merge queues, reviews and automatic merging in GraphQL: fields and mutations; neighbour of `graph_nodes.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from graphql import GraphQLError

from bot.sandbox import protection, queueing, reviews, shapes, updating
from bot.sandbox.access import Caller
from bot.sandbox.clock import iso
from bot.sandbox.graph_lists import actor, asked, connection, lazy
from bot.sandbox.refusal import Refusal
from bot.sandbox.rulesets import QueueEntry, Review
from bot.sandbox.store import Issue, Json, Pull, Repo, World

T = TypeVar("T")


@dataclass(frozen=True)
class Shown:
    """How an execution shows what is not of this module."""

    repository: Callable[[Repo], Json]
    pull: Callable[[Repo, Issue], Json]
    commit: Callable[[Repo, str], Json]


class Merging:
    """The part of one execution that is about how pull requests get into their base."""

    def __init__(self, world: World, caller: Caller, shown: Shown) -> None:
        self._world = world
        self._caller = caller
        self._shown = shown

    def of_pull(self, repo: Repo, record: Issue, pull: Pull) -> Json:
        """What a PullRequest says of its reviews and its queue."""

        def reviewed(arguments: Json) -> Json:
            author, writers = record.author.login, bool(arguments.get("writersOnly"))
            found = protection.latest(repo, pull, author, writers)
            return connection(found, lambda one: self._review(repo, one), arguments)

        entry = queueing.entry_of(repo, pull)
        return {
            "reviewDecision": lazy(lambda: protection.decision(repo, record, pull)),
            "latestOpinionatedReviews": asked(reviewed),
            "viewerCanUpdateBranch": lazy(
                lambda: updating.may(self._world, repo, record, pull, self._caller)
            ),
            "isInMergeQueue": entry is not None,
            "isMergeQueueEnabled": protection.queue_of(repo, pull.base_ref) is not None,
            "mergeQueue": lazy(lambda: self.queue(repo, {"branch": pull.base_ref})),
            "mergeQueueEntry": lazy(lambda: self._entry(repo, pull.base_ref, entry) if entry else None),
        }

    def queue(self, repo: Repo, arguments: Json) -> Json | None:
        """A MergeQueue, of the default branch unless another is named."""
        base = arguments.get("branch") or repo.default_branch
        rule = protection.queue_of(repo, base)
        if rule is None:
            return None
        entries = repo.queues.get(base, [])
        return {
            "__typename": "MergeQueue",
            "id": shapes.node_id("MQ", rule.ruleset_id),
            "url": f"{shapes.html_url(self._world, repo)}/queue/{base}",
            "repository": lazy(lambda: self._shown.repository(repo)),
            "configuration": {
                "__typename": "MergeQueueConfiguration",
                "checkResponseTimeout": rule.timeout_minutes,
                "maximumEntriesToBuild": rule.at_once,
            },
            "entries": asked(lambda a: connection(entries, lambda one: self._entry(repo, base, one), a)),
        }

    def _entry(self, repo: Repo, base: str, entry: QueueEntry) -> Json:
        group, entries = entry.group, repo.queues.get(base, [])
        record = repo.issues[entry.number]
        return {
            "__typename": "MergeQueueEntry",
            "id": shapes.node_id("MQE", entry.id),
            "position": entries.index(entry) + 1 if entry in entries else 0,
            "state": queueing.state(repo, base, entry),
            "enqueuedAt": iso(entry.at),
            "enqueuer": actor(self._world.user(entry.by)),
            "baseCommit": lazy(lambda: self._shown.commit(repo, group.base) if group else None),
            "headCommit": lazy(lambda: self._shown.commit(repo, group.sha) if group else None),
            "mergeQueue": lazy(lambda: self.queue(repo, {"branch": base})),
            "pullRequest": lazy(lambda: self._shown.pull(repo, record)),
        }

    def _review(self, repo: Repo, one: Review) -> Json:
        return {
            "id": shapes.node_id("PRR", one.id),
            "author": actor(self._world.user(one.login)),
            "commit": lazy(lambda: self._shown.commit(repo, one.commit)),
            "onBehalfOf": asked(lambda a: connection(one.teams, _team, a)),
            "state": one.state,
            "submittedAt": iso(one.at),
        }

    def mutations(self) -> Json:
        """The fields of Mutation. Each needs the right to write to pull requests and contents."""

        def enqueue(info: Any, input: Json) -> Json:
            repo, record = self._writable(input["pullRequestId"])
            head = input.get("expectedHeadOid")
            entry = _refused(lambda: queueing.enqueue(self._world, repo, record.number, self._caller, head))
            return {"mergeQueueEntry": self._entry(repo, _base(record), entry)}

        def dequeue(info: Any, input: Json) -> Json:
            repo, record = self._writable(input["id"])
            entry = _refused(lambda: queueing.dequeue(self._world, repo, record.number, self._caller))
            return {"mergeQueueEntry": self._entry(repo, _base(record), entry)}

        def arm(info: Any, input: Json) -> Json:
            repo, record = self._writable(input["pullRequestId"])
            _refused(lambda: queueing.arm(self._world, repo, record.number, self._caller))
            return {"actor": actor(self._caller.user), "pullRequest": self._shown.pull(repo, record)}

        def review(info: Any, input: Json) -> Json:
            repo, record = self._writable(input["pullRequestId"], contents="read")
            event = input.get("event") or "COMMENT"
            made = _refused(lambda: reviews.submit(self._world, repo, record.number, self._caller, event))
            return {"pullRequestReview": self._review(repo, made)}

        return {
            "addPullRequestReview": review,
            "dequeuePullRequest": dequeue,
            "enablePullRequestAutoMerge": arm,
            "enqueuePullRequest": enqueue,
        }

    def _writable(self, node: str, contents: str = "write") -> tuple[Repo, Issue]:
        kind, number = shapes.from_node_id(node) or ("", 0)
        for repo in self._world.repos.values() if kind == "PR" else ():
            for record in repo.issues.values():
                if record.id == number and self._caller.reaches(repo):
                    needs = (("pull_requests", "write"), ("contents", contents))
                    if all(self._caller.allows(repo, *need) for need in needs):
                        return repo, record
                    text = "Resource not accessible by integration"
                    raise GraphQLError(text, extensions={"type": "FORBIDDEN"})
        text = f"Could not resolve to a node with the global id of '{node}'."
        raise GraphQLError(text, extensions={"type": "NOT_FOUND"})


def _team(slug: str) -> Json:
    return {"__typename": "Team", "id": shapes.node_id("T", 0) + slug, "combinedSlug": slug}


def _base(record: Issue) -> str:
    return record.pull.base_ref if record.pull else ""


def _refused(act: Callable[[], T]) -> T:
    """What `act` gives; its refusal as GraphQL tells it."""
    try:
        return act()
    except Refusal as refusal:
        words = "; ".join([refusal.message, *map(str, refusal.errors or ())])
        raise GraphQLError(words, extensions={"type": "UNPROCESSABLE"}) from None
