"""Kinds of repositories: how each comes about, and what one pass makes of it. One row a kind.

Every repository has the pull request #1 of `topic`, and mode enforce, unless its row says otherwise.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.model.jobs import line_key
from bot.sandbox import git
from bot.sandbox.repo_handle import RepoHandle
from bot.sandbox.store import Conclusion
from tests.regression.fleet import CI, CONFIG, Fleet

Files = dict[str, str | bytes | None]
DEPLOY: Files = {
    CI: "name: CI\non: push\njobs: {test: {runs-on: ubuntu-latest, environment: live, steps: [{run: 'true'}]}}\n"
}


@dataclass(frozen=True)
class Kind:
    """One kind of repository, and what one pass makes of it.

    `cords` are what the pull requests #1, #2 … show then (conclusion, or status); `jobs` the lines whose
    jobs were opened; `plan` the kinds of all effects, in order.
    """

    name: str
    build: Callable[["Plot"], object]
    line: str
    cords: tuple[str | None, ...]
    jobs: tuple[str, ...] = ()
    plan: tuple[str, ...] = ("write-cord",)


@dataclass(frozen=True)
class Plot:
    """Where a repository is to be built."""

    fleet: Fleet
    name: str

    def repo(self, files: Files | None = None, plain: bool = False) -> RepoHandle:
        """The repository, nothing having run in it; `plain` without a configuration."""
        made = self.fleet.plant(self.name, self.fleet.plain if plain else None)
        if files:
            made.commit(files, message="Set the scene [skip ci]")
        return made

    def ran(self, *ends: Conclusion, files: Files | None = None) -> RepoHandle:
        """The repository, in which CI ended so on main, attempt by attempt."""
        return self.fleet.ran(self.repo(files), *ends)

    def red(self, files: Files | None = None) -> RepoHandle:
        """The repository, in which CI failed twice on main."""
        return self.ran("failure", "failure", files=files)


def mode(name: str, more: str = "") -> Files:
    """A configuration in that mode."""
    return {CONFIG: f"version: 1\nmode: {name}\n{more}"}


def with_facts(build: Callable[[Plot], RepoHandle], **facts: bool) -> Callable[[Plot], None]:
    """As `build`, with these facts of the repository itself."""

    def built(plot: Plot) -> None:
        repo = build(plot)
        for name, value in facts.items():
            setattr(repo.record, name, value)

    return built


def red_twice_over(plot: Plot) -> None:
    repo = plot.ran("failure")
    repo.commit({"app.py": "x = 2\n"}, message="More of it [skip ci]")
    plot.fleet.ran(repo, "failure")


def mended(plot: Plot) -> None:
    repo = plot.red()
    repo.commit({"app.py": "x = 2\n"}, message="Mend it [skip ci]")
    plot.fleet.ran(repo, "success")


def proven(plot: Plot) -> None:
    repo = plot.red()
    repo.branch("fix")
    fixed = repo.commit({"app.py": "x = 2\n"}, "fix", "Mend it [skip ci]")
    repo.pull("fix", by="alice")
    repo.record_run(CI, fixed, {"test": "success"}, event="pull_request", branch="fix")


def cheat(plot: Plot) -> None:
    repo = plot.red()
    repo.branch("cheat")
    fixed = repo.commit({CI: DEPLOY[CI]}, "cheat", "Mend it [skip ci]")
    repo.pull("cheat", by="alice")
    repo.record_run(CI, fixed, {"test": "success"}, event="pull_request", branch="cheat")


def two_lines(plot: Plot) -> None:
    repo = plot.ran("success", files=mode("enforce", "line: {branches: ['release/*']}\n"))
    repo.branch("release/1")
    repo.commit({"app.py": "x = 3\n"}, "release/1", "Release [skip ci]")
    run = repo.record_run(CI, repo.head("release/1"), {"test": "failure"}, branch="release/1")
    repo.record_attempt(run, {"test": "failure"})
    repo.branch("backport", at="release/1")
    repo.commit({"b.txt": "b\n"}, "backport", "Backport [skip ci]")
    repo.pull("backport", "release/1", by="alice")


def broken_after_valid(plot: Plot) -> None:
    repo = plot.repo()
    repo.commit({CONFIG: "version: 1\nmod: enforce\n"}, message="Break it [skip ci]")
    plot.fleet.ran(repo, "failure", "failure")


def damaged_claim(plot: Plot) -> None:
    repo = plot.red()
    git.update_ref(repo.record.path, line_key(repo.record.id, "main").ref, repo.head())


def never_valid(plot: Plot) -> None:
    plot.repo({CONFIG: "mod: 1\n"}, plain=True)


def fork(plot: Plot) -> None:
    plot.fleet.gh.repository(plot.name, fork_of=plot.fleet.seed)


def renamed(plot: Plot) -> None:
    repo = Plot(plot.fleet, f"{plot.name}-before").red()
    repo.rename(plot.name.partition("/")[2])


def ci_never_ran(plot: Plot) -> RepoHandle:
    return plot.repo()


def on_pull_requests_only(plot: Plot) -> None:
    repo = plot.repo()
    head = repo.pull_of(1).head_sha
    repo.record_run(CI, head, {"test": "success"}, event="pull_request", branch="topic")


def running_now(plot: Plot) -> None:
    repo = plot.repo()
    repo.record_run(CI, repo.head(), {"test": "success"}, status="in_progress")


def jobs_unreadable(plot: Plot) -> None:
    plot.fleet.gh.break_route("GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs", repo=plot.red())


def red_without_its_workflow(plot: Plot) -> None:
    plot.red().commit({CI: None}, message="Remove it [skip ci]")


RUNS, WAITS, BREAKS = "main is running", "main is confirming a first failure", "main is stopped"
UNKNOWN = "main could not be judged"
NEVER_RAN = "main has no signal: no workflow ran for event push on the last 1 commits"
ON_PULLS = "main has no signal: CI runs on pull requests only; add `push` to its triggers"
NO_ANSWER = "main has no signal: no counted run has finished yet"
EMPTY, ARCHIVED = (f"nothing to keep: the repository is {why}" for why in ("empty", "archived"))
CONFIRM, STOP, STOP_TWO = (
    ("write-cord", "rerun"),
    ("write-cord", "open-job", "show-diagnosis"),
    ("write-cord", "write-cord", "open-job", "show-diagnosis"),
)
SHOW = ("write-cord", "show-mistakes", "open-job", "open-job", "show-diagnosis")
BARE, NO_LOG = ("write-cord", "write-claim", "show-diagnosis"), ("write-cord", "open-job")
MISTAKEN = ".github/andon.yml cannot be used as it is"

KINDS: tuple[Kind, ...] = (
    Kind("clean", lambda plot: plot.ran("success"), RUNS, ("success",)),
    Kind("public", with_facts(lambda plot: plot.ran("success"), private=False), RUNS, ("success",)),
    Kind("flaky", lambda plot: plot.ran("failure", "success"), RUNS, ("success",)),
    Kind("mended", mended, RUNS, ("success",)),
    # No signal is not green, and holds nothing.
    Kind("never-ran", ci_never_ran, NEVER_RAN, ("success",)),
    Kind("pull-requests-only", on_pull_requests_only, ON_PULLS, ("success",)),
    Kind("running-now", running_now, NO_ANSWER, ("success",)),
    Kind("cancelled", lambda plot: plot.ran("cancelled"), NO_ANSWER, ("success",)),
    Kind("workflow-removed", red_without_its_workflow, NO_ANSWER, ("success",)),
    # Red.
    Kind("failed-once", lambda plot: plot.ran("failure"), WAITS, ("in_progress",), plan=CONFIRM),
    Kind("failed-twice", lambda plot: plot.red(), BREAKS, ("failure",), ("main",), STOP),
    Kind("failed-on-two-commits", red_twice_over, BREAKS, ("failure",), ("main",), STOP),
    Kind("failed-deployment", lambda plot: plot.ran("failure", files=DEPLOY), BREAKS, ("failure",), ("main",), STOP),
    Kind("timed-out", lambda plot: plot.ran("timed_out", "timed_out"), BREAKS, ("failure",), ("main",), NO_LOG),
    Kind("fix-proposed", proven, BREAKS, ("failure", "success"), ("main",), STOP_TWO),
    Kind("cheat-proposed", cheat, BREAKS, ("failure", "failure"), ("main",), STOP_TWO),
    Kind("two-lines", two_lines, f"{RUNS}; release/1 is stopped", ("success", "failure"), ("release/1",), STOP_TWO),
    Kind("damaged-claim", damaged_claim, BREAKS, ("failure",), ("main",), STOP),
    Kind("renamed", renamed, BREAKS, ("failure",), ("main",), STOP),
    Kind("issues-disabled", with_facts(lambda plot: plot.red(), has_issues=False), BREAKS, ("failure",), (), BARE),
    Kind("jobs-unreadable", jobs_unreadable, UNKNOWN, (None,), plan=()),
    # Red, but in a mode that holds nothing.
    Kind("warn", lambda plot: plot.red(mode("warn")), BREAKS, ("neutral",), ("main",), STOP),
    Kind("shadow", lambda plot: plot.red(mode("shadow")), BREAKS, (None,), plan=()),
    Kind("off", lambda plot: plot.red(mode("off")), BREAKS, (None,), plan=()),
    Kind("no-config", lambda plot: plot.fleet.ran(plot.repo(plain=True), "failure", "failure"), BREAKS, (None,), plan=()),
    Kind("config-never-valid", never_valid, "the configuration cannot be used", ("success",)),
    Kind("config-broken-later", broken_after_valid, BREAKS, ("failure",), ("main", MISTAKEN), SHOW),
    # Nothing to keep, or nothing done in it yet.
    Kind("empty", lambda plot: plot.fleet.gh.repository(plot.name), EMPTY, (), plan=()),
    Kind("archived", with_facts(lambda plot: plot.red(), archived=True), ARCHIVED, (None,), plan=()),
    Kind("fork", fork, NEVER_RAN, (), plan=()),
)  # fmt: skip
