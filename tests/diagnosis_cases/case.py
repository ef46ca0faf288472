"""A case: a small broken project, the command that fails on it, and what a diagnosis should find."""

from dataclasses import dataclass, replace

from bot.orient.diagnosis import Kind

Place = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class Case:
    """`files` by path, the shell command, the class, and all that is to be found: places and tests' names.

    `pad` is how a comment line begins in the files that `errors` name: with it a case comes a second time
    with its errors shifted down.
    """

    tool: str
    name: str
    files: dict[str, str]
    run: str
    kind: Kind
    errors: tuple[Place, ...] = ()
    tests: tuple[str, ...] = ()
    pad: str | None = None


SHIFT = 23


def with_shifted(cases: tuple[Case, ...]) -> tuple[Case, ...]:
    """The cases, and those that have a comment to shift by once more, shifted."""
    return (*cases, *(shifted(case) for case in cases if case.pad is not None))


def shifted(case: Case) -> Case:
    """The same project with comment lines above what is wrong."""
    above = f"{case.pad} shifted\n" * SHIFT
    named = {path for path, line in case.errors if line is not None}
    return replace(
        case,
        name=f"{case.name}, shifted",
        files={path: above + text if path in named else text for path, text in case.files.items()},
        errors=tuple((path, line + SHIFT if line is not None else None) for path, line in case.errors),
    )
