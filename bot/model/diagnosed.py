"""What the check run `Andon diagnosis` shows of a commit: which jobs failed there, why, and where.

`decide.diagnoses` makes it, `act.diagnoses` writes it. It holds nothing: no rule should require it.
"""

import hashlib
from collections.abc import Iterable
from typing import Literal

from bot.model.value import Value

DIAGNOSIS_CHECK = "Andon diagnosis"
"""The check run's name."""
ANNOTATIONS = 50
"""Annotations that GitHub takes in one request.
Source: docs.github.com/en/rest/checks/runs#create-a-check-run"""
MOST_ANNOTATIONS = 150
"""Annotations of one check run at most, in three requests; nobody reads more."""


class Diagnosed(Value):
    """A commit as far as its diagnosis goes. `shown`: the digest of our newest check run of that name on it.

    `paths`: which of the commit's files the logs of its failed jobs name; None where that is not known.
    """

    head: str
    shown: str | None = None
    paths: tuple[str, ...] | None = None


Level = Literal["failure", "warning", "notice"]


class Annotation(Value):
    """An error at a place in a file of the commit; line and column from 1."""

    path: str
    line: int
    column: int | None = None
    level: Level = "failure"
    title: str = ""
    message: str = ""


class Said(Value):
    """One thing that failed by itself: its class, its tool, and what that says. `sure`: whether the class is."""

    kind: str
    tool: str | None = None
    words: str = ""
    sure: bool = True


class FailedJob(Said):
    """A failed job: what is told of it first, `others` that failed in it besides, and what its log says.

    `step` is the first that failed, `command` the one that the log tells of, with its exit code; `lines` are the
    log's with their numbers. `known`: the line that it goes into fails in the same way, so that it is not this
    commit's doing; `also` are the tests that fail there too, whatever else fails here.
    """

    name: str
    url: str
    others: tuple[Said, ...] = ()
    step: str | None = None
    command: str | None = None
    code: int | None = None
    tests: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    lines: tuple[tuple[int, str], ...] = ()
    known: bool = False


class ShowDiagnosis(Value):
    """Show on `head` what `jobs` failed with, their places as annotations; without jobs, that none fails now.

    `digest` tells which jobs it is about, so that the same ones cost no second write. `more` places were
    too many to show, `lost` ones are in no file of the commit, or in several that could be meant.
    """

    kind: Literal["show-diagnosis"] = "show-diagnosis"
    head: str
    digest: str
    jobs: tuple[FailedJob, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    more: int = 0
    lost: int = 0


def diagnosis_digest(jobs: Iterable[int]) -> str:
    """`diagnosis-` and 16 hexadecimal digits that tell which jobs, by their ids, a diagnosis is about."""
    told = ",".join(str(id) for id in sorted(jobs))
    return f"diagnosis-{hashlib.sha256(told.encode()).hexdigest()[:16]}"
