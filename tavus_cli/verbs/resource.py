"""What goes on at Tavus after a call has been answered: a training, a rendering, and the create that sets one going."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from tavus_cli.output.rows import Shape


class Work(NamedTuple):
    """What a resource's job is, and how it ends. Any status that is neither done nor failed is one that runs.

    Attributes:
        act: what goes on, as in "the training of r123 failed".
        path: of the collection.
        command: what waits, less the program and the ids.
        progress: the field with the share done, such as "45/100".
        reasons: the fields that may say why it failed, best first.
    """

    act: str
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
        work: what the create sets going.
        created: the shape of the answer to a create.
        check: raises UsageError for a body that the API would refuse.
        warnings: what may make the work fail, a sentence each.
        look: the command that lists what there is, less the program.
        lasts: how long the work takes, as in "training takes hours".
    """

    work: Work
    created: Shape
    check: Callable[[Mapping[str, Any]], None]
    warnings: Callable[[Mapping[str, Any], datetime], Iterator[str]]
    look: str
    lasts: str
