"""What the sandbox itself counts while brains are at work: told of every change as it happens.

The watch stands between the sandbox's records and its webhooks, under the world's lock, so that no
moment escapes it, however short; it knows nothing of brains and their plans.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from bot.sandbox import Sandbox
from bot.sandbox.store import App, Issue, Json, Repo

_KEY = re.compile(r"<!-- andon:key (\w+) -->")
_LETTER = re.compile(r"<!-- andon:dead-letter \S+ -->")
OPENED = ("opened", "reopened", "transferred")


@dataclass
class Watch:
    """Counts what may be there once at most. `broken` says where there was more, in the order seen."""

    gh: Sandbox
    app: App
    broken: list[str] = field(default_factory=list[str])
    counted: Counter[str] = field(default_factory=Counter[str])

    def __post_init__(self) -> None:
        self._emit = self.gh.world.emit
        self.gh.world.emit = self._told

    def _told(self, repo: Repo, event: str, action: str | None, payload: Json) -> None:
        """Something changed: count again what it may have doubled."""
        ours = payload.get("sender", {}).get("login") == self.app.bot.login
        match event, action:
            case "issues", "opened" | "reopened":
                self.counted[f"jobs {action} by {'Andon' if ours else 'people'}"] += 1
                if ours:
                    self._check_jobs(repo, f"#{payload['issue']['number']} was {action}")
            case "issue_comment", "created" if ours:
                self._check_letters(repo, payload["issue"]["number"])
            case "pull_request", "opened" if ours:
                self.counted["fixes proposed"] += 1
                self._check_fixes(repo)
            case _:
                pass
        self._emit(repo, event, action, payload)

    def _check_jobs(self, repo: Repo, why: str) -> None:
        """What Andon opened may not be the second open job of its key."""
        for key, numbers in self.open_jobs(repo).items():
            if len(numbers) > 1:
                self.broken.append(f"{repo.full_name}: jobs {numbers} of {key} are open at once: {why}")

    def open_jobs(self, repo: Repo) -> dict[str, list[int]]:
        """The App's open issues by the key in their text."""
        found: dict[str, list[int]] = defaultdict(list)
        for issue in self._ours(repo, pulls=False):
            key = _KEY.search(issue.body or "")
            if key and issue.state == "open":
                found[key[1]].append(issue.number)
        return found

    def _check_letters(self, repo: Repo, number: int) -> None:
        """One dead letter for each climb of the ladder."""
        comments = (c for c in repo.issues[number].comments if c.author == self.app.bot)
        letters = [found[0] for c in comments if (found := _LETTER.search(c.body))]
        self.counted["dead letters"] += bool(_LETTER.search(repo.issues[number].comments[-1].body))
        if twice := [one for one, times in Counter(letters).items() if times > 1]:
            self.broken.append(f"{repo.full_name}#{number}: {twice[0]} was told twice")

    def _check_fixes(self, repo: Repo) -> None:
        """One pull request for each attempt's branch."""
        heads = Counter(i.pull.head_ref for i in self._ours(repo, pulls=True) if i.pull and i.state == "open")
        if twice := [head for head, times in heads.items() if times > 1]:
            self.broken.append(f"{repo.full_name}: {twice[0]} was proposed twice")

    def _ours(self, repo: Repo, *, pulls: bool) -> list[Issue]:
        return [i for i in repo.issues.values() if i.author == self.app.bot and bool(i.pull) == pulls]

    def check_fence(self, past: list[int]) -> None:
        """One run past the fence for each attempt, told by the nonce in its title."""
        with self.gh.world.lock:
            runs = {run.id: run.title for repo in self.gh.world.repos.values() for run in repo.runs.values()}
        self.counted["runs past the fence"] = len(past)
        for title, times in Counter(runs[one] for one in past).items():
            if times > 1:
                self.broken.append(f"{title}: {times} runs went past the fence")
