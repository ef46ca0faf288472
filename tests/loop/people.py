"""What people do, and what else happens: the random events of a drill, one repository at a time.

Each is done as a person would do it, under the sandbox's own rules; most make sense only now and then,
and are passed over when they do not.
"""

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from bot.sandbox import access, git, git_process, issues
from bot.sandbox.refusal import Refusal
from bot.sandbox.repo_handle import RepoHandle
from bot.sandbox.store import Issue, Run
from tests.loop.story import CONFIG, Story

T = TypeVar("T")
WHOLE, BROKEN, FLAKY, PUZZLING = (
    {"app.py": f"x = '{word}'\n"} for word in ("whole", "broken", "flaky", "puzzling")
)
"""Green, mended by the fixer, green when run again, and red for all that a fixer knows."""


@dataclass
class People:
    """Somebody in one repository. `chance` decides what they do; `story` is where."""

    story: Story
    repo: RepoHandle
    chance: random.Random
    serial: int = 0

    def act(self) -> str:
        """Something happens; its name, with "nothing" where it could not be."""
        name, does = self.chance.choice(EVENTS)
        with suppress(Refusal):
            if does(self) is not False:
                return name
        return f"{name}: passed over"

    def push(self, files: dict[str, str], message: str) -> None:
        """Alice pushes to main, by the bypass that she has."""
        self.repo.commit({**files, "log.txt": f"{self._next()}\n"}, message=message)

    def break_main(self) -> None:
        """In a way that the fixer knows."""
        self.push(BROKEN, "Break it")

    def puzzle(self) -> None:
        """Break main beyond a fixer's means."""
        self.push(PUZZLING, "Puzzle")

    def flake(self) -> None:
        """A job that fails once."""
        self.push(FLAKY, "Flake")

    def mend(self) -> None:
        """Take everything back."""
        self.push(WHOLE, "Mend it")

    def only_shadow(self) -> None:
        """Mode shadow."""
        self.turn("shadow")

    def only_warn(self) -> None:
        """Mode warn."""
        self.turn("warn")

    def enforce(self) -> None:
        """Mode enforce."""
        self.turn("enforce")

    def open_pull(self) -> None:
        """Bob proposes something harmless."""
        branch = f"topic-{self._next()}"
        self.repo.branch(branch, by="bob")
        self.repo.commit({f"{branch}.txt": "hello\n"}, branch, by="bob")
        self.repo.pull(branch, by="bob")

    def push_to_pull(self) -> bool | None:
        """Bob changes one of his pull requests."""
        if (pull := self._one(self._pulls())) is None or pull.pull is None:
            return False
        self.repo.commit({f"{self._next()}.txt": "more\n"}, pull.pull.head_ref, by="bob")
        return None

    def close_pull(self) -> bool | None:
        """Bob closes one, or alice closes a fix."""
        if (pull := self._one(self._pulls(fixes=True))) is None:
            return False
        self.repo.close(pull.number)
        return None

    def merge_pull(self) -> bool | None:
        """Bob presses the button, if GitHub lets him."""
        if (pull := self._one(self._pulls())) is None:
            return False
        self.repo.merge(pull.number, by="bob")
        return None

    def close_job(self) -> bool | None:
        """Give up."""
        if (job := self._one(self.jobs("open"))) is None:
            return False
        self.repo.close(job.number, by="alice")
        return None

    def reopen_job(self) -> bool | None:
        """Retry."""
        if (job := self._one(self.jobs("closed")[-1:])) is None:
            return False
        self.repo.reopen(job.number, by="alice")
        return None

    def unlabel(self) -> bool | None:
        """Take a label off a job."""
        job = self._one(self.jobs("open"))
        if job is None or not job.labels:
            return False
        with self.story.gh.world.lock:
            name = self.chance.choice(job.labels).name
            issues.remove_label(self.story.gh.world, self.repo.record, job, self._alice, name)
        return None

    def label(self) -> bool | None:
        """Put a label on a job that says what is not so."""
        if (job := self._one(self.jobs("open"))) is None:
            return False
        name = self.chance.choice(("andon:done", "andon:running", "andon:dead-letter", "urgent"))
        with self.story.gh.world.lock:
            issues.add_labels(self.story.gh.world, self.repo.record, job, self._alice, (name,))
        return None

    def edit_record(self) -> bool | None:
        """Edit the first comment of a job."""
        job = self._one(self.jobs("open"))
        if job is None or not job.comments:
            return False
        with self.story.gh.world.lock:
            found = (job, job.comments[0])
            issues.edit_comment(self.story.gh.world, self.repo.record, found, self._alice, "Mine now.")
        return None

    def comment(self) -> bool | None:
        """Say something on a job."""
        if (job := self._one(self.jobs("open"))) is None:
            return False
        self.repo.comment(job.number, "Whose is this?")
        return None

    def delete_job(self) -> bool | None:
        """Delete a job's issue; to move it to another repository looks the same from here."""
        if (job := self._one(self.jobs("open"))) is None:
            return False
        with self.story.gh.world.lock:
            issues.delete(self.story.gh.world, self.repo.record, job, self._alice)
        return None

    def delete_claim(self) -> bool | None:
        """Delete the claim's ref, but never in the moment in which a job is being opened under it."""
        with self.story.gh.world.lock:
            for ref, oid in self.repo.refs("refs/andon/").items():
                if '"opening"' not in git_process.run(self.repo.record.path, "log", "-1", "--format=%B", oid):
                    return None if git.delete_ref(self.repo.record.path, ref) else False
        return False

    def cancel_worker(self) -> bool | None:
        """Cancel a run of the worker."""
        if (run := self._worker("in_progress", "queued")) is None:
            return False
        with self.story.gh.world.lock:
            self.story.gh.world.actions.cancel(run)
        return None

    def dispatch_again(self) -> bool | None:
        """Start the worker once more with what another run of it was given."""
        if (run := self._worker("in_progress", "queued", "completed")) is None:
            return False
        with self.story.gh.world.lock:
            actions = self.story.gh.world.actions
            actions.dispatch(self.repo.record, "andon.yml", "main", run.inputs, self._alice.user)
        return None

    def turn(self, mode: str) -> None:
        """Another mode."""
        self.push({".github/andon.yml": CONFIG.replace("enforce", mode)}, f"Turn to {mode}")

    def jobs(self, *states: str) -> list[Issue]:
        """The App's issues, by number."""
        with self.story.gh.world.lock:
            ours = (
                i for i in self.repo.record.issues.values() if i.author == self.story.app.bot and not i.pull
            )
            return sorted((i for i in ours if i.state in states), key=lambda i: i.number)

    def _pulls(self, *, fixes: bool = False) -> list[Issue]:
        with self.story.gh.world.lock:
            found = [i for i in self.repo.record.issues.values() if i.pull and i.state == "open"]
            return [i for i in found if fixes or i.author.login == "bob"]

    def _worker(self, *statuses: str) -> Run | None:
        with self.story.gh.world.lock:
            runs = self.repo.record.runs.values()
            return self._one(
                [r for r in runs if r.event == "workflow_dispatch" and r.status in statuses][-3:]
            )

    def _one(self, those: list[T]) -> T | None:
        return self.chance.choice(those) if those else None

    def _next(self) -> int:
        self.serial += 1
        return self.serial

    @property
    def _alice(self) -> access.Caller:
        return access.person(self.story.gh.world, "alice")


_OFTEN: tuple[tuple[int, str, Callable[[People], bool | None]], ...] = (
    (6, "break main", People.break_main),
    (6, "break main beyond a fixer's means", People.puzzle),
    (3, "a flaky job", People.flake),
    (5, "mend main", People.mend),
    (1, "open a pull request", People.open_pull),
    (1, "push to a pull request", People.push_to_pull),
    (1, "close a pull request", People.close_pull),
    (1, "merge a pull request", People.merge_pull),
    (2, "close the job", People.close_job),
    (4, "reopen the job", People.reopen_job),
    (2, "take a label off", People.unlabel),
    (2, "put a label on", People.label),
    (2, "edit the record", People.edit_record),
    (1, "comment on the job", People.comment),
    (1, "delete the job", People.delete_job),
    (2, "delete the claim", People.delete_claim),
    (2, "cancel the worker", People.cancel_worker),
    (2, "dispatch the worker again", People.dispatch_again),
    (1, "mode shadow", People.only_shadow),
    (1, "mode warn", People.only_warn),
    (3, "mode enforce", People.enforce),
)
EVENTS = tuple((name, does) for often, name, does in _OFTEN for _ in range(often))
"""What may happen, as often as it is likely."""
