"""Pull requests, forks included (platform trap 18)."""

from tests.sandbox.conftest import Site


def test_a_pull_request_is_opened_edited_closed_and_reopened(site: Site) -> None:
    site.repo.branch("topic")
    site.repo.commit({"a": "b"}, "topic")
    body = {"title": "Fix", "head": "topic", "base": "main", "body": "why"}
    made = site.ask("POST", "/r/pulls", body)
    assert 201 == made.status_code
    path = f"/r/pulls/{made.json()['number']}"
    for change in ({"title": "Better"}, {"state": "closed"}, {"state": "open"}):
        assert 200 == site.ask("PATCH", path, change).status_code
    actions = [one.action for one in site.gh.world.deliveries if one.event == "pull_request"]
    assert ["opened", "edited", "closed", "reopened"] == actions


def test_a_second_pull_request_of_a_branch_is_refused(site: Site) -> None:
    site.pull()
    answer = site.ask("POST", "/r/pulls", {"title": "x", "head": "topic", "base": "main"})
    expected = "A pull request already exists for acme:topic."
    assert (422, expected) == (answer.status_code, answer.json()["errors"][0]["message"])


def test_a_pull_request_without_commits_is_refused(site: Site) -> None:
    site.repo.branch("topic")
    answer = site.ask("POST", "/r/pulls", {"title": "x", "head": "topic", "base": "main"})
    expected = "No commits between main and topic"
    assert (422, expected) == (answer.status_code, answer.json()["errors"][0]["message"])


def test_pull_requests_are_found_by_head_and_base(site: Site) -> None:
    number, _ = site.pull()
    counts = [
        [one["number"] for one in site.ask("GET", f"/r/pulls?{query}").json()]
        for query in ("head=acme:topic", "head=acme:other", "base=main", "state=closed")
    ]
    assert [[number], [], [number], []] == counts


def test_a_pull_request_from_a_fork_brings_its_commits_but_no_links(site: Site) -> None:
    fork = site.gh.repository("dora/shop", fork_of=site.repo, by="dora")
    fork.branch("idea")
    head = fork.commit({"idea.txt": "x"}, "idea", by="dora")
    number = site.repo.pull("idea", by="dora", head_repo=fork)
    assert {"README.md", "idea.txt"} == set(site.repo.tree(f"refs/pull/{number}/merge"))
    check = site.ask("POST", "/r/check-runs", {"name": "Andon", "head_sha": head, "conclusion": "success"})
    assert (201, []) == (check.status_code, check.json()["pull_requests"])
    newer = fork.commit({"idea.txt": "y"}, "idea", by="dora")
    assert newer == site.ask("GET", f"/r/pulls/{number}").json()["head"]["sha"]


def test_a_merged_pull_request_closes_the_issue_it_names(site: Site) -> None:
    named, other = site.repo.open_issue("named"), site.repo.open_issue("other")
    site.repo.branch("topic")
    site.repo.commit({"a": "b"}, "topic")
    number = site.repo.pull("topic", body=f"Fixes #{named}, see #{other}")
    site.repo.merge(number)
    assert ["closed", "open"] == [site.repo.issue(one).state for one in (named, other)]


EDITED = """
on: {pull_request: {types: [edited]}}
jobs:
  bases: {runs-on: ubuntu-latest, steps: [{run: "true"}]}
"""
CI = EDITED.replace("{pull_request: {types: [edited]}}", "pull_request")


def refusal(site: Site, number: int, base: str) -> tuple[int, str]:
    """The status and the words that `base` is refused with."""
    answer = site.ask("PATCH", f"/r/pulls/{number}", {"base": base, "title": "Changed"})
    [error] = answer.json()["errors"]
    assert ("PullRequest", "base", "invalid") == (error["resource"], error["field"], error["code"])
    return answer.status_code, error["message"]


def test_another_base_is_judged_anew_and_told(site: Site) -> None:
    site.repo.branch("stable")
    stable = site.repo.commit({"README.md": "theirs\n"}, "stable")
    main = site.repo.head()
    number, _ = site.pull(**{"README.md": "mine\n"})
    answer = site.ask("PATCH", f"/r/pulls/{number}", {"base": "stable"}).json()
    assert ("stable", stable, False) == (answer["base"]["ref"], answer["base"]["sha"], answer["mergeable"])
    [told] = site.told("pull_request", "edited")
    assert {"base": {"ref": {"from": "main"}, "sha": {"from": main}}} == told["changes"]
    assert "stable" == told["pull_request"]["base"]["ref"]


def test_another_base_runs_only_the_workflows_that_ask_for_edits(site: Site) -> None:
    site.repo.commit({".github/workflows/ci.yml": CI, ".github/workflows/bases.yml": EDITED})
    site.repo.branch("stable")
    number, _ = site.pull()
    site.gh.idle()
    site.repo.retarget(number, "stable")
    site.gh.idle()
    assert [".github/workflows/ci.yml", ".github/workflows/bases.yml"] == [
        run.workflow.path for run in site.repo.record.runs.values() if run.event == "pull_request"
    ]


def test_a_base_that_cannot_be_is_refused_and_nothing_changes(site: Site) -> None:
    number, head = site.pull()
    site.repo.branch("same", at=head)
    site.repo.branch("stable", at="main")
    site.repo.pull("topic", base="stable")
    assert [
        (422, "Proposed base branch 'none' was not found"),
        (422, "There are no new commits between base branch 'same' and head branch 'topic'"),
        (422, "A pull request already exists for base branch 'stable' and head branch 'topic'"),
    ] == [refusal(site, number, base) for base in ("none", "same", "stable")]
    left = site.ask("GET", f"/r/pulls/{number}").json()
    assert ("Change by bob", "main") == (left["title"], left["base"]["ref"])


def test_a_closed_pull_request_keeps_its_base(site: Site) -> None:
    site.repo.branch("stable")
    number, _ = site.pull()
    site.repo.close(number)
    assert (422, "Cannot change the base branch of a closed pull request.") == refusal(site, number, "stable")


def test_a_pull_request_whose_base_is_gone_stays_closed(site: Site) -> None:
    site.repo.branch("stable")
    site.repo.branch("topic")
    site.repo.commit({"a": "b"}, "topic")
    number = site.repo.pull("topic", base="stable")
    site.repo.delete_branch("stable")
    assert 422 == site.ask("PATCH", f"/r/pulls/{number}", {"state": "open"}).status_code
