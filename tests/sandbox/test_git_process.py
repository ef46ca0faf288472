"""What git says of objects for ever is asked once; of all else each time."""

from pathlib import Path

import pytest

from bot.sandbox import git, git_process
from bot.sandbox.git_process import GitError
from tests.building import AT

SOMEBODY = git.Person("alice", "alice@example.org", AT)


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    path = tmp_path / "shop.git"
    git.init(path, "main")
    return path


def commit(repo: Path, text: str, *parents: str) -> str:
    tree = git.write_tree(repo, parents[0] if parents else None, {"a.txt": text})
    made = git.write_commit(repo, tree, parents, "A commit", (SOMEBODY, SOMEBODY))
    git.update_ref(repo, "refs/heads/main", made)
    return made


def test_a_ref_that_moves_is_seen_to_move(repo: Path) -> None:
    first = commit(repo, "one\n")
    before = [git.object_id(repo, f"main{what}") for what in ("", ":a.txt", "^{tree}")]
    log = git_process.run(repo, "rev-list", "main").split()
    second = commit(repo, "two\n", first)
    after = [git.object_id(repo, f"main{what}") for what in ("", ":a.txt", "^{tree}")]
    assert (first, second) == (before[0], after[0])
    assert not set(before) & set(after)
    assert ([first], [second, first]) == (log, git_process.run(repo, "rev-list", "main").split())
    assert [second, first] == git_process.run(repo, "rev-list", "--all").split()


def test_what_was_not_there_may_come(repo: Path, tmp_path: Path) -> None:
    other = tmp_path / "fork.git"
    git.init(other, "main")
    made = commit(other, "one\n")
    assert (None, None, {}) == (
        git.resolve(repo, made),
        git.blob(repo, made, "a.txt"),
        git.listing(repo, made),
    )
    with pytest.raises(GitError):
        git.commit(repo, made)
    git_process.run(repo, "fetch", "--quiet", str(other), "main")
    assert (made, "one\n", {"a.txt"}) == (
        git.resolve(repo, made),
        git.blob(repo, made, "a.txt"),
        set(git.listing(repo, made)),
    )


def test_refs_are_told_as_git_tells_them_packed_or_not(repo: Path) -> None:
    first = commit(repo, "one\n")
    for name in ("refs/heads/a/b", "refs/heads/a-b", "refs/tags/v1", "refs/andon/x"):
        git.update_ref(repo, name, first)

    def told(prefix: str) -> list[tuple[str, str]]:
        return list(git.refs(repo, prefix).items())

    def by_git(prefix: str) -> list[tuple[str, str]]:
        out = git_process.run(repo, "for-each-ref", "--format=%(refname) %(objectname)", prefix)
        return [(name, sha) for name, sha in (line.split() for line in out.splitlines())]

    prefixes = ("refs/", "refs/heads/", "refs/heads/a", "refs/heads/main", "refs/none/")
    asked = {prefix: by_git(prefix.rstrip("/")) for prefix in prefixes}
    assert asked == {prefix: told(prefix) for prefix in prefixes}
    git_process.run(repo, "pack-refs", "--all")
    git.update_ref(repo, "refs/heads/late", first)
    assert [*asked["refs/heads/"][:2], ("refs/heads/late", first), ("refs/heads/main", first)] == told(
        "refs/heads/"
    )
    git_process.run(repo, "symbolic-ref", "refs/heads/alias", "refs/heads/main")
    assert first == git.refs(repo, "refs/heads/")["refs/heads/alias"]


def test_two_repositories_are_two(repo: Path, tmp_path: Path) -> None:
    made = commit(repo, "one\n")
    assert "one\n" == git.blob(repo, made, "a.txt")
    empty = tmp_path / "empty.git"
    git.init(empty, "main")
    assert None is git.blob(empty, made, "a.txt")


def test_a_long_answer_is_whole_each_time(repo: Path) -> None:
    text = "x" * 200_000
    made = commit(repo, text)
    assert [text, text] == [git.blob(repo, made, "a.txt") for _ in range(2)]


def test_files_are_kept_byte_by_byte(repo: Path) -> None:
    files: dict[str, str | bytes | None] = {
        "a b.txt": b"\r\n\0\xff",
        "run": "#!/bin/sh\n",
        "empty": "",
        "none": None,
    }
    tree = git.write_tree(repo, None, files)
    made = git.write_commit(repo, tree, (), "A commit", (SOMEBODY, SOMEBODY))
    modes = {name: mode for name, (mode, _, _) in git.listing(repo, made).items()}
    assert {"a b.txt": "100644", "empty": "100644", "run": "100755"} == modes
    assert b"\r\n\0\xff" == git.blob_bytes(repo, made, "a b.txt")
    assert EMPTY == git.listing(repo, made)["empty"][2]


EMPTY = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
