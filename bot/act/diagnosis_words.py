"""The words of the check run `Andon diagnosis`. Pure. Neighbour: `words`, whose rules hold here too."""

from collections.abc import Iterable

from bot.act.markdown import code, count, cut, fenced, flat, plain
from bot.act.words import MAX_TEXT, MAX_TITLE
from bot.act.words import CordWords as Words
from bot.model.diagnosed import FailedJob, Said, ShowDiagnosis

__all__ = ["Words", "words"]

_TESTS = 20
"""Failing tests that are listed."""
_NAMES = 10
"""Jobs that failed in the same way which are named."""
_KNOWN = " · fails the same way on the branch that it goes into: not this change's doing"


def words(effect: ShowDiagnosis) -> Words:
    """Title, summary and details of a diagnosis. What several jobs say alike is told once."""
    if not effect.jobs:
        return Words(
            title="Nothing fails here any more",
            summary="What failed at this commit passed when it ran again.",
            text="",
        )
    first, groups = effect.jobs[0], _alike(effect.jobs)
    left = len(effect.jobs) - 1
    more = f" (and {left} more job{'s' if left > 1 else ''})" if left else ""
    title = f"{flat(first.name)}: {flat(first.words)}"
    lines = ["\n".join(line for group in groups for line in _lines(group)), *_left_out(effect)]
    lines.append("This check holds nothing.")
    return Words(
        title=cut(title, MAX_TITLE - len(more)) + more,
        summary=cut("\n\n".join(lines), MAX_TEXT),
        text=_joined(_details(group) for group in groups if group[0].kind),
    )


def _alike(jobs: tuple[FailedJob, ...]) -> list[list[FailedJob]]:
    """The jobs, those of which the same is told together: a matrix fails in one way, most of the time."""
    found: dict[tuple[object, ...], list[FailedJob]] = {}
    for job in jobs:
        told = (job.kind, job.tool, job.words, job.others, job.tests, job.also, job.known)
        found.setdefault(told, []).append(job)
    return list(found.values())


def _lines(group: list[FailedJob]) -> list[str]:
    """A line for what is told of these jobs first, and one beneath it for each thing that failed besides."""
    first = group[0]
    names = _listed([f"[{plain(job.name)}]({job.url})" for job in group])
    besides = (f"  - besides: {_said(other)}" for other in first.others)
    return [f"- {names}: {_said(first)}{_KNOWN if first.known else ''}", *besides]


def _said(said: Said) -> str:
    """`test by pytest` and what it says; where no class is known, nothing of a tool is either."""
    by = f" by {plain(said.tool)}" if said.tool else ""
    kind = f"{'' if said.sure else 'perhaps '}{plain(said.kind)}{by} " if said.kind else ""
    return f"{kind}{code(said.words)}" if kind else plain(said.words)


def _left_out(effect: ShowDiagnosis) -> list[str]:
    """How many places are not shown, and why not."""
    told: list[str] = []
    if effect.more:
        told.append(f"{count(effect.more, 'more place')} {_are(effect.more)} not shown: too many.")
    if effect.lost:
        told.append(
            f"{count(effect.lost, 'place')} {_are(effect.lost)} not shown: "
            "in no file of this commit, or in several that could be meant."
        )
    return [" ".join(told)] if told else []


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _listed(names: list[str]) -> str:
    """`a, b and c`; the first few, and how many more there are."""
    left = len(names) - _NAMES
    names = [*names[:_NAMES], *([f"{left} more"] if left > 0 else [])]
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def _details(group: list[FailedJob]) -> str:
    """Which command failed, the failing tests, and the log's lines that say why, with their numbers."""
    first = group[0]
    parts = [f"### {_listed([plain(job.name) for job in group])}", *_ran(first)]
    if first.tests:
        left = len(first.tests) - _TESTS
        more = [f"- and {left} more"] if left > 0 else []
        parts.append("\n".join([*(_test(test, first) for test in first.tests[:_TESTS]), *more]))
    if first.lines:
        parts += [f"As {plain(first.name)} says it:"] if len(group) > 1 else []
        numbered = (f"{number:6} {text.replace(chr(10), ' ')}" for number, text in first.lines)
        parts.append(fenced("\n".join(numbered)))
    return "\n\n".join(parts)


def _ran(job: FailedJob) -> list[str]:
    """The command that failed, and the step, unless that is called by its command."""
    told: list[str] = []
    command = job.command or ""
    if command:
        ended = f"ended with exit code {job.code}" if job.code is not None else "failed"
        told.append(f"{code(command)} {ended}.")
    if job.step and job.step != f"Run {command.partition(chr(10))[0]}":
        told.append(f"The first step that failed: {code(job.step)}.")
    return [" ".join(told)] if told else []


def _test(test: str, job: FailedJob) -> str:
    also = " · fails on the branch that it goes into, too" if test in job.also and not job.known else ""
    return f"- {code(test)}{also}"


def _joined(details: Iterable[str]) -> str:
    """As many jobs' details as there is room for, whole: one that is cut would leave its block of code open."""
    kept: list[str] = []
    for one in details:
        if sum(len(part) + 2 for part in kept) + len(one) > MAX_TEXT:
            return "\n\n".join([*kept, "There is no room for more."])
        kept.append(one)
    return "\n\n".join(kept)
