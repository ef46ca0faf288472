"""What was observed of one repository in one pass.

`observe` fills these, `orient` and `decide` read them. Every time is UTC. A fact that could not be
read is listed in `Snapshot.unread`; it is never guessed.
"""

from datetime import datetime
from typing import Literal, TypeAlias

from bot.model.after_green import UPDATES, Dequeued, Update
from bot.model.config_text import Invalid
from bot.model.diagnosed import DIAGNOSIS_CHECK, Diagnosed
from bot.model.flakes import Flake
from bot.model.job_issue import JobIssue
from bot.model.jobs import Claim, Key
from bot.model.lanes import Touched
from bot.model.owners import Reviewed
from bot.model.runs import Check, Commit, Earlier, RequiredCheck, Run, RunStatus
from bot.model.trees import Undone
from bot.model.value import Value

MergeState: TypeAlias = Literal[
    "BEHIND", "BLOCKED", "CLEAN", "DIRTY", "DRAFT", "HAS_HOOKS", "UNKNOWN", "UNSTABLE"
]

CORD = "Andon"
"""The name of the check run that is required."""
CONFIG_CHECK = "Andon config"
"""The check run that shows a broken configuration; nobody should require it."""
OUR_CHECKS = (CORD, CONFIG_CHECK, DIAGNOSIS_CHECK)
"""The check runs that are our own doing: they say nothing of the code."""


class Unread(Value):
    """A fact that could not be read: what, and why in words for the operator.

    `what` begins with the part of the snapshot that it is missing from: `line: jobs of run 7`.
    """

    what: str
    why: str

    @property
    def part(self) -> str:
        """The part of the snapshot: config, mistakes, line, file, pulls, claims, job, worker, log, files."""
        return self.what.partition(":")[0]


class Repository(Value):
    """Who is meant. `id` is GitHub's numeric id, which survives renames; `name` is `owner/name`."""

    id: int
    node_id: str
    name: str
    installation: int
    default_branch: str | None = None
    private: bool = True
    archived: bool = False
    fork: bool = False
    has_issues: bool = True


class Cord(Value):
    """Our newest check run on a head. `digest` is the verdict it shows (its `external_id`)."""

    id: int
    status: RunStatus
    conclusion: str | None
    digest: str
    title: str = ""

    @property
    def holds(self) -> bool:
        """Whether it keeps its pull requests from being merged, where it is required."""
        return self.status != "completed" or self.conclusion == "failure"

    @property
    def stale(self) -> bool:
        """Whether it says that its pull request failed only for a base that was broken."""
        return self.conclusion == "success" and self.digest.startswith("stale-")

    @property
    def update(self) -> Update | None:
        """By whom it says that the stale branch is updated; None where it does not say."""
        parts = self.digest.split("-")
        said = parts[1] if self.stale and len(parts) > 2 else None
        return next((one for one in UPDATES if one == said), None)

    @property
    def proven(self) -> bool:
        """Whether it lets a pull request pass a stopped line by proof."""
        return self.conclusion == "success" and self.digest.startswith("proven-")

    @property
    def way(self) -> str | None:
        """By which proof it lets pass, as `telling.Way`; None where it does not say."""
        parts = self.digest.split("-")
        return parts[1] if self.proven and len(parts) > 2 else None

    @property
    def standing(self) -> str | None:
        """The key of the lanes that stood when it was written, where it lets pass what touches none of them."""
        parts = self.digest.split("-")
        return parts[2] if self.way == "lane" and len(parts) == 4 else None


class ChangedFile(Value):
    """A file that a head changes against the line's head. `patch` is None where GitHub gave none."""

    path: str
    status: str
    patch: str | None = None
    previous: str | None = None


class Comparison(Value):
    """`base...head`. The head descends from the base when `behind` is 0.

    GitHub lists at most 300 files; `complete` is False where there may be more.
    """

    base: str
    head: str
    behind: int
    files: tuple[ChangedFile, ...] = ()
    complete: bool = True

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths that the head changes; of a file that was moved both."""
        found = (path for file in self.files for path in (file.path, file.previous or file.path))
        return tuple(sorted(set(found)))


class After(Value):
    """What was read of a pull request that a stop held, once that is over.

    `runs` are those of the red workflows at its head, with their jobs; it lacks so many (`behind`) commits up to
    the one that mended its base, which is its base since `based`, if it had another before. Only where branches
    are updated: the oldest `approved` that stands, whether our App may `push` to its branch, and whether that
    would take approvals away (`dismisses`).
    """

    runs: tuple[Run, ...]
    behind: int
    based: datetime | None = None
    approved: datetime | None = None
    push: bool = False
    dismisses: bool = True


class Pull(Value):
    """An open pull request, or a merge group: what the merge queue made of pull request `number` to try it.

    `bot`: an App opened it. `unread`: why nothing can be said of it. `unreviewed`: a review that is required is
    not there. Of a group, whose `branch` and `head` are the queue's own, `answer_by` is when the queue gives it
    up. `tree`: what its head holds. `diagnosed`: what its head shows of a diagnosis, once it has a cord;
    `failed`: its newest runs that failed, with their logs, where it may be told of them; `checks`: what is
    reported of its head (in GraphQL `head_node`; `committed` is its own date) by whomever, where that may prove
    something; `after`: what a stop that is over did to it; `dequeued` where it left a merge queue by that.

    Read only where they may prove something: `touches`, what it changes, where lanes are named; `against_line`;
    `alone_since`, from when on its branch was proposed to this base alone; `reviewed`, where it changes what may
    decide a check. `paths_unread`: whether it could not be told what it changes, where that might be unrelated.
    `proof_unread`: why that could not be read.
    Of our own fixes, where our App may bypass rules: what those ask for besides reviews and is not there
    (`lacks`), and whether it may merge without the reviews (`past_review`).
    """

    number: int
    node_id: str = ""
    title: str
    head: str
    tree: str | None = None
    branch: str
    base: str
    author: str
    bot: bool = False
    draft: bool = False
    fork: bool = False
    conflicting: bool = False
    merge_state: MergeState = "UNKNOWN"
    approved: bool = False
    unreviewed: bool = False
    auto_merge: bool = False
    created: datetime
    cord: Cord | None = None
    diagnosed: Diagnosed | None = None
    runs: tuple[Run, ...] = ()
    failed: tuple[Run, ...] = ()
    head_node: str = ""
    committed: datetime | None = None
    checks: tuple[Check, ...] | None = None
    against_line: Comparison | None = None
    touches: Touched | None = None
    alone_since: datetime | None = None
    proof_unread: str | None = None
    paths_unread: bool = False
    reviewed: Reviewed | None = None
    lacks: tuple[str, ...] = ()
    past_review: bool = False
    answer_by: datetime | None = None
    after: After | None = None
    dequeued: Dequeued | None = None
    unread: str | None = None

    @property
    def group(self) -> bool:
        """Whether it is a merge group."""
        return self.answer_by is not None


class FixPull(Value):
    """A pull request from one of our own fix branches, open or not."""

    number: int
    branch: str
    head: str
    state: Literal["open", "closed"]
    merged: bool = False
    merged_at: datetime | None = None
    merge_commit: str | None = None


class WorkflowFile(Value):
    """A workflow's or action's file as it stands at the line's head; without text where it is not there. `path` is the
    folder's where a folder that is used as an action holds none."""

    path: str
    text: str | None


class Mistakes(Value):
    """A configuration file that cannot be used as it stands; what held before it holds on.

    `check` is our failing check run on the default branch's head that says so, if there is one.
    """

    invalid: Invalid
    check: Cord | None = None


class LineFacts(Value):
    """One line as observed. `history` is first-parent, newest first; `files` are the red workflows' and what these use;
    `diagnosed` the commits whose failed jobs' logs were read; `undone` says of those on which something began to
    fail what the line would be without them. `required` are the checks that its rules require besides the cord; None
    where nobody needed them, or where it is `unclear` what counts. `book` is the claim that holds what the line
    remembers, `flakes` what that says of flaky checks, with what this pass adds. `earlier` are runs behind `history` in
    which known reds failed, `dropped` commits on which some began that are on the branch no more."""

    branch: str
    history: tuple[Commit, ...] = ()
    required: tuple[RequiredCheck, ...] | None = None
    unclear: bool = False
    files: tuple[WorkflowFile, ...] = ()
    diagnosed: tuple[Diagnosed, ...] = ()
    undone: tuple[Undone, ...] = ()
    book: Claim | None = None
    flakes: tuple[Flake, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    dropped: frozenset[str] = frozenset()

    @property
    def tree(self) -> str:
        """A tree that exists, for a claim's commit."""
        return self.head.tree if self.head else ""

    @property
    def removed(self) -> frozenset[str]:
        """Workflow files that ran lately, or that others use, and are gone from the line's head."""
        return frozenset(file.path for file in self.files if file.text is None)

    @property
    def head(self) -> Commit | None:
        """The line's head, None in an empty repository."""
        return self.history[0] if self.history else None


class JobFacts(Value):
    """What is done about one key: its claim, its issue and, while an attempt is claimed, what came of it.

    `strays` are open issues of ours with the key's marker that the claim does not name; `workers` the
    dispatched runs of the caller workflow, newest first; `fixes` our pull requests of the job.
    """

    key: Key
    claim: Claim | None = None
    issue: JobIssue | None = None
    strays: tuple[JobIssue, ...] = ()
    workers: tuple[Run, ...] = ()
    fixes: tuple[FixPull, ...] = ()


class Orphan(Value):
    """A claim that belongs to no line of today, the issue that it holds, and our open pull requests for that."""

    claim: Claim
    issue: JobIssue | None = None
    fixes: tuple[FixPull, ...] = ()
