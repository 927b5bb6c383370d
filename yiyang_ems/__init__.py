"""The project: settings, URLs, menu, background tasks, health checks and the embedded servers.

Keep this module free of imports: the supervisor (`yiyang_ems.embedded`) runs without Django.
"""
