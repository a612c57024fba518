"""What is added to Chromium's tags, on a page small enough to read: an ornament, a tagged word, a running foot, a link."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from dashboard.reports.tagged import completed

PAGE = b"""
q 0 0 200 100 re W n
0 0 9 9 re f
/P <</MCID 0>> BDC BT (tagged) Tj ET 1 1 m 2 2 l S EMC
BT 10 5 Td (1 / 2) Tj ET
/Pic Do
Q
"""


@pytest.fixture
def plain() -> bytes:
    """One page as Chromium leaves it: with a tag, without metadata."""
    pdf = Pdf.new()
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI="https://tin.example/overview"))
    other = Dictionary(Type=Name.Annot, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI="https://bao.example/1"))
    page = pdf.add_blank_page(page_size=(200, 100))
    page.Contents = pdf.make_stream(PAGE)
    page.Annots = Array([pdf.make_indirect(link), pdf.make_indirect(other)])
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    pdf.docinfo["/CreationDate"], pdf.docinfo["/Title"] = "D:20251101", "Tuần"
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def marks(page: pikepdf.Page) -> list[tuple[str, str]]:
    """What is painted, each with the marks around it."""
    open_: list[str] = []
    found = []
    for one in pikepdf.parse_content_stream(page):
        name = str(one.operator)
        if name == "BDC":
            kind = one.operands[1]
            open_.append(f"{one.operands[0]} {kind.get('/Subtype', kind.get('/Type', ''))}".strip())
        elif name == "EMC":
            open_.pop()
        elif name in ("f", "Tj", "S", "Do"):
            found.append((name, " ".join(open_)))
    assert not open_
    return found


def test_what_is_painted_outside_of_a_tag_is_an_artifact(plain: bytes) -> None:
    made = completed(plain, title="Tuần 42", language="vi", links={}, conforms=True)
    with Pdf.open(io.BytesIO(made)) as pdf:
        page = pdf.pages[0]
        ornament, foot = "/Artifact /Layout", "/Artifact /Footer"
        assert marks(page) == [("f", ornament), ("Tj", "/P"), ("S", "/P"), ("Tj", foot), ("Do", ornament)]
        clip = next(one for one in pikepdf.parse_content_stream(page) if str(one.operator) == "n")
        assert clip is not None, "what cuts the page stays"


@pytest.mark.parametrize("conforms", [True, False])
def test_metadata_links_and_the_mark_of_the_standard(plain: bytes, conforms: bool) -> None:
    links = {"https://tin.example/overview": "Xem trên bảng điều khiển"}
    made = completed(plain, title="Tuần 42", language="vi", links=links, conforms=conforms)
    with Pdf.open(io.BytesIO(made)) as pdf:
        with pdf.open_metadata() as said:
            assert said["dc:title"] == "Tuần 42" and said["dc:language"] == {"vi"}
            assert said.get("pdfuaid:part") == ("1" if conforms else None), "a template of one's own may not conform"
        told = [str(note.Contents) for note in pdf.pages[0].Annots]
        assert told == ["Xem trên bảng điều khiển", "https://bao.example/1"]
        assert pdf.pdf_version >= "1.7" and "/CreationDate" not in pdf.docinfo
        assert pdf.Root.StructTreeRoot.RoleMap.Strong == Name.Span


def test_the_same_bytes_twice(plain: bytes) -> None:
    once, again = (completed(plain, title="x", language="en", links={}, conforms=True) for _ in range(2))
    assert once == again
