"""Events in, runs out: what the service decides, with scripted jobs."""

import pytest

from bot.sandbox import git, git_process
from bot.sandbox.actions.service import BadInputs, NoSuchWorkflow, NotDispatchable
from bot.sandbox.store import Issue, Pull, Run
from tests.sandbox.actions.conftest import House, by_key

FILE = ".github/workflows/ci.yml"
JOB = "{runs-on: ubuntu-latest, steps: [{run: make test}]}"
CI = f"name: CI\non: [push, pull_request]\njobs: {{test: {JOB}}}\n"


def pull(
    house: House, by_actions: bool = False, head_repo: int | None = None, message: str = "Work"
) -> list[Run]:
    """Open a pull request from `topic`, as the pull request code would."""
    repo, base = house.repo, house.head
    house.push({"topic.txt": "x"}, message, "topic")
    merge = git_process.run(repo.path, "rev-parse", f"{house.head}^{{tree}}").strip()
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
    assert [] == pull(scripted, message=message)


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
