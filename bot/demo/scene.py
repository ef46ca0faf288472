"""One repository on the stage, and what people do there: push, merge, rename, look.

What is pushed goes through git and what is asked through the API, as a person would. Neighbour:
`looks`, which reads a scene's end for the table.
"""

import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import httpx

from bot.demo.asking import Person
from bot.demo.stage import Stage
from bot.sandbox.repo_handle import RepoHandle
from bot.sandbox.store import Issue


@dataclass
class Scene:
    """A repository, by the handle that survives its renaming."""

    stage: Stage
    repo: RepoHandle

    @property
    def bot(self) -> str:
        """The login of our App."""
        return self.stage.app.bot.login

    @property
    def alice(self) -> Person:
        """Alice at the API."""
        return self.person("alice")

    def person(self, login: str) -> Person:
        """A person at the API, with a token of their own."""
        return Person(self.stage.gh.api_url, self.repo.name, self.stage.gh.token(login))

    def push(self, login: str, files: dict[str, str], message: str, branch: str = "main") -> str:
        """A person clones, commits and pushes to a branch with git; the commit."""
        with tempfile.TemporaryDirectory() as folder:
            url = self.repo.url_for(self.stage.gh.token(login))
            _git(folder, login, "clone", "--quiet", "--branch", branch, url, ".")
            for name, text in files.items():
                (Path(folder) / name).parent.mkdir(parents=True, exist_ok=True)
                (Path(folder) / name).write_text(text, encoding="utf-8")
            _git(folder, login, "add", "--all")
            _git(folder, login, "commit", "--quiet", "--message", message)
            _git(folder, login, "push", "--quiet", "origin", f"HEAD:{branch}")
            return _git(folder, login, "rev-parse", "HEAD")

    def refs(self, prefix: str) -> list[str]:
        """The refs that git lists under a prefix."""
        url = self.repo.url_for(self.stage.gh.token("alice"))
        with tempfile.TemporaryDirectory() as folder:
            listed = _git(folder, "alice", "ls-remote", "--quiet", url, f"{prefix}*")
        return [line.split("\t")[1] for line in listed.splitlines()]

    def merge(self, number: int, login: str) -> httpx.Response:
        """A person presses the merge button."""
        return self.person(login).merge(number)

    @property
    def pulls(self) -> dict[str, int]:
        """The pull requests that people opened, by author."""
        with self.stage.gh.world.lock:
            opened = [i for i in self.repo.record.issues.values() if i.pull and i.author.type == "User"]
            return {i.author.login: i.number for i in sorted(opened, key=lambda i: i.number)}

    def job(self) -> Issue | None:
        """The newest issue that the App opened."""
        return self._newest(pulls=False)

    def fix(self) -> Issue | None:
        """The newest pull request that the App opened."""
        return self._newest(pulls=True)

    def _newest(self, *, pulls: bool) -> Issue | None:
        with self.stage.gh.world.lock:
            issues = self.repo.record.issues.values()
            ours = [i for i in issues if bool(i.pull) == pulls and i.author == self.stage.app.bot]
            return max(ours, key=lambda i: i.number, default=None)


def _git(folder: str, login: str, *arguments: str) -> str:
    who = {f"GIT_{role}_{what}": v for role in ("AUTHOR", "COMMITTER") for what, v in _person(login)}
    env = {
        "PATH": os.environ["PATH"],
        "HOME": folder,
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_TERMINAL_PROMPT": "0",
        **who,
    }
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=env, capture_output=True, check=True, timeout=60
    )
    return done.stdout.decode().strip()


def _person(login: str) -> tuple[tuple[str, str], ...]:
    return (("NAME", login), ("EMAIL", f"{login}@acme.example"))
