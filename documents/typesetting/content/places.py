"""Places in a document: a path into its stored form, the key of a path, and the Chinese words for it.

A path is a tuple of names and of indexes from 0, as in the stored form: ``("title_lines", 0)``, ``("blocks", 2)``,
``("blocks", 2, "rows", 0, 1)``, ``("attachments", 0, "blocks", 3, "caption")``; the empty path is the whole document.
"""

from __future__ import annotations

Path = tuple[str | int, ...]

_WORDS = {
    "form": "版式",
    "copy_number": "份号",
    "urgency": "紧急程度",
    "issuer_mark": "发文机关标志",
    "document_number": "发文字号",
    "signer": "签发人",
    "title_lines": "标题",
    "main_recipients": "主送",
    "blocks": "正文",
    "attendance": "出席名单",
    "signature": "署名",
    "has_seal": "印章",
    "sample_seal": "样章",
    "dated_on": "成文日期",
    "note": "附注",
    "attachments": "附件",
    "attachment_note": "附件说明",
    "copies_to": "抄送",
    "printed_by": "印发机关",
    "printed_on": "印发日期",
}


def key_of(path: Path) -> str:
    """Return the path in one word, as the API names it: ``blocks.2``; ``content`` for the whole document."""
    return ".".join(map(str, path)) or "content"


def path_of(key: str) -> Path:
    """Return the path of a key made by ``key_of``."""
    return () if key == "content" else tuple(int(step) if step.isdecimal() else step for step in key.split("."))


def words_of(path: Path, *, is_only_attachment: bool = False) -> str:
    """Return the place in words: 标题第2行, 正文第3段, 附件1第2段表格第4行; a single attachment has no number."""
    match path:
        case ():
            return "公文"
        case ("blocks", int(index), *rest):
            return f"正文第{index + 1}段{words_in_block(tuple(rest))}"
        case ("title_lines", int(line), *_):
            return f"标题第{line + 1}行"
        case ("attachments", int(index), *rest):
            label = "附件" if is_only_attachment else f"附件{index + 1}"
            return f"{label}{_words_in_attachment(tuple(rest))}"
        case (str(name), *_):
            return _WORDS.get(name, name)
    raise ValueError(f"no place in a document: {path}")


def words_in_block(path: Path) -> str:
    """Return the words for a place within a block: 表格名称, 表头, 表格第2行; empty for the block itself."""
    match path:
        case ("caption",):
            return "表格名称"
        case ("columns", *_):
            return "表头"
        case ("rows", int(row), *_):
            return f"表格第{row + 1}行"
    return ""


def _words_in_attachment(path: Path) -> str:
    match path:
        case ("title_lines", int(line)):
            return f"标题第{line + 1}行"
        case ("title_lines",):
            return "标题"
        case ("blocks", int(index), *rest):
            return f"第{index + 1}段{words_in_block(tuple(rest))}"
    return ""
