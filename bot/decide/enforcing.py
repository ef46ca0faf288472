"""Where a repository stands → the steps that require the cord, or let go of it. Pure.

The order is the point: nothing is required before every open head has its cord, for a required check that
is never reported blocks for ever; and nothing is let go of while it is still required. Each step is planned
from what is there, so that whoever was interrupted begins again and completes.
"""

from bot.decide.checkup_repository import pinned
from bot.model.checkup import LineFacts, NoRules, Requirement, Unknown
from bot.model.config import Config
from bot.model.enforcing import (
    RULESET,
    Deselect,
    Loosen,
    Release,
    Require,
    RulesetFacts,
    Select,
    Stand,
    Step,
    Steps,
    Unprotect,
    WriteCords,
)

DEFAULT = "~DEFAULT_BRANCH"
ASLEEP = "the organisation's ruleset Andon is not active: an owner sets its enforcement to active"
NO_PLAN = "the account's plan enforces no rules in private repositories: change it, or make this one public"


def refs_of(config: Config) -> tuple[str, ...]:
    """The refs of a repository's lines, as a ruleset names them."""
    return (DEFAULT, *(f"refs/heads/{pattern}" for pattern in config.line.branches))


def enforce_steps(stand: Stand, app_id: int, by_hand: str, bypass: tuple[int, ...] = ()) -> Steps:
    """The steps that require the cord, and let the `bypass` Apps push past our ruleset.

    by_hand: what to do where the App may not.
    """
    name, facts = stand.facts.name, stand.facts
    if problem := _not_enforceable(stand, app_id):
        return Steps(name=name, problem=problem)
    missing = tuple(sorted({number for line in facts.lines for number in line.uncovered}))
    cords: tuple[Step, ...] = (WriteCords(pulls=missing),) if missing else ()
    lacking = [one for one in facts.lines if not (_rules(one) and pinned(_rules(one), app_id))]
    default, others = facts.lines[0] in lacking, [one for one in lacking if one is not facts.lines[0]]
    own, refs = _own(stand.rulesets), refs_of(facts.config or Config(version=1))
    known = Steps(name=name, waits=stand.waits if lacking else (), unsure=_unsure(stand, own, bypass))
    select: tuple[Step, ...] = ()
    if default and (organisation := stand.organisation):
        if not organisation.active:
            return known.model_copy(update={"steps": cords, "problem": ASLEEP})
        select = (Select(login=organisation.login, ruleset=organisation.ruleset),)
        default, refs = False, refs[1:]
    stopped = own is not None and own.active and not {*bypass} <= {*own.apps}
    if not (default or others or stopped):
        return known.model_copy(update={"steps": cords + select})
    if not stand.administers:
        return known.model_copy(update={"steps": cords + select, "problem": by_hand})
    require = Require(ruleset=own.id if own else None, refs=refs)
    return known.model_copy(update={"steps": (*cords, *select, require)})


def _unsure(stand: Stand, own: RulesetFacts | None, bypass: tuple[int, ...]) -> bool:
    """Whether Apps shall push past rules that are not our repository ruleset's."""
    ids = {one.ruleset for line in stand.facts.lines for one in _rules(line)} - {own.id if own else 0}
    over_it = stand.organisation.ruleset if stand.organisation else None
    return bool(bypass) and bool(ids or over_it)


def _rules(line: LineFacts) -> tuple[Requirement, ...]:
    return line.required if isinstance(line.required, tuple) else ()


def _own(rulesets: tuple[RulesetFacts, ...] | Unknown | NoRules) -> RulesetFacts | None:
    """Our ruleset, from an earlier time or an interrupted one."""
    found = rulesets if isinstance(rulesets, tuple) else ()
    return next((one for one in found if one.name == RULESET), None)


def _not_enforceable(stand: Stand, app_id: int) -> str | None:
    """Why the cord cannot be required here, and what to do first."""
    facts = stand.facts
    if facts.problem is not None:
        return facts.problem
    if facts.archived:
        return "it is archived: there is nothing to hold"
    if not facts.lines:
        return "it has no line yet: push a first commit"
    if facts.mistakes:
        return f"mend its configuration first: {'; '.join(facts.mistakes)}"
    mode = facts.config.mode if facts.config else "shadow"
    if mode not in ("warn", "enforce"):
        return f"set `mode: enforce` in .github/andon.yml first: mode {mode} writes no cord"
    return _unsafe(stand, app_id)


def _unsafe(stand: Stand, app_id: int) -> str | None:
    """What is not known, or stands in the way."""
    if stand.unread:
        return f"it could not be read in full: {'; '.join(stand.unread)}"
    requirements: list[Requirement] = []
    for line in stand.facts.lines:
        if isinstance(line.required, NoRules):
            return NO_PLAN
        if isinstance(line.required, Unknown):
            return f"what is required on {line.branch} could not be read: {line.required.why}"
        requirements += line.required
    foreign = sorted({r.source for r in requirements if r.source not in (None, app_id)})
    if foreign:
        apps = ", ".join(str(source) for source in foreign)
        return f"it requires {RULESET} from another App ({apps}), which never passes: change that rule first"
    if isinstance(stand.rulesets, Unknown):
        return f"its rulesets could not be read: {stand.rulesets.why}"
    return None


def uninstall_steps(stand: Stand, app_id: int, by_hand: str) -> Steps:
    """The steps that let go: out of every rule that requires the cord first, then the cords that hold.

    What another App of that name must report is no cord, and stays.
    """
    name, facts = stand.facts.name, stand.facts
    if facts.problem is not None:
        return Steps(name=name, problem=facts.problem)
    if isinstance(stand.rulesets, Unknown):
        return Steps(name=name, problem=f"its rulesets could not be read: {stand.rulesets.why}")
    known = stand.rulesets if isinstance(stand.rulesets, tuple) else ()
    ours = {None, app_id}
    loosen = tuple(
        Loosen(ruleset=one.id, name=one.name, whole=one.whole and ours >= {*one.sources})
        for one in known
        if ours & {*one.sources}
    )
    classic = (
        line.branch
        for line in facts.lines
        if any(r.ruleset is None and r.source in ours for r in _rules(line))
    )
    here = (*loosen, *(Unprotect(branch=branch) for branch in classic))
    dropped = (*_deselect(stand), *(here if stand.administers else ()))
    if problem := (by_hand if here and not stand.administers else _still_required(stand, app_id)):
        return Steps(name=name, steps=dropped, problem=problem)
    release = (Release(held=stand.held),) if stand.held and not facts.archived else ()
    return Steps(name=name, steps=(*dropped, *release))


def _deselect(stand: Stand) -> tuple[Deselect, ...]:
    """Out of the organisation's ruleset, also while that is asleep: waking it must not hold anything here."""
    found = stand.organisation
    return (Deselect(login=found.login),) if found and found.chosen else ()


def _still_required(stand: Stand, app_id: int) -> str | None:
    """Why something besides the repository's own rules would go on requiring it; then no cord is let go of."""
    found = stand.organisation
    chosen = found.ruleset if found and found.chosen else None
    for line in stand.facts.lines:
        if isinstance(line.required, Unknown):
            return f"what is required on {line.branch} could not be read: {line.required.why}"
        over_it = (r for r in _rules(line) if r.organisation and r.source in (None, app_id))
        others = sorted({str(r.ruleset) for r in over_it if r.ruleset != chosen})
        if others:
            ids = ", ".join(others)
            return (
                f"a ruleset of the organisation ({ids}) requires it: an owner takes this repository out of it"
            )
    return None
