"""One file per page or pair of pages of the member's handbook; templates mirror the names."""
