"""A shop in which people command: what they say, what they are answered, what holds then."""

from dataclasses import dataclass

from bot.model.jobs import Record
from bot.sandbox import Sandbox, issues
from bot.sandbox.store import Comment, Issue
from tests.rig import Rig, fails_when, make_rig, pull

CONFIG = """\
version: 1
mode: enforce
line: {confirm: {reruns: 0}}
fix: {ladder: [person]}
"""
PEOPLE = (("alice", "admin"), ("carol", "maintain"), ("bob", "write"), ("dave", "triage"), ("eve", "read"))


@dataclass
class Shop:
    """A rig with people of every role, an open pull request of bob's, and main broken while `app.py` says so."""

    rig: Rig
    number: int

    def break_main(self) -> None:
        """A person pushes a commit that CI refuses, and the line stops."""
        self.rig.repo.commit({"app.py": "broken\n"}, message="Break it")
        self.settle()

    def mend_main(self) -> None:
        """A person pushes a commit that CI likes."""
        self.rig.repo.commit({"app.py": "x = 2\n"}, message="Mend it")
        self.settle()

    def settle(self) -> None:
        """Passes until nothing is left to do."""
        self.rig.settle()

    def say(self, body: str, by: str = "alice", on: int | None = None) -> Comment:
        """A comment, on the pull request if nothing else is said; and what comes of it."""
        self.rig.gh.clock.advance(seconds=2)
        made = self.rig.repo.comment(on or self.number, body, by=by)
        self.settle()
        return made

    def answer(self, comment: Comment) -> str | None:
        """Our App's reaction to a comment."""
        ours = [r.content for r in comment.reactions if r.user == self.rig.app.bot]
        assert len(ours) <= 1
        return ours[0] if ours else None

    def words(self, comment: Comment) -> list[str]:
        """What our App wrote after a comment, on the same issue; records and dead letters left out."""
        with self.rig.gh.world.lock:
            record, _ = issues.find_comment(self.rig.repo.record, comment.id)
            later = [c for c in record.comments if c.author == self.rig.app.bot and c.id > comment.id]
        return [c.body for c in later if "<!-- andon:" not in c.body]

    def cord(self) -> str | None:
        """What the pull request's cord shows."""
        return self.rig.shown(self.number)

    def title(self) -> str | None:
        """The title of the pull request's cord."""
        found = self.rig.cord(self.number)
        return found.title if found else None

    def job(self) -> Issue:
        """The one job."""
        (job,) = self.rig.jobs()
        return job

    def record(self) -> Record:
        """The job's newest record."""
        found = [record for c in self.job().comments if (record := Record.decode(c.body))]
        return found[-1]

    def head(self) -> str:
        """The pull request's head, as people write it."""
        return self.rig.repo.pull_of(self.number).head_sha[:8]


def make_shop(gh: Sandbox, config: str = CONFIG) -> Shop:
    """A green line with people around it."""
    rig = make_rig(gh, {".github/andon.yml": config, ".github/workflows/andon.yml": None})
    for login, role in PEOPLE:
        rig.repo.collaborator(login, role)
    gh.script(fails_when("broken"))
    shop = Shop(rig, pull(rig, "topic"))
    shop.settle()
    return shop
