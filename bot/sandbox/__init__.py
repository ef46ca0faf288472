"""A local GitHub on 127.0.0.1: real git, REST, GraphQL, webhooks, and Actions through act.

It exists so that Andon can be watched, developed and tested against real parts without an
account. It imports nothing of Andon's rooms, so the two can be compared honestly with GitHub's
published contract (tests/contract). Start it alone with `andon sandbox`.
"""

from bot.sandbox.build import Sandbox
from bot.sandbox.repo_handle import RepoHandle
from bot.sandbox.serving import serve_forever

__all__ = ["RepoHandle", "Sandbox", "serve_forever"]
