"""Where called workflows come from: the run's own repository, other ones here, or local folders.

Local folders (`actions`) stand for published repositories such as the one that holds Andon's
reusable workflow: any ref of theirs gives the folder as it is now.
"""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from bot.sandbox import git
from bot.sandbox.actions.workflow import Source, WorkflowError, WorkflowFile, read_workflow
from bot.sandbox.store import Repo, World

_SHA = re.compile(r"[0-9a-f]{40}")
_REMOTE = re.compile(r"(?P<repo>[^/@]+/[^/@]+)/(?P<path>\.github/workflows/[^/@]+\.ya?ml)@(?P<ref>.+)")
_REF = re.compile(r"(?P<repo>[^/]+/[^/]+)/(?P<path>.+?)@(?P<ref>.+)")
MAX_DEPTH = 10


class Library:
    """Finds the workflow that a `uses:` names."""

    def __init__(self, world: World, actions: Mapping[str, Path]) -> None:
        self._world = world
        self._actions = actions

    def called(self, uses: str, caller: WorkflowFile) -> WorkflowFile:
        """The workflow `uses` as seen from `caller`; raises `WorkflowError` as GitHub words it."""
        source = self._local(uses, caller) if uses.startswith("./") else self._remote(uses, caller)
        if source is None:
            raise WorkflowError(f'error parsing called workflow "{uses}": workflow was not found.')
        try:
            workflow = read_workflow(source)
        except WorkflowError as error:
            raise WorkflowError(f'error parsing called workflow "{uses}": {error}') from error
        if "workflow_call" not in workflow.triggers:
            raise WorkflowError(
                f'error parsing called workflow "{uses}": workflow is not reusable as it is missing '
                "a `on.workflow_call` trigger."
            )
        return workflow

    def _local(self, uses: str, caller: WorkflowFile) -> Source | None:
        home = _REF.fullmatch(caller.ref)
        path = uses.removeprefix("./")
        if home is None or not re.fullmatch(r"\.github/workflows/[^/@]+\.ya?ml", path):
            return None
        ref = f"{home['repo']}/{path}@{home['ref']}"
        folder = self._folder(home["repo"])
        if folder is not None:
            return _from_folder(folder, path, ref, caller.sha)
        repo = self._world.repo(home["repo"])
        return _from_repo(repo, path, ref, caller.sha) if repo else None

    def _remote(self, uses: str, caller: WorkflowFile) -> Source | None:
        found = _REMOTE.fullmatch(uses)
        if found is None:
            return None
        folder = self._folder(found["repo"])
        if folder is not None:
            full = f"{found['repo']}/{found['path']}@{_full_ref(found['ref'])}"
            sha = found["ref"] if _SHA.fullmatch(found["ref"]) else _made_up_sha(uses)
            return _from_folder(folder, found["path"], full, sha)
        repo = self._world.repo(found["repo"])
        if repo is None or not _may_call(caller, repo):
            return None
        for ref in (f"refs/heads/{found['ref']}", f"refs/tags/{found['ref']}", found["ref"]):
            sha = git.resolve(repo.path, ref)
            if sha:
                return _from_repo(repo, found["path"], f"{repo.full_name}/{found['path']}@{ref}", sha)
        return None

    def _folder(self, repo: str) -> Path | None:
        return next((p for name, p in self._actions.items() if name.lower() == repo.lower()), None)


def _may_call(caller: WorkflowFile, repo: Repo) -> bool:
    """Public ones by all; private ones within the account, whose owners share them."""
    return not repo.private or caller.ref.lower().startswith(f"{repo.owner.login.lower()}/")


def _from_folder(folder: Path, path: str, ref: str, sha: str) -> Source | None:
    file = folder / path
    return Source(file.read_text(), path, ref, sha) if file.is_file() else None


def _from_repo(repo: Repo, path: str, ref: str, sha: str) -> Source | None:
    text = git.blob(repo.path, sha, path)
    return None if text is None else Source(text, path, ref, sha)


def _full_ref(ref: str) -> str:
    """A folder has no refs to look at: main is a branch, everything else but a sha a tag."""
    if _SHA.fullmatch(ref) or ref.startswith("refs/"):
        return ref
    return f"refs/heads/{ref}" if ref in ("main", "master") else f"refs/tags/{ref}"


def _made_up_sha(uses: str) -> str:
    return hashlib.sha1(uses.encode(), usedforsecurity=False).hexdigest()
