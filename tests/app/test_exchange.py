"""`POST /token`: one App token for the propose job that holds the claim, and for nobody else.

One propose job is kept at work for the whole module; each test asks with a fresh OIDC token of it, in
which one claim may be changed. What GitHub signs cannot be changed by a job: the changed ones, signed
with GitHub's own key, stand for other jobs, runs and repositories that would get such a token.
"""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Any

import jwt
import pytest
import structlog
from cryptography.hazmat.primitives.asymmetric import rsa

from bot.app.exchange import PROPOSING
from bot.app.settings import WORKER
from bot.github.auth import Grant
from bot.model.templates import CALLER
from tests.app.attempts import CALLED, MAIN, REFUSED, Attempt, ask, proposing, refusal
from tests.app.conftest import Site, environment, serve
from tests.contract.recorder import Contract


@pytest.fixture(scope="module")
def attempt(tmp_path_factory: pytest.TempPathFactory, module_contract: Contract) -> Iterator[Attempt]:
    """A stopped line whose first attempt has come to its propose job, which goes on when all is done."""
    yield from proposing(tmp_path_factory.mktemp("exchange"), module_contract)


@pytest.fixture
async def site(attempt: Attempt) -> AsyncIterator[Site]:
    """A fresh server: it has taken no token yet."""
    async for site in serve(attempt.rig.gh, environment(attempt.rig.gh, attempt.rig.app)):
        yield site


async def test_the_propose_job_gets_a_token_for_its_repository_and_for_proposing_only(
    site: Site, attempt: Attempt
) -> None:
    answer = await ask(site, attempt.token())
    assert 200 == answer.status_code, answer.text
    given = attempt.rig.gh.world.tokens[answer.json()["token"]]
    assert {"metadata": "read", "contents": "write", "pull_requests": "write"} == given.permissions
    assert ({attempt.rig.repo.record.id}, attempt.rig.app) == (
        given.repositories,
        given.installation and given.installation.app,
    )


async def test_what_is_given_is_given_to_one_job_alone_and_told_to_nobody(
    site: Site, attempt: Attempt, capfd: pytest.CaptureFixture[str]
) -> None:
    """What a job holds may leak from there; it must not be what the App itself works with."""
    client, repository = site.served.client, attempt.rig.repo.record
    (installation,) = (i.id for i in attempt.rig.gh.world.installations.values())
    ours = await client.tokens.get(Grant(installation, PROPOSING, (repository.id,)))
    with structlog.testing.capture_logs() as logs:
        given = [(await ask(site, attempt.token())).json()["token"] for _ in range(2)]
    assert 3 == len({ours, *given})
    assert ours == await client.tokens.get(Grant(installation, PROPOSING, (repository.id,)))
    shown = repr(logs) + "".join(capfd.readouterr()) + repr(vars(site.served.exchange))
    assert [False, False] == [token in shown for token in given]


async def test_a_token_is_taken_once(site: Site, attempt: Attempt) -> None:
    token = attempt.token()
    assert 200 == (await ask(site, token)).status_code
    assert "the OIDC token was used before" == await refusal(site, token)


async def test_a_token_that_was_refused_for_another_reason_is_not_used_up(
    site: Site, attempt: Attempt
) -> None:
    token = attempt.token(attempt.fix)
    said = [await refusal(site, token) for _ in range(2)]
    assert ["the asking job is not the propose job"] * 2 == said


async def test_the_fix_job_of_the_same_run_gets_none(site: Site, attempt: Attempt) -> None:
    """Trap 20: both jobs share the run and `job_workflow_ref`; `check_run_id` tells them apart."""
    told = [
        jwt.decode(attempt.token(job), options={"verify_signature": False})
        for job in (attempt.fix, attempt.propose)
    ]
    same = ("run_id", "run_attempt", "job_workflow_ref", "workflow_ref", "sub", "sha")
    assert [told[0][name] for name in same] == [told[1][name] for name in same]
    assert [str(attempt.fix.id), str(attempt.propose.id)] == [one["check_run_id"] for one in told]
    assert "the asking job is not the propose job" == await refusal(site, attempt.token(attempt.fix))


@pytest.mark.parametrize(("changed", "why"), REFUSED.values(), ids=REFUSED)
async def test_any_other_job_is_refused(
    site: Site, attempt: Attempt, changed: dict[str, Any], why: str
) -> None:
    assert why == await refusal(site, attempt.token(**changed))


async def test_a_line_whose_caller_is_not_the_default_branchs_gets_none(site: Site, attempt: Attempt) -> None:
    """Whoever may push to a line could call the worker there with an order of his own."""
    repo, caller = attempt.rig.repo, ".github/workflows/andon.yml"
    contents = {"same": {"b.txt": "b\n"}, "other": {caller: CALLER + "# mine\n"}, "gone": {caller: None}}
    shas: dict[str, str] = {}
    for branch, files in contents.items():
        repo.branch(branch)
        shas[branch] = repo.commit(files, branch, by="bob")
    assert 200 == (await ask(site, attempt.token(workflow_sha=shas["same"]))).status_code
    for branch in ("other", "gone"):
        said = await refusal(site, attempt.token(workflow_sha=shas[branch]))
        where = f"{caller} at {shas[branch][:7]}"
        assert f"{where} is not what the default branch has; make them the same" == said


async def test_a_fork_of_the_worker_counts_where_the_operator_says_so(attempt: Attempt) -> None:
    own = "acme/andon/.github/workflows/worker.yml"
    env = {**environment(attempt.rig.gh, attempt.rig.app), "ANDON_WORKER": own}
    async for site in serve(attempt.rig.gh, env):
        assert 200 == (await ask(site, attempt.token(job_workflow_ref=f"{own}@{MAIN}"))).status_code
        said = await refusal(site, attempt.token(job_workflow_ref=f"{WORKER}@{MAIN}"))
        assert f"the job is of {WORKER}@{MAIN}, not of {own}@…" == said


async def test_a_run_that_somebody_else_dispatched_gets_none(site: Site, attempt: Attempt) -> None:
    """Anybody who may dispatch could do so with the nonce, and an order of his own."""
    gh, run = attempt.rig.gh, attempt.run
    with gh.world.lock:
        inputs = {**run.inputs, "order": "{}"}
        bobs = gh.world.actions.dispatch(run.repo, "andon.yml", "main", inputs, gh.world.user("bob"))
    assert "the run was not dispatched by andon[bot]" == await refusal(
        site, attempt.token(run_id=str(bobs.id))
    )
    assert 200 == (await ask(site, attempt.token())).status_code


async def test_a_repository_without_a_claim_gets_none(site: Site, attempt: Attempt) -> None:
    other = attempt.rig.gh.world.repo("acme/other")
    assert other is not None
    changed: dict[str, Any] = {
        "repository": "acme/other",
        "repository_id": str(other.id),
        "workflow_ref": CALLED.replace("shop", "other"),
    }
    assert "nothing is claimed for the line main" == await refusal(site, attempt.token(**changed))


@pytest.mark.parametrize("name", ["globex/far", "acme/none"])
async def test_a_repository_without_the_app_gets_none(site: Site, attempt: Attempt, name: str) -> None:
    said = await refusal(site, attempt.token(repository=name))
    assert f"the App is not installed on {name!r}" == said


async def test_a_token_for_somebody_else_is_refused(site: Site, attempt: Attempt) -> None:
    said = await refusal(site, attempt.token(aud="https://evil.example"))
    assert "the OIDC token is not valid: Audience doesn't match" == said


async def test_a_token_of_another_issuer_is_refused(site: Site, attempt: Attempt) -> None:
    said = await refusal(site, attempt.token(iss="https://token.actions.githubusercontent.com"))
    assert "the OIDC token is not valid: Invalid issuer" == said


@pytest.mark.parametrize("known", [True, False])
async def test_a_token_that_github_did_not_sign_is_refused(site: Site, attempt: Attempt, known: bool) -> None:
    genuine = attempt.token()
    claims = jwt.decode(genuine, options={"verify_signature": False})
    kid = jwt.get_unverified_header(genuine)["kid"] if known else "mine"
    mine = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    forged = jwt.encode(claims, mine, algorithm="RS256", headers={"kid": kid})
    expected = (
        "the OIDC token is not valid: Signature verification failed"
        if known
        else "the OIDC token is signed with a key that GitHub does not publish"
    )
    assert expected == await refusal(site, forged)


@pytest.mark.parametrize("token", ["x", "a.b.c", "\N{SNOWMAN}", "null"])
async def test_what_is_no_token_is_refused(site: Site, token: str) -> None:
    header = [(b"authorization", b"Bearer " + token.encode())]
    assert 403 == (await site.http.post("/token", headers=header)).status_code


async def test_an_unsigned_token_is_refused(site: Site, attempt: Attempt) -> None:
    genuine = attempt.token()
    claims = jwt.decode(genuine, options={"verify_signature": False})
    kid = jwt.get_unverified_header(genuine)["kid"]
    unsigned = jwt.encode(claims, "", algorithm="none", headers={"kid": kid})
    assert (await refusal(site, unsigned)).startswith("the OIDC token is not valid")


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic eDp5", "token x"])
async def test_without_a_token_one_is_told_what_to_send(site: Site, header: str | None) -> None:
    given = {"authorization": header} if header is not None else {}
    answer = await site.http.post("/token", headers=given)
    assert (401, True) == (answer.status_code, "OIDC token" in answer.json()["error"])


async def test_an_expired_token_is_refused(site: Site, attempt: Attempt) -> None:
    now = attempt.rig.now()
    old: dict[str, Any] = {"iat": _at(now, -600), "nbf": _at(now, -605), "exp": _at(now, -300)}
    early: dict[str, Any] = {"iat": _at(now, 600), "nbf": _at(now, 595), "exp": _at(now, 900)}
    said = [await refusal(site, attempt.token(**times)) for times in (old, early)]
    assert ["the OIDC token is not valid now"] * 2 == said


def _at(now: Any, seconds: float) -> int:
    return int((now + timedelta(seconds=seconds)).timestamp())


async def test_time_alone_makes_a_token_and_then_the_attempt_too_old(attempt: Attempt) -> None:
    gh = attempt.rig.gh
    token = attempt.token()
    later = timedelta()

    def now() -> Any:
        return gh.clock.now() + later

    async for site in serve(gh, environment(gh, attempt.rig.app), now):
        later = timedelta(minutes=7)
        assert "the OIDC token is not valid now" == await refusal(site, token)
    async for site in serve(gh, environment(gh, attempt.rig.app)):
        site.served.exchange.now = now
        later = timedelta(minutes=61)
        lasting = attempt.token(exp=_at(now(), 60))
        assert "the claimed attempt is too old" == await refusal(site, lasting)


async def test_while_github_is_away_nobody_is_refused_for_good(attempt: Attempt) -> None:
    gh = attempt.rig.gh
    env = environment(gh, attempt.rig.app)
    for broken in ({"GITHUB_API_URL": "http://127.0.0.1:9"}, {"ANDON_OIDC_ISSUER": "http://127.0.0.1:9"}):
        async for site in serve(gh, {**env, "ANDON_OIDC_ISSUER": f"{gh.url}/_services/token", **broken}):
            answer = await ask(site, attempt.token())
            assert (503, True) == (answer.status_code, "could not ask GitHub" in answer.json()["error"])


async def test_a_second_run_with_the_nonce_gets_none_unless_the_first_is_not_ours(
    site: Site, attempt: Attempt
) -> None:
    gh, run = attempt.rig.gh, attempt.run
    with gh.world.lock:
        double = gh.world.actions.dispatch(
            run.repo, "andon.yml", "main", dict(run.inputs), attempt.rig.app.bot
        )
    said = await refusal(site, attempt.token(run_id=str(double.id)))
    assert "the run is not the one that holds the claim" == said
    with gh.world.lock:
        ours, run.actor = run.actor, gh.world.user("bob")
    try:  # the first run is somebody else's: the second is the one that counts, but not at work
        said = await refusal(site, attempt.token(run_id=str(double.id)))
        assert "the asking job is not the propose job" == said
    finally:
        with gh.world.lock:
            run.actor = ours
