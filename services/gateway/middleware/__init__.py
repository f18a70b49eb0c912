"""What happens to every request before a route sees it, outermost first: envelope, cross_site, body, repeats."""
