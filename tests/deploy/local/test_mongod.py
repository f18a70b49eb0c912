import pytest
from pymongo import MongoClient
from pymongo.errors import OperationFailure

from deploy.local.mongod import ADMINISTRATOR, MEDIA, MEDIA_READER, Mongod, database_uri, initialise


def test_a_service_cannot_read_another_services_database(mongod: Mongod) -> None:
    with MongoClient(mongod.uri("content")) as client:
        client["content"]["own"].insert_one({"_id": "a"})
        assert client["content"]["own"].count_documents({"_id": "a"}) == 1
        with pytest.raises(OperationFailure, match="not authorized"):
            client["meetings"]["votes"].find_one()


def test_the_gateway_reads_media_but_cannot_write_it(mongod: Mongod) -> None:
    with MongoClient(mongod.uri(MEDIA)) as writer:
        writer[MEDIA]["blobs"].replace_one({"_id": "a"}, {"bytes": b"x"}, upsert=True)
    with MongoClient(mongod.uri(MEDIA, MEDIA_READER)) as reader:
        assert reader[MEDIA]["blobs"].find_one({"_id": "a"}) is not None
        with pytest.raises(OperationFailure, match="not authorized"):
            reader[MEDIA]["blobs"].delete_one({"_id": "a"})


def test_initialising_twice_changes_nothing(mongod: Mongod) -> None:
    with MongoClient(mongod.uri("feedback")) as client:
        client["feedback"]["kept"].replace_one({"_id": "a"}, {"kept": True}, upsert=True)
        initialise(mongod.place)
        assert client["feedback"]["kept"].find_one({"_id": "a"}) == {"_id": "a", "kept": True}


def test_several_documents_change_in_one_transaction(mongod: Mongod) -> None:
    with MongoClient(mongod.uri("identity")) as client:
        rows = client["identity"]["rows"]
        with client.start_session() as session, session.start_transaction():
            rows.insert_one({"_id": "rolled back"}, session=session)
            session.abort_transaction()
        assert rows.find_one({"_id": "rolled back"}) is None


def test_a_slow_command_leaves_what_it_asked_for_in_no_log(mongod: Mongod) -> None:
    with MongoClient(mongod.uri("identity")) as client:
        client["identity"]["slow"].replace_one({"_id": "a"}, {"kept": True}, upsert=True)
        searched = {"full_name": {"$ne": "Nông Thị Ban Mai"}, "$where": "sleep(300) || true"}
        assert client["identity"]["slow"].find_one(searched) is not None
    with MongoClient(database_uri(mongod.place, "admin", ADMINISTRATOR)) as administrator:
        written = administrator.admin.command("getLog", "global")["log"]
    assert written
    assert not [line for line in written if "Ban Mai" in line]
