"""Kept cases run again as jobs of the local GitHub: the log it serves tells what the tool's own log told."""

import json

from bot.orient.diagnosis import diagnose
from tests.diagnosis_cases.kept import Kept, all_kept
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
