"""The fictional province Trường Sơn: its tree and its invented members, as the two files a province would bring."""
