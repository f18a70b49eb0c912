"""The frames that are made by hand are pika's own, byte for byte."""

import pika
from hypothesis import given
from hypothesis import strategies as st
from pika import frame, spec

from shared.outbox.frames import EventFrames

CHANNEL, FRAME_MAX = 7, 4096


def as_pika_makes_it(event: dict[str, object], *, mandatory: bool) -> bytes:
    body = event["body"]
    assert isinstance(body, bytes)
    publish = spec.Basic.Publish(exchange="content.events", routing_key=event["type"], mandatory=mandatory)
    properties = pika.BasicProperties(
        message_id=event["id"], delivery_mode=2, content_type="application/cloudevents+json"
    )
    most = FRAME_MAX - spec.FRAME_HEADER_SIZE - spec.FRAME_END_SIZE
    parts = [frame.Method(CHANNEL, publish), frame.Header(CHANNEL, len(body), properties)]
    parts += [frame.Body(CHANNEL, body[start : start + most]) for start in range(0, len(body), most)]
    return b"".join(part.marshal() for part in parts)


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "id": st.text("0123456789abcdef-", min_size=1, max_size=60),
                "type": st.sampled_from(["content.article_published.v1", "content.article_withdrawn.v1"]),
                "body": st.binary(min_size=1, max_size=3 * FRAME_MAX),
            }
        ),
        max_size=4,
    ),
    st.booleans(),
)
def test_every_byte_is_the_one_that_pika_would_send(events: list[dict[str, object]], mandatory: bool) -> None:
    frames = EventFrames("content.events", CHANNEL, FRAME_MAX)
    for event in events:
        assert frames.of(event, mandatory=mandatory) == as_pika_makes_it(event, mandatory=mandatory)
