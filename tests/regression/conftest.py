"""What commands need here as well."""

from tests.app.conftest import logs_as_before

__all__ = ["logs_as_before"]
