"""The repositories that lack something which they shall have.

Neighbours: `quiet`, where nothing is done; `red`, those that break.
"""

from bot.demo import looks
from bot.demo.kind import End, Kind
from bot.demo.till import ENFORCE, FREE, till

WANTING = f"{ENFORCE}fix: {{merge: auto}}\nrules:\n  required-files: [ci]\n"
MAKEFILE = "test:\n\tpython3 -m pytest -q\n"

DESIRED = (
    Kind(
        name="wants-ci",
        what="a CI workflow is required and missing",
        files={**till(ci="", andon=WANTING), "Makefile": MAKEFILE},
        ends=(
            End("its job", "closed, andon:done", looks.job),
            End("its title", ".github/workflows/ci.yml is missing", looks.job_tells(r"\A(.*)\n")),
            End("Andon's pull request", "merged", looks.fix_tells(lambda pull: pull.state)),
            End("merged by", "andon[bot]", looks.fix_tells(lambda pull: pull.merged_by)),
            End("CI on main", "success, attempt 1", looks.ci),
            End("#1's cord", "Main is green", looks.cord()),
            FREE,
        ),
    ),
)
