"""Packages at the desk: chosen documents taken along, and a package looked at before it is taken."""

from __future__ import annotations

import io
import json
import zipfile
from base64 import b64decode, b64encode
from typing import Any

import pytest

from services.content.queries.documents_to_export import documents_to_export
from services.content.queries.read_document import read_document
from services.content.queries.read_package import read_package
from services.content.rules.errors import DocumentNotFound
from services.content.rules.exchange_errors import (
    ManifestUnreadable,
    PackageDone,
    PackageNotFound,
    PackageTooLarge,
    PackageUnreadable,
)
from services.content.store import document_packages
from services.content.store.document_packages import DocumentPackage, PackageText
from services.content.store.documents import Document
from services.content.store.texts import DocumentText
from services.content.usecases import export_chosen as exporting
from services.content.usecases import take_package as taking
from services.content.usecases.discard_package import discard_package
from services.content.usecases.export_chosen import export_chosen
from services.content.usecases.import_document import document_id_of, import_document
from services.content.usecases.send_package import send_package
from services.content.usecases.take_package import take_package
from services.content.usecases.withdraw_document import withdraw_at_machine
from shared.errors import Forbidden
from shared.security import audit
from shared.security.refusing import SecretMark
from shared.usecase import Context, perform
from tests.services.content.conftest import NOW, editor, member
from tests.services.content.document_files import docx, manifest_entry, package
from tests.services.content.usecases.test_document_drafts import officer

pytestmark = pytest.mark.slow
BODY = "Điều 1. Nội dung\n1. Chi bộ họp mỗi tháng một lần."


def held(number: str, audience: str = "ts/", kind: str = "Quyết định", issued_on: str = "2026-01-02") -> str:
    head = f"number: {number}\nkind: {kind}\ntitle: Về việc {number}\nissuer: Tỉnh ủy\nissued_on: {issued_on}\n"
    import_document(f"---\n{head}---\n{BODY}\n".encode(), audience, NOW)
    return document_id_of("Tỉnh ủy", number)


def exported(*ids: str, who: Context | None = None) -> bytes:
    return b64decode(perform(export_chosen, {"document_ids": list(ids)}, who or editor())["content"])


def sent(content: bytes, who: Context | None = None, audience: str = "ts/", name: str = "goi.zip") -> str:
    fields = {"audience": audience, "file_name": name, "content": b64encode(content).decode()}
    return str(perform(send_package, fields, who or editor())["id"])


def seen(package_id: str) -> list[str]:
    return [item["outcome"] for item in perform(read_package, {"package_id": package_id}, editor())["items"]]


def taken(package_id: str, who: Context | None = None) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = perform(take_package, {"package_id": package_id}, who or editor())["items"]
    return items


def of(*files: tuple[str, bytes], **given: Any) -> bytes:
    entries = [
        manifest_entry(f"{number[:2]}.txt", content, number=number, title=f"Về việc {number}", **given)
        for number, content in files
    ]
    return package(entries, {f"{number[:2]}.txt": content for number, content in files})


def trail(action: str) -> list[dict[str, Any]]:
    return [entry for entry in map(json.loads, audit.export()) if entry["action"] == action]


def test_chosen_documents_go_into_a_package_that_another_library_takes(store: None) -> None:
    one, two = held("01-QĐ/TU"), held("02-QĐ/TU", "ts/x03/")
    held("03-QĐ/TU")
    content = exported(one, two, one)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    assert [each["number"] for each in manifest["documents"]] == ["01-QĐ/TU", "02-QĐ/TU"]
    assert [entry["subject"] for entry in trail("content.document_exported")] == [one, two]
    Document.objects.delete()
    DocumentText.objects.delete()
    package_id = sent(content)
    assert seen(package_id) == ["new", "new"]
    assert Document.objects.count() == 0
    assert [item["outcome"] for item in taken(package_id)] == ["new", "new"]
    assert (
        perform(read_document, {"document_id": one}, member())["sections"][0]["text"]
        == "1. Chi bộ họp mỗi tháng một lần."
    )
    assert Document.objects.get(pk=two).audience == "ts/x03/"
    assert seen(sent(content)) == ["unchanged", "unchanged"]


def test_what_was_withdrawn_or_is_kept_elsewhere_is_not_exported(store: None) -> None:
    gone, above = held("01-QĐ/TU"), held("02-QĐ/TU")
    withdraw_at_machine(gone)
    for document_id, who in ((gone, editor()), (above, officer("ts/x03/")), ("nothing", editor()), (above, member())):
        with pytest.raises(DocumentNotFound):
            exported(document_id, who=who)
    assert trail("content.document_exported") == []


def test_a_package_that_would_be_too_large_is_refused(store: None, monkeypatch: pytest.MonkeyPatch) -> None:
    one = held("01-QĐ/TU")
    monkeypatch.setattr(exporting, "MOST_BYTES", 100)
    with pytest.raises(PackageTooLarge):
        exported(one)


def test_the_choice_is_of_the_own_documents_narrowed_by_kind_year_and_organisation(store: None) -> None:
    held("01-QĐ/TU", issued_on="2024-05-01")
    held("02-HD/TU", "ts/x03/", "Hướng dẫn")
    withdraw_at_machine(held("03-QĐ/TU"))

    def numbers(who: Context | None = None, **asked: Any) -> list[str]:
        return [row["number"] for row in perform(documents_to_export, asked, who or editor())["items"]]

    assert numbers() == ["02-HD/TU", "01-QĐ/TU"]
    assert numbers(kind="Quyết định") == ["01-QĐ/TU"]
    assert numbers(year=2026) == ["02-HD/TU"]
    assert numbers(audience="ts/x03/") == ["02-HD/TU"]
    assert numbers(officer("ts/x03/")) == ["02-HD/TU"]
    assert numbers(officer("ts/x03/"), audience="ts/") == ["02-HD/TU"]
    assert numbers(member()) == []
    assert perform(documents_to_export, {}, editor())["kinds"] == ["Hướng dẫn", "Quyết định"]


def test_each_document_of_a_package_is_told_new_known_or_refused_and_only_the_good_ones_are_kept(store: None) -> None:
    held("01-QĐ/TU")
    held("05-QĐ/TU", "ts/")
    text = BODY.encode()
    content = package(
        [
            manifest_entry("1.txt", text, number="09-QĐ/TU"),
            manifest_entry("2.txt", b"x" + text, number="01-QĐ/TU", audience="ts/x03/"),
            manifest_entry("3.txt", b"khac", number="10-QĐ/TU"),
            manifest_entry("4.docx", docx("TỐI MẬT", "Điều 1. A"), number="11-QĐ/TU"),
            manifest_entry("5.txt", text, number="12-QĐ/TU", audience="hn/"),
            {"file": "6.txt"},
        ],
        {"1.txt": text, "2.txt": b"x" + text, "3.txt": text, "4.docx": docx("TỐI MẬT", "Điều 1. A"), "5.txt": text},
    )
    package_id = sent(content)
    assert seen(package_id) == ["new", "changed", "refused", "refused", "refused", "refused"]
    codes = [item["code"] for item in perform(read_package, {"package_id": package_id}, editor())["items"]][2:]
    assert codes == [
        "exchange.hash_wrong", "security.secret_mark", "exchange.audience_out_of_reach", "exchange.entry_unreadable",
    ]  # fmt: skip
    assert PackageText.objects.count() == 2
    assert [json.loads(line)["actor"] for line in audit.export() if "sha256:" in line] == ["e1"]
    assert [item["outcome"] for item in taken(package_id)][:2] == ["new", "changed"]
    assert PackageText.objects.count() == 0
    assert trail("content.package_taken")[0]["details"] == {"new": 1, "changed": 1, "refused": 4}


def test_what_became_another_after_it_was_looked_at_is_refused_alone(store: None) -> None:
    one, two = ("01-QĐ/TU", BODY.encode()), ("02-QĐ/TU", BODY.encode())
    package_id = sent(of(one, two))
    held("01-QĐ/TU")
    items = taken(package_id)
    assert [(item["outcome"], item["code"]) for item in items] == [("refused", "content.document_known"), ("new", "")]
    assert taken(package_id) == items  # repeated
    with pytest.raises(PackageDone):
        perform(discard_package, {"package_id": package_id}, editor())


def test_who_takes_what_another_has_just_taken_is_told_so(store: None, monkeypatch: pytest.MonkeyPatch) -> None:
    package_id = sent(of(("01-QĐ/TU", BODY.encode())))
    stale = DocumentPackage.objects.get(pk=package_id)
    taken(package_id)
    monkeypatch.setattr(taking, "known_package", lambda *_: stale)
    with pytest.raises(PackageDone):
        taken(package_id)
    assert len(trail("content.package_taken")) == 1


def test_what_is_being_taken_is_not_thrown_away_and_can_be_taken_to_its_end(store: None) -> None:
    package_id = sent(of(("01-QĐ/TU", BODY.encode())))
    document_packages.begin_taking(package_id)  # and its process was killed
    with pytest.raises(PackageDone):
        perform(discard_package, {"package_id": package_id}, editor())
    assert [item["outcome"] for item in taken(package_id)] == ["new"]
    assert len(trail("content.package_taken")) == 1


def test_a_package_is_thrown_away_and_of_nobody_elses_committee(store: None) -> None:
    content = of(("01-QĐ/TU", BODY.encode()))
    package_id = sent(content)
    for usecase in (read_package, take_package, discard_package):
        with pytest.raises(PackageNotFound):
            perform(usecase, {"package_id": package_id}, officer("ts/x03/"))
    for who in (member(), officer("ts/x03/")):
        with pytest.raises(Forbidden):
            sent(content, who)
    perform(discard_package, {"package_id": package_id}, editor())
    with pytest.raises(PackageNotFound):
        taken(package_id)
    assert DocumentPackage.objects.count() == PackageText.objects.count() == 0


def test_what_is_no_package_is_full_of_air_or_has_a_marked_name_is_refused_whole(store: None) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", b"{}")
        for number in range(11):
            with archive.open(f"{number}.txt", "w", force_zip64=True) as file:
                for _ in range(100):
                    file.write(bytes(1_000_000))
    for content, refusal in (
        (b"no zip", PackageUnreadable),
        (buffer.getvalue(), PackageUnreadable),
        (package([], {}, version=2), ManifestUnreadable),
        (of(*((f"{number:02}-QĐ/TU", BODY.encode()) for number in range(51))), ManifestUnreadable),
    ):
        with pytest.raises(refusal):
            sent(content)
    with pytest.raises(SecretMark):
        sent(of(("01-QĐ/TU", BODY.encode())), name="TỐI MẬT.zip")
    assert DocumentPackage.objects.count() == 0


def test_the_same_package_sent_again_with_the_same_key_waits_once(store: None) -> None:
    content = of(("01-QĐ/TU", BODY.encode()))
    assert sent(content, editor(key="k1")) == sent(content, editor(key="k1"))
    assert DocumentPackage.objects.count() == 1
