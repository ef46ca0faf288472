"""Trap 18: a fork's run has a read-only token; a check run on a head GitHub does not know yet is refused."""

import httpx
import pytest

from bot.github.auth import Credentials
from bot.github.client import Client
from bot.loop.looked import Looked
from bot.loop.sweep import find
from bot.sandbox import Sandbox
from tests.asking import Ask, app, in_workflow
from tests.rig import Rig, fails_when, make_rig, pull

CI = """\
name: CI
on: {push: {branches: [main]}, pull_request: }
permissions: {checks: write}
jobs: {test: {runs-on: ubuntu-latest, steps: [{run: "true"}]}}
"""
NO_COMMIT = "No commit found for SHA"


@pytest.fixture
def rig(gh: Sandbox) -> Rig:
    return make_rig(gh, {".github/workflows/ci.yml": CI})


def fork_pull(rig: Rig) -> tuple[int, str]:
    """A pull request from `mallory`'s fork: its number and head."""
    fork = rig.gh.repository("mallory/shop", fork_of=rig.repo, by="mallory")
    fork.branch("topic", by="mallory")
    head = fork.commit({"a.txt": "a\n"}, "topic", by="mallory")
    return rig.repo.pull("topic", by="mallory", head_repo=fork), head


def test_a_forks_workflow_cannot_write_checks_and_its_pull_request_has_a_cord(rig: Rig) -> None:
    answers: list[httpx.Response] = []

    def step(ask: Ask) -> None:
        told = {"name": "Andon", "head_sha": rig.repo.head(), "conclusion": "success"}
        answers.append(ask("POST", "/r/check-runs", told))

    rig.gh.script(in_workflow(rig, ".github/workflows/ci.yml", step, fails_when("broken")))
    number, head = fork_pull(rig)
    rig.gh.idle()
    assert [403] == [answer.status_code for answer in answers]

    looked = rig.make_pass()
    listed = app(rig, checks="read")("GET", f"/r/commits/{head}/check-runs?check_name=Andon").json()
    assert [[]] == [check["pull_requests"] for check in listed["check_runs"]]  # as GitHub has it for forks
    assert ("success", [True]) == (rig.shown(number), [pull.fork for pull in looked.snapshot.pulls])


class LateHead(httpx.AsyncBaseTransport):
    """GitHub as it is right after a push: the first check run is made on a commit it cannot find yet."""

    def __init__(self) -> None:
        self._inner = httpx.AsyncHTTPTransport()
        self._late = True

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self._late and request.method == "POST" and request.url.path.endswith("/check-runs"):
            self._late = False
            told = {"message": f"{NO_COMMIT}: 0000000", "documentation_url": "https://docs.github.com/rest"}
            return httpx.Response(422, json=told)
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        await self._inner.aclose()


def test_github_answers_422_for_a_head_it_does_not_know(rig: Rig) -> None:
    body = {"name": "Andon", "head_sha": "f" * 40, "status": "in_progress"}
    answer = app(rig, checks="write")("POST", "/r/check-runs", body)
    assert (422, True) == (answer.status_code, answer.json()["message"].startswith(NO_COMMIT))


async def test_a_head_that_is_not_known_yet_is_no_error_and_has_its_cord_on_the_next_pass(rig: Rig) -> None:
    one, two = pull(rig, "one"), pull(rig, "two")
    credentials = Credentials(rig.app.client_id, rig.app.private_pem)
    client = Client(credentials, rig.gh.api_url, rig.now, LateHead())
    try:
        keys, _ = await find(client, (rig.repo.name,))
        brain = rig.brain(client)
        passes = [(await brain.make_pass(keys, "debug"))[0] for _ in range(2)]
    finally:
        await client.aclose()
    told = [one for one in passes if isinstance(one, Looked)]
    outcomes = [[done.outcome for _, done in one.done] for one in told]
    assert ([["refused", "done"], ["done"]], [(), ()]) == (outcomes, [one.errors for one in told])
    assert ["success", "success"] == [rig.shown(one), rig.shown(two)]
