"""`make contract`: fetch what GitHub publishes about its API, keep the part that Andon uses.

GitHub's OpenAPI description comes from npm `@octokit/openapi`, its GraphQL schema from npm
`@octokit/graphql-schema`, the schemas of its webhooks from npm `@octokit/webhooks-schemas`, at the
versions named in `tests/contract/operations.py`. Written are `openapi.json.gz`, `schema.graphql.gz`
and `webhooks.json.gz` in `tests/contract`; the same input gives the same bytes. `--openapi FILE`,
`--graphql FILE` and `--webhooks FILE` read unpacked files instead of the registry.
"""

import argparse
import gzip
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from tests.contract.conversion import Json, convert, event_definitions
from tests.contract.operations import API_VERSION, EVENTS, GRAPHQL, OPENAPI, OPERATIONS, WEBHOOKS

TARGET = Path(__file__).parent.parent / "tests" / "contract"


def main() -> int:
    """Convert, write, and say what was written."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--openapi", type=Path, help="an unpacked api.github.com.json")
    parser.add_argument("--graphql", type=Path, help="an unpacked schema.graphql")
    parser.add_argument("--webhooks", type=Path, help="an unpacked schema.json of the webhooks")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        openapi = chosen.openapi or fetch(OPENAPI, "generated/api.github.com.json", Path(scratch))
        graphql = chosen.graphql or fetch(GRAPHQL, "schema.graphql", Path(scratch))
        webhooks = chosen.webhooks or fetch(WEBHOOKS, "schema.json", Path(scratch))
        write_openapi(json.loads(openapi.read_text()))
        write_graphql(graphql.read_text())
        write_webhooks(json.loads(webhooks.read_text()))
    return 0


def fetch(package: tuple[str, str], member: str, scratch: Path) -> Path:
    """The file of that npm package, unpacked into `scratch`. Raises CalledProcessError without npm's help."""
    name, version = package
    command = ["npm", "pack", f"{name}@{version}", "--silent", "--pack-destination", str(scratch)]
    archive = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
    with tarfile.open(scratch / archive.splitlines()[-1]) as opened:
        opened.extract(f"package/{member}", scratch / name.rsplit("/", 1)[1], filter="data")
    return scratch / name.rsplit("/", 1)[1] / "package" / member


def write_openapi(document: Json) -> None:
    """The converted operations, compressed."""
    source = " ".join(OPENAPI)
    converted = {"source": source} | convert(document, OPERATIONS, API_VERSION)
    path = TARGET / "openapi.json.gz"
    pack(path, json.dumps(converted, sort_keys=True, separators=(",", ":")))
    print(f"{path.name}: {len(OPERATIONS)} operations of {source}, {path.stat().st_size:,} bytes")


def write_graphql(text: str) -> None:
    """The whole schema without its descriptions, compressed."""
    source = " ".join(GRAPHQL)
    path = TARGET / "schema.graphql.gz"
    pack(path, f"# {source}\n" + stripped(text))
    print(f"{path.name}: {source}, {path.stat().st_size:,} bytes")


def write_webhooks(document: Json) -> None:
    """The schemas of the events in use, compressed."""
    source = " ".join(WEBHOOKS)
    path = TARGET / "webhooks.json.gz"
    kept = {"source": source, "definitions": event_definitions(document["definitions"], EVENTS)}
    pack(path, json.dumps(kept, sort_keys=True, separators=(",", ":")))
    print(f"{path.name}: {len(EVENTS)} events of {source}, {path.stat().st_size:,} bytes")


def stripped(text: str) -> str:
    """GraphQL SDL without descriptions, blank lines and indentation."""
    without = re.sub(r'"""(?:[^"]|"(?!""))*"""', "", text)
    return "\n".join(line.strip() for line in without.splitlines() if line.strip()) + "\n"


def pack(path: Path, text: str) -> None:
    """Write compressed, with no time in it, so that nothing changes when nothing changed."""
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    sys.exit(main())
