"""The key file, and sealing: what makes stored identities and words unreadable without it.

Belongs here: the one master key and everything done with it. May not enter: the database, logs.
Telegram ids and members' own words rest only in these forms (D6, docs: "Storage" in the design).
"""

import base64
import hashlib
import hmac
import os
import re
import secrets
import stat
from collections.abc import Collection, Container, Sequence
from itertools import combinations
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.errors import StorageError

_KEY_BYTES = 32
_NONCE_BYTES = 12  # NIST SP 800-38D, the size for which random nonces are meant
_VERSION = b"\x01"
_HEADER = "kith-key-1:"
_LINE = re.compile(_HEADER.encode() + rb"([\w-]{43}=)", re.ASCII)
_ID_COLUMN = b"people.sealed_id"


class KeyFileError(StorageError):
    """The key file cannot be used; the sentence says what to do."""


class SealBroken(Exception):
    """One sealed value was altered, or sealed with another key; everything else is unharmed."""


class Vault:
    """Seals and opens with keys derived from one master key of 32 bytes.

    `others`: the other keys of the key file, for hashes and backups that were made with them.
    """

    def __init__(self, master: bytes, others: Sequence[bytes] = ()) -> None:
        self._master, self._others = master, tuple(others)
        if len(master) != _KEY_BYTES:
            raise ValueError(f"the master key has {len(master)} bytes; it needs {_KEY_BYTES}")
        self._lookup = _derive(master, b"kith look-up")
        self._identity = AESGCM(_derive(master, b"kith identity"))
        self._words = AESGCM(_derive(master, b"kith words"))
        self._codes = _derive(master, b"kith codes")
        self._apart = _derive(master, b"kith apart")
        self._given = _derive(master, b"kith given")

    def __repr__(self) -> str:
        return "Vault()"

    def of(self, fingerprint: bytes) -> "Vault | None":
        """The vault of that key, with this one among the others, if the key file holds it."""
        ring = [self._master, *self._others]
        for master in ring:
            vault = Vault(master, [other for other in ring if other != master])
            if hmac.compare_digest(vault.fingerprint, fingerprint):
                return vault
        return None

    @property
    def fingerprint(self) -> bytes:
        """Tells this key from another without telling the key."""
        return hmac.digest(self._lookup, b"fingerprint", hashlib.sha256)

    def lookup(self, telegram_id: int) -> bytes:
        """The keyed hash (HMAC-SHA256, 32 bytes) by which a stored person is found again."""
        return hmac.digest(self._lookup, _packed(telegram_id), hashlib.sha256)

    def lookups(self, telegram_id: int) -> list[bytes]:
        """The keyed hashes of a person under each key of the key file, this one's first."""
        return [vault.lookup(telegram_id) for vault in (self, *map(Vault, self._others))]

    def hash_codes(self, code: bytes) -> list[bytes]:
        """The keyed hashes of an operator's code under each key of the key file."""
        return [vault.hash_code(code) for vault in (self, *map(Vault, self._others))]

    def hash_code(self, code: bytes) -> bytes:
        """The keyed hash (HMAC-SHA256, 32 bytes) as which an operator's code rests (O8)."""
        return hmac.digest(self._codes, code, hashlib.sha256)

    def mark_apart(self, one: int, other: int) -> bytes:
        """The keyed hash of two people, the same in either order, that tells of neither (P9)."""
        low, high = sorted((one, other))
        return hmac.digest(self._apart, _packed(low) + _packed(high), hashlib.sha256)

    def marks_apart(self, one: int, other: int) -> list[bytes]:
        """The keyed hashes of two people under each key of the key file, this one's first."""
        return [vault.mark_apart(one, other) for vault in (self, *map(Vault, self._others))]

    def marks_given(self, *numbers: int) -> list[bytes]:
        """The keyed hashes, under each key of the key file, of a member's having answered (G12)."""
        packed = b"".join(map(_packed, numbers))
        rings = (self, *map(Vault, self._others))
        return [hmac.digest(vault._given, packed, hashlib.sha256) for vault in rings]

    def apart_among(
        self, telegram_ids: Collection[int], known: Container[bytes]
    ) -> set[tuple[int, int]]:
        """The twos of these people, the lower id first, whose keyed hash is among the known.

        For a round of a thousand half a million hashes are made, so here is no step too many.
        """
        packed = [(each, _packed(each)) for each in sorted(telegram_ids)]
        return {
            (low, high)
            for vault in (self, *map(Vault, self._others))
            for (low, first), (high, second) in combinations(packed, 2)
            if hmac.digest(vault._apart, first + second, "sha256") in known
        }

    def seal_id(self, telegram_id: int) -> bytes:
        """The id encrypted (AES-256-GCM), always of one length, never twice the same."""
        return _seal(self._identity, _packed(telegram_id), _ID_COLUMN)

    def open_id(self, sealed: bytes) -> int:
        """The id again; raises `SealBroken` if it was altered or sealed otherwise."""
        return int.from_bytes(_open(self._identity, sealed, _ID_COLUMN), "big", signed=True)

    def seal_words(self, text: str, purpose: str) -> bytes:
        """The text encrypted; it opens only for the same `purpose`, the name of its column."""
        return _seal(self._words, text.encode(), purpose.encode())

    def open_words(self, sealed: bytes, purpose: str) -> str:
        """The text again; raises `SealBroken` as `open_id` does."""
        return _open(self._words, sealed, purpose.encode()).decode()


def create_key_file(path: Path) -> None:
    """Write a new random key, readable by its owner only, and wait until it is on the disk.

    Raises `KeyFileError` if the file is there already, or its folder cannot be written.
    """
    _make_folder(path.parent)
    try:
        _write_keys(path, [secrets.token_bytes(_KEY_BYTES)])
        _sync_folder(path.parent)
    except FileExistsError as error:
        raise KeyFileError(f"{path} is there already. A new key would lock you out.") from error
    except OSError as error:
        raise KeyFileError(f"{path} cannot be written: {error.strerror}.") from error


def _write_keys(path: Path, masters: Sequence[bytes]) -> None:
    """A new file with a line for each key."""
    lines = [f"{_HEADER}{base64.urlsafe_b64encode(master).decode()}\n" for master in masters]
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write("".join(lines))
        file.flush()
        os.fsync(file.fileno())


def add_key(path: Path) -> Vault:
    """Add a new key to the key file, behind those that it has; answers the vault of the new one.

    The database says which key it is sealed with, so an order that a crash left is harmless.
    """
    vault = read_key_file(path)
    new = secrets.token_bytes(_KEY_BYTES)
    ring = [vault._master, *vault._others]
    _replace_keys(path, [*ring, new])
    return Vault(new, ring)


def put_first(path: Path, vault: Vault) -> None:
    """Let the key of this vault be the first of the key file; the others stay behind it."""
    _replace_keys(path, [vault._master, *vault._others])


def _replace_keys(path: Path, masters: Sequence[bytes]) -> None:
    """The old file, or the new one whole. Raises KeyFileError."""
    fresh = path.with_name(f"{path.name}.new")
    try:
        fresh.unlink(missing_ok=True)
        _write_keys(fresh, masters)
        fresh.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise KeyFileError(f"{path} cannot be written: {error.strerror}.") from error


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise KeyFileError(f"The folder {folder} cannot be made: {error.strerror}.") from error


def read_key_file(path: Path) -> Vault:
    """The vault of a key file.

    Raises `KeyFileError` if the file is missing, open to others than its owner, or no key file.
    """
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise KeyFileError(f"Others can read {path}. Run: chmod 600 {path}")
            first, *others = _parsed(file.read(), path)
            return Vault(first, others)
    except FileNotFoundError as error:
        raise KeyFileError(f"There is no key file at {path}. Restore it, or create one.") from error
    except OSError as error:
        raise KeyFileError(f"{path} cannot be read: {error.strerror}.") from error


def _parsed(content: bytes, path: Path) -> list[bytes]:
    """The keys, a line each."""
    lines = [_LINE.fullmatch(line) for line in content.splitlines()]
    keys = [base64.urlsafe_b64decode(line[1]) for line in lines if line]
    if not keys or len(keys) < len(lines):
        raise KeyFileError(f"{path} is not a key file of Kith. Restore it from where you keep it.")
    return keys


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _derive(master: bytes, use: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=None, info=use).derive(master)


def _packed(telegram_id: int) -> bytes:
    # A fixed width: the length of what is stored must not tell the length of the id.
    return telegram_id.to_bytes(8, "big", signed=True)


def _seal(key: AESGCM, plain: bytes, column: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return _VERSION + nonce + key.encrypt(nonce, plain, _VERSION + column)


def _open(key: AESGCM, sealed: bytes, column: bytes) -> bytes:
    version, nonce, rest = sealed[:1], sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
    try:
        return key.decrypt(nonce, rest, version + column)
    except (InvalidTag, ValueError) as error:
        raise SealBroken from error
