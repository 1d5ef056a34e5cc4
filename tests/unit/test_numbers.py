"""Numbers without names (A10)."""

from domain.numbers import Numbers, of_posts


def test_posts_are_counted_by_what_became_of_them() -> None:
    posts = {
        ("checkin", "sent"): 17,
        ("checkin", "missed"): 2,
        ("checkin", "dead"): 1,
        ("checkin", "unknown"): 1,
        ("checkin", "due"): 1,
        ("checkin", "cancelled"): 3,
        ("checkin_closed", "sent"): 17,
        ("gathering_begins", "sent"): 2,
        ("change", "sent"): 4,
        ("concern", "sent"): 5,
    }
    assert of_posts(posts) == Numbers(17, 3, 1, 2, 4)
