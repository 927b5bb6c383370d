"""How the portal names itself: in the head of every page, when it starts, in the interface's paper."""

BUREAU_NAME = "益阳市应急管理局"
SYSTEM_NAME = "应急管理综合监管门户"
PORTAL_NAME = f"益阳市{SYSTEM_NAME}"
