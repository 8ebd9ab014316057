"""What anyone would write to create a table: a loop. `plain_batch.py URL TABLE` prints the answers as JSON lines."""

import csv
import os
import sys
from pathlib import Path

import requests

headers = {"x-api-key": os.environ["TAVUS_API_KEY"]}
with Path(sys.argv[2]).open(newline="") as table:
    for row in csv.DictReader(table):
        body = {name: value for name, value in row.items() if name != "id"}
        print(requests.post(f"{sys.argv[1]}/v2/replicas", json=body, headers=headers, timeout=60).text)
