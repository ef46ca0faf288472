"""What a look can expect, one row each: how it is written, what is the case, and what else could be written.

Each row finds the case in the words in which it is written, so that a difference reads as one. `others` are the
same line with something else expected: all of them must fail (`test_scenarios`). A new word is a row here, and a
line in README.md.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.line import finding, finding_moves
from tests.line.finding import Seen
from tests.line.script import Unclear

T = r"(?:day \d, )?\d\d:\d\d"


@dataclass(frozen=True)
class Want:
    """One row: `finds` gives what the case is as it would be written, equal to the line if that holds."""

    pattern: str
    finds: Callable[[Seen, re.Match[str]], str]
    others: Callable[[re.Match[str]], Iterator[str]]


_OF = r"(?P<named>(?P<group>the group of )?#(?P<number>\d+))"
WANTS: tuple[Want, ...] = (
    Want(
        rf"(?P<branch>[\w./-]+) (?P<state>has no signal|runs on \w+'s word until {T}|runs|"
        rf"is confirming until {T}|is stopped by \w+|is stopped|could not be judged)(?P<since>, since {T})?",
        finding.find_state,
        finding.other_states,
    ),
    Want(r'it is said that "(?P<text>[^"]+)"', finding.find_reason, finding.spoilt),
    Want(
        r'nothing is said of "(?P<text>[^"]+)"',
        finding.find_no_reason,
        lambda m: iter((m[0].replace(m["text"], "m"),)),
    ),
    Want(
        rf'{_OF} (?P<state>{"|".join(finding.CORDS)})(?:: "(?P<title>[^"]+)")?',
        finding.find_cord,
        finding.other_cords,
    ),
    Want(rf'{_OF} says "(?P<text>[^"]+)"', finding.find_words, finding.spoilt),
    Want(
        rf"{_OF} (?:keeps its cord|has its cord written)",
        finding.find_write,
        lambda m: (f"{m['named']} {s}" for s in ("keeps its cord", "has its cord written") if s not in m[0]),
    ),
    Want(
        r"(?P<first>(?:the group of )?#\d+) is written before (?P<second>(?:the group of )?#\d+)",
        finding.find_order,
        lambda m: iter((f"{m['second']} is written before {m['first']}",)),
    ),
    Want(
        r"(?P<count>\d+) cords? written",
        finding.find_count,
        lambda m: iter((f"{int(m['count']) + 1} cords written",)),
    ),
    Want(r"no re-run|re-run of (?:\w+ on \w+)(?: and \w+ on \w+)*", finding.find_rerun, finding.other_reruns),
    Want(r"no update|update of #\d+(?: and #\d+)*", finding_moves.find_updates, finding_moves.other_updates),
    Want(
        r"back into the queue: (?:nothing|#\d+(?: and #\d+)*)",
        finding_moves.find_requeued,
        finding_moves.other_requeued,
    ),
    Want(
        rf'(?P<what>{"|".join(finding.JOBS)})(?: of (?P<branch>[\w./-]+))?(?:: "(?P<title>[^"]+)")?',
        finding.find_incident,
        finding.other_incidents,
    ),
    Want(r'the incident says "(?P<text>[^"]+)"', finding.find_story, finding.spoilt),
    Want(
        r'(?P<who>\w+) is (?P<what>obeyed|refused|not understood|not answered)(?:: "(?P<told>[^"]+)")?',
        finding.find_answer,
        finding.other_answers,
    ),
    Want("nothing written", finding.find_nothing, lambda _: iter(("1 cord written",))),
    Want("nobody is told", finding.find_silence, lambda _: iter(("incident opened",))),
    Want(
        rf"looks again at {T}|no look later",
        finding.find_later,
        finding.instead("looks again at 00:01", "no look later"),
    ),
    Want(rf"lease until {T}|no lease", finding.find_lease, finding.instead("lease until 00:01", "no lease")),
)


def want(line: str) -> tuple[Want, re.Match[str]]:
    """The row that an expectation is written by."""
    found = [(row, m) for row in WANTS if (m := re.fullmatch(row.pattern, line))]
    if len(found) != 1:
        raise Unclear(f"{line!r} expects {'nothing' if not found else 'several things'}; see README.md")
    return found[0]


def others(line: str) -> tuple[str, ...]:
    """The same expectation with something else expected."""
    row, m = want(line)
    return tuple(row.others(m))


def missed(seen: Seen, line: str) -> str | None:
    """What is the case instead of what a line expects; None where that holds."""
    row, m = want(line)
    found = row.finds(seen, m)
    return None if found == line else found
