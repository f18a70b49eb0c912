from services.identity.engines.password_hashing import hash_password, needs_rehash, password_matches


def test_a_hash_matches_its_password_only_and_never_repeats() -> None:
    stored = hash_password("đồi chè xanh")
    assert stored.startswith("$argon2id$")
    assert stored != hash_password("đồi chè xanh")
    assert password_matches(stored, "đồi chè xanh")
    assert not password_matches(stored, "đồi chè vàng")


def test_nobody_and_a_broken_hash_match_nothing() -> None:
    assert not password_matches(None, "mật khẩu không của ai")
    assert not password_matches("không phải mã băm", "đồi chè xanh")


def test_a_weaker_hash_is_noticed() -> None:
    weak = "$argon2id$v=19$m=1024,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$jDHV4FBsGxZ3o1B2oA2vCw"
    assert needs_rehash(weak)
    assert not needs_rehash(hash_password("đồi chè xanh"))
