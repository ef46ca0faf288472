"""The one way a fixer fails."""


class FixFailed(Exception):
    """A fixer could not do its work; the text is for the job's log."""
