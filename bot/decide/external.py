"""Proof by what others than Actions report: the same App's check, or a status set by the same account, passed.

GitHub says itself who reported: a check run's App and a status's creator cannot be forged. A status is as
good as the account that set it: one's own word about one's own change proves nothing. Neighbour: `passage`.
"""

from bot.decide.reds import Red
from bot.model.counted import external_path
from bot.model.facts import Comparison, Pull
from bot.model.paths import matches
from bot.model.telling import Reason
from bot.orient.outcomes import outcome

SETTINGS = (
    ".appveyor.yml", "appveyor.yml", "azure-pipelines.yml", ".azure-pipelines/**", "bitbucket-pipelines.yml",
    ".buildkite/**", ".circleci/**", ".cirrus.yml", "cloudbuild.yaml", ".drone.yml", ".gitlab-ci.yml", "Jenkinsfile*",
    ".semaphore/**", ".teamcity/**", ".travis.yml", ".woodpecker/**", ".woodpecker.yml",
)  # fmt: skip
"""Files that other CI is set up by, as its makers' manuals name them: a change of one decides its checks."""


def proof(pull: Pull, red: Red) -> Reason:
    """Whether the check that is red on the line passed on the pull request's head."""
    name, who = red.signal.name, red.newest.run.workflow
    mine = [
        c for c in pull.checks or () if c.workflow is None and external_path(c.by, c.name) == red.signal.path
    ]
    newest = max(mine, key=lambda c: (c.at, c.id), default=None)
    if newest is None and pull.group:
        return Reason(status="waiting", text=f"{who} has not reported {name} on it yet")
    if newest is None:
        return Reason(status="blocked", text=f"{who} has not reported {name} on it")
    if newest.conclusion is None:
        return Reason(status="waiting", text=f"{name} is running on it")
    if outcome(newest.conclusion) != "passed":
        return Reason(status="blocked", text=f"{name} ended with {newest.conclusion} on it")
    if newest.app is None and pull.author in (newest.by, ""):
        return Reason(status="blocked", text=f"{name} was reported by {newest.by}, who proposed it")
    if pull.alone_since is None or newest.at < pull.alone_since:
        return Reason(
            status="blocked", text=f"{name} passed on it, but perhaps for another base; push a commit"
        )
    return Reason(status="ok", text=f"{name} passed on it, as {who} reports")


def unchanged(reds: tuple[Red, ...], comparison: Comparison | None) -> tuple[Reason, ...]:
    """Whether the change leaves alone what other CI is set up by, where that is red."""
    if not any(red.signal.external for red in reds):
        return ()
    if comparison is None or not comparison.complete:
        return (Reason(status="blocked", text="whether other CI's settings are unchanged could not be told"),)
    if found := next((p for p in comparison.paths if matches(p, SETTINGS)), None):
        return (Reason(status="blocked", text=f"it changes {found}, which decides the red check"),)
    return (Reason(status="ok", text="it changes no settings of other CI"),)
