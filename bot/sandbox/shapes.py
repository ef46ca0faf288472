"""How the records look over the wire: people, Apps, repositories, commits, labels.

The same JSON goes into REST answers and webhook payloads, as on GitHub. Every property that the
official OpenAPI requires is here (tests/contract checks it); values nobody reads are plain
constants. Neighbours: `shapes_issues.py`, `shapes_checks.py`.
"""

import base64
import binascii
from datetime import datetime
from urllib.parse import quote

from bot.sandbox import git
from bot.sandbox.clock import iso
from bot.sandbox.store import App, Installation, Json, Label, Repo, User, World

_USER_LINKS = {
    "followers_url": "/followers",
    "following_url": "/following{/other_user}",
    "gists_url": "/gists{/gist_id}",
    "starred_url": "/starred{/owner}{/repo}",
    "subscriptions_url": "/subscriptions",
    "organizations_url": "/orgs",
    "repos_url": "/repos",
    "events_url": "/events{/privacy}",
    "received_events_url": "/received_events",
}
_REPO_LINKS = {
    "archive_url": "/{archive_format}{/ref}",
    "assignees_url": "/assignees{/user}",
    "blobs_url": "/git/blobs{/sha}",
    "branches_url": "/branches{/branch}",
    "collaborators_url": "/collaborators{/collaborator}",
    "comments_url": "/comments{/number}",
    "commits_url": "/commits{/sha}",
    "compare_url": "/compare/{base}...{head}",
    "contents_url": "/contents/{+path}",
    "contributors_url": "/contributors",
    "deployments_url": "/deployments",
    "downloads_url": "/downloads",
    "events_url": "/events",
    "forks_url": "/forks",
    "git_commits_url": "/git/commits{/sha}",
    "git_refs_url": "/git/refs{/sha}",
    "git_tags_url": "/git/tags{/sha}",
    "hooks_url": "/hooks",
    "issue_comment_url": "/issues/comments{/number}",
    "issue_events_url": "/issues/events{/number}",
    "issues_url": "/issues{/number}",
    "keys_url": "/keys{/key_id}",
    "labels_url": "/labels{/name}",
    "languages_url": "/languages",
    "merges_url": "/merges",
    "milestones_url": "/milestones{/number}",
    "notifications_url": "/notifications{?since,all,participating}",
    "pulls_url": "/pulls{/number}",
    "releases_url": "/releases{/id}",
    "stargazers_url": "/stargazers",
    "statuses_url": "/statuses/{sha}",
    "subscribers_url": "/subscribers",
    "subscription_url": "/subscription",
    "tags_url": "/tags",
    "teams_url": "/teams",
    "trees_url": "/git/trees{/sha}",
}


def node_id(kind: str, number: int) -> str:
    """GraphQL's global id: GitHub's letter for the kind, then the number, encoded."""
    return f"{kind}_{base64.urlsafe_b64encode(f'{kind}:{number}'.encode()).decode().rstrip('=')}"


def from_node_id(value: str) -> tuple[str, int] | None:
    """The kind and number of a global id; None if it isn't one of ours."""
    try:
        text = base64.urlsafe_b64decode(value.partition("_")[2] + "==").decode()
        kind, _, number = text.partition(":")
        return kind, int(number)
    except (ValueError, binascii.Error):
        return None


def api(world: World) -> str:
    """The root of the REST API."""
    return f"{world.url}/api/v3"


def repo_url(world: World, repo: Repo) -> str:
    """The API URL of a repository."""
    return f"{api(world)}/repos/{repo.full_name}"


def html_url(world: World, repo: Repo) -> str:
    """The web page of a repository."""
    return f"{world.url}/{repo.full_name}"


def stamp(moment: datetime | None) -> str | None:
    """A time as GitHub writes it, or null."""
    return None if moment is None else iso(moment)


def person(world: World, user: User) -> Json:
    """A `simple-user`."""
    url = f"{api(world)}/users/{quote(user.login)}"
    page = f"{world.url}/apps/{user.login[:-5]}" if user.type == "Bot" else f"{world.url}/{user.login}"
    kind = {"User": "U", "Organization": "O", "Bot": "BOT"}[user.type]
    return {
        "login": user.login,
        "id": user.id,
        "node_id": node_id(kind, user.id),
        "avatar_url": f"{world.url}/avatars/u/{user.id}",
        "gravatar_id": "",
        "url": url,
        "html_url": page,
        **{name: url + tail for name, tail in _USER_LINKS.items()},
        "type": user.type,
        "site_admin": False,
    }


def maybe_person(world: World, user: User | None) -> Json | None:
    """A `simple-user` or null."""
    return None if user is None else person(world, user)


def app(world: World, record: App) -> Json:
    """An `integration`."""
    made = iso(record.created or world.clock.now())
    return {
        "id": record.id,
        "slug": record.slug,
        "node_id": node_id("A", record.id),
        "owner": person(world, record.owner),
        "name": record.name,
        "description": "",
        "external_url": f"{world.url}/apps/{record.slug}",
        "html_url": f"{world.url}/apps/{record.slug}",
        "created_at": made,
        "updated_at": made,
        "permissions": dict(record.permissions),
        "events": list(record.events),
    }


def installation(world: World, record: Installation) -> Json:
    """An `installation`."""
    made = iso(record.created or world.clock.now())
    return {
        "id": record.id,
        "account": person(world, record.account),
        "repository_selection": "all" if record.repositories is None else "selected",
        "access_tokens_url": f"{api(world)}/app/installations/{record.id}/access_tokens",
        "repositories_url": f"{api(world)}/installation/repositories",
        "html_url": f"{world.url}/organizations/{record.account.login}/settings/installations/{record.id}",
        "app_id": record.app.id,
        "app_slug": record.app.slug,
        "target_id": record.account.id,
        "target_type": record.account.type,
        "permissions": dict(record.app.permissions),
        "events": list(record.app.events),
        "created_at": made,
        "updated_at": made,
        "single_file_name": None,
        "suspended_by": None,
        "suspended_at": made if record.suspended else None,
    }


def small_repository(world: World, repo: Repo) -> Json:
    """A `minimal-repository`, as inside workflow runs."""
    url = repo_url(world, repo)
    return {
        "id": repo.id,
        "node_id": node_id("R", repo.id),
        "name": repo.name,
        "full_name": repo.full_name,
        "owner": person(world, repo.owner),
        "private": repo.private,
        "html_url": html_url(world, repo),
        "description": None,
        "fork": repo.fork_of is not None,
        "url": url,
        **{name: url + tail for name, tail in _REPO_LINKS.items()},
    }


def repository(world: World, repo: Repo) -> Json:
    """A `repository`, as inside lists, pull requests and webhooks."""
    page = html_url(world, repo)
    made = iso(repo.created or world.clock.now())
    opened = sum(issue.state == "open" for issue in repo.issues.values())
    zeros = ("stargazers_count", "watchers_count", "watchers", "size", "forks_count", "forks")
    return {
        **small_repository(world, repo),
        "git_url": page.replace("http:", "git:", 1) + ".git",
        "ssh_url": f"git@localhost:{repo.full_name}.git",
        "clone_url": page + ".git",
        "svn_url": page,
        "homepage": None,
        "language": None,
        "license": None,
        "mirror_url": None,
        **dict.fromkeys(zeros, 0),
        "default_branch": repo.default_branch,
        "open_issues_count": opened,
        "open_issues": opened,
        "is_template": False,
        "web_commit_signoff_required": False,
        "topics": [],
        "visibility": "private" if repo.private else "public",
        "has_issues": repo.has_issues,
        "has_projects": False,
        "has_wiki": False,
        "has_pages": False,
        "has_downloads": False,
        "has_discussions": False,
        "archived": repo.archived,
        "disabled": False,
        "allow_forking": True,
        "pushed_at": iso(repo.pushed or repo.created or world.clock.now()),
        "created_at": made,
        "updated_at": iso(repo.updated) if repo.updated else made,
    }


def full_repository(world: World, repo: Repo) -> Json:
    """A `full-repository`, as `GET /repos/{owner}/{repo}` answers."""
    owned = {"organization": person(world, repo.owner)} if repo.owner.type == "Organization" else {}
    return {
        **repository(world, repo),
        **owned,
        "temp_clone_token": "",
        "allow_update_branch": False,
        "use_squash_pr_title_as_default": False,
        "network_count": 0,
        "subscribers_count": 0,
        "allow_squash_merge": True,
        "allow_merge_commit": True,
        "allow_rebase_merge": True,
        "allow_auto_merge": True,
        "delete_branch_on_merge": False,
    }


LABEL_COLOR = "ededed"
"""The grey of labels that come to be by being put on an issue; nothing here makes others."""


def label(world: World, repo: Repo, record: Label) -> Json:
    """A `label`."""
    return {
        "id": record.id,
        "node_id": node_id("LA", record.id),
        "url": f"{repo_url(world, repo)}/labels/{quote(record.name)}",
        "name": record.name,
        "color": LABEL_COLOR,
        "default": False,
        "description": None,
    }


def committer(one: git.Person) -> Json:
    """Name, e-mail address and date of an author or committer."""
    return {"name": one.name, "email": one.email, "date": iso(one.when)}


def user_of_email(world: World, email: str) -> User | None:
    """The account a commit's e-mail address belongs to: `login@...` or `id+login@...`."""
    login = email.partition("@")[0].rpartition("+")[2]
    found = world.users.get(login)
    return found if email.endswith("@users.noreply.github.com") else None


def email_of(user: User) -> str:
    """The address that commits of this account carry."""
    return f"{user.id}+{user.login}@users.noreply.github.com"
