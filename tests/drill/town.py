"""The place where a line's story is played: a repository with two lines, CI that takes its time, people of every role.

What CI comes to is written in `app.py` at the commit it runs on: a word for each job. The clock stands but
where it is moved.
"""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.sandbox import Sandbox, git
from bot.sandbox.actions.runner import Outcome
from bot.sandbox.merging import state
from bot.sandbox.repo_handle import RepoHandle
from bot.sandbox.store import App, CheckRun, Issue, Job, Run
from tests.contract.recorder import Contract

START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
MAIN, RELEASE = "main", "release/1"
LINES = (MAIN, RELEASE)
JOBS = {".github/workflows/ci.yml": ("test", "lint"), ".github/workflows/web.yml": ("web",)}
WORDS = ("ok", "red", "flaky")
"""What a job comes to: passed, failed, failed at its first attempt alone."""
PEOPLE = (("alice", "admin"), ("carol", "maintain"), ("bob", "write"), ("dave", "triage"), ("eve", "read"))
ROLES = dict(PEOPLE)
CONFIG = """\
version: 1
mode: enforce
line: {branches: ["release/*"], green: all}
fix: {ladder: [rerun, person]}
demote: off
"""


def workflow(name: str, jobs: tuple[str, ...], branches: tuple[str, ...] = ("**",)) -> str:
    """A workflow that runs on pushes to branches and pull requests, but not where only documents change."""
    made = "".join(f"  {job}: {{runs-on: ubuntu-latest, steps: [{{run: make {job}}}]}}\n" for job in jobs)
    return (
        f"name: {name}\non:\n  push: {{branches: {list(branches)}, paths-ignore: ['docs/**']}}\n"
        f"  pull_request: {{paths-ignore: ['docs/**']}}\njobs:\n{made}"
    )


def code(**words: str) -> str:
    """`app.py`, of which every job reads its word: all are ok but those that are said otherwise."""
    names = [job for jobs in JOBS.values() for job in jobs]
    return "".join(f"{name} = '{words.get(name, 'ok')}'\n" for name in names)


ONE: dict[str, str | bytes | None] = {
    ".github/workflows/ci.yml": workflow("ci", ("test", "lint"), (MAIN,)),
    ".github/workflows/web.yml": None,
}
"""In place of what `FILES` has: one workflow, which runs for the default branch and for pull requests alone."""
FILES: dict[str, str | bytes | None] = {
    **{path: workflow(path.rsplit("/", 1)[1][:-4], jobs) for path, jobs in JOBS.items()},
    ".github/andon.yml": CONFIG,
    "app.py": code(),
    "tests/test_app.py": "def test_app(): ...\n",
}


def ends(run: Run, job: Job) -> Outcome:
    """How CI ends: by the job's word in what it runs on."""
    text = git.blob(run.repo.path, run.sha, "app.py") or ""
    red = f"{job.key} = 'red'" in text or (f"{job.key} = 'flaky'" in text and job.attempt == 1)
    return Outcome("failure" if red else "success")


def takes(run: Run, job: Job) -> timedelta:
    """Between one and six minutes, and never quite as long as another job."""
    return timedelta(seconds=60 + (job.id * 37) % 300)


@dataclass
class Town:
    """One repository on a sandbox that may hold many, and the App whose cord it requires."""

    gh: Sandbox
    app: App
    repo: RepoHandle

    def now(self) -> datetime:
        """The sandbox's clock."""
        return self.gh.clock.now()

    def pulls(self, *states: str) -> list[Issue]:
        """The pull requests in one of these states, by number."""
        with self.gh.world.lock:
            found = [i for i in self.repo.record.issues.values() if i.pull and i.state in states]
            return sorted(found, key=lambda i: i.number)

    def jobs(self, *states: str) -> list[Issue]:
        """The App's own issues in one of these states, by number."""
        with self.gh.world.lock:
            ours = (i for i in self.repo.record.issues.values() if i.author == self.app.bot and not i.pull)
            return sorted((i for i in ours if i.state in states), key=lambda i: i.number)

    def cord(self, head: str) -> CheckRun | None:
        """Our newest check run on a commit."""
        ours = [check for check in self.repo.checks(head, "Andon") if check.app.id == self.app.id]
        return ours[-1] if ours else None

    def shown(self, head: str) -> str | None:
        """What the cord on a commit shows: its conclusion, or its status, or None."""
        found = self.cord(head)
        return (found.conclusion or found.status) if found else None

    def could_merge(self, issue: Issue) -> bool:
        """Whether GitHub would merge a pull request now, by a click or by itself."""
        with self.gh.world.lock:
            pull = issue.pull
            return pull is not None and state(self.gh.world, self.repo.record, issue, pull) in (
                "clean",
                "unstable",
            )


@contextmanager
def a_github(root: Path, contract: Contract | None = None) -> Generator[Sandbox]:
    """A sandbox whose clock stands and whose jobs take time."""
    with Sandbox(root, wrap=contract.wrap if contract else None) as gh:
        gh.clock.freeze(START)
        gh.world.rate_limit = 10**9
        gh.world.actions.take_time(takes)
        gh.script(ends)
        yield gh
    if contract:
        contract.record_deliveries(gh.world.deliveries)


def found(gh: Sandbox, name: str, files: dict[str, str | bytes | None] | None = None) -> Town:
    """A repository with both lines, whose cord is required, and with it the check `test`."""
    with gh.world.lock:
        app = next((one for one in gh.world.apps.values() if one.slug == "andon"), None)
    if app is None:
        app = gh.app("andon")
        gh.install(app, "acme")
    repo = gh.repository(f"acme/{name}", {**FILES, **(files or {})})
    for login, role in PEOPLE:
        repo.collaborator(login, role)
    repo.branch(RELEASE)
    for line in LINES:
        rule = repo.require("Andon", app=app, branch=line, bypass=("alice",))
        repo.require("test", branch=line, bypass=("alice",))
        assert rule.ruleset_id
    return Town(gh, app, repo)
