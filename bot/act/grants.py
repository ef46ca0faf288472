"""Writing to one repository with a token narrowed to it and to what the call needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.github.auth import Grant, Permissions
from bot.github.client import Answer, Client
from bot.github.errors import Broken
from bot.model.facts import Repository


@dataclass(frozen=True)
class Writer:
    """Calls about one repository."""

    client: Client
    repository: Repository

    async def call(
        self,
        route: str,
        permissions: Permissions,
        path: Mapping[str, str | int] | None = None,
        *,
        sent: Mapping[str, Any] | None = None,
        accept: tuple[int, ...] = (),
    ) -> Answer:
        """One call with exactly these permissions on exactly this repository."""
        grant = Grant(self.repository.installation, permissions, (self.repository.id,))
        owner, _, repo = self.repository.name.partition("/")
        where = {"owner": owner, "repo": repo, **(path or {})}
        return await self.client.call(route, grant, where, sent=sent, accept=accept)

    async def graphql(self, document: str, variables: Mapping[str, Any], permissions: Permissions) -> None:
        """One mutation, with exactly these permissions; `Broken` with GitHub's words where it did not succeed."""
        grant = Grant(self.repository.installation, permissions, (self.repository.id,))
        _, errors = await self.client.graphql(document, variables, grant)
        if errors:
            raise Broken(f"GraphQL: {errors[0]['message'].text_or('not given')}")
