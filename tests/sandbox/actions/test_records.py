"""What a job's token may do: exactly what its `permissions:` say, on a whole sandbox."""

from pathlib import Path

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.actions.records import MAX_OUTPUTS, kept_outputs
from bot.sandbox.actions.runner import Outcome
from tests.contract.recorder import Contract
from tests.sandbox.actions.conftest import by_key, lines

CALL = """\
import json, os, sys, urllib.error, urllib.request

def call(method, path, body=None):
    url = os.environ["GITHUB_API_URL"] + "/repos/" + os.environ["GITHUB_REPOSITORY"] + path
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Authorization": "Bearer " + os.environ["TOKEN"]}, method=method)
    try:
        return urllib.request.urlopen(request).status
    except urllib.error.HTTPError as error:
        return error.code

sha = os.environ["GITHUB_SHA"]
print("answers",
    call("GET", "/contents/call.py"),
    call("POST", "/issues", {"title": "x"}),
    call("POST", "/check-runs", {"name": "pytest", "head_sha": sha, "status": "completed", "conclusion": "success"}))
"""
WORKFLOW = """\
on: push
permissions: %s
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: |
          cat > call.py <<'END'
%s
          END
      - {env: {TOKEN: "${{ github.token }}"}, run: python3 call.py}
"""


@pytest.mark.parametrize(
    ("permissions", "expected"),
    [
        ("{}", "answers 403 403 403"),
        ("{contents: read}", "answers 200 403 403"),
        ("{contents: read, issues: write}", "answers 200 201 403"),
        ("{checks: write}", "answers 403 403 201"),
        ("write-all", "answers 200 201 201"),
        ("", "answers 200 403 403"),
    ],
)
def test_a_job_may_do_what_its_permissions_say(
    tmp_path: Path, contract: Contract, permissions: str, expected: str
) -> None:
    indented = "\n".join("          " + line for line in CALL.splitlines())
    with Sandbox(tmp_path, runner="act", wrap=contract.wrap) as gh:
        repo = gh.repository(
            "acme/shop", {"call.py": "x\n", ".github/workflows/ci.yml": WORKFLOW % (permissions, indented)}
        )
        gh.idle()
        (run,) = repo.record.runs.values()
        assert expected in lines(by_key(run)["test"])
        forged = [check.app.slug for check in repo.checks(repo.head("main"), name="pytest")]
        assert ["github-actions"] * (expected.endswith("201")) == forged
        contract.record_deliveries(gh.world.deliveries)


def test_outputs_are_kept_dropped_or_refused() -> None:
    outcome = Outcome(outputs={"a": "x", "b": "has s3cret", "c": ""}, masked=frozenset({"s3cret"}))
    expected = {"a": "x"}, ["##[warning]Skip output 'b' since it may contain secret."]
    assert expected == kept_outputs(outcome)
    assert {} == kept_outputs(Outcome(outputs={"a": "x" * MAX_OUTPUTS}))[0]
