"""Which tests failed and passed when they ran again: not what the job failed for, but worth a word.

Whatever else tells of such a test's failure is told as flaky with it, and counts less than what failed
in the end.
"""

from bot.orient.diagnosis.shapes import Mark

FLAKY = "flaky-suspect"
LESS = 0.72
"""What it counts, of what it would if the test had failed in the end."""


def settle(found: list[Mark]) -> list[Mark]:
    """The marks, with those of flaky tests told apart; none of a test that ran again and failed in the end."""
    flaky = [m for m in found if m.shape.kind == FLAKY]
    if not flaky:
        return found
    sure = {_name(m) for m in flaky if not m.shape.backup and m.groups.get("test")}
    failed = {_name(m) for m in found if m.shape.kind != FLAKY and m.groups.get("test")} - sure
    kept: list[Mark] = []
    for mark in found:
        if mark.shape.kind == FLAKY and mark.shape.backup and _name(mark) in failed:
            continue
        if mark.shape.kind == FLAKY or (mark.groups.get("test") and _name(mark) in sure):
            mark.groups["kind"] = FLAKY
            mark.weight *= LESS
        kept.append(mark)
    return kept


def _name(mark: Mark) -> str:
    """The test's own name: tools give it with its file in one place and without in another."""
    test = mark.groups.get("test", "")
    return test.rpartition("::")[2].rpartition(" > ")[2] if "::" in test or " > " in test else test
