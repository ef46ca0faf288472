"""Check suites, check runs and workflow runs in GraphQL; neighbour of `graph_nodes.py`."""

from collections.abc import Callable
from typing import Any, TypeAlias

from bot.sandbox import git, shapes, shapes_checks
from bot.sandbox.clock import iso
from bot.sandbox.graph_lists import actor, asked, connection, lazy
from bot.sandbox.protection import states
from bot.sandbox.rulesets import CommitStatus
from bot.sandbox.store import CheckRun, CheckSuite, Json, Repo, Run, World

Guard: TypeAlias = Callable[[Repo, str, Callable[[Json], Any]], Callable[..., Any]]


class Checks:
    """The part of one execution that is about checks."""

    def __init__(self, world: World, commit: Callable[[Repo, str], Json], guard: Guard) -> None:
        self._world = world
        self._commit = commit
        self._guard = guard

    def suites(self, repo: Repo, sha: str, arguments: Json) -> Json:
        """The check suites of a commit, by their ids."""
        wanted: Json = arguments.get("filterBy") or {}
        found = [
            suite
            for suite in sorted(repo.suites, key=lambda suite: suite.id)
            if suite.head_sha == sha
            and wanted.get("appId") in (None, suite.app.id)
            and (
                wanted.get("checkName") is None
                or any(check.name == wanted["checkName"] for check in suite.checks)
            )
        ]
        return connection(found, lambda suite: self._suite(repo, suite), arguments)

    def _suite(self, repo: Repo, suite: CheckSuite) -> Json:
        status, conclusion = shapes_checks.suite_state(suite)
        run = suite.run
        return {
            "id": shapes.node_id("CS", suite.id),
            "databaseId": suite.id,
            "status": status.upper(),
            "conclusion": conclusion.upper() if conclusion else None,
            "createdAt": iso(suite.created),
            "updatedAt": iso(shapes_checks.suite_updated(suite)),
            "branch": lazy(lambda: self._branch(repo, suite.head_branch)),
            "app": {
                "id": shapes.node_id("A", suite.app.id),
                "databaseId": suite.app.id,
                "name": suite.app.name,
                "slug": suite.app.slug,
            },
            "commit": lazy(lambda: self._commit(repo, suite.head_sha)),
            "workflowRun": self._guard(repo, "actions", lambda _: self._run(run)) if run else None,
            "checkRuns": asked(lambda a: self._runs(repo, suite, a)),
        }

    def _branch(self, repo: Repo, name: str | None) -> Json | None:
        oid = git.resolve(repo.path, f"refs/heads/{name}") if name else None
        if oid is None:
            return None
        return {
            "id": shapes.node_id("REF", repo.id) + f"refs/heads/{name}",
            "name": name,
            "prefix": "refs/heads/",
            "target": lazy(lambda: self._commit(repo, oid)),
        }

    def _run(self, run: Run) -> Json:
        page = shapes_checks.run_url(self._world, run)
        return {
            "id": shapes.node_id("WFR", run.id),
            "databaseId": run.id,
            "event": run.event,
            "runNumber": run.number,
            "createdAt": iso(run.created),
            "updatedAt": iso(run.updated),
            "url": page,
            "workflow": {
                "id": shapes.node_id("W", run.workflow.id),
                "databaseId": run.workflow.id,
                "name": run.workflow.name,
            },
            "file": {"id": shapes.node_id("WFRF", run.id), "path": run.workflow.path},
        }

    def _runs(self, repo: Repo, suite: CheckSuite, arguments: Json) -> Json:
        wanted: Json = arguments.get("filterBy") or {}
        # LATEST is GitHub's default here as well.
        checks = (
            suite.checks if wanted.get("checkType") == "ALL" else shapes_checks.latest_checks(suite.checks)
        )
        found = [
            check
            for check in checks
            if wanted.get("checkName") in (None, check.name)
            and wanted.get("appId") in (None, check.app.id)
            and wanted.get("status") in (None, check.status.upper())
            and (not wanted.get("conclusions") or (check.conclusion or "").upper() in wanted["conclusions"])
        ]
        return connection(found, lambda check: self._check(repo, check), arguments)

    def rollup(self, repo: Repo, sha: str) -> Json | None:
        """All that was reported of a commit, by whomever; null where nothing was.

        https://docs.github.com/graphql/reference/objects#statuscheckrollup
        """
        suites = sorted((s for s in repo.suites if s.head_sha == sha), key=lambda s: s.id)
        checks = [check for suite in suites for check in shapes_checks.latest_checks(suite.checks)]
        reported: list[CheckRun | CommitStatus] = [*checks, *states(repo, sha).values()]
        if not reported:
            return None
        return {
            "id": shapes.node_id("SCR", repo.id) + sha,
            "commit": lazy(lambda: self._commit(repo, sha)),
            "state": _together(reported),
            "contexts": asked(lambda a: connection(reported, lambda one: self._context(repo, one), a)),
        }

    def _context(self, repo: Repo, one: CheckRun | CommitStatus) -> Json:
        if isinstance(one, CheckRun):
            return self._check(repo, one)
        return {
            "__typename": "StatusContext",
            "id": shapes.node_id("SC", one.id),
            "context": one.context,
            "state": one.state.upper(),
            "createdAt": iso(one.at),
            "creator": actor(self._world.users.get(one.by)),
            "targetUrl": None,
        }

    def _check(self, repo: Repo, check: CheckRun) -> Json:
        page = f"{shapes.html_url(self._world, repo)}/runs/{check.id}"
        return {
            "__typename": "CheckRun",
            "checkSuite": lazy(lambda: self._suite(repo, check.suite)),
            "id": shapes.node_id("CR", check.id),
            "databaseId": check.id,
            "name": check.name,
            "status": check.status.upper(),
            "conclusion": check.conclusion.upper() if check.conclusion else None,
            "externalId": check.external_id or None,
            "title": check.title,
            "summary": check.summary,
            "text": check.text,
            "startedAt": shapes.stamp(check.started),
            "completedAt": shapes.stamp(check.completed),
            "detailsUrl": check.details_url or page,
            "url": page,
        }


def _together(reported: list[CheckRun | CommitStatus]) -> str:
    """One word for all: a failure beats what is not over, that beats a success.

    https://docs.github.com/rest/commits/statuses#get-the-combined-status-for-a-specific-reference
    """
    ends = {one.conclusion if isinstance(one, CheckRun) else one.state for one in reported}
    if ends & {"failure", "error", "timed_out", "cancelled", "action_required", "startup_failure"}:
        return "FAILURE"
    return "PENDING" if ends & {None, "pending"} else "SUCCESS"
