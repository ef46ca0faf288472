"""The App, killed at each effect boundary of the whole story and started again, ends right.

A boundary lies after every write of the story, when its answer has not been read, and before the
first write of every pass. (Before any other write the world is as after the one before it.)
"""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.contract.recorder import Contract
from tests.loop.story import GOOD_END, Dying, Failing, Killed, Story, stories

pytestmark = pytest.mark.deep

STORY = (
    ("confirming", "POST check-runs", "POST actions/runs/N/rerun-failed-jobs"),
    (
        "stopped",
        "PATCH check-runs/N",
        *("POST git/commits", "POST git/refs", "POST issues", "POST issues/N/comments"),
        *("POST git/commits", "PATCH git/refs/andon/N"),
    ),
    (
        "attempt",
        *("POST git/commits", "PATCH git/refs/andon/N", "POST actions/workflows/andon.yml/dispatches"),
        *("POST issues/N/labels", "DELETE issues/N/labels/andon:pending", "PATCH issues/N"),
    ),
    (
        "proven",
        *("POST check-runs", "PUT pulls/N/merge"),
        *("POST issues/N/labels", "DELETE issues/N/labels/andon:assigned", "PATCH issues/N"),
    ),
    (
        "released",
        *("PATCH check-runs/N", "PATCH issues/comments/N"),
        *("POST issues/N/labels", "DELETE issues/N/labels/andon:verifying", "PATCH issues/N"),
        *("PATCH issues/N", "POST git/commits", "PATCH git/refs/andon/N"),
    ),
)
"""What the App writes in the story, pass by pass."""

LAST = sum(len(writes) for _, *writes in STORY)
"""The last write, which lets go of the job."""


def _boundaries() -> Iterator[Any]:
    """Every boundary as (number of the write, whether it was made), named by where it lies."""
    number = 0
    for name, *writes in STORY:
        for place, write in enumerate(writes):
            number += 1
            if place == 0:
                yield pytest.param(number, False, id=f"{number:02}-{name}-before-{write}")
            yield pytest.param(number, True, id=f"{number:02}-{name}-after-{write}")


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory, module_contract: Contract) -> Iterator[Story]:
    """One sandbox and App for every case; each case has a repository of its own."""
    with stories(tmp_path_factory.mktemp("restart"), module_contract) as its:
        yield its


def test_the_story_without_a_kill_makes_just_these_writes(story: Story) -> None:
    repo, counting = story.begin("whole"), Dying()
    story.live(repo, counting)
    assert GOOD_END == story.end(repo)
    assert [write for _, *writes in STORY for write in writes] == counting.writes


@pytest.mark.parametrize(("at", "made"), tuple(_boundaries()))
def test_killed_at_a_boundary_it_ends_right(story: Story, at: int, made: bool) -> None:
    repo = story.begin(f"killed-{at}-{made}".lower())
    with pytest.raises(Killed):
        story.live(repo, Dying(at, made))
    story.live(repo)
    assert GOOD_END == story.end(repo)
    told = [] if (at, made) == (LAST, True) else [True]  # killed between the last write and the ledger's
    assert told == story.ends(repo)


def test_brains_that_live_for_three_writes_each_get_there(story: Story) -> None:
    repo = story.begin("mortal")
    for _ in range(20):
        try:
            story.live(repo, Dying(3, answered=True))
            break
        except Killed:
            continue
    assert GOOD_END == story.end(repo)


@pytest.mark.parametrize("made", (False, True), ids=("before", "after"))
def test_when_every_write_fails_once_it_ends_right(story: Story, made: bool) -> None:
    repo, failing = story.begin(f"failing-{made}".lower()), Failing(made)
    story.live(repo, failing)
    assert GOOD_END == story.end(repo)
    assert len(failing.failed) >= LAST - 5


RELEASED = tuple(range(1, 1 + LAST))[-8:]
"""The writes of the last pass, of which the very last lets go of the job."""


@pytest.mark.parametrize("at", RELEASED)
def test_when_one_write_of_the_end_fails_the_job_is_not_let_go_unproven(story: Story, at: int) -> None:
    repo = story.begin(f"unproven-{at}")
    story.live(repo, Dying(at, fails=True))
    assert (GOOD_END, [True]) == (story.end(repo), story.ends(repo))
    (record,) = story.records(repo)
    assert record.proof and "fixed" == record.tried[-1].result
