"""Jobs, logs and files of workflow runs, read over REST where somebody needs them.

What GitHub never changes (the jobs of a finished attempt, a job's log, a file at a commit, a
comparison of two commits) is read once and kept.
"""

import asyncio
import base64
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar

from bot.github.auth import Grant
from bot.github.client import Client
from bot.github.errors import Broken, Denied, Gone
from bot.github.node import Node
from bot.model.facts import ChangedFile, Comparison, Repository, Unread, WorkflowFile
from bot.model.local_uses import files_of
from bot.model.runs import Earlier, Run, RunJob
from bot.observe.logs import LogSieve
from bot.observe.ran import that_ran

SETTLED = timedelta(seconds=10)
LOG_COMES = timedelta(minutes=10)
"""For how long after its job's end a log that GitHub does not have may still come."""
MAX_PAGES = 10
MAX_FILES = 300
"""Files GitHub lists in a comparison; with as many there may be more."""

_FILE_NAME = re.compile(r"[\w@+$.-]{1,100}\.\w{1,12}|(?:Make|Docker|Rake|Gem|Jenkins)file")

EMPTY = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
"""git's id of a file without content."""

T = TypeVar("T")


class Kept:
    """A bounded memory of things that never change, shared by all passes of a brain.

    most: how many; text: how many characters of text they may have together.
    """

    def __init__(self, most: int = 5000, text: int = 64 << 20) -> None:
        self._most = most
        self._room = text
        self._kept: OrderedDict[Hashable, object] = OrderedDict()

    def has(self, key: Hashable) -> bool:
        """Whether something is kept under `key`."""
        return key in self._kept

    async def get(self, key: Hashable, read: Callable[[], Awaitable[T]]) -> T:
        """What is kept under `key`, read once. One key always holds one type."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]  # pyright: ignore[reportReturnType] one key, one type
        value = await read()
        self._room += _length(self._kept.pop(key, None)) - _length(value)
        self._kept[key] = value
        while len(self._kept) > self._most or (self._room < 0 and len(self._kept) > 1):
            self._room += _length(self._kept.popitem(last=False)[1])
        return value

    def forget(self, kind: type) -> None:
        """Let go of what is kept under keys of a kind: it changed after all, by our own hand."""
        for key in [key for key in self._kept if isinstance(key, kind)]:
            self._room += _length(self._kept.pop(key))


def _length(value: object) -> int:
    """How much of the memory a value takes: logs are by far the largest."""
    return len(value) if isinstance(value, str) else 0


@dataclass
class Reader:
    """Reads details of one repository; collects what it could not read."""

    client: Client
    grant: Grant
    repository: Repository
    kept: Kept
    unread: list[Unread] = field(default_factory=list[Unread])
    gate: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(8))

    @property
    def name(self) -> str:
        """`owner/name`."""
        return self.repository.name

    @property
    def path(self) -> dict[str, str]:
        """The repository as path parameters."""
        owner, _, repo = self.name.partition("/")
        return {"owner": owner, "repo": repo}

    def lacks(self, part: str) -> bool:
        """Whether something of a part could not be read so far."""
        return any(unread.part == part for unread in self.unread)

    async def get(self, route: str, query: dict[str, str | int] | None = None, **path: str | int) -> Node:
        """One GET of this repository."""
        async with self.gate:
            answer = await self.client.call("GET " + route, self.grant, {**self.path, **path}, sent=query)
        return answer.data

    async def query(self, what: str, document: str, variables: dict[str, object]) -> Node | None:
        """The repository's node by a document of its own, None and a note where any of it is missing."""
        return await self.attempt(what, self.ask(document, variables))

    async def ask(self, document: str, variables: dict[str, object]) -> Node:
        """The repository's node by a document of its own; `Broken` where any of it is missing.

        What GitHub says it could not find is an answer: that field is null.
        """
        data, errors = await self.client.graphql(
            document, {"id": self.repository.node_id, **variables}, self.grant
        )
        if broken := next((e for e in errors if not e["type"].is_text("NOT_FOUND")), None):
            raise Broken(f"GraphQL: {broken['message'].text_or('not given')}")
        return data["node"]

    async def nodes(self, document: str, variables: dict[str, object]) -> tuple[Node, ...]:
        """What a document asks of several objects by their ids.

        `Denied` where we may not see a part of it, `Broken` where any is missing otherwise.
        """
        data, errors = await self.client.graphql(document, variables, self.grant)
        if errors:
            meant = Denied if all(error["type"].is_text("FORBIDDEN") for error in errors) else Broken
            raise meant(f"GraphQL: {errors[0]['message'].text_or('not given')}")
        return data["nodes"].items()

    async def attempt(self, what: str, reading: Awaitable[T]) -> T | None:
        """`reading`, or None and a note of what could not be read. `Busy` is the whole pass's affair."""
        try:
            return await reading
        except (Broken, Denied, Gone) as error:
            self.unread.append(Unread(what=what, why=str(error)))
            return None

    async def with_jobs(self, run: Run, what: str) -> Run:
        """The run with the jobs of all its attempts.

        Kept once no other attempt can have ended within the second that GitHub says it was updated in.
        """
        key = (self.name, "jobs", run.id, run.updated)
        settled = run.status == "completed" and self.client.now() - run.updated >= SETTLED
        reading = self.kept.get(key, lambda: self._jobs(run.id)) if settled else self._jobs(run.id)
        jobs = await self.attempt(f"{what}: jobs of run {run.id}", reading)
        return run if jobs is None else run.model_copy(update={"jobs": jobs})

    async def earlier(self, run: int) -> Earlier | None:
        """A run by its id alone, as it stands now; None where there is none, or no word of it."""
        try:
            jobs = await self._listed(run)
        except (Broken, Denied, Gone):
            return None
        return Earlier(id=run, commit=jobs[0]["head_sha"].text(), jobs=that_ran(jobs)) if jobs else None

    async def _jobs(self, run: int) -> tuple[RunJob, ...]:
        return that_ran(await self._listed(run))

    async def _listed(self, run: int) -> list[Node]:
        jobs: list[Node] = []
        for page in range(1, MAX_PAGES + 1):
            data = await self.get(
                "/repos/{owner}/{repo}/actions/runs/{run_id}/jobs",
                {"filter": "all", "per_page": 100, "page": page},
                run_id=run,
            )
            jobs += data["jobs"]
            if len(jobs) >= data["total_count"].number():
                return jobs
        raise Broken(f"run {run} has more than {len(jobs)} jobs")

    async def log(self, job: RunJob, what: str = "log") -> str | None:
        """What is read of a finished job's log, without credentials; None where it cannot be had, which blocks nothing.

        That a log is gone which had the time to come is an answer: it is not noted, nor asked for again.
        """
        route = "GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs"
        late = job.completed is not None and self.client.now() - job.completed >= LOG_COMES

        async def read() -> str | None:
            async with self.gate:
                path = {**self.path, "job_id": job.id}
                try:
                    return await self.client.pour(route, self.grant, path, LogSieve()) or ""
                except Gone:
                    if late:
                        return None
                    raise

        return await self.attempt(f"{what}: job {job.id}", self.kept.get((self.name, "log", job.id), read))

    async def named(self, sha: str, logs: tuple[str, ...]) -> tuple[str, ...] | None:
        """The commit's files whose names are in the logs; None where they could not be listed."""
        words = frozenset(word for log in logs for word in _FILE_NAME.findall(log))

        async def read() -> tuple[str, ...] | None:
            tree = await self.get(
                "/repos/{owner}/{repo}/git/trees/{tree_sha}", {"recursive": "1"}, tree_sha=sha
            )
            if tree["truncated"].flag():
                return None
            paths = (entry["path"].text() for entry in tree["tree"] if entry["type"].is_text("blob"))
            return tuple(sorted(path for path in paths if path.rpartition("/")[2] in words))

        if not words:
            return ()
        key = (self.name, "named", sha, hash(words))
        return await self.attempt(f"annotations: files of {sha[:7]}", self.kept.get(key, read))

    async def file(self, path: str, sha: str) -> WorkflowFile | None:
        """A text file at a commit, None where it cannot be had: GitHub may not find what was just pushed."""
        return await self.attempt(f"file: {path}", self._file(path, sha))

    async def action(self, folder: str, sha: str) -> WorkflowFile | None:
        """The file that makes a folder an action, at a commit that has been read from before.

        Without text, and by the folder's path, where there is none; None where it cannot be had.
        """

        async def read() -> WorkflowFile:
            *names, _ = files_of(folder)
            for path in names:
                try:
                    return await self._file(path, sha)
                except Gone:
                    continue
            return WorkflowFile(path=folder, text=None)

        return await self.attempt(f"file: {folder}", read())

    async def _file(self, path: str, sha: str) -> WorkflowFile:
        async def read() -> WorkflowFile:
            data = await self.get("/repos/{owner}/{repo}/contents/{path}", {"ref": sha}, path=path)
            text = base64.b64decode(data["content"].text()).decode("utf-8", "replace")
            return WorkflowFile(path=path, text=text)

        return await self.kept.get((self.name, "file", path, sha), read)

    async def comparison(self, base: str, head: str) -> Comparison | None:
        """What `head` changes against `base`, and whether it descends from it."""

        key = (self.name, "compare", base, head)
        reading = self.kept.get(key, lambda: self.compare(base, head))
        return await self.attempt(f"pulls: compare {base[:7]}...{head[:7]}", reading)

    async def compare(self, base: str, head: str) -> Comparison:
        """The same, asked anew and not kept."""
        data = await self.get(
            "/repos/{owner}/{repo}/compare/{basehead}", {"per_page": 1}, basehead=f"{base}...{head}"
        )
        files = tuple(_changed(f) for f in data["files"])
        return Comparison(
            base=base,
            head=head,
            behind=data["behind_by"].number(),
            files=files,
            complete=len(files) < MAX_FILES,
        )


def _changed(node: Node) -> ChangedFile:
    """A file of a comparison. A new one that is empty has no patch, like one that GitHub does not show."""
    did, patch = node["status"].text(), node["patch"].maybe_text()
    empty = patch is None and did == "added" and node["sha"].is_text(EMPTY)
    return ChangedFile(
        path=node["filename"].text(),
        status=did,
        patch="" if empty else patch,
        previous=node["previous_filename"].maybe_text(),
    )
