"""What a rule is: how it finds, and what a job about one of its findings is."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.model.finding import Finding
from bot.model.snapshot import Snapshot


@dataclass(frozen=True)
class Rule:
    """One rule. `type` and `title` are of a job about a subject, whether or not it is found just now.

    part: the part of the snapshot that it rests on; while any of it is unread, nothing is found and nothing
    is gone. priority: 1 is a stopped line. ladder: the rungs that are tried, in order; the line's are the
    configuration's. advice: what helps, once people are asked.
    always: whether its jobs are made in every mode.
    """

    findings: Callable[[Snapshot], tuple[Finding, ...]]
    part: str
    priority: int
    type: Callable[[str], str]
    title: Callable[[str], str]
    advice: str = ""
    ladder: tuple[str, ...] = ("person",)
    always: bool = False
