"""What stewards set in the group, and what they see of it (A1, A2, A7, A9, A10)."""
