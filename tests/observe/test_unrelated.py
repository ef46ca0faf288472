"""What may be unrelated to a red line is told over real HTTP: many at once, kept by head, compared where it matters."""

import asyncio
from collections.abc import Callable

import pytest

from bot.observe.details import snapshot
from bot.observe.grants import reading
from bot.observe.runs import Kept, Reader
from bot.sandbox import Sandbox
from tests.loop.faults import Faulty
from tests.observe.seeing import scanned, seen_pull
from tests.rig import Rig, fails_when, make_rig, pull

CONFIG = 'version: 1\nmode: enforce\nline: {unrelated: ["docs/**"], confirm: {reruns: 0}}\n'


@pytest.fixture
def rig(gh: Sandbox) -> Rig:
    """A green line whose documentation is unrelated to it, and three old pull requests."""
    rig = make_rig(
        gh, {".github/andon.yml": CONFIG, "docs/old.md": "old\n", "src/a.md": "long enough to be moved\n"}
    )
    pull(rig, "docs", {"docs/a.md": "a\n", "docs/old.md": None})
    pull(rig, "both", {"docs/b.md": "b\n", "till.py": "x = 3\n"})
    pull(rig, "moved", {"src/a.md": None, "docs/c.md": "long enough to be moved\n"})
    gh.idle()
    return rig


def break_main(rig: Rig) -> None:
    rig.gh.clock.advance(minutes=10)
    rig.gh.script(fails_when("broken"))
    rig.repo.commit({"app.py": "broken\n"}, message="Break it")
    rig.gh.idle()


def looked(rig: Rig, times: int, between: Callable[[], None] = lambda: None) -> Faulty:
    """What one brain asks over several passes."""
    transport = Faulty()

    async def main() -> None:
        client = rig.client(transport)
        kept = Kept()
        try:
            for n in range(times):
                found = await asyncio.to_thread(scanned, rig)
                reader = Reader(client, reading(found.repository.installation), found.repository, kept)
                await snapshot(found, reader, rig.app.slug, rig.now(), "test")
                if n < times - 1:
                    await asyncio.to_thread(between)
        finally:
            await client.aclose()

    asyncio.run(main())
    return transport


def compared(rig: Rig, number: int) -> list[str] | None:
    found = seen_pull(rig, number).against_line
    return None if found is None else sorted(f for one in found.files for f in (one.path, one.previous) if f)


def test_on_a_green_line_nothing_is_asked(rig: Rig) -> None:
    transport = looked(rig, 1)
    assert (0, 0) == (transport.about("query Touched"), transport.about("/compare/"))


def test_only_what_may_be_unrelated_is_compared_and_a_move_shows_where_it_came_from(rig: Rig) -> None:
    break_main(rig)
    assert [["docs/a.md", "docs/old.md"], None, ["docs/c.md", "src/a.md"]] == [
        compared(rig, n) for n in (1, 2, 3)
    ]


def test_what_is_known_of_a_head_is_not_asked_for_again(rig: Rig) -> None:
    break_main(rig)
    transport = looked(rig, 3)
    assert (1, 2) == (transport.about("query Touched"), transport.about("/compare/"))


def test_a_new_head_is_asked_for_anew(rig: Rig) -> None:
    break_main(rig)

    def push() -> None:
        rig.repo.commit({"docs/a.md": "b\n"}, "docs", by="bob")
        rig.gh.idle()

    transport = looked(rig, 2, push)
    assert (2, 3) == (transport.about("query Touched"), transport.about("/compare/"))


def test_a_line_that_was_set_back_is_asked_for_anew(rig: Rig) -> None:
    """What a head touches is what it changes since it left the line: less or more, once that is another one."""
    first = rig.repo.commit({"till.py": "x = 1\n"})
    rig.repo.commit({"till.py": "x = 2\n"})
    number = pull(rig, "back", {"till.py": "x = 1\n", "docs/d.md": "d\n"})
    rig.gh.idle()
    break_main(rig)
    assert None is compared(rig, number)

    def set_back() -> None:
        rig.repo.commit({"app.py": "broken\n"}, message="Break it", parent=first)
        rig.gh.idle()

    transport = looked(rig, 2, set_back)
    assert ["docs/d.md"] == compared(rig, number)
    assert (2, 5) == (transport.about("query Touched"), transport.about("/compare/"))


def test_a_pull_request_of_more_files_than_are_listed_is_not_compared(rig: Rig) -> None:
    number = pull(rig, "many", {f"docs/{n}.md": "x\n" for n in range(101)})
    break_main(rig)
    assert None is compared(rig, number)


@pytest.mark.parametrize("field", ["PullRequest.files", "PullRequestChangedFileConnection.pageInfo"])
def test_files_that_cannot_be_read_leave_it_unread(rig: Rig, field: str) -> None:
    break_main(rig)
    rig.gh.break_field(field)
    found = seen_pull(rig, 1)
    assert (None, True, None) == (found.against_line, found.paths_unread, found.proof_unread)


def test_a_comparison_that_cannot_be_read_leaves_it_unread(rig: Rig) -> None:
    break_main(rig)
    rig.gh.break_route("GET /repos/{owner}/{repo}/compare/{basehead}", 502, times=100)
    found = seen_pull(rig, 1)
    assert (None, True, None) == (found.against_line, found.paths_unread, found.proof_unread)
