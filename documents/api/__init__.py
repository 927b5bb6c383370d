"""REST API of official documents."""
