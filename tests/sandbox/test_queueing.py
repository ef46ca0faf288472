"""The merge queue: groups, their checks, and what becomes of them (platform trap 13)."""

from collections.abc import Iterator

import pytest

from bot.sandbox import Sandbox, git
from bot.sandbox.rulesets import QueueRule
from tests.sandbox.conftest import Site
from tests.sandbox.queues import about, groups, merged, queueing_site, ready, report, told

CI = "name: CI\non: {merge_group: {branches: [main]}}\njobs: {ci: {runs-on: x, steps: [{run: pwd}]}}\n"


@pytest.fixture
def site(gh: Sandbox) -> Iterator[Site]:
    """A repository whose main has a merge queue."""
    yield from queueing_site(gh)


def test_a_group_is_a_real_merge_on_a_branch_of_its_own(site: Site) -> None:
    number, base = ready(site, "one"), site.repo.head()
    site.repo.enqueue(number, by="bob")
    [(_, sha)] = groups(site)
    commit = git.commit(site.repo.record.path, sha)
    assert (base, site.repo.pull_of(number).head_sha) == commit.parents
    assert {"README.md", "one.txt"} == set(site.repo.tree(sha))
    ref = f"refs/heads/gh-readonly-queue/main/pr-{number}-{base}"
    assert {ref: sha} == site.repo.refs("refs/heads/gh-readonly-queue/")
    [asked] = told(site, "checks_requested")
    group = asked["merge_group"]
    assert (sha, ref, base, "refs/heads/main") == tuple(
        group[name] for name in ("head_sha", "head_ref", "base_sha", "base_ref")
    )
    assert [number] == [one["number"] for one in site.told("pull_request", "enqueued")]


def test_a_group_whose_required_checks_pass_is_merged_as_it_is(site: Site) -> None:
    number = ready(site, "one")
    site.repo.enqueue(number)
    [(_, sha)] = groups(site)
    report(site, sha)
    assert ([True], [], sha) == (merged(site, number), groups(site), site.repo.head())
    assert {} == site.repo.refs("refs/heads/gh-readonly-queue/")
    assert ["merged"] == [one["reason"] for one in told(site, "destroyed")]
    pull = site.ask("GET", f"/r/pulls/{number}").json()
    assert ("closed", True, sha) == (pull["state"], pull["merged"], pull["merge_commit_sha"])


def test_groups_stand_on_one_another_and_are_merged_in_their_order(site: Site) -> None:
    one, two = ready(site, "one"), ready(site, "two")
    site.repo.enqueue(one)
    site.repo.enqueue(two)
    (_, first), (_, second) = groups(site)
    assert first == git.commit(site.repo.record.path, second).parents[0]
    report(site, second)  # green, but what it stands on is not
    assert [False, False] == merged(site, one, two)
    states = [each["state"] for each in about(site, one)["mergeQueue"]["entries"]["nodes"]]
    assert ["AWAITING_CHECKS", "MERGEABLE"] == states
    report(site, first)
    assert ([True, True], second) == (merged(site, one, two), site.repo.head())


def test_a_group_that_fails_ejects_its_pull_request_and_the_next_is_built_anew(site: Site) -> None:
    one, two, base = ready(site, "one"), ready(site, "two"), site.repo.head()
    site.repo.enqueue(one)
    site.repo.enqueue(two)
    (_, first), (_, second) = groups(site)
    report(site, first, "failure")
    [(left, anew)] = groups(site)
    assert (two, base, True) == (left, git.commit(site.repo.record.path, anew).parents[0], anew != second)
    assert ["README.md", "two.txt"] == sorted(site.repo.tree(anew))
    [gone] = site.told("pull_request", "dequeued")
    assert (one, "CI_FAILURE") == (gone["number"], gone["reason"])
    assert ["dequeued", "invalidated"] == sorted(group["reason"] for group in told(site, "destroyed"))
    report(site, second)  # nobody looks at the old group any more
    assert [False, False] == merged(site, one, two)
    report(site, anew)
    assert [False, True] == merged(site, one, two)


def test_a_failure_further_back_waits_for_what_is_in_front_of_it(site: Site) -> None:
    one, two = ready(site, "one"), ready(site, "two")
    site.repo.enqueue(one)
    site.repo.enqueue(two)
    (_, first), (_, second) = groups(site)
    report(site, second, "failure")
    assert "UNMERGEABLE" == about(site, two)["pullRequest"]["mergeQueueEntry"]["state"]
    report(site, first)
    assert ([True, False], []) == (merged(site, one, two), groups(site))


def test_a_group_that_does_not_answer_in_time_has_failed(site: Site) -> None:
    number = ready(site, "one")
    site.repo.enqueue(number)
    site.gh.clock.advance(minutes=9)
    assert [number] == [one for one, _ in groups(site)]
    site.gh.clock.advance(minutes=1)
    assert ([], [False]) == (groups(site), merged(site, number))
    assert ["CI_TIMEOUT"] == [one["reason"] for one in site.told("pull_request", "dequeued")]


def test_checks_of_the_pull_requests_own_head_are_not_the_groups(site: Site) -> None:
    number = ready(site, "one")
    site.repo.enqueue(number)
    report(site, site.repo.pull_of(number).head_sha)
    assert [number] == [one for one, _ in groups(site)]


def test_workflows_on_merge_group_run_on_the_groups_head(site: Site) -> None:
    site.repo.commit({".github/workflows/ci.yml": CI})
    number = ready(site, "one")
    site.repo.enqueue(number)
    site.gh.idle()
    [run] = site.repo.record.runs.values()
    assert ("merge_group", run.head_sha, [True]) == (run.event, site.repo.head(), merged(site, number))
    assert str(run.head_branch).startswith(f"gh-readonly-queue/main/pr-{number}-")
    assert run.ref == f"refs/heads/{run.head_branch}"


def test_a_group_that_conflicts_is_not_built(site: Site) -> None:
    one, two = ready(site, "one", **{"a.txt": "1\n"}), ready(site, "two", **{"a.txt": "2\n"})
    site.repo.enqueue(one)
    site.repo.enqueue(two)
    assert [one] == [number for number, _ in groups(site)]
    assert ["MERGE_CONFLICT"] == [each["reason"] for each in site.told("pull_request", "dequeued")]


def test_no_more_groups_are_built_at_a_time_than_the_rule_says(site: Site) -> None:
    site.repo.record.rules.clear()
    site.repo.rule(QueueRule(branch="main", at_once=1))
    site.repo.require("ci")
    one, two = ready(site, "one"), ready(site, "two")
    site.repo.enqueue(one)
    site.repo.enqueue(two)
    assert [True, False] == [bool(sha) for _, sha in groups(site)]
    assert "QUEUED" == about(site, two)["pullRequest"]["mergeQueueEntry"]["state"]
    report(site, groups(site)[0][1])
    assert [(two, True)] == [(number, bool(sha)) for number, sha in groups(site)]


@pytest.mark.parametrize("how", ["pushed", "closed", "rule"])
def test_what_is_no_longer_what_was_enqueued_leaves_the_queue(site: Site, how: str) -> None:
    number = ready(site, "one")
    site.repo.enqueue(number)
    match how:
        case "pushed":
            site.repo.commit({"more.txt": "x"}, "one", by="bob")
        case "closed":
            site.repo.close(number)
        case _:
            site.repo.record.rules.clear()
            site.gh.clock.advance(seconds=1)
    assert ([], [False], {}) == (
        groups(site),
        merged(site, number),
        site.repo.refs("refs/heads/gh-readonly-queue/"),
    )


def test_whoever_may_bypass_merges_and_the_queue_is_built_anew(site: Site) -> None:
    for rule in site.repo.record.rules:
        rule.bypass.add("alice")
    one, two = ready(site, "one"), ready(site, "two")
    site.repo.enqueue(one)
    before = groups(site)[0][1]
    site.repo.merge(two, by="alice")
    [(_, after)] = groups(site)
    assert (site.repo.head(), True) == (
        git.commit(site.repo.record.path, after).parents[0],
        after != before,
    )


def test_nobody_else_merges_or_pushes_past_the_queue(site: Site) -> None:
    number = ready(site, "one")
    answer = site.ask("PUT", f"/r/pulls/{number}/merge", {}, site.gh.token("alice"))
    assert (405, "Changes must be made through the merge queue") == (
        answer.status_code,
        answer.json()["message"],
    )
    push = site.ask("PATCH", "/r/git/refs/heads/main", {"sha": site.repo.pull_of(number).head_sha})
    assert (422, True) == (push.status_code, "through the merge queue" in push.json()["message"])


def test_the_rules_of_a_branch_tell_of_its_queue(site: Site) -> None:
    rules = {rule["type"]: rule for rule in site.ask("GET", "/r/rules/branches/main").json()}
    assert 10 == rules["merge_queue"]["parameters"]["check_response_timeout_minutes"]
