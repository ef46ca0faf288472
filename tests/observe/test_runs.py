"""What never changes is read once; what is not whole is not believed."""

import asyncio

import pytest

from bot.github.client import Client
from bot.model.runs import Run
from bot.observe.grants import reading
from bot.observe.runs import Kept, Reader
from bot.sandbox import Sandbox
from bot.sandbox.actions.runner import Outcome
from bot.sandbox.store import Conclusion
from tests.model.test_secrets import HEADERS, SECRETS
from tests.observe.seeing import run, scanned, seen
from tests.rig import Rig, make_rig


def test_a_thing_is_read_once_and_the_oldest_is_dropped_first() -> None:
    kept, reads = Kept(most=2), list[str]()

    async def ask(key: str) -> str:
        async def read() -> str:
            reads.append(key)
            return key.upper()

        return await kept.get(key, read)

    async def main() -> list[str]:
        return [await ask(key) for key in "abacab"]

    assert ["A", "B", "A", "C", "A", "B"] == asyncio.run(main())
    assert ["a", "b", "c", "b"] == reads


def test_texts_are_dropped_once_they_are_too_much_together() -> None:
    kept, reads = Kept(text=10), list[str]()

    async def ask(key: str) -> str:
        async def read() -> str:
            reads.append(key)
            return key * 4

        return await kept.get(key, read)

    async def main() -> list[str]:
        return [await ask(key) for key in "aabcbca"]

    assert ["aaaa", "aaaa", "bbbb", "cccc", "bbbb", "cccc", "aaaa"] == asyncio.run(main())
    assert ["a", "b", "c", "a"] == reads


def jobs_of(rig: Rig, one: int) -> tuple[Run, Reader]:
    found = scanned(rig)
    its = next(r for commit in found.history for r in commit.runs if r.id == one)

    async def read(client: Client) -> tuple[Run, Reader]:
        reader = Reader(client, reading(found.repository.installation), found.repository, Kept())
        return await reader.with_jobs(its, "line"), reader

    return run(rig, read)


@pytest.mark.parametrize("count", [1, 100, 250])
def test_every_job_of_a_run_is_read(gh: Sandbox, count: int) -> None:
    rig = make_rig(gh)
    jobs: dict[str, Conclusion] = {f"test ({n})": "success" for n in range(count)}
    recorded = rig.repo.record_run(".github/workflows/ci.yml", rig.repo.head(), jobs)
    its, reader = jobs_of(rig, recorded.id)
    assert (count, []) == (len(its.jobs or ()), reader.unread)


def test_a_run_of_more_jobs_than_can_be_read_is_unread(gh: Sandbox) -> None:
    rig = make_rig(gh)
    jobs: dict[str, Conclusion] = {f"test ({n})": "success" for n in range(1001)}
    recorded = rig.repo.record_run(".github/workflows/ci.yml", rig.repo.head(), jobs)
    its, reader = jobs_of(rig, recorded.id)
    assert (None, ["line"]) == (its.jobs, [unread.part for unread in reader.unread])


def test_a_failure_that_did_not_run_again_is_not_taken_for_a_second_failure(gh: Sandbox) -> None:
    rig = make_rig(gh)
    both: dict[str, Conclusion] = {"test": "failure", "lint": "failure"}
    recorded = rig.repo.record_run(".github/workflows/ci.yml", rig.repo.head(), both)
    gh.clock.advance(minutes=1)
    rig.repo.record_attempt(recorded, {"lint": "success"})
    assert 4 == len(recorded.jobs)
    its, _ = jobs_of(rig, recorded.id)
    assert [("lint", 1, "failure"), ("test", 1, "failure"), ("lint", 2, "success")] == [
        (job.name, job.attempt, job.conclusion)
        for job in sorted(its.jobs or (), key=lambda j: (j.attempt, j.name))
    ]


def test_jobs_are_kept_only_once_no_other_attempt_can_end_in_the_same_second(gh: Sandbox) -> None:
    rig = make_rig(gh)
    recorded = rig.repo.record_run(".github/workflows/ci.yml", rig.repo.head(), {"test": "failure"})
    found = scanned(rig)
    its = next(r for commit in found.history for r in commit.runs if r.id == recorded.id)

    async def read(client: Client) -> tuple[int, int]:
        reader = Reader(client, reading(found.repository.installation), found.repository, Kept())
        counts: list[int] = []
        for wait in (0, 30, 0):
            gh.clock.advance(seconds=wait)
            before = len(gh.world.requests)
            await reader.with_jobs(its, "line")
            await reader.with_jobs(its, "line")
            counts.append(sum("/jobs" in r.path for r in gh.world.requests[before:]))
        return counts[0], counts[1] + counts[2]

    assert (2, 1) == run(rig, read)


ENFORCE = "version: 1\nmode: enforce\nline: {confirm: {reruns: 0}}\n"


def test_what_a_log_tells_of_secrets_reaches_neither_the_snapshot_nor_what_people_read(gh: Sandbox) -> None:
    secrets = [*SECRETS.values(), *(value for _, value in HEADERS.values())]
    shown = [*SECRETS.values(), *(scheme + value for scheme, value in HEADERS.values())]
    told = "".join(f"E   AssertionError: {one}\n" for one in shown)
    rig = make_rig(gh, {".github/andon.yml": ENFORCE})
    gh.script(
        lambda run, job: Outcome("failure", log=f"{told}##[error]Process completed with exit code 1.\n")
    )
    rig.repo.commit({"app.py": "x = 2\n"})
    rig.repo.branch("topic")
    rig.repo.commit({"app.py": "x = 3\n"}, "topic")
    rig.repo.pull("topic")
    gh.idle()
    found, planned = (repr(one).replace("\\n", "\n") for one in (seen(rig), rig.look().plan))
    assert ("AssertionError: [redacted]" in found, "AssertionError: [redacted]" in planned) == (True, True)
    assert [] == [one for one in secrets if one in found + planned]
