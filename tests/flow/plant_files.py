"""Values in other formats, in workbooks, documents and archives."""
import base64, bz2, gzip, io, json, lzma, struct, tarfile, urllib.parse, zipfile, zlib

from planting import NAME, way


# Formats that nobody asked for.

@way()
def other_separators(c):
    c.write("extra.csv", f"a;b|c\td\n1;{c.p.address}|2\t3\n")

@way()
def fixed_width(c):
    c.write("extra.txt", f"0001 {c.p.id:<24}{c.p.card:<24}12\n")

@way()
def json_lines(c):
    c.write("extra.jsonl", '{"n": 1}\n{"n": "%s"}\n' % c.p.card)

@way()
def json_in_json_in_json(c):
    c.write("extra.json", json.dumps({"a": json.dumps({"b": json.dumps({"n": c.p.name})})}))

@way()
def geojson(c):
    c.write("extra.geojson", json.dumps({"type": "Feature", "properties": {"n": c.p.address}, "geometry": None}))

@way()
def vcard(c):
    c.write("extra.vcf", f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{c.p.name}\r\nEND:VCARD\r\n")

@way()
def calendar(c):
    c.write("extra.ics", f"BEGIN:VCALENDAR\r\nSUMMARY:入户 {c.p.address}\r\nEND:VCALENDAR\r\n")

@way()
def sql_dump(c):
    c.write("extra.sql", f"INSERT INTO `t` VALUES (1,'{c.p.name}','{c.p.phone}');\n")

@way()
def sql_dump_hexadecimal(c):
    c.write("extra.sql", f"INSERT INTO `t` VALUES (0x{c.p.address.encode().hex().upper()});\n")

@way()
def log_of_queries(c):
    c.write("extra.log", f"2026-11-01 12:00:00,123 INFO [main] where id_no={c.p.id} and y=1\n")

@way()
def log_of_addresses(c):
    quoted = urllib.parse.quote(urllib.parse.quote(c.p.address.encode("gb18030"), safe=""), safe="")
    c.write("extra.log", f'"GET /q?x={quoted} HTTP/1.1" 200 1\n')

@way()
def escape_of_javascript(c):
    c.write("extra.log", '"GET /q?x=%s"\n' % "".join("%%u%04X" % ord(ch) for ch in c.p.name))

@way()
def utf8_taken_for_latin(c):
    "Read in the wrong encoding and saved: anybody can turn it back."
    c.write("extra.csv", f"a\r\n{c.p.address}\r\n".encode("utf-8").decode("latin-1"))

@way()
def utf8_taken_for_windows(c):
    c.write("extra.csv", "姓名\r\n" + c.p.name.encode("utf-8").decode("cp1252") + "\r\n")

@way()
def gb18030_taken_for_latin(c):
    c.write("extra.csv", f"住址\r\n" + c.p.address.encode("gb18030").decode("latin-1") + "\r\n")

@way()
def java_properties(c):
    c.write("extra.properties", "a=%s\n" % "".join("\\u%04X" % ord(ch) for ch in c.p.name))

@way()
def markdown_table(c):
    c.readme(f"| a | b |\n|---|---|\n| 1 | **{c.p.name}** |")

@way()
def rich_text_format(c):
    text = "".join("\\'%02x" % b for b in c.p.address.encode("gb18030"))
    c.write("extra.rtf", "{\\rtf1\\ansi\\ansicpg936 %s}" % text)

@way()
def dbf_table(c):
    head = b"\x03" + bytes([126, 11, 1]) + struct.pack("<IHH", 1, 65, 61) + bytes(20)
    c.write("extra.dbf", head + b"NOTE\0\0\0\0\0\0\0C\0\0\0\0\x3c" + bytes(15) + b"\r " + c.p.address.encode("gb18030").ljust(60) + b"\x1a")

@way()
def notebook(c):
    c.write("extra.ipynb", json.dumps({"cells": [{"outputs": [{"data": {"text/html": [f"<td>{c.p.name}</td>"]}}]}]}))

# Spreadsheets.

@way()
def xlsx_cell(c):
    c.xlsx("xl/worksheets/sheet1.xml", b"</sheetData>",
           f'<row r="9999"><c r="A9999" t="inlineStr"><is><t>{c.p.id}</t></is></c></row></sheetData>'.encode())

@way()
def xlsx_cell_as_number(c):
    "Stored as a number, shown as 3.50524E+17."
    c.xlsx("xl/worksheets/sheet1.xml", b"</sheetData>",
           f'<row r="9999"><c r="A9999"><v>{c.p.id[:15]}000</v></c></row></sheetData>'.encode())

@way()
def xlsx_rich_text_runs(c):
    "Two fonts in one cell split the text over elements."
    c.xlsx("xl/worksheets/sheet1.xml", b"</sheetData>",
           f'<row r="9999"><c r="A9999" t="inlineStr"><is><r><t>{c.p.id[:8]}</t></r><r><rPr><b/></rPr><t>{c.p.id[8:]}</t></r></is></c></row></sheetData>'.encode())

@way()
def xlsx_shared_string(c):
    "Nobody sees it in a cell: the string table was not cleaned."
    def change(name, data):
        if name == "[Content_Types].xml" and b"sharedStrings" not in data:
            return data.replace(b"</Types>", b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>')
        if name == "xl/sharedStrings.xml":
            return data.replace(b"</sst>", f"<si><t>{c.p.id}</t></si></sst>".encode())
        return None
    names = zipfile.ZipFile(c.path(NAME + ".xlsx")).namelist()
    extra = [] if "xl/sharedStrings.xml" in names else [("xl/sharedStrings.xml", f'<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{c.p.id}</t></si></sst>')]
    c.zip_edit(NAME + ".xlsx", change, extra)

@way()
def xlsx_author(c):
    c.xlsx("docProps/core.xml", b"</cp:coreProperties>",
           f"<cp:lastModifiedBy>{c.p.name} {c.p.phone}</cp:lastModifiedBy></cp:coreProperties>".encode())

@way()
def xlsx_hidden_sheet(c):
    "The raw sheet was hidden, not removed."
    def change(book):
        sheet = book.create_sheet("原始")
        sheet["A1"], sheet["B1"] = c.p.name, c.p.id
        sheet.sheet_state = "hidden"
    openpyxl_edit(c, change)

@way()
def xlsx_very_hidden_sheet_without_values(c):
    "What it holds is not known today; nothing hidden may be published."
    def change(book):
        book.create_sheet("x").sheet_state = "veryHidden"
    openpyxl_edit(c, change)

@way()
def xlsx_comment(c):
    def change(book):
        from openpyxl.comments import Comment
        book.worksheets[0]["B2"].comment = Comment(f"问{c.p.phone}", "clerk")
    openpyxl_edit(c, change)

@way()
def xlsx_defined_name(c):
    def change(book):
        from openpyxl.workbook.defined_name import DefinedName
        name = DefinedName("person", attr_text=f'"{c.p.id}"')
        try:
            book.defined_names["person"] = name
        except (TypeError, AttributeError):
            book.defined_names.append(name)
    openpyxl_edit(c, change)

@way()
def xlsx_header_footer(c):
    def change(book):
        book.worksheets[0].oddFooter.center.text = f"{c.p.name} {c.p.id}"
    openpyxl_edit(c, change)

@way()
def xlsx_custom_property(c):
    body = f'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="n"><vt:lpwstr>{c.p.card}</vt:lpwstr></property></Properties>'
    c.zip_edit(NAME + ".xlsx", lambda n, d: None, [("docProps/custom.xml", body)])

@way()
def xlsx_external_link(c):
    "A path of somebody's desk, and whatever was cached of it."
    c.zip_edit(NAME + ".xlsx", lambda n, d: None,
               [("xl/externalLinks/externalLink1.xml", '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>')])

@way()
def xlsx_picture_with_position(c):
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x88%\0\x04\0\0\0\x01\0\0\0\x1a\0\0\0\0"
    jpeg = b"\xff\xd8\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + b"\xff\xd9"
    c.zip_edit(NAME + ".xlsx", lambda n, d: None, [("xl/media/image1.jpeg", jpeg)])


def part(c, path, body, existing=False):
    "One part of the workbook, added or put before the end of the sheet."
    if existing:
        c.xlsx("xl/worksheets/sheet1.xml", b"</worksheet>", body.encode() + b"</worksheet>")
    else:
        c.zip_edit(NAME + ".xlsx", lambda n, d: None, [(path, body)])

@way()
def xlsx_phonetic_hint(c):
    part(c, "xl/sharedStrings2.xml", f'<sst><si><t>1</t><rPh sb="0" eb="1"><t>{c.p.name}</t></rPh></si></sst>')

@way()
def xlsx_style_name(c):
    part(c, "xl/styles2.xml", f'<styleSheet><cellStyles><cellStyle name="{c.p.name}" xfId="0"/></cellStyles></styleSheet>')

@way()
def xlsx_number_format(c):
    part(c, "xl/styles2.xml", f'<styleSheet><numFmts><numFmt numFmtId="164" formatCode="&quot;{c.p.phone}&quot;"/></numFmts></styleSheet>')

@way()
def xlsx_conditional_format(c):
    "Somebody's rows were coloured by name."
    part(c, None, f'<conditionalFormatting sqref="A1"><cfRule type="containsText" text="{c.p.name}"/></conditionalFormatting>', True)

@way()
def xlsx_validation_list(c):
    part(c, None, f'<dataValidations><dataValidation type="list"><formula1>"a,{c.p.name},b"</formula1></dataValidation></dataValidations>', True)

@way()
def xlsx_filter(c):
    part(c, None, f'<autoFilter ref="A1:B2"><filterColumn colId="0"><filters><filter val="{c.p.name}"/></filters></filterColumn></autoFilter>', True)

@way()
def xlsx_chart_cache(c):
    part(c, "xl/charts/chart1.xml", f'<c:chartSpace><c:strCache><c:pt idx="0"><c:v>{c.p.name}</c:v></c:pt></c:strCache></c:chartSpace>')

@way()
def xlsx_printer_settings(c):
    part(c, "xl/printerSettings/printerSettings1.bin", bytes(32) + c.p.phone.encode("utf-16-le") + bytes(64))

@way()
def xlsx_threaded_comment(c):
    part(c, "xl/threadedComments/threadedComment1.xml", f'<ThreadedComments><threadedComment ref="A1"><text>{c.p.address}</text></threadedComment></ThreadedComments>')

@way()
def xlsx_alternative_text(c):
    part(c, "xl/drawings/drawing1.xml", f'<xdr:wsDr><xdr:cNvPr id="1" name="a" descr="{c.p.address}"/></xdr:wsDr>')

@way()
def xlsx_one_character_a_cell(c):
    "A form with a box for every digit."
    cells = "".join(f'<c r="{chr(65 + i)}9999" t="inlineStr"><is><t>{ch}</t></is></c>' for i, ch in enumerate(c.p.id))
    c.xlsx("xl/worksheets/sheet1.xml", b"</sheetData>", f'<row r="9999">{cells}</row></sheetData>'.encode())

@way()
def ods_spans(c):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        z.writestr("content.xml", f"<a><text:p>{c.p.name[:1]}<text:span>{c.p.name[1:]}</text:span></text:p></a>")
    c.write("extra.ods", out.getvalue())


def openpyxl_edit(c, change):
    import openpyxl
    book = openpyxl.load_workbook(c.path(NAME + ".xlsx"))
    change(book)
    book.save(c.path(NAME + ".xlsx"))


# Other documents.

def docx(body, more=()):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
        z.writestr("_rels/.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>')
        z.writestr("word/document.xml", f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>')
        for name, data in more:
            z.writestr(name, data)
    return out.getvalue()

@way()
def docx_text(c):
    c.write("report.docx", docx(f"<w:p><w:r><w:t>{c.p.id[:6]}</w:t></w:r><w:r><w:t>{c.p.id[6:]}</w:t></w:r></w:p>"))

@way()
def docx_deleted_text(c):
    "Tracked changes keep what was struck out."
    c.write("report.docx", docx(f'<w:p><w:del w:id="1" w:author="a"><w:r><w:delText>{c.p.address}</w:delText></w:r></w:del></w:p>'))

@way()
def docx_hidden_text(c):
    c.write("report.docx", docx(f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{c.p.name}，{c.p.phone}</w:t></w:r></w:p>"))

@way()
def docx_author(c):
    c.write("report.docx", docx("<w:p/>", [("docProps/core.xml", f'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{c.p.id}</dc:creator></cp:coreProperties>')]))


def docx_part(c, path, body):
    c.write("report.docx", docx("<w:p/>", [(path, body)]))

@way()
def docx_footnote(c):
    docx_part(c, "word/footnotes.xml", f"<w:footnotes><w:p><w:r><w:t>{c.p.name}</w:t></w:r></w:p></w:footnotes>")

@way()
def docx_page_header(c):
    docx_part(c, "word/header1.xml", f"<w:hdr><w:p><w:r><w:t>{c.p.address}</w:t></w:r></w:p></w:hdr>")

@way()
def docx_one_run_a_character(c):
    c.write("report.docx", docx("<w:p>" + "".join(f"<w:r><w:t>{ch}</w:t></w:r>" for ch in c.p.phone) + "</w:p>"))

@way()
def docx_alternative_text(c):
    c.write("report.docx", docx(f'<w:p><wp:docPr id="1" name="x" descr="{c.p.name}"/></w:p>'))

@way()
def docx_field(c):
    c.write("report.docx", docx(f'<w:p><w:r><w:instrText> QUOTE "{c.p.phone}" </w:instrText></w:r></w:p>'))

@way()
def pptx_notes(c):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr("[Content_Types].xml", "<Types/>")
        z.writestr("ppt/notesSlides/notesSlide1.xml", f"<p:notes><a:p><a:r><a:t>{c.p.phone}</a:t></a:r></a:p></p:notes>")
    c.write("talk.pptx", out.getvalue())


def pdf(text, info="", compress=True):
    stream = f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode("latin-1")
    filters = ""
    if compress:
        stream, filters = zlib.compress(stream), "/Filter /FlateDecode "
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
               b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
               f"<< {filters}/Length {len(stream)} >>\nstream\n".encode() + stream + b"\nendstream",
               b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
               b"<< " + (info if isinstance(info, bytes) else info.encode("latin-1")) + b" >>"]
    out, offsets = b"%PDF-1.4\n", []
    for n, o in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % n + o + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % o for o in offsets)
    return out + b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)

@way()
def pdf_text(c):
    c.write("report.pdf", pdf(c.p.id))

@way()
def pdf_text_split_by_kerning(c):
    c.write("report.pdf", pdf(f"{c.p.id[:6]}) Tj ({c.p.id[6:]}"))

@way()
def pdf_metadata(c):
    "The title is UTF-16 in the Info dictionary."
    title = b"\xfe\xff" + f"{c.p.name} {c.p.phone}".encode("utf-16-be")
    for a, b in ((b"\\", b"\\\\"), (b"(", b"\\("), (b")", b"\\)"), (b"\r", b"\\r")):
        title = title.replace(a, b)
    c.write("report.pdf", pdf("1", b"/Title (" + title + b")"))

@way()
def pdf_metadata_hex(c):
    title = ("\ufeff" + c.p.id).encode("utf-16-be").hex()
    c.write("report.pdf", pdf("1", f"/Author <{title}>"))

def pdf_string(text):
    return "<%s>" % ("\ufeff" + text).encode("utf-16-be").hex()

@way()
def pdf_form_field(c):
    c.write("report.pdf", pdf("1", f"/FT /Tx /T (a) /V {pdf_string(c.p.phone)}"))

@way()
def pdf_annotation(c):
    c.write("report.pdf", pdf("1", f"/Type /Annot /Subtype /Text /Contents {pdf_string(c.p.name)}"))

@way()
def pdf_earlier_version(c):
    "Saved once more: what was changed stands in the file still."
    old = pdf("1", f"/Title {pdf_string(c.p.address)}")
    at, table = len(old), old.rindex(b"xref\n0 7")
    new = b"6 0 obj\n<< /Title (x) >>\nendobj\n"
    c.write("report.pdf", old + new + b"xref\n6 1\n%010d 00000 n \ntrailer\n<< /Size 7 /Root 1 0 R /Info 6 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (at, table, at + len(new)))

@way()
def png_text(c):
    text = b"Comment\0" + c.p.id.encode()
    chunk = lambda t, d: struct.pack(">I", len(d)) + t + d + struct.pack(">I", zlib.crc32(t + d))
    c.write("chart.png", b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) + chunk(b"tEXt", text)
            + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b""))

@way()
def png_compressed_text(c):
    text = b"Comment\0\0" + zlib.compress(c.p.id.encode())
    chunk = lambda t, d: struct.pack(">I", len(d)) + t + d + struct.pack(">I", zlib.crc32(t + d))
    c.write("chart.png", b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) + chunk(b"zTXt", text)
            + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b""))

@way()
def jpeg_comment(c):
    text = c.p.phone.encode()
    c.write("photo.jpg", b"\xff\xd8\xff\xfe" + struct.pack(">H", len(text) + 2) + text + b"\xff\xd9")

@way()
def svg_text(c):
    c.write("chart.svg", f'<svg xmlns="http://www.w3.org/2000/svg"><text>{c.p.id[:4]}<tspan>{c.p.id[4:]}</tspan></text></svg>\n')

@way()
def html_comment(c):
    c.write("index.html", f"<!-- {c.p.name} {c.p.id} --><p>1</p>\n")

@way()
def html_attribute(c):
    c.write("index.html", f'<p data-person="{c.p.card}">1</p>\n')

@way()
def html_entities_decimal(c):
    c.write("index.html", "<p>" + "".join(f"&#{ord(ch)};" for ch in c.p.id) + "</p>\n")

@way()
def html_entities_hex(c):
    c.write("index.html", "<p>" + "".join(f"&#x{ord(ch):x};" for ch in c.p.address) + "</p>\n")

@way()
def html_hidden_field(c):
    c.write("index.html", f'<form><input type="hidden" name="x" value="{c.p.name}"></form>\n')

@way()
def html_script(c):
    c.write("index.html", f"<script>var rows = {json.dumps([[1, c.p.address]])};</script>\n")

@way()
def html_one_element_a_character(c):
    c.write("index.html", "<p>" + "".join(f"<span>{ch}</span>" for ch in c.p.phone) + "</p>\n")

@way()
def html_file_inside(c):
    table = base64.b64encode(f"a,b\r\n1,{c.p.card}".encode()).decode()
    c.write("index.html", f'<a href="data:text/csv;base64,{table}">x</a>\n')

@way()
def xml_attribute(c):
    c.write("extra.xml", f'<?xml version="1.0" encoding="GB18030"?><r><row n="{c.p.name}"/></r>\n'.encode("gb18030"))

@way()
def xml_entity(c):
    c.write("extra.xml", f'<!DOCTYPE r [<!ENTITY p "{c.p.address}">]><r>&p;</r>\n')

# Archives.

@way()
def zip_comment(c):
    path = c.path(NAME + ".zip")
    with zipfile.ZipFile(path, "a") as z:
        z.comment = c.p.id.encode()

@way()
def zip_member_comment(c):
    def add(z):
        info = zipfile.ZipInfo("note.txt")
        info.comment = c.p.address.encode("utf-8")
        z.writestr(info, "1\n")
    with zipfile.ZipFile(c.path(NAME + ".zip"), "a") as z:
        add(z)

@way()
def zip_member_not_in_the_folder(c):
    "The archive was made from another folder than the files beside it."
    c.zip_edit(NAME + ".zip", lambda n, d: None, [("old.csv", f"id\r\n{c.p.id}\r\n")])

@way()
def zip_in_a_zip(c):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("a.txt", c.p.id)
    c.zip_edit(NAME + ".zip", lambda n, d: None, [("inner.zip", inner.getvalue())])

@way()
def zip_trailing_bytes(c):
    c.write(NAME + ".zip", c.read(NAME + ".zip") + c.p.id.encode())

@way()
def gzip_name_field(c):
    out = io.BytesIO()
    with gzip.GzipFile(f"{c.p.id}.csv", "wb", fileobj=out, mtime=0) as g:
        g.write(gzip.decompress(c.read(NAME + ".csv.gz")))
    c.write(NAME + ".csv.gz", out.getvalue())

@way()
def gzip_second_member(c):
    c.write(NAME + ".csv.gz", c.read(NAME + ".csv.gz") + gzip.compress(c.p.phone.encode(), mtime=0))

@way()
def gzip_content(c):
    "The compressed copy was made from a file of another night."
    c.write(NAME + ".csv.gz", gzip.compress(gzip.decompress(c.read(NAME + ".csv.gz")) + c.p.id.encode(), mtime=0))

@way()
def tar_in_gzip(c):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as t:
        info = tarfile.TarInfo("x.txt")
        info.size = len(c.p.id)
        t.addfile(info, io.BytesIO(c.p.id.encode()))
    c.write("all.tar.gz", out.getvalue())

@way()
def tar_header(c):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT, pax_headers={"comment": c.p.address}) as t:
        t.addfile(tarfile.TarInfo("x.txt"), io.BytesIO(b""))
    c.write("all.tar", out.getvalue())

@way()
def tar_owner(c):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as t:
        info = tarfile.TarInfo("x.txt")
        info.uname = c.p.name
        t.addfile(info, io.BytesIO(b""))
    c.write("all.tar", out.getvalue())

@way()
def xz_content(c):
    c.write("extra.csv.xz", lzma.compress(f"a,b\r\n1,{c.p.name}\r\n".encode()))

@way()
def bzip2_content(c):
    c.write("extra.csv.bz2", bz2.compress(f"a,b\r\n1,{c.p.address}\r\n".encode()))

@way()
def gzip_extra_field(c):
    data = c.p.id.encode()
    plain = gzip.compress(b"a\r\n1\r\n", mtime=0)
    field = b"AB" + struct.pack("<H", len(data)) + data
    c.write("extra.csv.gz", plain[:3] + b"\4" + plain[4:10] + struct.pack("<H", len(field)) + field + plain[10:])

def zip_of(c, members, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as z:
        for member, data in members:
            z.writestr(member, data)
    c.write("extra.zip", out.getvalue())

@way()
def zip64_member(c):
    with zipfile.ZipFile(c.path("extra.zip"), "w", zipfile.ZIP_DEFLATED) as z:
        with z.open("a.csv", "w", force_zip64=True) as f:
            f.write(f"a\r\n{c.p.name}\r\n".encode())

@way()
def zip_written_as_a_stream(c):
    "Lengths stand behind the data, not before."
    class Stream(io.RawIOBase):
        data = b""
        def writable(self): return True
        def write(self, b):
            self.data += bytes(b)
            return len(b)
    out = Stream()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("a.csv", f"a\r\n{c.p.card}\r\n")
    c.write("extra.zip", out.data)

@way()
def zip_of_another_method(c):
    zip_of(c, [("a.csv", f"a\r\n{c.p.id}\r\n")], zipfile.ZIP_LZMA)

@way()
def zip_name_in_percent_signs(c):
    zip_of(c, [(urllib.parse.quote(c.p.name) + ".txt", "1\n")])

@way()
def zip_name_in_gb18030(c):
    name = c.p.name.encode("gb18030")
    zip_of(c, [("N" * len(name) + ".txt", "1\n")])
    c.write("extra.zip", c.read("extra.zip").replace(b"N" * len(name), name))

@way()
def zip_folder(c):
    zip_of(c, [(f"{c.p.name}/", ""), (f"{c.p.name}/a.txt", "1\n")])

@way()
def sqlite_file(c):
    import sqlite3
    db = sqlite3.connect(c.path("data.sqlite"))
    db.execute("CREATE TABLE t (a TEXT)")
    db.execute("INSERT INTO t VALUES (?)", (c.p.id,))
    db.commit()
    db.close()

@way()
def sqlite_deleted_row(c):
    "Deleted rows stay in the free pages."
    import sqlite3
    db = sqlite3.connect(c.path("data.sqlite"))
    db.execute("PRAGMA secure_delete = 0")
    db.execute("CREATE TABLE t (a TEXT)")
    db.executemany("INSERT INTO t VALUES (?)", [(c.p.id,), ("1",)])
    db.commit()
    db.execute("DELETE FROM t WHERE a <> '1'")
    db.commit()
    db.close()
