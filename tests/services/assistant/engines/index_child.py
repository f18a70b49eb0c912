"""A process with an index of its own, to be killed or starved of room: `python -m … WHAT FOLDER`."""

import json
import resource
import sys
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path

from services.assistant.engines.retrieval import RetrieverBrokenError
from services.assistant.engines.tantivy_retriever import TantivyRetriever
from tests.services.assistant.engines.entries import entry, search

MANY = [entry(f"d{number}", *["Đảng phí nộp hằng tháng cho chi bộ."] * 20) for number in range(60)]
UNLIMITED = resource.RLIM_INFINITY


def tell(said: object) -> None:
    print(json.dumps(said), flush=True)


def hold(retriever: TantivyRetriever) -> None:
    retriever.apply([entry("d1", "Đảng phí nộp hằng tháng.")], [])
    tell("held")
    sys.stdin.read()


def rebuild_for_ever(retriever: TantivyRetriever) -> None:
    retriever.rebuild(MANY)
    tell("filled")
    while True:
        retriever.rebuild(MANY)


def apply_for_ever(retriever: TantivyRetriever) -> None:
    for version in count(1):
        retriever.apply([entry("d1", f"Đảng phí lần {version}.", version=version)], [])
        tell(version)


def run_out_of_room(retriever: TantivyRetriever) -> None:
    """No file may grow beyond 2 KiB for a while: what a full disk does to a commit and then to a rebuild."""
    retriever.apply([entry("d1", "Đảng phí nộp hằng tháng.")], [])
    resource.setrlimit(resource.RLIMIT_FSIZE, (2048, UNLIMITED))
    refused = [_refused(lambda: retriever.apply(MANY, [])), _refused(lambda: retriever.rebuild(MANY))]
    meanwhile = search(retriever, "đảng phí")
    resource.setrlimit(resource.RLIMIT_FSIZE, (UNLIMITED, UNLIMITED))
    retriever.rebuild([entry("d2", "Đảng phí nộp hằng quý.")])
    retriever.apply([entry("d3", "Chi bộ họp.")], [])
    tell([refused, meanwhile, search(retriever, "đảng phí"), search(retriever, "chi bộ họp")])


def may_not_write(retriever: TantivyRetriever) -> None:
    """The folder is made read-only under the process, which goes on, ends and starts anew; then it may write again."""
    retriever.apply([entry("d1", "Đảng phí nộp hằng tháng.")], [])
    root = Path(sys.argv[2])
    folders = [root, *root.iterdir()]
    for folder in folders:
        folder.chmod(0o555)
    refused = [
        _refused(partial(retriever.apply, [entry("d2", "Chi bộ họp.")], [])),
        _refused(partial(retriever.rebuild, [entry("d2", "Chi bộ họp.")])),
    ]
    meanwhile = search(retriever, "đảng phí")
    retriever.close()
    del retriever
    again = TantivyRetriever(root)
    started = search(again, "đảng phí")
    for folder in folders:
        folder.chmod(0o755)
    again.rebuild([entry("d2", "Chi bộ họp.")])
    tell([refused, meanwhile, started, search(again, "chi bộ họp")])


def _refused(work: Callable[[], None]) -> bool:
    try:
        work()
    except RetrieverBrokenError:
        return True
    return False


if __name__ == "__main__":
    globals()[sys.argv[1]](TantivyRetriever(Path(sys.argv[2])))
