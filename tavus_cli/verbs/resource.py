"""What a create makes, and the job at Tavus that it may set going: a training, a rendering."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from tavus_cli.output.rows import Shape


class Job(NamedTuple):
    """What Tavus does with a record after a create, and how it ends. A status neither done nor failed is running.

    Attributes:
        name: as in "the training of r123 failed".
        duration: as in "training takes hours".
        path: of the collection.
        command: what waits, without the program and the ids.
        progress: the field with the share done, such as "45/100".
        reasons: the fields that may say why it failed, best first.
    """

    name: str
    duration: str
    shape: Shape
    path: str
    command: str
    progress: str
    done: frozenset[str]
    failed: frozenset[str]
    reasons: tuple[str, ...]


class Product(NamedTuple):
    """What a create makes.

    Attributes:
        shape: of the finished record.
        created: the shape of the answer to a create.
        path: of the collection.
        look: the command that lists what there is, without the program.
        check: raises UsageError for a body that the API would refuse.
        warnings: what may make it fail later, a sentence each.
        job: what the create sets going; None where the record is complete at once.
    """

    shape: Shape
    created: Shape
    path: str
    look: str
    check: Callable[[Mapping[str, Any]], None]
    warnings: Callable[[Mapping[str, Any], datetime], Iterator[str]]
    job: Job | None = None
