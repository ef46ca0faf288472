"""A repository as a pass saw it, and its rules → the doctor's facts."""

import re
from dataclasses import replace

from bot.github.auth import Grant
from bot.model.checkup import LineFacts, NoRules, RepositoryFacts, Requirement, Unknown
from bot.model.facts import LineFacts as Line
from bot.model.facts import Snapshot
from bot.observe.bypass import branch_rules
from bot.observe.checkup import told
from bot.observe.required import requirements
from bot.observe.runs import Reader

_BY_PULL_REQUEST = re.compile(r"^Merge pull request #\d+|\(#\d+\)$")
"""The titles that GitHub gives to what it merges; anything else was pushed."""


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
    required = NoRules() if rules is None else rules if isinstance(rules, Unknown) else requirements(rules)
    queued = isinstance(rules, tuple) and any(rule["type"].is_text("merge_queue") for rule in rules)
    pushers = _pushers(line, bot)
    bypass: tuple[str, ...] | Unknown = ()
    if pushers and isinstance(required, tuple):
        bypass = await _bypass(reader, required, administers)
    return LineFacts(
        branch=line.branch,
        required=required,
        queue=queued,
        uncovered=uncovered(seen, line.branch),
        pushers=pushers,
        bypass=bypass,
    )


def uncovered(seen: Snapshot, branch: str) -> tuple[int, ...]:
    """The open pull requests into a branch without a cord on their head."""
    return tuple(sorted(pull.number for pull in seen.pulls if pull.base == branch and pull.cord is None))


def _pushers(line: Line, bot: str) -> tuple[str, ...]:
    """The bots that pushed to the line lately. GitHub does not tell who pushed: commits and titles do."""
    pushed = (commit for commit in line.history if not _BY_PULL_REQUEST.search(commit.title))
    return tuple(sorted({commit.author for commit in pushed if commit.author.endswith("[bot]")} - {bot}))


async def _bypass(
    reader: Reader, required: tuple[Requirement, ...], administers: bool
) -> tuple[str, ...] | Unknown:
    """Who may bypass the rules that require the cord; GitHub tells only who may change them."""
    if not administers:
        return Unknown(why="only shown with the permission administration: write")
    repository = reader.repository
    grant = Grant(repository.installation, (("administration", "write"),), (repository.id,))
    asking = replace(reader, grant=grant)
    found: set[str] = set()
    for ruleset in sorted({one.ruleset for one in required if one.ruleset is not None}):
        node = await told(asking.get("/repos/{owner}/{repo}/rulesets/{ruleset_id}", ruleset_id=ruleset))
        if isinstance(node, Unknown):
            return node
        if not node["bypass_actors"]:
            return Unknown(why="GitHub does not show it")
        found |= {actor["actor_type"].text() for actor in node["bypass_actors"]}
    return tuple(sorted(found))
