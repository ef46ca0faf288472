"""What one rule says of one snapshot: something that differs from the desired state."""

from bot.model.value import Value


class NewFile(Value):
    """A text file as it shall be; `path` is from the repository's root."""

    path: str
    text: str


class Finding(Value):
    """`subject` is what it is about: for `ci-green` the line, for `required-files` a path.

    `details` are the facts it rests on, in words; `files` what would mend it, where that needs no
    repository code.
    """

    rule: str
    subject: str
    details: tuple[str, ...] = ()
    files: tuple[NewFile, ...] = ()
