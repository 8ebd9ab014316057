"""The types with which a noun of the API is declared: its names and path, its fields, its job, and its create.

A command's file declares each noun once. Verbs, output, completion with TAB and hints about ids use that declaration.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from tavus_cli.api.records import USUAL, Callbacks, Declaration, Ids, Layout, Row, advice_for_id, spellings
from tavus_cli.cli import command_module, command_names
from tavus_cli.errors import NotFound
from tavus_cli.output.recent import Memory
from tavus_cli.output.rows import Shape, cell
from tavus_cli.text import clean

if TYPE_CHECKING:
    from tavus_cli.api.doubt import Doubt
    from tavus_cli.api.transport import Answer
    from tavus_cli.api.urls import Param
    from tavus_cli.cli.session import Session

# Values of `finetune_status`. For models with one stage it is null or missing. Source: the page on phoenix-4.5.
FINAL_STAGES = frozenset({"", "completed"})
FAILED_STAGES = frozenset({"errored", "error"})


class Resource(Declaration):
    """A noun of the API. Its records have their id in the field NOUN_id, and their name in NOUN_name.

    Attributes:
        noun: the singular, for messages.
        path: the path of the collection, which ends in the plural.
        columns: the columns of a list, field to heading. On a narrow terminal the last ones are left out first.
        essential: the number of first columns that are never left out, but truncated.
        fields: all fields that the API documents, in the order in which a record is shown.
        ids: the known forms of ids.
        layout: the structure of the answer to a list.
        known_by_name: the field that describes a name, if commands take names in place of ids.
        sparse: further columns, field to heading, that a table shows only if a row has a value for them.
        ids_come: the options that make a list return ids, such as `--source all`, if it does not by default.
        own: the parameter and value that exclude stock records, if lists contain them.
        statuses: all statuses that the API documents, and their meanings.
        rename_tail: the part of the path after the id in a rename.
        secrets: fields, at any depth, whose values are shown only in JSON.
        links: fields with a link that users can open in a browser, the best first.
        callbacks: the callbacks that the API sends about a record.
    """

    noun: str
    path: str
    columns: Mapping[str, str]
    essential: int
    fields: tuple[str, ...]
    ids: Ids | None = None
    layout: Layout = USUAL
    known_by_name: str | None = None
    sparse: Mapping[str, str] = {}
    ids_come: str = ""
    own: tuple[str, str] | None = None
    statuses: Mapping[str, str] = {}
    rename_tail: str = "/name"
    secrets: frozenset[str] = frozenset()
    links: tuple[str, ...] = ()
    callbacks: Callbacks = Callbacks()

    @property
    def plural(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def id_field(self) -> str:
        return f"{self.noun}_id"

    @property
    def name_field(self) -> str:
        return f"{self.noun}_name"

    @property
    def meanings(self) -> str:
        """The meanings of the statuses, as the last part of the help of its commands."""
        widest = max(map(len, self.statuses))
        return "\n".join(["Statuses:", *(f"  {name:{widest}}  {means}" for name, means in self.statuses.items())])

    @property
    def shape(self) -> Shape:
        """The shape of a complete record."""
        memory: tuple[Memory, ...] = (Memory(self.plural, self.id_field, self.name_field),)
        if self.known_by_name:
            memory += (Memory(f"{self.noun}-names", self.name_field, self.known_by_name),)
        return Shape(
            noun=self.noun,
            id_field=self.id_field,
            columns=self.columns,
            essential=self.essential,
            fields=self.fields,
            name_field=self.name_field,
            plural=self.plural,
            layout=self.layout,
            memory=memory,
            sparse=self.sparse,
            ids_come=self.ids_come,
            own=self.own,
            statuses=tuple(self.statuses),
            secrets=self.secrets,
        )

    def part(self, columns: Mapping[str, str], fields: tuple[str, ...]) -> Shape:
        """The shape of a record with only some fields, such as the answer to a create."""
        return self.shape.but(columns=columns, essential=2, fields=fields)

    def fetch(
        self,
        session: "Session",
        record_id: str,
        params: "Mapping[str, Param] | None" = None,
        *,
        polling: bool = False,
    ) -> Row:
        """Fetch one record, without retries if `polling`. Raises NotFound for an id that the API does not know."""
        client = session.poller if polling else session.client
        with self._hint(session, record_id):
            return client.get_record(self.path, self.noun, record_id, params)

    def change(
        self,
        session: "Session",
        method: str,
        record_id: str,
        doubt: "Doubt",
        *,
        tail: str = "",
        params: "Mapping[str, Param] | None" = None,
        body: Any = None,
    ) -> "tuple[Answer, Any]":
        """Send one POST, PATCH or DELETE for a record. Raises NotFound for an id that the API does not know."""
        with self._hint(session, record_id):
            return session.client.change_record(
                method, self.path, self.noun, record_id, doubt, tail=tail, params=params, body=body
            )

    @contextmanager
    def _hint(self, session: "Session", record_id: str) -> Iterator[None]:
        """Add a hint to NotFound if the id does not have a known form."""
        try:
            yield
        except NotFound as error:
            if self.ids and not self.ids.fit(record_id):
                error.hint = error.hint or hint_for_id(self.noun, record_id) or self.way_to(session, record_id)
            raise

    def way_to(self, session: "Session", given: str) -> str:
        """A hint how to find the id of a record, for a value that is not the id of one."""
        listing = f"{self.plural} list {self.ids_come}".rstrip()
        if self.ids and self.ids.fit(given):
            return f"see which there are: {session.suggest(listing)}"
        from shlex import quote

        return f"if it is a name, this finds its id: {session.suggest(f'{listing} --search {quote(clean(given))}')}"


class State(Enum):
    """The state of a job."""

    RUNNING = auto()
    DONE = auto()
    FAILED = auto()


class Job(Declaration):
    """The asynchronous work of Tavus after a create. A status that is neither done nor failed means running.

    Attributes:
        name: the name of the work, as in "the training of r123 failed".
        duration: a clause about its duration, as in "training takes hours".
        progress: the field with the progress, a text such as "45/100" or a number.
        whole: the number that means 100 %; None if the progress is a text.
        done: the statuses of success, in lower case.
        failed: the statuses of failure, in lower case.
        reasons: the fields that may contain the reason of a failure, the best first.
        second_stage: the field with the status of a stage after the record can be used; None if there is none.
        many: the parameter of the list that filters by comma-separated ids; None if there is none.
        advice: hints by reason, if reasons are codes.
    """

    resource: Resource
    name: str
    duration: str
    progress: str
    done: frozenset[str]
    failed: frozenset[str]
    reasons: tuple[str, ...]
    whole: float | None = None
    second_stage: str | None = None
    many: str | None = None
    advice: Mapping[str, str] = {}

    def state(self, record: Row, *, preview: bool = False) -> State:
        """The state of a record's job. With `preview` the second stage is ignored."""
        status = cell(record.get("status")).lower()
        if status in self.failed:
            return State.FAILED
        if status not in self.done:
            return State.RUNNING
        stage = "" if preview else self.stage(record)
        if stage in FAILED_STAGES:
            return State.FAILED
        return State.DONE if stage in FINAL_STAGES else State.RUNNING

    def stage(self, record: Row) -> str:
        """The status of the second stage; empty before it has begun, and if there is none."""
        return cell(record.get(self.second_stage)).lower() if self.second_stage else ""

    @property
    def command(self) -> str:
        """The command that waits for the job, without the program name and the ids."""
        return f"{self.resource.plural} wait"

    def share(self, record: Row) -> str:
        """The progress, such as 45/100; empty if the API does not report it."""
        value = record.get(self.progress)
        if self.whole and isinstance(value, int | float):
            return f"{100 * value / self.whole:.0f}/100"
        return cell(value)


class Product(Declaration):
    """How to create a record of a noun.

    Attributes:
        resource: the noun.
        created: the shape of the answer to a create.
        check: raises UsageError for a body that the API would refuse.
        warnings: yields reasons why a body may fail later, each a sentence.
        job: the job that a create starts; None if the record is complete at once.
        options: a function with the options of a create as parameters, which returns the fields of the request.
        advice: parts of a refusal's message, in lower case, to the command that helps, without the program name.
    """

    resource: Resource
    created: Shape
    check: Callable[[Mapping[str, Any]], None] = lambda _body: None
    warnings: Callable[[Mapping[str, Any]], Iterator[str]] = lambda _body: iter(())
    job: Job | None = None
    options: Callable[..., Mapping[str, Any]] = dict
    advice: Mapping[str, str] = {}

    @property
    def listing(self) -> str:
        """The command that lists existing records, without the program name."""
        filters = self.resource.shape.own_option or self.resource.ids_come
        return f"{self.resource.plural} list {filters}".rstrip()

    @property
    def body(self) -> dict[str, type]:
        """The fields of the request and the type of each (str, bool, or dict for JSON), according to its options."""
        hints = get_type_hints(self.options, include_extras=True)
        fields = self.options(**dict.fromkeys(name for name in hints if name != "return"))
        return {name: _kind(hints[name]) for name in fields}

    @property
    def own(self) -> dict[str, str]:
        """The parameters that exclude stock records from a list."""
        return dict([self.resource.own] if self.resource.own else [])


def _kind(hint: Any) -> type:
    """The type of a field, from the annotation of its option."""
    if any(getattr(option, "metavar", None) == "JSON" for option in getattr(hint, "__metadata__", ())):
        return dict
    return bool if bool in get_args(get_args(hint)[0]) else str


def product_of(name: str) -> Product:
    """The product that a command's file declares. Imports that file."""
    return next(value for value in vars(command_module(name)).values() if isinstance(value, Product))


def declared(name: str) -> list[Resource]:
    """The resources that the file of a command declares. Imports it."""
    return [value for value in vars(command_module(name)).values() if isinstance(value, Resource)]


def resources() -> list[Resource]:
    """All resources. Imports all commands, which takes longer than most commands do."""
    return [resource for name in command_names() for resource in declared(name)]


def resource_of(noun: str) -> Resource | None:
    """The resource for a noun of the API, in its older or newer spelling; None if there is none."""
    return next((each for each in resources() if each.noun in spellings(noun)), None)


def hint_for_id(noun: str, record_id: str) -> str | None:
    """A hint about what an unknown id may be instead; None if there is none."""
    known = {each.noun: each.ids for each in resources() if each.ids}
    return advice_for_id(next((name for name in spellings(noun) if name in known), noun), record_id, known)
