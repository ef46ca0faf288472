"""ID tokens: who gets one, and what it proves."""

import json
from pathlib import Path
from typing import Any, cast

import httpx
import jwt
import pytest

from bot.sandbox import Sandbox
from bot.sandbox.store import Job
from tests.contract.recorder import Contract
from tests.sandbox.actions.conftest import by_key, lines

WORKFLOW = """\
name: Prove
on: push
permissions: {contents: read}
jobs:
  with:
    runs-on: ubuntu-latest
    permissions: {id-token: write}
    environment: production
    steps:
      - run: |
          python3 - <<'END'
          import os, urllib.request
          url = os.environ["ACTIONS_ID_TOKEN_REQUEST_URL"] + "&audience=andon"
          bearer = "bearer " + os.environ["ACTIONS_ID_TOKEN_REQUEST_TOKEN"]
          print(urllib.request.urlopen(urllib.request.Request(url, headers={"Authorization": bearer})).read().decode())
          END
  without:
    runs-on: ubuntu-latest
    steps: [{run: 'echo "[$ACTIONS_ID_TOKEN_REQUEST_URL]"'}]
"""


@pytest.fixture
def jobs(tmp_path: Path, contract: Contract) -> Any:
    with Sandbox(tmp_path, runner="act", wrap=contract.wrap) as gh:
        repo = gh.repository("acme/shop", {".github/workflows/prove.yml": WORKFLOW})
        gh.idle()
        (run,) = repo.record.runs.values()
        yield gh, by_key(run)
        contract.record_deliveries(gh.world.deliveries)


def fetch(url: str, bearer: str = "") -> tuple[int, Any]:
    answer = httpx.get(url, trust_env=False, headers={"Authorization": f"bearer {bearer}"} if bearer else {})
    return answer.status_code, answer.json()


def test_a_job_with_the_permission_proves_who_it_is(jobs: tuple[Sandbox, dict[str, Job]]) -> None:
    gh, by = jobs
    job = by["with"]
    token = next(json.loads(line) for line in lines(job) if line.startswith("{"))["value"]
    issuer = f"{gh.url}/_services/token"
    _, configuration = fetch(f"{issuer}/.well-known/openid-configuration")
    _, keys = fetch(configuration["jwks_uri"])
    key = jwt.PyJWKSet.from_dict(keys)[jwt.get_unverified_header(token)["kid"]]
    claims = cast(
        dict[str, object], jwt.decode(token, key, algorithms=["RS256"], audience="andon", issuer=issuer)
    )
    run, repo = job.run, job.run.repo
    path = "acme/shop/.github/workflows/prove.yml@refs/heads/main"
    assert {
        "sub": "repo:acme/shop:environment:production",
        "repository": "acme/shop",
        "repository_id": str(repo.id),
        "repository_owner": "acme",
        "ref": "refs/heads/main",
        "sha": run.sha,
        "workflow": "Prove",
        "workflow_ref": path,
        "job_workflow_ref": path,
        "job_workflow_sha": run.sha,
        "event_name": "push",
        "run_id": str(run.id),
        "run_number": "1",
        "run_attempt": "1",
        "actor": "alice",
        "check_run_id": str(job.id),
        "environment": "production",
        "runner_environment": "github-hosted",
    }.items() <= claims.items()
    assert (300, 1) == (cast(int, claims["exp"]) - cast(int, claims["iat"]), job.id_tokens)


def test_a_job_without_the_permission_cannot_ask(jobs: tuple[Sandbox, dict[str, Job]]) -> None:
    assert "[]" in lines(jobs[1]["without"])


def test_a_job_that_is_over_or_another_ones_token_gets_nothing(jobs: tuple[Sandbox, dict[str, Job]]) -> None:
    gh, by = jobs
    for job_id, bearer in ((by["with"].id, ""), (by["with"].id, "x.y.z"), (1, "")):
        url = f"{gh.url}/_services/pipelines/{job_id}/idtoken?api-version=2&audience=a"
        assert (401, {"message": "Unauthorized"}) == fetch(url, bearer)
