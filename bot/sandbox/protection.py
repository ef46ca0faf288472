"""What the rules of a branch ask for, and what a commit or pull request lacks, in GitHub's words.

https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets
"""

from bot.sandbox.rulesets import AnyRule, CommitStatus, QueueRule, Review, ReviewRule, Rule, fits
from bot.sandbox.ruling import made_rules
from bot.sandbox.store import CheckRun, CheckSuite, Issue, Pull, Repo

PASSING = ("success", "neutral", "skipped")
_ELSEWHERE = ("workflow_dispatch", "repository_dispatch", "schedule")
"""Events whose runs are about no pull request: their checks stand on its head commit and satisfy nothing.

Tried for the first: https://github.com/ThemeParks/ThemeParks_JavaScript/pull/37; taken so for the others.
"""
_WRITERS = ("write", "maintain", "admin")


def enforced(repo: Repo) -> bool:
    """Whether rules hold at all: in private repositories not on free plans."""
    return not (repo.private and repo.owner.plan == "free")


def classic_reviews(repo: Repo, branch: str) -> ReviewRule | None:
    """The reviews that classic protection requires on a branch."""
    found = (r for r in repo.rules if isinstance(r, ReviewRule) and not r.ruleset_id)
    return next((rule for rule in found if fits(branch, rule.branch)), None)


def classic(repo: Repo, branch: str) -> list[Rule]:
    """The checks that classic protection requires on a branch: those of no ruleset."""
    return [
        rule
        for rule in repo.rules
        if isinstance(rule, Rule) and not rule.ruleset_id and fits(branch, rule.branch)
    ]


def rules_of(repo: Repo, branch: str) -> list[AnyRule]:
    """The rules that apply to a branch and hold."""
    if not enforced(repo):
        return []
    by_hand = [
        rule
        for rule in repo.rules
        if fits(branch, rule.branch) or (rule.branch == "~DEFAULT_BRANCH" and branch == repo.default_branch)
    ]
    return by_hand + made_rules(repo, branch)


def queue_of(repo: Repo, branch: str) -> QueueRule | None:
    """The rule that gives a branch its merge queue, if it has one."""
    return next((rule for rule in rules_of(repo, branch) if isinstance(rule, QueueRule)), None)


def reported(repo: Repo, rule: Rule, sha: str) -> CheckRun | None:
    """The check run that answers a rule on a commit: the newest id of that name (and App)."""
    found = [
        check
        for suite in repo.suites
        if suite.head_sha == sha and rule.integration_id in (None, suite.app.id) and counts(suite)
        for check in suite.checks
        if check.name == rule.context
    ]
    return max(found, key=lambda check: check.id, default=None)


def counts(suite: CheckSuite) -> bool:
    """Whether a suite is among what a pull request shows and is judged by."""
    return suite.run is None or suite.run.event not in _ELSEWHERE


def verdict(check: CheckRun | None) -> str:
    """Empty when the check satisfies, else GitHub's word."""
    if check is None:
        return "expected"
    if check.status != "completed":
        return "queued" if check.status == "queued" else "in progress"
    return "" if check.conclusion in PASSING else "failing"


def checks_lacking(rules: list[AnyRule], repo: Repo, sha: str) -> dict[str, str]:
    """The required checks among the rules that a commit lacks, and GitHub's word for each."""
    checks = [rule for rule in rules if isinstance(rule, Rule)]
    return {rule.context: word for rule in checks if (word := _lack(repo, rule, sha))}


def _lack(repo: Repo, rule: Rule, sha: str) -> str:
    """What a rule has against a commit. A status will do where no App is named; with a check, both must."""
    said = states(repo, sha).get(rule.context) if rule.integration_id is None else None
    check = reported(repo, rule, sha)
    if said is None or (check and verdict(check)):
        return verdict(check)
    return "" if said.state == "success" else "expected" if said.state == "pending" else "failing"


def states(repo: Repo, sha: str) -> dict[str, CommitStatus]:
    """The newest status of each context on a commit."""
    return {one.context: one for one in repo.statuses if one.sha == sha}


def _checks_told(rules: list[AnyRule], repo: Repo, sha: str) -> list[str]:
    lacking = checks_lacking(rules, repo, sha)
    if not lacking:
        return []
    if len(lacking) == 1:
        [(context, word)] = lacking.items()
        return [f'Required status check "{context}" is {word}.']
    words = list(lacking.values())
    counts = " and ".join(f"{words.count(word)} {word}" for word in sorted(set(words)))
    required = sum(isinstance(rule, Rule) for rule in rules)
    return [f"{len(lacking)} of {required} required status checks have not succeeded: {counts}."]


def push_problems(repo: Repo, branch: str, sha: str, login: str) -> list[str]:
    """What stands against moving a branch to a commit by a push or the API; bypass actors are free."""
    rules = [rule for rule in rules_of(repo, branch) if login not in rule.bypass]
    problems: list[str] = []
    if any(isinstance(rule, ReviewRule) for rule in rules):
        problems.append("Changes must be made through a pull request.")
    if any(isinstance(rule, QueueRule) for rule in rules):
        problems.append("Changes must be made through the merge queue")
    return problems + _checks_told(rules, repo, sha)


def merge_problems(repo: Repo, pull: Pull, author: str, login: str | None = None) -> list[str]:
    """What the rules have against merging a pull request, but for the queue; `login` may bypass some."""
    rules = [r for r in rules_of(repo, pull.base_ref) if login not in r.bypass | r.pulls_bypass]
    wanted = max((rule.approvals for rule in rules if isinstance(rule, ReviewRule)), default=0)
    problems = _checks_told(rules, repo, pull.head_sha)
    if "CHANGES_REQUESTED" in opinions(repo, pull, author).values() and wanted:
        problems.append("Changes have been requested by a reviewer with write access.")
    elif approvals(repo, pull, author) < wanted:
        count = f"{wanted} approving review{'' if wanted == 1 else 's'}"
        verb = "is" if wanted == 1 else "are"
        problems.append(f"At least {count} {verb} required by reviewers with write access.")
    elif _unseen_push(rules, repo, pull, author):
        problems.append("New changes require approval from someone other than the last pusher.")
    return problems


def _unseen_push(rules: list[AnyRule], repo: Repo, pull: Pull, author: str) -> bool:
    """Whether the newest push must be approved, and is not."""
    asked = any(isinstance(rule, ReviewRule) and rule.last_push for rule in rules)
    seen = (one.commit for one in latest(repo, pull, author) if one.state == "APPROVED")
    return asked and pull.head_sha not in seen


def must_queue(repo: Repo, pull: Pull, login: str) -> bool:
    """Whether only the merge queue may merge the pull request for this person or App."""
    rule = queue_of(repo, pull.base_ref)
    return rule is not None and login not in rule.bypass | rule.pulls_bypass


def latest(repo: Repo, pull: Pull, author: str, writers: bool = True) -> list[Review]:
    """The last review with an opinion of each reviewer but the author; of those who may write, or of all."""
    newest = {one.login: one for one in pull.reviews if one.state != "COMMENTED" and one.login != author}
    return [
        review
        for login, review in newest.items()
        if not writers or repo.owner.login == login or repo.collaborators.get(login) in _WRITERS
    ]


def dismiss_stale(repo: Repo, pull: Pull) -> None:
    """The head was pushed to: approvals are dismissed where the rules say so, whatever was pushed."""
    if any(isinstance(rule, ReviewRule) and rule.dismiss for rule in rules_of(repo, pull.base_ref)):
        for review in pull.reviews:
            review.state = "DISMISSED" if review.state == "APPROVED" else review.state


def opinions(repo: Repo, pull: Pull, author: str) -> dict[str, str]:
    """The last opinion of each reviewer who counts."""
    return {review.login: review.state for review in latest(repo, pull, author)}


def approvals(repo: Repo, pull: Pull, author: str) -> int:
    """How many reviewers approve."""
    return list(opinions(repo, pull, author).values()).count("APPROVED")


def decision(repo: Repo, issue: Issue, pull: Pull) -> str | None:
    """GraphQL's `reviewDecision`; none where no review is required, whatever reviews there are.

    https://github.com/orgs/community/discussions/24375, https://github.com/corveil/crow/pull/153
    """
    said = opinions(repo, pull, issue.author.login)
    rules = [rule for rule in rules_of(repo, pull.base_ref) if isinstance(rule, ReviewRule)]
    wanted = max((rule.approvals for rule in rules), default=0)
    if not wanted:
        return None
    if "CHANGES_REQUESTED" in said.values():
        return "CHANGES_REQUESTED"
    lacking = list(said.values()).count("APPROVED") < wanted
    unseen = _unseen_push(rules_of(repo, pull.base_ref), repo, pull, issue.author.login)
    return "REVIEW_REQUIRED" if lacking or unseen else "APPROVED"
