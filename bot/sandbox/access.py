"""Who is calling, and what they may do: App JWTs, tokens, permissions.

A `Caller` is made once per request from its credential. What it does is then done by
`Caller.user` through `Caller.app`. Permissions are named as GitHub names them ("checks": "write").
"""

import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal, TypeAlias

import jwt

from bot.sandbox.refusal import Refusal, forbidden, not_found, suspended
from bot.sandbox.store import App, Installation, Repo, Token, User, World

Kind: TypeAlias = Literal["person", "installation", "job", "app", "anonymous"]
# One way in: permission name -> level. A route lists its alternatives.
Need: TypeAlias = Mapping[str, str]

_RANK = {"none": 0, "read": 1, "write": 2, "admin": 3}
# What a person's role lets them do; the highest level per permission.
_ROLES: dict[str, dict[str, str]] = {
    "read": {},
    "triage": {"issues": "write"},
    "write": dict.fromkeys(
        ("issues", "pull_requests", "contents", "workflows", "actions", "checks", "statuses"), "write"
    ),
}
_ROLES["maintain"] = _ROLES["write"]
_ROLES["admin"] = {**_ROLES["write"], "administration": "write"}


@dataclass(frozen=True)
class Caller:
    """The subject of a credential."""

    kind: Kind
    user: User
    app: App | None = None
    token: Token | None = None

    @property
    def by_actions(self) -> bool:
        """Whether GITHUB_TOKEN is used: what it does starts no workflow."""
        return self.kind == "job"

    @property
    def name(self) -> str:
        """How the request log names the subject."""
        return f"app:{self.app.slug}" if self.kind == "app" and self.app else self.user.login

    def reaches(self, repo: Repo) -> bool:
        """Whether the caller may know that the repository exists."""
        if not repo.private and self.kind != "app":
            return True
        return self.belongs(repo)

    def belongs(self, repo: Repo) -> bool:
        """Whether the credential was given for this repository."""
        token = self.token
        if token is None or self.kind in ("app", "anonymous"):
            return self.kind == "person" and self.role(repo) is not None
        if token.repositories is not None and repo.id not in token.repositories:
            return False
        if token.job is not None:
            return token.job.run.repo.id == repo.id
        if token.installation is not None:
            return covers(token.installation, repo)
        return self.role(repo) is not None

    def role(self, repo: Repo) -> str | None:
        """A person's role on a repository; of one that the organisation made, the role that it builds on."""
        if self.user.login == repo.owner.login:
            return "admin"
        role = repo.collaborators.get(self.user.login)
        return role.rpartition(":")[2] if role else None

    def allows(self, repo: Repo, name: str, level: str) -> bool:
        """Whether the caller has that permission on the repository."""
        if not repo.private and level == "read":
            return True
        if not self.belongs(repo):
            # Anybody signed in may open issues and comment in a public repository.
            return self.kind == "person" and name == "issues" and not repo.private
        if self.kind == "person":
            granted = _ROLES[self.role(repo) or "read"].get(name, "read")
        else:
            granted = (self.token.permissions if self.token else None) or {}
            granted = "read" if name == "metadata" else granted.get(name, "none")
        return _RANK[granted] >= _RANK[level]

    def levels(self, repo: Repo) -> dict[str, bool]:
        """What the repository's own answer says that the caller may do there."""
        admin = self.allows(repo, "administration", "write")
        push = self.allows(repo, "contents", "write")
        maintain = admin or (self.kind == "person" and self.role(repo) == "maintain")
        triage = push or self.allows(repo, "issues", "write")
        return {"admin": admin, "maintain": maintain, "push": push, "triage": triage, "pull": True}

    def require(self, repo: Repo, needs: tuple[Need, ...]) -> None:
        """Refuse with 403 unless one of the alternatives is granted."""
        if not needs or any(all(self.allows(repo, *pair) for pair in need.items()) for need in needs):
            return
        if self.kind == "anonymous":
            raise Refusal(401, "Requires authentication")
        if self.kind == "person":
            raise Refusal(403, "Must have admin rights to Repository.")
        text = "; ".join(",".join(f"{name}={level}" for name, level in need.items()) for need in needs)
        raise forbidden(text)


def covers(installation: Installation, repo: Repo) -> bool:
    """Whether an installation includes a repository."""
    return not installation.suspended and includes(installation, repo)


def includes(installation: Installation, repo: Repo) -> bool:
    """Whether a repository belongs to an installation, suspended or not."""
    if installation.account.login != repo.owner.login:
        return False
    return installation.repositories is None or repo.id in installation.repositories


def installation_of(world: World, app: App, repo: Repo) -> Installation | None:
    """The App's installation that includes the repository."""
    found = (one for one in world.installations.values() if one.app.id == app.id and covers(one, repo))
    return next(found, None)


def person(world: World, login: str) -> Caller:
    """A person acting through the website or a git client."""
    return Caller("person", world.user(login))


def anonymous() -> Caller:
    """Nobody: may read what is public."""
    return Caller("anonymous", User(0, "anonymous"))


def from_header(world: World, header: str | None) -> Caller:
    """The caller of an API request by its `Authorization` header."""
    if not header:
        return anonymous()
    scheme, _, value = header.partition(" ")
    if scheme.lower() == "basic":
        return from_basic(world, value)
    if scheme.lower() not in ("bearer", "token") or not value:
        raise Refusal(401, "Bad credentials")
    if value.count(".") == 2 and not value.startswith("ghs_"):
        return _from_jwt(world, value)
    return from_token(world, value)


def from_basic(world: World, value: str) -> Caller:
    """The caller of a git client: the password is the token."""
    try:
        _, _, password = base64.b64decode(value).decode().partition(":")
    except ValueError:
        raise Refusal(401, "Bad credentials") from None
    return from_token(world, password)


def from_token(world: World, value: str) -> Caller:
    """The caller that a token stands for; 401 if it is unknown, expired or its job has ended."""
    token = world.tokens.get(value)
    now = world.clock.now()
    if token is None or (token.expires and token.expires <= now):
        raise Refusal(401, "Bad credentials")
    if token.job is not None:
        if token.job.status == "completed":
            raise Refusal(401, "Bad credentials")
        app = world.actions_app()
        return Caller("job", app.bot, app, token)
    if token.installation is not None:
        if token.installation.suspended:
            raise suspended()
        app = token.installation.app
        return Caller("installation", app.bot, app, token)
    if token.user is None:
        raise Refusal(401, "Bad credentials")
    return Caller("person", token.user, None, token)


def _from_jwt(world: World, value: str) -> Caller:
    try:
        claims: dict[str, Any] = jwt.decode(value, options={"verify_signature": False})
    except jwt.PyJWTError:
        raise Refusal(401, "A JSON web token could not be decoded") from None
    issuer = str(claims.get("iss", ""))
    found = [app for app in world.apps.values() if issuer in (str(app.id), app.client_id) and app.public_pem]
    if not found:
        raise Refusal(404, "Integration not found")
    try:
        # The signature only: times are held against the sandbox's clock, not the machine's.
        jwt.PyJWS().decode(value, found[0].public_pem, algorithms=["RS256"])
    except jwt.PyJWTError:
        raise Refusal(401, "A JSON web token could not be decoded") from None
    _check_times(claims, world.clock.epoch())
    return Caller("app", found[0].bot, found[0])


def _check_times(claims: Mapping[str, Any], now: float) -> None:
    issued, expires = claims.get("iat"), claims.get("exp")
    if not isinstance(issued, int | float) or issued > now:
        raise Refusal(
            401,
            "'Issued at' claim ('iat') must be an Integer representing the time that the assertion "
            "was issued",
        )
    if not isinstance(expires, int | float) or expires <= now:
        raise Refusal(
            401,
            "'Expiration time' claim ('exp') must be a numeric value representing the future time "
            "at which the assertion expires",
        )
    if expires > now + 600:
        raise Refusal(401, "'Expiration time' claim ('exp') is too far in the future")


def mint(
    world: World,
    installation: Installation,
    permissions: Mapping[str, str] | None,
    repositories: set[int] | None,
) -> Token:
    """A new installation token for an hour; 422 for more than the App was granted."""
    granted = installation.app.permissions
    for name, level in (permissions or {}).items():
        if _RANK.get(level, 9) > _RANK[granted.get(name, "none")]:
            raise Refusal(422, "The permissions requested are not granted to this installation.")
    # Since 2026 about 520 characters, with dots and dashes inside.
    body = ".".join(secrets.token_urlsafe(size) for size in (30, 300, 56))
    token = Token(
        value=f"ghs_{body}",
        installation=installation,
        permissions={"metadata": "read", **(granted if permissions is None else permissions)},
        repositories=repositories,
        expires=world.clock.now() + timedelta(hours=1),
    )
    world.tokens[token.value] = token
    return token


def personal_token(world: World, login: str) -> str:
    """The person's classic token, the same on every call."""
    value = "ghp_" + hashlib.sha256(f"{world.root}:{login}".encode()).hexdigest()[:36]
    world.tokens.setdefault(value, Token(value, user=world.user(login)))
    return value


def find_repo(world: World, caller: Caller, owner: str, name: str) -> Repo:
    """The repository by its present name; 301 for an old one, 404 out of reach."""
    repo = world.repo(f"{owner}/{name}")
    if repo is None or not caller.reaches(repo):
        raise not_found()
    if repo.full_name.lower() != f"{owner}/{name}".lower():
        url = f"{world.url}/api/v3/repositories/{repo.id}"
        raise Refusal(301, "Moved Permanently", headers={"location": url}, extra={"url": url})
    return repo


def bucket(caller: Caller) -> str:
    """Whose hourly allowance a request uses."""
    if caller.token and caller.token.job:
        return f"repository:{caller.token.job.run.repo.id}"
    return f"{caller.kind}:{caller.user.id}"
