"""What follows when a branch goes: for the pull requests that it belongs to."""

import subprocess

import pytest

from bot.sandbox import git_process
from bot.sandbox.refusal import Refusal
from tests.sandbox.conftest import Site


def stack(site: Site) -> tuple[int, int]:
    """Two pull requests: `lower` into main, and `upper` on top of it into `lower`."""
    lower, _ = site.pull("lower", **{"lower.txt": "x"})
    site.repo.branch("upper", at="lower")
    site.repo.commit({"upper.txt": "x"}, "upper")
    return lower, site.repo.pull("upper", base="lower")


def standing(site: Site, number: int) -> tuple[str, str]:
    """A pull request's state and base."""
    shown = site.ask("GET", f"/r/pulls/{number}").json()
    return shown["state"], shown["base"]["ref"]


def test_deleting_a_merged_head_by_its_button_moves_on_what_was_based_on_it(site: Site) -> None:
    lower, upper = stack(site)
    site.repo.merge(lower)
    site.repo.delete_head(lower)
    assert ("open", "main") == standing(site, upper)
    [told] = site.told("pull_request", "edited")
    assert (upper, "lower") == (told["number"], told["changes"]["base"]["ref"]["from"])
    assert {"README.md", "lower.txt", "upper.txt"} == set(site.repo.tree(f"refs/pull/{upper}/merge"))
    assert {"refs/heads/main", "refs/heads/upper"} == set(site.repo.refs("refs/heads/"))


def test_only_a_merged_head_has_the_button(site: Site) -> None:
    lower, upper = stack(site)
    with pytest.raises(Refusal):
        site.repo.delete_head(lower)
    assert ("open", "lower") == standing(site, upper)


def test_a_pull_request_that_would_be_empty_on_the_next_base_is_closed(site: Site) -> None:
    lower, upper = stack(site)
    site.repo.merge(lower)
    site.ask("PATCH", "/r/git/refs/heads/main", {"sha": site.repo.head("upper"), "force": True})
    site.repo.delete_head(lower)
    assert ("closed", "lower") == standing(site, upper)


def test_deleting_a_branch_otherwise_closes_what_was_based_on_it(site: Site) -> None:
    lower, upper = stack(site)
    site.repo.merge(lower)
    site.repo.delete_branch("lower")
    assert ("closed", "lower") == standing(site, upper)
    assert upper in [told["number"] for told in site.told("pull_request", "closed")]


def test_a_pushed_deletion_closes_both_what_it_carried_and_what_was_based_on_it(site: Site) -> None:
    lower, upper = stack(site)
    url = site.repo.url_for(site.gh.token("alice"))
    command = ["git", "push", "--quiet", url, ":lower"]
    subprocess.run(command, cwd=site.repo.record.path, env=git_process.environment(), check=True)
    assert [("closed", "main"), ("closed", "lower")] == [standing(site, one) for one in (lower, upper)]
