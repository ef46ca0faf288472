"""Rules: snapshot → findings, one module each, found through `RULES` alone.

To add one: a module with its `RULE`, a row here, its test and its page in docs/rules. Rules do not know
of each other.
"""

from bot.model.finding import Finding
from bot.model.jobs import CONFIG_RULE, FILES_RULE, FUSE_RULE, GUARD_RULE, LINE_RULE
from bot.model.snapshot import Snapshot
from bot.orient.rules import ci_green, config_valid, fuse_whole, guard_open, required_files
from bot.orient.rules.rule import Rule

RULES: dict[str, Rule] = {
    LINE_RULE: ci_green.RULE,
    FILES_RULE: required_files.RULE,
    CONFIG_RULE: config_valid.RULE,
    FUSE_RULE: fuse_whole.RULE,
    GUARD_RULE: guard_open.RULE,
}


def findings(snapshot: Snapshot) -> tuple[Finding, ...]:
    """What every rule says of the snapshot, by rule name and subject."""
    found = (finding for rule in RULES.values() for finding in rule.findings(snapshot))
    return tuple(sorted(found, key=lambda f: (f.rule, f.subject)))
