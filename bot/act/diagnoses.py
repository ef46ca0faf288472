"""A diagnosis as a check run on its commit, with its places as annotations; 50 a request.

Annotations can be added to a check run and never taken away, so every diagnosis is a check run of its
own: of several with one name GitHub shows the newest. One of several requests is done, and known by its
digest, only with the last: what a crash left half is made anew.
Source: docs.github.com/en/rest/checks/runs
"""

from typing import Any

from bot.act.diagnosis_words import Words, words
from bot.act.grants import Writer
from bot.act.markdown import bare
from bot.github.auth import Permissions
from bot.model.diagnosed import ANNOTATIONS, DIAGNOSIS_CHECK, Annotation, ShowDiagnosis

CHECKS: Permissions = (("checks", "write"),)
_POST = "POST /repos/{owner}/{repo}/check-runs"
_PATCH = "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}"


async def show(writer: Writer, effect: ShowDiagnosis) -> str | None:
    """Make the check run; why GitHub refused it, None if it did not."""
    told = words(effect)
    first, *rest = _parts(effect.annotations)
    end: dict[str, Any] = {"status": "completed", "conclusion": "neutral", "external_id": effect.digest}
    body: dict[str, Any] = {"name": DIAGNOSIS_CHECK, "head_sha": effect.head, "output": _output(told, first)}
    body |= {"status": "in_progress"} if rest else end
    made = await writer.call(_POST, CHECKS, sent=body, accept=(422,))
    if made.status == 422:
        return made.data["message"].text_or("GitHub refused the check run")
    path = {"check_run_id": made.data["id"].number()}
    for n, part in enumerate(rest, 1):
        more: dict[str, Any] = {"output": _output(told, part)}
        await writer.call(_PATCH, CHECKS, path, sent=more | (end if n == len(rest) else {}))
    return None


def _parts(annotations: tuple[Annotation, ...]) -> list[tuple[Annotation, ...]]:
    """As many at a time as GitHub takes; one empty part where there are none."""
    return [annotations[n : n + ANNOTATIONS] for n in range(0, len(annotations) or 1, ANNOTATIONS)]


def _output(told: Words, annotations: tuple[Annotation, ...]) -> dict[str, Any]:
    return {
        "title": told.title,
        "summary": told.summary,
        "text": told.text,
        "annotations": [_annotation(one) for one in annotations],
    }


def _annotation(one: Annotation) -> dict[str, Any]:
    """As GitHub takes it: columns only where it begins and ends on one line, and it always does."""
    told: dict[str, Any] = {
        "path": one.path,
        "start_line": one.line,
        "end_line": one.line,
        "annotation_level": one.level,
        "message": bare(one.message).strip() or bare(one.title),
        "title": bare(one.title)[:255],
    }
    return told | ({"start_column": one.column, "end_column": one.column} if one.column else {})
