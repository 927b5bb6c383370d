"""Shared packages. Each may import only those listed before it in docs/architecture.md."""
