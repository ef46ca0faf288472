"""The place where a line's story is played: a repository with two lines, CI that takes its time, people of every role.

What CI comes to is written in `app.py` at the commit it runs on: a word for each job; where lanes are named, in
that of the job's lane. The clock stands but where it is moved.
"""

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.sandbox import Sandbox, git
from bot.sandbox.actions.runner import Outcome
from bot.sandbox.merging import state
from bot.sandbox.repo_handle import RepoHandle
from bot.sandbox.rulesets import QueueEntry, QueueRule
from bot.sandbox.store import App, CheckRun, Issue, Job, Run
from tests.contract.recorder import Contract

START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
MAIN, RELEASE = "main", "release/1"
LINES = (MAIN, RELEASE)
JOBS = {".github/workflows/ci.yml": ("test", "lint"), ".github/workflows/web.yml": ("web",)}
WORDS = ("ok", "red", "flaky", "moody", "sick", "ill")
"""What a job comes to: passed; failed; failed at its first attempt alone; failed on a line and nowhere else; lost its
machine at its first attempt; lost its machine, then failed, then passed.
"""
FAILED_BY_CODE = """\
=== FAILURES ===
___ test_app ___
>       assert total() == 3
E       assert 2 == 3

app.py:1: AssertionError
FAILED tests/test_app.py::test_app - assert 2 == 3
"""
NAMED = "app.py"
"""The file that it names."""
FAILED_BY_MACHINE = "##[error]The runner has received a shutdown signal.\n"
"""What a failed job prints, in the code's failures and the platform's."""
BUILD, DEPLOY = "build", "deploy"
"""What others than Actions report, where that counts: an App its check run, carol a status."""
PEOPLE = (("alice", "admin"), ("carol", "maintain"), ("bob", "write"), ("dave", "triage"), ("eve", "read"))
ROLES = dict(PEOPLE)
LANES = {"core": ("test", "lint"), "web": ("web",)}
"""The lanes that a town may have, each a folder, and the jobs whose words lie there; files in `both` are in both.

Not all are of the lane: of its checks `lint` and `deploy` are in none (`Sort.config`).
"""
AT_ONCE = 2
"""Branches that are under test at once, where Andon updates them."""
WITHIN = timedelta(hours=2)
"""Two stops that people call wrong within so long make the repository only warn, where trust can be lost."""


@dataclass(frozen=True)
class Sort:
    """What a town has besides: a merge queue on `main`; checks of others that count; trust that can be lost,
    and documents that are unrelated to everything; lanes; an Andon that does after green itself what others are
    told to do."""

    queue: bool = False
    outside: bool = False
    trust: bool = False
    lanes: bool = False
    after: bool = False

    @property
    def config(self) -> str:
        """Its configuration."""
        green = f'["ci / *", "web / *", {BUILD}, {DEPLOY}]' if self.outside else "all"
        unrelated = ', unrelated: ["docs/**"]' if self.trust else ""
        after = (
            f"after_green: {{update: update, at_a_time: {AT_ONCE}, requeue: true}}\n" if self.after else ""
        )
        demote = "{false_stops: 2, within: 2h}" if self.trust else "off"
        return (
            f'version: 1\nmode: enforce\nline: {{branches: ["release/*"], green: {green}{unrelated}{self._lanes}}}\n'
            f"fix: {{ladder: [rerun, person]}}\ndemote: {demote}\n{after}"
        )

    @property
    def _lanes(self) -> str:
        """What lanes it names. What decides checks is in none of them, whatever `core` says."""
        if not self.lanes:
            return ""
        core = '{paths: ["core/**", "both/**", ".circleci/**", ".github/**"], checks: ["ci / test", build]}'
        return f', lanes: {{core: {core}, web: {{paths: ["web/**", "both/**"], checks: ["web / *"]}}}}'

    def code(self, **words: str) -> dict[str, str | bytes | None]:
        """The files from which jobs read their words: all are ok but those that are said otherwise."""
        if not self.lanes:
            return {"app.py": code(**words)}
        return {f"{lane}/app.py": told(jobs, words) for lane, jobs in LANES.items()}

    @property
    def files(self) -> dict[str, str | bytes | None]:
        """What a repository of this sort begins with."""
        page: dict[str, str | bytes | None] = {"web/page.md": PAGE} if self.lanes else {}
        workflows = {path: workflow(path.rsplit("/", 1)[1][:-4], jobs) for path, jobs in JOBS.items()}
        tests = {"tests/test_app.py": "def test_app(): ...\n"}
        return {**workflows, ".github/andon.yml": self.config, **self.code(), **tests, **page}


PAGE = "A page that may be moved.\n"


def sort_of(seed: int) -> Sort:
    """The sort of town in which a seed's story is played: each in 32."""
    queue, outside, trust, lanes, after = (seed // by % 2 == 1 for by in (1, 2, 4, 8, 16))
    return Sort(queue, outside, trust, lanes, after)


def workflow(name: str, jobs: tuple[str, ...], branches: tuple[str, ...] = ("**",)) -> str:
    """A workflow that runs on pushes to branches and pull requests, but not where only documents change."""
    made = "".join(f"  {job}: {{runs-on: ubuntu-latest, steps: [{{run: make {job}}}]}}\n" for job in jobs)
    return (
        f"name: {name}\non:\n  push: {{branches: {list(branches)}, paths-ignore: ['docs/**']}}\n"
        f"  pull_request: {{paths-ignore: ['docs/**']}}\n  merge_group:\njobs:\n{made}"
    )


def code(**words: str) -> str:
    """`app.py`, of which every job reads its word: all are ok but those that are said otherwise."""
    return told([job for jobs in JOBS.values() for job in jobs], words)


def told(jobs: Iterable[str], words: dict[str, str]) -> str:
    """A file that says what jobs come to."""
    return "".join(f"{job} = '{words.get(job, 'ok')}'\n" for job in jobs)


ONE: dict[str, str | bytes | None] = {
    ".github/workflows/ci.yml": workflow("ci", ("test", "lint"), (MAIN,)),
    ".github/workflows/web.yml": None,
}
"""In place of what `FILES` has: one workflow, which runs for the default branch and for pull requests alone."""
PLAIN = Sort()
CONFIG, FILES = PLAIN.config, PLAIN.files


def ends(run: Run, job: Job) -> Outcome:
    """How CI ends: by the job's word in what it runs on."""
    places = ("app.py", *(f"{lane}/app.py" for lane, jobs in LANES.items() if job.key in jobs))
    text = next((found for path in places if (found := git.blob(run.repo.path, run.sha, path))), "")
    word = next((one for one in WORDS if f"{job.key} = '{one}'" in text), "ok")
    failed = {
        "red": FAILED_BY_CODE,
        "flaky": FAILED_BY_CODE if job.attempt == 1 else "",
        "moody": FAILED_BY_CODE if run.event == "push" else "",
        "sick": FAILED_BY_MACHINE if job.attempt == 1 else "",
        "ill": {1: FAILED_BY_MACHINE, 2: FAILED_BY_CODE}.get(job.attempt, ""),
    }.get(word, "")
    if not failed:
        return Outcome()
    stamp = f"{run.created:%Y-%m-%dT%H:%M:%S}.0000000Z"
    return Outcome("failure", log="".join(f"{stamp} {line}\n" for line in failed.splitlines()))


def takes(run: Run, job: Job) -> timedelta:
    """Between one and six minutes, and never quite as long as another job."""
    return timedelta(seconds=60 + (job.id * 37) % 300)


@dataclass
class Town:
    """One repository on a sandbox that may hold many, and the App whose cord it requires.

    moment: when it is looked at, where that is not now.
    """

    gh: Sandbox
    app: App
    repo: RepoHandle
    sort: Sort = PLAIN
    moment: datetime | None = None

    def now(self) -> datetime:
        """The sandbox's clock, or the moment at which all this is looked at."""
        return self.moment or self.gh.clock.now()

    def pulls(self, *states: str) -> list[Issue]:
        """The pull requests in one of these states, by number."""
        with self.gh.world.lock:
            found = [i for i in self.repo.record.issues.values() if i.pull and i.state in states]
            return sorted(found, key=lambda i: i.number)

    def queued(self) -> list[QueueEntry]:
        """What the merge queue tries now, the first to be merged first."""
        with self.gh.world.lock:
            return [entry for entry in self.repo.record.queues.get(MAIN, []) if entry.group]

    def heads(self) -> list[str]:
        """Every head that must have a cord: of open pull requests, and of merge groups."""
        pulls = {issue.pull.head_sha for issue in self.pulls("open") if issue.pull}
        return sorted(pulls | {entry.group.sha for entry in self.queued() if entry.group})

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


def found(
    gh: Sandbox, name: str, files: dict[str, str | bytes | None] | None = None, sort: Sort = PLAIN
) -> Town:
    """A repository with both lines, whose cord is required, and with it the check `test`."""
    with gh.world.lock:
        app = next((one for one in gh.world.apps.values() if one.slug == "andon"), None)
    if app is None:
        app = gh.app("andon")
        gh.install(app, "acme")
    repo = gh.repository(f"acme/{name}", {**sort.files, **(files or {})})
    for login, role in PEOPLE:
        repo.collaborator(login, role)
    repo.branch(RELEASE)
    for line in LINES:
        rule = repo.require("Andon", app=app, branch=line, bypass=("alice",))
        repo.require("test", branch=line, bypass=("alice",))
        assert rule.ruleset_id
    if sort.queue:
        repo.rule(QueueRule(branch=MAIN, timeout_minutes=30, bypass={"alice"}))
    return Town(gh, app, repo, sort)
