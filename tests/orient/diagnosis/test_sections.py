"""Which command each line belongs to, and how it ended, on each CI."""

import pytest

from bot.orient.diagnosis import diagnose
from bot.orient.diagnosis.lines import read
from bot.orient.diagnosis.sections import sections

ACTIONS = """##[group]Run actions/checkout@v4
with:
  fetch-depth: 1
##[endgroup]
##[group]Run make build
\x1b[36;1mmake build\x1b[0m
\x1b[36;1m  make test\x1b[0m
shell: /usr/bin/bash -e {0}
env:
  CI: 1
##[endgroup]
error: boom
##[error]Process completed with exit code 2.
Post job cleanup.
"""
TRAVIS = (
    "travis_time:start:1\r\x1b[0K$ npm install\nadded\n"
    'travis_time:end:1\r\x1b[0K\x1b[32;1mThe command "npm install" exited with 0.\x1b[0m\n'
    "travis_time:start:2\r\x1b[0K$ npm test\nerror: boom\n"
    'travis_time:end:2\r\x1b[0K\x1b[31;1mThe command "npm test" exited with 1.\x1b[0m\n'
    "\nDone. Your build exited with 1.\n"
)


@pytest.mark.parametrize(
    ("log", "step", "command", "code"),
    [
        (ACTIONS, "make build", "make build\n  make test", 2),
        (TRAVIS, None, "npm test", 1),
        ("section_start:1:build\n$ make\nerror: boom\nERROR: Job failed: exit code 3\n", "build", None, 3),
        ("##[section]Starting: Test\nerror: boom\n##[error]Bash exited with code '4'.\n", "Test", None, 4),
        ("error: boom\nExited with code exit status 5\n", None, None, 5),
        ("error: boom\nscript returned exit code 6\n", None, None, 6),
        ("error: boom\nBuild step 'Execute shell' marked build as failure\n", None, "Execute shell", None),
        ("error: boom\nno marker at all\n", None, None, None),
    ],
)
def test_the_failing_command_is_known(
    log: str, step: str | None, command: str | None, code: int | None
) -> None:
    found = diagnose(log)
    assert (step, command, code) == (found.step, found.command, found.exit_code)
    assert "boom" in (found.primary or "")


@pytest.mark.parametrize(
    "log", [ACTIONS, TRAVIS, "", "a\nb\n", "##[group]Run a\n##[group]Run b\n", "Exited with code 1\n" * 2]
)
def test_the_sections_together_hold_every_line_once(log: str) -> None:
    parts = sections(read(log))
    assert list(range(len(read(log).lines))) == [i for p in parts for i in range(p.first, p.last + 1)]


@pytest.mark.parametrize(
    "shown", ["with:\n  x: 1\n", "##[endgroup]\n", "make a\n" * 60 + "shell: bash\n", "shell: bash\n", ""]
)
def test_a_step_without_a_script_that_is_shown_whole_has_no_command(shown: str) -> None:
    found = diagnose(f"##[group]Run it\n{shown}error: boom\n##[error]Process completed with exit code 2.\n")
    assert ("it", None) == (found.step, found.command)


def test_what_a_passing_command_said_does_not_count() -> None:
    passed = 'error: ignored\nThe command "a" exited with 0.\nquiet words\nThe command "b" exited with 1.\n'
    assert None is diagnose(passed).primary


def test_the_first_of_several_failing_commands_is_told_first_and_the_rest_are_failures_of_their_own() -> None:
    log = (
        "a.py:1:1: F401 `os` imported but unused\n##[error]Process completed with exit code 1.\n"
        "FAILED test_a.py::test_b - boom\n##[error]Process completed with exit code 1.\n"
    )
    assert "ruff" == diagnose(log).tool


def of_step(*said: str, script: str = "tape t.js") -> str:
    """What Actions' log holds of a step that failed."""
    lines = script.split("\n")
    begun = (f"##[group]Run {lines[0]}", *lines, "shell: /usr/bin/bash -e {0}", "##[endgroup]")
    return "\n".join((*begun, *said, "##[error]Process completed with exit code 127.", ""))


def test_the_script_that_the_runner_wrote_of_a_step_is_no_place_and_differs_in_no_fingerprint() -> None:
    first, second = (
        diagnose(of_step(f"/home/runner/work/_temp/{name}.sh: line 1: tape: command not found"))
        for name in ("9f3d", "0b1c")
    )
    assert ("configuration", (), "tape: command not found") == (
        first.kind,
        first.errors,
        first.failures[0].words,
    )
    assert first.fingerprint == second.fingerprint


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        ("export PATH=~/.cargo/bin:$PATH\nrefurb a.py", "lint"),
        ("PATH=~/.cargo/bin\nrefurb a.py", "lint"),
        ("CARGO=1 make build", "build"),
        ("export A=1 && make build", "build"),
    ],
)
def test_what_a_script_only_sets_says_nothing_of_what_it_is_for(script: str, kind: str) -> None:
    assert kind == diagnose(of_step("a.py:1:5 [FURB123]: Replace it", script=script)).kind


CLEANING = (
    "Post job cleanup.\n[command]/usr/bin/git version\nerror: cannot lock ref\nCleaning up orphan processes\n"
)


def of_action(*said: str) -> str:
    """What Actions' log holds of an action that failed, and behind it."""
    begun = "##[group]Run docker/build-push-action@v6\nwith:\n  push: true\n##[endgroup]\n"
    return begun + "\n".join((*said, "##[error]buildx failed with: ERROR: no", CLEANING))


def test_an_action_that_fails_is_the_step_that_failed() -> None:
    log = "##[group]Run make\nmake\nshell: bash\n##[endgroup]\nerror: of no account\n" + of_action(
        "error: no"
    )
    found = diagnose(log)
    assert ("docker/build-push-action@v6", None, None, "error: no") == (
        found.step,
        found.command,
        found.exit_code,
        found.primary,
    )


def test_a_job_that_was_cancelled_is_told_as_such() -> None:
    found = diagnose(
        "##[group]Run npm run e2e\n##[endgroup]\nRunning\n##[error]The operation was canceled.\n"
    )
    assert ("infrastructure", "github actions", "npm run e2e") == (found.kind, found.tool, found.step)


def test_each_command_that_failed_is_told_and_the_step_is_that_of_the_worst() -> None:
    found = diagnose(
        of_step("a.py:1:1: F401 `os` imported but unused", script="ruff check .")
        + of_step("FAILED test_a.py::test_b - boom", "E   boom", script="pytest")
        + of_action()
    )
    assert (("pytest", "ruff"), "pytest") == (tuple(f.tool for f in found.failures), found.step)


@pytest.mark.parametrize(
    "why",
    [
        "Unable to find Node version '99' for platform linux and architecture x64.",
        "The version '3.99' with architecture 'x64' was not found for Ubuntu 24.04.",
        "Could not find satisfied version for SemVer '99'.",
    ],
)
def test_what_an_action_ends_with_says_why(why: str) -> None:
    log = f"##[group]Run actions/setup@v4\nwith:\n##[endgroup]\nFalling back\n##[error]{why}\nPost job cleanup.\n"
    found = diagnose(log)
    assert ("configuration", why) == (found.kind, found.primary)


def test_whatever_an_action_ends_with_says_why() -> None:
    log = "##[group]Run acme/deploy@v4\n##[endgroup]\nasking\n##[error]No such stage: green\nPost job cleanup.\n"
    assert "No such stage: green" == diagnose(log).primary
