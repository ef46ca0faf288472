"""`strategy.matrix`: the combinations of one job, `exclude` and `include` applied as GitHub does.

https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/run-job-variations
"""

from itertools import product
from typing import Any, cast

from bot.sandbox.actions.evaluate import Value, as_text
from bot.sandbox.actions.workflow import Table, WorkflowError


def combinations(matrix: Any) -> list[Table]:
    """Every combination of an already evaluated `matrix:`, in GitHub's order."""
    if not isinstance(matrix, dict):
        raise WorkflowError("Matrix must be a mapping")
    table = cast(Table, matrix)
    included = _tables(table.get("include"), "include")
    axes = {k: _values(k, v) for k, v in table.items() if k not in ("include", "exclude")}
    rows = [dict(zip(axes, row, strict=True)) for row in product(*axes.values())] if axes else []
    for barred in _tables(table.get("exclude"), "exclude"):
        rows = [row for row in rows if not _covers(row, barred)]
    originals = [dict(row) for row in rows]
    extra: list[Table] = []
    for addition in included:
        fits = [
            index
            for index, original in enumerate(originals)
            if all(original[key] == value for key, value in addition.items() if key in original)
        ]
        for index in fits:
            rows[index].update(addition)
        if not fits:
            extra.append(dict(addition))
    return rows + extra


def suffix(row: Table) -> str:
    """What a combination adds to its job's name: " (3.12, ubuntu)"."""
    leaves = ", ".join(_leaves(row))
    return f" ({leaves})" if leaves else ""


def _leaves(value: Value) -> list[str]:
    if isinstance(value, dict):
        return [leaf for item in cast(Table, value).values() for leaf in _leaves(item)]
    if isinstance(value, list):
        return [leaf for item in cast(list[Value], value) for leaf in _leaves(item)]
    return [as_text(value)]


def _covers(row: Table, part: Table) -> bool:
    return all(key in row and row[key] == value for key, value in part.items())


def _values(key: str, value: Value) -> list[Value]:
    if not isinstance(value, list) or not value:
        raise WorkflowError(f"Matrix vector '{key}' does not contain any values")
    return cast(list[Value], value)


def _tables(value: Value, what: str) -> list[Table]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise WorkflowError(f"Matrix {what} must be a list")
    return cast(list[Table], value)
