"""The button "Update branch": who may press it, what it makes, and what it takes away."""

from collections.abc import Iterator

import pytest

from bot.sandbox import Sandbox, git
from bot.sandbox.rulesets import ReviewRule
from tests.sandbox.conftest import Site

MAY = """query($n: Int!) { repository(owner: "acme", name: "shop") { pullRequest(number: $n) {
  viewerCanUpdateBranch reviewDecision latestOpinionatedReviews(first: 5) { nodes { state submittedAt } } } } }"""


@pytest.fixture
def site(gh: Sandbox) -> Iterator[Site]:
    app = gh.app("andon")
    repo = gh.repository(
        "acme/shop", {"README.md": "# shop\n", ".github/workflows/ci.yml": "on: push\njobs: {}\n"}
    )
    repo.collaborator("bob", "write")
    site = Site(gh, app, gh.install(app, "acme"), repo)
    with site.http:
        yield site


def may(site: Site, number: int, token: str | None = None) -> bool:
    answer = site.graphql(MAY, token, n=number)
    return answer["data"]["repository"]["pullRequest"]["viewerCanUpdateBranch"]


def pressed(site: Site, number: int, token: str | None = None, **body: str) -> tuple[int, str]:
    answer = site.ask("PUT", f"/r/pulls/{number}/update-branch", body, token)
    return answer.status_code, answer.json()["message"]


def test_the_base_is_merged_into_the_head_and_its_checks_run_anew(site: Site) -> None:
    number, head = site.pull("topic", **{"a.txt": "a\n"})
    assert (False, (422, "There are no new commits on the base branch.")) == (
        may(site, number),
        pressed(site, number),
    )
    base = site.repo.commit({"b.txt": "b\n"})
    assert may(site, number)
    assert (422, "expected head sha didn’t match current head ref.") == pressed(
        site, number, expected_head_sha=base
    )
    assert (202, "Updating pull request branch.") == pressed(site, number, expected_head_sha=head)
    new = site.repo.pull_of(number).head_sha
    assert [head, base] == list(git.commit(site.repo.record.path, new).parents)
    assert (new, False) == (site.repo.head("topic"), may(site, number))


def test_a_conflict_and_a_workflow_that_may_not_be_changed_are_refused(site: Site) -> None:
    number, _ = site.pull("topic", **{"a.txt": "a\n"})
    site.repo.commit({".github/workflows/ci.yml": "on: pull_request\njobs: {}\n"})
    assert 403 == pressed(site, number, site.token(contents="write", pull_requests="write"))[0]
    site.repo.commit({"a.txt": "b\n"})
    assert (False, (422, "merge conflict between base and head")) == (
        may(site, number),
        pressed(site, number),
    )


def test_a_fork_is_updated_only_where_its_owner_lets_maintainers(site: Site) -> None:
    fork = site.gh.repository("eve/shop", fork_of=site.repo, by="eve")
    fork.branch("theirs", by="eve")
    head = fork.commit({"a.txt": "a\n"}, "theirs", by="eve")
    number = site.repo.pull("theirs", by="eve", head_repo=fork)
    site.repo.commit({"b.txt": "b\n"})
    assert (False, 403) == (may(site, number), pressed(site, number)[0])
    site.repo.pull_of(number).maintainers_push = True
    assert (True, 202) == (may(site, number), pressed(site, number)[0])
    assert head != fork.head("theirs") == site.repo.pull_of(number).head_sha


def test_who_may_only_read_updates_nothing(site: Site) -> None:
    number, _ = site.pull("topic", **{"a.txt": "a\n"})
    site.repo.commit({"b.txt": "b\n"})
    token = site.token(contents="read", pull_requests="read")
    assert (False, 403) == (may(site, number, token), pressed(site, number, token)[0])


@pytest.mark.parametrize("classic", [False, True])
def test_a_push_takes_approvals_away_where_the_rules_say_so(site: Site, classic: bool) -> None:
    rule = ReviewRule(branch="main", dismiss=True)
    if classic:
        site.repo.record.rules.append(rule)
    else:
        site.repo.rule(rule)
    number, _ = site.pull("topic", **{"a.txt": "a\n"})
    site.repo.approve(number, by="alice")
    site.repo.commit({"b.txt": "b\n"}, by="alice")
    assert "APPROVED" == _decision(site, number)
    pressed(site, number)
    assert "REVIEW_REQUIRED" == _decision(site, number)


def test_the_last_push_must_be_approved_where_the_rules_say_so(site: Site) -> None:
    site.repo.rule(ReviewRule(branch="main", last_push=True))
    number, _ = site.pull("topic", **{"a.txt": "a\n"})
    site.repo.approve(number, by="alice")
    site.repo.commit({"b.txt": "b\n"}, by="alice")
    pressed(site, number)
    assert "REVIEW_REQUIRED" == _decision(site, number)
    site.repo.approve(number, by="alice")
    assert "APPROVED" == _decision(site, number)


def _decision(site: Site, number: int) -> str:
    return site.graphql(MAY, n=number)["data"]["repository"]["pullRequest"]["reviewDecision"]
