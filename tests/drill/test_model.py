"""The line held against the oracle in short stories; `make drill-line` plays many and long ones."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from bot.decide.plan import plan
from bot.model.effects import Plan
from bot.model.snapshot import Snapshot
from tests.contract.recorder import Contract
from tests.drill.drilling import read, told
from tests.drill.folk import VERBS, Step
from tests.drill.playing import Drill, Played, play, shrunk
from tests.drill.steps import FELT, PUT_OUT, REST, STEPS, TELL, draw
from tests.drill.town import a_github, found
from tests.drill.watchman import Delays, Watchman

NUMBER = st.integers(0, 999)
STEP = st.builds(
    Step,
    st.sampled_from([name for name, (often, _) in STEPS.items() for _ in range(often)]),
    NUMBER,
    NUMBER,
    NUMBER,
)
STORY = st.lists(STEP, min_size=6, max_size=20)


SHORT = [
    Step("propose", 0, 0, 1),
    Step("propose", 2, 0, 2),
    Step("push", 0, 2, 1),
    Step("wait", 5),
    Step("rebase", 7, 2),
    Step(REST),
]
"""Two are proposed, main breaks, one of them is put on top of it and mends it."""


@pytest.mark.deep
def test_in_a_short_story_every_cord_is_as_the_oracle_says(contract: Contract) -> None:
    played = play(SHORT, 7, contract)
    assert [] == played.wrong, told(7, SHORT, played)
    assert (6, 2, 0) == (
        played.counted["steps"],
        played.counted["cords judged"],
        played.counted["passed over"],
    )
    assert played.told[-1].endswith("at rest: main stopped; release/1 running")


@pytest.mark.deep
@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    suppress_health_check=(HealthCheck.too_slow,),
    phases=(Phase.generate, Phase.shrink),
)
@given(STORY)
def test_in_any_story_every_cord_is_as_the_oracle_says(steps: list[Step]) -> None:
    played = play([*draw(random.Random(1), 3), *steps, Step(REST)], 1)
    note("\n".join(played.told))
    assert [] == played.wrong


EDITED = [
    Step("push", 0, 2, 1),
    Step(TELL, VERBS.index("status"), 0, 3),
    Step("edit", 0, VERBS.index("wrong")),
    Step(REST),
]
"""Alice asks on the line's job what holds, is answered, and then makes other words of it."""


@pytest.mark.deep
def test_what_a_comment_says_once_it_was_answered_was_never_obeyed() -> None:
    played = play(EDITED, 0)
    assert [] == played.wrong, told(0, EDITED, played)
    assert 0 == played.counted["passed over"]
    assert played.told[-1].endswith("at rest: main stopped; release/1 running")


def blind(seen: Snapshot) -> Plan:
    """A brain that never pulls the cord on anything that has one."""
    wanted = plan(seen)
    kept = tuple(e for e in wanted.effects if e.kind != "write-cord" or e.cord is None)
    return wanted.model_copy(update={"effects": kept})


@pytest.mark.deep
def test_the_oracle_finds_a_brain_out_that_does_not_pull_the_cord(tmp_path: Path) -> None:
    played = Played()
    with a_github(tmp_path) as gh:
        watch = Watchman(found(gh, "blind"), random.Random(1), Delays(together=20), decide=blind)
        try:
            Drill(watch.town, watch, played).play([Step("propose"), Step("push", 0, 2, 1), Step(REST)])
        finally:
            watch.close()
    assert any("shows success, not ['failure']" in one for one in played.wrong)


def test_a_story_is_cut_to_the_steps_that_it_takes() -> None:
    steps = draw(random.Random(3), 40)
    guilty = [steps[5], steps[17], steps[31]]
    assert guilty == shrunk(steps, lambda some: all(one in some for one in guilty), tries=1000)


def test_a_story_can_be_read_as_it_was_printed(tmp_path: Path) -> None:
    steps = draw(random.Random(4), 20)
    (tmp_path / "story").write_text(told(4, steps, Played()))
    assert steps == read(tmp_path / "story")


@pytest.mark.deep
@pytest.mark.parametrize(
    ("opening", "seed", "what"),
    [(FELT, 0, "told"), (FELT, 16, "updated"), (PUT_OUT, 17, "queued")],
)
def test_how_stories_begin_leaves_something_behind_after_green(
    opening: tuple[Step, ...], seed: int, what: str
) -> None:
    steps = [*(Step("propose", 0, 0, each) for each in (1, 2, 4)), *opening, Step(REST)]
    played = play(steps, seed)
    assert [] == played.wrong, told(seed, steps, played)
    assert 3 <= played.counted[f"{what} after green"]
