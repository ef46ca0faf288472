"""How one line of the table is read: each look asks GitHub one thing about a scene, and says it in words.

Looks know what an answer says, never what it should be; that is in the row that holds them.
"""

import re
from collections.abc import Callable

from bot.demo.asking import Check, Shown
from bot.demo.kind import Look
from bot.demo.scene import Scene

CORD = "Andon"
NONE = "none"


def cords(scene: Scene, number: int) -> list[Check]:
    """The cords of a pull request's head, newest first."""
    alice = scene.alice
    return alice.checks(alice.pull(number).head, CORD, scene.stage.app.id)


def cord(number: int = 1) -> Look:
    """What a pull request's cord says, without the time."""
    return lambda scene: _title(cords(scene, number))


def _title(found: list[Check]) -> str:
    return found[0].title.partition(", since ")[0] if found else NONE


def cord_count(number: int = 1) -> Look:
    """How many check runs the cords of a pull request's head are: a new one for each time it had to wait."""
    return lambda scene: str(len(cords(scene, number)) or NONE)


def cord_tells(pattern: str, number: int = 1) -> Look:
    """The part of the cord's words that a pattern's first group matches."""
    return lambda scene: _told(pattern, "\n".join(f"{c.summary}\n{c.text}" for c in cords(scene, number)[:1]))


def _told(pattern: str, text: str) -> str:
    """The group, with Markdown's escapes taken back."""
    found = re.search(pattern, re.sub(r"\\(.)", r"\1", text))
    return found[1] if found else NONE


def check_on_main(name: str) -> Look:
    """How another check of Andon's on main's head ended, and its title."""

    def look(scene: Scene) -> str:
        alice = scene.alice
        found = alice.checks(alice.head("main"), name, scene.stage.app.id)
        return f"{found[0].conclusion}: {found[0].title}" if found else NONE

    return look


def merging(number: int = 1) -> Look:
    """Whether a pull request may be merged, in GitHub's word: `clean`, `blocked`."""
    return lambda scene: scene.alice.pull(number).mergeable


def jobs(scene: Scene) -> str:
    """How many issues Andon opened."""
    return str(len(scene.alice.issues_by(scene.bot, pulls=False)) or NONE)


def job(scene: Scene) -> str:
    """The state and the labels of Andon's newest issue."""
    numbers = scene.alice.issues_by(scene.bot, pulls=False)
    if not numbers:
        return NONE
    return _shown(scene.alice.issue(numbers[-1]))


def job_about(words: str) -> Look:
    """The state and the labels of Andon's newest issue whose title has these words."""

    def look(scene: Scene) -> str:
        issues = (scene.alice.issue(n) for n in scene.alice.issues_by(scene.bot, pulls=False))
        named = [issue for issue in issues if words in issue.title]
        return _shown(named[-1]) if named else NONE

    return look


def _shown(issue: Shown) -> str:
    return ", ".join((issue.state, *(label for label in issue.labels if label != "andon")))


def fix_tells(part: Callable[[Shown], str | None]) -> Look:
    """Something of the newest pull request that Andon opened."""

    def look(scene: Scene) -> str:
        numbers = scene.alice.issues_by(scene.bot, pulls=True)
        return (part(scene.alice.pull(numbers[-1])) or NONE) if numbers else NONE

    return look


def job_tells(pattern: str) -> Look:
    """The part of the job's title and text that a pattern's first group matches."""
    return lambda scene: _told(pattern, _job_text(scene))


def _job_text(scene: Scene) -> str:
    numbers = scene.alice.issues_by(scene.bot, pulls=False)
    return "\n".join(f"{i.title}\n{i.body}" for i in map(scene.alice.issue, numbers[-1:]))


def last_words(pattern: str = r"\A\*\*(.*)\*\*") -> Look:
    """Of the newest comment on the newest job: its author, and what a pattern's first group matches."""

    def look(scene: Scene) -> str:
        numbers = scene.alice.issues_by(scene.bot, pulls=False)
        said = scene.alice.comments(numbers[-1]) if numbers else []
        return f"{said[-1].author}: {_told(pattern, said[-1].body)}" if said else NONE

    return look


def ci(scene: Scene) -> str:
    """How CI ended on main's newest commit that it ran on, and at which attempt."""
    found = scene.alice.runs("ci.yml", event="push", branch=scene.alice.about().default_branch)
    return f"{found[0].conclusion}, attempt {found[0].attempt}" if found else NONE


def suspect(scene: Scene) -> str:
    """The title of the commit since which the newest job calls the line red."""
    sha = job_tells(r"since ([0-9a-f]{7})")(scene)
    return next((ran.title for ran in scene.alice.runs("ci.yml") if ran.sha.startswith(sha)), NONE)


def traces(scene: Scene) -> str:
    """Everything that Andon left: cords on the first pull request, issues and pull requests, claims."""
    alice = scene.alice
    left = len(cords(scene, 1)) if alice.issues_by("bob", pulls=True) else 0
    left += sum(len(alice.issues_by(scene.bot, pulls=pulls)) for pulls in (True, False))
    return str(left + len(scene.refs("refs/andon/")) or NONE)


def about(part: Callable[[Scene], object]) -> Look:
    """A property of the repository, as text."""
    return lambda scene: str(part(scene))
