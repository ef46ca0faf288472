"""The propose job: vet the patch, push a branch, open the pull request. Runs no repository code.

Its only right is to ask the App for a token, against its OIDC token; the App gives one that can push
and open a pull request in this repository, once.
"""

import asyncio
import base64
from pathlib import Path

from bot.decide.vetting import vet_patch
from bot.github.oidc import ExchangeFailed, ExchangeRefused, ask_oidc, exchange
from bot.model.config import CONFIG_PATH, Config, parse
from bot.model.effects import Order
from bot.model.facts import ChangedFile
from bot.model.jobs import fix_branch
from bot.model.secrets import redact
from bot.worker.git import STAGED, GitFailed, git
from bot.worker.job import Job, annotate, say
from bot.worker.patch import Withheld, unpack

MODES = {"120000": "symlink", "160000": "submodule"}
STATUSES = {"A": "added", "M": "modified", "D": "removed", "R": "renamed", "C": "copied", "T": "modified"}


PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0)
"""Seconds between askings: the App may be restarting, and the fix must not be lost for that."""


class NotProposed(Exception):
    """Why nothing was proposed."""


async def propose(job: Job, pauses: tuple[float, ...] = PAUSES) -> int:
    """Vet and propose; the process's exit code."""
    try:
        order = own_branch(job.order)
        patch = unpack(
            job.env.get("ANDON_PATCH", ""),
            job.env.get("ANDON_PATCH_LENGTH", ""),
            job.env.get("ANDON_PATCH_SHA256", ""),
        )
        protect = (*order.protect, *protected_here(job.workspace))
        apply(job.workspace, patch)
        refusals = vet_patch(changed(job.workspace), len(patch), protect)
        if refusals:
            raise NotProposed("; ".join(refusals[:5]))
        token = await app_token(job, pauses)
        commit(job.workspace, order)
        push(job, order, token)
        number = await open_pull(job, order, token)
    except (Withheld, NotProposed, GitFailed) as error:
        annotate("error", f"not proposed: {redact(str(error))}")
        return 1
    annotate("notice", f"proposed #{number}")
    job.output(pull=str(number))
    return 0


def own_branch(order: Order) -> Order:
    """The order, if it asks for its attempt's branch: whoever may dispatch may have written it."""
    branch = fix_branch(order.issue, order.attempt)
    if order.branch != branch:
        raise NotProposed(f"the order's branch is {order.branch!r}, not {branch!r}")
    return order


def protected_here(checkout: Path) -> tuple[str, ...]:
    """What the repository's own configuration protects, whatever the order says."""
    try:
        found = parse((checkout / CONFIG_PATH).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return ()
    return found.fix.protect if isinstance(found, Config) else ()


def apply(checkout: Path, patch: bytes) -> None:
    """Apply the patch to index and files."""
    git(checkout, "apply", "--index", "--whitespace=nowarn", "-", stdin=patch)


def changed(checkout: Path) -> tuple[ChangedFile, ...]:
    """What is staged, file by file, as git tells it: never as the patch's own headers claim.

    A file that the repository's attributes call binary (`*.py -diff`) has its patch all the same; one
    whose change holds a NUL really is binary, and has none.
    """
    raw = git(checkout, *STAGED, "--raw", "-z", "HEAD")
    fields = raw.decode("utf-8", "surrogateescape").split("\0")
    files: list[ChangedFile] = []
    for meta, path in zip(fields[::2], fields[1::2], strict=False):
        mode, letter = meta.split(" ")[1], meta.rsplit(" ", maxsplit=1)[-1][:1]
        diff = git(checkout, *STAGED, "--patch", "--text", "HEAD", "--", path)
        files.append(
            ChangedFile(
                path=path.encode("utf-8", "surrogateescape").decode("utf-8", "replace"),
                status=MODES.get(mode, STATUSES.get(letter, "modified")),
                patch=None if b"\0" in diff else diff.decode("utf-8", "replace"),
            )
        )
    return tuple(files)


async def app_token(job: Job, pauses: tuple[float, ...] = PAUSES) -> str:
    """An App token for this job, in exchange for its OIDC token; an App that is away is asked again."""
    url, bearer = job.need("ACTIONS_ID_TOKEN_REQUEST_URL"), job.need("ACTIONS_ID_TOKEN_REQUEST_TOKEN")
    app = job.need("ANDON_APP").rstrip("/")
    left = list(pauses)
    while True:
        try:
            oidc = await ask_oidc(url, bearer, app)
            return await exchange(app, oidc)
        except ExchangeFailed as error:
            if not left or isinstance(error, ExchangeRefused):
                raise NotProposed(f"no token from the App at {app}: {error}") from error
            pause = left.pop(0)
            say(f"no token from the App at {app} yet ({error}); asking again in {pause:g} s")
            await asyncio.sleep(pause)


def commit(checkout: Path, order: Order) -> None:
    """Commit what is staged."""
    who = {
        "GIT_AUTHOR_NAME": "andon[bot]",
        "GIT_AUTHOR_EMAIL": "andon[bot]@users.noreply.github.com",
        "GIT_COMMITTER_NAME": "andon[bot]",
        "GIT_COMMITTER_EMAIL": "andon[bot]@users.noreply.github.com",
    }
    message = f"{order.title}\n\nMade by {order.rung} for #{order.issue}, attempt {order.attempt}.\n"
    git(checkout, "commit", "--no-verify", "--no-gpg-sign", "-m", message, env=who)


def push(job: Job, order: Order, token: str) -> None:
    """Push the fix branch; one that is there already holds an earlier try of the same attempt."""
    secret = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    url = f"{job.need('GITHUB_SERVER_URL')}/{job.need('GITHUB_REPOSITORY')}.git"
    config = {  # in the environment, so that the token is in no process list and in no file
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "http.extraHeader",
        "GIT_CONFIG_VALUE_0": f"Authorization: Basic {secret}",
    }
    git(job.workspace, "push", "--force", url, f"HEAD:refs/heads/{order.branch}", env=config)
    say(f"pushed {order.branch}")


async def open_pull(job: Job, order: Order, token: str) -> int:
    """Open the pull request, or find the one an earlier try opened."""
    client = job.client(token)
    base = job.need("GITHUB_REF_NAME")
    try:
        body = {"title": order.title, "head": order.branch, "base": base, "body": describe(job, order)}
        answer = await client.call(
            "POST /repos/{owner}/{repo}/pulls", None, job.repository, sent=body, accept=(422,)
        )
        if answer.status == 201:
            return answer.data["number"].number()
        query: dict[str, str | int] = {"head": f"{job.repository['owner']}:{order.branch}", "state": "open"}
        found = await client.call("GET /repos/{owner}/{repo}/pulls", None, job.repository, sent=query)
        for pull in found.data:
            return pull["number"].number()
        raise NotProposed(answer.data["message"].text_or("GitHub refused the pull request"))
    finally:
        await client.aclose()


def describe(job: Job, order: Order) -> str:
    """The pull request's text, with its inverse written in it."""
    run = f"{job.need('GITHUB_SERVER_URL')}/{job.need('GITHUB_REPOSITORY')}/actions/runs/{job.need('GITHUB_RUN_ID')}"
    commands = "\n".join(f"- `{c.replace('`', chr(39))}`" for c in order.commands)
    reds = ", ".join(f"`{red.replace('`', chr(39))}`" for red in order.reds)
    return (
        f"Fixes what stopped the line (#{order.issue}): {reds}.\n\n"
        f"Made by `{order.rung}`, attempt {order.attempt}, in [this run]({run}):\n{commands}\n\n"
        "It passes the stopped line by proof: when the red jobs pass on this pull request's own run.\n\n"
        "To undo it after the merge: `git revert -m 1 <merge commit>`."
    )
