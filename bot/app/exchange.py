"""`POST /token`: a propose job's OIDC token for one App token that can push one fix.

Workers hold no App key. GitHub says in a signed token which repository, workflow file, event, run,
attempt and job is asking; each is held against the claim before a token is given, narrowed to that
repository and to what proposing needs, and each OIDC token is taken once. Fix and propose jobs share
the run id, so the job is told by `check_run_id`.

What a run was told (its inputs, and so its order) GitHub shows to nobody. So only a run counts that the
App itself dispatched: its order is the App's, and a claim that somebody forged has no such run. Any line
may be worked on, and whoever may push to one may change the caller there, so the caller must be, to the
byte, what the default branch has.

"Once" is per process: a restart or a second replica has not seen what was taken before. That opens
little: the OIDC token must still be of now (GitHub gives it five minutes), its propose job at work, its
run the one that holds the claim; and what is given is what that job was given already, to write to its
own repository for an hour. Only the propose job, which runs no code of the repository, holds the OIDC
token. Whoever wants it strictly once sends `POST /token` to one replica (docs/operations.md).
Source: docs.github.com/en/actions/reference/security/oidc
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.app.settings import Settings
from bot.github.auth import Grant, Permissions
from bot.github.client import Client
from bot.github.errors import Gone
from bot.github.oidc import Keys, NotValid
from bot.loop.sweep import identify
from bot.model.jobs import Claim, Key, line_key
from bot.model.runs import WORKER_WORKFLOW
from bot.observe.grants import READ

METADATA: Permissions = (("metadata", "read"),)
PROPOSING: Permissions = (("contents", "write"), ("pull_requests", "write"))
LONGEST_ATTEMPT = timedelta(hours=1)


class Refused(Exception):
    """Why no token is given; the text goes to the worker's log."""


@dataclass
class Exchange:
    """Gives tokens to propose jobs. `seen` holds the ids of OIDC tokens already used."""

    client: Client
    settings: Settings
    now: Callable[[], datetime]
    keys: Keys
    seen: dict[str, datetime] = field(default_factory=dict[str, datetime])

    async def give(self, oidc: str) -> str:
        """An installation token for the job that `oidc` speaks for, or `Refused`.

        It is minted for this job alone and kept nowhere: no other call of ours holds it.
        """
        try:
            claims = await self.keys.verify(oidc, self.settings.app_url, self.now())
        except NotValid as error:
            raise Refused(str(error)) from error
        repository, run_id = _said(claims)
        owner, _, repo = repository.partition("/")
        where = {"owner": owner, "repo": repo}
        try:
            installed = await self.client.call("GET /repos/{owner}/{repo}/installation", None, where)
        except Gone as error:
            raise Refused(f"the App is not installed on {repository!r}") from error
        installation = installed.data["id"].number()
        looking = Grant(installation, METADATA)
        found = (await self.client.call("GET /repos/{owner}/{repo}", looking, where)).data
        if str(found["id"].number()) != str(claims["repository_id"]):
            raise Refused("the repository's id is not the token's")
        reading = Grant(installation, READ, (found["id"].number(),))
        branch = self._is_worker(claims, repository)
        key = line_key(found["id"].number(), branch)
        await self._holds_claim(reading, where, key, run_id)
        await self._is_proposing(reading, where, claims, run_id)
        await self._is_called_as_on_default(reading, where, str(claims["workflow_sha"]))
        self._use_once(claims)
        return await self.client.tokens.mint(Grant(reading.installation, PROPOSING, reading.repositories))

    def _is_worker(self, claims: dict[str, Any], repository: str) -> str:
        """The branch on which the caller dispatched the reusable workflow; what is claimed must be its line."""
        caller = f"{repository}/{WORKER_WORKFLOW}@refs/heads/"
        called = str(claims.get("workflow_ref", ""))
        if not called.startswith(caller):
            raise Refused(f"the run is of {called}, not of {caller}…")
        job = str(claims.get("job_workflow_ref", ""))
        if not job.startswith(f"{self.settings.worker}@"):
            raise Refused(f"the job is of {job}, not of {self.settings.worker}@…")
        if claims.get("event_name") != "workflow_dispatch":
            raise Refused(f"the run was started by {claims.get('event_name')}, not by a dispatch")
        return called.removeprefix(caller)

    async def _holds_claim(self, reading: Grant, where: dict[str, str], key: Key, run_id: int) -> None:
        """Whether the run carries the nonce of the claim that holds now, and is the lowest that does."""
        ref = {**where, "ref": key.ref.removeprefix("refs/")}
        try:
            head = await self.client.call("GET /repos/{owner}/{repo}/git/ref/{ref}", reading, ref)
        except Gone as error:
            raise Refused(f"nothing is claimed for the line {key.subject}") from error
        oid = head.data["object"]["sha"].text()
        commit = await self.client.call(
            "GET /repos/{owner}/{repo}/git/commits/{commit_sha}", reading, {**where, "commit_sha": oid}
        )
        claim = Claim.decode(commit.data["message"].text(), oid)
        if claim.stage != "attempt" or claim.key != key.digest:
            raise Refused("no attempt is claimed in this repository")
        if self.now() - claim.at > LONGEST_ATTEMPT:
            raise Refused("the claimed attempt is too old")
        listed = await self.client.call(
            "GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs",
            reading,
            {**where, "workflow_id": WORKER_WORKFLOW.rsplit("/", maxsplit=1)[-1]},
            sent={"event": "workflow_dispatch", "per_page": 50},
        )
        _, slug = await identify(self.client)
        named = [run for run in listed.data["workflow_runs"] if oid in run["display_title"].text()]
        mine = [run["id"].number() for run in named if run["actor"]["login"].is_text(f"{slug}[bot]")]
        if run_id not in mine and any(run["id"].is_number(run_id) for run in named):
            raise Refused(f"the run was not dispatched by {slug}[bot]")
        if not mine or min(mine) != run_id:
            raise Refused("the run is not the one that holds the claim")

    async def _is_proposing(
        self, reading: Grant, where: dict[str, str], claims: dict[str, Any], run_id: int
    ) -> None:
        """Whether the asking job is the propose job of the run's newest attempt, and at work."""
        asked = {**where, "job_id": str(claims.get("check_run_id", ""))}
        try:
            answer = await self.client.call("GET /repos/{owner}/{repo}/actions/jobs/{job_id}", reading, asked)
        except Gone as error:
            raise Refused("the asking job does not exist") from error
        job = answer.data
        name = job["name"].text().rsplit(" / ", maxsplit=1)[-1]
        if job["run_id"].number() != run_id or name != "propose":
            raise Refused("the asking job is not the propose job")
        if job["status"].text() != "in_progress" or str(job["run_attempt"].number()) != str(
            claims.get("run_attempt")
        ):
            raise Refused("the propose job is not at work")

    async def _is_called_as_on_default(self, reading: Grant, where: dict[str, str], sha: str) -> None:
        """Whether the run's caller workflow is what the default branch has now."""
        called = await self._blob(reading, where, {"ref": sha})
        if called is None or called != await self._blob(reading, where, {}):
            text = f"{WORKER_WORKFLOW} at {sha[:7]} is not what the default branch has; make them the same"
            raise Refused(text)

    async def _blob(self, reading: Grant, where: dict[str, str], query: dict[str, str | int]) -> str | None:
        """git's id of the caller workflow's content, None where there is no such file."""
        path = {**where, "path": WORKER_WORKFLOW}
        try:
            answer = await self.client.call(
                "GET /repos/{owner}/{repo}/contents/{path}", reading, path, sent=query
            )
        except Gone:
            return None
        return answer.data["sha"].text()

    def _use_once(self, claims: dict[str, Any]) -> None:
        now = self.now()
        self.seen = {jti: until for jti, until in self.seen.items() if until > now}
        jti = str(claims["jti"])
        if jti in self.seen:
            raise Refused("the OIDC token was used before")
        self.seen[jti] = now + LONGEST_ATTEMPT


def _said(claims: dict[str, Any]) -> tuple[str, int]:
    """The repository and the run that a token speaks of; refused if it lacks any id we hold it against."""
    for name in ("repository_id", "run_id", "run_attempt", "check_run_id"):
        if not str(claims.get(name, "")).isdecimal():
            raise Refused(f"the OIDC token has no {name}")
    if not claims.get("workflow_sha"):
        raise Refused("the OIDC token has no workflow_sha")
    return str(claims.get("repository", "")), int(claims["run_id"])
