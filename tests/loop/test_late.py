"""What cannot be undone: a request that reaches GitHub only after everybody has given it up.

GitHub opens an issue as often as it is asked to. So a brain asks for it only shortly after it took the
claim; and should the request itself be late, the two jobs come down to the lowest number.
"""

from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest

from bot.sandbox.repo_handle import RepoHandle
from bot.sandbox.store import Issue
from tests.contract.recorder import Contract
from tests.loop.story import GOOD_END, Killed, Story, stories
from tests.loop.watch import Watch

pytestmark = pytest.mark.deep


class Held(httpx.AsyncBaseTransport):
    """Keeps the first request that ends so to itself; its brain hears nothing any more. `deliver` sends it."""

    def __init__(self, ending: str) -> None:
        self._ending = ending
        self._inner = httpx.AsyncHTTPTransport()
        self.held: httpx.Request | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self.held or (request.method == "POST" and request.url.path.endswith(self._ending)):
            self.held = self.held or request
            raise Killed
        return await self._inner.handle_async_request(request)

    def deliver(self) -> None:
        """GitHub gets the request after all."""
        assert self.held
        sent = self.held
        answer = httpx.post(sent.url, content=sent.content, headers=sent.headers, trust_env=False)
        assert 201 == answer.status_code

    async def aclose(self) -> None:
        await self._inner.aclose()


class Slow(httpx.AsyncBaseTransport):
    """Time goes by after the first ref was made, so that its brain is late with what it made it for."""

    def __init__(self, story: Story, late: timedelta) -> None:
        self._story = story
        self._late = late
        self._inner = httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        answer = await self._inner.handle_async_request(request)
        if request.method == "POST" and request.url.path.endswith("/git/refs"):
            self._story.gh.clock.advance(seconds=self._late.total_seconds())
        return answer

    async def aclose(self) -> None:
        await self._inner.aclose()


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory, module_contract: Contract) -> Iterator[Story]:
    """One sandbox and App for every case; each case has a repository of its own."""
    with stories(tmp_path_factory.mktemp("late"), module_contract) as its:
        yield its


def jobs(story: Story, repo: RepoHandle) -> list[Issue]:
    """The App's issues, by number."""
    with story.gh.world.lock:
        ours = (i for i in repo.record.issues.values() if i.author == story.app.bot and not i.pull)
        return sorted(ours, key=lambda i: i.number)


def test_a_brain_that_is_late_opens_nothing_and_another_does(story: Story) -> None:
    repo = story.begin("slow")
    watch = Watch(story.gh, story.app)
    story.live(repo, Slow(story, timedelta(seconds=40)))
    assert ([], GOOD_END) == (watch.broken, story.end(repo))


def test_a_job_that_is_opened_late_is_closed_as_a_duplicate(story: Story) -> None:
    repo = story.begin("late")
    late = Held("/issues")
    with pytest.raises(Killed):
        story.live(repo, late)
    story.gh.clock.advance(seconds=61)
    story.live(repo)
    assert GOOD_END == story.end(repo)
    late.deliver()
    story.gh.clock.advance(seconds=61)
    story.live(repo)
    first, second = jobs(story, repo)
    assert ("closed", "closed", True) == (first.state, second.state, first.number < second.number)


def test_of_two_jobs_the_lowest_number_goes_on_and_the_other_points_to_it(story: Story) -> None:
    repo = story.begin("two")
    late = Held("/issues/2/comments")  # the issue is there, its record and number are not
    with pytest.raises(Killed):
        story.live(repo, late)
    (job,) = jobs(story, repo)
    body = {"title": job.title, "body": job.body, "labels": ["andon", "andon:pending"]}
    token = story.gh.installation_token(next(iter(story.gh.world.installations.values())))
    headers = {"Authorization": f"Bearer {token}"}
    url = f"{story.gh.api_url}/repos/{repo.name}/issues"
    assert 201 == httpx.post(url, json=body, headers=headers, trust_env=False).status_code
    story.live(repo)
    first, second = jobs(story, repo)
    assert GOOD_END["jobs"][0] == (
        first.state,
        sorted(label.name for label in first.labels),
        "Proof: main passed at" in (first.body or ""),
        len(first.comments),
    )
    assert ("closed", "not_planned") == (second.state, second.state_reason)
    assert [f"Andon closes this: it is a duplicate of #{first.number}."] == [c.body for c in second.comments]
