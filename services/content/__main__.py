"""Content at the machine itself, with the settings of its service in the environment.

python -m services.content import-documents FOLDER --audience PATH
python -m services.content import-package FOLDER_OR_ZIP --audience PATH      with a manifest (docs/exchange.md)
python -m services.content export-documents FOLDER_OR_ZIP --audience PATH    the same, to hand over
python -m services.content withdraw-document DOCUMENT_ID
python -m services.content rebuild-search
python -m services.content seed-demo --audience PATH [--folder FOLDER]
python -m services.content roster            how many members the copy of the roll has, by standing
python -m services.content rebuild-roster    empty that copy, to be filled by identity

The copy cannot be made from anything kept here. After rebuild-roster the owner must tell again:
`python -m services.identity announce-members` sends every standing and every role as new events.

PATH is the organisation for which, with everything below it, the documents are meant: "ts/".
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from functools import partial
from pathlib import Path

from services.content.engines.document_package import package_at
from services.content.engines.in_use import limit_scans
from services.content.engines.library_file import read_library_file
from services.content.settings import Settings
from services.content.store import media, roster
from services.content.store.migrations import MIGRATIONS
from services.content.store.search_orders import SearchOrder
from services.content.usecases.export_documents import export_documents
from services.content.usecases.import_folder import import_folder
from services.content.usecases.import_package import import_package
from services.content.usecases.seed_demonstration import refuse_elsewhere, seed_articles
from services.content.usecases.seed_library import seed_library
from services.content.usecases.withdraw_document import withdraw_at_machine
from shared import clock
from shared.process import run_command
from shared.store import GridFSBlobStore, migrate

DEMONSTRATION_FILES = Path(__file__).resolve().parents[2] / "deploy" / "demo"


def main(arguments: list[str]) -> int:
    chosen = _parser().parse_args(arguments)
    return run_command("content", partial(chosen.run, chosen))


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m services.content")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser(
        "import-documents", help="Party documents from a folder: .txt, .docx, .pdf, .html; scans become drafts"
    )
    command.add_argument("folder", type=Path)
    command.add_argument("--audience", required=True)
    command.set_defaults(run=_import)
    command = commands.add_parser("import-package", help="documents with a manifest, from a folder or a zip file")
    command.add_argument("package", type=Path)
    command.add_argument("--audience", required=True)
    command.set_defaults(run=_import_package)
    command = commands.add_parser("export-documents", help="documents with a manifest, to a folder or a zip file")
    command.add_argument("target", type=Path)
    command.add_argument("--audience", required=True)
    command.set_defaults(run=_export)
    command = commands.add_parser("withdraw-document", help="take a document away from its readers")
    command.add_argument("document_id")
    command.set_defaults(run=_withdraw)
    command = commands.add_parser("rebuild-search", help="every process makes its search index anew, without a pause")
    command.set_defaults(run=_rebuild_search)
    command = commands.add_parser("seed-demo", help="documents, news and library of the fictional province")
    command.add_argument("--audience", required=True)
    command.add_argument("--folder", type=Path, default=DEMONSTRATION_FILES)
    command.set_defaults(run=_seed)
    commands.add_parser("roster", help="size of the copy of the roll").set_defaults(run=_count)
    commands.add_parser("rebuild-roster", help="empty the copy; identity fills it again").set_defaults(run=_rebuild)
    return parser


def _import(chosen: Namespace, settings: Settings) -> int:
    limit_scans(settings.scan_limits)
    report = import_folder(chosen.folder, chosen.audience, clock.now(), print)
    print("\n".join(report.lines()))
    return 1 if report.problems else 0


def _import_package(chosen: Namespace, _: Settings) -> int:
    outcomes = import_package(package_at(chosen.package), chosen.audience, clock.now())
    for each in outcomes:
        print(f"{each.outcome:<10}{each.number or '–':<20}{each.file or f'mục {each.place}'}  {each.message}".rstrip())
    return 1 if any(each.outcome == "refused" for each in outcomes) else 0


def _export(chosen: Namespace, _: Settings) -> int:
    print(f"Đã xuất {export_documents(chosen.target, chosen.audience, clock.now())} văn bản.")
    return 0


def _withdraw(chosen: Namespace, _: Settings) -> int:
    withdraw_at_machine(chosen.document_id)
    print("Đã gỡ tài liệu.")
    return 0


def _rebuild_search(_chosen: Namespace, _: Settings) -> int:
    number = SearchOrder.give()
    print(f"Đã yêu cầu lập lại chỉ mục tìm kiếm (lần {number}). Trong lúc lập, tìm kiếm vẫn dùng chỉ mục cũ.")
    return 0


def _seed(chosen: Namespace, settings: Settings) -> int:
    refuse_elsewhere(settings.province)
    media.use_blobs(GridFSBlobStore(settings.media_uri))
    migrate(MIGRATIONS)  # articles name categories, which the service may not have loaded yet
    report = import_folder(chosen.folder / "documents", chosen.audience, clock.now())
    published = seed_articles(chosen.folder / "articles", chosen.audience)
    library = seed_library(read_library_file(chosen.folder / "library.toml"), chosen.audience)
    print("\n".join(report.lines()))
    print(f"Tin bài: {published} bài mới được đăng. Chuyên đề, sách nói, bản tin: {library} mới.")
    return 1 if report.problems else 0


def _count(_: Namespace, __: Settings) -> int:
    for standing, members in roster.sizes().items():
        print(f"{standing:<14}{members:>9}")
    return 0


def _rebuild(_: Namespace, __: Settings) -> int:
    print(f"{roster.forget_all()} members and roles forgotten")
    print("Next: python -m services.identity announce-members; watch with: python -m services.content roster")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
