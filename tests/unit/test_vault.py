"""The key file, and sealing."""

import secrets
import stat
from pathlib import Path

import pytest

from storage.vault import KeyFileError, SealBroken, Vault, create_key_file, read_key_file

IDS = [1, 501, 2**31, 2**52 - 1]


@pytest.fixture
def vault() -> Vault:
    """A vault with a key of its own."""
    return Vault(secrets.token_bytes(32))


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    """A new key file."""
    path = tmp_path / "kith.key"
    create_key_file(path)
    return path


@pytest.mark.parametrize("number", IDS)
def test_a_sealed_id_opens(vault: Vault, number: int) -> None:
    assert vault.open_id(vault.seal_id(number)) == number


def test_an_id_is_never_sealed_twice_the_same(vault: Vault) -> None:
    assert len({vault.seal_id(501) for _ in range(100)}) == 100


def test_the_length_of_what_is_sealed_does_not_tell_that_of_the_id(vault: Vault) -> None:
    assert len({len(vault.seal_id(number)) for number in IDS}) == 1


def test_a_lookup_is_always_the_same_and_fits_its_column(vault: Vault) -> None:
    assert vault.lookup(501) == vault.lookup(501)
    assert len({vault.lookup(number) for number in IDS}) == len(IDS)
    assert len(vault.lookup(501)) == 32


def test_two_keys_have_nothing_in_common(vault: Vault) -> None:
    other = Vault(secrets.token_bytes(32))
    assert vault.lookup(501) != other.lookup(501)
    assert vault.fingerprint != other.fingerprint
    with pytest.raises(SealBroken):
        other.open_id(vault.seal_id(501))


@pytest.mark.parametrize("text", ["", "Sonnig", "Ясно\n" * 100])
def test_sealed_words_open(vault: Vault, text: str) -> None:
    assert vault.open_words(vault.seal_words(text, "a.b"), "a.b") == text


def test_words_open_only_for_their_column(vault: Vault) -> None:
    with pytest.raises(SealBroken):
        vault.open_words(vault.seal_words("Sonnig", "a.b"), "a.c")


def test_an_id_does_not_open_as_words(vault: Vault) -> None:
    with pytest.raises(SealBroken):
        vault.open_words(vault.seal_id(501), "people.sealed_id")


def test_every_altered_byte_is_noticed(vault: Vault) -> None:
    sealed = vault.seal_id(501)
    for place in range(len(sealed)):
        altered = bytearray(sealed)
        altered[place] ^= 1
        with pytest.raises(SealBroken):
            vault.open_id(bytes(altered))


@pytest.mark.parametrize("length", [0, 1, 12, 13, 36])
def test_what_is_cut_off_is_noticed(vault: Vault, length: int) -> None:
    with pytest.raises(SealBroken):
        vault.open_id(vault.seal_id(501)[:length])


def test_a_vault_shows_nothing_of_itself() -> None:
    master = bytes(range(32))
    assert repr(Vault(master)) == str(Vault(master)) == "Vault()"


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_a_key_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="32"):
        Vault(bytes(length))


def test_a_key_file_is_for_its_owner_and_opens_what_it_sealed(key_file: Path) -> None:
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    sealed = read_key_file(key_file).seal_id(501)
    assert read_key_file(key_file).open_id(sealed) == 501


def test_a_key_file_is_never_replaced(key_file: Path) -> None:
    before = key_file.read_bytes()
    with pytest.raises(KeyFileError, match="there already"):
        create_key_file(key_file)
    assert key_file.read_bytes() == before


def test_every_key_file_has_another_key(key_file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.key"
    create_key_file(other)
    assert other.read_bytes() != key_file.read_bytes()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o601, 0o644])
def test_a_key_file_open_to_others_is_refused(key_file: Path, mode: int) -> None:
    key_file.chmod(mode)
    with pytest.raises(KeyFileError, match="chmod 600"):
        read_key_file(key_file)


def test_a_missing_key_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="There is no key file"):
        read_key_file(tmp_path / "kith.key")


def test_a_folder_is_no_key_file(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="cannot be read"):
        read_key_file(tmp_path)


def test_a_folder_is_made_and_one_that_cannot_be_is_told(tmp_path: Path) -> None:
    create_key_file(tmp_path / "new" / "kith.key")
    (tmp_path / "file").touch()
    with pytest.raises(KeyFileError, match="cannot be made"):
        create_key_file(tmp_path / "file" / "kith.key")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"kith-key-1:",
        b"kith-key-1:short=\n",
        b"kith-key-2:" + b"A" * 43 + b"=\n",
        b"kith-key-1:" + b"!" * 43 + b"=\n",
        b"kith-key-1:" + b"A" * 43 + b"=\nmore",
        bytes(range(256)),
    ],
)
def test_a_file_that_is_no_key_file_is_refused(key_file: Path, content: bytes) -> None:
    key_file.write_bytes(content)
    with pytest.raises(KeyFileError, match="not a key file"):
        read_key_file(key_file)
