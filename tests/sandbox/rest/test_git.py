"""Refs, commits and files over REST (platform trap 11)."""

import base64
import threading

from tests.sandbox.conftest import Site


def child(site: Site, parent: str, message: str = "claim") -> str:
    tree = site.ask("GET", f"/r/git/commits/{parent}").json()["tree"]["sha"]
    body = {"message": message, "tree": tree, "parents": [parent]}
    return site.ask("POST", "/r/git/commits", body).json()["sha"]


def test_exactly_one_of_many_creates_a_ref(site: Site) -> None:
    body = {"ref": "refs/andon/job-1", "sha": site.repo.head()}
    statuses: list[int] = []
    token = site.token()
    threads = [
        threading.Thread(
            target=lambda: statuses.append(site.ask("POST", "/r/git/refs", body, token).status_code)
        )
        for _ in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [201, 422, 422, 422, 422] == sorted(statuses)


def test_an_unforced_update_is_a_compare_and_set(site: Site) -> None:
    base = site.repo.head()
    mine, theirs = child(site, base, "mine"), child(site, base, "theirs")
    site.ask("POST", "/r/git/refs", {"ref": "refs/andon/job-1", "sha": base})
    assert 200 == site.ask("PATCH", "/r/git/refs/andon/job-1", {"sha": mine}).status_code
    late = site.ask("PATCH", "/r/git/refs/andon/job-1", {"sha": theirs})
    assert (422, "Update is not a fast forward") == (late.status_code, late.json()["message"])
    assert mine == site.ask("GET", "/r/git/ref/andon/job-1").json()["object"]["sha"]


def test_a_ref_outside_heads_sets_nothing_off(site: Site) -> None:
    before = len(site.told("push"))
    site.ask("POST", "/r/git/refs", {"ref": "refs/andon/job-1", "sha": site.repo.head()})
    assert before == len(site.told("push"))


def test_a_branch_made_over_rest_is_a_push(site: Site) -> None:
    site.ask("POST", "/r/git/refs", {"ref": "refs/heads/fix", "sha": site.repo.head()})
    told = site.told("push")[-1]
    assert ("refs/heads/fix", True, "andon[bot]") == (told["ref"], told["created"], told["sender"]["login"])


def test_a_required_check_stands_against_moving_the_branch(site: Site) -> None:
    site.repo.require("Andon", app=site.app)
    new = child(site, site.repo.head())
    assert 422 == site.ask("PATCH", "/r/git/refs/heads/main", {"sha": new}).status_code


def test_a_commit_needs_a_tree_that_exists(site: Site) -> None:
    answer = site.ask("POST", "/r/git/commits", {"message": "x", "tree": "f" * 40})
    assert (422, "Tree SHA does not exist") == (answer.status_code, answer.json()["message"])


def test_a_commit_is_by_the_app_unless_it_says_otherwise(site: Site) -> None:
    made = site.ask("GET", f"/r/git/commits/{child(site, site.repo.head())}").json()
    assert "andon[bot]" == made["author"]["name"]


def test_files_are_read_at_a_ref(site: Site) -> None:
    old = site.repo.head()
    site.repo.commit({"README.md": "# new\n", "docs/a.md": "a"})
    texts = [
        base64.b64decode(site.ask("GET", f"/r/contents/README.md?ref={ref}").json()["content"]).decode()
        for ref in ("main", old)
    ]
    assert ["# new\n", "# shop\n"] == texts
    assert ["a.md"] == [one["name"] for one in site.ask("GET", "/r/contents/docs").json()]
    assert 404 == site.ask("GET", "/r/contents/none").status_code


def test_a_comparison_counts_both_ways(site: Site) -> None:
    site.pull(**{"new.txt": "one\ntwo\n"})
    site.repo.commit({"README.md": "changed\n"})
    answer = site.ask("GET", "/r/compare/main...topic").json()
    assert ("diverged", 1, 1) == (answer["status"], answer["ahead_by"], answer["behind_by"])
    [file] = answer["files"]
    assert ("new.txt", "added", 2, "@@ -0,0 +1,2 @@\n+one\n+two") == (
        file["filename"],
        file["status"],
        file["additions"],
        file["patch"],
    )


def test_the_rules_of_a_branch_show_the_pinned_app(site: Site) -> None:
    site.repo.require("Andon", app=site.app)
    [rule] = site.ask("GET", "/r/rules/branches/main").json()
    assert [{"context": "Andon", "integration_id": site.app.id}] == rule["parameters"][
        "required_status_checks"
    ]
    assert [] == site.ask("GET", "/r/rules/branches/other").json()
