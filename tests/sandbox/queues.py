"""A repository with a merge queue, in a test's hands: `main` has one and requires the check `ci`."""

from collections.abc import Iterator
from typing import Any

from bot.sandbox import Sandbox
from bot.sandbox.build import EVENTS, PERMISSIONS
from bot.sandbox.rulesets import QueueRule
from tests.sandbox.conftest import Site

GROUP = """query($n: Int!) { repository(owner: "acme", name: "shop") {
  mergeQueue { url entries(first: 10) { totalCount nodes {
    position state enqueuer { login } baseCommit { oid } headCommit { oid } pullRequest { number } } } }
  pullRequest(number: $n) { id isInMergeQueue isMergeQueueEnabled mergeQueueEntry { position state }
    autoMergeRequest { enabledAt } merged } } }"""


def queueing_site(gh: Sandbox) -> Iterator[Site]:
    """A repository whose main has a merge queue and requires the check `ci`; the App is told of groups."""
    events = (*EVENTS, "merge_group")
    app = gh.app("andon", PERMISSIONS, events, webhook_url=f"{gh.url}/_sandbox/nowhere")
    repo = gh.repository("acme/shop", {"README.md": "# shop\n"})
    repo.collaborator("bob", "write")
    repo.rule(QueueRule(branch="main", timeout_minutes=10))
    repo.require("ci")
    site = Site(gh, app, gh.install(app, "acme"), repo)
    with site.http:
        yield site


def report(site: Site, sha: str, conclusion: str = "success", name: str = "ci") -> None:
    body = {"name": name, "head_sha": sha, "conclusion": conclusion}
    assert 201 == site.ask("POST", "/r/check-runs", body).status_code


def ready(site: Site, branch: str, **files: str) -> int:
    """A pull request that may be enqueued."""
    number, head = site.pull(branch, **(files or {f"{branch}.txt": "x\n"}))
    report(site, head)
    return number


def groups(site: Site) -> list[tuple[int, str]]:
    """The pull requests in the queue and their groups' heads, first to last."""
    queue = site.repo.record.queues.get("main", [])
    return [(one.number, one.group.sha if one.group else "") for one in queue]


def about(site: Site, number: int) -> Any:
    answer = site.graphql(GROUP, n=number)
    assert "errors" not in answer
    return answer["data"]["repository"]


def merged(site: Site, *numbers: int) -> list[bool]:
    return [site.repo.pull_of(number).merged for number in numbers]


def told(site: Site, action: str) -> list[dict[str, Any]]:
    return site.told("merge_group", action)
