"""Small changes that Kith must not survive, and the test that notices each of them."""
