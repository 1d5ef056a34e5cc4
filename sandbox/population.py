"""Who there is: the bot, people, and the chats in which they stand.

Belongs here: plain records of them. May not enter: messages, updates, time.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(eq=False, slots=True)
class User:
    """An account of Telegram, of a person or of the bot."""

    id: int
    first_name: str
    username: str | None = None

    @property
    def is_bot(self) -> bool:
        """Whether this account is the bot's."""
        return True


@dataclass(eq=False, slots=True)
class Bot(User):
    """The bot's account, with what its owner sets at BotFather.

    `privacy`: in groups it is handed only what is meant for it. `joins`: groups may add it.
    """

    privacy: bool = True
    joins: bool = True


@dataclass(eq=False, slots=True)
class Person(User):
    """A member, played by whoever drives the sandbox.

    `sees_ephemeral`: False for somebody whose client is too old for ephemeral messages.
    `writable_until`: till then (UTC seconds) the bot can write to them although they did not start
    it, since they asked to join a group (Bot API: ChatJoinRequest.user_chat_id).
    """

    language: str = "en"
    started: bool = False
    blocked: bool = False
    sees_ephemeral: bool = True
    writable_until: float = 0.0

    @property
    def is_bot(self) -> bool:
        """People are none."""
        return False


ANONYMOUS = User(1_087_968_824, "Group", "GroupAnonymousBot")
"""Who an admin that writes anonymously seems to be (Bot API: Message.from)."""


@dataclass(eq=False, slots=True)
class Service(User):
    """The account in whose name Telegram itself writes."""

    @property
    def is_bot(self) -> bool:
        """It is none."""
        return False


CHANNELS: dict[str, User] = {
    "own": User(136_817_688, "Channel", "Channel_Bot"),
    "linked": Service(777_000, "Telegram"),
}
"""Who somebody seems to be that writes in the name of a channel of theirs, and who hands on what
was written in the channel that is linked to the group (Bot API: Message.sender_chat)."""


@dataclass(slots=True)
class Topic:
    """A topic of a forum; its id is the id of the message that opened it."""

    id: int
    name: str
    closed: bool = False


@dataclass(eq=False, slots=True)
class _Place:
    """Where messages stand. `instance` names it in callback queries."""

    id: int
    instance: str


@dataclass(eq=False, slots=True)
class PrivateChat(_Place):
    """The chat of one person with the bot; it has that person's id."""

    person: Person


@dataclass(eq=False, slots=True)
class Group(_Place):
    """A group or, where the id begins with -100, a supergroup.

    `bot_status`: member, administrator, left or kicked. `bot_posted`: the bot was the last bot to
    post, so that a bare command is for it. `migrated_to`: the supergroup that this group became.
    `knocking`: who asks to join.
    """

    title: str
    is_supergroup: bool = False
    is_forum: bool = False
    members: dict[int, Person] = field(default_factory=dict)
    admins: list[int] = field(default_factory=list)
    owner: int | None = None
    topics: dict[int, Topic] = field(default_factory=dict)
    bot_status: str = "member"
    bot_posted: bool = False
    migrated_to: int | None = None
    knocking: dict[int, Person] = field(default_factory=dict)

    @property
    def has_bot(self) -> bool:
        """Whether the bot is in the group."""
        return self.bot_status in ("member", "administrator")

    @property
    def bot_is_admin(self) -> bool:
        """Whether the bot is an administrator."""
        return self.bot_status == "administrator"

    def people(self) -> Iterator[Person]:
        """The members, the bot not counted."""
        return iter(self.members.values())

    def status_of(self, person: Person) -> str:
        """creator, administrator, member or left."""
        if person.id not in self.members:
            return "left"
        if person.id == self.owner:
            return "creator"
        return "administrator" if person.id in self.admins else "member"


Chat = PrivateChat | Group
