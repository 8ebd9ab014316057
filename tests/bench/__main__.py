"""`python tests/bench`: how fast and how small the installed program is, beside what it cannot do without."""

import sys
from pathlib import Path


def _main() -> int:
    # Python put this folder on the path, where modules are found only without the folder's name.
    sys.path[0] = str(Path(__file__).resolve().parent.parent)
    from bench.command import main

    try:
        return main()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(_main())
