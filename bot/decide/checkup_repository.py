"""Facts of a repository → the doctor's rows. A rule that nobody can satisfy is as wrong as none."""

from bot.model.checkup import (
    Exempt,
    LineFacts,
    Pusher,
    RepositoryFacts,
    Requirement,
    Row,
    State,
    Unknown,
)
from bot.model.config import Config
from bot.model.facts import CORD
from bot.model.runs import WORKER_WORKFLOW


def repository_rows(facts: RepositoryFacts, app_id: int) -> tuple[Row, ...]:
    """One repository's rows."""
    if facts.problem is not None:
        return (_row(facts, "read", "fail", facts.problem),)
    if facts.archived:
        return (_row(facts, "read", "pass", "archived, left alone"),)
    rows = [_config(facts)]
    for line in facts.lines:
        rows.append(_required(facts, line, app_id))
        rows += _held(facts, line, app_id)
    if _dispatches(facts.config):
        state: State = "pass" if facts.caller else "fail"
        found = "present" if facts.caller else f"no {WORKER_WORKFLOW} on the default branch"
        rows.append(_row(facts, "caller workflow", state, found, "add it (README, step 3)"))
    return tuple(rows)


def _row(facts: RepositoryFacts, what: str, state: State, found: str, mend: str = "") -> Row:
    return Row(about=facts.name, what=what, state=state, found=found, mend=mend if state != "pass" else "")


def _config(facts: RepositoryFacts) -> Row:
    if facts.mistakes:
        return _row(facts, "configuration", "fail", "; ".join(facts.mistakes), "mend .github/andon.yml")
    mode = facts.config.mode if facts.config else "shadow"
    return _row(facts, "configuration", "pass", f"mode {mode}")


def _mode(facts: RepositoryFacts) -> str:
    """The mode in force. While no version of the configuration is valid cords are written that hold nothing."""
    if facts.config is None:
        return "warn" if facts.mistakes else "shadow"
    return facts.config.mode


def pinned(required: tuple[Requirement, ...], app_id: int) -> bool:
    """Whether the cord is required, and from this App and no other."""
    return (
        bool(required)
        and {one.source for one in required} <= {app_id, None}
        and any(one.source == app_id for one in required)
    )


def _required(facts: RepositoryFacts, line: LineFacts, app_id: int) -> Row:
    """Whether the line's rules fit what its mode writes."""
    what, mode = f"{CORD} required on {line.branch}", _mode(facts)
    if isinstance(line.required, Unknown):
        return _row(facts, what, "unknown", line.required.why)
    if isinstance(line.required, tuple):
        return _row(facts, what, *_fits(line.required, mode, app_id))
    if mode != "enforce":
        return _row(facts, what, "pass", "the account's plan has no rules here, and nothing is to be held")
    found = "the account's plan enforces no rules in private repositories: nothing is held"
    return _row(facts, what, "fail", found, "change the plan, or make the repository public")


def _fits(required: tuple[Requirement, ...], mode: str, app_id: int) -> tuple[State, str, str]:
    if mode in ("off", "shadow"):
        if required:
            mend = "`andon uninstall` it, or set mode: enforce"
            return "fail", f"required, but mode {mode} writes no cord: pull requests wait for ever", mend
        return "pass", f"not required; mode {mode} holds nothing", ""
    if not required:
        found = "not required: nothing is held"
        return ("fail", found, "`andon enforce` it") if mode == "enforce" else ("pass", found, "")
    if pinned(required, app_id):
        classic = all(one.ruleset is None for one in required)
        return "pass", f"required{' by classic protection' if classic else ''}, from this App", ""
    if all(one.source is None for one in required):
        return "fail", "required, but from anybody: any workflow can forge it", "`andon enforce` it"
    return "fail", "required from another App: it never passes", "choose this App as its source"


def _held(facts: RepositoryFacts, line: LineFacts, app_id: int) -> list[Row]:
    """What a requirement means for those who are held by it."""
    if not isinstance(line.required, tuple) or not line.required:
        return []
    rows: list[Row] = []
    if line.uncovered:
        numbers = ", ".join(f"#{number}" for number in line.uncovered)
        mend = f"`andon reconcile --repos {facts.name}`"
        rows.append(_row(facts, f"cords on {line.branch}", "fail", f"none on {numbers}", mend))
    if line.pushers:
        rows.append(_bypass(facts, line))
    return rows


def _bypass(facts: RepositoryFacts, line: LineFacts) -> Row:
    """Whether the bots that push may do so past every rule that requires the cord."""
    what, who = f"pushes to {line.branch}", ", ".join(one.login for one in line.pushers)
    mend = "make the bot's App a bypass actor, always, of each ruleset that requires it: a required check stops its pushes"
    if isinstance(line.bypass, Unknown):
        return _row(facts, what, "unknown", f"by {who}; who may bypass: {line.bypass.why}", mend)
    states = {one: _passes(one, line.bypass) for one in line.pushers}
    stopped = [one.login for one, state in states.items() if state == "fail"]
    unsure = [one.login for one, state in states.items() if state == "unknown"]
    if stopped:
        found = f"by {', '.join(stopped)}, who may not push past the rule"
        return _row(facts, what, "fail", found, mend)
    if unsure:
        kinds = sorted({exempt.kind for of_set in line.bypass for exempt in of_set})
        found = (
            f"by {', '.join(unsure)}; not told whether as one who may push past the rule ({', '.join(kinds)})"
        )
        return _row(facts, what, "unknown", found, mend)
    return _row(facts, what, "pass", f"by {who}, who may push past the rule")


def _passes(pusher: Pusher, bypass: tuple[tuple[Exempt, ...], ...]) -> State:
    """Whether a bot passes every ruleset. It may push as a person or with a deploy key, which nobody tells."""
    states: set[State] = set()
    for exempt in bypass:
        apps = {one.id for one in exempt if one.kind == "Integration"}
        others = any(one.kind != "Integration" for one in exempt)
        if pusher.app is not None and pusher.app in apps:
            states.add("pass")
        else:
            states.add("unknown" if others or (apps and pusher.app is None) else "fail")
    return "fail" if "fail" in states else "unknown" if "unknown" in states else "pass"


def _dispatches(config: Config | None) -> bool:
    """Whether workers are used at all."""
    if config is None or config.mode in ("off", "shadow"):
        return False
    return "autofix" in config.fix.ladder and bool(config.fix.autofix)
