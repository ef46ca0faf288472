"""The records of what is said: comments, and the reactions to them. Kept in `entities.Issue`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from bot.sandbox.entities import App, User

Content: TypeAlias = Literal["+1", "-1", "laugh", "confused", "heart", "hooray", "rocket", "eyes"]


@dataclass
class Reaction:
    id: int
    user: User
    content: Content
    created: datetime


@dataclass
class Comment:
    """`edited` is when its text was last changed, which leaves the first text out of sight."""

    id: int
    author: User
    body: str
    created: datetime
    updated: datetime
    app: App | None = None
    editor: User | None = None
    edited: datetime | None = None
    reactions: list[Reaction] = field(default_factory=list[Reaction])
