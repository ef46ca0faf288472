"""Events in, runs out: what the service decides, with scripted jobs."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from bot.sandbox import git
from bot.sandbox.actions.runner import Outcome
from bot.sandbox.actions.scripted import ScriptedRunner
from bot.sandbox.actions.service import BadInputs, NoSuchWorkflow, NotDispatchable, NotFinished
from bot.sandbox.store import Issue, Job, Pull, Run
from tests.sandbox.actions.conftest import House, by_key, conclusions

FILE = ".github/workflows/ci.yml"
JOB = "{runs-on: ubuntu-latest, steps: [{run: make test}]}"
CI = f"name: CI\non: [push, pull_request]\njobs: {{test: {JOB}}}\n"
CHAIN = """\
name: CI
on: push
jobs:
  lint: {runs-on: ubuntu-latest, steps: [{run: x}]}
  test: {runs-on: ubuntu-latest, needs: lint, steps: [{run: x}]}
  other: {runs-on: ubuntu-latest, steps: [{run: x}]}
  report: {runs-on: ubuntu-latest, needs: [test, other], if: always(), steps: [{run: x}]}
  deploy: {runs-on: ubuntu-latest, needs: report, steps: [{run: x}]}
"""


def script(house: House, fn: Callable[[Run, Job], Outcome]) -> None:
    """From now on jobs end as `fn` says."""
    runner = house.service.runner
    assert isinstance(runner, ScriptedRunner)
    runner.script = fn


def failing(*keys: str) -> Callable[[Run, Job], Outcome]:
    """A script in which these jobs fail."""
    return lambda run, job: Outcome("failure" if job.key in keys else "success")


def pull(house: House, by_actions: bool = False, head_repo: int | None = None) -> list[Run]:
    """Open a pull request from `topic`, as the pull request code would."""
    repo, base = house.repo, house.head
    house.push({"topic.txt": "x"}, "Work on topic", "topic")
    merge = git.run(repo.path, "rev-parse", f"{house.head}^{{tree}}").strip()
    who = git.Person("GitHub", "noreply@github.com", house.world.clock.now())
    sha = git.write_commit(repo.path, merge, [base, house.head], "Merge", (who, who))
    git.update_ref(repo.path, "refs/pull/1/merge", sha)
    head_id = repo.id if head_repo is None else head_repo
    now, alice = house.world.clock.now(), house.world.user("alice")
    half = Pull(1, 1, head_id, "topic", house.head, "main", base, mergeable=True)
    issue = Issue(1, 1, "Topic", None, alice, now, now, pull=half)
    payload = {
        "action": "opened",
        "number": 1,
        "pull_request": {"head": {"ref": "topic", "repo": {"id": head_id}}, "base": {"ref": "main"}},
    }
    with house.world.lock:
        runs = house.service.on_pull_request(repo, issue, "opened", alice, payload, by_actions)
    house.settle()
    return runs


def test_a_push_starts_a_run_with_its_suite_and_checks(scripted: House) -> None:
    run = scripted.workflow(CI)
    assert ("push", 1, "completed", "success") == (run.event, run.number, run.status, run.conclusion)
    assert (scripted.head, "main", "refs/heads/main") == (run.head_sha, run.head_branch, run.ref)
    assert "Change" == run.title
    job = by_key(run)["test"]
    assert (job.id, "test", "success", "github-actions") == (
        job.check.id,
        job.check.name,
        job.check.conclusion,
        job.check.app.slug,
    )
    assert [run.suite] == scripted.repo.suites
    assert 2 == scripted.push({"a": "b"})[0].number


@pytest.mark.parametrize("message", ["Docs [skip ci]", "Docs\n\nskip-checks: true"])
def test_skip_ci_starts_nothing_on_push_and_pull_request(scripted: House, message: str) -> None:
    scripted.workflow(CI)
    assert [] == scripted.push({"a": "b"}, message)


def test_what_github_token_pushes_starts_nothing(scripted: House) -> None:
    scripted.workflow(CI)
    assert [] == scripted.push({"a": "b"}, by_actions=True)


def test_what_github_token_opens_waits_for_approval(scripted: House) -> None:
    scripted.workflow(CI)
    (run,) = pull(scripted, by_actions=True)
    assert ("completed", "action_required", []) == (run.status, run.conclusion, run.jobs)


def test_a_pull_request_runs_on_its_merge_commit(scripted: House) -> None:
    scripted.workflow(CI)
    (run,) = pull(scripted)
    merge = git.resolve(scripted.repo.path, "refs/pull/1/merge")
    assert (merge, scripted.head, "refs/pull/1/merge") == (run.sha, run.head_sha, run.ref)
    assert ("pull_request", "topic", [1], "Topic") == (run.event, run.head_branch, run.pulls, run.title)
    assert "success" == run.conclusion


def test_a_pull_request_with_a_conflict_starts_nothing(scripted: House) -> None:
    scripted.workflow(CI)
    pull(scripted)
    git.delete_ref(scripted.repo.path, "refs/pull/1/merge")
    now, alice = scripted.world.clock.now(), scripted.world.user("alice")
    half = Pull(1, 1, scripted.repo.id, "topic", scripted.head, "main", scripted.head, mergeable=False)
    issue = Issue(1, 1, "Topic", None, alice, now, now, pull=half)
    assert [] == scripted.service.on_pull_request(scripted.repo, issue, "synchronize", alice, {}, False)


def test_a_run_from_a_fork_may_only_read_and_has_no_secrets(scripted: House) -> None:
    scripted.repo.secrets["DEPLOY"] = "s3cret"
    scripted.workflow(CI.replace("jobs:", "permissions: write-all\njobs:"))
    (run,) = pull(scripted, head_repo=999)
    levels = set(by_key(run)["test"].permissions.values())
    assert ({"read"}, []) == (levels, run.pulls)


def test_a_broken_workflow_file_is_a_startup_failure(scripted: House) -> None:
    run = scripted.workflow("name: CI\non: push\njobs: {}\n")
    assert ("startup_failure", [], "CI") == (run.conclusion, run.jobs, run.workflow.name)
    assert "at least one job" in run.problem


def test_only_workflows_whose_paths_changed_start(scripted: House) -> None:
    text = CI.replace("[push, pull_request]", "{push: {paths: ['src/**']}}").replace("CI", "Src")
    assert [] == scripted.push({FILE: text})
    assert [] == scripted.push({"docs/a.md": "x"})
    assert ["Src"] == [run.workflow.name for run in scripted.push({"src/a.py": "x"})]


def test_a_run_may_be_named_by_its_workflow(scripted: House) -> None:
    named = "run-name: andon ${{ inputs.nonce }} on ${{ github.ref_name }}\n"
    inputs = "{workflow_dispatch: {inputs: {nonce: {}}}}"
    scripted.push({FILE: named + CI.replace("[push, pull_request]", inputs)})
    assert "andon n1 on main" == scripted.dispatch("ci.yml", nonce="n1").title


def test_dispatching_twice_gives_two_runs(scripted: House) -> None:
    inputs = "{workflow_dispatch: {inputs: {nonce: {}}}}"
    scripted.push({FILE: "run-name: ${{ inputs.nonce }}\n" + CI.replace("[push, pull_request]", inputs)})
    first, second = scripted.dispatch("ci.yml", nonce="same"), scripted.dispatch("ci.yml", nonce="same")
    assert ["same", "same"] == [first.title, second.title]
    assert first.id < second.id


def test_a_dispatch_needs_the_file_on_the_default_branch(scripted: House) -> None:
    scripted.push({"README.md": "x"})
    scripted.push({FILE: CI.replace("[push, pull_request]", "workflow_dispatch")}, branch="topic")
    with pytest.raises(NoSuchWorkflow):
        scripted.dispatch("ci.yml")


def test_a_dispatch_needs_its_trigger_its_ref_and_its_inputs(scripted: House) -> None:
    scripted.workflow(CI)
    alice = scripted.world.user("alice")
    with pytest.raises(NotDispatchable, match="does not have 'workflow_dispatch' trigger"):
        scripted.dispatch("ci.yml")
    scripted.push({FILE: CI.replace("[push, pull_request]", "workflow_dispatch")})
    with pytest.raises(NotDispatchable, match="No ref found for: nowhere"):
        scripted.service.dispatch(scripted.repo, FILE, "nowhere", {}, alice)
    with pytest.raises(BadInputs, match="Unexpected inputs"):
        scripted.service.dispatch(scripted.repo, FILE, "main", {"x": "1"}, alice)


def test_a_failure_skips_what_depends_on_it_through_any_number_of_jobs(scripted: House) -> None:
    script(scripted, failing("test"))
    run = scripted.workflow(CHAIN)
    assert "failure" == run.conclusion
    # deploy's direct need succeeded; GitHub looks at every ancestor all the same.
    assert {
        "lint": "success",
        "test": "failure",
        "other": "success",
        "report": "success",
        "deploy": "skipped",
    } == conclusions(run)


def test_rerunning_failed_jobs_is_an_attempt_of_them_and_their_dependents(scripted: House) -> None:
    script(scripted, failing("test"))
    run = scripted.workflow(CHAIN)
    script(scripted, failing())
    scripted.rerun(run)
    assert (2, "completed", "success") == (run.attempt, run.status, run.conclusion)
    assert {"test": "success", "report": "success", "deploy": "success"} == conclusions(run, 2)
    first, second = by_key(run, 1)["test"], by_key(run, 2)["test"]
    assert ("failure", "success") == (first.check.conclusion, second.check.conclusion)
    assert first.check.id < second.check.id
    assert run.sha == run.head_sha


def test_a_third_attempt_carries_over_what_passed_in_either_before(scripted: House) -> None:
    script(scripted, failing("test", "other"))
    run = scripted.workflow(CHAIN)
    script(scripted, failing("other"))
    scripted.rerun(run)
    script(scripted, failing())
    scripted.rerun(run)
    assert {"other", "report", "deploy"} == conclusions(run, 3).keys()
    assert "success" == run.conclusion


def test_a_run_can_be_rerun_only_once_it_is_over_and_has_failed(scripted: House) -> None:
    go = Event()

    def slow(run: Run, job: Job) -> Outcome:
        go.wait(30)
        return Outcome()

    script(scripted, slow)
    (run,) = scripted.push({FILE: CI})
    with pytest.raises(NotFinished, match="already running"):
        scripted.service.rerun_failed(run)
    go.set()
    scripted.settle()
    with pytest.raises(NotFinished, match="no failed jobs"):
        scripted.service.rerun_failed(run)


def test_a_job_that_is_forgiven_fails_without_failing_the_run(scripted: House) -> None:
    script(scripted, failing("test"))
    run = scripted.workflow(CHAIN.replace("needs: lint,", "needs: lint, continue-on-error: true,"))
    assert ("failure", "success") == (by_key(run)["test"].conclusion, run.conclusion)


def test_cancelling_ends_the_run_as_cancelled(scripted: House) -> None:
    go = Event()

    def slow(run: Run, job: Job) -> Outcome:
        go.wait(30)
        return Outcome()

    script(scripted, slow)
    (run,) = scripted.push({FILE: CHAIN.replace("always()", "success()")})
    scripted.wait(lambda: any(job.status == "in_progress" for job in run.jobs))
    with scripted.world.lock:
        scripted.service.cancel(run)
    go.set()
    scripted.settle()
    assert ("cancelled", {"cancelled", "skipped"}) == (run.conclusion, {*conclusions(run).values()})


def test_a_newer_run_cancels_an_older_one_of_its_group(scripted: House) -> None:
    go = Event()

    def slow(run: Run, job: Job) -> Outcome:
        go.wait(30)
        return Outcome()

    script(scripted, slow)
    group = "concurrency: {group: 'ci-${{ github.ref }}', cancel-in-progress: true}\n"
    (first,) = scripted.push({FILE: group + CI})
    (second,) = scripted.push({"a": "b"})
    go.set()
    scripted.settle()
    assert ("cancelled", "success") == (first.conclusion, second.conclusion)


def test_a_failed_row_cancels_the_rest_of_its_matrix(scripted: House) -> None:
    go = Event()

    def one_fails(run: Run, job: Job) -> Outcome:
        if job.key == "test (1)":
            return Outcome("failure")
        go.wait(30)
        return Outcome()

    script(scripted, one_fails)
    job = "{runs-on: x, strategy: {matrix: {n: [1, 2, 3, 4]}}, steps: [{run: x}]}"
    (run,) = scripted.push({FILE: f"on: push\njobs: {{test: {job}}}"})
    scripted.wait(lambda: by_key(run)["test (1)"].status == "completed")
    go.set()
    scripted.settle()
    assert {
        "test (1)": "failure",
        "test (2)": "cancelled",
        "test (3)": "cancelled",
        "test (4)": "cancelled",
    } == conclusions(run)


CALLER = """\
name: Andon
on: push
permissions: {contents: write}
jobs:
  andon:
    uses: andon/bot/.github/workflows/worker.yml@v1
    with: {job: 7}
"""
WORKER = """\
on:
  workflow_call:
    inputs: {job: {type: string, required: true}, dry: {type: boolean, default: true}}
    outputs: {patch: {value: "${{ jobs.fix.outputs.patch }}"}}
jobs:
  fix:
    name: Fix ${{ inputs.job }} (${{ inputs.dry }})
    permissions: {contents: read}
    runs-on: ubuntu-latest
    outputs: {patch: x}
    steps: [{run: x}]
  propose:
    needs: fix
    runs-on: ubuntu-latest
    steps: [{run: x}]
"""


def publish(actions: dict[str, Path], text: str) -> None:
    """Put a reusable workflow where `andon/bot` is."""
    file = actions["andon/bot"] / ".github/workflows/worker.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def test_a_called_workflow_brings_its_jobs_named_after_the_caller(
    scripted: House, actions: dict[str, Path]
) -> None:
    publish(actions, WORKER)
    run = scripted.workflow(CALLER)
    assert {"andon / fix": "success", "andon / propose": "success"} == conclusions(run)
    fix, propose = by_key(run)["andon / fix"], by_key(run)["andon / propose"]
    assert ["andon / Fix 7 (true)", "andon / propose"] == [fix.name, propose.name]
    assert [{"contents": "read"}, {"contents": "write"}] == [fix.permissions, propose.permissions]
    assert "andon/bot/.github/workflows/worker.yml@refs/tags/v1" == fix.workflow_ref


@pytest.mark.parametrize(
    ("caller", "worker", "words"),
    [
        (
            CALLER,
            WORKER.replace("contents: read", "issues: write"),
            "requesting 'issues: write', but is only",
        ),
        (CALLER.replace("job: 7", "jab: 7"), WORKER, "Invalid input, jab is not defined"),
        (CALLER.replace("with: {job: 7}", ""), WORKER, "Input job is required"),
        (CALLER.replace("worker.yml", "none.yml"), WORKER, "workflow was not found"),
        (CALLER.replace("andon/bot", "who/else"), WORKER, "workflow was not found"),
        (CALLER, WORKER.replace("workflow_call", "workflow_dispatch"), "not reusable"),
        (CALLER, "on: [", "error in your yaml syntax"),
    ],
)
def test_a_call_that_cannot_be_made_fails_before_any_job(
    scripted: House, actions: dict[str, Path], caller: str, worker: str, words: str
) -> None:
    publish(actions, worker)
    run = scripted.workflow(caller)
    assert ("startup_failure", []) == (run.conclusion, run.jobs)
    assert words in run.problem


def test_a_called_workflow_of_the_same_repository_is_that_of_the_same_commit(scripted: House) -> None:
    local = CALLER.replace("andon/bot/.github/workflows/worker.yml@v1", "./.github/workflows/worker.yml")
    (run,) = scripted.push({FILE: local, ".github/workflows/worker.yml": WORKER})
    scripted.settle()
    fix = by_key(run)["andon / fix"]
    assert "acme/shop/.github/workflows/worker.yml@refs/heads/main" == fix.workflow_ref
    assert scripted.head == fix.workflow_sha


def test_an_expression_that_fails_fails_its_job_with_the_reason(scripted: House) -> None:
    run = scripted.workflow(CHAIN.replace("if: always()", "if: nonsense.x"))
    assert "failure" == run.conclusion
    assert "Unrecognized named-value: 'nonsense'" in by_key(run)["report"].log


def test_a_run_that_was_only_recorded_can_be_rerun(scripted: House) -> None:
    script(scripted, failing("test"))
    run = scripted.workflow(CI)
    by_key(run)["test"].key = "made up"  # as if a test had recorded it: no file has such a job
    script(scripted, failing())
    scripted.rerun(run)
    assert {"made up": "success"} == conclusions(run, 2)


def test_a_runner_that_breaks_fails_the_job_and_not_the_service(scripted: House) -> None:
    def broken(run: Run, job: Job) -> Outcome:
        raise RuntimeError("out of disk")

    script(scripted, broken)
    run = scripted.workflow(CI)
    assert "failure" == run.conclusion
    assert "RuntimeError: out of disk" in by_key(run)["test"].log
