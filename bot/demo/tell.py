"""How the demo speaks: a live line per event with its milliseconds, then a table, then figures."""

import time
from dataclasses import dataclass, field

from rich.console import Console
from rich.markup import escape
from rich.table import Table


@dataclass(frozen=True)
class Expectation:
    """One thing that should hold at the end, and what was found."""

    what: str
    expected: str
    actual: str

    @property
    def holds(self) -> bool:
        """Whether it came as expected."""
        return self.expected == self.actual


def _console() -> Console:
    """The terminal as it is; without one, plain text wide enough for the table."""
    found = Console(highlight=False, soft_wrap=True)
    return found if found.is_terminal else Console(highlight=False, soft_wrap=True, width=110)


@dataclass
class Teller:
    """Prints the story. The clock starts with `start`; before it, lines carry no time."""

    console: Console = field(default_factory=_console)
    _began: float | None = None

    def start(self) -> None:
        """Count milliseconds from here."""
        self._began = time.monotonic()

    def chapter(self, title: str) -> None:
        """A heading."""
        self.console.print(f"\n[bold]{title}[/bold]")

    def line(self, who: str, what: str, style: str = "") -> None:
        """One event."""
        ms = f"{(time.monotonic() - self._began) * 1000:7.0f} ms" if self._began is not None else " " * 10
        self.console.print(f"{ms}  [cyan]{who:<13}[/cyan] ", end="")
        self.console.print(what, style=style, markup=False)

    def table(self, found: list[tuple[str, list[Expectation]]]) -> None:
        """Expected against actual, for each repository."""
        table = Table(title="Expected against actual", title_justify="left")
        for column in ("", "what", "expected", "actual"):
            table.add_column(column, overflow="fold")
        for title, expectations in found:
            table.add_section()
            table.add_row(_mark(all(one.holds for one in expectations)), f"[bold]{escape(title)}[/bold]")
            for one in expectations:
                texts = (f"  {one.what}", one.expected, one.actual)
                table.add_row(_mark(one.holds), *(escape(text) for text in texts))
        self.console.print()
        self.console.print(table)

    def figures(self, rows: list[tuple[str, str]]) -> None:
        """Measured figures."""
        table = Table(title="Figures of this run", title_justify="left", show_header=False)
        for what, value in rows:
            table.add_row(what, value)
        self.console.print()
        self.console.print(table)


def _mark(good: bool) -> str:
    return "[green]✓[/green]" if good else "[red]✗[/red]"
