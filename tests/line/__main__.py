"""Prints which events the scenarios show in which state of the line: `make scenarios`.

With a state and an event, those that show it: `make scenarios ARGS="confirming fails"`.
"""

import sys

from tests.line.coverage import STATES, Kind, State, matrix
from tests.line.happenings import KINDS
from tests.line.script import scenarios


def table(found: dict[tuple[State, Kind], list[str]]) -> str:
    """The matrix, in Markdown: how many scenarios show each event in each state."""
    rows = [["", *STATES], ["---"] * (len(STATES) + 1)]
    rows += [[kind, *(str(len(found[state, kind]) or "—") for state in STATES)] for kind in KINDS]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def main(words: list[str]) -> None:
    """The whole table, or the titles of what is asked for."""
    every = scenarios()
    found = matrix(every)
    asked = " ".join(words)
    if not asked:
        print(f"{len(every)} scenarios, {sum(len(one.looks) for one in every)} looks\n")
        print(table(found))
        return
    titles = [
        title for (state, kind), titles in found.items() if f"{state} {kind}" == asked for title in titles
    ]
    print("\n".join(titles) or f"nothing is called {asked!r}; say a state and an event of the table")


if __name__ == "__main__":
    main(sys.argv[1:])
