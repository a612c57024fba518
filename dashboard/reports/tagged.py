"""What Chromium leaves out of a tagged PDF: metadata, running foot and ornaments kept out of the reading order, words for links.

ISO 14289-1 (PDF/UA-1), of which the Matterhorn Protocol 1.1 lists what a machine can check: all content is either tagged or
an artifact (7.1; checkpoint 01), kinds of elements are the standard's or mapped to them (02), the catalog holds XMP metadata with a title and the standard's own mark (7.1, 5; 06 and 07),
and a link says where it leads in ``/Contents`` (7.18.5; 28).
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping

import pikepdf
from pikepdf import ContentStreamInlineImage, ContentStreamInstruction, Dictionary, Name, Operator, Pdf

AUTHOR = "Nhịp Tin"
Instruction = ContentStreamInstruction | ContentStreamInlineImage
_OPEN, _CLOSE = ("BMC", "BDC"), "EMC"
_SHAPE = ("m", "re")
"""Operators that begin a path."""
_CLIP = "n"
"""Ends a path that is not painted."""
_PAINT = ("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", _CLIP)
_WORDS = ("Tj", "TJ", "'", '"')
_ALONE = ("Do", "sh", "INLINE IMAGE")
_FOOT = Dictionary(Type=Name.Pagination, Subtype=Name.Footer)
_ORNAMENT = Dictionary(Type=Name.Layout)
_NEWER = ("Strong", "Em")
"""Kinds of PDF 2.0 that Chromium writes: in 1.7 they are spans."""


def completed(content: bytes, *, title: str, language: str, links: Mapping[str, str], conforms: bool) -> bytes:
    """The same pages with what PDF/UA-1 asks for on top of Chromium's tags; the same bytes for the same pages.

    Args:
        content: a tagged PDF of Chromium.
        title, language: of the document.
        links: address → words that it stands behind, as the pages show them.
        conforms: whether the pages come from a template that was checked; then the file says that it conforms.
    """
    with Pdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(list(_told_apart(page))))
            _described(page, links)
        pdf.Root.StructTreeRoot.RoleMap = Dictionary({f"/{kind}": Name.Span for kind in _NEWER})
        # A file carries no time of its own: the same data are the same bytes.
        for name in ("/CreationDate", "/ModDate", "/Creator"):
            if name in pdf.docinfo:
                del pdf.docinfo[name]
        with pdf.open_metadata(set_pikepdf_as_editor=False) as said:
            said["dc:title"], said["dc:language"], said["dc:creator"] = title, [language], [AUTHOR]
            if conforms:
                said["pdfuaid:part"] = "1"
        out = io.BytesIO()
        pdf.save(out, min_version="1.7", deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _told_apart(page: pikepdf.Page) -> Iterator[Instruction]:
    """The page's instructions, whatever paints outside of a tag marked as an artifact: letters are the running foot."""
    told: list[bool] = []
    path: list[Instruction] = []
    for one in pikepdf.parse_content_stream(page):
        name = str(one.operator)
        if name in _OPEN:
            told.append(_tells(one))
        elif name == _CLOSE:
            told.pop()
        if any(told):
            yield one
        elif path or name in _SHAPE:
            path.append(one)
            if name in _PAINT:
                yield from path if name == _CLIP else _artifact(_ORNAMENT, path)
                path = []
        elif name in _WORDS:
            yield from _artifact(_FOOT, [one])
        elif name in _ALONE:
            yield from _artifact(_ORNAMENT, [one])
        else:
            yield one


def _tells(opening: Instruction) -> bool:
    """Whether it opens a tag or an artifact: letters drawn as one (``fi``) stand in a span that is neither."""
    kind, *more = opening.operands
    return bool(kind == Name.Artifact or (more and isinstance(more[0], Dictionary) and "/MCID" in more[0]))


def _artifact(kind: Dictionary, inside: list[Instruction]) -> list[Instruction]:
    opened = ContentStreamInstruction([Name.Artifact, kind], Operator("BDC"))
    return [opened, *inside, ContentStreamInstruction([], Operator(_CLOSE))]


def _described(page: pikepdf.Page, links: Mapping[str, str]) -> None:
    for note in page.get("/Annots", ()):
        address = str(note.get("/A", Dictionary()).get("/URI", ""))
        if address and "/Contents" not in note:
            note.Contents = links.get(address) or address
