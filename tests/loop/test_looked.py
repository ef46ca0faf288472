"""What came of looking at a repository has the repository's name, whether it went well or not."""

from bot.loop.looked import Failed, Looked, name_of
from bot.loop.queue import RepoKey
from bot.model.effects import Plan, Reason
from tests.building import snapshot

KEY = RepoKey(installation=3, node_id="R_7")


def test_both_ends_name_their_repository() -> None:
    seen = Looked(snapshot(), Plan(line=Reason(status="ok", text="main is running")))
    failed = Failed(KEY, "acme/other", "502")
    assert ["acme/shop", "acme/other"] == [name_of(one) for one in (seen, failed)]


def test_nothing_is_done_and_nothing_went_wrong_until_said_so() -> None:
    seen = Looked(snapshot(), Plan(line=Reason(status="ok", text="main is running")))
    assert ((), (), None) == (seen.done, seen.errors, Failed(KEY, "acme/other", "502").after)
