"""Trace context and correlation id: taken over when well formed, begun anew when not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.observability import bind_from_headers, bound, correlation_id, to_headers, tracing

TRACE, SPAN = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
GOOD = f"00-{TRACE}-{SPAN}-01"


def test_a_caller_is_followed_under_the_same_trace_with_a_span_of_our_own() -> None:
    with bound({"traceparent": GOOD, "correlation_id": "c-1", "causation_id": "e-1"}) as trace:
        assert trace.trace_id == TRACE
        assert trace.span_id != SPAN
        assert correlation_id() == "c-1"
        assert tracing.causation_id() == "e-1"
        assert to_headers()["traceparent"] == f"00-{TRACE}-{trace.span_id}-01"
        assert to_headers()["correlation_id"] == "c-1"
        assert tracing.child().trace_id == TRACE
    assert to_headers() == {}


def test_what_we_send_is_understood_on_the_other_side() -> None:
    with bound({}):
        sent = to_headers()
        ours = tracing.current()
    with bound(sent):
        theirs = tracing.current()
        assert ours is not None
        assert theirs is not None
        assert theirs.trace_id == ours.trace_id
        assert correlation_id() == sent["correlation_id"]


@pytest.mark.parametrize(
    "header",
    [
        None, 5, b"", "", "00", GOOD + "-extra", GOOD.upper(), GOOD + "\n", f"ff-{TRACE}-{SPAN}-01",
        f"00-{'0' * 32}-{SPAN}-01", f"00-{TRACE}-{'0' * 16}-01", f"00-{TRACE[:-1]}-{SPAN}-01", f"00-{TRACE}-{SPAN}-1",
        GOOD + "-" + "x" * 300,
    ],
)  # fmt: skip
def test_a_malformed_traceparent_is_refused_and_a_new_trace_begun(header: object) -> None:
    assert tracing.parse(header) is None
    with bound({"traceparent": header}) as trace:
        assert trace.trace_id != TRACE
        assert len(trace.trace_id) == 32


def test_a_later_version_may_say_more() -> None:
    assert tracing.parse(f"01-{TRACE}-{SPAN}-00-more") == tracing.TraceContext(TRACE, SPAN, sampled=False)


@pytest.mark.parametrize("given_id", [None, 5, "", "x" * 65, "a b", "a\nb", '{"a":1}', "Nguyễn"])
def test_a_hostile_correlation_id_is_replaced(given_id: object) -> None:
    with bound({"correlation_id": given_id}):
        assert correlation_id() not in (None, given_id)


@given(
    st.dictionaries(st.sampled_from(["traceparent", "correlation_id", "causation_id", "x"]), st.text() | st.integers())
)
def test_no_header_can_raise(headers: dict[str, object]) -> None:
    with bound(headers):
        assert tracing.current() is not None


def test_the_next_message_never_runs_under_the_one_before() -> None:
    with bound({}):
        bind_from_headers({"traceparent": GOOD, "correlation_id": "c-1", "causation_id": "e-1"})
        bind_from_headers({})
        trace = tracing.current()
        assert trace is not None
        assert trace.trace_id != TRACE
        assert correlation_id() != "c-1"
        assert tracing.causation_id() is None
