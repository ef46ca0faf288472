"""The kept cases of real tools: everything each should tell is told, and nothing else."""

import re

import pytest

from bot.orient.diagnosis import Diagnosis, diagnose
from tests.diagnosis_cases.first_reading import read_first
from tests.diagnosis_cases.kept import BLIND, Kept, all_kept, read_kept
from tests.orient.diagnosis.not_yet import EIGHTH, NINTH, SEVENTH, SIXTH

CASES = all_kept()
BLINDS = read_kept(BLIND)
MACHINE = re.compile(
    r"/(?:tmp)/(?!go-build|rustc|cc|case-|jest|ghc|sphinx-err)|(?<!runner)/wor[k]/|/roo[t]/|npm[j]s|pyp[i]\."
)
HERE = "/home/runner/work/shop/shop"
"""Where the cases were checked out."""
STAMP = "2026-11-23T16:45:01.1234567Z "


def whereabouts(found: Diagnosis) -> tuple[object, ...]:
    """What is told but for the words, which may quote where it was."""
    places = [(e.path, e.line, e.column, e.code) for e in found.errors]
    return found.kind, found.tool, places, found.tests, found.fingerprint


SLASHED = frozenset({"common test", "eunit", "exunit", "mix", "erlc"})
"""What has slashes in its paths on Windows too."""
QUOTED = re.compile(r'^\s*[{["].*"', re.M)
"""A part of a report in JSON, where backslashes stand twice."""
NOT_ON_WINDOWS = frozenset(
    {
        ("spectral", "no description"),  # a place in the document, not a path
        ("vitest", "files that do not load: a package that is none, a syntax error"),  # as a page asks for it
        ("vitest", "two projects, a snapshot, one that does not parse"),  # so too
    }
)
"""What has slashes there as well, which it is not known for."""


def on_windows(case: Kept) -> str:
    """The log as it were on a runner of Windows, as far as its paths go."""
    log = re.sub(f"(?<=file://){HERE}", "/D:/a/shop/shop", case.log)
    log = re.sub(
        rf"{HERE}((?:/[\w.@-]+)*)", lambda found: "D:\\a\\shop\\shop" + found[1].replace("/", "\\"), log
    )
    for path in sorted({*case.files, *(path for path, _ in case.errors)}, key=len, reverse=True):
        log = log.replace(path, path.replace("/", "\\"))
    return log


def slashed(found: Diagnosis) -> tuple[object, ...]:
    """Class and places, with slashes in paths."""
    places = [(e.path.replace("\\", "/"), e.line, e.column, e.code) for e in found.errors]
    return found.kind, places


def told(found: Diagnosis, case: Kept) -> tuple[object, ...]:
    """What counts of a diagnosis: class, places (without the line where a whole file is meant), tests."""
    whole = {path for path, line in case.errors if line is None}
    places = {(e.path, None if e.path in whole else e.line) for e in found.errors}
    return found.kind, places if case.errors else set(case.errors), set(found.tests)


def test_there_are_enough_cases_of_enough_tools() -> None:
    assert (True, True) == (len(CASES) >= 200, len({case.tool for case in CASES}) >= 25)


@pytest.mark.parametrize("tool", sorted({case.tool for case in CASES}))
def test_what_a_tool_said_is_told(tool: str) -> None:
    cases = [case for case in CASES if case.tool == tool]
    assert [(c.name, c.kind, set(c.errors), set(c.tests)) for c in cases] == [
        (c.name, *told(diagnose(c.log), c)) for c in cases
    ]


NOT_YET = frozenset(
    {
        ("spectral", "no description"),  # that warnings fail too stands in the command alone
        ("solhint", "two findings"),  # so here
        ("eslint", "other rules, warnings, a path beyond ASCII"),  # and here, where there are errors as well
        ("knip", "an unused file"),  # it names the file, not its line
        ("cargo", "a doc test and an integration test"),  # the line is one of the code that rustdoc wrote
        ("docformatter", "one file"),  # it prints a path and nothing more
        (
            "go",
            "a main that does not end well, a test for it",
        ),  # what a test logs looks like what it complains of
        ("go", "tests of which some do not compile"),  # two fail, each by itself: the test is told first
        ("yarn", "a script fails"),  # what the script is for stands in the command alone
    }
)
"""The blind cases of which a log does not tell everything."""


def test_what_was_learnt_from_blind_cases_stays() -> None:
    known = read_first()
    wrong = {
        (c.tool, c.name)
        for c in BLINDS
        if (c.tool, c.name) in known and told(diagnose(c.log), c) != (c.kind, set(c.errors), set(c.tests))
    }
    assert NOT_YET | SIXTH | SEVENTH | EIGHTH | NINTH == wrong


@pytest.mark.parametrize(
    "checkout", ["/home/ci/actions-runner/_work/internal/internal", "/builds/acme/node-js"]
)
def test_where_it_is_checked_out_changes_nothing(checkout: str) -> None:
    for case in (*CASES, *BLINDS)[::4]:
        here, there = diagnose(case.log), diagnose(case.log.replace(HERE, checkout))
        assert (case.name, *whereabouts(here)) == (case.name, *whereabouts(there))


def test_on_windows_the_same_is_told() -> None:
    wrong = {
        (case.tool, case.name)
        for case in (*CASES, *BLINDS)
        if case.tool not in SLASHED and not QUOTED.search(case.log)
        if slashed(diagnose(case.log)) != slashed(diagnose(on_windows(case)))
    }
    assert NOT_ON_WINDOWS == wrong


PREFIXES = {
    "gh run view --log": "build (3.12, linux)\tRun the tests\t2026-11-23T16:45:01.1234567Z ",
    "act": "[Continuous integration/unit tests-2]   | ",
    "Buildkite": "\x1b_bk;t=1638478213093\x07",
    "TeamCity": "[16:45:01] :\t [Step 2/3] ",
    "Jenkins' Timestamper": "16:45:01  ",
    "Jenkins' pipelines": "[2026-11-23T16:45:01.123Z] ",
    "Semaphore": "[00:07] ",
    "ts": "Nov 23 16:45:01 ",
}
"""What stands before each line of a log, by who put it there."""


@pytest.mark.parametrize("who", PREFIXES)
def test_what_stands_before_each_line_changes_nothing(who: str) -> None:
    for case in (*CASES, *BLINDS)[::6]:
        if "\x1b[1G" in case.log or max(map(len, case.log.split("\n"))) > 900:
            continue  # what overwrites the line, prefix and all; and what is cut
        lines = case.log.removesuffix("\n").split("\n")
        dressed = diagnose("".join(f"{PREFIXES[who]}{line}\n" for line in lines))
        assert (case.name, *whereabouts(diagnose(case.log))) == (case.name, *whereabouts(dressed))


def test_timestamps_and_colours_change_nothing() -> None:
    for case in CASES[::3]:
        lines = case.log.split("\n")
        if not lines[-1].strip("\x1b[0m"):  # what follows the last line's end is no line
            lines.pop()
        dressed = "".join(f"{STAMP}\x1b[3{n % 8}m{line}\x1b[0m\n" for n, line in enumerate(lines))
        assert (case.name, diagnose(case.log)) == (case.name, diagnose("\ufeff" + dressed))


def test_a_shifted_project_has_the_same_fingerprint() -> None:
    by_name = {(case.tool, case.name): case for case in CASES}
    pairs = [(c, by_name.get((c.tool, f"{c.name}, shifted"))) for c in CASES]
    differing = [
        (one.tool, one.name)
        for one, other in pairs
        if other is not None and diagnose(one.log).fingerprint != diagnose(other.log).fingerprint
    ]
    assert [] == differing


def test_different_cases_of_one_tool_have_different_fingerprints() -> None:
    seen: dict[str, tuple[frozenset[object], str | None]] = {}
    same: list[tuple[str, str]] = []
    for case in CASES:
        found = diagnose(case.log)
        mark, what = found.fingerprint, (frozenset({*case.tests, *(p for p, _ in case.errors)}), found.tool)
        if mark is None or case.name.endswith("shifted"):
            continue
        if mark in seen and seen[mark] != what:
            same.append((case.tool, case.name))
        seen[mark] = what
    assert [] == same


def test_the_logs_tell_nothing_of_the_machine_they_were_made_on() -> None:
    assert [] == [(case.tool, case.name) for case in (*CASES, *BLINDS) if MACHINE.search(case.log)]
