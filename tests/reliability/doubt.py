"""What is said when a create was sent and nobody knows what became of it."""

import re
from datetime import datetime

ERROR = r"error: the create request was sent, but its outcome is unknown \((\S.*)\)\."
NOTE = "A replica may have been created and may be charged. It was not sent again."
HINT = (
    r'hint: look for "Rio", created at or after (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ):  '
    r"tavus replicas list --replica-type user --search Rio --since \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
)


def check_doubt(lines: list[str], started: datetime) -> None:
    """Exactly the three lines, and a time that fits."""
    assert re.fullmatch(ERROR, lines[0])
    assert lines[1] == NOTE
    hint = re.fullmatch(HINT, lines[2])
    assert hint
    assert -2 <= (datetime.fromisoformat(hint[1]) - started).total_seconds() <= 2
    assert len(lines) == 3
