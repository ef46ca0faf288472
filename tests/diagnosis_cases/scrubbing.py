"""A log without what tells of the machine that it was made on. Neighbour: `record`, which makes them."""

import os
import platform
import re
import sys
from pathlib import Path

PREFIXES = tuple(p for p in os.environ.get("ANDON_CASES_PREFIXES", "").split(":") if p)
"""Where tools are installed that are not in the usual places: written as `/opt/tools`."""
_REGISTRY = re.compile(
    r"https?://(?!(?:www\.|github\.com|nowhere|docs\.|bit\.ly|errors\.|eslint\.|mochajs)\b)[^\s'\"),>]*"
)
_NOISE = re.compile(r"^(?:Looking in (?:indexes|links)|WARNING: Location|WARNING: Running pip as).*\n", re.M)


def scrubbed(log: str) -> str:
    """The log without what tells of the machine: registries, where tools are installed, home, kernel."""
    log = _NOISE.sub("", _REGISTRY.sub("https://registry.invalid/", log))
    for prefix in (*PREFIXES, sys.prefix):
        log = log.replace(prefix, "/opt/tools")
    return log.replace(str(Path.home()), "/home/runner").replace(platform.release(), "6.0")
