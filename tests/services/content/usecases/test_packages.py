"""Documents that go from one system to another with a manifest."""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path
from typing import Any

import msgspec
import pytest

from services.content.engines.document_package import FolderPackage, ZipPackage, package_at
from services.content.queries.read_document import read_document
from services.content.rules.exchange_errors import KeyUnknown, ManifestUnreadable, NotThisPartner, PackageUnreadable
from services.content.rules.manifest import schema
from services.content.store.documents import Document
from services.content.store.texts import DocumentText
from services.content.usecases.export_documents import export_documents
from services.content.usecases.hand_over_documents import MOST_ENTRIES, hand_over_documents
from services.content.usecases.import_document import document_id_of, import_document
from services.content.usecases.import_package import EntryOutcome, import_package
from services.content.usecases.withdraw_document import withdraw_at_machine
from shared.errors import AppError
from shared.usecase import context, perform
from tests.services.content.conftest import NOW, member, told
from tests.services.content.document_files import docx, manifest_entry, package, pdf
from tests.services.content.partners import let_in

pytestmark = pytest.mark.slow
SCHEMA = Path(__file__).parents[4] / "docs" / "document-manifest.v1.schema.json"
TEXT = "Điều 1. Phạm vi của quy định\n1. Mức đóng.\n"


def taken(content: bytes, audience: str = "ts/") -> list[EntryOutcome]:
    return import_package(ZipPackage(content), audience, NOW)


def codes(outcomes: list[EntryOutcome]) -> list[str]:
    return [each.code or each.outcome for each in outcomes]


def handed(key: str, content: bytes) -> list[dict[str, Any]]:
    fields = {"key": key, "content": b64encode(content).decode()}
    items: list[dict[str, Any]] = perform(hand_over_documents, fields, context(None))["items"]
    return items


@pytest.mark.parametrize("name", ["folder", "package.zip"])
def test_what_was_exported_is_known_where_it_is_imported_again(store: None, tmp_path: Path, name: str) -> None:
    head = "---\nissuer: Tỉnh ủy\nnumber: 02-QĐ/TU\nkind: Quy định\ntitle: Họp\nissued_on: 2026-01-02\n"
    head += "supersedes: 1-QĐ/TU\n---\n"
    import_document((head + TEXT).encode(), "ts/x03/", NOW)
    import_document((head.replace("02-QĐ", "03-QĐ") + TEXT).encode(), "ts/x04/", NOW)
    assert export_documents(tmp_path / name, "ts/x03/", NOW) == 1
    exported = package_at(tmp_path / name)
    assert codes(import_package(exported, "ts/", NOW)) == ["unchanged"]
    Document.objects.delete()
    DocumentText.objects.delete()
    assert codes(import_package(exported, "ts/", NOW)) == ["new"]
    shown = perform(read_document, {"document_id": document_id_of("Tỉnh ủy", "02-QĐ/TU")}, member())
    assert (shown["title"], shown["supersedes"]["number"]) == ("Họp", "1-QĐ/TU")


def test_two_exports_of_the_same_documents_are_the_same_bytes(store: None, tmp_path: Path) -> None:
    taken(package([manifest_entry("a.txt", TEXT.encode())], {"a.txt": TEXT.encode()}))
    for name in ("a.zip", "b.zip"):
        export_documents(tmp_path / name, "ts/", NOW)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert not list(tmp_path.glob("*.part"))


def test_each_kind_of_file_is_taken_and_a_repeat_makes_no_doubles(store: None) -> None:
    files = {"a.docx": docx(), "b.pdf": pdf(["Điều 1. Sinh hoạt của chi bộ."]), "c.txt": TEXT.encode()}
    entries = [
        manifest_entry(name, content, number=f"{place}-QĐ/TU") for place, (name, content) in enumerate(files.items(), 1)
    ]
    assert codes(taken(package(entries, files))) == ["new"] * 3
    assert codes(taken(package(entries, files))) == ["unchanged"] * 3
    assert len(told("documents")) == 3
    entries[2] = manifest_entry("c.txt", files["c.txt"], number="3-QĐ/TU", supersedes={"number": "1-QĐ/TU"})
    assert codes(taken(package(entries, files))) == ["unchanged", "unchanged", "changed"]
    old = perform(read_document, {"document_id": document_id_of("Tỉnh ủy", "1-QĐ/TU")}, member())
    assert [each["number"] for each in old["superseded_by"]] == ["3-QĐ/TU"]


def test_a_bad_entry_is_refused_alone(store: None) -> None:
    text, marked = TEXT.encode(), ("MẬT\n" + TEXT).encode()
    other = b"---\nnumber: 9\nkind: A\ntitle: A\nissuer: A\nissued_on: 2026-01-02\n---\n" + text
    files = {"a.txt": text, "b.bin": b"\x00\x01", "m.txt": marked, "h.txt": other}
    entries: list[dict[str, Any]] = [
        manifest_entry("a.txt", b"other"),
        manifest_entry("b.bin", files["b.bin"]),
        manifest_entry("missing.txt", text),
        manifest_entry("../a.txt", text),
        manifest_entry("m.txt", marked),
        manifest_entry("h.txt", other),
        manifest_entry("a.txt", text, title="TỐI MẬT"),
        manifest_entry("a.txt", text, issued_on="02/01/2026"),
        manifest_entry("a.txt", text, audience="tn/"),
        {"file": "a.txt"},
        manifest_entry("a.txt", text, unknown_field="of a later writer"),
    ]
    assert codes(taken(package(entries, files))) == [
        "exchange.hash_wrong", "content.not_a_document", "exchange.file_missing", "exchange.file_missing",
        "security.secret_mark", "exchange.head_differs", "security.secret_mark", "exchange.entry_unreadable",
        "exchange.audience_out_of_reach", "exchange.entry_unreadable", "new",
    ]  # fmt: skip
    assert Document.objects.count() == 1


def test_what_was_withdrawn_here_stays_away_and_what_is_kept_above_is_not_replaced(store: None) -> None:
    sent = package([manifest_entry("a.txt", TEXT.encode())], {"a.txt": TEXT.encode()})
    taken(sent)
    assert codes(taken(sent, "ts/x03/")) == ["content.document_kept_elsewhere"]
    withdraw_at_machine(document_id_of("Tỉnh ủy", "01-QĐ/TU"))
    assert codes(taken(sent)) == ["exchange.withdrawn_here"]


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        (b"no archive", PackageUnreadable),
        (package([], {f"{number}.txt": b"" for number in range(5_001)}), PackageUnreadable),
        (package([], {}, version=2), ManifestUnreadable),
        (package([], {}, format="other"), ManifestUnreadable),
        (package([], {}, documents={}), ManifestUnreadable),
        (package([], {}, made_at="x" * 6_000_000), ManifestUnreadable),
    ],
    ids=range(6),
)
def test_a_package_that_is_none_is_refused_as_a_whole(store: None, content: bytes, refused: type[AppError]) -> None:
    with pytest.raises(refused):
        taken(content)


def test_a_folder_without_manifest_and_files_beyond_it_are_not_read(store: None, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(ManifestUnreadable):
        import_package(FolderPackage(tmp_path / "in"), "ts/", NOW)
    (tmp_path / "outside.txt").write_text(TEXT)
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "outside.txt")
    entries = [manifest_entry(name, TEXT.encode()) for name in ("../outside.txt", "link.txt")]
    manifest = {"format": "sotay.documents", "version": 1, "documents": entries}
    (tmp_path / "in" / "manifest.json").write_text(json.dumps(manifest))
    assert codes(import_package(FolderPackage(tmp_path / "in"), "ts/", NOW)) == ["exchange.file_missing"] * 2


def test_a_partner_hands_over_for_its_own_organisations_only(store: None) -> None:
    key = let_in("ts/x03/", follow=False, hand_over=True)["key"]
    files = {"a.txt": TEXT.encode()}
    entries = [
        manifest_entry("a.txt", files["a.txt"]),
        manifest_entry("a.txt", files["a.txt"], number="2", audience="ts/"),
    ]
    items = handed(key, package(entries, files))
    assert [(item["outcome"], item["code"]) for item in items] == [
        ("new", ""), ("refused", "exchange.audience_out_of_reach"),
    ]  # fmt: skip
    assert Document.objects.get().audience == "ts/x03/"
    assert DocumentText.objects.get().imported_by.startswith("partner:")
    assert handed(key, package(entries, files))[0]["outcome"] == "unchanged"
    many = [manifest_entry("a.txt", files["a.txt"])] * (MOST_ENTRIES + 1)
    with pytest.raises(ManifestUnreadable):
        handed(key, package(many, files))


def test_a_wrong_key_and_a_partner_that_only_reads_hand_nothing_over(store: None) -> None:
    sent = package([manifest_entry("a.txt", TEXT.encode())], {"a.txt": TEXT.encode()})
    with pytest.raises(KeyUnknown):
        handed("nobody.key", sent)
    with pytest.raises(NotThisPartner):
        handed(let_in()["key"], sent)
    assert Document.objects.count() == 0


def test_the_written_schema_is_that_of_the_code() -> None:
    assert SCHEMA.read_bytes() == schema()
    assert msgspec.json.decode(schema())["$ref"].endswith("Manifest")
