"""What anyone would write to get a whole list: one session, page after page. `plain.py URL` prints all rows as JSON."""

import json
import os
import sys

import requests

session = requests.Session()
session.headers["x-api-key"] = os.environ["TAVUS_API_KEY"]
rows = []
page = 0
while True:
    page += 1
    answer = session.get(f"{sys.argv[1]}/v2/replicas", params={"limit": 100, "page": page}).json()
    rows += answer["data"]
    if len(rows) >= answer["total_count"]:
        break
print(json.dumps(rows))
