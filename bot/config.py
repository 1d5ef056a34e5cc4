"""Settings: from a TOML file and the environment, with all mistakes told at once.

Belongs here: every setting, its default and its check. May not enter: opening anything.
A value in the environment (`KITH_TELEGRAM__TOKEN`) stands above the file.
"""

import re
import secrets
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, model_validator
from pydantic import ValidationError as PydanticError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from domain.hosting import Host

TOKEN_FORM = re.compile(r"\d+:[A-Za-z0-9_-]{20,}")
RECIPIENT_FORM = re.compile(r"age1[a-z0-9]{58}")
SECRET_FORM = re.compile(r"[A-Za-z0-9_-]{43,256}")
"""At least 256 bits, in the characters that Telegram allows (Bot API: setWebhook)."""


class ConfigMistakes(Exception):
    """The configuration cannot be used. `mistakes`: one sentence each, with line and key."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("; ".join(mistakes))
        self.mistakes = mistakes


def _token(value: SecretStr) -> SecretStr:
    if not TOKEN_FORM.fullmatch(value.get_secret_value()):
        raise ValueError("this is not a bot token; copy it whole from BotFather (digits:letters)")
    return value


def _address(value: str) -> str:
    if not value.startswith(("https://", "http://")):
        raise ValueError("this is not an address; it begins with https:// or http://")
    return value


def _https(value: str) -> str:
    if not value.startswith("https://"):
        raise ValueError("Telegram calls only an address that begins with https://")
    return value


class Section(BaseModel):
    """A table of the file; unknown keys are mistakes, because a typo would be silent."""

    model_config = ConfigDict(extra="forbid")


class Telegram(Section):
    """How to reach Telegram. One of `token` and `token_file` is needed."""

    token: Annotated[SecretStr, AfterValidator(_token)] | None = None
    token_file: Path | None = None
    api: Annotated[str, AfterValidator(_address)] = "https://api.telegram.org"

    @model_validator(mode="after")
    def _one_token(self) -> Self:
        if (self.token is None) == (self.token_file is None):
            raise ValueError("give the bot's token: either `token_file` or `token`, not both")
        return self


class Storage(Section):
    """Where Kith remembers. `database`: a file path, or a postgresql+asyncpg:// address."""

    database: str = "data/kith.db"
    key_file: Path = Path("data/kith.key")


class Webhook(Section):
    """Being called by Telegram instead of asking. Without `url`, Kith asks."""

    url: Annotated[str, AfterValidator(_https)] | None = None
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8443
    secret_file: Path | None = None


def _recipient(value: str) -> str:
    if not RECIPIENT_FORM.fullmatch(value):
        raise ValueError("this is no public key for backups; make one with: kith keys backup")
    return value


class Backup(Section):
    """Where backups go. Without `recipient`, the public key they are encrypted to, none is made."""

    folder: Path = Path("data/backups")
    recipient: Annotated[str, AfterValidator(_recipient)] | None = None


class Operator(Section):
    """Who runs this Kith and could look into its database; /privacy names them (O12)."""

    name: Annotated[str, Field(max_length=200)] = ""
    contact: Annotated[str, Field(max_length=200)] = ""
    complaint: Annotated[str, Field(max_length=400)] = ""


class Signposts(Section):
    """A host's own lines. `file`: a CSV file that adds to the product's lines or replaces them."""

    file: Path | None = None


class Health(Section):
    """Whether Kith is well, for others to ask; nothing of it names a person or a group.

    `ping`: an address that is called each minute while all is well.
    """

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] | None = None
    metrics: bool = False
    ping: Annotated[str, AfterValidator(_address)] | None = None


class Log(Section):
    """How much is logged; never texts, names, ids or tokens at any level."""

    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"


class Settings(BaseSettings):
    """Everything that can be set."""

    model_config = SettingsConfigDict(
        env_prefix="KITH_", env_nested_delimiter="__", extra="forbid", hide_input_in_errors=True
    )

    telegram: Telegram
    storage: Storage = Storage()
    webhook: Webhook = Webhook()
    backup: Backup = Backup()
    operator: Operator = Operator()
    signposts: Signposts = Signposts()
    health: Health = Health()
    log: Log = Log()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the signature is pydantic's
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment first, then what the file said."""
        return env_settings, init_settings

    @property
    def database_url(self) -> str:
        """The address for the storage; a bare path is an SQLite file."""
        database = self.storage.database
        return database if "://" in database else f"sqlite+aiosqlite:///{database}"

    @property
    def host(self) -> Host:
        """Who runs it, for /privacy."""
        return Host(**self.operator.model_dump(), backups=bool(self.backup.recipient))

    def token(self) -> str:
        """The bot's token. Raises ConfigMistakes when its file cannot serve."""
        if self.telegram.token:
            return self.telegram.token.get_secret_value()
        assert self.telegram.token_file is not None  # one of both, checked above
        return _read_form("telegram.token_file", self.telegram.token_file, TOKEN_FORM, "bot token")

    def webhook_secret(self) -> str:
        """What Telegram's calls must carry; a new one at each start, unless a file holds it.

        Raises ConfigMistakes when the file cannot serve.
        """
        path = self.webhook.secret_file
        if path is None:
            return secrets.token_urlsafe(32)
        return _read_form(
            "webhook.secret_file",
            path,
            SECRET_FORM,
            "secret of 43 to 256 of A-Z, a-z, 0-9, _ and -",
        )


def load(path: Path | None) -> Settings:
    """The settings of a file, or of the environment alone. Raises ConfigMistakes with them all."""
    text = _read(path) if path else ""
    try:
        settings = Settings(**_parse(text, path))
    except PydanticError as error:
        raise ConfigMistakes([_sentence(mistake, text) for mistake in error.errors()]) from None
    return _beside(settings, path.parent) if path else settings


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise ConfigMistakes(
            [f"{path}: the file cannot be read; copy config.example.toml there"]
        ) from None


def _parse(text: str, path: Path | None) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigMistakes([f"{path}: this is not TOML: {error}"]) from None


def _sentence(mistake: Any, text: str) -> str:
    key = ".".join(str(part) for part in mistake["loc"])
    message = str(mistake["msg"]).removeprefix("Value error, ")
    if mistake["type"] == "extra_forbidden":
        message = "there is no such setting; config.example.toml lists them all"
    elif mistake["type"] == "missing":
        message = "this is needed; config.example.toml shows how"
    line = line_of(text, [str(part) for part in mistake["loc"]])
    return f"line {line}, {key}: {message}" if line else f"{key}: {message}"


def line_of(text: str, keys: list[str]) -> int | None:
    """The line (from 1) where a key stands in TOML text, or its table; None when neither does."""
    table, found = "", None
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip()
        if stripped.startswith("["):
            table = stripped.strip("[] ").partition("#")[0].strip("] ")
            if table == keys[0]:
                found = found or number
        elif ".".join(filter(None, [table, stripped.partition("=")[0].strip()])) == ".".join(keys):
            return number
    return found


def _beside(settings: Settings, folder: Path) -> Settings:
    """Relative paths of a file mean: beside that file."""
    storage, telegram, webhook = settings.storage, settings.telegram, settings.webhook
    storage.key_file = folder / storage.key_file
    settings.backup.folder = folder / settings.backup.folder
    if "://" not in storage.database:
        storage.database = str(folder / storage.database)
    if telegram.token_file:
        telegram.token_file = folder / telegram.token_file
    if settings.signposts.file:
        settings.signposts.file = folder / settings.signposts.file
    if webhook.secret_file:
        webhook.secret_file = folder / webhook.secret_file
    return settings


def _read_form(key: str, path: Path, form: re.Pattern[str], what: str) -> str:
    """What a file holds. Raises ConfigMistakes, never with what is in it."""
    try:
        value = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise ConfigMistakes([f"{key}: {path} cannot be read"]) from None
    if not form.fullmatch(value):
        raise ConfigMistakes([f"{key}: {path} does not hold a {what}"])
    return value
