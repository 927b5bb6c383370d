"""What files of a recipient's row are for: the receipt on paper, the reply on screen, the reply on paper."""

from documents.actions import RECEIPT_ACTIONS, REPLY_ACTIONS
from foundation.files.owners import Purpose

RECEIPT_SCAN = Purpose("receipt_scan", "签收回执扫描件", RECEIPT_ACTIONS["acknowledge_paper"].permission)
REPLY_FILE = Purpose("reply_file", "回复附件", REPLY_ACTIONS["reply"].permission)
REPLY_SCAN = Purpose("reply_scan", "纸质回复扫描件", REPLY_ACTIONS["reply_paper"].permission)
