"""What GraphQL's fields give, as plain mappings from field to value.

graphql-core takes a mapping's value, or calls it with the field's arguments: what is dear (git, long
lists) is a function, so that it costs only when asked for. What git answers is `graph_git.py`.
"""

from collections.abc import Callable
from typing import Any

from graphql import GraphQLError

from bot.sandbox import access, git, merging, shapes, shapes_issues
from bot.sandbox.access import Caller
from bot.sandbox.clock import iso
from bot.sandbox.graph_comments import comment
from bot.sandbox.graph_files import touched
from bot.sandbox.graph_git import GitFields
from bot.sandbox.graph_lists import actor, asked, connection, lazy, ordered
from bot.sandbox.graph_merging import Merging, Shown
from bot.sandbox.graph_timeline import timeline, turns
from bot.sandbox.store import Comment, Issue, Json, Pull, Repo, User, World

_MERGEABLE = {True: "MERGEABLE", False: "CONFLICTING", None: "UNKNOWN"}


class Graph:
    """One execution: who asks, and what it costs."""

    def __init__(self, world: World, caller: Caller, points: int, node_count: int) -> None:
        self._world = world
        self._caller = caller
        self._price = (points, node_count)
        self._git = GitFields(world, self.repository, self.guard)
        self._merging = Merging(world, caller, Shown(self.repository, self._shown, self._git.commit))

    def root(self) -> Json:
        """The fields of Query and Mutation."""

        def nodes(info: Any, ids: list[str]) -> list[Any]:
            return [self._node(one) or _missing(one) for one in ids]

        def node(info: Any, id: str) -> Json | None:
            found = self._node(id)
            if found is None:
                raise _missing(id)
            return found

        def repository(info: Any, owner: str, name: str, **_: Any) -> Json:
            return self._named(f"{owner}/{name}")

        queries = {"nodes": nodes, "node": node, "repository": repository, "rateLimit": self._rate_limit}
        return {**queries, **self._merging.mutations()}

    def _rate_limit(self, info: Any) -> Json:
        now = self._world.clock.now()
        used, reset = self._world.rates.get((access.bucket(self._caller), "graphql"), (0, 0))
        if reset <= now.timestamp():
            used, reset = 0, int(now.timestamp()) + 3600
        used += self._price[0]
        return {
            "cost": self._price[0],
            "limit": self._world.rate_limit,
            "nodeCount": self._price[1],
            "remaining": max(self._world.rate_limit - used, 0),
            "used": used,
            "resetAt": iso(now.fromtimestamp(reset, now.tzinfo)),
        }

    def guard(self, repo: Repo, permission: str, field: Callable[[Json], Any]) -> Callable[..., Any]:
        """The field, refused with FORBIDDEN when the caller may not read it."""

        def guarded(info: Any, **arguments: Any) -> Any:
            if not self._caller.allows(repo, permission, "read"):
                text = "Resource not accessible by integration"
                raise GraphQLError(text, extensions={"type": "FORBIDDEN"})
            return field(arguments)

        return guarded

    def _node(self, value: str) -> Json | None:
        kind, number = shapes.from_node_id(value[:-40]) or shapes.from_node_id(value) or ("", 0)
        for repo in self._world.repos.values():
            if not self._caller.reaches(repo):
                continue
            if kind == "R" and repo.id == number:
                return self.repository(repo)
            if kind == "GO" and repo.id == number:
                return self._git.object(repo, value[-40:])
            for issue in repo.issues.values() if kind in ("I", "PR") else ():
                if issue.id == number:
                    return self.pull(repo, issue, issue.pull) if issue.pull else self.issue(repo, issue)
            for issue in repo.issues.values() if kind == "IC" else ():
                if said := next((c for c in issue.comments if c.id == number), None):
                    return self._comment(repo, issue, said)
        return None

    def repository(self, repo: Repo) -> Json:
        """A Repository."""
        made = iso(repo.created or self._world.clock.now())
        default = f"refs/heads/{repo.default_branch}"
        return {
            "__typename": "Repository",
            "id": shapes.node_id("R", repo.id),
            "databaseId": repo.id,
            "name": repo.name,
            "nameWithOwner": repo.full_name,
            "url": shapes.html_url(self._world, repo),
            "createdAt": made,
            "updatedAt": shapes.stamp(repo.updated) or made,
            "pushedAt": shapes.stamp(repo.pushed),
            "isArchived": repo.archived,
            "isFork": repo.fork_of is not None,
            "isEmpty": lazy(lambda: not git.refs(repo.path, "refs/heads/")),
            "isPrivate": repo.private,
            "hasIssuesEnabled": repo.has_issues,
            "owner": self._owner(repo.owner),
            "defaultBranchRef": self.guard(repo, "contents", lambda _: self._git.ref(repo, default)),
            "ref": self.guard(repo, "contents", lambda a: self._git.named_ref(repo, a["qualifiedName"])),
            "refs": self.guard(repo, "contents", lambda a: self._git.refs(repo, a)),
            "object": self.guard(repo, "contents", lambda a: self._git.expression(repo, a)),
            "pullRequests": self.guard(repo, "pull_requests", lambda a: self._pulls(repo, a)),
            "pullRequest": self.guard(
                repo, "pull_requests", lambda a: self._numbered(repo, a["number"], True)
            ),
            "mergeQueue": self.guard(repo, "pull_requests", lambda a: self._merging.queue(repo, a)),
            "issues": self.guard(repo, "issues", lambda a: self._issues(repo, a)),
            "issue": self.guard(repo, "issues", lambda a: self._numbered(repo, a["number"], False)),
        }

    def _named(self, full_name: str) -> Json:
        repo = self._world.repo(full_name)
        if repo is None or not self._caller.reaches(repo):
            text = f"Could not resolve to a Repository with the name '{full_name}'."
            raise GraphQLError(text, extensions={"type": "NOT_FOUND"})
        return self.repository(repo)

    def _owner(self, user: User) -> Json:
        """A RepositoryOwner, through whom one comes to the repositories of the same owner."""
        return {
            **(actor(user) or {}),
            "repository": asked(lambda a: self._named(f"{user.login}/{a['name']}")),
            "repositories": asked(lambda a: connection(self._owned(user), self.repository, a)),
        }

    def _owned(self, user: User) -> list[Repo]:
        """The repositories of an owner that the caller reaches."""
        return [r for r in self._world.repos.values() if r.owner == user and self._caller.reaches(r)]

    def _numbered(self, repo: Repo, number: int, pulls: bool) -> Json:
        found = repo.issues.get(number)
        kind = "PullRequest" if pulls else "Issue"
        if found is None or (found.pull is not None) != pulls:
            text = f"Could not resolve to {'a' if pulls else 'an'} {kind} with the number of {number}."
            raise GraphQLError(text, extensions={"type": "NOT_FOUND"})
        return self.pull(repo, found, found.pull) if found.pull else self.issue(repo, found)

    def _issues(self, repo: Repo, arguments: Json) -> Json:
        states = {state.lower() for state in arguments.get("states") or ("OPEN", "CLOSED")}
        labels = {label.lower() for label in arguments.get("labels") or ()}
        found = [
            one
            for one in repo.issues.values()
            if not one.pull
            and one.state in states
            and (not labels or labels & {label.name.lower() for label in one.labels})
        ]
        found = ordered(found, arguments.get("orderBy"))
        return connection(found, lambda one: self.issue(repo, one), arguments)

    def _common(self, repo: Repo, record: Issue) -> Json:
        """What issues and pull requests share."""

        def label(one: Any) -> Json:
            about = {"name": one.name, "color": shapes.LABEL_COLOR, "description": None}
            return {"id": shapes.node_id("LA", one.id), **about}

        return {
            "id": shapes.node_id("PR" if record.pull else "I", record.id),
            "databaseId": record.id,
            "number": record.number,
            "title": record.title,
            "body": record.body or "",
            "url": shapes_issues.issue_page(self._world, repo, record),
            "createdAt": iso(record.created),
            "updatedAt": iso(record.updated),
            "closedAt": shapes.stamp(record.closed),
            "author": actor(record.author),
            "labels": asked(lambda a: connection(record.labels, label, a)),
            "comments": asked(
                lambda a: connection(record.comments, lambda one: self._comment(repo, record, one), a)
            ),
        }

    def issue(self, repo: Repo, record: Issue) -> Json:
        """An Issue."""
        return {
            **self._common(repo, record),
            "__typename": "Issue",
            "timelineItems": asked(lambda a: turns(record, a)),
            "state": record.state.upper(),
            "stateReason": record.state_reason.upper() if record.state_reason else None,
        }

    def _comment(self, repo: Repo, record: Issue, one: Comment) -> Json:
        page, pull = shapes_issues.issue_page(self._world, repo, record), record.pull
        return {
            **comment(one, page, self._caller.user),
            "issue": lazy(lambda: self.issue(repo, record)),
            "pullRequest": lazy(lambda: self.pull(repo, record, pull) if pull else None),
        }

    def _pulls(self, repo: Repo, arguments: Json) -> Json:
        states = arguments.get("states") or ("OPEN", "CLOSED", "MERGED")
        found = [
            one
            for one in repo.issues.values()
            if one.pull
            and _pull_state(one, one.pull) in states
            and arguments.get("headRefName") in (None, one.pull.head_ref)
            and arguments.get("baseRefName") in (None, one.pull.base_ref)
        ]
        found = ordered(found, arguments.get("orderBy"))
        return connection(found, lambda one: self.pull(repo, one, one.pull) if one.pull else {}, arguments)

    def pull(self, repo: Repo, record: Issue, pull: Pull) -> Json:
        """A PullRequest."""
        head_repo = self._world.repos.get(pull.head_repo)
        auto = {"enabledAt": shapes.stamp(pull.auto_merge_at)} if pull.auto_merge_by else None

        def merge_commit(_info: Any) -> Json | None:
            sha = pull.merge_commit_sha if pull.merged else None
            return self._git.commit(repo, sha) if sha else None

        return {
            **self._common(repo, record),
            "__typename": "PullRequest",
            "databaseId": pull.id,
            "state": _pull_state(record, pull),
            "headRefOid": pull.head_sha,
            "headRefName": pull.head_ref,
            "baseRefName": pull.base_ref,
            "baseRefOid": pull.base_sha,
            "isDraft": pull.draft,
            "isCrossRepository": pull.head_repo != repo.id,
            "mergeable": "UNKNOWN" if pull.merged else _MERGEABLE[pull.mergeable],
            "mergeStateStatus": lazy(lambda: merging.state(self._world, repo, record, pull).upper()),
            **self._merging.of_pull(repo, record, pull),
            "merged": pull.merged,
            "mergedAt": shapes.stamp(pull.merged_at),
            "mergeCommit": merge_commit,
            "autoMergeRequest": auto,
            "commits": asked(lambda a: self._pull_commits(repo, pull, a)),
            "timelineItems": asked(lambda a: timeline(self._world, pull, a)),
            "files": asked(lambda a: touched(self._world, repo, pull, a)),
            "headRepository": lazy(lambda: self.repository(head_repo) if head_repo else None),
        }

    def _shown(self, repo: Repo, record: Issue) -> Json:
        return self.pull(repo, record, record.pull) if record.pull else {}

    def _pull_commits(self, repo: Repo, pull: Pull, arguments: Json) -> Json:
        # The usual question is for the last one: no need to ask git.
        only_head = arguments.get("last") == 1
        shas = [pull.head_sha] if only_head else git.between(repo.path, pull.base_sha, pull.head_sha)
        return connection(
            shas, lambda sha: {"id": f"PRC_{sha}", "commit": self._git.commit(repo, sha)}, arguments
        )


def _pull_state(record: Issue, pull: Pull) -> str:
    return "MERGED" if pull.merged else record.state.upper()


def _missing(value: str) -> GraphQLError:
    text = f"Could not resolve to a node with the global id of '{value}'."
    return GraphQLError(text, extensions={"type": "NOT_FOUND"})
