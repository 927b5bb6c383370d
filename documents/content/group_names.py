"""Names of complete groups of units as 主送 writes them. Pure."""

#: The two 管委会 are named beside the governments (益应急发〔2021〕5号).
COUNTY_GOVERNMENTS = "各区县（市）人民政府，大通湖区、益阳高新区管委会"
COUNTY_BUREAUS = "各区县（市）应急管理局"
COMMITTEE_MEMBERS = "市安委会成员单位"
