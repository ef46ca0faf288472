"""What can happen in a story, one row each: how it is written, what kind of event it is, what it does.

A new word is a row here, and a line in README.md. `KINDS` are the columns of the matrix in `coverage`: each
must be seen in every state of the line.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias, cast, get_args

from bot.model.runs import NOT_BEGUN
from tests.line import deeds
from tests.line import deeds_on_pulls as pulls
from tests.line.script import Unclear
from tests.line.world import CAST, World

Kind: TypeAlias = Literal[
    "push",
    "passes",
    "fails",
    "says nothing",
    "passes again",
    "fails again",
    "/andon stop",
    "/andon start",
    "/andon wrong",
    "/andon pass",
    "time",
    "unreadable",
    "pull request",
    "merge group",
    "config",
    "workflow gone",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
Does: TypeAlias = Callable[[World, datetime, re.Match[str]], None]

_WHAT = r"(?P<workflow>[A-Z]\w*)(?: / (?P<jobs>[\w ,]+?))?"
_END = "|".join(re.escape(end) for end in deeds.ENDS)
_WHERE = r"(?: on (?P<place>the group of #\d+|#\d+|[a-z]\w*))?"
_HOW = r"(?:, (?P<event>on schedule|by hand)|, for (?P<branch>[\w./-]+))?"


@dataclass(frozen=True)
class Happening:
    """One row. Without a kind it only prepares what happens next."""

    pattern: str
    kind: Callable[[re.Match[str]], Kind | None]
    does: Does


def _always(kind: Kind | None) -> Callable[[re.Match[str]], Kind | None]:
    return lambda _: kind


def _kind_of_end(m: re.Match[str]) -> Kind:
    if (m["place"] or "").startswith(("#", "the group")):
        return "pull request" if (m["place"] or "").startswith("#") else "merge group"
    said = deeds.ENDS[m["end"]][0]
    if said not in ("success", "failure", NOT_BEGUN):
        return "says nothing"
    verb = "passes" if said == "success" else "fails"
    return cast("Kind", f"{verb} again" if m["again"] else verb)


def _kind_of_report(m: re.Match[str]) -> Kind:
    if "#" in (m["place"] or ""):
        return "pull request" if m["place"].startswith("#") else "merge group"
    kinds: dict[str, Kind] = {"passed": "passes", "failed": "fails", "under way": "says nothing"}
    return kinds[m["end"]]


def _kind_of_word(m: re.Match[str]) -> Kind | None:
    verb = re.match(r"/andon (stop|start|wrong|pass)\b", m["body"])
    return cast("Kind", verb[0]) if verb else None


_N = r"#(?P<number>\d+)"
HAPPENINGS: tuple[Happening, ...] = (
    Happening(
        r"(?:force-)?push (?P<name>[a-z]\w*)(?: over (?P<over>\w+))?(?: to (?P<branch>[\w./-]+))?"
        r'(?: titled "(?P<title>[^"]+)")?',
        _always("push"),
        deeds.push,
    ),
    Happening(r"push (?P<count>\d+) commits", _always("push"), deeds.push_many),
    Happening(f"{_WHAT} starts{_WHERE}{_HOW}", _always(None), deeds.start_run),
    Happening(f"bob re-runs {_WHAT}{_WHERE}{_HOW}", _always(None), deeds.run_again),
    Happening(
        f"{_WHAT} (?P<end>{_END})(?P<again> again)?{_WHERE}{_HOW}(?P<rest>, the rest still runs)?"
        r"(?:, without (?P<without>\w+))?",
        _kind_of_end,
        deeds.end_run,
    ),
    Happening(
        rf"{_N} opens(?: by (?P<who>\w+))?(?: into (?P<base>[\w./-]+))?(?P<options>(?:, .+)?)",
        _always("pull request"),
        pulls.open_pull,
    ),
    Happening(
        rf"{_N} (?P<how>is pushed|merges main)(?P<change>, .+)?",
        _always("pull request"),
        pulls.push_to_pull,
    ),
    Happening(rf"{_N} is merged as (?P<name>\w+)", _always("push"), pulls.merge_pull),
    Happening(rf"{_N} is retargeted to (?P<base>\S+)", _always("pull request"), pulls.retarget),
    Happening(rf"{_N} closes", _always("pull request"), pulls.close_pull),
    Happening(rf"what {_N} changes cannot be read", _always("unreadable"), pulls.hide_changes),
    Happening(rf"what proves {_N} cannot be read", _always("unreadable"), pulls.hide_proof),
    Happening(
        rf"{_N} (?P<state>arms auto-merge|is approved|becomes a draft|is ready|has its own checks done|"
        "cannot be read)",
        _always("pull request"),
        pulls.turn_pull,
    ),
    Happening(
        rf"the queue tries {_N}(?:, for (?P<patience>\d+) min)?", _always("merge group"), pulls.queue_pull
    ),
    Happening(rf"the queue drops {_N}", _always("merge group"), pulls.drop_group),
    Happening(rf"bob takes {_N} out of the queue", _always("merge group"), pulls.take_out),
    Happening("a push takes approvals away", _always("config"), pulls.dismiss),
    Happening(
        r'(?P<who>\w+) says(?: on #(?P<on>\d+))? "(?P<body>[^"]+)"'
        r"(?:, (?P<flaw>and edits it|in another repository|on a closed issue|whose role cannot be read))?",
        _kind_of_word,
        deeds.speak,
    ),
    Happening(
        rf"(?:the jobs of (?P<workflow>\w+){_WHERE}|the file of (?P<file>\w+)|"
        f"(?P<part>{'|'.join(deeds.HIDDEN)})) cannot be read",
        _always("unreadable"),
        deeds.hide,
    ),
    Happening("everything can be read", _always("unreadable"), deeds.show_all),
    Happening(r"the config says (?P<settings>\{.*\})", _always("config"), deeds.configure),
    Happening("the config is broken(?P<never>, and never was valid)?", _always("config"), deeds.break_config),
    Happening(rf'the log of (?P<workflow>\w+){_WHERE} says "(?P<text>[^"]+)"', _always(None), deeds.log),
    Happening(r"(?P<who>\w+) (?P<what>closes|reopens) the incident", _always(None), deeds.turn_incident),
    Happening(r"the rules require (?P<checks>[\w/-].*)", _always("config"), deeds.require),
    Happening(
        f"(?P<who>circleci|{'|'.join(CAST)}) reports (?P<name>[\\w/-]+) (?P<end>passed|failed|under way)"
        r"(?: on (?P<place>the group of #\d+|#\d+|[a-z]\w*))?",
        _kind_of_report,
        deeds.report,
    ),
    Happening(r"the file of (?P<workflow>\w+) is broken on main", _always(None), deeds.break_file),
    Happening(r"the file of (?P<workflow>\w+) is mended on main", _always(None), deeds.mend_file),
    Happening(
        rf"the file of (?P<workflow>\w+) starts on pushes (?P<filter>{'|'.join(deeds.FILTERS)}) alone",
        _always(None),
        deeds.filter_file,
    ),
    Happening(
        r"the file of (?P<workflow>\w+) starts on (?P<event>\w+) alone", _always(None), deeds.retrigger
    ),
    Happening(r"(?P<workflow>\w+) is removed from main", _always("workflow gone"), deeds.remove_workflow),
)


def happening(clause: str) -> tuple[Happening, re.Match[str]]:
    """The row that a clause is written by."""
    found = [(row, m) for row in HAPPENINGS if (m := re.fullmatch(row.pattern, clause))]
    if len(found) != 1:
        raise Unclear(f"{clause!r} means {'nothing' if not found else 'several things'}; see README.md")
    return found[0]
