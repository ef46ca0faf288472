"""Reviews of pull requests: who may give which. What they count for is `protection.py`."""

from bot.sandbox import pulls
from bot.sandbox.access import Caller
from bot.sandbox.refusal import Refusal
from bot.sandbox.rulesets import Review
from bot.sandbox.store import Repo, World


def submit(
    world: World, repo: Repo, number: int, caller: Caller, event: str, teams: tuple[str, ...] = ()
) -> Review:
    """A review of a pull request's present head; nobody gives his own pull request more than a comment.

    teams: those that were asked to review and for which this one is given.

    An App cannot approve what it opened: it is the author. So said by GitHub:
    https://github.com/hubtty/hubtty/issues/33
    """
    record, pull = pulls.get(repo, number)
    if record.author.login == caller.user.login and event != "COMMENT":
        what = "approve" if event == "APPROVE" else "request changes on"
        raise Refusal(422, "Unprocessable Entity", [f"Can not {what} your own pull request"])
    match event:
        case "APPROVE":
            state = "APPROVED"
        case "REQUEST_CHANGES":
            state = "CHANGES_REQUESTED"
        case "COMMENT":
            state = "COMMENTED"
        case _:
            raise Refusal(422, "Unprocessable Entity", [f"Could not submit a review with {event}"])
    now = world.clock.now()
    review = Review(world.next_id(), caller.user.login, state, pull.head_sha, now, teams)
    pull.reviews.append(review)
    record.updated = now
    return review
