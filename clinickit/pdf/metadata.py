"""What the file says of itself: XMP packet, information dictionary, output intent. `Facts` go in, bytes come out; called by `write`.

Every date is the content version's, at midnight UTC; nothing reads the clock. The two places that say the same thing are made from
one set of values, because ISO 19005-2 6.6.2.3 compares them."""

from __future__ import annotations

from xml.sax.saxutils import escape

from clinickit.layout.pages import Facts
from clinickit.pdf.icc import srgb
from clinickit.pdf.syntax import Deflater, reference, stream, string

PRODUCER = "clinickit with ReportLab"
CREATOR = "clinickit"

_HEAD = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" \
xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" \
xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
"""

_TAIL = """<pdfuaid:part>1</pdfuaid:part>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def _each(name: str, container: str, values: tuple[str, ...], attribute: str = "") -> str:
    items = "".join(f"<rdf:li{attribute}>{escape(value)}</rdf:li>" for value in values)
    return f"<{name}><rdf:{container}>{items}</rdf:{container}></{name}>\n"


def xmp(facts: Facts) -> bytes:
    """The metadata stream, uncompressed so that any tool finds it (ISO 14289-1 7.1, ISO 19005-2 6.6)."""
    default = ' xml:lang="x-default"'
    keywords = ", ".join(facts.keywords)
    when = f"{facts.on.isoformat()}T00:00:00Z"
    rows = [
        "<dc:format>application/pdf</dc:format>\n",
        _each("dc:title", "Alt", (facts.title,), default),
        _each("dc:language", "Bag", (facts.language,)),
        f"<dc:identifier>{escape(f'{facts.identifier} {facts.version}')}</dc:identifier>\n",
    ]
    if facts.author:
        rows.append(_each("dc:creator", "Seq", (facts.author,)))
    if facts.subject:
        rows.append(_each("dc:description", "Alt", (facts.subject,), default))
    if facts.keywords:
        rows += [_each("dc:subject", "Bag", facts.keywords), f"<pdf:Keywords>{escape(keywords)}</pdf:Keywords>\n"]
    rows += [
        f"<pdf:Producer>{PRODUCER}</pdf:Producer>\n<xmp:CreatorTool>{CREATOR}</xmp:CreatorTool>\n",
        f"<xmp:CreateDate>{when}</xmp:CreateDate>\n<xmp:ModifyDate>{when}</xmp:ModifyDate>\n",
    ]
    return stream(b"/Type/Metadata/Subtype/XML", f"{_HEAD}{''.join(rows)}{_TAIL}".encode())


def information(facts: Facts) -> bytes:
    """The information dictionary (ISO 32000-1 14.3.3), equal to the XMP packet entry by entry."""
    when = string(f"D:{facts.on:%Y%m%d}000000Z")
    rows = [b"<</Title", string(facts.title)]
    for key, value in ((b"/Author", facts.author), (b"/Subject", facts.subject), (b"/Keywords", ", ".join(facts.keywords))):
        if value:
            rows += [key, string(value)]
    rows += [b"/Creator", string(CREATOR), b"/Producer", string(PRODUCER), b"/CreationDate", when, b"/ModDate", when, b">>"]
    return b"".join(rows)


def profile(deflater: Deflater) -> bytes:
    """The stream of the sRGB profile."""
    return deflater.stream(b"/N 3", srgb())


def output_intent(profile_object: int) -> bytes:
    """One output intent for all device colors (ISO 19005-2 6.2.3)."""
    name = string("sRGB IEC61966-2.1")
    return b"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier%s/Info%s/DestOutputProfile %s>>" % (
        name,
        name,
        reference(profile_object),
    )
