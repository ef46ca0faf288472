"""What holds of the line in every story, however it goes: random ones, which shrink to a few readable lines."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

import pytest
from hypothesis import assume, currently_in_test_context, event, given, note, settings
from hypothesis import strategies as st

from bot.decide.line import Line, judge
from bot.decide.plan import plan
from bot.model.config import Config
from bot.model.facts import Pull
from bot.model.runs import Commit, Run
from bot.model.snapshot import Snapshot
from tests.line.happenings import happening
from tests.line.playing import once_more, take_look
from tests.line.script import DAY, Look, Scenario, Unclear, told
from tests.line.sight import sight
from tests.line.world import World, begin, unread

T = TypeVar("T")
SOME = settings(deadline=None, max_examples=20, print_blob=True)
RUNS = (
    *("push", "push", "CI passes", "CI / test fails", "CI / test fails", "CI is cancelled", "CI starts"),
    *("bob re-runs CI", "CI / test passes again", "CI / test fails again", "Docs passes", "Docs fails"),
)
PEOPLE = (
    *('alice says "/andon stop fire"', 'carol says "/andon start known"', 'carol says "/andon wrong it"'),
    *(
        "#7 opens",
        "the queue tries #7",
        'carol says on #7 "/andon pass <head> urgent"',
        "CI passes on #7",
        "look",
    ),
)
_RED = ("push", "CI / test fails")
_STOPPED = (*_RED, "look", "CI / test fails again", "look")
BEGINNINGS: tuple[tuple[str, ...], ...] = ((), ("#7 opens", *_RED), ("#7 opens", *_STOPPED), _STOPPED)
RERUNS = st.sampled_from([0, 1, 2])
SILENT = (
    "CI is cancelled",
    "CI is skipped",
    "CI is neutral",
    "CI goes stale",
    "CI needs approval",
)


@dataclass
class Told:
    """A story as far as it went."""

    world: World
    at: datetime

    def go_on(self, *clauses: str, minutes: int = 1) -> "Told":
        """What happens next."""
        for clause in clauses:
            self.at += timedelta(minutes=minutes)
            self.world.change(at=self.at)
            _say(f"    {told(self.at)} {clause}")
            if clause == "look":
                take_look(self.world, Look(at=self.at, wants=("",)))
                continue
            row, m = happening(clause)
            row.does(self.world, self.at, m)
        return self

    @property
    def seen(self) -> Snapshot:
        """What a pass would read now."""
        return sight(self.world, self.at)

    @property
    def line(self) -> Line:
        """The line as a pass would judge it now."""
        return line_of(self.seen)


def _say(text: str) -> None:
    """Tell the story as it goes, for whoever reads of its failure."""
    if currently_in_test_context():
        note(text)


def line_of(seen: Snapshot) -> Line:
    return judge(seen, seen.lines[0], seen.config or Config(version=1))


def story(words: list[str], reruns: int) -> Told:
    """A green commit, and then the words, as far as each can happen where it stands."""
    config = {"line": {"confirm": {"reruns": reruns}}}
    _say(f"    reruns: {reruns}")
    going = Told(begin(Scenario(theme="", title="", config=config, story=())), DAY + timedelta(hours=9))
    going.go_on("push a0", "CI passes")
    for n, word in enumerate(words):
        try:
            going.go_on(f"push a{n + 1}" if word == "push" else word, minutes=2)
        except Unclear:
            going.at -= timedelta(minutes=2)  # it cannot happen here
            _say("      (cannot happen)")
    if currently_in_test_context():
        event(going.line.state)
    return going


def words(*kinds: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    """Stories that begin green, red, or stopped, and go on in any way."""
    goes_on = st.lists(st.sampled_from([word for kind in kinds for word in kind]), max_size=8)
    return st.tuples(st.sampled_from(BEGINNINGS), goes_on).map(lambda both: [*both[0], *both[1]])


@SOME
@given(words(RUNS, PEOPLE), RERUNS)
def test_another_pass_at_the_same_instant_writes_nothing(said: list[str], reruns: int) -> None:
    going = story(said, reruns)
    seen = take_look(going.world, Look(at=going.at, wants=("",)))
    assert [] == once_more(going.world, seen)


@SOME
@given(words(RUNS, PEOPLE), RERUNS, st.randoms(use_true_random=False))
def test_the_order_of_facts_changes_nothing(said: list[str], reruns: int, chance: Any) -> None:
    seen = story(said, reruns).seen

    def mixed(items: tuple[T, ...] | None, inside: Callable[[T], T] = lambda item: item) -> Any:
        every = [inside(item) for item in items or ()]
        chance.shuffle(every)
        return tuple(every)

    def run(one: Run) -> Run:
        return one.model_copy(update={"jobs": mixed(one.jobs)}) if one.jobs else one

    def commit(one: Commit) -> Commit:
        return one.model_copy(update={"runs": mixed(one.runs, run)})

    def pull(one: Pull) -> Pull:
        return one.model_copy(update={"runs": mixed(one.runs, run)})

    (line,) = seen.lines
    facts = {"history": tuple(commit(one) for one in line.history), "files": mixed(line.files)}
    others = {"pulls": mixed(seen.pulls, pull), "groups": mixed(seen.groups, pull), "said": mixed(seen.said)}
    turned = seen.model_copy(update={"lines": (line.model_copy(update=facts),), **others})
    assert plan(seen) == plan(turned)


@SOME
@given(words(RUNS, PEOPLE), RERUNS, st.sampled_from(SILENT), st.booleans())
def test_a_run_that_says_nothing_changes_nothing(
    said: list[str], reruns: int, silent: str, new: bool
) -> None:
    going = story(said, reruns)
    before = going.line
    going.go_on("push b1" if new else "CI starts", silent, minutes=0)
    after = going.line
    assert (before.state, before.by, before.until) == (after.state, after.by, after.until)
    assert [red.signal.id for red in before.reds] == [red.signal.id for red in after.reds]


@SOME
@given(words(RUNS, PEOPLE), RERUNS, st.integers(0, 90))
def test_what_cannot_be_read_neither_passes_nor_stops(said: list[str], reruns: int, later: int) -> None:
    going = story(said, reruns)
    going.at += timedelta(minutes=later)
    seen, known = going.seen, going.line
    blind = seen.model_copy(update={"unread": (unread("line main: jobs of run 1"),)})
    found = line_of(blind)
    assert found.state in ({"unknown"} if known.state != "stopped" else {"unknown", "stopped"})
    if known.state == "stopped" and known.by == "people":
        assert "stopped" == found.state


@SOME
@given(words(RUNS, PEOPLE), RERUNS, st.integers(0, 5))
def test_a_run_whose_jobs_cannot_be_read_makes_nothing_green_or_red(
    said: list[str], reruns: int, which: int
) -> None:
    going = story(said, reruns)
    runs = [run.id for commit in going.seen.lines[0].history for run in commit.runs]
    known, hidden = going.line, runs[which % len(runs)]
    going.world.blind.add(hidden)
    going.world.change(unread=(unread(f"line main: jobs of run {hidden}"),))
    assert going.line.state in {"unknown", known.state if known.state == "stopped" else "unknown"}


@SOME
@given(words(RUNS, PEOPLE), RERUNS)
def test_a_persons_stop_beats_all(said: list[str], reruns: int) -> None:
    going = story(said, reruns).go_on('alice says "/andon stop enough"')
    assert ("stopped", "people") == (going.line.state, going.line.by)
    going.go_on("look", "push b1", "CI passes", "look")
    assert ("stopped", "people") == (going.line.state, going.line.by)
    shown = {pull.number: pull.cord.conclusion for pull in going.world.seen.pulls if pull.cord}
    passes = {one.sha for one in going.line.word.passes}
    held = {pull.number for pull in going.world.seen.pulls if pull.head not in passes}
    assert dict.fromkeys(held, "failure") == {n: end for n, end in shown.items() if n in held}


@SOME
@given(words(RUNS), RERUNS, st.integers(0, 200))
def test_a_start_never_outlives_its_hour(said: list[str], reruns: int, later: int) -> None:
    going = story(said, reruns).go_on("look", 'carol says "/andon start known for 5h"', "look")
    said_at = going.at - timedelta(minutes=1)
    going.at += timedelta(minutes=later)
    if going.line.by == "people":
        event("runs on her word")
        assert going.at < said_at + timedelta(hours=1)


@SOME
@given(
    words(RUNS, PEOPLE), RERUNS, st.sampled_from(["CI / test fails", "Docs fails", "CI / test and lint fail"])
)
def test_more_failures_never_let_a_line_run(said: list[str], reruns: int, fails: str) -> None:
    going = story(said, reruns).go_on("look")  # so that what people said was judged before
    before = going.line
    assume(before.state in ("stopped", "confirming"))
    going.go_on("push b1", fails)
    after = going.line
    assert after.state in (("stopped",) if before.state == "stopped" else ("stopped", "confirming"))
    assert {red.signal.id for red in before.reds} <= {red.signal.id for red in after.reds}


@SOME
@given(words(RUNS), RERUNS)
def test_a_commit_on_which_everything_passed_makes_a_line_green(said: list[str], reruns: int) -> None:
    going = story(said, reruns).go_on("push b1", "CI passes", "Docs passes")
    assert ("running", ()) == (going.line.state, going.line.reds)


_AS_SAID = {"push": "push b1", "#7 opens": "#8 opens"}


@pytest.mark.parametrize("word", [*RUNS, *PEOPLE])
def test_each_word_of_the_stories_can_happen(word: str) -> None:
    ground = {
        "CI / test passes again": ["CI / test fails", "bob re-runs CI"],
        "bob re-runs CI": ["CI / test fails"],
    }
    ground["CI / test fails again"] = ground["CI / test passes again"]
    before = ["#7 opens", "push", *ground.get(word, [])]
    going = story(before, 1)
    assert going.go_on(_AS_SAID.get(word, word)).at > DAY
