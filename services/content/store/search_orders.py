"""How often it was ordered that every process makes its search index anew."""

from __future__ import annotations

from shared.store.orders import RebuildOrder


class SearchOrder(RebuildOrder):
    meta = {"collection": "search_orders", "auto_create_index": False}
