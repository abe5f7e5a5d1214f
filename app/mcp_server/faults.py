"""Faults as clients are told them: both languages and the code on one line, nothing of the insides."""

import logging
from collections.abc import Callable
from typing import TypeVar

from mcp.shared.exceptions import MCPError
from mcp_types import INTERNAL_ERROR, INVALID_PARAMS

from advisor.errors import AdvisorError
from advisor.messages import Language
from app.api.errors import NotFound

Found = TypeVar("Found")

log = logging.getLogger(__name__)


def spoken(fault: AdvisorError) -> str:
    """The fault in Japanese and English with its code, as the command line tells it."""
    return f"{fault.user_message(Language.JA)} / {fault.user_message(Language.EN)} [{fault.code}]"


def foreseen(do: Callable[[], Found], what: str) -> Found:
    """What `do` gives. Raises AdvisorError; a fault that nobody foresaw goes to the log and leaves as "unexpected"."""
    try:
        return do()
    except AdvisorError:
        raise
    except Exception as fault:
        log.exception("unexpected fault in %s", what)
        raise AdvisorError("unexpected") from fault


def in_protocol(do: Callable[[], Found], what: str) -> Found:
    """What `do` gives, for what is no tool call: its faults are raised as the protocol's own error."""
    try:
        return foreseen(do, what)
    except AdvisorError as fault:
        raise protocol_error(fault) from None


def protocol_error(fault: AdvisorError) -> MCPError:
    """The fault as the protocol's own error; -32602 for what does not exist, as the specification asks."""
    return MCPError(INVALID_PARAMS if isinstance(fault, NotFound) else INTERNAL_ERROR, spoken(fault))
