"""A repository as a pass saw it, and its rules → the doctor's facts."""

from dataclasses import replace

from bot.github.auth import Grant
from bot.github.errors import Denied, Gone
from bot.github.node import Node
from bot.model.checkup import Exempt, LineFacts, NoRules, Pusher, RepositoryFacts, Requirement, Unknown
from bot.model.enforcing import PUSHING
from bot.model.facts import LineFacts as Line
from bot.model.snapshot import Snapshot
from bot.model.titles import merged_pull
from bot.observe.checkup import told
from bot.observe.required import branch_rules, classic, requirements
from bot.observe.runs import Reader


async def repository_facts(reader: Reader, seen: Snapshot, bot: str, administers: bool) -> RepositoryFacts:
    """What the doctor wants to know. `bot` is our own login; `administers`: who may bypass can be read."""
    return RepositoryFacts(
        name=seen.repository.name,
        archived=seen.repository.archived,
        config=seen.config,
        mistakes=seen.mistakes.invalid.words if seen.mistakes else (),
        caller=seen.worker,
        lines=()
        if seen.repository.archived
        else tuple([await _line(reader, seen, line, bot, administers) for line in seen.lines]),
    )


async def _line(reader: Reader, seen: Snapshot, line: Line, bot: str, administers: bool) -> LineFacts:
    rules = await told(branch_rules(reader, line.branch))
    required = await _required(reader, line.branch, rules)
    pushers: tuple[Pusher, ...] = ()
    bypass: tuple[tuple[Exempt, ...], ...] | Unknown = ()
    if isinstance(required, tuple) and required and (logins := _pushers(line, bot)):
        pushers = tuple([Pusher(login=each, app=await _app(reader, each)) for each in logins])
        bypass = await _bypass(reader, required, administers)
    return LineFacts(
        branch=line.branch,
        required=required,
        uncovered=uncovered(seen, line.branch),
        pushers=pushers,
        bypass=bypass,
    )


async def _required(
    reader: Reader, branch: str, rules: tuple[Node, ...] | Unknown | None
) -> tuple[Requirement, ...] | Unknown | NoRules:
    """What requires the cord, by rulesets and by classic protection; a plan without rules has neither."""
    if rules is None:
        return NoRules()
    if isinstance(rules, Unknown):
        return rules
    by_classic = await told(classic(reader, branch))
    return by_classic if isinstance(by_classic, Unknown) else (*requirements(rules), *by_classic)


def uncovered(seen: Snapshot, branch: str) -> tuple[int, ...]:
    """The open pull requests into a branch without a cord on their head."""
    return tuple(sorted(pull.number for pull in seen.pulls if pull.base == branch and pull.cord is None))


def _pushers(line: Line, bot: str) -> tuple[str, ...]:
    """The bots that pushed to the line lately. GitHub does not tell who pushed: commits and titles do."""
    pushed = (commit for commit in line.history if merged_pull(commit.title) is None)
    return tuple(sorted({commit.author for commit in pushed if commit.author.endswith("[bot]")} - {bot}))


async def _app(reader: Reader, login: str) -> int | None:
    """The id of a bot's App; None where GitHub does not tell, as of a private one of somebody else."""
    slug = login.removesuffix("[bot]")
    try:
        return (await reader.get("/apps/{app_slug}", app_slug=slug))["id"].number()
    except (Denied, Gone):
        return None


async def _bypass(
    reader: Reader, required: tuple[Requirement, ...], administers: bool
) -> tuple[tuple[Exempt, ...], ...] | Unknown:
    """Of each ruleset that requires the cord, who may push past it; GitHub tells only who may change it."""
    if any(one.ruleset is None for one in required):
        return Unknown(why="classic branch protection does not tell")
    if not administers:
        return Unknown(why="only shown with the permission administration: write")
    repository = reader.repository
    grant = Grant(repository.installation, (("administration", "write"),), (repository.id,))
    asking = replace(reader, grant=grant)
    found: list[tuple[Exempt, ...]] = []
    for ruleset in sorted({one.ruleset for one in required if one.ruleset is not None}):
        node = await told(asking.get("/repos/{owner}/{repo}/rulesets/{ruleset_id}", ruleset_id=ruleset))
        if isinstance(node, Unknown):
            return node
        if not node["bypass_actors"]:
            return Unknown(why="GitHub does not show it")
        pushing = [actor for actor in node["bypass_actors"] if actor["bypass_mode"].text_or("") in PUSHING]
        found.append(tuple(Exempt(kind=a["actor_type"].text(), id=_id(a["actor_id"])) for a in pushing))
    return tuple(found)


def _id(node: Node) -> int | None:
    return node.number() if node else None
