"""Hundreds of repositories at little cost: copies of one, over its git objects.

A planted repository has refs, runs and a pull request of its own; what is committed to it lives in it alone.
"""

import shutil
from dataclasses import dataclass, replace

from bot.sandbox import Sandbox
from bot.sandbox.repo_handle import RepoHandle
from bot.sandbox.store import App, Conclusion, Repo
from tests.rig import ENFORCE

CI = ".github/workflows/ci.yml"
CONFIG = ".github/andon.yml"
FILES: dict[str, str | bytes | None] = {
    CI: "name: CI\non: {push: {branches: [main]}}\njobs: {test: {runs-on: ubuntu-latest, steps: [{run: 'true'}]}}\n",
    "app.py": "x = 1\n",
}


@dataclass
class Fleet:
    """The repositories of one sandbox. Both seeds have a pull request of `topic`, but `plain` no configuration."""

    gh: Sandbox
    app: App
    seed: RepoHandle
    plain: RepoHandle

    def plant(self, name: str, seed: RepoHandle | None = None) -> RepoHandle:
        """One more repository, which nothing ran in yet."""
        owner, _, short = name.partition("/")
        world, model = self.gh.world, (seed or self.seed).record
        path = world.root / "repos" / owner / f"{short}.git"
        shutil.copytree(model.path, path, ignore=shutil.ignore_patterns("objects"))
        (path / "objects" / "info").mkdir(parents=True)
        (path / "objects" / "info" / "alternates").write_text(f"{model.path / 'objects'}\n")
        with world.lock:
            account = self.gh.organisation(owner)
            repo = Repo(world.next_id(), account, short, path, created=self.gh.clock.now())
            world.repos[repo.id] = repo
            for issue in model.issues.values():
                pull = replace(issue.pull, id=world.next_id(), head_repo=repo.id) if issue.pull else None
                repo.issues[issue.number] = replace(issue, id=world.next_id(), pull=pull)
        handle = RepoHandle(world, repo)
        handle.collaborator("alice", "admin")
        return handle

    def ran(self, repo: RepoHandle, *ends: Conclusion) -> RepoHandle:
        """CI ran on main's head, an attempt for each of these ends of its job."""
        run = repo.record_run(CI, repo.head(), {"test": ends[0]})
        for end in ends[1:]:
            repo.record_attempt(run, {"test": end})
        return repo


def make_fleet(gh: Sandbox, app: App) -> Fleet:
    """The seeds, which are nobody's: the App is not installed there."""
    seeds = (gh.repository("nursery/seed", {**FILES, CONFIG: ENFORCE}), gh.repository("nursery/plain", FILES))
    for seed in seeds:
        seed.branch("topic")
        seed.commit({"topic.txt": "hello\n"}, "topic")
        seed.pull("topic", by="alice")
    gh.idle()
    return Fleet(gh, app, *seeds)
