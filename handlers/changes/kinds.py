"""Everything that a group can change of what it has set, in one table.

Belongs here: a line for each kind; `change.kind.<name>` in the catalogs is what it is called. What
is not here cannot be changed by any steward or round: signposts, who is kept apart, erasure,
anybody's answers (G4). May not enter: how a change is decided.
"""

from handlers.changes import (
    agreement,
    checkins,
    company,
    days,
    entry,
    evidence,
    language,
    lines,
    parting,
    phrases,
    quiet,
    reading,
    roles,
    rounds,
    steering,
    stewards,
    welcome,
)
from handlers.changes.kind import Kind

KINDS: dict[str, Kind] = {
    "schedule": checkins.SCHEDULE,
    "pause": checkins.PAUSE,
    "day": days.DAY,
    "word": checkins.WORD,
    "question": checkins.QUESTION_OF_OURS,
    "questions": checkins.QUESTIONS_OF_OURS,
    "quiet": quiet.HOURS,
    "break": quiet.BREAK,
    "pairs": company.PAIRS,
    "outside": company.OUTSIDE,
    "introduction": company.INTRODUCTION,
    "rounds": rounds.ROUNDS,
    "line": lines.LINE,
    "agreement": agreement.AGREEMENT,
    "language": language.LANGUAGE,
    "phrase": phrases.PHRASE,
    "reading": reading.READING,
    "review": agreement.REVIEW,
    "entry": entry.ENTRY,
    "steering": steering.STEERING,
    "steward": stewards.STEWARD,
    "role": roles.ROLE,
    "welcome": welcome.WELCOME,
    "evidence": evidence.EVIDENCE,
    "evidence_lines": evidence.LINES,
    "report": evidence.REPORT,
    "closing": parting.CLOSING,
    "stillness": parting.STILLNESS,
}
