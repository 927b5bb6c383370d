"""The portal's name, for the header of every page, the start-up message and the interface description."""

BUREAU_NAME = "益阳市应急管理局"
SYSTEM_NAME = "应急管理综合监管门户"
PORTAL_NAME = f"益阳市{SYSTEM_NAME}"
