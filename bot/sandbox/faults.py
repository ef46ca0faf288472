"""What tests break on purpose: fields of GraphQL that give null and an error, routes that answer 5xx, a limit on writes.

The world keeps them; `graphql.py` and `api.py` ask before they answer. Set by `build.Sandbox`.
"""

import math
import secrets
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from bot.sandbox.refusal import Refusal
from bot.sandbox.secondary import PointLimit

Kind: TypeAlias = Literal["RESOURCE_LIMITS_EXCEEDED", "FORBIDDEN", "SOMETHING_WENT_WRONG"]
GRAPHQL = "POST /graphql"
_SORRY = (
    "We couldn't respond to your request in time. Sorry about that. Please try resubmitting your request "
    "and contact us if the problem persists."
)
TIMEOUTS = (502, 504)
"""How GraphQL says that ten seconds were over.

https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#timeouts
"""
TIMEOUT_POINTS = 10
"""What such a query costs; GitHub says that it costs extra, but not how much."""
_WORDS = {
    403: "Resource not accessible by integration",
    404: "Not Found",
    429: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
    504: _SORRY,
}


@dataclass(frozen=True)
class BrokenField:
    """A field by its schema coordinate (`Repository.issue`), everywhere or in one repository (by id)."""

    name: str
    kind: Kind
    repo: int | None = None

    def words(self) -> str:
        """The error's message, as GitHub writes it."""
        match self.kind:
            case "RESOURCE_LIMITS_EXCEEDED":
                return "Resource limits for this query exceeded."
            case "FORBIDDEN":
                return _WORDS[403]
            case "SOMETHING_WENT_WRONG":
                report = ":".join(secrets.token_hex(3).upper() for _ in range(5))
                return (
                    "Something went wrong while executing your query. This may be the result of a timeout, "
                    f"or it could be a GitHub bug. Please include `{report}` when reporting this issue."
                )


@dataclass
class BrokenRoute:
    """An operation (`GET /repos/{owner}/{repo}/issues`) that answers `status`, `times` more or for ever."""

    operation: str
    status: int
    times: int | None = None
    repo: int | None = None
    refusal: Refusal | None = None  # in place of what the status alone says


@dataclass
class WriteLimit:
    """GitHub's secondary limit on creating content, at its strictest: every write counts, check runs too.

    https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
    """

    a_minute: int = 80
    an_hour: int = 500
    _made: dict[str, list[float]] = field(default_factory=dict[str, list[float]])

    def check(self, subject: str, now: float) -> None:
        """Count a write of `subject`, or refuse it and say when to come again."""
        made = self._made[subject] = [at for at in self._made.get(subject, []) if now - at < 3600]
        lately = [at for at in made if now - at < 60]
        full = [60 - (now - lately[0])] if len(lately) >= self.a_minute else []
        full += [3600 - (now - made[0])] if len(made) >= self.an_hour else []
        if full:
            headers = {"retry-after": str(max(1, math.ceil(max(full))))}
            raise Refusal(403, _WORDS[429], headers=headers)
        made.append(now)


@dataclass
class Faults:
    """Everything that is broken at present."""

    fields: list[BrokenField] = field(default_factory=list[BrokenField])
    routes: list[BrokenRoute] = field(default_factory=list[BrokenRoute])
    writes: WriteLimit | None = None
    points: PointLimit | None = None

    def of_field(self, name: str, repo: int | None) -> BrokenField | None:
        """What is broken about a field of a repository (None: outside of any)."""
        return next((one for one in self.fields if one.name == name and one.repo in (None, repo)), None)

    def check_route(self, operation: str, repo: int | None = None) -> None:
        """Refuse the call if its route is broken; counts down."""
        for one in self.routes:
            if one.operation != operation or one.repo not in (None, repo) or one.times == 0:
                continue
            if one.times is not None:
                one.times -= 1
            if one.refusal is not None:
                raise one.refusal
            headers = {"retry-after": "60"} if one.status == 429 else {}
            late = operation == GRAPHQL and one.status in TIMEOUTS
            words = _SORRY if late else _WORDS.get(one.status, "Server Error")
            raise Refusal(one.status, words, headers=headers)
