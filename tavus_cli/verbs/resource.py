"""What a noun of the API says of itself: its names and path, its fields, its job, what a create of it takes.

A command's file declares it, once. Verbs, output, TAB and hints about ids take all they know of a noun from here.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import Enum, auto
from shlex import quote
from typing import TYPE_CHECKING, Any, NamedTuple, get_args, get_type_hints

from tavus_cli.api.records import USUAL, Callbacks, Ids, Layout, Row, advice_for_id, spellings
from tavus_cli.cli.grammar import command_module, command_names
from tavus_cli.errors import NotFound
from tavus_cli.output.recent import Memory
from tavus_cli.output.rows import Shape, cell
from tavus_cli.text import clean

if TYPE_CHECKING:
    from tavus_cli.api.doubt import Doubt
    from tavus_cli.api.transport import Answer
    from tavus_cli.api.urls import Param
    from tavus_cli.cli.session import Session

# What `finetune_status` says; models of one stage leave it null or out. Source: the page on phoenix-4.5.
FINAL_STAGES = frozenset({"", "completed"})
FAILED_STAGES = frozenset({"errored", "error"})


class Resource(NamedTuple):
    """A noun of the API. Its records have their id in NOUN_id, and their name in NOUN_name.

    Attributes:
        noun: as in messages, singular.
        path: of the collection; it ends in the plural.
        columns: field to heading of what lists show, in order; on a narrow terminal the last goes first.
        essential: how many of the columns stay, and are rather cut.
        fields: every field that the API documents, in the order in which a record shows them.
        ids: how ids have looked so far.
        layout: of the answer to a list.
        known_by_name: the field that describes a name, where commands take names in the place of ids.
        sparse: field to heading of columns that a table shows only if a row has a value there.
        ids_come: how to ask for the ids of records that come without, such as `--source all`.
        own: parameter and value that leave out what is not the account's own, where lists mix the two.
        statuses: every status that the API documents, and what it means.
        rename_tail: what follows the id in the path of a rename.
        secrets: fields, at any depth, whose values only JSON shows.
        links: fields with a link that people can open in a browser, best first.
        callbacks: what the API posts to a callback_url about a record; None for nothing that we know.
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
    callbacks: Callbacks | None = None

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
        """What the statuses mean, as the help of its commands ends."""
        widest = max(map(len, self.statuses))
        return "\n".join(["Statuses:", *(f"  {name:{widest}}  {means}" for name, means in self.statuses.items())])

    @property
    def shape(self) -> Shape:
        """A whole record."""
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
        """A record with only some fields, such as the answer to a create."""
        return self.shape._replace(columns=columns, essential=2, fields=fields)

    def fetch(
        self,
        session: "Session",
        record_id: str,
        params: "Mapping[str, Param] | None" = None,
        *,
        polling: bool = False,
    ) -> Row:
        """One record; tried once with `polling`. Raises NotFound for an id that the API does not know."""
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
        """POST to, PATCH or DELETE a record, once. Raises NotFound for an id that the API does not know."""
        with self._hint(session, record_id):
            return session.client.change_record(
                method, self.path, self.noun, record_id, doubt, tail=tail, params=params, body=body
            )

    @contextmanager
    def _hint(self, session: "Session", record_id: str) -> Iterator[None]:
        """Let NotFound say what an id may be that looks like none of these."""
        try:
            yield
        except NotFound as error:
            if self.ids and not self.ids.fit(record_id):
                error.hint = error.hint or hint_for_id(self.noun, record_id) or self.way_to(session, record_id)
            raise

    def way_to(self, session: "Session", given: str) -> str:
        """A hint that leads to the id of a record, where something else was given in its place."""
        listing = f"{self.plural} list {self.ids_come}".rstrip()
        if self.ids and self.ids.fit(given):
            return f"see which there are: {session.suggest(listing)}"
        return f"if it is a name, this finds its id: {session.suggest(f'{listing} --search {quote(clean(given))}')}"


class State(Enum):
    """Where a job stands, as far as waiting goes."""

    RUNNING = auto()
    DONE = auto()
    FAILED = auto()


class Job(NamedTuple):
    """What Tavus does with a record after a create, and how it ends. A status neither done nor failed is running.

    Attributes:
        name: as in "the training of r123 failed".
        duration: as in "training takes hours".
        progress: the field with the share done, a text such as "45/100" or a number.
        whole: what the number of a job that is done is; None if it is a text.
        reasons: the fields that may say why it failed, best first.
        second_stage: the field with the status of what follows once the record can be used; None if nothing does.
        many: the parameter of the list that takes ids, joined by commas; None if records are asked for one by one.
        advice: what to do about a reason, where reasons are codes.
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
        """Where the job of a record stands. With `preview` the second stage does not count."""
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
        """The status of the second stage; empty before it began, and where there is none."""
        return cell(record.get(self.second_stage)).lower() if self.second_stage else ""

    @property
    def command(self) -> str:
        """What waits, without the program and the ids."""
        return f"{self.resource.plural} wait"

    def share(self, record: Row) -> str:
        """How much is done, such as 45/100; empty if the API does not say."""
        value = record.get(self.progress)
        if self.whole and isinstance(value, int | float):
            return f"{100 * value / self.whole:.0f}/100"
        return cell(value)


class Product(NamedTuple):
    """What a create makes.

    Attributes:
        created: the shape of the answer to a create.
        check: raises UsageError for a body that the API would refuse.
        warnings: what may make it fail later, a sentence each.
        job: what the create sets going; None where the record is complete at once.
        options: the options of a create, as parameters; makes the fields of the request of them.
        advice: words of a refusal, in lower case, to the command that mends it, without the program.
    """

    resource: Resource
    created: Shape
    check: Callable[[Mapping[str, Any]], None] = lambda _body: None
    warnings: Callable[[Mapping[str, Any]], Iterator[str]] = lambda _body: iter(())
    job: Job | None = None
    options: Callable[..., Mapping[str, Any]] = dict
    advice: Mapping[str, str] = {}

    @property
    def look(self) -> str:
        """The command that lists what there is, without the program."""
        filters = self.resource.shape.own_option or self.resource.ids_come
        return f"{self.resource.plural} list {filters}".rstrip()

    @property
    def body(self) -> dict[str, type]:
        """The fields of the request and the type of each (str, bool, or dict for JSON), as its options tell them."""
        hints = get_type_hints(self.options, include_extras=True)
        fields = self.options(**dict.fromkeys(name for name in hints if name != "return"))
        return {name: _kind(hints[name]) for name in fields}

    @property
    def own(self) -> dict[str, str]:
        """The parameters that narrow the list to what was created."""
        return dict([self.resource.own] if self.resource.own else [])


def _kind(hint: Any) -> type:
    """The type of a field, from the annotation of its option."""
    if any(getattr(option, "metavar", None) == "JSON" for option in getattr(hint, "__metadata__", ())):
        return dict
    return bool if bool in get_args(get_args(hint)[0]) else str


def product_of(name: str) -> Product:
    """What the create of a command makes. Imports its file: the folder of commands is the registry."""
    return next(value for value in vars(command_module(name)).values() if isinstance(value, Product))


def declared(name: str) -> list[Resource]:
    """The resources that the file of a command declares. Imports it."""
    return [value for value in vars(command_module(name)).values() if isinstance(value, Resource)]


def resources() -> list[Resource]:
    """Every resource there is. Imports all commands, which takes longer than most of them."""
    return [resource for name in command_names() for resource in declared(name)]


def resource_of(noun: str) -> Resource | None:
    """The resource that a noun of the API means, in whichever spelling; None if there is none."""
    return next((each for each in resources() if each.noun in spellings(noun)), None)


def hint_for_id(noun: str, record_id: str) -> str | None:
    """What an id that the API does not know may be; None if nothing can be said."""
    known = {each.noun: each.ids for each in resources() if each.ids}
    return advice_for_id(next((name for name in spellings(noun) if name in known), noun), record_id, known)
