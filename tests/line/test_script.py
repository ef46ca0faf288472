"""The language is strict: what it does not know it refuses, and says where."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.line.coverage import shown
from tests.line.happenings import HAPPENINGS, happening
from tests.line.playing import differences
from tests.line.script import DAY, Beat, Look, Unclear, clock, read, scenarios, told


def story(*lines: str) -> str:
    """A file with one scenario."""
    return "\n".join(("- title: It", "  story: |", *(f"    {line}" for line in lines)))


def play(*lines: str) -> list[str]:
    (scenario,) = read(story(*lines), "some")
    return differences(scenario)


def test_a_story_is_what_happens_and_what_is_seen() -> None:
    (scenario,) = read(
        story('10:00 push a1; CI says "a; b"', "10:01 look", "  main runs", "", "  no re-run"), "x"
    )
    at = DAY + timedelta(hours=10)
    assert ("x", "It", {}) == (scenario.theme, scenario.title, scenario.config)
    assert (
        Beat(at=at, clauses=("push a1", 'CI says "a; b"')),
        Look(at=at + timedelta(minutes=1), wants=("main runs", "no re-run")),
    ) == scenario.story


@pytest.mark.parametrize("text", ["10:12", "day 1, 00:00", "day 9, 23:59"])
def test_times_are_read_as_they_are_told(text: str) -> None:
    assert text == told(clock(text))


@pytest.mark.parametrize("text", ["24:00", "9:00", "10:60", "day 0, 10:00", "tomorrow", "10:00:00"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(Unclear, match="is no time"):
        clock(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{}", "a file is a list"),
        ("[]", "a file is a list"),
        ("[1]", "a title and a story"),
        ("- {title: It}", "a title and a story"),
        ("- {title: It, story: 7}", "a title and a story"),
        ("- {title: It, story: x, when: y}", "unknown key 'when'; there are config, story, title"),
        ("- {title: It, story: x, config: y}", "config is a mapping"),
        (story("push a1"), "'push a1' does not begin with a time"),
        (story("10:00 push a1"), "the story does not end with a look"),
        (story("10:00 look", "10:01 push a1"), "the look at 10:00 expects nothing"),
        (story("10:00 push a1", "  main runs"), "'main runs' stands under no look"),
        (story("10:01 push a1", "10:00 look", "  main runs"), "10:00 comes after 10:01"),
        (story('10:00 alice says "/andon', "10:01 look", "  main runs"), "is not closed"),
        (story("10:00 push a1; ; push a2", "10:01 look", "  main runs"), "is empty"),
        (story("10:00 push a1;", "10:01 look", "  main runs"), "is empty"),
    ],
)
def test_a_file_that_is_not_laid_out_so_is_refused(text: str, said: str) -> None:
    with pytest.raises(Unclear, match=said):
        read(text, "some")


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("pull a1", "'pull a1' means nothing"),
        ("CI explodes", "means nothing"),
        ("CI passes on", "means nothing"),
        ("Foo passes", "there is no workflow Foo"),
        ("CI / tests fails", "CI / tests does not run on a1"),
        ("CI passes on a9", "there is no commit a9"),
        ("CI passes again", "`again` is for re-runs"),
        ("CI passes; CI passes", "is over"),
        ("CI passes; bob re-runs CI", "all of it passed"),
        ("bob re-runs CI", "CI has not run on a1"),
        ("push a1", "a1 was pushed before"),
        ("push r1 to release/1", "release/1 is no line"),
        ("#7 opens, a drift", "'a drift' is nothing that a pull request can be"),
        ("#7 opens; #7 opens", "#7 is open already"),
        ("#7 is approved", "there is no #7"),
        ("the queue drops #7", "there is no group of #7"),
        ('zoe says "/andon stop x"', "nobody is called zoe"),
        ("the config says {mod: warn}", "unknown key; did you mean mode"),
        ("the jobs of CI cannot be read", "CI has not run there"),
        ("the weather cannot be read", "means nothing"),
    ],
)
def test_what_cannot_happen_is_refused(clause: str, said: str) -> None:
    with pytest.raises(Unclear, match=said):
        play("10:00 push a1", f"10:01 {clause}", "10:02 look", "  main runs")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("main is happy", "'main is happy' expects nothing"),
        ("main is stopped since 10:00", "expects nothing"),
        ("dev runs", "dev is no line"),
        ("#7 passes", "there is no #7"),
        ("the group of #7 passes", "there is no group of #7"),
        ("#7 passes: Main is green", "expects nothing"),
        ("re-runs CI", "expects nothing"),
    ],
)
def test_what_cannot_be_expected_is_refused(line: str, said: str) -> None:
    with pytest.raises(Unclear, match=said):
        play("10:00 push a1", "10:02 look", f"  {line}")


def test_a_difference_says_what_is_the_case_in_the_same_words() -> None:
    assert ["10:02 main runs  ←→  main has no signal"] == play("10:00 push a1", "10:02 look", "  main runs")


def test_a_title_is_given_once(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text(story("10:00 push a1", "10:01 look", "  main runs"))
    with pytest.raises(Unclear, match="there are two scenarios 'It'"):
        scenarios(tmp_path)


def test_a_pair_counts_only_where_one_kind_of_event_lies_between_two_states() -> None:
    seen = ("10:01 look", "  main runs")
    (scenario,) = read(
        story(
            *("10:00 push a1; CI passes", *seen),
            *("10:02 push a2; CI / test fails", "10:03 look", "  main is confirming until 10:12"),
            *("10:04 #7 opens; CI passes again", *seen[:0], "10:05 look", "  main runs"),
            *("10:06 look", "  main runs", "10:07 push a3", "10:08 look", "  no re-run"),
            *("10:09 push a4", "10:10 look", "  main is stopped by alice"),
        ),
        "some",
    )
    assert [("running", "fails"), ("running", "time")] == list(shown(scenario))


def test_no_word_of_the_language_is_idle() -> None:
    beats = [step for one in scenarios() for step in one.story if isinstance(step, Beat)]
    used = {happening(clause)[0].pattern for beat in beats for clause in beat.clauses}
    assert [] == [row.pattern for row in HAPPENINGS if row.pattern not in used]
