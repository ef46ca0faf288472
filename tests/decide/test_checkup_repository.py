"""The doctor on a repository: do its rules, its configuration and its files fit together?"""

from typing import Any

import pytest

from bot.decide.checkup_repository import repository_rows
from bot.model.checkup import Exempt, LineFacts, NoRules, Pusher, RepositoryFacts, Requirement, Unknown
from tests.building import config

OURS, OTHER = 7, 8
AUTOFIX = {"autofix": ["make fix"]}
PINNED = (Requirement(source=OURS, ruleset=1),)
ANYBODY = (Requirement(source=None, ruleset=1),)
ANOTHER = (Requirement(source=OTHER, ruleset=2),)
CLASSIC = (Requirement(source=OURS, ruleset=None),)
FORGEABLE = (Requirement(source=None, ruleset=None),)
NO = Unknown(why="502")


def line(**facts: Any) -> LineFacts:
    given: dict[str, Any] = {"branch": "main", "required": PINNED}
    return LineFacts(**(given | facts))


def repository(mode: str = "enforce", fix: dict[str, Any] | None = None, **facts: Any) -> RepositoryFacts:
    """A repository with nothing wrong, but for what is given."""
    given: dict[str, Any] = {
        "name": "acme/shop",
        "config": config(mode, fix=fix or AUTOFIX),
        "caller": True,
        "lines": (line(),),
    }
    return RepositoryFacts(**(given | facts))


def wrong(facts: RepositoryFacts) -> list[tuple[str, str]]:
    return [(row.what, row.state) for row in repository_rows(facts, OURS) if row.state != "pass"]


def on_line(mode: str, required: Any) -> list[tuple[str, str]]:
    return wrong(repository(mode, lines=(line(required=required),)))


def test_a_repository_with_nothing_wrong_passes() -> None:
    rows = repository_rows(repository(), OURS)
    assert [("configuration", "pass"), ("Andon required on main", "pass"), ("caller workflow", "pass")] == [
        (row.what, row.state) for row in rows
    ]
    assert {"acme/shop"} == {row.about for row in rows}


def test_what_could_not_be_read_fails() -> None:
    assert [("read", "fail")] == wrong(repository(problem="not done within 60 s"))


def test_an_archived_repository_is_left_alone() -> None:
    (only,) = repository_rows(repository(archived=True), OURS)
    assert ("pass", "archived, left alone") == (only.state, only.found)


def test_mistakes_of_the_configuration_fail() -> None:
    assert [("configuration", "fail")] == wrong(repository(mistakes=("andon.yml:2: mod: unknown key",)))


@pytest.mark.parametrize(
    ("mode", "required", "expected"),
    [
        ("enforce", PINNED, "pass"),
        ("enforce", (*PINNED, *ANYBODY), "pass"),
        ("enforce", ANYBODY, "fail"),
        ("enforce", ANOTHER, "fail"),
        ("enforce", (*PINNED, *ANOTHER), "fail"),
        ("enforce", (), "fail"),
        ("enforce", NoRules(), "fail"),
        ("enforce", NO, "unknown"),
        ("warn", PINNED, "pass"),
        ("warn", (), "pass"),
        ("warn", ANYBODY, "fail"),
        ("warn", NoRules(), "pass"),
        ("shadow", (), "pass"),
        ("shadow", PINNED, "fail"),
        ("off", PINNED, "fail"),
        ("shadow", NoRules(), "pass"),
    ],
)
def test_what_is_required_must_fit_what_the_mode_writes(mode: str, required: Any, expected: str) -> None:
    what = "Andon required on main"
    assert ([] if expected == "pass" else [(what, expected)]) == on_line(mode, required)


def test_without_a_configuration_the_mode_is_shadow() -> None:
    facts = repository(config=None)
    assert [("Andon required on main", "fail")] == wrong(facts)
    assert [] == wrong(repository(config=None, lines=(line(required=NoRules()),)))


def test_each_line_has_its_rows() -> None:
    lines = (line(), line(branch="release/1", required=()))
    assert [("Andon required on release/1", "fail")] == wrong(repository(lines=lines))


@pytest.mark.parametrize("required", [PINNED, ()])
def test_a_pull_request_without_a_cord_fails_where_the_cord_is_required(required: Any) -> None:
    facts = repository("warn", lines=(line(uncovered=(3, 5), required=required),))
    assert ([("cords on main", "fail")] if required else []) == wrong(facts)


RELEASE = Pusher(login="release[bot]", app=55)
UNKNOWN = Pusher(login="hidden[bot]", app=None)
ITS = (Exempt(kind="Integration", id=55),)
OTHERS = (Exempt(kind="Integration", id=56),)
KEY = (Exempt(kind="DeployKey", id=None),)


@pytest.mark.parametrize(
    ("pushers", "bypass", "expected"),
    [
        ((RELEASE,), ((),), "fail"),
        ((RELEASE,), (ITS,), "pass"),
        ((RELEASE,), (OTHERS,), "fail"),
        ((RELEASE,), (ITS, ()), "fail"),
        ((RELEASE,), (ITS, KEY), "unknown"),
        ((RELEASE,), (KEY,), "unknown"),
        ((RELEASE, UNKNOWN), (ITS,), "unknown"),
        ((UNKNOWN,), ((),), "fail"),
        ((RELEASE,), NO, "unknown"),
    ],
)
def test_a_bot_that_pushes_must_be_able_to_bypass_every_rule(
    pushers: Any, bypass: Any, expected: str
) -> None:
    facts = repository(lines=(line(pushers=pushers, bypass=bypass),))
    assert ([] if expected == "pass" else [("pushes to main", expected)]) == wrong(facts)


def test_who_is_stopped_is_named() -> None:
    (row,) = [
        row
        for row in repository_rows(repository(lines=(line(pushers=(RELEASE,), bypass=(OTHERS,)),)), OURS)
        if row.what == "pushes to main"
    ]
    assert "by release[bot], who may not push past the rule" == row.found


@pytest.mark.parametrize(("required", "expected"), [(CLASSIC, "pass"), (FORGEABLE, "fail")])
def test_classic_protection_requires_as_a_ruleset_does(required: Any, expected: str) -> None:
    rows = {row.what: row for row in repository_rows(repository(lines=(line(required=required),)), OURS)}
    found = rows["Andon required on main"]
    assert (expected, expected == "pass") == (found.state, "by classic protection" in found.found)


@pytest.mark.parametrize(("required", "expected"), [(PINNED, []), (ANOTHER, ["fail"]), ((), [])])
def test_while_no_configuration_is_valid_cords_are_written_and_hold_nothing(
    required: Any, expected: list[str]
) -> None:
    facts = repository(config=None, mistakes=("andon.yml:2: mod",), lines=(line(required=required),))
    assert expected == [state for what, state in wrong(facts) if what == "Andon required on main"]


@pytest.mark.parametrize(
    ("mode", "fix", "expected"),
    [
        ("enforce", AUTOFIX, True),
        ("warn", AUTOFIX, True),
        ("shadow", AUTOFIX, False),
        ("enforce", {"ladder": ["rerun"]}, False),
        ("enforce", {"autofix": ["make fix"], "ladder": ["person"]}, False),
    ],
)
def test_the_caller_workflow_is_missed_where_workers_are_used(
    mode: str, fix: dict[str, Any], expected: bool
) -> None:
    facts = repository(mode, fix=fix, caller=False, lines=())
    assert expected is (("caller workflow", "fail") in wrong(facts))


def test_whatever_fails_says_how_to_mend_it() -> None:
    lines = (line(required=(), branch="a"), line(uncovered=(1,), pushers=(RELEASE,), bypass=((),)))
    rows = repository_rows(repository(caller=False, lines=lines), OURS)
    failing = [row for row in rows if row.state == "fail"]
    assert (4, []) == (len(failing), [row.what for row in failing if not row.mend])
