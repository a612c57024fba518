"""What a machine can check of PDF/UA-1, by the checkpoints of the Matterhorn Protocol 1.1."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, NumberTree, Object, Pdf

PAINTING = {"Tj", "TJ", "'", '"', "Do", "sh", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "INLINE IMAGE"}
STANDARD = {
    *(
        "Document",
        "Part",
        "Art",
        "Sect",
        "Div",
        "BlockQuote",
        "Caption",
        "TOC",
        "TOCI",
        "Index",
        "NonStruct",
        "Private",
    ),
    *(
        "P",
        "H",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "Table",
        "TR",
        "TH",
        "TD",
        "THead",
        "TBody",
    ),
    *("TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT", "RP"),
    *("Warichu", "WT", "WP", "Figure", "Formula", "Form"),
}
"""Kinds of ISO 32000-1, 14.8.4."""
PARENTS = {"TR": {"Table", "THead", "TBody", "TFoot"}, "TH": {"TR"}, "TD": {"TR"}, "LI": {"L"}, "LBody": {"LI"}}
PARENTS |= {"THead": {"Table"}, "TBody": {"Table"}}
Node = tuple[Object, Object | None]


def faults(pdf: Pdf) -> list[str]:
    """Each failure met: number of the checkpoint and what is wrong; none is a file that a machine cannot fault."""
    root = pdf.Root
    found = [*_catalog(pdf), *_structure(root.StructTreeRoot, root.StructTreeRoot.get("/RoleMap", Dictionary()))]
    tree = NumberTree(root.StructTreeRoot.ParentTree)
    for number, page in enumerate(pdf.pages, 1):
        found += [f"{fault}, page {number}" for fault in (*_content(page, tree), *_notes(page, tree))]
    return found


def _catalog(pdf: Pdf) -> Iterator[str]:
    root = pdf.Root
    with pdf.open_metadata() as said:
        if said.get("pdfuaid:part") != "1":
            yield "06-002 no mark of PDF/UA"
        if not said.get("dc:title"):
            yield "06-003 no title in the metadata"
    if not root.ViewerPreferences.get("/DisplayDocTitle"):
        yield "07-001 the title is not shown"
    if not root.get("/Lang"):
        yield "11-006 no language"
    if not root.MarkInfo.get("/Marked") or root.MarkInfo.get("/Suspects"):
        yield "01-007 not marked, or suspect"
    if pdf.is_encrypted:
        yield "26-001 encrypted"


def nodes(tree: Object) -> Iterator[Node]:
    """Every element of the structure with the one above it, in reading order."""

    def below(node: Object) -> Iterator[Node]:
        for child in _children(node):
            if isinstance(child, Dictionary) and "/S" in child:
                yield child, node if "/S" in node else None
                yield from below(child)

    return below(tree)


def kind(node: Object | None) -> str:
    return str(node.S)[1:] if node is not None else ""


def _children(node: Object) -> list[object]:
    inside = node.get("/K", Array())
    return list(inside) if isinstance(inside, Array) else [inside]


def _structure(tree: Object, mapped: Object) -> Iterator[str]:
    level = 0
    for node, above in nodes(tree):
        name = kind(node)
        if str(mapped.get(f"/{name}", f"/{name}"))[1:] not in STANDARD:
            yield f"02-001 unknown kind {name}"
        if name in PARENTS and kind(above) not in PARENTS[name]:
            yield f"09-004 {name} inside {kind(above) or 'nothing'}"
        if name == "Figure" and not str(node.get("/Alt", "")).strip():
            yield "13-004 a figure without an alternative text"
        if re.fullmatch("H[1-6]", name):
            if int(name[1]) > level + 1:
                yield f"14-003 {name} after a heading of level {level}"
            level = int(name[1])
        if name == "TH" and not any("/Scope" in one for one in _attributes(node)):
            yield "15-003 a heading of a table without its scope"
        if name == "TR" and not all(
            kind(one) in ("TH", "TD") for one in _children(node) if isinstance(one, Dictionary)
        ):
            yield "09-004 a row that holds something else than cells"


def _attributes(node: Object) -> list[Object]:
    given = node.get("/A", Array())
    return [one for one in (given if isinstance(given, Array) else [given]) if isinstance(one, Dictionary)]


def _content(page: pikepdf.Page, tree: NumberTree) -> Iterator[str]:
    """Everything painted is an artifact or in the structure, never both; each piece is known to its element."""
    owners = tree[int(page.StructParents)]
    stack: list[str] = []
    for one in pikepdf.parse_content_stream(page):
        name = str(one.operator)
        if name in ("BMC", "BDC"):
            told = one.operands[1] if len(one.operands) > 1 else Dictionary()
            piece = int(told.MCID) if isinstance(told, Dictionary) and "/MCID" in told else -1
            stack.append("artifact" if one.operands[0] == Name.Artifact else "tag" if piece >= 0 else "")
            if {"artifact", "tag"} <= set(stack):
                yield "01-003 an artifact inside a tag, or a tag inside an artifact"
            if piece >= 0 and (piece >= len(owners) or piece not in _pieces(owners[piece])):
                yield f"01-005 piece {piece} is in no element"
        elif name == "EMC":
            stack.pop()
        elif name in PAINTING and not any(stack):
            yield f"01-005 {name} neither tagged nor an artifact"
    if stack:
        yield "01-004 a mark that is not closed"


def _pieces(owner: object) -> set[int]:
    """Numbers of the pieces of content that an element holds."""
    inside = _children(owner) if isinstance(owner, Dictionary) else []
    numbers = [one.get("/MCID") if isinstance(one, Dictionary) else one for one in inside]
    return {int(str(one)) for one in numbers if one is not None}


def _notes(page: pikepdf.Page, tree: NumberTree) -> Iterator[str]:
    for note in page.get("/Annots", ()):
        if page.get("/Tabs") != Name.S:
            yield "28-009 the order of the keyboard is not that of the structure"
        if kind(tree[int(note.StructParent)]) != "Link":
            yield "28-011 a link outside of the structure"
        if not str(note.get("/Contents", "")).strip():
            yield "28-012 a link that does not say where it leads"
