"""The house: settings, addresses, background work, health and the embedded servers.

Kept free of imports, so that the supervisor (`yiyang_ems.embedded`) runs without Django.
"""
