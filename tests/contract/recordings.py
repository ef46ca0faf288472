"""Real exchanges with api.github.com, as npm `@octokit/fixtures` holds them, and cassettes made of them.

The package's raw recordings are taken, not its normalised ones: 132 exchanges in 22 scenarios, in the
order in which they happened, by a person's token, in 2022 and 2024. They are converted when the tests
run; `tests/github/test_recordings.py` replays them through Andon's client, `test_parity.py` asks the
local GitHub the same.
"""

import json
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final, TypeAlias

from vcr import VCR  # pyright: ignore[reportMissingTypeStubs] it publishes no types
from vcr.record_mode import RecordMode  # pyright: ignore[reportMissingTypeStubs] likewise

from tests.contract.packages import FIXTURES, members, needed

Json: TypeAlias = dict[str, Any]
HOST: Final = "https://api.github.com"
MOVED: Final = (301, 302, 307)


@dataclass(frozen=True)
class Recorded:
    """One exchange. `sent` is None without a body; `answer` is JSON, text, or bytes; header names are lower case."""

    method: str
    host: str
    path: str
    sent: Any
    accept: str
    status: int
    headers: dict[str, str]
    answer: Any

    @property
    def url(self) -> str:
        """Where it was asked, query included."""
        return self.host + self.path

    def __str__(self) -> str:
        return f"{self.method} {self.path} -> {self.status}"


@cache
def scenario(name: str) -> tuple[Recorded, ...]:
    """The exchanges of a scenario, in order."""
    path = f"scenarios/api.github.com/{name}/raw-fixture.json"
    (content,) = members(needed(FIXTURES), path).values()
    return tuple(_recorded(each) for each in json.loads(content))


def published() -> dict[str, int]:
    """The scenarios in the package, and how many exchanges each has."""
    found = members(needed(FIXTURES), "scenarios/api.github.com/*/raw-fixture.json")
    return {name.split("/")[2]: len(json.loads(content)) for name, content in found.items()}


def _recorded(source: Json) -> Recorded:
    raw: list[str] = source["rawHeaders"]
    answer: Any = source["response"]
    if source["responseIsBinary"]:
        answer = bytes.fromhex(answer)
    return Recorded(
        method=source["method"].upper(),
        host=source["scope"].removesuffix(":443"),
        path=source["path"],
        sent=None if source["body"] == "" else source["body"],
        accept=source["reqheaders"]["accept"],
        status=source["status"],
        headers={name.lower(): value for name, value in zip(raw[::2], raw[1::2], strict=True)},
        answer=None if answer == "" else answer,
    )


def write_cassette(name: str, folder: Path) -> Path:
    """A scenario as a cassette of vcrpy that says where it was recorded."""
    told = {"recorded_from": f"api.github.com; npm {FIXTURES}, scenario {name}"}
    interactions = [_interaction(each) for each in scenario(name)]
    path = folder / f"{name}.json"
    path.write_text(json.dumps({"version": 1, "interactions": interactions, "metadata": told}))
    return path


def _interaction(each: Recorded) -> Json:
    sent = each.sent if isinstance(each.sent, str) else json.dumps(each.sent)
    if isinstance(each.answer, bytes):
        body: Json = {"string": each.answer.decode("latin-1")}
    elif isinstance(each.answer, str):
        body = {"string": each.answer}
    else:
        body = {"string": "" if each.answer is None else json.dumps(each.answer)}
    return {
        "request": {
            "method": each.method,
            "uri": each.url,
            "body": None if each.sent is None else sent,
            "headers": {"accept": [each.accept]},
        },
        "response": {
            "status": {"code": each.status, "message": HTTPStatus(each.status).phrase},
            # The bodies are written here anew, so that neither their lengths nor their packing hold.
            "headers": {
                key: [value]
                for key, value in each.headers.items()
                if key not in ("content-length", "content-encoding", "transfer-encoding")
            },
            "body": body,
        },
    }


@contextmanager
def replayed(path: Path) -> Generator[Any]:
    """Every request gets the answer that was recorded for it, once and in order; any other fails."""
    recorder: Any = VCR(record_mode=RecordMode.NONE, serializer="json")
    recorder.register_matcher("json", _same_json)
    with recorder.use_cassette(str(path), match_on=("method", "uri", "json")) as cassette:
        yield cassette


def _same_json(one: Any, other: Any) -> None:
    """For vcrpy: raises AssertionError where two bodies differ. What is not JSON was another client's to send."""
    sent, recorded = _read(one.body), _read(other.body)
    assert sent == recorded


def _read(body: Any) -> Any:
    text = body.decode() if isinstance(body, bytes) else body
    try:
        return json.loads(text or "null")
    except ValueError:
        return text
