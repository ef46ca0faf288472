"""A repository and the Actions service around it, without a server."""

import textwrap
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.sandbox import git
from bot.sandbox.actions.act import ActRunner
from bot.sandbox.actions.runner import Outcome, Runner
from bot.sandbox.actions.scripted import ScriptedRunner
from bot.sandbox.actions.service import ActionsService
from bot.sandbox.store import Job, Repo, Run, World


@dataclass
class House:
    """One repository, `acme/shop`, and what tests do to it."""

    world: World
    repo: Repo
    service: ActionsService
    head: str = git.NULL

    def push(
        self,
        files: dict[str, str | None],
        message: str = "Change",
        branch: str = "main",
        by_actions: bool = False,
    ) -> list[Run]:
        """A commit on `branch`, pushed by alice; the runs it started."""
        before = git.resolve(self.repo.path, f"refs/heads/{branch}") or git.NULL
        parent = before if before != git.NULL else self.head
        parents = [] if parent == git.NULL else [parent]
        tree = git.write_tree(self.repo.path, parents[0] if parents else None, files)
        who = git.Person("alice", "alice@example.com", self.world.clock.now())
        sha = git.write_commit(self.repo.path, tree, parents, message, (who, who))
        git.update_ref(self.repo.path, f"refs/heads/{branch}", sha)
        self.head = sha
        ref = f"refs/heads/{branch}"
        payload = {"ref": ref, "before": before, "after": sha}
        with self.world.lock:
            return self.service.on_push(
                self.repo, before, sha, ref, self.world.user("alice"), payload, by_actions
            )

    def workflow(self, text: str, name: str = "ci.yml") -> Run:
        """Push one workflow file and wait for the run that it starts."""
        run = self.push({f".github/workflows/{name}": text})[-1]
        self.settle()
        return run

    def dispatch(self, name: str, **inputs: str) -> Run:
        """Dispatch a workflow on main and wait for the run to end."""
        with self.world.lock:
            run = self.service.dispatch(self.repo, name, "main", inputs, self.world.user("alice"))
        self.settle()
        return run

    def rerun(self, run: Run) -> Run:
        """Run the failed jobs again and wait for the attempt to end."""
        with self.world.lock:
            self.service.rerun_failed(run)
        self.settle()
        return run

    def settle(self) -> None:
        """Wait until nothing runs."""
        self.wait(lambda: not self.service.busy())

    def wait(self, holds: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 60
        while not holds():
            assert time.monotonic() < deadline, "still not so after a minute"
            time.sleep(0.005)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path, url="http://127.0.0.1:1")


@pytest.fixture
def actions(tmp_path: Path) -> dict[str, Path]:
    """`andon/bot` is a folder: tests put files there before they use it."""
    (tmp_path / "published").mkdir()
    return {"andon/bot": tmp_path / "published"}


@pytest.fixture
def scripted(world: World, actions: dict[str, Path]) -> Iterator[House]:
    """A house whose jobs are scripted."""
    yield from _house(world, ScriptedRunner(), actions)


@pytest.fixture
def house(world: World, actions: dict[str, Path]) -> Iterator[House]:
    """A house whose jobs really run, in act."""
    yield from _house(world, ActRunner(), actions)


def _house(world: World, runner: Runner, actions: dict[str, Path]) -> Iterator[House]:
    owner = world.user("acme")
    repo = Repo(world.next_id(), owner, "shop", world.root / "shop.git", created=world.clock.now())
    git.init(repo.path, "main")
    world.repos[repo.id] = repo
    service = ActionsService(world, runner, actions)
    yield House(world, repo, service)
    service.close()


def by_key(run: Run, attempt: int | None = None) -> dict[str, Job]:
    """The jobs of a run (of one attempt) by key."""
    return {job.key: job for job in run.jobs if attempt in (None, job.attempt)}


def conclusions(run: Run, attempt: int | None = None) -> dict[str, str | None]:
    """How each job ended."""
    return {key: job.conclusion for key, job in by_key(run, attempt).items()}


def lines(job: Job) -> list[str]:
    """The job's log without timestamps."""
    return [line.split(" ", 1)[1] for line in job.log.splitlines()]


def one(steps: str, head: str = "", job: str = "") -> str:
    """A workflow of one job `test` with these steps."""
    return (
        f"name: CI\non: push\n{head}\njobs:\n  test:\n    runs-on: ubuntu-latest\n"
        + textwrap.indent(textwrap.dedent(job), "    ")
        + "    steps:\n"
        + textwrap.indent(textwrap.dedent(steps), "      ")
    )


def script(house: House, fn: Callable[[Run, Job], Outcome]) -> None:
    """From now on jobs end as `fn` says."""
    runner = house.service.runner
    assert isinstance(runner, ScriptedRunner)
    runner.script = fn


def failing(*keys: str) -> Callable[[Run, Job], Outcome]:
    """A script in which these jobs fail."""
    return lambda run, job: Outcome("failure" if job.key in keys else "success")
