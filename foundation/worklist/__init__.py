"""To-dos, messages and the workbench."""
