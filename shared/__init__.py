"""The chassis that every service stands on. No service's business word lives here, except the contracts."""
