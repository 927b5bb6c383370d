"""How refusals and faults are shown as pages."""
