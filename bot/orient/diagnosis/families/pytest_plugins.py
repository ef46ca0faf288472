"""What pytest's plugins print in their own way: pytest-timeout's stacks, nbmake's notebooks, pytest-pretty's lines."""

from collections.abc import Sequence

from bot.orient.diagnosis.shapes import Groups, Shape, rx


def _pretty(lines: Sequence[str], at: int, groups: Groups) -> Groups:
    """A test's id, of which pytest-pretty prints the file, the line it begins at and the name."""
    name, bracket, parameters = groups["test"].partition("[")
    said = {"message": groups["message"].strip()}
    return {**said, "test": f"{groups['path']}::{name.replace('.', '::')}{bracket}{parameters}"}


PLUGINS: tuple[Shape, ...] = (
    Shape(
        "^~~~",
        rx(r"~{3,} Stack of (?P<message>\S.*?) ~{3,}$"),
        kind="test",
        tool="pytest",
        weight=90,
        extent="until",
        ends=rx(r"[~+]{5,}"),
        most=200,
        trace=True,
        given="+ Timeout +",
    ),
    Shape("timed out", rx(r"(?P<message>E +Failed: Timeout .*)$"), kind="timeout", tool="pytest", weight=93),
    Shape(
        "^FAI",
        rx(r"FAILED (?P<test>(?P<file>[^\s:]{1,300}\.ipynb)::.{1,300}?)(?: - (?P<message>.*))?$"),
        kind="test",
        tool="pytest",
        weight=87,
    ),
    Shape(
        ":0",
        rx(
            r"(?P<path>[^\s:]{1,300}\.py):\d{1,7} (?P<test>[A-Za-z_][\w.]{0,200}(?:\[.{0,200}?\])?) - (?P<message>.*?)…"
        ),
        kind="test",
        tool="pytest",
        weight=80,
        more=_pretty,
        given="Summary of Failures",
    ),
)
