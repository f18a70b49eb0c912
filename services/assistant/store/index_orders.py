"""How often it was ordered that every process makes its index anew."""

from __future__ import annotations

from shared.store.orders import RebuildOrder


class IndexOrder(RebuildOrder):
    meta = {"collection": "index_orders", "auto_create_index": False}
