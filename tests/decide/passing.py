"""A pull request that fixes a stopped line, and what is said of its passage."""

from collections.abc import Mapping
from typing import Any

from bot.decide.cords import kin
from bot.decide.passage import Passage, passage
from bot.model.config import Config
from bot.model.facts import Pull, WorkflowFile
from tests.building import (
    CI,
    change,
    changed,
    comparison,
    line_of,
    proof_run,
    pull,
    stopped,
)

FIX = changed("src/cart.py", "-    return 2", "+    return 3")


def judged(fix: Pull, *more: Pull, red: Mapping[str, Any] | None = None, text: str | None = None) -> Passage:
    seen = stopped(pulls=(fix, *more), **(red or {}))
    seen = seen if text is None else change(seen, files=(WorkflowFile(path=CI, text=text),))
    its = seen.config
    assert isinstance(its, Config)
    return passage(fix, line_of(seen, its), kin(fix, seen))


def fixing(*runs: Any, **facts: Any) -> Pull:
    return pull(5, *(runs or (proof_run(),)), **({"against_line": comparison("b", 5, FIX)} | facts))


def missing(found: Passage) -> str:
    assert not found.passes
    return next(c.text for c in found.reason.children if c.status != "ok")
