"""How every panel of ours looks: one kind for a course over time, one for a number of now."""

from __future__ import annotations

from grafana_foundation_sdk.builders import common, dashboard, prometheus, stat, timeseries
from grafana_foundation_sdk.models import common as shapes
from grafana_foundation_sdk.models import dashboard as model

DATASOURCE = model.DataSourceRef(type_val="prometheus", uid="${datasource}")
WHOLE, HALF, THIRD, QUARTER = 24, 12, 8, 6

Panel = timeseries.Panel | stat.Panel
Query = tuple[str, str]
"""(expression, legend)"""


def course(title: str, description: str, unit: str, *queries: Query, span: int = THIRD) -> timeseries.Panel:
    """Lines over time, with the highest and the last value in the legend."""
    legend = (
        common.VizLegendOptions()
        .display_mode(shapes.LegendDisplayMode.TABLE)
        .placement(shapes.LegendPlacement.BOTTOM)
        .show_legend(True)
        .calcs(["max", "lastNotNull"])
    )
    panel = timeseries.Panel().title(title).description(description).unit(unit)
    panel = panel.datasource(DATASOURCE).height(8).span(span).min(0).legend(legend).fill_opacity(8)
    for number, (expression, legend_format) in enumerate(queries):
        panel = panel.with_target(_query(expression, number).legend_format(legend_format))
    return panel


def number_of_now(title: str, description: str, unit: str, expression: str, bad_from: float) -> stat.Panel:
    """One figure: green below `bad_from`, red from there on."""
    steps = [model.Threshold(value=None, color="green"), model.Threshold(value=bad_from, color="red")]
    colours = dashboard.ThresholdsConfig().mode(model.ThresholdsMode.ABSOLUTE).steps(steps)
    panel = stat.Panel().title(title).description(description).unit(unit).datasource(DATASOURCE)
    panel = panel.height(4).span(QUARTER).thresholds(colours)
    return panel.with_target(_query(expression, 0).instant())


def _query(expression: str, number: int) -> prometheus.Dataquery:
    return prometheus.Dataquery().expr(expression).ref_id(chr(ord("A") + number))
