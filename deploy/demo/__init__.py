"""The fictional province Trường Sơn: its tree and invented members, as the files a province would bring."""
