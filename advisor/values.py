"""The base of every value that is handed between the parts."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """Never changed after it is made; a field that the type does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")
