"""A kind of repository: what it is, how it came to be, what happens in it, how it shall end.

One row of `organisation.KINDS` each; to add one, write its `Kind` beside those it is like.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from bot.demo.scene import Scene
from bot.demo.stage import ORGANISATION, Stage
from bot.sandbox.repo_handle import RepoHandle

Files: TypeAlias = Mapping[str, str | bytes | None]
Look: TypeAlias = Callable[[Scene], str]
"""How somebody reads one thing of a repository: by the API or by git."""


@dataclass(frozen=True)
class End:
    """One thing that shall hold at the end."""

    what: str
    expected: str
    look: Look


def always(_scene: Scene) -> bool:
    """At once."""
    return True


@dataclass(frozen=True)
class Act:
    """Something that somebody does in the repository, as soon as `when` holds."""

    do: Callable[[Scene], object]
    when: Callable[[Scene], bool] = always


@dataclass(frozen=True)
class Kind:
    """A kind of repository.

    `files` are its first commit (None: there is none); `made` makes it where pushing them is not enough.
    The cord is required on the branches `protected`, bob opens a pull request into each of `proposed`,
    `before` is what else happened before Andon came, `day` what happens with it there. The first of
    `ends` is told as soon as all of them hold.
    """

    name: str
    what: str
    files: Files | None = None
    made: Callable[[Stage, "Kind"], RepoHandle] | None = None
    protected: tuple[str, ...] = ("main",)
    proposed: tuple[str, ...] = ("main",)
    before: Callable[[Scene], None] | None = None
    day: tuple[Act, ...] = ()
    ends: tuple[End, ...] = ()

    @property
    def full_name(self) -> str:
        """Its name when it is made: `acme/flaky`."""
        return f"{ORGANISATION}/{self.name}"


def build(kind: Kind, stage: Stage) -> Scene:
    """The repository as Andon will find it."""
    make = kind.made or pushed
    scene = Scene(stage, make(stage, kind))
    scene.repo.collaborator("bob", "write")
    for branch in kind.protected:
        scene.repo.require("Andon", app=stage.app, branch=branch, bypass=("alice",))
    for base in kind.proposed:
        propose(scene.repo, "bob", base, (f"Write down an idea for {base}", "IDEAS.md", "Sell tea.\n"))
    if kind.before:
        kind.before(scene)
    return scene


def pushed(stage: Stage, kind: Kind) -> RepoHandle:
    """A repository whose first commit alice pushes."""
    return stage.gh.repository(kind.full_name, kind.files)


def propose(repo: RepoHandle, login: str, base: str, change: tuple[str, str, str]) -> None:
    """A person's pull request that harms nothing: its title, and a file with its text."""
    title, path, text = change
    branch = f"{login}-for-{base.replace('/', '-')}"
    repo.branch(branch, base, by=login)
    repo.commit({path: text}, branch, title, by=login)
    repo.pull(branch, base, title=title, by=login)
