"""Compare what two commits answer on the same demonstration data: pages, API, commands, documents, rows."""
