"""Builds an index again and again in processes of its own, to be killed at any moment.

    python building.py CORPUS DATA

For each line read: a fork that builds until it is killed (`loop`) or once (`once`); its id is printed.
"""

import os
import sys
from pathlib import Path

from advisor.knowledge import build
from advisor.settings import Settings


def main() -> None:
    settings = Settings(_env_file=None, corpus_dir=Path(sys.argv[1]), data_dir=Path(sys.argv[2]))
    print("ready", flush=True)  # noqa: T201  this is how it talks to the test
    for line in sys.stdin:
        child = os.fork()
        if child:
            print(child, flush=True)  # noqa: T201
            if line.strip() == "once":
                continue
        else:
            while True:
                build(settings, force=True)
                if line.strip() == "once":
                    os._exit(0)
        os.waitpid(child, 0)
        print("ended", flush=True)  # noqa: T201
    while True:
        try:
            _, status = os.wait()
        except ChildProcessError:
            return
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
