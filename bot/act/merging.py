"""Merges: of a fix, at once or by way of the merge queue where the branch has one; of a base into a branch."""

from bot.act.done import Done
from bot.act.grants import Writer
from bot.github.auth import Permissions
from bot.github.documents import ENQUEUE
from bot.github.errors import Broken, Denied
from bot.model.after_green import EnqueuePull, UpdatePull
from bot.model.effects import MergePull

MERGE: Permissions = (("contents", "write"), ("pull_requests", "write"))
WORKFLOWS: Permissions = (("workflows", "write"),)


async def merge(writer: Writer, effect: MergePull) -> Done:
    """Merge this head and no other, by the first method the repository allows.

    What else GitHub refuses is looked at again on the next pass.
    """
    route = "PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge"
    path, said = {"pull_number": effect.number}, ""
    grant = MERGE + WORKFLOWS if effect.workflows else MERGE
    for method in ("merge", "squash", "rebase"):
        body = {"sha": effect.head, "merge_method": method}
        answer = await writer.call(route, grant, path, sent=body, accept=(403, 405, 409, 422))
        if answer.status == 200:
            return Done("done", answer.data["sha"].text())
        said = answer.data["message"].text_or("GitHub refused the merge")
        if "merge queue" in said:
            return await enqueue(writer, effect)
        if answer.status != 405 or "not allowed" not in said:
            break
    return Done("refused", said)


async def update(writer: Writer, effect: UpdatePull) -> Done:
    """Merge its base into a pull request's branch, where this head is still its head; GitHub does it after answering.

    What comes with the base may change workflow files, which takes more: that is asked for only then.
    https://docs.github.com/rest/pulls/pulls#update-a-pull-request-branch
    """
    route = "PUT /repos/{owner}/{repo}/pulls/{pull_number}/update-branch"
    path, body = {"pull_number": effect.number}, {"expected_head_sha": effect.head}
    answer = await writer.call(route, MERGE, path, sent=body, accept=(403, 422))
    if answer.status == 403:
        try:
            answer = await writer.call(route, MERGE + WORKFLOWS, path, sent=body, accept=(403, 422))
        except Denied as error:  # the App was not given that
            return Done("refused", str(error))
    if answer.status == 202:
        return Done("done")
    return Done("refused", answer.data["message"].text_or("GitHub refused the update"))


async def enqueue(writer: Writer, effect: MergePull | EnqueuePull) -> Done:
    """Put this head into the queue, which tries it once more with what the branch is by then."""
    route = "GET /repos/{owner}/{repo}/pulls/{pull_number}"
    found = await writer.call(route, MERGE, {"pull_number": effect.number})
    variables = {"pull": found.data["node_id"].text(), "head": effect.head}
    try:
        await writer.graphql(ENQUEUE, variables, MERGE)
    except Broken as error:  # in the queue already, or not fit for it: GitHub says which
        return Done("refused", str(error))
    return Done("done", "put into the merge queue")
