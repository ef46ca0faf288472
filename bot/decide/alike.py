"""What a job's log tells of that fails on a line too, and so is nobody's doing who proposes a change to it.

Neighbour: `diagnoses`, which tells of the rest.
"""

from collections.abc import Iterable
from typing import TypeAlias

from bot.orient.diagnosis import Diagnosis, Failure, Located

Known: TypeAlias = frozenset[tuple[str, ...]]
"""What fails on a line: failures by their fingerprints, tests by tool and name, places by all that is told of them."""


def known_by(found: Iterable[Diagnosis]) -> Known:
    """What these logs of a line's failed jobs tell of."""
    failures = [failure for one in found for failure in one.failures]
    return frozenset(
        (
            *(("failure", failure.fingerprint) for failure in failures),
            *(_test(failure, test) for failure in failures for test in failure.tests),
            *(_place(error) for failure in failures for error in failure.errors),
        )
    )


def is_known(failure: Failure, known: Known) -> bool:
    """Whether it fails on the line just so, or is a part of what fails there."""
    if ("failure", failure.fingerprint) in known:
        return True
    return bool(failure.errors) and not own_errors(failure, known) and not own_tests(failure, known)


def own_errors(failure: Failure, known: Known) -> tuple[Located, ...]:
    """The places that the line does not tell of; on the same line of the file, for a second error is another."""
    return tuple(error for error in failure.errors if _place(error) not in known)


def own_tests(failure: Failure, known: Known) -> tuple[str, ...]:
    """The tests that do not fail on the line."""
    return tuple(test for test in failure.tests if _test(failure, test) not in known)


def own_words(failure: Failure, known: Known) -> str:
    """What it says; by its own first place where some of what it tells of fails on the line too."""
    own = own_errors(failure, known)
    if not own or (len(own) == len(failure.errors) and len(own_tests(failure, known)) == len(failure.tests)):
        return failure.words
    error = own[0]
    place = ":".join(str(part) for part in (error.path, error.line, error.column) if part)
    return f"{place}: {f'{error.code} ' if error.code else ''}{error.message}".rstrip(": ")


def _test(failure: Failure, test: str) -> tuple[str, ...]:
    return ("test", failure.tool or "", test)


def _place(error: Located) -> tuple[str, ...]:
    return ("place", error.path, str(error.line), error.code or "", error.message)
