"""Names of complete groups of units as 主送 writes them. Pure."""

COUNTY_GOVERNMENTS = "各区县（市）人民政府"
COUNTY_BUREAUS = "各区县（市）应急管理局"
COMMITTEE_MEMBERS = "市安委会成员单位"
