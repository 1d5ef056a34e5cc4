"""The changes: each takes one defence away.

Belongs here: what is changed, and which test must fail then. May not enter: running them.
`was` stands once in its file; a test says so when the code has moved on.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """`name` tells what Kith does now; `test`: a file of tests, or one test of it."""

    name: str
    file: str
    was: str
    becomes: str
    test: str


OUTBOX, TURN, POLLING = "bot/delivery/outbox.py", "bot/intake/turn.py", "bot/intake/polling.py"
ROUTING, ENGINE, CONNECT = "handlers/routing.py", "storage/engine.py", "storage/connect.py"
T_TURN, T_INTAKE = "tests/e2e/test_turn.py", "tests/e2e/test_intake.py"
T_DELIVERY, T_ENGINE = "tests/e2e/test_delivery.py", "tests/integration/test_engine.py"
T_DISK, T_OUTBOX = "tests/torture/test_disk.py", "tests/integration/test_outbox.py"
T_TAPS = T_DISK + "::test_whatever_trip_of_a_tap_fails_what_was_answered_is_saved"
T_BACK = "tests/integration/test_transactions.py"

# fmt: off
CHANGES = (
    Change("a claim leaves no mark", "storage/outbox.py",
           'values(state="claimed", claimed_at=now)', 'values(state="due", claimed_at=now)',
           T_OUTBOX + "::test_a_claimed_post_says_so_and_is_claimed_once"),
    Change("a check-in has no unique date", "storage/migrations/versions/0001_bones.py",
           '        sa.UniqueConstraint("schedule_id", "local_date"),\n', "",
           "tests/integration/test_migrate.py::test_the_migrations_make_the_tables_of_the_schema"),
    Change("sends again after a read time-out", "bot/delivery/faults.py",
           "    if isinstance(failure, NetworkError):\n        return Fault.UNKNOWN",
           "    if isinstance(failure, NetworkError):\n        return Fault.NOT_SENT",
           T_DELIVERY + "::test_what_may_have_arrived_is_never_posted_again"),
    Change("speaks before the commit", TURN,
           '            log.debug("turn.decided")\n',
           '            log.debug("turn.decided")\n            await self._speak(steps)\n', T_TAPS),
    Change("confirms what was not saved", POLLING,
           "                return STORAGE_PAUSE\n", "                pass\n", T_TAPS),
    Change("answers signposts in the turn", POLLING,
           "rest = self._signposts.take(batch)", "rest = batch", "tests/e2e/test_signposts.py"),
    Change("a second delivery counts as new", "storage/updates.py",
           "    return set((await tx.execute(insert, rows)).scalars())",
           "    await tx.execute(insert, rows)\n    return set(update_ids)", T_TURN),
    Change("remembers the offset for ever", POLLING,
           "self._offset = self._offset if batch is None else None", "pass",
           T_INTAKE + "::test_after_a_quiet_week_ids_begin_anew_and_nothing_is_lost"),
    Change("a refused token is asked for ever", POLLING,
           "if now - self._refused_since >= REFUSED_LIFE:", "if False:",
           T_INTAKE + "::test_a_token_that_stays_refused_ends_the_process"),
    Change("two on one file", "bot/operate/lock.py", "fcntl.LOCK_EX | fcntl.LOCK_NB",
           "fcntl.LOCK_SH | fcntl.LOCK_NB",
           T_INTAKE + "::test_a_second_kith_on_the_same_file_is_refused"),
    Change("polls over a webhook", "bot/opening.py", "if await wire.has_webhook():", "if False:",
           T_INTAKE + "::test_a_webhook_is_not_polled_over_unless_told_to"),
    Change("anybody may call the webhook", "bot/intake/webhook.py",
           "if not hmac.compare_digest(told.encode(), secret.encode()):", "if False:",
           "tests/e2e/test_webhook.py::test_whoever_is_not_telegram_changes_nothing"),
    Change("an admin bot reads", "bot/intake/privacy.py",
           "return not SERVICE.isdisjoint(message) or bool(command_of(message, username)[0])",
           "return True", "tests/unit/test_privacy_filter.py"),
    Change("a button without authorisation", ROUTING, "        await authorise(step, route)\n",
           "        pass\n", T_TURN + "::test_a_button_from_another_group_works_nowhere_else"),
    Change("somebody else's button", ROUTING,
           "if person is None or person.id != button.person_id:", "if person is None:",
           "tests/e2e/pairs/test_offering.py::test_somebody_elses_buttons_do_nothing"),
    Change("another group's button", ROUTING,
           "if group is None or group.id != button.group_id:", "if group is None:",
           T_TURN + "::test_a_button_from_another_group_works_nowhere_else"),
    Change("a failing handler keeps its half", TURN,
           "            async with run[0].tx.savepoint():\n", "            if True:\n",
           T_TURN + "::test_a_handler_that_fails_loses_only_its_own_update"),
    Change("a doomed transaction goes on", ENGINE, "            self._doom = error\n", "",
           T_BACK + "::test_nothing_is_half_saved_when_the_disk_fills"),
    Change("a failed commit stays open", ENGINE,
           "            await unbroken(self._connection.invalidate())\n", "", T_TAPS),
    Change("begins without the lock", CONNECT, '"BEGIN IMMEDIATE"', '"BEGIN"',
           T_BACK + "::test_increments_of_two_processes_are_all_kept"),
    Change("leaves erased bytes", CONNECT, '"secure_delete": "ON"', '"secure_delete": "OFF"',
           T_ENGINE + "::test_pragmas"),
    Change("a power cut loses a commit", CONNECT, '"synchronous": "FULL"',
           '"synchronous": "NORMAL"', T_ENGINE + "::test_pragmas"),
    Change("files for everybody", CONNECT, "part.chmod(0o600)", "part.chmod(0o644)",
           T_ENGINE + "::test_the_files_are_for_their_owner_only"),
    Change("no checkpoint after an erasure", "bot/operate/erasing.py",
           "if not await self._database.checkpoint():", "if False:",
           "tests/e2e/test_erasing.py::test_a_reader_in_the_way_is_said_in_the_receipt"),
    Change("a checkpoint's error is no storage's", "storage/errors.py",
           "except (OSError, sqlite3.Error, exc.TimeoutError) as error:",
           "except (OSError, exc.TimeoutError) as error:",
           T_DISK + "::test_whatever_trip_of_an_erasure_fails_the_receipt_is_true"),
    Change("writes into a torn file", "storage/migrate.py",
           'if found.scalar_one() != "ok":', "if False:", "tests/project/test_damaged.py"),
    Change("opens a newer database", "storage/migrate.py",
           "if before is not None and before not in known:", "if False:",
           "tests/integration/test_migrate.py::test_a_newer_database_is_left_alone"),
    Change("a key file for everybody", "storage/vault.py",
           "st_mode & (stat.S_IRWXG | stat.S_IRWXO)", "st_mode & 0",
           "tests/project/test_run.py::test_a_key_file_that_others_can_read_is_refused"),
    Change("faster than Telegram allows", "bot/delivery/pace.py", "PER_SECOND = 25\n",
           "PER_SECOND = 40\n",
           "tests/torture/test_broadcast.py::test_the_pace_is_below_every_limit"),
    Change("one flood stalls all", OUTBOX, "self._pace.park(post.chat_id, wait)",
           "self._pace.park_all(wait)",
           T_DELIVERY + "::test_a_flooded_group_waits_and_the_others_do_not"),
    Change("posts late", "storage/untidy.py",
           'return outbox.c.state == "due", outbox.c.not_after < now',
           'return outbox.c.state == "due", outbox.c.not_after < 0',
           T_OUTBOX + "::test_a_late_post_is_missed_and_never_waits"),
    Change("believes a wrong clock", "bot/clock.py",
           "agrees = abs(difference) <= TOLERANCE", "agrees = True",
           T_DELIVERY
           + "::test_a_clock_that_telegram_does_not_share_stops_everything_until_it_does"),
    Change("writes to who blocked it", "bot/delivery/learn.py",
           "if isinstance(failure, Forbidden) and claimed.person_id is not None:", "if False:",
           "tests/e2e/test_letters.py::test_who_blocked_kith_unseen_is_left_alone_from_then_on"),
    Change("a group words any sentence of Kith's", "domain/phrases.py",
           'return key.startswith(OPEN) and ".button." not in key', "return True",
           "tests/unit/test_phrases.py"),
    Change("a group's wording asks for what is not there", "domain/phrases.py",
           "if names_in(words) != names_in(ours):\n        raise PhraseNames",
           "if False:\n        raise PhraseNames", "tests/unit/test_phrases.py"),
    Change("a line tells that its asker stopped", "handlers/reading.py",
           "render = kind.again or kind.render", "render = kind.render",
           "tests/e2e/pairs/test_reading.py"),
    Change("a block undoes the other's", "storage/pairs/apart.py",
           "set_=own", "set_=both",
           "tests/integration/test_pairs.py::"
           "test_two_are_stored_in_one_order_and_each_undoes_their_own"),
    Change("pairs from the first day", "domain/pairs/rules.py",
           "settled = now >= self.since + SETTLING", "settled = True",
           "tests/unit/test_pairs.py::test_who_may_meet"),
    Change("a token reaches the log", "bot/operate/logs.py",
           '_TOKEN.sub("[token]", str(value))', "str(value)",
           "tests/e2e/test_logs.py::test_a_token_that_slips_into_a_value_is_redacted"),
)
# fmt: on
