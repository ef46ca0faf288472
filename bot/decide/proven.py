"""What people propose that passes a stopped line by proof: told while it waits, remembered for when it was merged.

Neighbours: `passage`, which proves; `mending`, which finds what was merged in the line's history.
"""

from collections.abc import Iterator

from bot.decide.book import Case, reds_of
from bot.decide.cords import Judged
from bot.decide.passage import BY_PROOF
from bot.decide.word import people_say
from bot.model.evidence import MOST_PROVEN, Proven
from bot.model.jobs import Record

_LONGEST = 200
"""Characters of a proof that are kept."""


def with_proven(case: Case, record: Record) -> Record:
    """The record with what passes by proof now; without what is still open and does so no more."""
    passing = {judged.pull.number: _kept(judged) for judged in _passing(case)}
    lost = {one.pull.number for one in _judged(case) if _fails(one)}
    known = tuple(one for one in record.proven if one.number not in lost and one.number not in passing)
    now = (*known, *(one for _, one in sorted(passing.items())))[-MOST_PROVEN:]
    same = {one.number: one for one in now} == {one.number: one for one in record.proven}
    return record if same else record.model_copy(update={"proven": now})


def hoped(case: Case, now: str) -> str:
    """What happens, who stops the line besides, and which pull requests of people would mend it."""
    word = case.line.word
    if case.of_line and word.stop and any(red.confirmed for red in case.line.reds):
        now = f"{now}; {case.line.branch} {people_say(word)}"
    passing = {judged.pull.number: judged for judged in _passing(case)}
    if not passing:
        return now
    names = ", ".join(f"#{number}" for number in sorted(passing)[:3])
    every = {red.id for red in reds_of(case)}
    whole = any(one.verdict is None or every <= {r.id for r in one.verdict.reds} for one in passing.values())
    what = case.line.branch if whole else "what is red in its lanes"
    does = "passes by proof: merging it" if len(passing) == 1 else "pass by proof: merging one"
    return f"{now}; {names} {does} would mend {what}"


def _judged(case: Case) -> tuple[Judged, ...]:
    return (*case.judged, *case.groups) if case.of_line else ()


def _passing(case: Case) -> Iterator[Judged]:
    """What passes by a proof that it mends the line, and is no fix of Andon's own: that one is told by itself."""
    own = {fix.number for fix in case.job.fixes}
    for one in _judged(case):
        way = one.passage
        if way and way.mends and way.word is None and one.pull.number not in own:
            yield one


def _fails(judged: Judged) -> bool:
    """Whether it is known not to pass by proof now."""
    way = judged.passage
    return way is not None and (way.word is not None or way.reason.status in ("blocked", "waiting"))


def _kept(judged: Judged) -> Proven:
    pull, why = judged.pull, judged.passage.reason.text if judged.passage else ""
    told = why.removeprefix(BY_PROOF)[:_LONGEST]
    return Proven(number=pull.number, author=pull.author, tree=pull.tree, why=told)
