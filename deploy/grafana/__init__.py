"""The dashboards, as code; the JSON beside it is what Grafana reads."""
