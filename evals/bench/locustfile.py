"""One user of the load run: asks the next question as soon as the last one is answered.

Run by `evals.bench.load` in a process of its own and imported by nothing: locust replaces the sockets of the whole
process, and of one that has used them already breaks them.
"""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from locust import FastHttpUser, events, task
from locust.argument_parser import LocustArgumentParser

ASK = "/api/v1/ask"
_HEADERS = {"Content-Type": "application/json"}


def _add_options(parser: LocustArgumentParser) -> None:
    parser.add_argument("--bodies", type=str, required=True, help="file of request bodies, one JSON a line")


def _read_bodies(environment: Any, **_: Any) -> None:
    lines = Path(environment.parsed_options.bodies).read_text(encoding="utf-8").splitlines()
    environment.bodies = itertools.cycle(line.encode() for line in lines)


events.init_command_line_parser.add_listener(_add_options)  # type: ignore[no-untyped-call]
events.init.add_listener(_read_bodies)  # type: ignore[no-untyped-call]


class Asker(FastHttpUser):
    """Without time to think. All users take from one row of questions."""

    @task
    def ask(self) -> None:
        """One question; anything but a 200 counts as an error."""
        bodies: Iterator[bytes] = self.environment.bodies
        self.client.post(ASK, data=next(bodies), headers=_HEADERS)  # type: ignore[arg-type]
