"""What a kept case expects and its log does not say. An expectation that no reader could meet is a wrong one."""

import re

from tests.diagnosis_cases.kept import Kept

_COLOURS = re.compile(r"\x1b(?:\[[0-9;?]*[A-Za-z]|\(B)")
_BETWEEN = re.compile(r"[\s›>:#.$/\\()\[\]]+")


def unsaid(case: Kept) -> tuple[str, ...]:
    """The files, lines and failing tests that are expected and are not in the log.

    A path is looked for by its file's name, since tools say paths from their own folder; a test's name by its
    parts, since some tools print suites and tests on lines of their own.
    """
    log = _COLOURS.sub("", case.log)
    missing: list[str] = []
    for path, line in case.errors:
        if path.rsplit("/", 1)[-1] not in log:
            missing.append(path)
        elif line is not None and not re.search(rf"(?<![\d.]){line}(?!\d)", log):
            missing.append(f"{path}:{line}")
    for test in case.tests:
        if not all(part in log for part in _BETWEEN.split(test)):
            missing.append(test)
    return tuple(missing)
