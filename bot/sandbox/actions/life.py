"""The life of one attempt of a run: jobs made as their needs end, until none is left.

A job is made (and seen through the API) when everything it needs has ended, as on GitHub. On a
later attempt, what ended well before and depends on nothing that runs again is carried over.
Every method wants the world's lock held; the runner works without it.
"""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from bot.sandbox import announce
from bot.sandbox.actions import oidc, orders, records
from bot.sandbox.actions.contexts import github_context
from bot.sandbox.actions.evaluate import Value, as_text
from bot.sandbox.actions.expressions import ExpressionError
from bot.sandbox.actions.library import Library
from bot.sandbox.actions.plan import (
    Instance,
    Node,
    Result,
    Scope,
    call_inputs,
    instances,
    node_contexts,
    status_functions,
)
from bot.sandbox.actions.runner import Order, Outcome
from bot.sandbox.actions.templates import condition, render
from bot.sandbox.actions.workflow import Table, WorkflowError, read_only
from bot.sandbox.store import Conclusion, Job, Run, World


@dataclass(frozen=True)
class Desk:
    """What a life uses of the service."""

    world: World
    library: Library
    actions: Mapping[str, Path]
    submit: Callable[["Life", Order], None]
    stop: Callable[[Job], None]


class Life:
    """One attempt of one run."""

    def __init__(self, desk: Desk, run: Run, root: Scope, carried: Mapping[str, Job]) -> None:
        self.run = run
        self.cancelled = False
        self._desk = desk
        self._world = desk.world
        self.root = root
        self._carried = carried
        self._nodes: dict[int, tuple[Node, bool]] = {}  # by job id, with "a failure is forgiven"
        self._github = github_context(desk.world, run, root.file)

    def start(self) -> None:
        """Announce the attempt and make its first jobs."""
        announce.run(self._world, self.run, "requested")
        self.advance()

    def advance(self) -> None:
        """Make every job that can be made now; end the run when all have ended."""
        while self._settle(self.root):
            pass
        if self.run.status != "completed" and self._ended(self.root):
            records.end_run(self._world, self.run, self._conclusion())

    def end(self, job: Job, outcome: Outcome) -> None:
        """A runner is done with `job`."""
        records.end_job(self._world, job, outcome)
        node, _ = self._nodes[job.id]
        strategy = cast(Table, node.spec.get("strategy") or {})
        if outcome.conclusion == "failure" and strategy.get("fail-fast", True) is not False:
            for sibling in node.jobs:
                if sibling.status != "completed":
                    self._desk.stop(sibling)
        self.advance()

    def cancel(self) -> None:
        """Stop what runs; what has not begun is not going to, except where `if` says always."""
        self.cancelled = self.run.cancelled = True
        for job in self.run.jobs:
            if job.attempt == self.run.attempt and job.status != "completed":
                self._desk.stop(job)
        self.advance()

    def _settle(self, scope: Scope) -> bool:
        """One round over `scope` and what it calls; True if anything changed."""
        changed = False
        for node in scope.nodes.values():
            if node.ready:
                self._open(node)
                changed = True
            for called in node.called:
                changed = self._settle(called) or changed
            if node.state == "running" and self._over(node):
                self._close(node)
                changed = True
        return changed

    def _ended(self, scope: Scope) -> bool:
        return all(node.state == "done" for node in scope.nodes.values())

    def _over(self, node: Node) -> bool:
        return all(job.status == "completed" for job in node.jobs) and all(map(self._ended, node.called))

    def _open(self, node: Node) -> None:
        node.state = "running"
        contexts = node_contexts(node, self._github)
        try:
            if not condition(node.spec.get("if"), contexts, status_functions(node, self.cancelled)):
                self._skip(node)
            elif "uses" in node.spec:
                self._call(node, contexts)
            else:
                for instance in instances(node, contexts):
                    self._make(instance, instance.contexts(contexts))
        except (ExpressionError, WorkflowError, ValueError) as error:
            self._refuse(node, str(error))

    def _make(self, instance: Instance, contexts: dict[str, Value]) -> None:
        node = instance.node
        before = self._carried.get(instance.key)
        if before is not None and before.conclusion == "success" and not node.needs_fresh:
            self._carry(node, before)
            return
        shown = instance.shown(contexts)
        environment = orders.environment_name(instance, contexts)
        seconds = orders.timeout(instance, contexts)
        outputs = orders.output_templates(instance, contexts)
        document = orders.document(instance, contexts, self.run)
        job = self._job(node, instance.key, shown)
        forgiven = render(node.spec.get("continue-on-error", False), contexts) is True
        self._nodes[job.id] = (node, forgiven)
        job.environment = environment
        token = records.mint_token(self._world, job, job.permissions)
        may_identify = job.permissions.get("id_token") == "write"
        order = Order(
            run=self.run,
            job=job,
            document=document,
            environment=orders.variables(
                self._github, oidc.request_variables(self._world, job) if may_identify else {}
            ),
            secrets={**node.scope.secrets, "GITHUB_TOKEN": token},
            outputs=outputs,
            actions=self._desk.actions,
            read=orders.reader(job),
            now=self._world.clock.now,
            timeout=seconds,
        )
        self._desk.submit(self, order)

    def _carry(self, node: Node, before: Job) -> None:
        job = records.carry_over(self._world, before)
        node.jobs.append(job)
        self._nodes[job.id] = (node, False)

    def _job(self, node: Node, key: str, shown: str) -> Job:
        job = records.make_job(self._world, self.run, key, shown)
        permissions = node.permissions
        job.permissions = permissions if self.run.fork is None else read_only(permissions)
        job.workflow_ref = node.scope.file.ref
        job.workflow_sha = node.scope.file.sha
        node.jobs.append(job)
        node.new = True
        return job

    def _skip(self, node: Node) -> None:
        key = f"{node.scope.key}{node.id}"
        before = self._carried.get(key)
        if before is not None and before.conclusion == "skipped" and not node.needs_fresh:
            self._carry(node, before)
            return
        self._end_unrun(node, "skipped", "")
        node.new = node.needs_fresh

    def _refuse(self, node: Node, problem: str) -> None:
        """The job cannot even be made: GitHub fails it with the reason in its log."""
        self._end_unrun(node, "failure", problem)

    def _end_unrun(self, node: Node, conclusion: Conclusion, problem: str) -> None:
        name = as_text(node.spec.get("name") or node.id)
        shown = node.id if "${{" in name else name
        job = self._job(node, f"{node.scope.key}{node.id}", node.scope.name + shown)
        self._nodes[job.id] = (node, False)
        stamp = self._world.clock.now().strftime("%Y-%m-%dT%H:%M:%S.%f")
        log = f"{stamp}0Z ##[error]{problem}\n" if problem else ""
        records.end_job(self._world, job, Outcome(conclusion, log=log))

    def _call(self, node: Node, around: dict[str, Value]) -> None:
        file = self._desk.library.called(str(node.spec["uses"]), node.scope.file)
        for instance in instances(node, around):
            contexts = instance.contexts(around)
            given = cast(Table, render(node.spec.get("with") or {}, contexts))
            shown = instance.shown(contexts)
            scope = Scope(
                file,
                node.permissions,
                inputs=call_inputs(file, given),
                secrets=_passed_secrets(node, contexts),
                key=f"{instance.key} / ",
                name=f"{shown} / ",
                caller=node,
            )
            node.called.append(scope)

    def _close(self, node: Node) -> None:
        node.state = "done"
        results: set[Result] = set()
        for job in node.jobs:
            results.add(_result(job.conclusion, self._forgiven(job)))
        for scope in node.called:
            results.add(_worst(scope.results))
        node.result = _worst(results)
        for job in node.jobs:
            node.outputs.update(job.outputs)
        for scope in node.called:
            node.outputs.update(self._call_outputs(scope))

    def _call_outputs(self, scope: Scope) -> dict[str, str]:
        declared = cast(dict[str, Table], scope.file.triggers["workflow_call"].get("outputs") or {})
        jobs = {n.id: {"result": n.result, "outputs": n.outputs} for n in scope.nodes.values()}
        contexts = {"github": self._github, "inputs": scope.inputs, "jobs": jobs, "vars": {}}
        texts = {name: as_text(render(spec.get("value"), contexts)) for name, spec in declared.items()}
        return {name: text for name, text in texts.items() if text}

    def _forgiven(self, job: Job) -> bool:
        return self._nodes.get(job.id, (None, False))[1]

    def _conclusion(self) -> Conclusion:
        if self.cancelled:
            return "cancelled"
        result = _worst(self.root.results)
        return result or "success"


def _passed_secrets(node: Node, contexts: dict[str, Value]) -> Mapping[str, str]:
    """Nothing is inherited unless the call says `secrets: inherit` or names it."""
    given = node.spec.get("secrets")
    if given == "inherit":
        return node.scope.secrets
    values = cast(Table, render(given or {}, {**contexts, "secrets": node.scope.secrets}))
    return {name: as_text(value) for name, value in values.items()}


def _result(conclusion: Conclusion | None, forgiven: bool) -> Result:
    match conclusion:
        case "success" | "neutral":
            return "success"
        case "skipped" | "cancelled":
            return conclusion
        case _:
            return "success" if forgiven else "failure"


def _worst(results: AbstractSet[Result]) -> Result:
    """One result for many: a failure over a cancellation over success; skipped if all were."""
    for result in ("failure", "cancelled", "success"):
        if result in results:
            return result
    return "skipped"
