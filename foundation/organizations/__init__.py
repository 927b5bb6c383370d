"""Divisions, organizations, users, roles and scope, sectors."""
