"""The alert rules, and their form for the Prometheus Operator."""
