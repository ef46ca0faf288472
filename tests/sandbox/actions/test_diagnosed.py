"""Kept cases run again as jobs of the local GitHub: the log it serves tells what the tool's own log told."""

import json
import os
from pathlib import Path

import pytest

from bot.orient.diagnosis import diagnose
from tests.diagnosis_cases.kept import BLIND, Kept, all_kept, read_kept
from tests.diagnosis_cases.record import MODULES, SETTINGS, version
from tests.diagnosis_cases.scrubbing import scrubbed
from tests.diagnosis_cases.worlds import LINKED, VERSIONS
from tests.orient.diagnosis.not_yet import SIXTH
from tests.orient.diagnosis.test_kept import NOT_YET
from tests.orient.diagnosis.test_kept import told as what
from tests.sandbox.actions.conftest import House

EVERYWHERE = {
    ("unittest", "one fails, one raises"),
    ("python", "an exception"),
    ("bash", "no such command"),
    ("bash", "unbound"),
    ("sh", "no such command"),
}
"""Cases of tools that are wherever the tests are."""


WRITE = (
    'python3 -c "import json, os, pathlib; '
    "[pathlib.Path(p).write_text(t) for p, t in json.loads(os.environ['FILES']).items()]\""
)


def told(log: str, case: Kept) -> tuple[object, ...]:
    found = diagnose(log)
    return case.tool, case.name, found.kind, {(e.path, e.line) for e in found.errors}, set(found.tests)


def test_a_jobs_log_tells_what_the_tools_own_log_tells(house: House) -> None:
    cases = [case for case in all_kept() if (case.tool, case.name) in EVERYWHERE]
    jobs = "".join(
        f"  case{n}:\n    runs-on: ubuntu-latest\n    env: {{FILES: {json.dumps(json.dumps(case.files))}}}\n"
        f"    steps:\n      - run: {json.dumps(WRITE)}\n      - run: {json.dumps(case.run)}\n"
        for n, case in enumerate(cases)
    )
    run = house.workflow(f"name: CI\non: push\njobs:\n{jobs}")
    logs = {job.key: job.log for job in run.jobs}
    assert len(EVERYWHERE) == len(cases)
    assert [told(case.log, case) for case in cases] == [
        told(logs[f"case{n}"], case) for n, case in enumerate(cases)
    ]


HERE = ("unittest", "pytest", "ruff", "bash")
"""Tools that are wherever the tests are, in the versions of the kept logs or nearly so."""
ALL = os.environ.get("ANDON_CASES_AS_JOBS") == "all"
"""Whether every case is run whose tool is found, in the version that was kept; by hand, for that takes long."""
EACH, AT_ONCE = 3, 5
"""Of so many cases one runs, and so many jobs at once."""
UNPACK = (
    "import json, os, pathlib\n"
    "for name, text in json.loads(os.environ['FILES']).items():\n"
    "    path = pathlib.Path(name)\n"
    "    path.parent.mkdir(parents=True, exist_ok=True)\n"
    "    path.write_text(text)\n"
    "print('ROOT=' + os.getcwd())\n"
)
RUST = {f"{name}_HOME": str(Path.home() / f".{name.lower()}") for name in ("RUSTUP", "CARGO")}
"""Where Rust's tools look for themselves, for a job has a home of its own."""
OTHERS = (
    "--timeout",
    "-W error",
    " -n ",
    "--reruns",
    "--cov",
    "subtests",
    "asyncio",
    "black",
    "flake8",
    "mypy",
    "tox",
)
"""What stands in commands that need more than these tests do."""


def repeats(case: Kept) -> bool:
    """Whether a job's log can tell it, which keeps no place of a workflow command, and the tool's own log does."""
    if (case.tool, case.name) in NOT_YET | SIXTH:
        return False
    return "::error " not in case.log and (ALL or not any(option in case.run for option in OTHERS))


def drawn() -> list[Kept]:
    """The cases that are run."""
    if not ALL:
        return [case for case in all_kept() if case.tool in HERE and repeats(case)][::EACH]
    cases = [case for case in (*all_kept(), *read_kept(BLIND)) if repeats(case)]
    now = {tool: version(VERSIONS[tool]) for tool in {case.tool for case in cases}}
    return [case for case in cases if scrubbed(now[case.tool] or "") == case.version]


def as_job(number: int, case: Kept) -> str:
    """A job that writes the case's files and runs its command, with what tools there are."""
    setting = {**SETTINGS, **RUST, "FILES": json.dumps(case.files), "UNPACK": UNPACK}
    link = f"ln -s {MODULES} node_modules\n" if MODULES and case.tool in LINKED else ""
    places = f'export PATH="$PATH:{os.environ["PATH"]}"\n'
    steps = ('python3 -c "$UNPACK"', f"{places}{link}{case.run}")
    return (
        f"  case{number}:\n    runs-on: ubuntu-latest\n    env: {json.dumps(setting)}\n    steps:\n"
        + "".join(f"      - run: {json.dumps(step)}\n" for step in steps)
    )


@pytest.mark.deep
def test_cases_tell_as_jobs_what_is_expected_of_them(house: House) -> None:
    sample = drawn()
    differing: list[str] = []
    for first in range(0, len(sample), AT_ONCE):
        some = list(enumerate(sample))[first : first + AT_ONCE]
        run = house.workflow(f"name: CI\non: push\njobs:\n{''.join(as_job(n, case) for n, case in some)}")
        logs = {job.key: job.log for job in run.jobs}
        for n, case in some:
            log = logs[f"case{n}"]
            root = next(line.partition("ROOT=")[2] for line in log.split("\n") if "ROOT=/" in line)
            mine, wanted = (
                what(diagnose(log, root=root), case),
                (case.kind, set(case.errors), set(case.tests)),
            )
            if mine != wanted:
                differing.append(f"{case.tool}, {case.name}: {mine} instead of {wanted}")
    print(f"{len(sample)} cases of {len({case.tool for case in sample})} tools ran as jobs")
    assert (True, set(HERE)) == (len(sample) >= 10, {case.tool for case in sample} & set(HERE))
    assert [] == differing, "\n".join(differing)
