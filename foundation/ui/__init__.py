"""Parts without models that every screen, service and API is made of."""
