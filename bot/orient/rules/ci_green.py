"""Rule `ci-green`: every counted signal of the line's last outcome is success."""

from bot.model.config import Config
from bot.model.facts import Snapshot
from bot.model.jobs import LINE_RULE
from bot.orient.finding import Finding
from bot.orient.signals import signals


def findings(snapshot: Snapshot) -> tuple[Finding, ...]:
    """One finding for the line if any counted signal is red; whether it stops is `decide.line`'s."""
    branch = snapshot.repository.default_branch
    config = snapshot.config if isinstance(snapshot.config, Config) else Config(version=1)
    if branch is None:
        return ()
    found = signals(snapshot.history, branch, config.line, snapshot.removed)
    red = tuple(s for s in found if s.state == "red")
    return (Finding(rule=LINE_RULE, subject=branch, signals=red),) if red else ()
