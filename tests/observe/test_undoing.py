"""What a line's tree would be without one commit, over real HTTP and held against what git itself makes of it."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

import pytest

from bot.github.client import Client
from bot.model.facts import LineFacts
from bot.model.runs import Commit, Run
from bot.model.trees import Undone
from bot.observe.grants import reading
from bot.observe.runs import Kept, Reader
from bot.observe.undoing import MOST_COMMITS, MOST_FOLDERS, read_undone
from bot.sandbox import Sandbox, git_process
from tests.building import commit, config, failing, passing, sha
from tests.contract.recorder import Contract
from tests.observe.seeing import run, scanned
from tests.rig import Rig, make_rig

FILE, SCRIPT, LINK, SUBMODULE = "100644", "100755", "120000", "160000"
Files = Mapping[str, tuple[str, str]]
"""What a tree holds: path to mode and content; of a submodule its commit."""


def tree(rig: Rig, files: Files) -> str:
    """A tree of these files, made by git."""
    path = rig.repo.record.path
    lines: list[str] = []
    for name, (mode, content) in files.items():
        held = content.encode()
        made = git_process.run_bytes(path, "hash-object", "-w", "--stdin", stdin=held).decode().strip()
        lines.append(f"{mode} {content if mode == SUBMODULE else made}\t{name}\0")
    with tempfile.TemporaryDirectory() as folder:
        env = {"GIT_INDEX_FILE": os.fspath(Path(folder) / "index")}
        git_process.run(path, "read-tree", "--empty", env=env)
        git_process.run(path, "update-index", "-z", "--index-info", stdin="".join(lines), env=env)
        return git_process.run(path, "write-tree", env=env).strip()


def line(*history: Commit) -> LineFacts:
    return LineFacts(branch="main", history=history)


def read(rig: Rig, facts: LineFacts) -> tuple[Undone, ...]:
    """What a fresh brain makes of the line."""
    (installation,) = rig.gh.world.installations
    repository = scanned(rig).repository

    async def main(client: Client) -> LineFacts:
        reader = Reader(client, reading(installation), repository, Kept())
        return await read_undone(facts, config(), reader)

    return run(rig, main).undone


def undone(rig: Rig, before: Files, after: Files, today: Files) -> Undone:
    """What is found of a line of three commits, the middle one of which broke it."""
    trees = [tree(rig, files) for files in (before, after, today)]
    (found,) = read(
        rig,
        line(
            commit("c", tree=trees[2]),
            commit("b", failing(2), tree=trees[1]),
            commit("a", passing(1), tree=trees[0]),
        ),
    )
    return found


@pytest.fixture
def rig(gh: Sandbox) -> Rig:
    """A repository of which something can be made unreadable."""
    return make_rig(gh)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, module_contract: Contract) -> Iterator[Rig]:
    """One that stays as it is, for all who only read trees."""
    with Sandbox(tmp_path_factory.mktemp("whole") / "github", wrap=module_contract.wrap) as sandbox:
        yield make_rig(sandbox)
    module_contract.record_deliveries(sandbox.world.deliveries)


BASE: Files = {
    "app.py": (FILE, "x = 1\n"),
    "run.sh": (FILE, "true\n"),
    "lib/cart.py": (FILE, "a\n"),
    "lib/deep/till.py": (FILE, "b\n"),
    "lib/deep/shop.py": (FILE, "c\n"),
    "doc/old.md": (FILE, "text\n"),
}
LATER: Files = {
    "new.txt": (FILE, "later\n"),
    "lib/deep/other.py": (FILE, "later\n"),
    "lib-a/x": (FILE, "y\n"),
}
"""What came onto the line after the commit in question, beside what that changed."""


def without(files: Files, *paths: str) -> Files:
    return {path: held for path, held in files.items() if path not in paths}


CHANGES: dict[str, Files] = {
    "a file": {**BASE, "app.py": (FILE, "broken\n")},
    "files in several folders": {**BASE, "lib/cart.py": (FILE, "z\n"), "lib/deep/till.py": (FILE, "z\n")},
    "an added file": {**BASE, "lib/deep/added.py": (FILE, "z\n")},
    "an added folder": {**BASE, "web/a/b.js": (FILE, "z\n")},
    "a deleted file": without(BASE, "lib/deep/till.py"),
    "a deleted folder": without(BASE, "doc/old.md"),
    "a renamed file": {**without(BASE, "lib/cart.py"), "lib/deep/cart.py": BASE["lib/cart.py"]},
    "a file made executable": {**BASE, "run.sh": (SCRIPT, "true\n")},
    "a file made a link": {**BASE, "lib/cart.py": (LINK, "deep/till.py")},
    "a file made a folder": {**without(BASE, "app.py"), "app.py/main.py": (FILE, "x = 1\n")},
    "a submodule": {**BASE, "vendor": (SUBMODULE, "1" * 40)},
    "a moved submodule": {**BASE, "lib/vendor": (SUBMODULE, "2" * 40)},
}


@pytest.mark.parametrize("after", CHANGES.values(), ids=CHANGES)
def test_a_commit_is_taken_back_whatever_it_changed(whole: Rig, after: Files) -> None:
    before = {**BASE, "lib/vendor": (SUBMODULE, "1" * 40)} if "lib/vendor" in after else BASE
    found = undone(whole, before, after, {**after, **LATER})
    assert Undone(commit=sha("b"), tree=tree(whole, {**before, **LATER})) == found


def test_of_the_newest_commit_nothing_need_be_read(rig: Rig) -> None:
    rig.gh.break_route("GET /repos/{owner}/{repo}/git/trees/{tree_sha}", 502, times=100)
    after = CHANGES["a renamed file"]
    assert Undone(commit=sha("b"), tree=tree(rig, BASE)) == undone(rig, BASE, after, after)


def test_a_commit_that_made_all_there_is_leaves_nothing(whole: Rig) -> None:
    assert tree(whole, {}) == undone(whole, {}, BASE, BASE).tree
    assert tree(whole, LATER) == undone(whole, {}, BASE, {**BASE, **LATER}).tree


@pytest.mark.parametrize(
    ("after", "today", "path"),
    [
        ("a file", {"app.py": (FILE, "again\n")}, "app.py"),
        ("a deleted file", {"lib/deep/till.py": (FILE, "back\n")}, "lib/deep/till.py"),
        ("a file made executable", {"run.sh": (SCRIPT, "false\n")}, "run.sh"),
        ("a file made a folder", {"app.py/more.py": (FILE, "y\n")}, "app.py"),
        ("a moved submodule", {"lib/vendor": (SUBMODULE, "3" * 40)}, "lib/vendor"),
    ],
)
def test_what_was_changed_again_cannot_be_taken_back(whole: Rig, after: str, today: Files, path: str) -> None:
    found = undone(whole, BASE, CHANGES[after], {**CHANGES[after], **today})
    assert Undone(commit=sha("b"), why=f"{path} was changed again since") == found


def test_a_change_over_too_many_folders_is_left_alone(whole: Rig) -> None:
    many = {f"d{n}/e/f.txt": (FILE, "z\n") for n in range(MOST_FOLDERS)}
    touched = {f"d{n}/e/other.txt": (FILE, "z\n") for n in range(MOST_FOLDERS)}
    found = undone(whole, BASE, {**BASE, **many}, {**BASE, **many, **touched})
    assert Undone(commit=sha("b"), why="too much was changed since") == found


def test_a_folder_that_cannot_be_read_is_unread(rig: Rig) -> None:
    rig.gh.break_route("GET /repos/{owner}/{repo}/git/trees/{tree_sha}", 502, times=100)
    found = undone(rig, BASE, CHANGES["a file"], {**CHANGES["a file"], **LATER})
    assert Undone(commit=sha("b"), unread=True) == found


def test_a_folder_that_cannot_be_listed_as_it_is_is_never_told_apart(rig: Rig) -> None:
    """A name that is no UTF-8 comes over JSON as another; then the ids do not fit."""
    path = rig.repo.record.path
    blob = git_process.run_bytes(path, "hash-object", "-w", "--stdin", stdin=b"x").decode().strip()
    held = {"before": [b"a", b"\xff"], "after": [b"b", b"\xff"], "today": [b"b", b"c", b"\xff"]}
    trees = {
        when: git_process.run_bytes(
            path, "mktree", "-z", stdin=b"".join(b"100644 blob %s\t%s\0" % (blob.encode(), n) for n in names)
        )
        .decode()
        .strip()
        for when, names in held.items()
    }
    history = (
        commit("c", tree=trees["today"]),
        commit("b", failing(2), tree=trees["after"]),
        commit("a", passing(1), tree=trees["before"]),
    )
    assert (Undone(commit=sha("b"), why="a folder cannot be read in full"),) == read(rig, line(*history))


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(6))
def test_random_histories_come_out_as_files_one_by_one_would(whole: Rig, seed: int) -> None:
    print("seed", seed)
    chance = Random(seed)
    paths = [f"{a}{b}{c}" for a in ("", "x/", "x-y/", "x/z/") for b in ("", "q/") for c in ("f", "g.py", "h")]
    for _ in range(8):
        before = {
            p: (chance.choice([FILE, SCRIPT]), chance.choice("ab")) for p in paths if chance.random() < 0.6
        }
        after = changed(chance, before, paths)
        today = changed(chance, after, paths)
        touched = [p for p in paths if before.get(p) != after.get(p)]
        found = undone(whole, before, after, today)
        if any(after.get(p) != today.get(p) for p in touched):
            assert found.tree is None
            assert found.why.removesuffix(" was changed again since") in touched
            continue
        expected = {p: held for p, held in today.items() if p not in touched}
        expected |= {p: before[p] for p in touched if p in before}
        assert tree(whole, expected) == found.tree


def changed(chance: Random, files: Files, paths: list[str]) -> Files:
    """The files with two or three of them changed, made or taken away."""
    found = dict(files)
    for path in chance.sample(paths, chance.choice([2, 3])):
        if path in found and chance.random() < 0.4:
            del found[path]
        else:
            found[path] = (chance.choice([FILE, SCRIPT]), chance.choice("abc"))
    return found


def broken(*runs: Run) -> tuple[Commit, ...]:
    """A line whose second commit broke, under one that says what the runs say."""
    return (commit("c", *runs), commit("b", failing(2), tree=sha("bt")), commit("a", passing(1)))


@pytest.mark.parametrize(
    "runs",
    [(passing(3),), (failing(3, times=1, conclusion="success"),)],
    ids=["passed", "passed, though its job may fail"],
)
def test_what_passed_since_costs_no_call(rig: Rig, runs: tuple[Run, ...]) -> None:
    rig.gh.break_route("GET /repos/{owner}/{repo}/git/trees/{tree_sha}", 502, times=100)
    assert () == read(rig, line(*broken(*runs)))


def test_what_failed_on_the_commit_before_did_not_begin_there(whole: Rig) -> None:
    assert () == read(whole, line(commit("b", failing(2)), commit("a", failing(1))))
    other = passing(1, path=".github/workflows/other.yml")
    assert () == read(whole, line(commit("b", failing(2)), commit("a", other)))


def test_only_the_newest_few_are_looked_at(whole: Rig) -> None:
    paths = [f".github/workflows/{n}.yml" for n in range(MOST_COMMITS + 1)]
    history: list[Commit] = []
    for n, path in enumerate(paths):
        history += [commit(f"{n}b", failing(9 - n, path=path)), commit(f"{n}a", passing(1, path=path))]
    found = read(whole, line(*history))
    assert [sha(f"{n}b") for n in range(MOST_COMMITS)] == [one.commit for one in found]
