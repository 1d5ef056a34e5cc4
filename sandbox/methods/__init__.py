"""The methods of the Bot API that are built: one function each, in one table.

Belongs here: the table and the call. May not enter: reading of parameters (`reference`), waiting
(`polling`), failures on purpose (`faults`).

A function's keyword arguments are the parameters that are built; the reference knows more.
"""

import inspect
from collections.abc import Callable, Mapping
from functools import cache

from sandbox.methods import bot, chats, commands, copies, documents, ephemeral, messages, webhook
from sandbox.refusals import not_built
from sandbox.world import World

Method = Callable[..., object]

TABLE: Mapping[str, Method] = {
    "getMe": bot.get_me,
    "answerCallbackQuery": bot.answer_callback_query,
    "setWebhook": webhook.set_webhook,
    "deleteWebhook": webhook.delete_webhook,
    "getWebhookInfo": webhook.get_webhook_info,
    "sendMessage": messages.send_message,
    "copyMessage": copies.copy_message,
    "sendDocument": documents.send_document,
    "getFile": documents.get_file,
    "editMessageText": messages.edit_message_text,
    "editMessageReplyMarkup": messages.edit_message_reply_markup,
    "deleteMessage": messages.delete_message,
    "editEphemeralMessageText": ephemeral.edit_ephemeral_message_text,
    "editEphemeralMessageReplyMarkup": ephemeral.edit_ephemeral_message_reply_markup,
    "deleteEphemeralMessage": ephemeral.delete_ephemeral_message,
    "getChat": chats.get_chat,
    "getChatAdministrators": chats.get_chat_administrators,
    "getChatMember": chats.get_chat_member,
    "getChatMemberCount": chats.get_chat_member_count,
    "approveChatJoinRequest": chats.approve_chat_join_request,
    "leaveChat": chats.leave_chat,
    "setMyCommands": commands.set_my_commands,
    "getMyCommands": commands.get_my_commands,
    "deleteMyCommands": commands.delete_my_commands,
}


def call(world: World, name: str, params: Mapping[str, object]) -> object:
    """Do what the method does and answer its result. Raises Refused, 501 for what is not built."""
    method = TABLE.get(name)
    if method is None:
        raise not_built(name)
    for param in params.keys() - _built(method):
        raise not_built(f"{name} with {param}")
    return method(world, **params)


@cache
def _built(method: Method) -> frozenset[str]:
    return frozenset(inspect.signature(method).parameters) - {"world"}
