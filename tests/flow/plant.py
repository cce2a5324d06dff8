"""Plants one value of an invented person somewhere in a copy of a release.

    plant.py list                        names of the ways, "caught" or "limit:WORD"
    plant.py WAY RELEASE COPY CANARIES   makes COPY with the value planted

Every way is a function of the copied folder; its doc string says how the value
gets out in real life.  "limit:WORD" is what yg-inspect does not see; its manual page
says so, and the word stands there.
"""
import base64, gzip, io, os, quopri, shutil, struct, sys, tarfile, urllib.parse, zipfile, zlib

WAYS = {}
NAME = "relief-standards"


def way(expected="caught"):
    def note(f):
        WAYS[f.__name__.replace("_", "-")] = (f, expected)
        return f
    return note


class Person:
    """The first canary: everything that the department knows of it."""

    def __init__(self, path):
        rows = [l.rstrip("\n").split("\t", 1) for l in open(path, encoding="utf-8")]
        first = {}
        for kind, value in (r for r in rows if len(r) == 2):
            first.setdefault(kind, value)
        self.name, self.id = first["name"], first["identity"]
        self.phone, self.card, self.address = first["phone"], first["card"], first["address"]
        self.remark = first.get("remark", "")
        self.disability = self.id + "42"
        self.birth = f"{self.id[6:10]}-{self.id[10:12]}-{self.id[12:14]}"


class Copy:
    def __init__(self, folder, person):
        self.folder, self.p = folder, person

    def path(self, name):
        return os.path.join(self.folder, name)

    def read(self, name):
        with open(self.path(name), "rb") as f:
            return f.read()

    def write(self, name, data):
        if isinstance(data, str):
            data = data.encode("utf-8")
        with open(self.path(name), "wb") as f:
            f.write(data)

    def replace(self, name, old, new, times=1):
        data = self.read(name)
        assert old in data, (name, old)
        self.write(name, data.replace(old, new, times))

    @property
    def csv(self):
        return NAME + ".csv"

    def cell(self, text, row=3, column=-1, encoding="utf-8"):
        """Puts the text into one cell of the canonical table."""
        lines = self.read(self.csv).split(b"\r\n")
        cells = lines[row].split(b",")
        cells[column] = text if isinstance(text, bytes) else ('"%s"' % text).encode(encoding)
        lines[row] = b",".join(cells)
        self.write(self.csv, b"\r\n".join(lines))

    def readme(self, text):
        self.write("README.md", self.read("README.md") + ("\n" + text + "\n").encode("utf-8"))

    def zip_edit(self, name, change, add=()):
        """Rewrites an archive: change(member, bytes) -> bytes or None."""
        source, out = zipfile.ZipFile(io.BytesIO(self.read(name))), io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
            for i in source.infolist():
                data = source.read(i)
                z.writestr(i.filename, change(i.filename, data) or data)
            for member, data in add:
                z.writestr(member, data)
        self.write(name, out.getvalue())

    def xlsx(self, member, old, new, add=()):
        def change(name, data):
            if name != member:
                return None
            assert old in data, (member, old)
            return data.replace(old, new, 1)
        self.zip_edit(NAME + ".xlsx", change, add)


# Cells.

@way()
def cell_identity(c):
    "The column was taken for a serial number."
    c.cell(c.p.id)

@way()
def cell_identity_lower_case(c):
    "Another canary's number ends in X; here the letter form of a foreign system."
    c.cell(c.p.id.lower() + " ")

@way()
def cell_identity_full_width(c):
    c.cell("".join(chr(ord(ch) + 0xFEE0) for ch in c.p.id))

@way()
def cell_identity_spaced(c):
    c.cell(f"{c.p.id[:6]} {c.p.id[6:14]} {c.p.id[14:]}")

@way()
def cell_identity_hyphens_everywhere(c):
    c.cell("-".join(c.p.id))

@way()
def cell_identity_fifteen_digits(c):
    "The number as it was before 1999."
    c.cell(c.p.id[:6] + c.p.id[8:17])

@way()
def cell_identity_with_apostrophe(c):
    c.cell("'" + c.p.id)

@way()
def cell_identity_after_excel(c):
    "A spreadsheet made a number of it: fifteen digits are left."
    c.cell(f"{float(c.p.id[:17] + '0'):.14E}")

@way()
def cell_identity_wrong_check(c):
    "One digit was typed wrongly: still somebody's number."
    wrong = str((int(c.p.id[16]) + 1) % 10)
    c.cell(c.p.id[:16] + wrong + c.p.id[17])

@way()
def cell_identity_in_formula(c):
    c.cell(f'=TEXT({c.p.id},0)')

@way()
def cell_identity_zero_width(c):
    c.cell("\u200b".join(c.p.id))

@way()
def cell_identity_beside_han(c):
    c.cell(f"证号{c.p.id}号")

@way()
def cell_disability_card(c):
    "The card's number is the identity number and two digits."
    c.cell(c.p.disability)

@way()
def cell_phone(c):
    c.cell(c.p.phone)

@way()
def cell_phone_with_prefix(c):
    c.cell(f"+86-{c.p.phone[:3]}-{c.p.phone[3:7]}-{c.p.phone[7:]}")

@way()
def cell_phone_in_text(c):
    c.cell(f"联系电话{c.p.phone}，请核实")

@way()
def cell_card(c):
    c.cell(c.p.card)

@way()
def cell_card_in_groups(c):
    c.cell(" ".join(c.p.card[i:i + 4] for i in range(0, len(c.p.card), 4)))

@way()
def cell_address(c):
    c.cell(c.p.address)

@way()
def cell_address_full_width(c):
    c.cell("".join(chr(ord(ch) + 0xFEE0) if "!" <= ch <= "~" else ch for ch in c.p.address))

@way()
def cell_name(c):
    "A column of nothing but names."
    c.cell(c.p.name)

@way()
def cell_name_with_birth(c):
    c.cell(f"{c.p.name}（{c.p.birth}生）")

@way()
def cell_name_with_birth_in_words(c):
    y, m, d = c.p.birth.split("-")
    c.cell(f"救助对象{c.p.name}，{y}年{int(m)}月{int(d)}日出生")

@way()
def cell_remark(c):
    "A free-text field was opened."
    c.cell(c.p.remark.replace('"', '""'))

@way()
def cell_masked_front_and_back(c):
    "First six, last four: about 33 persons when the year is known."
    c.cell(c.p.id[:6] + "*" * 8 + c.p.id[14:])

@way()
def cell_masked_last_digit(c):
    c.cell(c.p.id[:17] + "*")

@way()
def cell_masked_two_digits(c):
    c.cell(c.p.id[:10] + "**" + c.p.id[12:])

@way()
def cell_masked_phone_two_digits(c):
    c.cell(c.p.phone[:7] + "**" + c.p.phone[9:])

@way()
def cell_masked_with_blanks_and_x(c):
    c.cell(c.p.id[:6] + "xxxx" + c.p.id[10:14] + " xx" + c.p.id[16:])

# Split.

@way()
def split_over_two_cells(c):
    c.cell(f'{c.p.id[:10]}","{c.p.id[10:]}')

@way()
def split_over_two_lines(c):
    c.cell(f"{c.p.id[:9]}\r\n{c.p.id[9:]}")

@way()
def split_over_table_cells_of_html(c):
    c.write("index.html", f"<table><tr><td>{c.p.id[:6]}</td><td>{c.p.id[6:]}</td></tr></table>\n")

# Names of things.

@way()
def header_of_the_csv(c):
    "A pivot made column names of values."
    c.replace(c.csv, b"note", b"note " + c.p.id.encode())

@way()
def name_of_a_file(c):
    "Attachments are named after the applicant."
    c.write(f"{c.p.id}.csv", "a\r\n1\r\n")

@way()
def name_of_a_file_person(c):
    c.write(f"{c.p.name}的材料.csv", "a\r\n1\r\n")

@way()
def name_of_a_member(c):
    c.zip_edit(NAME + ".zip", lambda n, d: None, [(f"{c.p.id}.txt", "1\n")])

@way()
def name_of_a_sheet(c):
    c.xlsx("xl/workbook.xml", b'<sheet name="', b'<sheet name="' + c.p.id.encode() + b" ")

# Metadata of the release.

@way()
def readme_text(c):
    c.readme(f"例：{c.p.id}")

@way()
def datapackage_description(c):
    c.replace("datapackage.json", b'"title": "', b'"title": "' + c.p.phone.encode() + b" ")

@way()
def dictionary_example(c):
    c.write("dictionary.csv", c.read("dictionary.csv") + f"示例,{c.p.id},,\r\n".encode())

@way()
def json_escaped(c):
    escaped = "".join("\\u%04x" % ord(ch) for ch in c.p.id)
    c.replace(NAME + ".json", b'": "', b'": "' + escaped.encode() + b" ")

@way()
def json_name_escaped(c):
    escaped = "".join("\\u%04x" % ord(ch) for ch in c.p.name)
    c.write("extra.json", '{"a": "%s"}\n' % escaped)

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

# Encodings.

@way()
def utf16_with_mark(c):
    c.write("note.txt", b"\xff\xfe" + f"户主{c.p.id}\r\n".encode("utf-16-le"))

@way()
def utf16_without_mark(c):
    c.write("note.txt", f"head of household, number {c.p.id}\r\n".encode("utf-16-be"))

@way()
def gb18030(c):
    c.write("note.csv", f"姓名,出生日期\r\n{c.p.name},{c.p.birth}\r\n".encode("gb18030"))

@way()
def gb18030_address(c):
    c.write("note.csv", f"住址\r\n{c.p.address}\r\n".encode("gb18030"))

@way()
def base64_in_json(c):
    c.write("extra.json", '{"token": "%s"}\n' % base64.b64encode(f"id={c.p.id}".encode()).decode())

@way()
def base64_url_without_padding(c):
    c.readme("https://data.example.org/q?t=" + base64.urlsafe_b64encode(f"{c.p.name}/{c.p.id}".encode()).decode().rstrip("="))

@way()
def base64_of_gzip(c):
    c.write("extra.json", '{"blob": "%s"}\n' % base64.b64encode(gzip.compress(f"id={c.p.id} name={c.p.name}".encode(), mtime=0)).decode())

@way()
def base64_twice(c):
    c.write("extra.json", '{"t": "%s"}\n' % base64.b64encode(base64.b64encode(c.p.id.encode())).decode())

@way()
def url_encoded(c):
    c.readme("https://data.example.org/?name=" + urllib.parse.quote(c.p.address))

@way()
def url_encoded_digits(c):
    c.readme("https://data.example.org/?id=" + "".join(f"%{ord(ch):02X}" for ch in c.p.id))

@way()
def hexadecimal(c):
    c.write("extra.json", '{"h": "%s"}\n' % c.p.id.encode().hex())

@way()
def quoted_printable(c):
    c.write("mail.txt", b"Content-Transfer-Encoding: quoted-printable\n\n" + quopri.encodestring(c.p.address.encode("utf-8")))

@way()
def ooxml_escape(c):
    escaped = "".join(f"_x{ord(ch):04X}_" for ch in c.p.id)
    c.xlsx("xl/worksheets/sheet1.xml", b"</sheetData>",
           f'<row r="9999"><c r="A9999" t="inlineStr"><is><t>{escaped}</t></is></c></row></sheetData>'.encode())

@way()
def mathematical_digits(c):
    c.cell("".join(chr(0x1D7CE + int(ch)) if ch.isdigit() else ch for ch in c.p.id))

@way()
def bytes_that_are_not_utf8(c):
    c.cell(b'"\xff' + c.p.id.encode() + b'\xfe"')

# What is beyond a search for values.

@way("limit:pinyin")
def pinyin_initials_in_an_address(c):
    "No program that knows only the characters can tell."
    c.cell("JSQX 1H")

@way("limit:numerals")
def number_in_chinese_numerals(c):
    c.cell("".join("零一二三四五六七八九"[int(ch)] for ch in c.p.phone))

@way("limit:backwards")
def reversed_phone(c):
    c.cell(c.p.phone[::-1])

@way()
def picture_of_the_value(c):
    "Pixels are not read, so no picture passes."
    rows = b"".join(b"\0" + bytes(((ord(ch) * 7 + i) & 255) for i in range(18)) for ch in c.p.id)
    chunk = lambda t, d: struct.pack(">I", len(d)) + t + d + struct.pack(">I", zlib.crc32(t + d))
    c.write("chart.png", b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 18, len(c.p.id), 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))

@way("limit:arithmetic")
def doubled_phone(c):
    c.cell(str(2 * int(c.p.phone)))


def main():
    if sys.argv[1:] == ["list"]:
        for name, (_, expected) in WAYS.items():
            print(name, expected)
        return 0
    name, release, copy, canaries = sys.argv[1:]
    shutil.copytree(release, copy)
    for folder, _, files in os.walk(copy):
        os.chmod(folder, 0o755)
        for f in files:
            os.chmod(os.path.join(folder, f), 0o644)
    WAYS[name][0](Copy(copy, Person(canaries)))
    return 0


sys.exit(main())
