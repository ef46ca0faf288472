"""The Actions service: events in, runs out.

It finds the workflows that an event starts, gives each a run, and hands the runs' jobs to a runner,
two at a time. How a run goes on from there is `life.py`; what is asked of GitHub by hand (dispatch,
re-run, cancel) comes in here as well. `rest` and `git` code call it holding the world's lock.
"""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.sandbox import announce, queueing
from bot.sandbox.actions import again, events, records
from bot.sandbox.actions.concurrency import superseded
from bot.sandbox.actions.contexts import github_context
from bot.sandbox.actions.evaluate import as_text
from bot.sandbox.actions.events import NoSuchWorkflow, NotDispatchable, Occurrence
from bot.sandbox.actions.expressions import ExpressionError
from bot.sandbox.actions.library import Library
from bot.sandbox.actions.life import Desk, Life
from bot.sandbox.actions.plan import Scope, check_calls
from bot.sandbox.actions.runner import Order, Outcome, Runner
from bot.sandbox.actions.templates import render
from bot.sandbox.actions.timed import Takes, Timed
from bot.sandbox.actions.triggers import BadInputs, starts, typed_inputs
from bot.sandbox.actions.workflow import RESTRICTED, Source, WorkflowError, WorkflowFile, read_workflow
from bot.sandbox.refusal import policy
from bot.sandbox.rulesets import Group
from bot.sandbox.store import Conclusion, Issue, Job, Json, Repo, Run, User, World

__all__ = ["ActionsService", "BadInputs", "NoSuchWorkflow", "NotDispatchable", "NotFinished"]

AT_ONCE = 2


class NotFinished(Exception):
    """The run cannot be re-run now: 403."""


class ActionsService:
    """Actions of one world. `actions` maps `owner/repo` to a folder that stands for it."""

    def __init__(self, world: World, runner: Runner, actions: Mapping[str, Path] | None = None) -> None:
        self._world = world
        self.runner = runner
        self._library = Library(world, actions or {})
        self._desk = Desk(world, self._library, actions or {}, self._submit, self._stop)
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="actions")
        self._lives: dict[int, Life] = {}
        self._stopped: set[int] = set()  # jobs that shall not begin or go on
        self._closed = False
        self._timed: Timed | None = None

    def take_time(self, takes: Takes) -> None:
        """Let jobs take so long by the world's clock, from now on; nothing but moving that ends them."""
        self._timed = Timed(takes)

    def next_end(self) -> datetime | None:
        """When the next job that takes time ends; None while none runs."""
        with self._world.lock:
            return self._timed.next() if self._timed else None

    def settle(self) -> None:
        """End the jobs whose time is over; world locked."""
        while self._timed and (due := self._timed.pop(self._world.clock.now())):
            life, order = due
            self._end(life, order, self._execute(order))

    def on_push(
        self, repo: Repo, before: str, after: str, ref: str, actor: User, payload: Json, by_actions: bool
    ) -> list[Run]:
        """A branch or tag moved. Events that GITHUB_TOKEN made start nothing."""
        occurrence = events.pushed(repo, events.Move(before, after, ref), actor, payload)
        if occurrence is None:
            return []
        sources = events.workflow_files(self._world, repo, occurrence.request.sha, ref)
        return [] if by_actions else self._start_all(repo, occurrence, sources)

    def on_pull_request(
        self, repo: Repo, issue: Issue, action: str, actor: User, payload: Json, by_actions: bool
    ) -> list[Run]:
        """Something happened to a pull request (`action` as in the payload).

        What GITHUB_TOKEN did gets runs that wait for a person's approval.
        """
        told = {**payload, "action": action}
        occurrence = events.pull_request_changed(repo, issue, actor, told)
        if occurrence is None:
            return []
        request = occurrence.request
        sources = events.workflow_files(self._world, repo, request.sha, request.ref)
        return self._start_all(repo, occurrence, sources, waiting=by_actions)

    def on_merge_group(self, repo: Repo, group: Group, actor: User, payload: Json) -> list[Run]:
        """A merge queue asks for a group's checks."""
        occurrence = events.group_asked(repo, group, actor, payload)
        sources = events.workflow_files(self._world, repo, group.sha, group.ref)
        return self._start_all(repo, occurrence, sources)

    def dispatch(
        self, repo: Repo, workflow_file: str, ref: str, inputs: Mapping[str, Any], actor: User
    ) -> Run:
        """Start a workflow by hand: always a new run, however often it is asked for."""
        path = f"{events.FOLDER}/{workflow_file.rsplit('/', 1)[-1]}"
        file, request = events.dispatched(self._world, repo, events.Dispatch(path, ref, inputs, actor))
        return self._start(repo, file, request)

    def rerun_failed(self, run: Run) -> None:
        """Run the failed jobs and their dependents again: a new attempt of the same run."""
        if run.status != "completed":
            raise NotFinished("This workflow run is already running")
        latest = again.latest(run)
        if all(job.conclusion in ("success", "skipped", "neutral") for job in latest.values()):
            raise NotFinished("This workflow run cannot be retried: it has no failed jobs")
        file = again.workflow_of(run, list(latest.values()))
        again.reopen(self._world, run)
        self._live(run, self._root(run, file), latest)

    def rerun(self, run: Run) -> None:
        """Run all of a run again, also of one that never came to run a job, if its file is one."""
        if run.status != "completed":
            raise NotFinished("This workflow run is already running")
        file = again.workflow_of(run, list(again.latest(run).values()))
        if not file.jobs:
            raise NotFinished("This workflow run cannot be retried")
        again.reopen(self._world, run)
        if run.workflow.path in self._world.unstartable:
            self._broken(run, "GitHub could not begin it")
        else:
            self._live(run, self._root(run, file), {})

    def cancel(self, run: Run) -> None:
        """Stop a run; does nothing to one that is over."""
        life = self._lives.get(run.id)
        if life is not None:
            life.cancel()
            self._forget(life)
        elif run.status != "completed":
            run.cancelled = True
            for job in run.jobs:
                if job.status != "completed":
                    records.end_job(self._world, job, Outcome("cancelled"))
            records.end_run(self._world, run, "cancelled")

    def busy(self) -> bool:
        """Whether any run of this service has not ended."""
        with self._world.lock:
            return bool(self._lives)

    def close(self) -> None:
        """Stop everything and wait for the runners to let go."""
        with self._world.lock:
            self._closed = True
            for life in list(self._lives.values()):
                self.cancel(life.run)
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _start_all(
        self, repo: Repo, occurrence: Occurrence, sources: list[Source], waiting: bool = False
    ) -> list[Run]:
        runs: list[Run] = []
        for source in sources:
            request = replace(occurrence.request, workflow=repo.workflows[source.path])
            try:
                file = read_workflow(source)
            except WorkflowError as error:
                # GitHub cannot tell what starts a broken file: each push shows that it is broken.
                if request.event == "push":
                    runs.append(self._broken(records.make_run(self._world, repo, request), str(error)))
                continue
            if starts(file, occurrence.happening):
                runs.append(self._wait(repo, request) if waiting else self._start(repo, file, request))
        return runs

    def _start(self, repo: Repo, file: WorkflowFile, request: records.Request) -> Run:
        run = records.make_run(self._world, repo, request)
        root = self._root(run, file)
        try:
            run.title = self._title(run, root)
            check_calls(root, self._library)
            if run.event in self._world.forbidden_events:
                return self._broken(run, policy(run.event, run.workflow.path).message, "failure")
            if run.workflow.path in self._world.unstartable:
                return self._broken(run, "GitHub could not begin it")
            others = superseded(self._lives.values(), self._world, run, root)
        except (WorkflowError, ExpressionError) as error:
            return self._broken(run, str(error))
        for other in others:
            self.cancel(other)
        self._live(run, root, {})
        return run

    def _title(self, run: Run, root: Scope) -> str:
        if not root.file.run_name:
            return run.title
        contexts = {
            "github": github_context(self._world, run, root.file),
            "inputs": root.inputs,
            "vars": {},
        }
        return as_text(render(root.file.run_name, contexts)).strip() or run.title

    def _root(self, run: Run, file: WorkflowFile) -> Scope:
        inputs = typed_inputs(file.triggers.get("workflow_dispatch", {}), run.inputs)
        given = dict(run.repo.secrets) if run.fork is None else {}
        return Scope(file, dict(RESTRICTED), inputs=inputs, secrets=given)

    def _live(self, run: Run, root: Scope, carried: Mapping[str, Job]) -> None:
        life = Life(self._desk, run, root, carried)
        self._lives[run.id] = life
        life.start()
        self._forget(life)

    def _forget(self, life: Life) -> None:
        if life.run.status == "completed" and self._lives.get(life.run.id) is life:
            del self._lives[life.run.id]

    def _broken(self, run: Run, problem: str, conclusion: Conclusion = "startup_failure") -> Run:
        run.problem = problem
        announce.run(self._world, run, "requested")
        records.end_run(self._world, run, conclusion)
        return run

    def _wait(self, repo: Repo, request: records.Request) -> Run:
        run = records.make_run(self._world, repo, request)
        announce.run(self._world, run, "requested")
        records.end_run(self._world, run, "action_required")
        return run

    def _submit(self, life: Life, order: Order) -> None:
        if self._closed:
            return
        if self._timed is None:
            self._pool.submit(self._work, life, order)
            return
        records.begin_job(self._world, order.job)
        self._timed.add(life, order, self._world.clock.now())

    def _stop(self, job: Job) -> None:
        self._stopped.add(job.id)
        self.runner.cancel(job.id)
        if self._timed:
            self._timed.stop(job.id, self._world.clock.now())

    def _work(self, life: Life, order: Order) -> None:
        """One job, on a thread of the pool; the lock is not held while the runner works."""
        job = order.job
        with self._world.lock:
            begun = job.id not in self._stopped
            if begun:
                records.begin_job(self._world, job)
        outcome = self._execute(order) if begun else Outcome("cancelled")
        with self._world.lock:
            self._end(life, order, outcome)
            queueing.settle(self._world)

    def _end(self, life: Life, order: Order, outcome: Outcome) -> None:
        job = order.job
        if job.id in self._stopped:
            self._stopped.discard(job.id)
            outcome = replace(outcome, conclusion="cancelled")
        life.end(job, outcome)
        self._forget(life)

    def _execute(self, order: Order) -> Outcome:
        try:
            return self.runner.execute(order)
        except Exception as error:
            # A broken runner (or a test's script) must not leave the run waiting for ever.
            stamp = order.now().strftime("%Y-%m-%dT%H:%M:%S.%f")
            return Outcome("failure", log=f"{stamp}0Z ##[error]{type(error).__name__}: {error}\n")
