"""A repository in a test's hands: one line per thing that happens in it.

Everything goes the way the real thing goes: a commit here is a push, with its webhooks and runs.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Concatenate, ParamSpec, TypeVar

from bot.sandbox import access, checks, git, issues, pulls, pushes, queueing, recorded, reviews, shapes
from bot.sandbox.access import Caller
from bot.sandbox.merging import Wish
from bot.sandbox.rulesets import AnyRule, Rule
from bot.sandbox.store import App, CheckRun, Comment, Conclusion, Issue, Pull, Repo, Run, User, World

P = ParamSpec("P")
R = TypeVar("R")
RuleT = TypeVar("RuleT", bound=AnyRule)


def _locked(
    method: "Callable[Concatenate[RepoHandle, P], R]",
) -> "Callable[Concatenate[RepoHandle, P], R]":
    """The method, holding the world's lock."""

    def locked(self: "RepoHandle", /, *args: P.args, **kwargs: P.kwargs) -> R:
        with self.world.lock:
            result = method(self, *args, **kwargs)
            queueing.settle(self.world)
            self.world.changed.notify_all()
            return result

    locked.__doc__ = method.__doc__
    return locked


class RepoHandle:
    """One repository; `record` is its entry in the world, `name` its full name."""

    def __init__(self, world: World, record: Repo) -> None:
        self.world = world
        self.record = record

    @property
    def name(self) -> str:
        """`acme/shop`."""
        return self.record.full_name

    @property
    def clone_url(self) -> str:
        """Where git clones from, without credentials."""
        return f"{shapes.html_url(self.world, self.record)}.git"

    def url_for(self, token: str) -> str:
        """The clone URL with a token in it."""
        return self.clone_url.replace("://", f"://x-access-token:{token}@")

    @_locked
    def collaborator(self, login: str, role: str = "write") -> None:
        """Give a person a role: read, triage, write, maintain, admin."""
        self.world.user(login)
        self.record.collaborators[login] = role

    @_locked
    def commit(
        self,
        files: Mapping[str, str | bytes | None],
        branch: str | None = None,
        message: str = "Change",
        by: str = "alice",
        parent: str | None = None,
    ) -> str:
        """A commit on top of a branch (or of `parent`, which replaces its head), pushed by a person."""
        repo, ref = self.record, f"refs/heads/{branch or self.record.default_branch}"
        old = git.resolve(repo.path, ref)
        base = parent or old
        caller = self._person(by)
        who = git.Person(by, shapes.email_of(caller.user), self.world.clock.now())
        tree = git.write_tree(repo.path, base, files)
        new = git.write_commit(repo.path, tree, [base] if base else [], message, (who, who))
        git.update_ref(repo.path, ref, new)
        pushes.after(self.world, repo, caller, ref, (old or git.NULL, new))
        return new

    @_locked
    def branch(self, name: str, at: str | None = None, by: str = "alice") -> str:
        """A new branch at a branch or commit; returns its head."""
        repo = self.record
        sha = git.resolve(repo.path, at or repo.default_branch)
        if sha is None:
            raise ValueError(f"no commit {at!r} in {self.name}")
        ref = f"refs/heads/{name}"
        old = git.resolve(repo.path, ref) or git.NULL
        git.update_ref(repo.path, ref, sha)
        pushes.after(self.world, repo, self._person(by), ref, (old, sha))
        return sha

    @_locked
    def pull(
        self,
        head: str,
        base: str | None = None,
        title: str | None = None,
        by: str = "bob",
        draft: bool = False,
        body: str | None = None,
        head_repo: "RepoHandle | None" = None,
    ) -> int:
        """A new pull request; returns its number."""
        opening = pulls.Opening(
            title=title or f"Change by {by}",
            body=body,
            head_repo=head_repo.record if head_repo else self.record,
            head=head,
            base=base or self.record.default_branch,
            draft=draft,
        )
        return pulls.open_pull(self.world, self.record, self._person(by), opening).number

    @_locked
    def merge(self, number: int, by: str = "alice", method: str = "merge") -> str:
        """Merge a pull request by the button; raises `Refusal` as GitHub would answer."""
        wish = Wish("squash" if method == "squash" else "rebase" if method == "rebase" else "merge")
        record = issues.get(self.record, number)
        return pushes.merge_pull(self.world, self.record, record, self._person(by), wish)

    @_locked
    def retarget(self, number: int, base: str, by: str = "alice") -> None:
        """Propose a pull request to another branch; raises `Refusal` as GitHub would answer."""
        pulls.edit(self.world, self.record, issues.get(self.record, number), self._person(by), {"base": base})

    @_locked
    def delete_head(self, number: int, by: str = "alice") -> None:
        """Delete a merged pull request's branch by the button: what is based on it moves to its base."""
        pushes.delete_head(self.world, self.record, issues.get(self.record, number), self._person(by))

    @_locked
    def delete_branch(self, name: str, by: str = "alice") -> None:
        """Delete a branch as `git push` or the API would: what is based on it is closed."""
        pushes.delete_branch(self.world, self.record, self._person(by), name)

    @_locked
    def close(self, number: int, by: str = "alice") -> None:
        """Close an issue or pull request."""
        record = issues.get(self.record, number)
        if record.pull:
            pulls.close(self.world, self.record, record, self._person(by))
        else:
            issues.set_state(self.world, self.record, record, self._person(by), {"state": "closed"})

    @_locked
    def reopen(self, number: int, by: str = "alice") -> None:
        """Open an issue or pull request again."""
        record = issues.get(self.record, number)
        if record.pull:
            pulls.reopen(self.world, self.record, record, self._person(by))
        else:
            issues.set_state(self.world, self.record, record, self._person(by), {"state": "open"})

    @_locked
    def comment(self, number: int, body: str, by: str = "alice") -> Comment:
        """Comment on an issue or pull request."""
        return issues.comment(
            self.world, self.record, issues.get(self.record, number), self._person(by), body
        )

    @_locked
    def press(self, check: CheckRun, button: str, by: str = "alice") -> None:
        """Press the button with that identifier on a check run."""
        checks.press(self.world, self.record, self._person(by), check, button)

    @_locked
    def open_issue(self, title: str, body: str | None = None, by: str = "alice") -> int:
        """A new issue; returns its number."""
        return issues.open_issue(self.world, self.record, self._person(by), (title, body)).number

    @_locked
    def require(
        self, context: str, app: App | None = None, branch: str | None = None, bypass: Iterable[str] = ()
    ) -> Rule:
        """Require a check, pinned to an App if one is given; `bypass` logins are exempt."""
        where, pinned = branch or self.record.default_branch, app.id if app else None
        return self.rule(Rule(branch=where, context=context, integration_id=pinned, bypass=set(bypass)))

    @_locked
    def rule(self, rule: RuleT, same: AnyRule | None = None) -> RuleT:
        """One more rule, in a ruleset of its own or in the `same` as another, with its bypass actors."""
        rule.ruleset_id = same.ruleset_id if same else self.world.next_id()
        if same:
            rule.bypass, rule.pulls_bypass = same.bypass, same.pulls_bypass
        self.record.rules.append(rule)
        return rule

    @_locked
    def approve(self, number: int, by: str = "alice", teams: tuple[str, ...] = ()) -> None:
        """Approve a pull request, for teams too; raises `Refusal` as GitHub would answer."""
        reviews.submit(self.world, self.record, number, self._person(by), "APPROVE", teams)

    @_locked
    def want_changes(self, number: int, by: str = "alice") -> None:
        """Ask for changes in a pull request; raises `Refusal` as GitHub would answer."""
        reviews.submit(self.world, self.record, number, self._person(by), "REQUEST_CHANGES")

    @_locked
    def enqueue(self, number: int, by: str = "alice") -> None:
        """Put a pull request into its merge queue; raises `Refusal` as GitHub would answer."""
        queueing.enqueue(self.world, self.record, number, self._person(by))

    @_locked
    def dequeue(self, number: int, by: str = "alice") -> None:
        """Take a pull request out of its merge queue; raises `Refusal` as GitHub would answer."""
        queueing.dequeue(self.world, self.record, number, self._person(by))

    @_locked
    def arm(self, number: int, by: str = "alice") -> None:
        """Enable automatic merging; raises `Refusal` as GitHub would answer."""
        queueing.arm(self.world, self.record, number, self._person(by))

    @_locked
    def rename(self, name: str) -> None:
        """Rename the repository; its old name redirects."""
        self.record.old_names.append(self.record.full_name)
        self.record.name = name

    @_locked
    def transfer(self, owner: str) -> None:
        """Give the repository to another organisation; its old name redirects for who can see it there."""
        self.record.old_names.append(self.record.full_name)
        known = self.world.users.get(owner)
        self.record.owner = known or User(self.world.next_id(), owner, "Organization")
        self.world.users[owner] = self.record.owner

    @_locked
    def archive(self, archived: bool = True) -> None:
        """Make the repository read-only, or lift that."""
        self.record.archived = archived

    @_locked
    def delete(self) -> None:
        """Delete the repository."""
        del self.world.repos[self.record.id]

    @_locked
    def record_run(
        self,
        workflow: str,
        sha: str,
        jobs: Mapping[str, Conclusion],
        event: str = "push",
        branch: str | None = None,
        status: str = "completed",
    ) -> Run:
        """A run that nothing executes: finished with these jobs, or `status="in_progress"`."""
        kind = recorded.Kind(workflow, sha, event, branch or self.record.default_branch)
        return recorded.run(self.world, self.record, kind, jobs, status == "completed")

    @_locked
    def record_attempt(self, run: Run, jobs: Mapping[str, Conclusion], status: str = "completed") -> Run:
        """Another attempt of a recorded run, with the jobs that ran again."""
        return recorded.attempt(self.world, run, jobs, status == "completed")

    @_locked
    def checks(self, sha: str, name: str | None = None) -> list[CheckRun]:
        """The check runs on a commit, oldest first."""
        found = [
            check
            for suite in self.record.suites
            if suite.head_sha == sha
            for check in suite.checks
            if name in (None, check.name)
        ]
        return sorted(found, key=lambda check: check.id)

    @_locked
    def issue(self, number: int) -> Issue:
        """An issue or pull request."""
        return issues.get(self.record, number)

    @_locked
    def pull_of(self, number: int) -> Pull:
        """The pull request half."""
        return pulls.get(self.record, number)[1]

    def head(self, branch: str | None = None) -> str:
        """A branch's (or any ref's) commit."""
        sha = git.resolve(self.record.path, branch or self.record.default_branch)
        if sha is None:
            raise ValueError(f"no branch {branch!r} in {self.name}")
        return sha

    def tree(self, sha: str) -> dict[str, str]:
        """All files of a commit: path -> text."""
        repo = self.record.path
        return {name: git.blob(repo, sha, name) or "" for name in git.paths(repo, sha)}

    def refs(self, prefix: str = "refs/") -> dict[str, str]:
        """Refs by full name."""
        return git.refs(self.record.path, prefix)

    def _person(self, login: str) -> Caller:
        return access.person(self.world, login)
