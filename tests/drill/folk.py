"""Who acts in a town, and what they choose among; what they do is `on_lines`, `on_pulls` and `around`.

A step is a name and three numbers, which mean something only where it is played: so a story can be cut, and
what is left of it can still be played.
"""

from dataclasses import dataclass
from typing import TypeVar

from bot.sandbox import git, git_process
from bot.sandbox.repo_handle import RepoHandle
from bot.sandbox.store import Comment, Issue, Pull, Run
from tests.drill.town import JOBS, LINES, PAGE, PEOPLE, Town
from tests.drill.watchman import Watchman

T = TypeVar("T")
AUTHORS = ("bob", "carol")
"""Who proposes from branches in the repository."""
PLACES = ("core", "web", "both", "work", "web", "core", "web", "core")
"""Where a change lies where lanes are named: in one, in both, in none."""
MANY = 301
"""More files than GitHub lists of a comparison."""
VERBS = ("stop", "stop", "start", "start", "start", "pass", "pass", "pass", "wrong", "status", "sing")
MINUTES = ("m", " min", " minutes")


@dataclass(frozen=True)
class Step:
    """Something that happens; `a`, `b` and `c` choose among what is there."""

    name: str
    a: int = 0
    b: int = 0
    c: int = 0

    def __str__(self) -> str:
        return f"Step({self.name!r}, {self.a}, {self.b}, {self.c})"


@dataclass(frozen=True)
class Wish:
    """A command that somebody may give."""

    verb: str
    who: str
    issue: Issue
    body: str
    sha: str = ""

    @property
    def words(self) -> str:
        """Who says what where."""
        return f"{self.who} says {self.verb} {self.sha} on #{self.issue.number}"


@dataclass
class Folk:
    """Whoever acts in a town, and what they choose among."""

    town: Town
    watch: Watchman
    serial: int = 0
    fork: RepoHandle | None = None

    @property
    def repo(self) -> RepoHandle:
        """The repository."""
        return self.town.repo

    def wish(self, step: Step) -> Wish | None:
        """What a step would have somebody say, on a pull request or (a third of the time) on a line's job."""
        verb, who = one_of(VERBS, step.a), one_of(PEOPLE, step.b)[0]
        found, jobs = self.pull(step), self.town.jobs("open")
        on_job = jobs and step.c % 3 == 0 and verb != "pass"
        issue = one_of(jobs, step.c) if on_job else found[0] if found else None
        if issue is None:
            return None
        head = issue.pull.head_sha if issue.pull else ""
        sha = head[:8] if step.c % 9 else head[::-1][:8]
        lasting = f" for {5 + step.c % 40}{one_of(MINUTES, step.c // 2)}" if step.c % 2 else ""
        why = f"{'deploy: ' if step.c % 5 == 0 else ''}because of {step.c}{lasting}"
        told = f"/andon {verb}{f' {sha}' if verb == 'pass' else ''} {why}"
        return Wish(verb, who, issue, told, sha if verb == "pass" else "")

    def utter(self, wish: Wish) -> Comment:
        """It is said."""
        return self.repo.comment(wish.issue.number, wish.body, by=wish.who)

    def newest(self) -> tuple[Issue, Comment] | None:
        """The newest comment of a person."""
        with self.town.gh.world.lock:
            all_issues = list(self.repo.record.issues.values())
        found = [(i, c) for i in all_issues for c in i.comments if c.author != self.town.app.bot]
        return max(found, key=lambda pair: pair[1].id, default=None)

    def pull(self, step: Step, own: bool = False) -> tuple[Issue, Pull] | None:
        """An open pull request; one whose branch is in the repository if `own`."""
        open_ones = [i for i in self.town.pulls("open") if not own or i.author.login in AUTHORS]
        issue = one_of(open_ones, step.a // 7 + step.b) if open_ones else None
        return (issue, issue.pull) if issue and issue.pull else None

    def run(self, step: Step, *statuses: str) -> Run | None:
        """One of the newest runs; of a line more often than of a pull request."""
        with self.town.gh.world.lock:
            runs = [r for r in self.repo.record.runs.values() if r.status in statuses]
        lines = [r for r in runs if r.event == "push" and r.head_branch in LINES]
        chosen = (runs if step.b % 4 == 0 else lines)[-4:]
        return one_of(chosen, step.a) if chosen else None

    def forked(self, base: str) -> RepoHandle:
        """Eve's fork, which knows the head of a line."""
        if self.fork is None:
            name = self.repo.name.partition("/")[2]
            self.fork = self.town.gh.repository(f"eve/{name}", fork_of=self.repo, by="eve")
        tip = git.resolve(self.repo.record.path, base)
        git_process.run(
            self.fork.record.path, "fetch", "--quiet", "--no-tags", str(self.repo.record.path), str(tip)
        )
        return self.fork

    def files(self, kind: str, base: str, where: int = 0) -> dict[str, str | bytes | None]:
        """What a change of some kind, into a line, changes; `where` chooses among lanes."""
        code, lanes = self.town.sort.code, self.town.sort.lanes
        place = one_of(PLACES, where) if lanes else "work"
        harmless: dict[str, str | bytes | None] = {f"{place}/{self.next()}.txt": "x\n"}
        match kind:
            case "fix":
                return {**harmless, **code()}
            case "back":
                return self._restored(f"{base}~1", base)
            case "far back":
                return self._restored(f"{base}~2", base)
            case "document":
                return {f"docs/{self.next()}.md": "x\n"}
            case "other settings":
                return {**harmless, ".circleci/config.yml": "new: true\n"}
            case "half a fix":
                return {**harmless, **code(web="red")}
            case "flaky":
                return {**harmless, **code(test="flaky")}
            case "moved" if lanes:
                return {"web/page.md": None, f"core/{self.next()}.md": PAGE}
            case "many" if lanes:
                return {f"{place}/{self.serial}-{each}.txt": "x\n" for each in range(MANY)}
            case "cheat":
                return {**harmless, **code(), "tests/test_app.py": None}
            case "another workflow":
                path = next(iter(JOBS))
                return {
                    **harmless,
                    **code(),
                    path: f"# new\n{git.blob(self.repo.record.path, 'main', path)}",
                }
            case _:
                return harmless

    def _restored(self, to: str, base: str) -> dict[str, str | bytes | None]:
        """The files by which a line differs from what it was, as they were."""
        repo = self.repo.record.path
        old, new = git.resolve(repo, to), git.resolve(repo, base)
        if old is None or new is None:
            return self.log()
        return {path: git.blob(repo, old, path) for path in git.changed_paths(repo, old, new)}

    def log(self, where: str = "") -> dict[str, str | bytes | None]:
        """A change that makes a commit another one."""
        return {f"{where}log.txt": f"{self.next()}\n"}

    def coded(self, words: dict[str, str]) -> dict[str, str | bytes | None]:
        """What somebody changes by whom jobs come to this; where lanes are named, in the lane that breaks alone."""
        lane = "web/" if set(words) == {"web"} else "core/"
        return {**self.town.sort.code(**words), **self.log(lane if self.town.sort.lanes else "")}

    def next(self) -> int:
        """A number that was not used yet."""
        self.serial += 1
        return self.serial


def one_of(those: "tuple[T, ...] | list[T]", which: int) -> T:
    """The one that a number chooses."""
    return those[which % len(those)]
