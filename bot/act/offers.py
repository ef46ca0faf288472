"""A pull request that adds files, made through the git data API: no clone, no worker, no repository code.

Each step may have been done before: the branch is ours alone, so it is set to what is offered now, and a
pull request that is open already is kept. Source: docs.github.com/en/rest/git/trees
"""

from bot.act import job_words
from bot.act.grants import Writer
from bot.github.auth import Permissions
from bot.github.errors import Broken
from bot.model.effects import Offer
from bot.model.local_uses import WORKFLOWS

CONTENTS: Permissions = (("contents", "write"),)
WORKFLOW_FILES: Permissions = (("contents", "write"), ("workflows", "write"))
PULLS: Permissions = (("pull_requests", "write"),)


async def make(writer: Writer, offer: Offer) -> str:
    """Commit the files on the offer's branch and open its pull request; what was opened, in a word."""
    files = [{"path": f.path, "mode": "100644", "type": "blob", "content": f.text} for f in offer.files]
    grant = WORKFLOW_FILES if any(f.path.startswith(WORKFLOWS) for f in offer.files) else CONTENTS
    tree = await writer.call(
        "POST /repos/{owner}/{repo}/git/trees", grant, sent={"base_tree": offer.tree, "tree": files}
    )
    message = f"{offer.title}\n\nFor #{offer.issue}, attempt {offer.attempt}.\n"
    commit = await writer.call(
        "POST /repos/{owner}/{repo}/git/commits",
        grant,
        sent={"message": message, "tree": tree.data["sha"].text(), "parents": [offer.base]},
    )
    await _branch(writer, offer.branch, commit.data["sha"].text(), grant)
    return await _pull(writer, offer)


async def _branch(writer: Writer, branch: str, oid: str, grant: Permissions) -> None:
    body = {"ref": f"refs/heads/{branch}", "sha": oid}
    made = await writer.call("POST /repos/{owner}/{repo}/git/refs", grant, sent=body, accept=(422,))
    if made.status == 201:
        return
    if "exist" not in made.data["message"].text_or("").lower():
        raise Broken(f"the branch {branch} was refused: {made.data['message'].text_or('')}")
    route, path = "PATCH /repos/{owner}/{repo}/git/refs/{ref}", {"ref": f"heads/{branch}"}
    await writer.call(route, grant, path, sent={"sha": oid, "force": True})


async def _pull(writer: Writer, offer: Offer) -> str:
    body = {
        "title": offer.title,
        "head": offer.branch,
        "base": offer.into,
        "body": job_words.offer_body(offer),
    }
    made = await writer.call("POST /repos/{owner}/{repo}/pulls", PULLS, sent=body, accept=(422,))
    if made.status == 201:
        return f"#{made.data['number'].number()}"
    said = " ".join(e["message"].text_or("") for e in made.data["errors"] if not e.is_text(""))
    if "already exists" in said:
        return "open already"
    raise Broken(f"the pull request was refused: {said or made.data['message'].text_or('')}")
