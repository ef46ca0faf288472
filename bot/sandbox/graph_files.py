"""The files that a pull request changes, in GraphQL; neighbour of `graph_nodes.py`.

Unlike REST it says of a moved file where it is, not where it was.
"""

from bot.sandbox import git, shapes_git
from bot.sandbox.graph_lists import connection
from bot.sandbox.store import Json, Pull, Repo, World

_TYPES = {"removed": "DELETED"}


def touched(world: World, repo: Repo, pull: Pull, arguments: Json) -> Json:
    """PullRequest.files: what its head changes since it left its base."""
    base = git.resolve(repo.path, f"refs/heads/{pull.base_ref}") or pull.base_sha
    files = shapes_git.comparison(world, repo, (base, pull.head_sha), slice(0, 0))["files"]
    return connection(files, _changed, arguments)


def _changed(file: Json) -> Json:
    return {
        "path": file["filename"],
        "changeType": _TYPES.get(file["status"], file["status"].upper()),
        "additions": file["additions"],
        "deletions": file["deletions"],
    }
