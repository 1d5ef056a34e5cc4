"""Settings: all mistakes at once, with line and key; paths beside the file; secrets unseen."""

from pathlib import Path

import pytest

from bot.config import SECRET_FORM, ConfigMistakes, Settings, load

TOKEN = "1234567:" + "A" * 35


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' own environment sets nothing."""
    monkeypatch.delenv("KITH_TELEGRAM__TOKEN", raising=False)


def written(folder: Path, text: str) -> Path:
    """A settings file."""
    path = folder / "kith.toml"
    path.write_text(text, "utf-8")
    return path


def mistakes(folder: Path, text: str) -> list[str]:
    """What is said of a file."""
    with pytest.raises(ConfigMistakes) as refused:
        load(written(folder, text)).token()
    return refused.value.mistakes


def test_all_mistakes_are_told_at_once_with_line_and_key(tmp_path: Path) -> None:
    text = '[telegram]\ntoken = "abc"\napi = "ftp://x"\n\n[log]\nlevle = "INFO"\nlevel = "LOUD"\n'
    told = mistakes(tmp_path, text)
    assert len(told) == 4
    assert told[0].startswith("line 2, telegram.token: this is not a bot token")
    assert told[1].startswith("line 3, telegram.api:")
    assert {line.partition(":")[0] for line in told[2:]} == {
        "line 6, log.levle",
        "line 7, log.level",
    }
    assert not any("abc" in line for line in told)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "telegram: this is needed"),
        ("[telegram]\n", "line 1, telegram: give the bot's token"),
        (f'[telegram]\ntoken = "{TOKEN}"\ntoken_file = "t"\n', "either `token_file` or `token`"),
        ('[telegram]\ntoken_file = "nowhere"\n', "cannot be read"),
        ("[telegram\n", "this is not TOML"),
    ],
)
def test_each_mistake_says_what_to_do(tmp_path: Path, text: str, said: str) -> None:
    told = mistakes(tmp_path, text)
    assert len(told) == 1
    assert said in told[0]
    assert TOKEN not in told[0]


def test_a_file_that_is_not_there_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(ConfigMistakes, match=r"config\.example\.toml"):
        load(tmp_path / "nowhere.toml")


def test_paths_are_beside_the_file_and_the_token_comes_from_its_own(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    settings = load(written(tmp_path, '[telegram]\ntoken_file = "token"\n'))
    assert settings.token() == TOKEN
    assert settings.database_url == f"sqlite+aiosqlite:///{tmp_path / 'data/kith.db'}"
    assert settings.storage.key_file == tmp_path / "data/kith.key"


def test_the_environment_stands_above_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KITH_LOG__LEVEL", "DEBUG")
    monkeypatch.setenv("KITH_TELEGRAM__TOKEN", TOKEN)
    assert load(None).token() == TOKEN
    settings = load(written(tmp_path, '[log]\nlevel = "ERROR"\n'))
    assert settings.log.level == "DEBUG"


def test_a_postgresql_address_is_left_as_it_is(tmp_path: Path) -> None:
    url = "postgresql+asyncpg://kith@host/kith"
    text = f'[telegram]\ntoken = "{TOKEN}"\n[storage]\ndatabase = "{url}"\n'
    assert load(written(tmp_path, text)).database_url == url


def test_without_a_file_each_start_has_another_secret_for_the_webhook(tmp_path: Path) -> None:
    settings = load(written(tmp_path, f'[telegram]\ntoken = "{TOKEN}"\n'))
    first, second = settings.webhook_secret(), settings.webhook_secret()
    assert first != second
    assert SECRET_FORM.fullmatch(first)


def hooked(folder: Path, secret: str) -> Settings:
    """Settings with a webhook, whose secret is in a file beside them."""
    (folder / "secret").write_text(f"{secret}\n")
    hook = '[webhook]\nurl = "https://kith.example/x"\nsecret_file = "secret"\n'
    return load(written(folder, f'[telegram]\ntoken = "{TOKEN}"\n{hook}'))


def test_the_webhook_s_secret_can_be_shared_through_a_file(tmp_path: Path) -> None:
    assert hooked(tmp_path, "s" * 43).webhook_secret() == "s" * 43


@pytest.mark.parametrize("secret", ["s" * 42, "s" * 257, "s" * 42 + "!", ""])
def test_a_secret_that_is_weak_or_that_telegram_refuses_is_a_mistake(
    tmp_path: Path, secret: str
) -> None:
    with pytest.raises(ConfigMistakes, match=r"webhook\.secret_file") as refused:
        hooked(tmp_path, secret).webhook_secret()
    assert not secret or secret not in str(refused.value)


def test_a_webhook_needs_https_and_a_port(tmp_path: Path) -> None:
    told = mistakes(tmp_path, '[webhook]\nurl = "http://kith.example"\nport = 70000\n')
    assert any(line.startswith("line 2, webhook.url: Telegram calls only") for line in told)
    assert any(line.startswith("line 3, webhook.port: ") for line in told)


def test_settings_never_show_the_token(tmp_path: Path) -> None:
    settings = load(written(tmp_path, f'[telegram]\ntoken = "{TOKEN}"\n'))
    assert TOKEN not in repr(settings)
