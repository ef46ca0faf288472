"""A run's plan: its workflows as a tree of scopes, each with one node per job id.

A scope is one workflow file in one use: the run's own, or a called one with its inputs and the
permissions that its caller may pass on. `life.py` opens nodes as their needs finish; here is what
is known about a node at each moment. Checks that GitHub makes before any job runs are made here too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, cast

from bot.sandbox.actions.evaluate import Contexts, Functions, Value, as_text
from bot.sandbox.actions.library import MAX_DEPTH, Library
from bot.sandbox.actions.matrix import combinations, suffix
from bot.sandbox.actions.templates import has_expression, render
from bot.sandbox.actions.workflow import (
    Permissions,
    Table,
    WorkflowError,
    WorkflowFile,
    excess,
    needs,
    read_permissions,
)
from bot.sandbox.store import Job

Result: TypeAlias = Literal["", "success", "failure", "cancelled", "skipped"]


@dataclass(eq=False)
class Scope:
    """One workflow in one use. `granted` is what its jobs have unless they say less."""

    file: WorkflowFile
    granted: Permissions
    inputs: Table = field(default_factory=dict[str, Value])
    secrets: Mapping[str, str] = field(default_factory=dict[str, str])
    key: str = ""  # "andon / " in front of the jobs' keys
    name: str = ""
    caller: "Node | None" = None
    nodes: "dict[str, Node]" = field(default_factory=dict[str, "Node"])

    def __post_init__(self) -> None:
        self.nodes = {job_id: Node(self, job_id, spec) for job_id, spec in self.file.jobs.items()}

    @property
    def depth(self) -> int:
        return 1 if self.caller is None else self.caller.scope.depth + 1

    @property
    def fresh(self) -> bool:
        """Whether something before the whole scope ran again in this attempt."""
        return self.caller is not None and self.caller.needs_fresh

    @property
    def results(self) -> set[Result]:
        """How its jobs ended."""
        found: set[Result] = set()
        for node in self.nodes.values():
            found.add(node.result)
        return found


@dataclass(eq=False)
class Node:
    """One job id of a scope; it becomes jobs (one per matrix row) or called scopes."""

    scope: Scope
    id: str
    spec: Table
    state: Literal["waiting", "running", "done"] = "waiting"
    result: Result = ""
    outputs: dict[str, str] = field(default_factory=dict[str, str])
    jobs: list[Job] = field(default_factory=list[Job])
    called: list[Scope] = field(default_factory=list[Scope])
    new: bool = False  # a job of it was made in this attempt

    @property
    def needed(self) -> "list[Node]":
        return [self.scope.nodes[job_id] for job_id in needs(self.spec)]

    @property
    def ready(self) -> bool:
        return self.state == "waiting" and all(node.state == "done" for node in self.needed)

    @property
    def fresh(self) -> bool:
        return self.new or any(node.fresh for scope in self.called for node in scope.nodes.values())

    @property
    def needs_fresh(self) -> bool:
        return self.scope.fresh or any(node.fresh for node in self.needed)

    def ancestors(self) -> "Iterator[Node]":
        """Every job before this one, those of callers included: what `success()` looks at."""
        for node in self.needed:
            yield node
            yield from node.ancestors()

    @property
    def permissions(self) -> Permissions:
        own = read_permissions(self.spec.get("permissions"))
        file = self.scope.file.permissions
        return own if own is not None else file if file is not None else self.scope.granted


@dataclass(frozen=True)
class Instance:
    """One job to make of a node."""

    node: Node
    row: Table
    index: int
    total: int

    @property
    def key(self) -> str:
        return f"{self.node.scope.key}{self.node.id}{suffix(self.row)}"

    def contexts(self, around: Contexts) -> dict[str, Value]:
        """`around` with this instance's `matrix` and `strategy`."""
        strategy = cast(Table, self.node.spec.get("strategy") or {})
        return {
            **around,
            "matrix": self.row,
            "strategy": {
                "fail-fast": strategy.get("fail-fast", True),
                "job-index": self.index,
                "job-total": self.total,
                "max-parallel": strategy.get("max-parallel", self.total),
            },
        }

    def shown(self, contexts: Contexts) -> str:
        """The job's name; a name without an expression gets the matrix row behind it."""
        name = self.node.spec.get("name")
        if has_expression(name):
            return self.node.scope.name + as_text(render(name, contexts))
        return f"{self.node.scope.name}{name or self.node.id}{suffix(self.row)}"


def instances(node: Node, around: Contexts) -> list[Instance]:
    """The jobs of `node`, its matrix evaluated; raises WorkflowError and ExpressionError."""
    strategy = cast(Table, node.spec.get("strategy") or {})
    if "matrix" not in strategy:
        return [Instance(node, {}, 0, 1)]
    rows = combinations(render(strategy["matrix"], around))
    return [Instance(node, row, index, len(rows)) for index, row in enumerate(rows)]


def node_contexts(node: Node, github: Table) -> dict[str, Value]:
    """What expressions about `node` as a whole may use."""
    return {
        "github": github,
        "inputs": node.scope.inputs,
        "needs": {n.id: {"result": n.result, "outputs": n.outputs} for n in node.needed},
        "vars": {},
    }


def status_functions(node: Node, cancelled: bool) -> Functions:
    """`success()` and its like as a job's `if` sees them."""
    results = {before.result for before in node.ancestors()}
    return {
        "always": lambda: True,
        "cancelled": lambda: cancelled,
        "failure": lambda: "failure" in results,
        "success": lambda: results <= {"success"} and not cancelled,
    }


def call_inputs(file: WorkflowFile, given: Table) -> Table:
    """The inputs of a called workflow, defaults filled in; raises WorkflowError."""
    declared = cast(dict[str, Table | None], file.triggers["workflow_call"].get("inputs") or {})
    unknown = sorted(set(given) - set(declared))
    if unknown:
        raise WorkflowError(f"Invalid input, {unknown[0]} is not defined in the referenced workflow.")
    values: Table = {}
    for name, spec in declared.items():
        if name not in given and (spec or {}).get("required"):
            raise WorkflowError(f"Input {name} is required, but not provided while calling.")
        kind = (spec or {}).get("type", "string")
        fallback = (spec or {}).get("default", {"boolean": False, "number": 0}.get(kind, ""))
        values[name] = given.get(name, fallback)
    return values


def check_calls(scope: Scope, library: Library) -> None:
    """Follow every call as GitHub does before a run starts; raises WorkflowError.

    A called job may ask for no more than its caller has: "the nested job is requesting".
    """
    if scope.depth > MAX_DEPTH:
        raise WorkflowError(f"job workflow depth exceeds the limit of {MAX_DEPTH}")
    for node in scope.nodes.values():
        if scope.caller is not None:
            _check_permissions(node)
        if "uses" in node.spec:
            file = library.called(str(node.spec["uses"]), scope.file)
            call_inputs(file, cast(Table, node.spec.get("with") or {}))
            check_calls(Scope(file, node.permissions, caller=node), library)


def _check_permissions(node: Node) -> None:
    over = excess(node.permissions, node.scope.granted)
    if not over:
        return
    allowed = ", ".join(
        f"{line.split(':')[0]}: {node.scope.granted.get(line.split(':')[0].replace('-', '_'), 'none')}"
        for line in over
    )
    raise WorkflowError(
        f"Error calling workflow '{node.scope.file.ref}'. The nested job '{node.id}' is requesting "
        f"'{', '.join(over)}', but is only allowed '{allowed}'."
    )
