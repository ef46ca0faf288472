"""What came of looking at a repository has the repository's name, whether it went well or not."""

from typing import Literal

from bot.loop.looked import Failed, Looked, name_of, unread
from bot.loop.queue import RepoKey
from bot.model.effects import Plan
from bot.model.facts import Unread
from bot.model.telling import Reason
from tests.building import snapshot

KEY = RepoKey(installation=3, node_id="R_7")


def test_both_ends_name_their_repository() -> None:
    seen = Looked(snapshot(), Plan(line=Reason(status="ok", text="main is running")))
    failed = Failed(KEY, "acme/other", "502")
    assert ["acme/shop", "acme/other"] == [name_of(one) for one in (seen, failed)]


def test_nothing_is_done_and_nothing_went_wrong_until_said_so() -> None:
    seen = Looked(snapshot(), Plan(line=Reason(status="ok", text="main is running")))
    assert ((), (), None) == (seen.done, seen.errors, Failed(KEY, "acme/other", "502").after)


def seen(
    status: Literal["ok", "blocked", "unknown"], *missing: str, children: tuple[Reason, ...] = ()
) -> Looked:
    """A repository whose line has that status, and of which these could not be read."""
    facts = tuple(Unread(what=what, why="502") for what in missing)
    return Looked(snapshot(unread=facts), Plan(line=Reason(status=status, text="main", children=children)))


def test_what_was_read_whole_lacks_nothing() -> None:
    assert [(), ()] == [unread(seen("ok")), unread(seen("blocked"))]


def test_what_failed_could_not_be_read() -> None:
    assert ("502",) == unread(Failed(KEY, "acme/other", "502"))


def test_each_missing_part_is_named_but_for_logs() -> None:
    assert ("line: jobs of run 7: 502", "pulls: pages: 502") == unread(
        seen("ok", "pulls: pages", "log: job 8", "line: jobs of run 7")
    )
    assert () == unread(seen("blocked", "log: job 8"))


def test_a_line_without_a_verdict_could_not_be_read() -> None:
    mistake = Reason(status="blocked", text=".github/andon.yml:2: unknown key")
    mode = Reason(status="ok", text="mode shadow")
    assert ("main", ".github/andon.yml:2: unknown key") == unread(seen("unknown", children=(mistake, mode)))
