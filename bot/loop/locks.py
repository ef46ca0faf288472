"""One lock per repository, there only while somebody holds it or waits for it."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class _Lock:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0


@dataclass
class Locks:
    """Locks by repository; nothing is left of a repository that nobody works on."""

    _locks: dict[str, _Lock] = field(default_factory=dict[str, _Lock])

    @asynccontextmanager
    async def hold(self, node_id: str) -> AsyncGenerator[None]:
        """Keep everybody else from the repository inside the block."""
        mine = self._locks.setdefault(node_id, _Lock())
        mine.users += 1
        try:
            async with mine.lock:
                yield
        finally:
            mine.users -= 1
            if not mine.users:
                del self._locks[node_id]

    def __len__(self) -> int:
        return len(self._locks)
