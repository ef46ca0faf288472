"""Mergeability, required checks and merges (platform traps 1, 8, 14, 16)."""

import pytest

from bot.sandbox import git
from tests.sandbox.conftest import Site


def cord(site: Site, sha: str, **wish: str) -> int:
    return site.ask("POST", "/r/check-runs", {"name": "Andon", "head_sha": sha, **wish}).json()["id"]


def merge(site: Site, number: int, token: str | None = None, **wish: str) -> tuple[int, str]:
    answer = site.ask("PUT", f"/r/pulls/{number}/merge", wish, token)
    return answer.status_code, answer.json()["message"]


def test_a_required_check_says_why_it_blocks(site: Site) -> None:
    number, head = site.pull()
    site.repo.require("Andon", app=site.app)
    assert (405, 'Required status check "Andon" is expected.') == merge(site, number)
    check = cord(site, head, status="in_progress")
    assert (405, 'Required status check "Andon" is in progress.') == merge(site, number)
    site.ask("PATCH", f"/r/check-runs/{check}", {"conclusion": "failure"})
    assert (405, 'Required status check "Andon" is failing.') == merge(site, number)
    assert "blocked" == site.ask("GET", f"/r/pulls/{number}").json()["mergeable_state"]
    cord(site, head, conclusion="success")
    assert (200, "Pull Request successfully merged") == merge(site, number)


@pytest.mark.parametrize("conclusion", ["neutral", "skipped"])
def test_neutral_and_skipped_satisfy(site: Site, conclusion: str) -> None:
    number, head = site.pull()
    site.repo.require("Andon", app=site.app)
    cord(site, head, conclusion=conclusion)
    assert 200 == merge(site, number)[0]


def test_only_the_pinned_app_satisfies(site: Site) -> None:
    number, head = site.pull()
    site.repo.record_run(".github/workflows/x.yml", head, {"Andon": "success"}, branch="topic")
    pinned = site.repo.require("Andon", app=site.app)
    assert 405 == merge(site, number)[0]
    pinned.integration_id = None
    assert 200 == merge(site, number)[0]


def test_a_bypass_actor_merges_and_pushes(site: Site) -> None:
    number, _ = site.pull()
    site.repo.require("Andon", app=site.app, bypass=["alice"])
    assert 200 == merge(site, number, site.gh.token("alice"))[0]


def test_the_merge_is_a_real_merge(site: Site) -> None:
    number, head = site.pull(**{"new.txt": "new\n"})
    base = site.repo.head()
    assert 200 == merge(site, number)[0]
    commit = git.commit(site.repo.record.path, site.repo.head())
    assert (base, head) == commit.parents
    assert {"README.md": "# shop\n", "new.txt": "new\n"} == site.repo.tree("main")
    pull = site.ask("GET", f"/r/pulls/{number}").json()
    assert (True, "closed", site.repo.head()) == (pull["merged"], pull["state"], pull["merge_commit_sha"])


@pytest.mark.parametrize("method", ["squash", "rebase"])
def test_squash_and_rebase_leave_a_straight_line(site: Site, method: str) -> None:
    number, _ = site.pull()
    base = site.repo.commit({"other.txt": "x"}, by="alice")
    assert 200 == merge(site, number, merge_method=method)[0]
    assert (base,) == git.commit(site.repo.record.path, site.repo.head()).parents
    assert {"README.md", "new.txt", "other.txt"} == set(site.repo.tree("main"))


def test_a_conflict_is_seen_when_the_base_moves(site: Site) -> None:
    number, _ = site.pull(**{"README.md": "mine\n"})
    assert site.ask("GET", f"/r/pulls/{number}").json()["mergeable"]
    site.repo.commit({"README.md": "theirs\n"})
    answer = site.ask("GET", f"/r/pulls/{number}").json()
    assert (False, "dirty") == (answer["mergeable"], answer["mergeable_state"])
    assert (405, "Pull Request is not mergeable") == merge(site, number)


def test_a_moved_head_is_a_conflict(site: Site) -> None:
    number, old = site.pull()
    site.repo.commit({"more.txt": "x"}, "topic")
    expected = "Head branch was modified. Review and try the merge again."
    assert (409, expected) == merge(site, number, sha=old)


def test_a_draft_cannot_be_merged(site: Site) -> None:
    site.repo.branch("topic")
    site.repo.commit({"a": "b"}, "topic")
    assert 405 == merge(site, site.repo.pull("topic", draft=True))[0]


def test_merging_workflow_files_needs_the_workflows_permission(site: Site) -> None:
    number, _ = site.pull(
        **{".github/workflows/ci.yml": "on: push\njobs: {a: {runs-on: x, steps: [{run: pwd}]}}\n"}
    )
    assert 403 == merge(site, number, site.token(contents="write", pull_requests="write"))[0]
    assert 200 == merge(site, number, site.token(contents="write", workflows="write"))[0]


def test_one_head_in_two_pull_requests_has_one_set_of_checks(site: Site) -> None:
    number, head = site.pull()
    site.repo.branch("stable", at="main")
    second = site.repo.pull("topic", base="stable")
    site.repo.require("Andon", app=site.app, branch="*")
    cord(site, head, conclusion="failure")
    assert [405, 405] == [merge(site, one)[0] for one in (number, second)]


def test_the_merge_ref_is_what_a_merge_would_give(site: Site) -> None:
    number, head = site.pull()
    refs = site.repo.refs("refs/pull/")
    assert head == refs[f"refs/pull/{number}/head"]
    assert {"README.md", "new.txt"} == set(site.repo.tree(refs[f"refs/pull/{number}/merge"]))


def test_a_push_of_the_head_to_the_base_counts_as_merged(site: Site) -> None:
    number, head = site.pull()
    site.ask("PATCH", "/r/git/refs/heads/main", {"sha": head})
    assert site.ask("GET", f"/r/pulls/{number}").json()["merged"]
