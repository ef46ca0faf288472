"""Real git clients against the sandbox (platform traps 8, 16)."""

import os
import subprocess
from pathlib import Path

import httpx
import pytest

from tests.sandbox.conftest import Site


class Clone:
    """A working copy in a test's hands."""

    def __init__(self, site: Site, folder: Path, token: str) -> None:
        self.folder = folder
        self.site = site
        self.git("clone", "--quiet", site.repo.url_for(token), str(folder), cwd=folder.parent)

    def git(self, *args: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        names = {
            f"GIT_{role}_{what}": "alice@example.com"
            for role in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        }
        env = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "GIT_TERMINAL_PROMPT": "0", **names}
        return subprocess.run(
            ["git", *args], cwd=cwd or self.folder, env=env, capture_output=True, text=True, check=False
        )

    def commit(self, path: str, data: bytes) -> str:
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        self.git("add", ".")
        self.git("commit", "--quiet", "-m", f"Add {path}")
        return self.git("rev-parse", "HEAD").stdout.strip()


@pytest.fixture
def clone(site: Site, tmp_path: Path) -> Clone:
    return Clone(site, tmp_path / "copy", site.gh.token("alice"))


def test_a_push_arrives_and_is_told(site: Site, clone: Clone) -> None:
    assert "# shop\n" == (clone.folder / "README.md").read_text()
    sha = clone.commit("a.txt", b"a")
    assert 0 == clone.git("push", "origin", "HEAD:main").returncode
    assert sha == site.repo.head()
    told = site.told("push")[-1]
    assert (sha, "alice", ["a.txt"]) == (told["after"], told["sender"]["login"], told["head_commit"]["added"])


def test_a_large_push_comes_in_chunks(site: Site, clone: Clone) -> None:
    data = os.urandom(20 * 1024 * 1024)
    sha = clone.commit("big.bin", data)
    assert 0 == clone.git("push", "origin", "HEAD:main").returncode
    assert sha == site.repo.head()


def test_a_push_to_a_pull_request_synchronizes_it(site: Site, clone: Clone) -> None:
    number, before = site.pull()
    clone.git("fetch", "--quiet", "origin", "topic")
    clone.git("checkout", "--quiet", "-b", "topic", "FETCH_HEAD")
    sha = clone.commit("more.txt", b"x")
    clone.git("push", "origin", "topic")
    assert sha == site.ask("GET", f"/r/pulls/{number}").json()["head"]["sha"]
    assert (before, sha) == tuple(
        site.told("pull_request", "synchronize")[-1][k] for k in ("before", "after")
    )


def test_a_push_that_deletes_the_branch_closes_its_pull_request(site: Site, clone: Clone) -> None:
    number, _ = site.pull()
    assert 0 == clone.git("push", "origin", ":topic").returncode
    assert "closed" == site.ask("GET", f"/r/pulls/{number}").json()["state"]


def test_a_required_check_blocks_direct_pushes_but_not_bypass_actors(site: Site, clone: Clone) -> None:
    rule = site.repo.require("Andon", app=site.app)
    clone.commit("a.txt", b"a")
    refused = clone.git("push", "origin", "HEAD:main")
    assert (1, True) == (refused.returncode, 'Required status check "Andon" is expected.' in refused.stderr)
    rule.bypass.add("alice")
    assert 0 == clone.git("push", "origin", "HEAD:main").returncode


def test_workflow_files_need_the_workflows_permission(site: Site, tmp_path: Path) -> None:
    clone = Clone(site, tmp_path / "copy", site.token(contents="write"))
    clone.commit(".github/workflows/ci.yml", b"on: push\njobs: {a: {runs-on: x, steps: [{run: pwd}]}}\n")
    refused = clone.git("push", "origin", "HEAD:refs/heads/fix")
    assert (1, True) == (refused.returncode, "without `workflows` permission" in refused.stderr)
    allowed = site.repo.url_for(site.token(contents="write", workflows="write"))
    assert 0 == clone.git("push", allowed, "HEAD:refs/heads/fix").returncode


def test_reading_does_not_allow_writing(site: Site, tmp_path: Path) -> None:
    clone = Clone(site, tmp_path / "copy", site.token(contents="read"))
    clone.commit("a.txt", b"a")
    refused = clone.git("push", "origin", "HEAD:main")
    assert (128, True) == (refused.returncode, "denied to andon[bot]" in refused.stderr)


def test_a_private_repository_asks_for_credentials(site: Site) -> None:
    answer = httpx.get(f"{site.repo.clone_url}/info/refs?service=git-upload-pack", trust_env=False)
    assert (401, 'Basic realm="GitHub"') == (answer.status_code, answer.headers["www-authenticate"])


def test_of_two_racing_pushes_one_is_refused(site: Site, tmp_path: Path) -> None:
    first, second = (Clone(site, tmp_path / name, site.gh.token("alice")) for name in ("one", "two"))
    sha = first.commit("a.txt", b"a")
    second.commit("b.txt", b"b")
    statuses = [one.git("push", "origin", "HEAD:main").returncode for one in (first, second)]
    assert ([0, 1], sha) == (statuses, site.repo.head())
