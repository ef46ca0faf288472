"""`make eval-diagnosis`: measure how well logs are read, print it, and write it into docs/diagnosis.md.

The marked real logs are in the folder that `ANDON_CI_LOGS` names (`.ci-logs` if it does not); without it
the kept cases alone are measured. Every third repository is held out: nobody looked at what is wrong
there, so the two halves' difference tells how much was learnt by heart.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from scripts.diagnosis_scores import (
    LONG,
    READERS,
    CaseScores,
    Marked,
    Marks,
    Sieved,
    case_scores,
    gnu_places,
    marked_logs,
    real_scores,
)
from scripts.pages import put
from tests.diagnosis_cases.first_reading import Read, read_first
from tests.diagnosis_cases.kept import BLIND, KEPT_BEFORE, Kept, all_kept, read_kept

PAGE = Path("docs/diagnosis.md")


def main() -> int:
    """Measure, print, write; 2 if there is nothing to measure."""
    folder = Path(os.environ.get("ANDON_CI_LOGS", ".ci-logs"))
    parts: list[str] = []
    if (folder / "spans.jsonl").exists():
        logs = list(marked_logs(folder))
        parts.append(f"{real_table(logs)}\n{sieved_words(logs)}")
    else:
        print(f"no marked logs in {folder}: set ANDON_CI_LOGS", file=sys.stderr)
    cases = all_kept()
    if cases:
        parts.append(case_tables(case_scores(cases), gnu_places(cases), len(cases)))
        parts.append(blind_tables(read_kept(BLIND), read_first()))
    if not parts:
        return 2
    print("\n".join(parts))
    if len(parts) == 3:
        put(PAGE, "measured", "\n".join(parts).rstrip())
    return 0


def real_table(logs: list[Marked]) -> str:
    """Hit, full and anchor on the real logs: all, those developed on, those held out."""
    order = {name: n for n, name in enumerate(sorted({log.repository for log in logs}))}

    def half(log: Marked) -> str:
        return "held out" if order[log.repository] % 3 == 0 else "developed on"

    scores = real_scores(logs, half)
    total = f"### {len(logs)} real logs of {len(order)} repositories\n\n"
    head = "| reader | logs | hit | full | anchor |\n|---|---|---|---|---|\n"
    rows = [row(name, "all", together(scores, name)) for name in READERS]
    rows += [row("Andon", group, scores["Andon", group]) for group in ("developed on", "held out")]
    return total + head + "\n".join(rows) + "\n"


def sieved_words(logs: list[Marked]) -> str:
    """Whether a long log is told by the same line once the sieve of `observe/logs.py` has shortened it."""
    found = Sieved()
    for log in logs:
        found.add(log.text)
    return (
        f"Through the sieve, against the whole log: of {found.long} longer than {LONG >> 10} KiB, {found.same} "
        f"are told by the same line; of the {found.shortened} of them that the sieve shortens, "
        f"{found.shortened_same}.\n"
    )


def together(scores: dict[tuple[str, str], Marks], name: str) -> Marks:
    """One reader's marks over all groups."""
    mine = [m for (reader, _), m in scores.items() if reader == name]
    return Marks(*(sum(getattr(m, part) for m in mine) for part in ("logs", "hit", "full", "anchor")))


def row(name: str, group: str, marks: Marks) -> str:
    """A row of the real logs' table."""
    shares = " | ".join(f"{share:.3f}" for share in marks.shares())
    return f"| {name}{'' if group == 'all' else f', {group}'} | {marks.logs} | {shares} |"


def case_tables(scores: CaseScores, gnu: CaseScores, cases: int) -> str:
    """Located errors and tests by tool, and the classes, on the kept cases."""
    tests = scores.all_tests()
    lines = [
        f"### {cases} kept cases of {len(scores.tests)} tools",
        "",
        f"Located errors: macro-F1 by tool {scores.macro:.3f} (one GNU-style expression: {gnu.macro:.3f}). "
        f"Failing tests' names: recall {tests.recall:.3f}, precision {tests.precision:.3f}. "
        f"Classes: {scores.accuracy:.3f} right.",
        "",
        "| tool | precision | recall | F1 | tests' recall |",
        "|---|---|---|---|---|",
    ]
    for tool in sorted(scores.tests):
        place, test = scores.places.get(tool), scores.tests[tool]
        told = f"{place.precision:.2f} | {place.recall:.2f} | {place.f1:.2f}" if place else "– | – | –"
        named = f"{test.recall:.2f}" if test.right + test.missed else "–"
        lines.append(f"| {tool} | {told} | {named} |")
    return "\n".join([*lines, "", *confusion(scores)]) + "\n"


def blind_tables(cases: Sequence[Kept], first: dict[tuple[str, str], Read]) -> str:
    """The blind cases as they were first read, and now; by round, and by whether any case of the tool was seen before."""
    read = [case for case in cases if (case.tool, case.name) in first]
    lines = [
        f"### {len(read)} blind cases of {len({case.tool for case in read})} tools",
        "",
        "Each round was first read before anything was learnt from it, and after all before it had been. "
        "A tool is known if an earlier case was of it, kept or blind.",
        "",
        "| cases | | located errors, macro-F1 by tool | tests' recall | tests' precision | classes right |",
        "|---|---|---|---|---|---|",
    ]
    rounds = list(dict.fromkeys(one.commit for one in first.values()))
    seen: list[Kept] = []
    known = frozenset[str]()
    for number, commit in enumerate(rounds, 1):
        known |= {case.tool for world in KEPT_BEFORE.get(number, ()) for case in read_kept(world)}
        mine = [case for case in read if first[case.tool, case.name].commit == commit]
        groups = {
            f"round {number}, at {commit[:7]}": mine,
            "tools that were known": [case for case in mine if case.tool in known],
            "tools that were not": [case for case in mine if case.tool not in known],
        }
        for name, group in groups.items():
            lines += blind_rows(name, group, first)
        seen += groups["tools that were known"]
        known |= {case.tool for case in mine}
    lines += blind_rows("all rounds, tools that were known", seen, first)
    classes = case_scores(read, lambda c: first[c.tool, c.name])
    return "\n".join([*lines, "", "The classes as they were first read:", "", *confusion(classes)]) + "\n"


def blind_rows(name: str, cases: Sequence[Kept], first: dict[tuple[str, str], Read]) -> list[str]:
    """Two rows of a group of blind cases: as it was first read, and now; none for no cases."""
    if not cases:
        return []
    was = case_scores(cases, lambda c: first[c.tool, c.name])
    return [
        blind_row(f"{name}: {len(cases)}", "first", was),
        blind_row("", "now", case_scores(cases)),
    ]


def blind_row(group: str, when: str, scores: CaseScores) -> str:
    """A row of the blind cases' table."""
    tests = scores.all_tests()
    return (
        f"| {group} | {when} | {scores.macro:.3f} | {tests.recall:.3f} | {tests.precision:.3f} "
        f"| {scores.accuracy:.3f} |"
    )


def confusion(scores: CaseScores) -> list[str]:
    """The classes: a row for what it is, a column for what was said."""
    expected = sorted({e for e, _ in scores.classes})
    said = sorted({s for _, s in scores.classes})
    head = ["| is \\ said | " + " | ".join(said) + " |", "|---" * (len(said) + 1) + "|"]
    cells = {e: [str(scores.classes.get((e, s), 0) or "") for s in said] for e in expected}
    return head + [f"| {e} | " + " | ".join(cells[e]) + " |" for e in expected]


if __name__ == "__main__":
    sys.exit(main())
