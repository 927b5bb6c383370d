"""What test_pages.py and test_list_page.py share."""

import re

NEW = "/accidents/new/"
TYPED = {
    "draft_code": "CG-0123456789abcdef",
    "occurred_at": "2021-03-16 07:50",
    "known_at": "2021年3月16日8时25分",
    "township": "430922115",
    "location": "省道 S225 线 48 公里加 300 米",
    "sector": "road_transport",
    "production": "yes",
    "supervising_department": "430922-transport",
    "enterprise_name": "桃江县资水物流有限公司",
    "deaths": "３",
    "direct_loss": "1,200",
    "summary": "货车与面包车相撞。",
    "do": "submit",
}


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())
