"""Where the bot gets its updates, when it does not ask for them.

Belongs here: https://core.telegram.org/bots/api#setwebhook, #deletewebhook and #getwebhookinfo. May
not enter: the sending itself (`sandbox.webhook`).
"""

from typing import Any

from sandbox.limits import require_secret, require_webhook_url
from sandbox.updates import Webhook
from sandbox.world import World

Json = dict[str, Any]

_MOST_CONNECTIONS = 100


def set_webhook(  # noqa: PLR0913 - the arguments are those of the Bot API
    world: World,
    *,
    url: str,
    max_connections: int = 40,
    allowed_updates: list[str] | None = None,
    drop_pending_updates: bool = False,
    secret_token: str | None = None,
) -> bool:
    """Have updates sent to `url`; an empty one is the same as deleteWebhook."""
    if not url:
        return delete_webhook(world, drop_pending_updates=drop_pending_updates)
    require_webhook_url(url)
    require_secret(secret_token)
    if allowed_updates is not None:
        world.updates.allow(allowed_updates)
    _drop(world, drop_pending_updates)
    connections = min(max(max_connections, 1), _MOST_CONNECTIONS)
    world.updates.send_to(Webhook(url, secret_token, connections))
    return True


def delete_webhook(world: World, *, drop_pending_updates: bool = False) -> bool:
    """Back to getUpdates; what waits stays, unless it is to be dropped."""
    _drop(world, drop_pending_updates)
    world.updates.send_to(None)
    return True


def get_webhook_info(world: World) -> Json:
    """The webhook, how many updates wait, and the newest failure to deliver one."""
    updates = world.updates
    info: Json = {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": updates.waiting(world.now()),
    }
    info |= {"allowed_updates": list(updates.allowed)} if updates.allowed else {}
    return info | (_shape(updates.webhook) if updates.webhook else {})


def _shape(webhook: Webhook) -> Json:
    shape: Json = {"url": webhook.url, "max_connections": webhook.max_connections}
    if webhook.last_error is None:
        return shape
    message, at = webhook.last_error
    return shape | {"last_error_message": message, "last_error_date": int(at)}


def _drop(world: World, pending: bool) -> None:
    if pending:
        world.updates.clear()
