"""The stand-ins for GitHub's own actions, on a whole sandbox: real fetches, real pushes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox import RepoHandle, Sandbox, git
from bot.sandbox.store import Run
from tests.contract.recorder import Contract
from tests.sandbox.actions.conftest import by_key, lines

FILE = ".github/workflows/ci.yml"
CI = """\
name: CI
on: [push, pull_request]
permissions: {contents: read}
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
        id: checkout
      - uses: actions/setup-python@v6
        with: {python-version: "3.12"}
      - run: |
          echo "head $(git rev-parse HEAD) on [$(git branch --show-current)]"
          echo "told ${{ steps.checkout.outputs.commit }} parents $(git cat-file -p HEAD | grep -c ^parent)"
          cat a.txt
"""


@pytest.fixture
def gh(tmp_path: Path, contract: Contract) -> Iterator[Sandbox]:
    with Sandbox(tmp_path / "github", runner="act", wrap=contract.wrap) as sandbox:
        yield sandbox
    contract.record_deliveries(sandbox.world.deliveries)


def newest(repo: RepoHandle, event: str = "push") -> Run:
    return [run for run in repo.record.runs.values() if run.event == event][-1]


def steps(*texts: str, head: str = "on: push\npermissions: {contents: read}") -> str:
    """A workflow of one job with these steps."""
    listed = "\n".join(f"      - {text}" for text in texts)
    return f"{head}\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n{listed}\n"


def said(run: Run) -> list[str]:
    return lines(by_key(run)["test"])


def test_a_push_checks_its_own_commit_out_on_its_branch(gh: Sandbox) -> None:
    repo = gh.repository("acme/shop", {FILE: CI, "a.txt": "hello\n"})
    gh.idle()
    run, sha = newest(repo), repo.head("main")
    assert "success" == run.conclusion
    assert {f"head {sha} on [main]", f"told {sha} parents 0", "hello"} <= set(said(run))
    assert any("Successfully set up CPython" in line for line in said(run))


def test_a_pull_request_checks_its_merge_commit_out(gh: Sandbox) -> None:
    repo = gh.repository("acme/shop", {FILE: CI, "a.txt": "hello\n"})
    repo.branch("topic", at="main")
    repo.commit({"b.txt": "new\n"}, branch="topic")
    repo.commit({"a.txt": "moved on\n"}, branch="main", by="alice")
    number = repo.pull("topic", base="main", title="Topic", by="alice")
    gh.idle()
    run = newest(repo, "pull_request")
    merge = git.resolve(repo.record.path, f"refs/pull/{number}/merge")
    assert {f"head {merge} on []", "moved on"} <= set(said(run))
    assert (merge, repo.head("topic")) == (run.sha, run.head_sha)


def test_checkout_without_its_token_cannot_fetch_a_private_repository(gh: Sandbox) -> None:
    repo = gh.repository("acme/shop", {FILE: CI.replace("contents: read", "issues: read"), "a.txt": "x"})
    gh.idle()
    assert ("failure", "failure") == (
        newest(repo).conclusion,
        by_key(newest(repo))["test"].steps[1].conclusion,
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("{ref: topic}", "on [topic] 1"),
        ("{ref: refs/heads/topic}", "on [topic] 1"),
        ("{ref: '${{ github.sha }}'}", "on [] 1"),
        ("{fetch-depth: 0}", "on [main] 2"),
        ("{fetch-depth: 2, ref: topic}", "on [topic] 2"),
        ("{path: sub}", "on [] 0"),
    ],
)
def test_checkout_takes_the_inputs_that_workflows_use(gh: Sandbox, given: str, expected: str) -> None:
    repo = gh.repository("acme/shop", {"a.txt": "one\n"})
    repo.commit({"a.txt": "two\n"}, branch="main")
    repo.branch("topic", at="main")
    look = 'echo "on [$(git branch --show-current)] $(git rev-list --count HEAD 2>/dev/null || echo 0)"'
    text = steps(f"{{uses: actions/checkout@v6, with: {given}}}", f"run: {look}")
    repo.commit({FILE: text}, branch="main")
    gh.idle()
    depth = "on [main] 3" if given == "{fetch-depth: 0}" else expected
    assert depth in said(newest(repo))


@pytest.mark.parametrize(("persist", "conclusion"), [("true", "success"), ("false", "failure")])
def test_credentials_stay_only_if_they_may(gh: Sandbox, persist: str, conclusion: str) -> None:
    push = "git -c user.name=x -c user.email=x@y commit -q --allow-empty -m x && git push -q origin HEAD:refs/heads/new"
    text = steps(
        f"{{uses: actions/checkout@v6, with: {{persist-credentials: {persist}}}}}",
        f"run: {push}",
        head="on: push\npermissions: {contents: write}",
    )
    repo = gh.repository("acme/shop", {FILE: text})
    gh.idle()
    runs = list(repo.record.runs.values())
    assert [conclusion] == [run.conclusion for run in runs]  # and the push, by GITHUB_TOKEN, started none
    assert (conclusion == "success") == (git.resolve(repo.record.path, "refs/heads/new") is not None)


def test_a_job_without_write_permission_cannot_push(gh: Sandbox) -> None:
    text = steps("uses: actions/checkout@v6", "run: git push -q origin HEAD:refs/heads/new")
    repo = gh.repository("acme/shop", {FILE: text})
    gh.idle()
    assert "failure" == newest(repo).conclusion
    assert None is git.resolve(repo.record.path, "refs/heads/new")


def test_the_token_is_nowhere_in_the_log(gh: Sandbox) -> None:
    text = steps("uses: actions/checkout@v6", "{env: {T: '${{ github.token }}'}, run: 'echo \"[$T]\"'}")
    repo = gh.repository("acme/shop", {FILE: text})
    gh.idle()
    log = by_key(newest(repo))["test"].log
    assert ("[***]" in said(newest(repo)), "ghs_" in log) == (True, False)


def test_an_action_of_the_repository_itself_may_use_the_stand_ins(gh: Sandbox) -> None:
    action = (
        "runs:\n  using: composite\n  steps:\n    - uses: actions/setup-python@v6\n"
        "    - {shell: bash, run: echo here}\n"
    )
    text = steps("uses: actions/checkout@v6", "uses: ./.github/actions/own")
    repo = gh.repository("acme/shop", {FILE: text, ".github/actions/own/action.yml": action})
    gh.idle()
    assert ("success", True) == (newest(repo).conclusion, "here" in said(newest(repo)))


OPEN = """\
import json, os
from urllib.request import Request, urlopen
wish = {"title": "x", "head": "topic", "base": "main"}
url = os.environ["GITHUB_API_URL"] + "/repos/acme/shop/pulls"
print(urlopen(Request(url, json.dumps(wish).encode(), {"Authorization": "Bearer " + os.environ["TOKEN"]})).status)
"""


def test_a_pull_request_that_a_job_opens_waits_for_approval(gh: Sandbox) -> None:
    opens = steps(
        "uses: actions/checkout@v6",
        "{env: {TOKEN: '${{ github.token }}'}, run: python3 open.py}",
        head="on: workflow_dispatch\npermissions: {contents: read, pull-requests: write}",
    )
    files = {FILE: CI, ".github/workflows/open.yml": opens, "open.py": OPEN, "a.txt": "x\n"}
    repo = gh.repository("acme/shop", files)
    repo.branch("topic", at="main")
    repo.commit({"b.txt": "new\n"}, branch="topic")
    with gh.world.lock:
        run = gh.world.actions.dispatch(repo.record, "open.yml", "main", {}, gh.world.user("alice"))
    gh.idle()
    assert "201" in said(run)
    waiting = newest(repo, "pull_request")
    assert ("action_required", []) == (waiting.conclusion, waiting.jobs)
