"""The words of the check run `Andon diagnosis`. Pure. Neighbour: `words`, whose rules hold here too."""

from bot.act.markdown import code, cut, fenced, flat, plain, sentence
from bot.act.words import MAX_TEXT, MAX_TITLE
from bot.act.words import CordWords as Words
from bot.model.diagnosed import FailedJob, ShowDiagnosis

__all__ = ["Words", "words"]

_TESTS = 20
"""Failing tests that are listed."""


def words(effect: ShowDiagnosis) -> Words:
    """Title, summary and details of a diagnosis."""
    if not effect.jobs:
        return Words(
            title="Nothing fails here any more",
            summary="What failed at this commit passed when it ran again.",
            text="",
        )
    first = effect.jobs[0]
    more = f" and {len(effect.jobs) - 1} more" if len(effect.jobs) > 1 else ""
    title = f"{flat(first.name)}: {flat(first.words)}"
    lines = ["\n".join(_line(job) for job in effect.jobs)]
    if effect.more:
        lines.append(f"{effect.more} more places are not shown: too many, or in no file of this commit.")
    lines.append("This check holds nothing.")
    details = "\n\n".join(_details(job) for job in effect.jobs)
    return Words(
        title=cut(title, MAX_TITLE - len(more)) + more,
        summary=cut("\n\n".join(lines), MAX_TEXT),
        text=cut(details, MAX_TEXT),
    )


def _line(job: FailedJob) -> str:
    by = f" by {plain(job.tool)}" if job.tool else ""
    known = (
        " · fails the same way on the branch that it goes into: not this change's doing" if job.known else ""
    )
    return f"- [{plain(job.name)}]({job.url}): {plain(job.kind)}{by} {code(job.words)}{known}"


def _details(job: FailedJob) -> str:
    """The job's failing tests, and its log's lines that say why, with their numbers."""
    parts = [f"### {plain(job.name)}", sentence(job.words)]
    if job.tests:
        left = len(job.tests) - _TESTS
        more = [f"- and {left} more"] if left > 0 else []
        parts.append("\n".join([*(f"- {code(test)}" for test in job.tests[:_TESTS]), *more]))
    if job.lines:
        parts.append(
            fenced("\n".join(f"{number:6} {text.replace(chr(10), ' ')}" for number, text in job.lines))
        )
    return "\n\n".join(parts)
