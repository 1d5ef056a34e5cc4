"""What is longer than Telegram takes, shortened where a reader can bear it.

Belongs here: that cut. May not enter: what could be said in its place. Every text that Kith writes
fits, and tests hold that for each language; this is for what nobody foresaw, as a long group's name
in a new translation: a sentence that visibly breaks off is better than an answer that never comes.
"""

from domain.writing import units

MESSAGE, ANSWER = 4096, 200
"""UTF-16 code units of a message, and of a word over a button (Bot API)."""
CUT = "…"


def fitting(words: str, most: int) -> str:
    """The same, or as many whole words of it as fit, and a mark that it breaks off."""
    if units(words) <= most:
        return words
    kept = words.encode("utf-16-le")[: 2 * (most - len(CUT))].decode("utf-16-le", "ignore")
    whole, _, _ = kept.rpartition(" ") if " " in kept else (kept, "", "")
    return whole.rstrip() + CUT
