"""Rule `fuse`: the organisation's fuse is whole; found in the organisation's own repository alone."""

from bot.model.finding import Finding
from bot.model.jobs import FUSE_RULE
from bot.model.snapshot import Snapshot
from bot.orient.rules.rule import Rule


def findings(snapshot: Snapshot) -> tuple[Finding, ...]:
    """The finding that the fuse is blown, and why."""
    org = snapshot.organised
    if org is None or org.id != snapshot.repository.id or org.fuse.blown is None:
        return ()
    since = f"{org.fuse.blown:%Y-%m-%d %H:%M} UTC"
    told = f"{org.fuse.why}; what stopped after {since} only warns"
    return (Finding(rule=FUSE_RULE, subject="stops", details=(told,)),)


RULE = Rule(
    findings=findings,
    part="config",
    priority=1,
    type=lambda _: "alarm",
    title=lambda stops: f"The fuse is blown: new {stops} only warn",
    advice="Find what they share (a runner image, a registry, a dependency), and close this issue when stops "
    "shall hold again. They do so by themselves some time after the last of them.",
    always=True,
)
