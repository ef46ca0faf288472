"""A job's surroundings in Actions: its inputs from the environment, its outputs, its words in the log."""

import os
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from bot.github.client import Client
from bot.model.effects import Order


class BadJob(Exception):
    """The job was started without what it needs; the text says what."""


@dataclass(frozen=True)
class Job:
    """The environment of a step, by GitHub's names and ours."""

    env: Mapping[str, str]

    def need(self, name: str) -> str:
        """A variable that must be set."""
        value = self.env.get(name, "")
        if not value:
            raise BadJob(f"{name} is not set; use Andon's worker workflow, which sets it")
        return value

    @property
    def order(self) -> Order:
        """What to do, from the dispatch input."""
        try:
            return Order.model_validate_json(self.need("ANDON_ORDER"))
        except ValidationError as error:
            raise BadJob(f"ANDON_ORDER is not an order: {error.errors()[0]['msg']}") from error

    @property
    def repository(self) -> dict[str, str]:
        """`GITHUB_REPOSITORY` as path parameters."""
        owner, _, repo = self.need("GITHUB_REPOSITORY").partition("/")
        return {"owner": owner, "repo": repo}

    @property
    def workspace(self) -> Path:
        """The checkout."""
        return Path(self.env.get("GITHUB_WORKSPACE") or ".")

    def client(self, token: str) -> Client:
        """GitHub as `token` sees it."""
        return Client(token, self.need("GITHUB_API_URL"))

    def output(self, **values: str) -> None:
        """Set step outputs; each value is delimited so that it cannot set another."""
        path = self.env.get("GITHUB_OUTPUT")
        lines: list[str] = []
        for name, value in values.items():
            mark = f"andon-{uuid.uuid4().hex}"
            lines += [f"{name}<<{mark}", value, mark]
        if path:
            with Path(path).open("a", encoding="utf-8") as file:
                file.write("\n".join(lines) + "\n")


def from_environment() -> Job:
    """The job that this process runs in."""
    return Job(dict(os.environ))


def say(text: str) -> None:
    """A line in the job's log; never a workflow command, whatever it holds."""
    print(text.replace("::", ": :").replace("##[", "## ["), flush=True)


def annotate(kind: str, text: str) -> None:
    """An annotation on the run: `notice`, `warning` or `error`, on one line."""
    flat = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    print(f"::{kind} title=Andon::{flat}", flush=True)
