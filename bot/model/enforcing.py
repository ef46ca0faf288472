"""Requiring the cord and letting go of it: where a repository stands, and the steps from there."""

from typing import Literal, TypeAlias

from bot.model.checkup import NoRules, RepositoryFacts, Unknown
from bot.model.value import Value

Asked: TypeAlias = tuple[tuple[str, Literal["write", "admin"]], ...]
RULESET = "Andon"
"""The name of the ruleset that `andon enforce` makes, of a repository or of its organisation."""
PROPERTY = "andon"
"""The custom property by which the organisation's ruleset targets repositories: `true` where it is on."""
PUSHING = ("always", "exempt")
"""The ways to bypass a ruleset that let a push through; the other is for merging pull requests."""

ADMINISTRATION: Asked = (("administration", "write"),)
ORGANISATION: Asked = (("organization_administration", "write"), ("organization_custom_properties", "admin"))
"""What changing the rules of a repository takes, and of an organisation."""


class RulesetFacts(Value):
    """A branch ruleset of the repository. `sources`: the Apps from which it requires the cord (None: anybody).

    `whole`: the cord is all that it requires. `apps`: who may push past it, as far as that is shown.
    """

    id: int
    name: str
    active: bool
    refs: tuple[str, ...]
    sources: tuple[int | None, ...]
    whole: bool
    apps: tuple[int, ...] = ()


class Organisation(Value):
    """An organisation whose rulesets the App may make. `ruleset`: ours, None before it is made.

    `active`: whether it is; an owner may have set it to evaluate, which is the break-glass. `chosen`:
    whether it is about this repository, by its custom property.
    """

    login: str
    ruleset: int | None
    active: bool = True
    chosen: bool = False


class Held(Value):
    """A cord that holds: its check run, its head, and the pull requests with that head."""

    check: int
    head: str
    pulls: tuple[int, ...]


class Stand(Value):
    """Where a repository stands. `unread`: what a pass could not read, but for logs.

    `waits`: the pull requests that are held, or will be by the cords that the next pass writes.
    """

    facts: RepositoryFacts
    rulesets: tuple[RulesetFacts, ...] | Unknown | NoRules
    administers: bool
    organisation: Organisation | None = None
    held: tuple[Held, ...] = ()
    waits: tuple[int, ...] = ()
    unread: tuple[str, ...] = ()


class WriteCords(Value):
    """Write a cord on these pull requests' heads, as a pass does."""

    kind: Literal["write-cords"] = "write-cords"
    pulls: tuple[int, ...]


class Require(Value):
    """Require the cord, from this App, on these refs: in ruleset `ruleset`, or in a new one."""

    kind: Literal["require"] = "require"
    ruleset: int | None
    refs: tuple[str, ...]


class Select(Value):
    """Have the organisation's ruleset require the cord here: made if need be, this repository chosen."""

    kind: Literal["select"] = "select"
    login: str
    ruleset: int | None


class Deselect(Value):
    """Have the organisation's ruleset target this repository no more."""

    kind: Literal["deselect"] = "deselect"
    login: str


class Loosen(Value):
    """Take the cord out of a ruleset; `whole`: delete it, for it requires nothing else."""

    kind: Literal["loosen"] = "loosen"
    ruleset: int
    name: str
    whole: bool


class Unprotect(Value):
    """Take the cord out of the required checks of a branch's classic protection; what else is in it stays."""

    kind: Literal["unprotect"] = "unprotect"
    branch: str


class Release(Value):
    """Let go of the cords that hold."""

    kind: Literal["release"] = "release"
    held: tuple[Held, ...]


Step: TypeAlias = WriteCords | Require | Select | Deselect | Loosen | Unprotect | Release


class Steps(Value):
    """What is to be done in a repository, in order; `problem`: why not, or not to the end, and what to do.

    `waits`: the pull requests that will wait at once when it is required. `unsure`: whether there are rules
    that are not ours to read or change, so that who may push past them is not known.
    """

    name: str
    steps: tuple[Step, ...] = ()
    problem: str | None = None
    waits: tuple[int, ...] = ()
    unsure: bool = False
