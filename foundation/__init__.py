"""What every other package stands on; each room may import those before it, in the order of docs/architecture.md."""
