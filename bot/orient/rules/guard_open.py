"""Rule `guard`: no change waits for approval; found in the organisation's own repository alone."""

from bot.model.finding import Finding
from bot.model.fuse import counted
from bot.model.jobs import GUARD_RULE
from bot.model.snapshot import Snapshot
from bot.orient.rules.rule import Rule


def findings(snapshot: Snapshot) -> tuple[Finding, ...]:
    """The finding that a change waits, and what it would do."""
    org = snapshot.organised
    if org is None or org.id != snapshot.repository.id or org.guard.waiting is None:
        return ()
    old, new = org.guard.approved, org.guard.waiting
    file = "andon.yml changed" if old is None or old.file != new.file else ""
    version = f"Andon {old.version if old else '(none)'} became {new.version}"
    version = version if old is None or old.version != new.version else ""
    what = " and ".join(filter(None, (version, file)))
    told = f"{what}: the next sweep would turn {counted(org.guard.verdicts)}, and waits"
    return (Finding(rule=GUARD_RULE, subject="change", details=(told,)),)


RULE = Rule(
    findings=findings,
    part="config",
    priority=1,
    type=lambda _: "approve",
    title=lambda change: f"A {change} waits for approval",
    advice="Look at it with `andon reconcile --dry-run --proposed`, then run `andon approve` with the organisation's name, "
    "or take the change back.",
    always=True,
)
