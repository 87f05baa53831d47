"""What a finished PDF needs to be an archive file that is read aloud too: PDF/A-3a and PDF/UA-1.

WeasyPrint writes the one or the other; both at once only want the second standard named in the
metadata, and the name explained there, because PDF/A admits no unknown word.
"""

import base64
import zlib
from typing import Any

_UA_NAMED = """
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1" />
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>"""
_END = b"</rdf:RDF>"


_BEGIN, _ENDED = b"\nstream\n", b"\nendstream"
_LINE_ENDS = (b"\r", b"\n")


def finish(document: Any, pdf: Any) -> None:
    """Name PDF/UA-1 in the metadata, tie each cell of a form to its own heading, and leave no
    stream whose length could be read two ways.
    """
    for item in pdf.objects:
        if isinstance(item, dict):
            if item.get("S") == "/TR":
                _tie_cells(item, pdf)
            continue
        extra = getattr(item, "extra", None)
        if extra is None:
            continue
        if extra.get("Type") == "/Metadata":
            item.compress = False  # a search finds it without a reader
            item.stream = [part.replace(_END, _UA_NAMED.strip().encode()) for part in item.stream]
        elif item.compress:
            _compress(item)
    _compress_what_is_added(pdf)


def _compress_what_is_added(pdf: Any) -> None:
    """The same for the two streams that come with the writing: the packed objects and the table of
    their places.
    """
    add = pdf.add_object

    def add_object(item: Any) -> None:
        if getattr(item, "compress", False):
            _compress(item)
        add(item)

    pdf.add_object = add_object


def _tie_cells(row: Any, pdf: Any) -> None:
    """Say what each heading heads, and in a row 户主姓名｜王小明｜户类型｜一般农户 whose cell is whose.

    WeasyPrint ties each cell to all headings of its row.
    """
    direction = "/Column" if _at(row["P"], pdf).get("S") == "/THead" else "/Row"
    cells = [_at(child, pdf) for child in row["K"]]
    own = {id(cell["ID"]) for cell in cells if cell.get("S") == "/TH"}
    nearest = []
    for cell in cells:
        if cell.get("S") == "/TH":
            cell["A"]["Scope"] = direction
            nearest = [cell["ID"]]
        elif cell.get("S") == "/TD" and own:
            above = [head for head in cell["A"].get("Headers", []) if id(head) not in own]
            cell["A"]["Headers"] = type(row["K"])([*nearest, *above])


def _at(reference: bytes, pdf: Any) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _compress(stream: Any) -> None:
    """Deflate a stream so that it does not end as a line does.

    Readers disagree whether a line end before `endstream` belongs to the stream, and one PDF/A
    checker takes it as a wrong length. One stream in 128 ends so, by its checksum. A face may end
    with a zero more, which is quicker; anything else is then written in letters.
    """
    packed, filters = _deflated(stream), "/FlateDecode"
    if packed.endswith(_LINE_ENDS) and stream.extra.get("Subtype") == "/OpenType":
        stream.stream = [stream.stream[0] + b"\0"]
        packed = _deflated(stream)
    if packed.endswith(_LINE_ENDS):
        packed = base64.a85encode(packed) + b"~>"
        filters = "[/ASCII85Decode /FlateDecode]"
    stream.stream = [packed]
    stream.extra["Filter"] = filters


def _deflated(stream: Any) -> bytes:
    """The stream packed at zlib's own level: the highest takes twice the time for a 200th less."""
    stream.compress = False
    written: bytes = stream.data
    return zlib.compress(written[written.index(_BEGIN) + len(_BEGIN) : -len(_ENDED)])
