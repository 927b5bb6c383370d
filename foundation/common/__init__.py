"""No models: errors, scope, permission table, querysets, state transitions, the clock and text functions."""
