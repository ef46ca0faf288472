"""What pull requests change is read over real HTTP where lanes are named: by commits, moved files whole, kept."""

import asyncio

import pytest

from bot.model.config import Config
from bot.model.facts import Pull
from bot.model.lanes import LATER, Touched
from bot.observe.grants import reading
from bot.observe.lanes import read_touched
from bot.observe.proofs import red_heads
from bot.observe.runs import Kept, Reader
from bot.sandbox import Sandbox
from bot.sandbox.rulesets import QueueRule
from tests.loop.faults import Faulty, broken
from tests.observe.seeing import seen, seen_pull
from tests.rig import CI, Rig, fails_when, make_rig, pull

LANES = 'lanes: {web: {paths: ["web/**"], checks: ["CI / *"]}, api: {paths: ["api/**"], checks: ["API / *"]}}'
CONFIG = f"version: 1\nmode: enforce\nline: {{{LANES}, confirm: {{reruns: 0}}}}\n"
MOVED = "long enough to be seen as moved, line by line\n" * 3


@pytest.fixture
def rig(gh: Sandbox) -> Rig:
    """A green line with lanes, and two pull requests that are older than what will break it."""
    rig = make_rig(gh, {".github/andon.yml": CONFIG, "web/a.ts": MOVED, "api/old.py": "old\n"})
    pull(rig, "api", {"api/a.py": "a\n", "api/old.py": None})
    pull(rig, "moved", {"web/a.ts": None, "api/a.ts": MOVED})
    gh.idle()
    return rig


def break_main(rig: Rig) -> None:
    rig.gh.script(fails_when("broken"))
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    rig.gh.idle()


def touched(rig: Rig, number: int) -> Touched | None:
    return seen_pull(rig, number).touches


def looked(rig: Rig, kept: Kept, transport: Faulty, most: int = 300, armed: int = 0) -> tuple[Pull, ...]:
    """What one brain, that remembers `kept`, reads of what is changed."""
    return read(rig, kept, transport, most, armed)[0]


def read(
    rig: Rig, kept: Kept, transport: Faulty, most: int, armed: int = 0
) -> tuple[tuple[Pull, ...], list[str]]:
    """The same, with what it says is left unread. `armed`: the pull request that merges by itself."""
    found = seen(rig)
    pulls = tuple(
        one.model_copy(update={"touches": None, "against_line": None, "auto_merge": one.number == armed})
        for one in found.pulls
    )

    async def main() -> tuple[tuple[Pull, ...], list[str]]:
        client = rig.client(transport)
        try:
            reader = Reader(client, reading(found.repository.installation), found.repository, kept)
            its = found.config or Config(version=1)
            told = await read_touched(pulls, red_heads(found.lines, its, {}), its, reader, most)
            return told, [one.what for one in reader.unread]
        finally:
            await client.aclose()

    return asyncio.run(main())


def test_nothing_is_read_of_a_green_line_nor_without_lanes(rig: Rig) -> None:
    assert [None, None] == [touched(rig, number) for number in (1, 2)]
    rig.repo.commit({".github/andon.yml": "version: 1\nmode: enforce\n"}, message="No lanes")
    break_main(rig)
    assert [None, None] == [touched(rig, number) for number in (1, 2)]


def test_a_red_line_reads_what_each_head_changes_with_both_paths_of_what_moved(rig: Rig) -> None:
    break_main(rig)
    base, heads = rig.repo.head(), [rig.repo.pull_of(n).head_sha for n in (1, 2)]
    assert [
        Touched(base=base, head=heads[0], paths=("api/a.py", "api/old.py")),
        Touched(base=base, head=heads[1], paths=("api/a.ts", "web/a.ts")),
    ] == [touched(rig, number) for number in (1, 2)]


def test_a_list_that_github_cuts_is_not_whole(rig: Rig) -> None:
    number = pull(rig, "many", {f"api/{n}.py": f"{n}\n" for n in range(300)})
    break_main(rig)
    found = touched(rig, number)
    assert found and ((), False) == (found.paths, found.complete)


def test_it_is_read_once_for_each_head_and_each_head_of_the_line(rig: Rig) -> None:
    break_main(rig)
    kept, transport = Kept(), Faulty()
    first = looked(rig, kept, transport)
    assert 2 == transport.about("/compare/")
    assert first == looked(rig, kept, transport)
    assert 2 == transport.about("/compare/")
    rig.repo.commit({"api/b.py": "b\n"}, "api", by="bob")
    looked(rig, kept, transport)
    assert 3 == transport.about("/compare/")


def test_a_group_is_read_with_all_that_it_would_merge(rig: Rig) -> None:
    rig.repo.rule(QueueRule(branch="main", timeout_minutes=20))
    ci = CI.replace("pull_request:", "pull_request:\n  merge_group:")
    rig.repo.commit({".github/workflows/ci.yml": ci}, message="Try groups")
    rig.gh.idle()
    rig.settle()
    break_main(rig)
    for number in (1, 2):
        rig.repo.enqueue(number, by="alice")
    found = [group.touches for group in seen(rig).groups]
    assert [("api/a.py", "api/old.py"), ("api/a.py", "api/a.ts", "api/old.py", "web/a.ts")] == [
        one.paths for one in found if one
    ]


def test_what_cannot_be_read_is_not_known(rig: Rig) -> None:
    break_main(rig)
    found = looked(rig, Kept(), Faulty(broken(f"...{rig.repo.pull_of(1).head_sha}")))
    assert [False, True] == [one.touches is not None for one in found]


def test_so_many_are_read_in_one_pass_and_the_rest_by_the_next(rig: Rig) -> None:
    break_main(rig)
    kept = Kept()
    reads = [[one.touches is not None for one in looked(rig, kept, Faulty(), most=1)] for _ in range(2)]
    assert [[True, False], [True, True]] == reads


@pytest.mark.deep
def test_what_merges_by_itself_is_read_first_and_nobody_is_left_out_while_the_line_moves(rig: Rig) -> None:
    last = [pull(rig, f"more-{n}", {f"api/{n}.py": "x\n"}) for n in range(4)][-1]
    break_main(rig)
    kept, reads = Kept(), list[set[int]]()
    for turn in range(6):
        told = looked(rig, kept, Faulty(), most=3, armed=last)
        reads.append({one.number for one in told if one.touches})
        rig.repo.commit({"README.md": f"{turn}\n"}, message="Go on")
        rig.gh.idle()
    assert [True] * 6 == [last in numbers for numbers in reads]
    assert set(range(1, last + 1)) == set[int]().union(*reads)
    assert [3] * 6 == [len(numbers) for numbers in reads]


def test_it_is_said_that_the_rest_can_be_read_at_once_if_anything_was_read(rig: Rig) -> None:
    break_main(rig)
    kept = Kept()
    assert [LATER] == read(rig, kept, Faulty(), 1)[1]
    assert [] == read(rig, kept, Faulty(), 1)[1]
    nothing = Faulty(broken("/compare/"))
    assert LATER not in read(rig, Kept(), nothing, 1)[1]
