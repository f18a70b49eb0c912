"""Reads of identity, one file each. A read of another person's record leaves an entry in the audit trail."""
