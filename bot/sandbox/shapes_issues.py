"""How issues, comments and pull requests look over the wire; neighbour of `shapes.py`."""

import re
from collections.abc import Sequence
from typing import get_args

from bot.sandbox import git, git_process, merging, shapes
from bot.sandbox.clock import iso
from bot.sandbox.comments import Content, Reaction
from bot.sandbox.store import Comment, Issue, Json, Pull, Repo, User, World


def _reactions(url: str, given: Sequence[Reaction] = ()) -> Json:
    counts = {name: sum(one.content == name for one in given) for name in get_args(Content)}
    return {"url": f"{url}/reactions", "total_count": len(given), **counts}


def association(repo: Repo, user: User) -> str:
    """OWNER, COLLABORATOR or NONE."""
    if user.login == repo.owner.login:
        return "OWNER"
    return "COLLABORATOR" if user.login in repo.collaborators else "NONE"


def issue_url(world: World, repo: Repo, issue: Issue) -> str:
    """The API URL of an issue (pull requests have one as well)."""
    return f"{shapes.repo_url(world, repo)}/issues/{issue.number}"


def issue_page(world: World, repo: Repo, issue: Issue) -> str:
    """The web page of an issue or pull request."""
    kind = "pull" if issue.pull else "issues"
    return f"{shapes.html_url(world, repo)}/{kind}/{issue.number}"


def issue(world: World, repo: Repo, record: Issue) -> Json:
    """An `issue`; a pull request's issue half carries `pull_request`."""
    url = issue_url(world, repo, record)
    body: Json = {
        "id": record.id,
        "node_id": shapes.node_id("PR" if record.pull else "I", record.id),
        "url": url,
        "repository_url": shapes.repo_url(world, repo),
        "labels_url": f"{url}/labels{{/name}}",
        "comments_url": f"{url}/comments",
        "events_url": f"{url}/events",
        "timeline_url": f"{url}/timeline",
        "html_url": issue_page(world, repo, record),
        "number": record.number,
        "title": record.title,
        "body": record.body,
        "user": shapes.person(world, record.author),
        "labels": [shapes.label(world, repo, one) for one in record.labels],
        "state": record.state,
        "state_reason": record.state_reason,
        "locked": False,
        "active_lock_reason": None,
        "assignee": None,
        "assignees": [],
        "milestone": None,
        "comments": len(record.comments),
        "created_at": iso(record.created),
        "updated_at": iso(record.updated),
        "closed_at": shapes.stamp(record.closed),
        "author_association": association(repo, record.author),
        "performed_via_github_app": shapes.app(world, record.app) if record.app else None,
        "reactions": _reactions(url),
    }
    return {**body, **_pull_half(world, repo, record)}


def _pull_half(world: World, repo: Repo, record: Issue) -> Json:
    """What an issue says of the pull request that it is."""
    if record.pull is None:
        return {}
    page = issue_page(world, repo, record)
    links = {
        "url": f"{shapes.repo_url(world, repo)}/pulls/{record.number}",
        "html_url": page,
        "diff_url": f"{page}.diff",
        "patch_url": f"{page}.patch",
        "merged_at": shapes.stamp(record.pull.merged_at),
    }
    return {"draft": record.pull.draft, "pull_request": links}


def single_issue(world: World, repo: Repo, record: Issue) -> Json:
    """An `issue` as asked for by its number: who closed it is told only there."""
    return {**issue(world, repo, record), "closed_by": shapes.maybe_person(world, record.closed_by)}


def comment(world: World, repo: Repo, parent: Issue, record: Comment) -> Json:
    """An `issue-comment`."""
    url = f"{shapes.repo_url(world, repo)}/issues/comments/{record.id}"
    return {
        "id": record.id,
        "node_id": shapes.node_id("IC", record.id),
        "url": url,
        "html_url": f"{issue_page(world, repo, parent)}#issuecomment-{record.id}",
        "issue_url": issue_url(world, repo, parent),
        "user": shapes.person(world, record.author),
        "created_at": iso(record.created),
        "updated_at": iso(record.updated),
        "author_association": association(repo, record.author),
        "body": record.body,
        "performed_via_github_app": shapes.app(world, record.app) if record.app else None,
        "reactions": _reactions(url, record.reactions),
    }


def reaction(world: World, record: Reaction) -> Json:
    """A `reaction`."""
    return {
        "id": record.id,
        "node_id": shapes.node_id("REA", record.id),
        "user": shapes.person(world, record.user),
        "content": record.content,
        "created_at": iso(record.created),
    }


def _end(world: World, repo: Repo | None, ref: str, sha: str) -> Json:
    """The head or base of a pull request; a deleted fork has no repository."""
    owner = repo.owner if repo else None
    return {
        "label": f"{owner.login if owner else 'unknown'}:{ref}",
        "ref": ref,
        "sha": sha,
        "user": shapes.maybe_person(world, owner),
        "repo": shapes.repository(world, repo) if repo else None,
    }


def _pull_links(world: World, repo: Repo, record: Issue, pull: Pull) -> Json:
    url = f"{shapes.repo_url(world, repo)}/pulls/{record.number}"
    page, about = issue_page(world, repo, record), issue_url(world, repo, record)
    links = {
        "self": url,
        "html": page,
        "issue": about,
        "comments": f"{about}/comments",
        "review_comments": f"{url}/comments",
        "review_comment": f"{shapes.repo_url(world, repo)}/pulls/comments{{/number}}",
        "commits": f"{url}/commits",
        "statuses": f"{shapes.repo_url(world, repo)}/statuses/{pull.head_sha}",
    }
    return {
        "url": url,
        "html_url": page,
        "diff_url": f"{page}.diff",
        "patch_url": f"{page}.patch",
        "issue_url": about,
        **{f"{name}_url": href for name, href in links.items() if name not in ("self", "html", "issue")},
        "_links": {name: {"href": href} for name, href in links.items()},
    }


def _auto_merge(world: World, pull: Pull) -> Json | None:
    if pull.auto_merge_by is None:
        return None
    by = shapes.person(world, pull.auto_merge_by)
    return {"enabled_by": by, "merge_method": "merge", "commit_title": "", "commit_message": ""}


def pull_in_list(world: World, repo: Repo, record: Issue, pull: Pull) -> Json:
    """A `pull-request-simple`."""
    return {
        "id": pull.id,
        "node_id": shapes.node_id("PR", record.id),
        "number": record.number,
        "state": record.state,
        "locked": False,
        "active_lock_reason": None,
        "title": record.title,
        "user": shapes.person(world, record.author),
        "body": record.body,
        "created_at": iso(record.created),
        "updated_at": iso(record.updated),
        "closed_at": shapes.stamp(record.closed),
        "merged_at": shapes.stamp(pull.merged_at),
        "merge_commit_sha": pull.merge_commit_sha,
        "assignee": None,
        "assignees": [],
        "requested_reviewers": [],
        "requested_teams": [],
        "labels": [shapes.label(world, repo, one) for one in record.labels],
        "milestone": None,
        "draft": pull.draft,
        "head": _end(world, world.repos.get(pull.head_repo), pull.head_ref, pull.head_sha),
        "base": _end(world, repo, pull.base_ref, pull.base_sha),
        "author_association": association(repo, record.author),
        "auto_merge": _auto_merge(world, pull),
        **_pull_links(world, repo, record, pull),
    }


def pull_request(world: World, repo: Repo, record: Issue, pull: Pull) -> Json:
    """A `pull-request`."""
    stat = git_process.run(repo.path, "diff", "--shortstat", f"{pull.base_sha}...{pull.head_sha}")
    changed, added, deleted = (
        int(found[1]) if (found := re.search(rf"(\d+) {word}", stat)) else 0
        for word in ("file", "insertion", "deletion")
    )
    return {
        **pull_in_list(world, repo, record, pull),
        "merged": pull.merged,
        "mergeable": None if pull.merged else pull.mergeable,
        "rebaseable": None if pull.merged else pull.mergeable,
        "mergeable_state": merging.state(world, repo, record, pull),
        "merged_by": shapes.maybe_person(world, pull.merged_by),
        "comments": len(record.comments),
        "review_comments": 0,
        "maintainer_can_modify": pull.maintainers_push,
        "commits": len(git.between(repo.path, pull.base_sha, pull.head_sha)),
        "additions": added,
        "deletions": deleted,
        "changed_files": changed,
    }
