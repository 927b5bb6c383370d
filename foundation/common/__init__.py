"""No models: errors, scope, permission table, querysets, declared actions, the clock and text functions."""
