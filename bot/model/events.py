"""The ledger's events, with exactly the fields the design gives them."""

from datetime import datetime
from typing import Literal, TypeAlias

from bot.model.value import Value


class JobCreated(Value):
    """A job that a pass opened. Priority 1 is a stopped line."""

    type: str
    priority: int
    repo: str


class PassFault(Value):
    """A repository that could not be done, and why."""

    repo: str
    error: str


class PassWait(Value):
    """A repository of whose plan a part is left, and the seconds after which it goes on."""

    repo: str
    seconds: float


class PassEvent(Value):
    """One pass or sweep. Durations are milliseconds; `timestamp` is its start, UTC."""

    event: Literal["pass"] = "pass"
    timestamp: datetime
    trigger: Literal["cron", "webhook", "debug"]
    repos_scanned: int
    repos_with_violations: int
    jobs_created: tuple[JobCreated, ...] = ()
    jobs_already_pending: int = 0
    scan_duration_ms: int
    errors: tuple[PassFault, ...] = ()
    api_points: int
    api_writes: int
    effects_planned: tuple[str, ...] = ()
    effects_done: tuple[str, ...] = ()
    waiting: tuple[PassWait, ...] = ()


class JobEvent(Value):
    """A job's end: proven fixed, handed to people (the dead letter), or closed while the line was red.

    A job that people heal after its dead letter ends a second time, and one that is reopened by a
    relapse ends again: the last event of a `job_id` holds. Durations are milliseconds. `runner_id` is
    the id of the worker's workflow run of the last attempt, None where none ran: workers are runs, and
    GitHub's runners are not read. `error` says why `success` is false. `rung` and `retry_count` (attempts
    beyond the first) are of the attempts made, whoever healed the line; `pr_url` is the pull request that
    did, or the last that did not.
    """

    event: Literal["job"] = "job"
    timestamp: datetime
    job_id: str
    job_type: str
    repo: str
    runner_id: str | None
    duration_ms: int
    success: bool
    pr_url: str | None
    error: str | None
    retry_count: int
    rung: str | None
    time_to_detect_ms: int | None
    time_to_stop_ms: int | None
    time_to_restore_ms: int | None


class ReceivingEvent(Value):
    """How many webhooks are lost at present: never answered OK within three days. Told when that changes.

    `given_up` of them are asked for no more; `oldest` is when the first of them was sent.
    """

    event: Literal["receiving"] = "receiving"
    timestamp: datetime
    webhooks_lost: int
    given_up: int
    oldest: datetime | None
    growing: bool


class CommandEvent(Value):
    """A command that was obeyed, told with its answer, which is given once. `until` is when it ends by itself."""

    event: Literal["command"] = "command"
    timestamp: datetime
    repo: str
    verb: str
    who: str
    why: str
    at: datetime
    until: datetime | None
    comment: int
    issue: int
    sha: str | None


Event: TypeAlias = PassEvent | JobEvent | ReceivingEvent | CommandEvent
