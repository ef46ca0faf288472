"""The lock: a ref that is created atomically and replaced only by whoever read it last.

Creating a ref succeeds once; a non-forced update succeeds only as a fast-forward, so with the claim
that was read as the new one's parent it is a compare-and-set, the only one GitHub has.
Source: docs.github.com/en/rest/git/refs
"""

from bot.act.grants import Writer
from bot.github.auth import Permissions
from bot.github.errors import Broken
from bot.model.jobs import Claim

CONTENTS: Permissions = (("contents", "write"),)


async def take(writer: Writer, claim: Claim, replaces: str | None, tree: str) -> str | None:
    """Make `claim` its key's claim in place of commit `replaces`; its commit, or None if we lost.

    It is taken as of now: others give whoever takes it a while from then, however long ago it was planned.
    """
    claim = claim.model_copy(update={"at": writer.client.now()})
    return await chain(writer, (claim.ref, replaces), claim.encode(), tree)


async def chain(writer: Writer, link: tuple[str, str | None], message: str, tree: str) -> str | None:
    """Put a commit with `message` on top of what a ref held: `link` is the ref and that commit, None to make it.

    The new commit, or None where somebody else was faster. Raises `Broken` for any other refusal.
    """
    ref, replaces = link
    commit = await writer.call(
        "POST /repos/{owner}/{repo}/git/commits",
        CONTENTS,
        sent={"message": message, "tree": tree, "parents": [replaces] if replaces else []},
    )
    oid = commit.data["sha"].text()
    if replaces is None:
        body = {"ref": ref, "sha": oid}
        answer = await writer.call(
            "POST /repos/{owner}/{repo}/git/refs", CONTENTS, sent=body, accept=(409, 422)
        )
    else:
        path = {"ref": ref.removeprefix("refs/")}
        body = {"sha": oid, "force": False}
        route = "PATCH /repos/{owner}/{repo}/git/refs/{ref}"
        answer = await writer.call(route, CONTENTS, path, sent=body, accept=(409, 422))
    if answer.status in (200, 201):
        return oid
    said = answer.data["message"].text_or("").lower()
    if "exist" in said or "fast forward" in said or answer.status == 409:
        return None
    raise Broken(f"the claim {ref} was refused: {said}")
