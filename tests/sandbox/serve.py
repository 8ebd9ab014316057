"""A sandbox in a process of its own: python serve.py STATE prints its address and runs until it is killed."""

import sys
import threading
from pathlib import Path

from tavus_cli.sandbox.server import SandboxServer

with SandboxServer(Path(sys.argv[1])) as server:
    print(server.base_url, flush=True)
    threading.Event().wait()
