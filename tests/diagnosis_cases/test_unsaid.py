"""Expectations are checked against the logs themselves, without reading them as a diagnosis does."""

from tests.diagnosis_cases import worlds
from tests.diagnosis_cases.kept import BLIND, Kept, read_kept
from tests.diagnosis_cases.unsaid import unsaid

CHECKED = {
    (case.tool, case.name): case
    for module in worlds.WORLDS[BLIND]
    if any(ordinal in module.__name__ for ordinal in ("seventh", "eighth", "ninth"))
    for case in module.CASES
}
"""The cases of the rounds whose expectations were checked before they were read."""
KEPT = {(k.tool, k.name): k for k in read_kept(BLIND) if (k.tool, k.name) in CHECKED}


def kept(log: str) -> Kept:
    """A case that expects two places and a test, with a log."""
    return Kept(
        tool="mocha",
        name="a test fails",
        files={},
        run="mocha",
        kind="test",
        errors=(("src/net/port.js", 12), ("package.json", None)),
        tests=("ports are open",),
        version="1",
        exit=1,
        log=log,
    )


def test_what_the_log_says_in_its_own_way_is_said():
    case = kept("  ports\n    1) are open\n  at \x1b[90mport.js:12:3\x1b[39m\nerror in package.json\n")
    assert () == unsaid(case)


def test_a_file_a_line_and_a_test_that_the_log_does_not_name_are_told():
    case = kept("  ports\n    1) are shut\n  at port.js:112:3\n")
    assert ("src/net/port.js:12", "package.json", "ports are open") == unsaid(case)


def test_the_rounds_from_the_seventh_on_expect_nothing_that_their_logs_do_not_say():
    assert {} == {key: missing for key, case in KEPT.items() if (missing := unsaid(case))}


def test_every_case_of_the_rounds_from_the_seventh_on_is_kept_as_it_is_written_and_failed():
    written = {key: (c.files, c.run, c.kind, c.errors, c.tests) for key, c in CHECKED.items()}
    assert written == {key: (k.files, k.run, k.kind, k.errors, k.tests) for key, k in KEPT.items()}
    assert [] == [key for key, k in KEPT.items() if k.exit == 0]
