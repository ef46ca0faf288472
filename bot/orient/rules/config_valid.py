"""Rule `config`: the configuration can be used as it stands.

What is wrong with the organisation's file is one finding, in the organisation's own repository `.github`.
"""

from bot.model.config import CONFIG_PATH
from bot.model.finding import Finding
from bot.model.jobs import CONFIG_RULE
from bot.model.organisation import ORG_PATH
from bot.model.snapshot import Snapshot
from bot.orient.rules.rule import Rule


def findings(snapshot: Snapshot) -> tuple[Finding, ...]:
    """The finding about the broken file, if it is this repository's."""
    if snapshot.mistakes is None:
        return ()
    invalid = snapshot.mistakes.invalid
    if invalid.path == CONFIG_PATH:
        return (Finding(rule=CONFIG_RULE, subject=CONFIG_PATH, details=invalid.words),)
    if invalid.path == f"{snapshot.repository.name}/{ORG_PATH}":
        return (Finding(rule=CONFIG_RULE, subject=ORG_PATH, details=invalid.words),)
    return ()


RULE = Rule(
    findings=findings,
    part="config",
    priority=2,
    type=lambda _: "mend-config",
    title=lambda path: f"{path} cannot be used as it is",
    advice="Mend the file. Until then its last valid version holds.",
)
