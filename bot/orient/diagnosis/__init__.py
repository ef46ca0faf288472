"""A job's log → what failed, why, and where, in the words of the tool that failed.

`lines` reads the text, `woven` parts what ran side by side, `sections` the commands in it, `needles`
finds lines worth a look, `families` know what tools print, `ranking` weighs what was found, `failures` and
`excerpt` say it. Everything is total: any text gives an answer, and an answer without failures says that
nothing was recognised.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.orient.diagnosis.excerpt import excerpt
from bot.orient.diagnosis.failures import Setting, distinct, failures
from bot.orient.diagnosis.families import CATALOGUE, FAMILIES
from bot.orient.diagnosis.flakes import FLAKY, settle
from bot.orient.diagnosis.lines import Log, read
from bot.orient.diagnosis.listed import DOUBT, listed
from bot.orient.diagnosis.ranking import GENERIC, rank, shapes_of
from bot.orient.diagnosis.records import recorded
from bot.orient.diagnosis.sections import Section, failing, sections
from bot.orient.diagnosis.shapes import Candidates, Mark, marks
from bot.orient.diagnosis.values import EXCERPT, Diagnosis, Failure, Kind, Line, Located
from bot.orient.diagnosis.woven import unwoven

__all__ = ["EXCERPT", "Diagnosis", "Failure", "Kind", "Line", "Located", "diagnose", "read_log"]


@lru_cache(maxsize=64)
def read_log(text: str) -> Diagnosis:
    """What failed, from what was read of a job's log. Remembered, for one pass asks for every pull request.

    A line is stopped and released whatever a log makes of its reader: a fault in here is told as what the log
    says, and goes no further.
    """
    try:
        return diagnose(text)
    except Exception as fault:
        return Diagnosis(primary=f"Andon could not read the log ({type(fault).__name__}); please report it.")


def diagnose(
    text: str | Iterable[str], passed: str | Iterable[str] | None = None, root: str | None = None
) -> Diagnosis:
    """What failed, from a log's whole text or from pieces of it in order.

    `passed` is the last log of the same job that passed: what both say counts little. `root` is the folder
    that the repository was checked out in; those of common CI systems are known.
    """
    log, within = unwoven(read(text, CATALOGUE.signs))
    parts = sections(log)
    failed = failing(parts)
    known = shapes_of(read(passed)) if passed is not None else frozenset[str]()
    reach, everything = _reach(log, parts), (0, len(log.lines) - 1)
    ranked = rank(_marks(log, *reach), log, failed, known)
    if not ranked and reach != everything:
        ranked = rank(_marks(log, *everything), log, failed, known)
    if (ranked[0].weight if ranked else 0) <= DOUBT:
        ranked = rank(listed(log, failed[0] if failed else None), log, failed) or ranked
    section = _of(ranked, failed)
    told = failures(ranked, Setting(log, parts, root, within)) if ranked else ()
    best = told[0] if told else None
    bad = [one for one in told if one.kind != FLAKY] or told
    return Diagnosis(
        kind=best.kind if best else "unknown",
        confidence=best.confidence if best else 0.0,
        tool=best.tool if best else None,
        step=section.step if section else None,
        command=section.command if section else None,
        exit_code=section.code if section else None,
        primary=best.words if best else None,
        line=best.primary.number if best else None,
        excerpt=excerpt(ranked, log, section),
        errors=distinct(e for failure in bad for e in failure.errors),
        tests=tuple(dict.fromkeys(t for f in bad for t in f.tests)),
        failures=told,
        fingerprint=best.fingerprint if best else None,
        lines=log.total,
    )


def _of(ranked: Sequence[Mark], failed: Sequence[Section]) -> Section | None:
    """The command that failed in what is told first; where that is in none, the first that failed."""
    first = (part for part in failed if ranked and part.first <= ranked[0].at <= part.last)
    return next(iter((*first, *failed)), None)


def _reach(log: Log, parts: Sequence[Section]) -> tuple[int, int]:
    """The first and the last line of the sections that failed; of the log where none did."""
    failed = [part for part in parts if part.failed]
    return (failed[0].first, failed[-1].last) if failed else (0, len(log.lines) - 1)


def _marks(log: Log, first: int, last: int) -> list[Mark]:
    """What is found from one line to another."""
    whole = last - first + 1 == len(log.lines)
    said = log.said if whole else log.said.part(first, last)
    candidates = Candidates(said, CATALOGUE, log.said)
    found = [mark for family in FAMILIES if family.name != GENERIC for mark in marks(family, candidates)]
    known = frozenset(mark.at for mark in found)  # of which the generic layer is not asked
    found += [
        mark for family in FAMILIES if family.name == GENERIC for mark in marks(family, candidates, known)
    ]
    for mark in found:
        mark.at, mark.first, mark.last = mark.at + first, mark.first + first, mark.last + first
    return settle([*found, *recorded(log, first, last)])
