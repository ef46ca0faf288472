"""The base of every value: frozen, strict about its fields, comparable, JSON in and out."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A frozen record. Unknown fields are refused, so a misspelt fact fails at once."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Stored(Value):
    """A value that GitHub keeps for us: fields that a newer Andon wrote are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")
