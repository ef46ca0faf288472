"""Rules: snapshot → findings, one module each, found through `RULES` alone.

To add one: a module with a function `(Snapshot) -> tuple[Finding, ...]`, a row here, its test and
its page in docs/rules. Rules do not know of each other.
"""

from collections.abc import Callable

from bot.model.facts import Snapshot
from bot.model.jobs import LINE_RULE
from bot.orient.finding import Finding
from bot.orient.rules import ci_green

RULES: dict[str, Callable[[Snapshot], tuple[Finding, ...]]] = {
    LINE_RULE: ci_green.findings,
}


def findings(snapshot: Snapshot) -> tuple[Finding, ...]:
    """What every rule says of the snapshot, by rule name and subject."""
    found = (finding for rule in RULES.values() for finding in rule(snapshot))
    return tuple(sorted(found, key=lambda f: (f.rule, f.subject)))
