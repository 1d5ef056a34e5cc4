"""Which messages of people reach the bot.

Belongs here: privacy mode (https://core.telegram.org/bots/features#privacy-mode), which is on
unless the bot's owner turns it off. May not enter: what the bot does with them.
"""

from sandbox.entities import leading_command
from sandbox.messages import Message
from sandbox.population import Bot, Group, User


def reaches_bot(message: Message, bot: Bot) -> bool:
    """Whether Telegram hands this message to the bot."""
    group = message.chat
    if not isinstance(group, Group):
        return True
    if not group.has_bot:
        return False
    meant = message.receiver is bot or bool(message.service) or _is_reply_to(message, bot)
    return not bot.privacy or group.bot_is_admin or meant or _commands(message, group, bot)


def _is_reply_to(message: Message, bot: User) -> bool:
    return message.reply_to is not None and message.reply_to.sender is bot


def _commands(message: Message, group: Group, bot: User) -> bool:
    command = leading_command(message.text)
    if command is None:
        return False
    _, addressee = command
    if addressee is None:
        return group.bot_posted
    return addressee.lower() == (bot.username or "").lower()
