"""Where several real implementations exist: tables (CSV, XLSX), code senders, password hashing."""
