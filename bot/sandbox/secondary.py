"""GitHub's secondary limits besides that on writes: points a minute of REST and of GraphQL.

A GET costs 1 point and any other REST request 5, a GraphQL query 1 and a mutation 5; 900 REST points and 2,000
GraphQL points a minute are allowed. `faults.Faults` keeps one where a test wants it; `api` asks it.
https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
"""

import math
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from bot.sandbox.refusal import Refusal

Kind: TypeAlias = Literal["rest", "graphql"]
READ, WRITE = 1, 5
_SORRY = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."


@dataclass
class PointLimit:
    """At most so many points a minute, of each kind and of each subject."""

    rest: int = 900
    graphql: int = 2000
    most: dict[Kind, int] = field(default_factory=dict[Kind, int])
    _spent: dict[tuple[str, Kind], list[tuple[float, int]]] = field(
        default_factory=dict[tuple[str, Kind], list[tuple[float, int]]]
    )

    def check(self, subject: str, kind: Kind, writes: bool, now: float) -> None:
        """Count a request, or refuse it and say when to come again; `most` is the busiest minute's points."""
        spent = [(at, cost) for at, cost in self._spent.get((subject, kind), []) if now - at < 60]
        points, cost = sum(cost for _, cost in spent), WRITE if writes else READ
        self._spent[subject, kind] = spent
        if points + cost > (self.rest if kind == "rest" else self.graphql):
            wait = max(1, math.ceil(60 - (now - spent[0][0])))
            raise Refusal(403, _SORRY, headers={"retry-after": str(wait)})
        spent.append((now, cost))
        self.most[kind] = max(self.most.get(kind, 0), points + cost)
