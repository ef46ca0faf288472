"""A commit that the branch no longer has, for it was set back: what it alone broke is red no more."""

from tests.observe.seeing import seen
from tests.observe.test_reported import report, rig
from tests.rig import Rig

__all__ = ["rig"]


def stopped(rig: Rig) -> str:
    """A line that another App's check stopped, of which no other commit has a word; and the commit that broke it."""
    rig.repo.require("build")
    broke = rig.repo.commit({"app.py": "broken\n"}, message="Break it", by="alice")
    report(rig, broke, "build", "failure")
    for _ in range(3):
        rig.make_pass()
        rig.gh.clock.advance(minutes=1)
    return broke


def open_jobs(rig: Rig) -> list[str]:
    return [issue.title for issue in rig.jobs() if issue.state == "open"]


def test_what_a_dropped_commit_broke_is_red_no_more(rig: Rig) -> None:
    first = rig.repo.head()
    broke = stopped(rig)
    assert [f"main stopped: build, since {broke[:7]}"] == open_jobs(rig)
    rig.repo.commit({"app.py": "x = 9\n"}, "main", "Set it back", parent=first)
    assert frozenset({broke}) == seen(rig).lines[0].dropped
    for _ in range(3):
        rig.make_pass()
        rig.gh.clock.advance(minutes=1)
    assert [] == open_jobs(rig)


def test_what_broke_it_long_ago_is_red_still(rig: Rig) -> None:
    broke = stopped(rig)
    for n in range(21):
        rig.repo.commit({"more.txt": f"{n}\n"}, message=f"More {n}")
    rig.make_pass()
    assert (frozenset(), [f"main stopped: build, since {broke[:7]}"]) == (
        seen(rig).lines[0].dropped,
        open_jobs(rig),
    )
