"""Refs, commits, trees and blobs in GraphQL; neighbour of `graph_nodes.py`."""

from collections.abc import Callable
from typing import Any

from bot.sandbox import git, git_process, shapes
from bot.sandbox.clock import iso
from bot.sandbox.graph_checks import Checks, Guard
from bot.sandbox.graph_lists import actor, asked, connection, lazy
from bot.sandbox.store import Json, Repo, World


class GitFields:
    """The part of one execution that git answers. `repository` leads back to the Repository."""

    def __init__(self, world: World, repository: Callable[[Repo], Json], guard: Guard) -> None:
        self._world = world
        self._repository = repository
        self._guard = guard
        self._checks = Checks(world, self.commit, guard)

    def named_ref(self, repo: Repo, name: str) -> Json | None:
        """A Ref by its full name or a branch's."""
        return self.ref(repo, name if name.startswith("refs/") else f"refs/heads/{name}")

    def ref(self, repo: Repo, full: str) -> Json | None:
        """A Ref by its full name; null if there is none."""
        oid = git.refs(repo.path, full).get(full)
        return self._ref(repo, full, oid) if oid else None

    def _ref(self, repo: Repo, full: str, oid: str) -> Json:
        parts = full.split("/", 2)
        return {
            "__typename": "Ref",
            "id": shapes.node_id("REF", repo.id) + full,
            "prefix": f"{parts[0]}/{parts[1]}/",
            "name": parts[2],
            "target": lazy(lambda: self.object(repo, oid)),
        }

    def refs(self, repo: Repo, arguments: Json) -> Json:
        """The refs under a prefix."""
        found = list(git.refs(repo.path, arguments["refPrefix"]).items())
        return connection(found, lambda pair: self._ref(repo, *pair), arguments)

    def expression(self, repo: Repo, arguments: Json) -> Json | None:
        """What an expression such as `HEAD:README.md` or an id names; null if there is no such object."""
        expression = arguments.get("expression") or arguments.get("oid") or "HEAD"
        oid = git.object_id(repo.path, expression)
        # To git a full id names something whether or not the object is there.
        return self.object(repo, oid) if oid and git.object_type(repo.path, oid) else None

    def object(self, repo: Repo, oid: str) -> Json | None:
        """A Commit, Tree, Blob or Tag."""
        kind = git.object_type(repo.path, oid)
        if kind == "commit":
            return self.commit(repo, oid)
        common = self._git_object(repo, oid)
        if kind == "tree":
            return {**common, "__typename": "Tree", "entries": lazy(lambda: self._entries(repo, oid))}
        if kind == "blob":
            data = git_process.run_bytes(repo.path, "cat-file", "blob", oid)
            binary = b"\0" in data[:8000]
            about = {"byteSize": len(data), "isBinary": binary, "isTruncated": len(data) > 512_000}
            text = None if binary else data[:512_000].decode("utf-8", "replace")
            return {**common, "__typename": "Blob", "text": text, **about}
        target = git.object_id(repo.path, f"{oid}^{{}}") or oid
        return {
            **common,
            "__typename": "Tag",
            "name": oid,
            "message": None,
            "target": lazy(lambda: self.object(repo, target)),
        }

    def _lazy_object(self, repo: Repo, oid: str) -> Callable[..., Any]:
        return lazy(lambda: self.object(repo, oid))

    def _git_object(self, repo: Repo, oid: str) -> Json:
        return {
            "id": shapes.node_id("GO", repo.id) + oid,
            "oid": oid,
            "abbreviatedOid": oid[:7],
            "repository": lazy(lambda: self._repository(repo)),
        }

    def _entries(self, repo: Repo, oid: str) -> list[Json]:
        return [
            {
                "name": name,
                "path": name,
                "type": kind,
                "oid": one,
                "object": self._lazy_object(repo, one),
            }
            for name, (kind, one) in git.tree(repo.path, oid).items()
        ]

    def _file(self, repo: Repo, sha: str, path: str) -> Json | None:
        """The TreeEntry of a path at a commit."""
        oid = git.object_id(repo.path, f"{sha}:{path}")
        if oid is None:
            return None
        kind = git.object_type(repo.path, oid)
        name = path.rpartition("/")[2]
        return {"name": name, "path": path, "type": kind, "oid": oid, "object": self._lazy_object(repo, oid)}

    def commit(self, repo: Repo, sha: str) -> Json:
        """A Commit."""
        record = git.commit(repo.path, sha)

        def each(other: str) -> Json:
            return self.commit(repo, other)

        return {
            **self._git_object(repo, sha),
            "__typename": "Commit",
            "message": record.message,
            "messageHeadline": record.headline,
            "messageBody": record.message.partition("\n")[2].strip("\n"),
            "committedDate": iso(record.committer.when),
            "authoredDate": iso(record.author.when),
            "author": self._git_actor(record.author),
            "committer": self._git_actor(record.committer),
            "tree": lazy(lambda: self.object(repo, record.tree)),
            "signature": _signature(sha in self._world.signed),
            "parents": asked(lambda a: connection(list(record.parents), each, a)),
            "history": asked(
                lambda a: connection(git.history(repo.path, sha, 100_000, path=a.get("path")), each, a)
            ),
            "file": asked(lambda a: self._file(repo, sha, a["path"])),
            "checkSuites": self._guard(repo, "checks", lambda a: self._checks.suites(repo, sha, a)),
            "statusCheckRollup": self._guard(repo, "statuses", lambda _: self._checks.rollup(repo, sha)),
        }

    def _git_actor(self, one: git.Person) -> Json:
        user = shapes.user_of_email(self._world, one.email)
        # Typed User, a bot's account keeps its full login here.
        known = {**(actor(user) or {}), "login": user.login} if user else None
        return {"name": one.name, "email": one.email, "date": iso(one.when), "user": known}


def _signature(signed: bool) -> Json | None:
    """What GitHub signs: what a bot commits through the API as itself.

    https://docs.github.com/en/authentication/managing-commit-signature-verification/about-commit-signature-verification#signature-verification-for-bots
    """
    return {"__typename": "GpgSignature", "isValid": True, "wasSignedByGitHub": True} if signed else None
