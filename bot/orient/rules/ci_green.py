"""Rule `ci-green`: every counted signal of the line's last outcome is success."""

from bot.model.config import Config
from bot.model.finding import Finding
from bot.model.jobs import LINE_RULE
from bot.model.snapshot import Snapshot
from bot.orient.rules.rule import Rule
from bot.orient.signals import signals


def findings(snapshot: Snapshot) -> tuple[Finding, ...]:
    """One finding per line of which any counted signal is red; whether it stops is `decide.line`'s."""
    config = snapshot.config or Config(version=1)
    found: list[Finding] = []
    for line in snapshot.lines:
        judged = signals(line, config.line)
        if red := tuple(s.name for s in judged if s.state == "red"):
            found.append(Finding(rule=LINE_RULE, subject=line.branch, details=red))
    return tuple(found)


RULE = Rule(
    findings=findings,
    part="line",
    priority=1,
    type=lambda _: LINE_RULE,
    title=lambda branch: f"{branch} stopped",
    ladder=(),
)
