"""git's tree ids, as git itself makes them."""

import subprocess
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.model.trees import Entry, entry, tree_id

BLOB, LINK, SUBMODULE = "100644", "120000", "160000"
NAMES = st.text("ab.-/é ~0", min_size=1, max_size=3).filter(lambda n: "/" not in n and n not in (".", ".."))
OIDS = st.binary(min_size=20, max_size=20).map(bytes.hex)
ENTRIES = st.dictionaries(
    NAMES, st.tuples(st.sampled_from([BLOB, "100755", LINK, SUBMODULE, "040000"]), OIDS), max_size=6
)
KINDS = {"040000": "tree", SUBMODULE: "commit"}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ENTRIES)
def test_a_trees_id_is_the_one_that_git_gives_it(tmp_path: Path, drawn: dict[str, tuple[str, str]]) -> None:
    subprocess.run(["git", "init", "-q", "--bare", str(tmp_path)], check=True)
    lines = [f"{mode} {KINDS.get(mode, 'blob')} {oid}\t{name}" for name, (mode, oid) in drawn.items()]
    made = subprocess.run(
        ["git", "-C", str(tmp_path), "mktree", "--missing", "-z"],
        input="".join(f"{line}\0" for line in lines).encode(),
        capture_output=True,
        check=True,
    )
    mine = tree_id((name, entry(mode, oid)) for name, (mode, oid) in drawn.items())
    assert made.stdout.decode().strip() == mine


def test_nothing_at_all_is_gits_empty_tree() -> None:
    assert "4b825dc642cb6eb9a060e54bf8d69288fbee4904" == tree_id(())


def test_a_submodule_is_no_folder() -> None:
    found = [entry(mode, "0" * 40) for mode in ("040000", "40000", SUBMODULE)]
    assert [True, True, False] == [one.folder for one in found]
    assert Entry(mode="40000", oid="0" * 40) == found[0]
