"""Trap 20: the jobs of one run look alike in most OIDC claims; caches of the default branch carry poison on."""

from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import jwt
import pytest
from ruamel.yaml import YAML

from tests.app.attempts import Attempt, ask, proposing, refusal
from tests.app.conftest import Site, environment, serve
from tests.contract.recorder import Contract

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def attempt(tmp_path_factory: pytest.TempPathFactory, module_contract: Contract) -> Iterator[Attempt]:
    """A run whose fix job is over and whose propose job is at work."""
    yield from proposing(tmp_path_factory.mktemp("trap-20"), module_contract)


@pytest.fixture
async def site(attempt: Attempt) -> AsyncIterator[Site]:
    async for site in serve(attempt.rig.gh, environment(attempt.rig.gh, attempt.rig.app)):
        yield site


def claims(token: str) -> dict[str, Any]:
    return jwt.decode(token, options={"verify_signature": False})


def test_only_the_jobs_id_tells_the_two_jobs_of_a_run_apart(attempt: Attempt) -> None:
    fix, propose = (claims(attempt.token(job)) for job in (attempt.fix, attempt.propose))
    times = {"jti", "iat", "nbf", "exp"}
    assert {"check_run_id"} == {name for name in fix if fix[name] != propose[name]} - times
    assert (str(attempt.fix.id), str(attempt.propose.id)) == (fix["check_run_id"], propose["check_run_id"])
    assert str(attempt.run.id) == fix["run_id"] == propose["run_id"]


def test_github_gives_the_fix_job_no_token_at_all(attempt: Attempt) -> None:
    rights = [job.permissions.get("id_token") for job in (attempt.fix, attempt.propose)]
    assert [None, "write"] == rights


async def test_the_exchange_tells_them_apart_all_the_same(site: Site, attempt: Attempt) -> None:
    assert "the asking job is not the propose job" == await refusal(site, attempt.token(attempt.fix))
    assert 200 == (await ask(site, attempt.token(attempt.propose))).status_code


def steps(path: str) -> list[Mapping[str, Any]]:
    """Every step of a workflow's jobs, or of an action."""
    file: dict[str, Any] = cast(Any, YAML(typ="safe")).load(ROOT / path)
    jobs = file["jobs"].values() if "jobs" in file else [file["runs"]]
    return [step for job in jobs for step in job["steps"]]


FILES = (".github/workflows/worker.yml", "action.yml", "install/action.yml")
CACHING = ("actions/cache", "cache-dependency-path", "ACTIONS_CACHE", "ACTIONS_RUNTIME")


@pytest.mark.parametrize("path", FILES)
def test_no_job_of_the_worker_restores_or_writes_a_cache(path: str) -> None:
    for step in steps(path):
        given = cast(dict[str, Any], step.get("with") or {})
        assert not str(step.get("uses", "")).startswith("actions/cache")
        assert not [name for name in given if "cache" in name]
        assert not [word for word in CACHING if word in str(step.get("run", ""))]


def test_what_sets_up_python_caches_only_if_it_is_asked_to() -> None:
    """`setup-node` caches by itself from version 5 on; the worker may use no such action."""
    setting_up = {
        str(step["uses"]).partition("@")[0] for step in steps(FILES[0]) if "setup-" in str(step.get("uses"))
    }
    assert {"actions/setup-python"} == setting_up
