"""What the demo prints: calm lines, and a table that shows what did not come as expected."""

import io
import re

from rich.console import Console

from bot.demo.tell import Expectation, Teller


def told(teller: Teller) -> str:
    file = teller.console.file
    assert isinstance(file, io.StringIO)
    return file.getvalue()


def teller() -> Teller:
    return Teller(Console(file=io.StringIO(), width=110, highlight=False))


def test_the_table_marks_what_does_not_hold_and_its_repository() -> None:
    one = teller()
    good, bad = Expectation("jobs opened", "1", "1"), Expectation("its cord", "[green]", "[red]")
    one.table([("acme/clean", [good]), ("acme/odd", [good, bad])])
    rows = [[cell.strip() for cell in line.split("│")[1:5]] for line in told(one).splitlines() if "│" in line]
    assert rows == [
        ["✓", "acme/clean", "", ""],
        ["✓", "jobs opened", "1", "1"],
        ["✗", "acme/odd", "", ""],
        ["✓", "jobs opened", "1", "1"],
        ["✗", "its cord", "[green]", "[red]"],
    ]


def test_a_line_has_its_milliseconds_once_the_clock_runs_and_takes_words_as_they_are() -> None:
    one = teller()
    one.line("demo", "setting up [bold]")
    one.start()
    one.line("alice", "pushes")
    lines = r" {12}demo {10}setting up \[bold\]\n +\d+ ms  alice {9}pushes\n"
    assert re.fullmatch(lines, told(one)), told(one)
