"""How values stand in columns, the same in SQLite and PostgreSQL."""

import json
import re
from datetime import UTC, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator

from advisor.programs.schedule import JST
from advisor.storage.words import storable

_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


class Words(TypeDecorator[str]):
    """Text, made storable on its way in: PostgreSQL refuses NUL, both refuse lone surrogates."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else storable(value)


class Moment(TypeDecorator[datetime]):
    """An aware time: kept in UTC, handed out in Asia/Tokyo. SQLite forgets zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(JST)


class Json(TypeDecorator[Any]):
    """A value of a pydantic type `kind` as JSON in a text column.

    A lone surrogate becomes U+FFFD, one character for one: offsets into the text stay right.
    """

    impl = Text
    cache_ok = True

    def __init__(self, kind: Any) -> None:
        super().__init__()
        self.kind = kind
        self._adapter: TypeAdapter[Any] = TypeAdapter(kind)

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        if value is None:
            return None
        text = json.dumps(self._adapter.dump_python(value, mode="json"), ensure_ascii=False, separators=(",", ":"))
        return _HALF_CHARACTER.sub("\ufffd", text)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else self._adapter.validate_json(value)
