"""`make contract`: fetch what GitHub publishes about its API, keep the part that Andon uses.

GitHub's OpenAPI description comes from npm `@octokit/openapi`, its GraphQL schema from npm
`@octokit/graphql-schema`, the schemas of its webhooks from npm `@octokit/webhooks-schemas`, at the
versions pinned in `tests/contract/packages.py`. Written are `openapi.json.gz`, `schema.graphql.gz`
and `webhooks.json.gz` in `tests/contract`; the same input gives the same bytes. docs/contract.md is made
to say what is so then, its numbers apart. `--openapi FILE`,
`--graphql FILE` and `--webhooks FILE` read unpacked files instead of the registry.
"""

import argparse
import gzip
import json
import re
import subprocess
import sys
from pathlib import Path

from bot.github.client import API_VERSION
from tests.contract.conversion import Json, convert, event_definitions
from tests.contract.operations import EVENTS, OPERATIONS
from tests.contract.packages import GRAPHQL, OPENAPI, WEBHOOKS, Package, fetched, members

TARGET = Path(__file__).parent.parent / "tests" / "contract"


def main() -> int:
    """Convert, write, and say what was written."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--openapi", type=Path, help="an unpacked api.github.com.json")
    parser.add_argument("--graphql", type=Path, help="an unpacked schema.graphql")
    parser.add_argument("--webhooks", type=Path, help="an unpacked schema.json of the webhooks")
    chosen = parser.parse_args()
    openapi = chosen.openapi.read_bytes() if chosen.openapi else published(OPENAPI)
    graphql = chosen.graphql.read_bytes() if chosen.graphql else published(GRAPHQL)
    webhooks = chosen.webhooks.read_bytes() if chosen.webhooks else published(WEBHOOKS)
    for name, text in converted(openapi, graphql, webhooks).items():
        pack(TARGET / name, text)
        print(f"{name}: {(TARGET / name).stat().st_size:,} bytes")
    return subprocess.call([sys.executable, "-m", "scripts.contract_page"])  # which reads what was written


MEMBERS = {OPENAPI: "generated/api.github.com.json", GRAPHQL: "schema.graphql", WEBHOOKS: "schema.json"}


def published(package: Package) -> bytes:
    """The file of that package that is converted. Raises Unavailable without npm."""
    (content,) = members(fetched(package), MEMBERS[package]).values()
    return content


def converted(openapi: bytes, graphql: bytes, webhooks: bytes) -> dict[str, str]:
    """What is kept of each, by the name of its file."""
    return {
        "openapi.json.gz": kept_openapi(json.loads(openapi)),
        "schema.graphql.gz": f"# {GRAPHQL}\n" + stripped(graphql.decode()),
        "webhooks.json.gz": kept_webhooks(json.loads(webhooks)),
    }


def kept_openapi(document: Json) -> str:
    """The operations in use, converted."""
    kept = {"source": str(OPENAPI)} | convert(document, OPERATIONS, API_VERSION)
    return json.dumps(kept, sort_keys=True, separators=(",", ":"))


def kept_webhooks(document: Json) -> str:
    """The schemas of the events in use."""
    kept = {"source": str(WEBHOOKS), "definitions": event_definitions(document["definitions"], EVENTS)}
    return json.dumps(kept, sort_keys=True, separators=(",", ":"))


def stripped(text: str) -> str:
    """GraphQL SDL without descriptions, blank lines and indentation."""
    without = re.sub(r'"""(?:[^"]|"(?!""))*"""', "", text)
    return "\n".join(line.strip() for line in without.splitlines() if line.strip()) + "\n"


def pack(path: Path, text: str) -> None:
    """Write compressed, with no time in it, so that nothing changes when nothing changed."""
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    sys.exit(main())
