"""The state of the pretended Telegram: people, chats, messages, taps and waiting updates.

Belongs here: plain state and the few operations that keep it whole. May not enter: HTTP, asyncio,
and rules of who may do what (`methods` for the bot, `clients` for people).
"""

from collections.abc import Callable, Iterable
from random import Random
from typing import Any

from sandbox.ledger import Ledger
from sandbox.messages import Message, Tap, Timeline
from sandbox.population import Bot, Chat, Group, Person, PrivateChat, Topic
from sandbox.refusals import Absent
from sandbox.updates import Updates

Json = dict[str, Any]

BOT_ID = 6_000_000_001
_FIRST_PERSON = 7_000_000_001
_FIRST_GROUP = -4_000_000_001
_FIRST_SUPERGROUP = -1_002_000_000_001


class World:
    """Everything that exists. `clock` answers epoch seconds UTC; `rng` is the only chance in it.

    Nothing done here sends an update to the bot by itself: `happenings` and `clients` do.
    """

    def __init__(self, clock: Callable[[], float], rng: Random) -> None:
        self.now = clock
        self.bot = Bot(BOT_ID, "Kith", "kith_bot")
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.taps: dict[str, Tap] = {}
        self.files: dict[str, bytes] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.updates = Updates(rng)
        self.ledger = Ledger()
        self._rng = rng
        self._timelines: dict[int, Timeline] = {}
        self._ephemeral_ids = 0

    def add_person(
        self,
        name: str,
        *,
        language: str = "en",
        username: str | None = None,
        sees_ephemeral: bool = True,
    ) -> Person:
        """A new person, who has not pressed Start. `language`: an IETF tag."""
        person = Person(_FIRST_PERSON + len(self.people), name, username, language)
        person.sees_ephemeral = sees_ephemeral
        self.people[person.id] = person
        self._open(PrivateChat(person.id, self.random_id(), person))
        return person

    def add_group(
        self,
        title: str,
        *,
        members: Iterable[Person] = (),
        admins: Iterable[Person] = (),
        forum: bool = False,
        supergroup: bool = False,
    ) -> Group:
        """A new group in which the bot is a member; a forum is always a supergroup.

        Admins are members too; the first one is the owner. The bot is told nothing: it finds itself
        there, as a bot does that was added long ago. `happenings.bot_added` tells it.
        """
        admins = list(admins)
        group = Group(self._group_id(supergroup=supergroup or forum), self.random_id(), title)
        group.is_supergroup = supergroup or forum
        group.is_forum = forum
        group.members = {each.id: each for each in (*members, *admins)}
        group.admins = [each.id for each in admins]
        group.owner = admins[0].id if admins else None
        self._open(group)
        return group

    def add_topic(self, group: Group, name: str) -> Topic:
        """A new topic of a forum."""
        topic = Topic(self.timeline(group).next_id(), name)
        group.topics[topic.id] = topic
        return topic

    def remove_topic(self, group: Group, topic: Topic) -> None:
        """Take a topic away, with its messages."""
        del group.topics[topic.id]
        timeline = self.timeline(group)
        for message in [each for each in timeline if each.topic == topic.id]:
            timeline.remove(message)

    def upgrade(self, group: Group) -> Group:
        """The supergroup that a group becomes; the old id stays, pointing to the new one."""
        upgraded = self.add_group(group.title, supergroup=True)
        upgraded.members, upgraded.admins = dict(group.members), list(group.admins)
        upgraded.owner, upgraded.bot_status = group.owner, group.bot_status
        group.migrated_to = upgraded.id
        return upgraded

    def person(self, person_id: int) -> Person:
        """The person with that id. Raises Absent."""
        if person_id not in self.people:
            raise Absent(f"There is no person {person_id}.")
        return self.people[person_id]

    def group(self, chat_id: int) -> Group:
        """The group with that id. Raises Absent."""
        group = self.chats.get(chat_id)
        if not isinstance(group, Group):
            raise Absent(f"There is no group {chat_id}.")
        return group

    def groups(self) -> list[Group]:
        """All groups that still live under their id."""
        chats = self.chats.values()
        return [each for each in chats if isinstance(each, Group) and each.migrated_to is None]

    def timeline(self, chat: Chat) -> Timeline:
        """The messages of a chat."""
        return self._timelines[chat.id]

    def post(self, message: Message) -> Message:
        """Put a message into its chat, with an id of its own."""
        if message.receiver is not None:
            self._ephemeral_ids += 1
            message.ephemeral_message_id = self._ephemeral_ids
        self.timeline(message.chat).add(message)
        return message

    def emit(self, kind: str, body: Json) -> int | None:
        """Queue an update for the bot; answers its id, or None where the bot did not ask for it."""
        return self.updates.put(kind, body, self.now())

    def random_id(self) -> str:
        """An id that nobody can guess or infer an order from."""
        return str(self._rng.getrandbits(63))

    def _open(self, chat: Chat) -> None:
        self.chats[chat.id] = chat
        self._timelines[chat.id] = Timeline()

    def _group_id(self, *, supergroup: bool) -> int:
        count = sum(isinstance(each, Group) for each in self.chats.values())
        return (_FIRST_SUPERGROUP if supergroup else _FIRST_GROUP) - count
