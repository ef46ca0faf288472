"""The Actions service: events in, runs out.

It finds the workflows that an event starts, gives each a run, and hands the runs' jobs to a runner,
two at a time. How a run goes on from there is `life.py`; what is asked of GitHub by hand (dispatch,
re-run, cancel) comes in here as well. `rest` and `git` code call it holding the world's lock.
"""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.sandbox import announce, git, shapes
from bot.sandbox.actions import again, records
from bot.sandbox.actions.concurrency import superseded
from bot.sandbox.actions.contexts import github_context
from bot.sandbox.actions.evaluate import as_text
from bot.sandbox.actions.expressions import ExpressionError
from bot.sandbox.actions.library import Library
from bot.sandbox.actions.life import Desk, Life
from bot.sandbox.actions.plan import Scope, check_calls
from bot.sandbox.actions.runner import Order, Outcome, Runner
from bot.sandbox.actions.templates import render
from bot.sandbox.actions.triggers import (
    BadInputs,
    Happening,
    dispatch_inputs,
    skips,
    starts,
    typed_inputs,
)
from bot.sandbox.actions.workflow import (
    RESTRICTED,
    Source,
    WorkflowError,
    WorkflowFile,
    read_workflow,
    workflow_name,
)
from bot.sandbox.store import Issue, Job, Json, Repo, Run, User, Workflow, World

__all__ = ["ActionsService", "BadInputs", "NoSuchWorkflow", "NotDispatchable", "NotFinished"]

FOLDER = ".github/workflows"
AT_ONCE = 2


class NoSuchWorkflow(Exception):
    """The workflow file is not on the default branch: GitHub answers 404."""


class NotDispatchable(Exception):
    """The workflow has no workflow_dispatch trigger, or the ref does not exist: 422."""


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

    def on_push(
        self, repo: Repo, before: str, after: str, ref: str, actor: User, payload: Json, by_actions: bool
    ) -> list[Run]:
        """A branch or tag moved. Events that GITHUB_TOKEN made start nothing."""
        branch = ref.removeprefix("refs/heads/")
        if after == git.NULL or not ref.startswith(("refs/heads/", "refs/tags/")):
            return []
        files = self._files(repo, after, ref)
        if by_actions or skips(git.commit(repo.path, _commit(repo, after)).message):
            return []
        happening = Happening("push", ref, lambda: _pushed_paths(repo, before, after))
        title = git.commit(repo.path, _commit(repo, after)).headline
        request = records.Request(
            _NO_WORKFLOW,
            "push",
            payload,
            _commit(repo, after),
            branch,
            ref,
            _commit(repo, after),
            title,
            actor,
        )
        return self._start_all(repo, files, happening, request)

    def on_pull_request(
        self, repo: Repo, issue: Issue, action: str, actor: User, payload: Json, by_actions: bool
    ) -> list[Run]:
        """Something happened to a pull request. Without a merge commit (a conflict) nothing starts.

        What GITHUB_TOKEN did gets runs that wait for a person's approval.
        """
        pull = issue.pull
        ref = f"refs/pull/{issue.number}/merge"
        merge = git.resolve(repo.path, ref)
        if pull is None or merge is None or pull.mergeable is False:
            return []
        if skips(git.commit(repo.path, pull.head_sha).message):
            return []

        def changed() -> Iterable[str]:
            base = git.merge_base(repo.path, pull.base_sha, pull.head_sha) or git.NULL
            return git.changed_paths(repo.path, base, pull.head_sha)

        happening = Happening("pull_request", f"refs/heads/{pull.base_ref}", changed, action)
        same_repo = pull.head_repo == repo.id
        request = records.Request(
            _NO_WORKFLOW,
            "pull_request",
            payload,
            pull.head_sha,
            pull.head_ref,
            ref,
            merge,
            issue.title,
            actor,
            pulls=(issue.number,) if same_repo else (),
        )
        return self._start_all(repo, self._files(repo, merge, ref), happening, request, by_actions)

    def dispatch(
        self, repo: Repo, workflow_file: str, ref: str, inputs: Mapping[str, Any], actor: User
    ) -> Run:
        """Start a workflow by hand: always a new run, however often it is asked for."""
        name = workflow_file.rsplit("/", 1)[-1]
        path = f"{FOLDER}/{name}"
        default = git.blob(repo.path, f"refs/heads/{repo.default_branch}", path)
        if default is None:
            raise NoSuchWorkflow(path)
        full_ref = _full_ref(repo, ref)
        sha = git.resolve(repo.path, full_ref) if full_ref else None
        text = git.blob(repo.path, sha, path) if sha else None
        if full_ref is None or sha is None or text is None:
            raise NotDispatchable(f"No ref found for: {ref}")
        try:
            file = read_workflow(Source(text, path, f"{repo.full_name}/{path}@{full_ref}", sha))
        except WorkflowError as error:
            raise NotDispatchable(f"failed to parse workflow: {error}") from error
        if "workflow_dispatch" not in file.triggers:
            raise NotDispatchable("Workflow does not have 'workflow_dispatch' trigger")
        texts = dispatch_inputs(file.triggers["workflow_dispatch"], inputs)
        payload: Json = {
            "inputs": texts,
            "ref": full_ref,
            "repository": shapes.repository(self._world, repo),
            "sender": shapes.person(self._world, actor),
            "workflow": path,
        }
        request = records.Request(
            self._workflow(repo, path, text),
            "workflow_dispatch",
            payload,
            sha,
            full_ref.removeprefix("refs/heads/").removeprefix("refs/tags/"),
            full_ref,
            sha,
            file.name,
            actor,
            inputs=texts,
        )
        return self._start(repo, file, request)

    def rerun_failed(self, run: Run, actor: User | None = None) -> None:
        """Run the failed jobs and their dependents again: a new attempt of the same run."""
        if run.status != "completed":
            raise NotFinished("This workflow run is already running")
        latest = again.latest(run)
        if all(job.conclusion in ("success", "skipped", "neutral") for job in latest.values()):
            raise NotFinished("This workflow run cannot be retried: it has no failed jobs")
        file = again.workflow_of(run, list(latest.values()))
        again.reopen(self._world, run)
        self._live(run, self._root(run, file), latest)

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

    def _files(self, repo: Repo, sha: str, ref: str) -> list[Source]:
        """The workflow files at a commit, each known to the repository from now on."""
        sources: list[Source] = []
        for name, (kind, _) in sorted(git.tree(repo.path, sha, FOLDER).items()):
            path = f"{FOLDER}/{name}"
            text = git.blob(repo.path, sha, path) if kind == "blob" else None
            if text is not None and name.endswith((".yml", ".yaml")):
                self._workflow(repo, path, text)
                sources.append(Source(text, path, f"{repo.full_name}/{path}@{ref}", _commit(repo, sha)))
        return sources

    def _workflow(self, repo: Repo, path: str, text: str) -> Workflow:
        workflow = repo.workflows.get(path)
        if workflow is None:
            workflow = Workflow(self._world.next_id(), path, path)
            repo.workflows[path] = workflow
        workflow.name = workflow_name(text, path)
        return workflow

    def _start_all(
        self,
        repo: Repo,
        files: list[Source],
        happening: Happening,
        request: records.Request,
        by_actions: bool = False,
    ) -> list[Run]:
        runs: list[Run] = []
        for source in files:
            mine = replace(request, workflow=repo.workflows[source.path])
            try:
                file = read_workflow(source)
            except WorkflowError as error:
                # GitHub cannot tell what starts a broken file: each push shows that it is broken.
                if happening.event == "push":
                    runs.append(self._fail(repo, mine, str(error)))
                continue
            if starts(file, happening):
                runs.append(self._wait(repo, mine) if by_actions else self._start(repo, file, mine))
        return runs

    def _start(self, repo: Repo, file: WorkflowFile, request: records.Request) -> Run:
        run = records.make_run(self._world, repo, request)
        root = self._root(run, file)
        try:
            run.title = self._title(run, root)
            check_calls(root, self._library)
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
        own = run.event != "pull_request" or bool(run.pulls)
        return Scope(file, dict(RESTRICTED), inputs=inputs, secrets=dict(run.repo.secrets) if own else {})

    def _live(self, run: Run, root: Scope, carried: Mapping[str, Job]) -> None:
        life = Life(self._desk, run, root, carried)
        self._lives[run.id] = life
        life.start()
        self._forget(life)

    def _forget(self, life: Life) -> None:
        if life.run.status == "completed" and self._lives.get(life.run.id) is life:
            del self._lives[life.run.id]

    def _fail(self, repo: Repo, request: records.Request, problem: str) -> Run:
        return self._broken(records.make_run(self._world, repo, request), problem)

    def _broken(self, run: Run, problem: str) -> Run:
        run.problem = problem
        announce.run(self._world, run, "requested")
        records.end_run(self._world, run, "startup_failure")
        return run

    def _wait(self, repo: Repo, request: records.Request) -> Run:
        run = records.make_run(self._world, repo, request)
        announce.run(self._world, run, "requested")
        records.end_run(self._world, run, "action_required")
        return run

    def _submit(self, life: Life, order: Order) -> None:
        if not self._closed:
            self._pool.submit(self._work, life, order)

    def _stop(self, job: Job) -> None:
        self._stopped.add(job.id)
        self.runner.cancel(job.id)

    def _work(self, life: Life, order: Order) -> None:
        """One job, on a thread of the pool; the lock is not held while the runner works."""
        job = order.job
        with self._world.lock:
            begun = job.id not in self._stopped
            if begun:
                records.begin_job(self._world, job)
        outcome = self._execute(order) if begun else Outcome("cancelled")
        with self._world.lock:
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


_NO_WORKFLOW = Workflow(0, "", "")


def _commit(repo: Repo, sha: str) -> str:
    """The commit behind `sha`, which may be an annotated tag."""
    return git.resolve(repo.path, sha) or sha


def _full_ref(repo: Repo, ref: str) -> str | None:
    candidates = [ref] if ref.startswith("refs/") else [f"refs/heads/{ref}", f"refs/tags/{ref}"]
    return next((full for full in candidates if git.resolve(repo.path, full)), None)


def _pushed_paths(repo: Repo, before: str, after: str) -> list[str]:
    """What a push changed; for a new branch, since it left the default branch."""
    if before == git.NULL:
        default = git.resolve(repo.path, f"refs/heads/{repo.default_branch}") or after
        before = (git.merge_base(repo.path, default, after) or git.NULL) if default != after else git.NULL
    return git.changed_paths(repo.path, before, after)
