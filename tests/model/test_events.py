"""The ledger's events carry exactly the fields that the design gives them."""

from bot.model.events import JobEvent, PassEvent

PASS = {
    "event", "timestamp", "trigger", "repos_scanned", "repos_with_violations", "jobs_created", "jobs_already_pending",
    "scan_duration_ms", "errors", "api_points", "api_writes", "effects_planned", "effects_done", "waiting",
}  # fmt: skip
JOB = {
    "event", "timestamp", "job_id", "job_type", "repo", "runner_id", "duration_ms", "success", "pr_url", "error",
    "retry_count", "rung", "time_to_detect_ms", "time_to_stop_ms", "time_to_restore_ms",
}  # fmt: skip


def test_a_pass_has_the_designs_fields() -> None:
    assert PASS == set(PassEvent.model_fields)


def test_a_job_has_the_designs_fields() -> None:
    assert JOB == set(JobEvent.model_fields)
