"""Values in finished documents: every kind of value in every place of DOCX, XLSX, HTML, JSON
and PDF where a program, or somebody's hand, can leave it."""
import base64, html, json, urllib.parse, zlib

from plant_files import docx, pdf, pdf_string
from planting import Person

PLACES = {}


def place(suffix, *kinds):
    """kinds: those that can stand there; all of them without."""
    def note(f):
        PLACES[f.__name__.replace("_", "-")] = (suffix, kinds, f)
        return f
    return note


def values(p):
    y, m, d = p.birth.split("-")
    return {"name": p.name, "id": p.id, "phone": p.phone, "card": p.card, "address": p.address,
            "birth": f"{p.name}（{y}年{int(m)}月{int(d)}日生）", "born": f"{p.name} {p.birth}",
            "remark": p.remark}

NUMBERS = ("id", "phone", "card")


# DOCX.

def w(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'

def part(path, body):
    return docx("<w:p/>", [(path, body)])

@place("docx")
def docx_body(v):
    return docx(f"<w:p>{w(v)}</w:p>")

@place("docx")
def docx_cell_of_many_runs(v):
    runs = "".join(f'<w:r><w:rPr><w:b/><w:rFonts w:hint="eastAsia"/></w:rPr><w:t>{c}</w:t></w:r>' for c in v)
    return docx(f"<w:tbl><w:tr><w:tc><w:p>{w('12')}</w:p></w:tc><w:tc><w:p>{runs}</w:p></w:tc><w:tc><w:p>{w('7')}</w:p></w:tc></w:tr></w:tbl>")

@place("docx")
def docx_split_by_marks(v):
    half = len(v) // 2
    return docx(f'<w:p>{w(v[:half])}<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="0" w:name="a"/><w:lastRenderedPageBreak/>{w(v[half:])}</w:p>')

@place("docx")
def docx_table_of_neighbours(v):
    return docx("<w:tbl><w:tr>" + "".join(f"<w:tc><w:p>{w(t)}</w:p></w:tc>" for t in ("3", v, "88", "其他")) + "</w:tr></w:tbl>")

@place("docx")
def docx_header(v):
    return part("word/header1.xml", f"<w:hdr><w:p>{w(v)}</w:p></w:hdr>")

@place("docx")
def docx_footer(v):
    return part("word/footer2.xml", f"<w:ftr><w:p>{w(v)}</w:p></w:ftr>")

@place("docx")
def docx_endnote(v):
    return part("word/endnotes.xml", f"<w:endnotes><w:endnote><w:p>{w(v)}</w:p></w:endnote></w:endnotes>")

@place("docx")
def docx_comment(v):
    return part("word/comments.xml", f'<w:comments><w:comment w:id="0" w:author="a"><w:p>{w(v)}</w:p></w:comment></w:comments>')

@place("docx")
def docx_author_of_a_comment(v):
    return part("word/comments.xml", f'<w:comments><w:comment w:id="0" w:author="{v}" w:initials="x"/></w:comments>')

@place("docx")
def docx_core_title(v):
    return part("docProps/core.xml", f"<cp:coreProperties><dc:title>{v}</dc:title></cp:coreProperties>")

@place("docx")
def docx_core_last_modified_by(v):
    return part("docProps/core.xml", f"<cp:coreProperties><cp:lastModifiedBy>{v}</cp:lastModifiedBy><cp:revision>1</cp:revision></cp:coreProperties>")

@place("docx")
def docx_core_keywords(v):
    return part("docProps/core.xml", f"<cp:coreProperties><cp:keywords>a;{v};b</cp:keywords></cp:coreProperties>")

@place("docx")
def docx_core_description(v):
    return part("docProps/core.xml", f"<cp:coreProperties><dc:description>{v}</dc:description></cp:coreProperties>")

@place("docx")
def docx_app_manager(v):
    return part("docProps/app.xml", f"<Properties><Pages>1</Pages><Manager>{v}</Manager><Company>{v}</Company></Properties>")

@place("docx")
def docx_custom_property(v):
    return part("docProps/custom.xml", f'<Properties><property name="{v}"><vt:lpwstr>1</vt:lpwstr></property></Properties>')

@place("docx")
def docx_custom_xml(v):
    return part("customXml/item1.xml", f"<root><person><v>{v}</v></person></root>")

@place("docx")
def docx_deleted(v):
    return docx(f'<w:p><w:del w:id="1" w:author="a"><w:r><w:delText>{v}</w:delText></w:r></w:del></w:p>')

@place("docx")
def docx_inserted_by(v):
    return docx(f'<w:p><w:ins w:id="1" w:author="{v}">{w("字")}</w:ins></w:p>')

@place("docx")
def docx_hidden(v):
    return docx(f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{v}</w:t></w:r></w:p>")

@place("docx")
def docx_white(v):
    return docx(f'<w:p><w:r><w:rPr><w:color w:val="FFFFFF"/><w:sz w:val="2"/></w:rPr><w:t>{v}</w:t></w:r></w:p>')

@place("docx")
def docx_field_code(v):
    return docx(f'<w:p><w:r><w:instrText xml:space="preserve"> DOCPROPERTY "{v}" </w:instrText></w:r></w:p>')

@place("docx")
def docx_content_control(v):
    return docx(f'<w:sdt><w:sdtPr><w:alias w:val="{v}"/><w:tag w:val="x"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>')

@place("docx")
def docx_choice_of_a_list(v):
    return docx(f'<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="甲" w:value="{v}"/></w:dropDownList></w:sdtPr></w:sdt>')

@place("docx")
def docx_bookmark(v):
    return docx(f'<w:p><w:bookmarkStart w:id="0" w:name="{v}"/></w:p>')

@place("docx")
def docx_text_box(v):
    return docx(f"<w:p><w:r><w:pict><v:textbox><w:txbxContent><w:p>{w(v)}</w:p></w:txbxContent></v:textbox></w:pict></w:r></w:p>")

@place("docx")
def docx_variable(v):
    return part("word/settings.xml", f'<w:settings><w:docVars><w:docVar w:name="a" w:val="{v}"/></w:docVars></w:settings>')

@place("docx")
def docx_name_of_a_style(v):
    return part("word/styles.xml", f'<w:styles><w:style w:styleId="a"><w:name w:val="{v}"/></w:style></w:styles>')

@place("docx")
def docx_number_of_a_list(v):
    return part("word/numbering.xml", f'<w:numbering><w:lvl><w:lvlText w:val="{v}"/></w:lvl></w:numbering>')

@place("docx")
def docx_target_of_a_link(v):
    return part("word/_rels/document.xml.rels", f'<Relationships><Relationship Id="r9" Type="x/hyperlink" TargetMode="External" Target="https://example.org/{urllib.parse.quote(v)}"/></Relationships>')

@place("docx")
def docx_part_that_nothing_names(v):
    return part("word/old.bak", f"<w:p>{w(v)}</w:p>")

@place("docx")
def docx_references(v):
    return docx("<w:p>" + w("".join(f"&#x{ord(c):X};" for c in v)) + "</w:p>")

@place("docx")
def docx_utf16(v):
    return part("word/header1.xml", ('\ufeff<?xml version="1.0" encoding="UTF-16"?><w:hdr><w:p>%s</w:p></w:hdr>' % w(v)).encode("utf-16-le"))

@place("docx")
def docx_formula(v):
    return docx("<w:p><m:oMath>" + "".join(f"<m:r><m:t>{c}</m:t></m:r>" for c in v) + "</m:oMath></w:p>")

@place("docx", *NUMBERS)
def docx_soft_hyphens(v):
    return docx("<w:p><w:r>" + "<w:softHyphen/>".join(f"<w:t>{c}</w:t>" for c in v) + "</w:r></w:p>")

@place("docx", *NUMBERS)
def docx_unbroken_hyphens(v):
    return docx(f"<w:p><w:r><w:t>{v[:3]}</w:t><w:noBreakHyphen/><w:t>{v[3:7]}</w:t><w:noBreakHyphen/><w:t>{v[7:]}</w:t></w:r></w:p>")


# XLSX.

def book(*parts):
    import io, zipfile
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>')
        names = [n for n, _ in parts]
        if "xl/workbook.xml" not in names:
            z.writestr("xl/workbook.xml", '<workbook><sheets><sheet name="a" sheetId="1"/></sheets></workbook>')
        for n, d in parts:
            z.writestr(n, d)
    return out.getvalue()

def sheet(body):
    return book(("xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{body}</sheetData></worksheet>"))

@place("xlsx")
def xlsx_neighbours(v):
    return sheet('<row r="1"><c r="A1"><v>12</v></c><c r="B1" t="inlineStr"><is><t>%s</t></is></c><c r="C1"><v>7</v></c></row>' % v)

@place("xlsx")
def xlsx_runs(v):
    return sheet('<row r="1"><c r="A1" t="inlineStr"><is>%s</is></c></row>' % "".join(f"<r><rPr><b/></rPr><t>{c}</t></r>" for c in v))

@place("xlsx")
def xlsx_unused_string(v):
    return book(("xl/sharedStrings.xml", f'<sst count="0" uniqueCount="2"><si><t>甲</t></si><si><t>{v}</t></si></sst>'))

@place("xlsx")
def xlsx_name(v):
    return book(("xl/workbook.xml", f'<workbook><definedNames><definedName name="_xlnm.x">"{v}"</definedName></definedNames></workbook>'))

@place("xlsx")
def xlsx_formula(v):
    return sheet(f'<row r="1"><c r="A1"><f>IF(B1="{v}",1,0)</f><v>0</v></c></row>')

@place("xlsx")
def xlsx_remembered_value(v):
    return sheet(f'<row r="1"><c r="A1" t="str"><f>B1</f><v>{v}</v></c></row>')

@place("xlsx")
def xlsx_note(v):
    return book(("xl/comments1.xml", f'<comments><authors><author>{v}</author></authors><commentList><comment ref="A1" authorId="0"><text><t>甲</t></text></comment></commentList></comments>'))

@place("xlsx")
def xlsx_titles_of_parts(v):
    return book(("docProps/app.xml", f"<Properties><TitlesOfParts><vt:vector><vt:lpstr>甲</vt:lpstr><vt:lpstr>{v}</vt:lpstr></vt:vector></TitlesOfParts></Properties>"))

@place("xlsx")
def xlsx_page_foot(v):
    return book(("xl/worksheets/sheet1.xml", f"<worksheet><headerFooter><oddFooter>&amp;L{v}&amp;R&amp;P</oddFooter></headerFooter></worksheet>"))

@place("xlsx")
def xlsx_help_of_a_cell(v):
    return book(("xl/worksheets/sheet1.xml", f'<worksheet><dataValidations><dataValidation promptTitle="a" prompt="{v}"/></dataValidations></worksheet>'))

@place("xlsx")
def xlsx_tip_of_a_link(v):
    return book(("xl/worksheets/sheet1.xml", f'<worksheet><hyperlinks><hyperlink ref="A1" location="a!A1" display="x" tooltip="{v}"/></hyperlinks></worksheet>'))

@place("xlsx")
def xlsx_text_of_a_drawing(v):
    return book(("xl/drawings/drawing1.xml", "<xdr:wsDr><a:p>" + "".join(f"<a:r><a:t>{c}</a:t></a:r>" for c in v) + "</a:p></xdr:wsDr>"))

@place("xlsx")
def xlsx_column_of_a_table(v):
    return book(("xl/tables/table1.xml", f'<table><tableColumns><tableColumn id="1" name="{v}"/></tableColumns></table>'))

@place("xlsx")
def xlsx_hidden_by_width(v):
    return book(("xl/worksheets/sheet1.xml", f'<worksheet><cols><col min="2" max="2" width="0"/></cols><sheetData><row r="1"><c r="B1" t="inlineStr"><is><t>{v}</t></is></c></row></sheetData></worksheet>'))


# HTML.

def page(body, head=""):
    return f"<!doctype html><html><head><title>年报</title>{head}</head><body>{body}</body></html>".encode()

@place("html")
def html_neighbours(v):
    return page(f"<table><tr><td>12<td>{v}<td>7<td>其他</table>")

@place("html")
def html_capital_neighbours(v):
    return page(f"<TABLE><TR><TD>12</TD><TD>{v}</TD><TD>7</TD></TR></TABLE>")

@place("html")
def html_attribute(v):
    return page(f'<p title="{v}">字</p>')

@place("html")
def html_attribute_without_quotes(v):
    return page(f"<p data-x={v.replace(' ', '_')}>字</p>")

@place("html")
def html_attribute_of_references(v):
    return page('<img alt="%s">' % "".join(f"&#{ord(c)};" for c in v))

@place("html")
def html_comment(v):
    return page(f"<p>字</p><!-- {v} -->")

@place("html")
def html_hidden_element(v):
    return page(f'<div hidden style="display:none">{v}</div>')

@place("html")
def html_script(v):
    return page(f'<script>var a = {json.dumps({"k": [v]})};</script>')

@place("html")
def html_split_by_tags(v):
    return page("<p>" + "<b></b>".join(f"<i>{c}</i>" for c in v) + "</p>")

@place("html")
def html_split_by_comments(v):
    return page("<p>" + "<!-- 0 -->".join(v) + "</p>")

@place("html")
def html_split_by_breaks(v):
    return page("<p>" + "<wbr>".join(v) + "</p>")

@place("html")
def html_split_by_unseen(v):
    return page("<p>" + "&shy;&#8203;".join(v) + "</p>")

@place("html")
def html_references(v):
    return page("<p>" + "".join(f"&#x{ord(c):x};" for c in v) + "</p>")

@place("html")
def html_references_without_an_end(v):
    return page("<p>" + "".join(f"&#{ord(c)}" for c in v if c != " ") + "</p>")

@place("html")
def html_meta(v):
    return page("", f'<meta name="author" content="{v}">')

@place("html")
def html_field(v):
    return page(f'<input type="hidden" value="{v}">')

@place("html")
def html_page_in_a_page(v):
    return page('<iframe srcdoc="%s"></iframe>' % html.escape(f"<p>{html.escape('<b>' + v + '</b>')}</p>"))

@place("html")
def html_data_link(v):
    return page('<a href="data:text/html;base64,%s">字</a>' % base64.b64encode(f"<p>{v}，的材料".encode()).decode())

@place("html")
def html_link(v):
    return page(f'<a href="https://example.org/?q={urllib.parse.quote(v)}">字</a>')

@place("html")
def html_picture(v):
    return page("<svg><desc>" + v + "</desc><text>字</text></svg>")

@place("html")
def html_picture_of_words(v):
    return page("<svg><text>" + "".join(f'<tspan x="{i}">{c}</tspan>' for i, c in enumerate(v)) + "</text></svg>")

@place("html")
def html_template(v):
    return page(f"<template><p>{v}</p></template><noscript>{v}</noscript>")

@place("html")
def html_style(v):
    return page("", f"<style>p:after {{ content: '{v}' }}</style>")


# JSON.

@place("json")
def json_value(v):
    return json.dumps({"a": {"b": [{"c": v}]}}, ensure_ascii=False)

@place("json")
def json_member(v):
    return json.dumps({"a": {"b": [{v: 1}]}}, ensure_ascii=False)

@place("json")
def json_escapes(v):
    return '{"a":"%s"}' % "".join(f"\\u{ord(c):04x}" for c in v)

@place("json")
def json_in_a_string(v):
    return json.dumps({"a": json.dumps({"b": json.dumps([v])})})

@place("json")
def json_behind_figures(v):
    return json.dumps([[12, 7, v, 88, 3]], ensure_ascii=False, separators=(",", ":"))

@place("json", *NUMBERS)
def json_number(v):
    return '{"a":[1,%s,7]}' % v.replace("X", "0")

@place("json", "id", "card")
def json_number_a_digit(v):
    return json.dumps({"a": list(v)})

@place("json")
def json_with_a_mark_and_utf16(v):
    return ("\ufeff" + json.dumps({"a": v}, ensure_ascii=False)).encode("utf-16-le")


# PDF.  Han letters stand in its strings; its pages hold numbers here.

@place("pdf")
def pdf_property(v):
    return pdf("1", f"/Subject {pdf_string(v)}")

@place("pdf")
def pdf_property_of_nobody(v):
    return pdf("1", f"/Sachbearbeiter {pdf_string(v)}")

@place("pdf")
def pdf_property_in_octal(v):
    return pdf("1", b"/Keywords (" + b"".join(b"\\%03o" % b for b in b"\xfe\xff" + v.encode("utf-16-be")) + b")")

@place("pdf")
def pdf_remark_in_the_file(v):
    return pdf("1") + f"% {v}\n".encode()

@place("pdf")
def pdf_note(v):
    return pdf_with(f"<< /Type /Annot /Subtype /Text /Rect [10 10 20 20] /Contents {pdf_string(v)} >>")

@place("pdf")
def pdf_author_of_a_note(v):
    return pdf_with(f"<< /Type /Annot /Subtype /Square /Rect [10 10 20 20] /T {pdf_string(v)} >>")

@place("pdf")
def pdf_link(v):
    return pdf_with(f"<< /Type /Annot /Subtype /Link /Rect [10 10 20 20] /A << /S /URI /URI (https://example.org/{urllib.parse.quote(v)}) >> >>")

@place("pdf")
def pdf_text_instead(v):
    return pdf(f"1) Tj /Span << /ActualText {pdf_string(v)} >> BDC (2) Tj EMC (3")

@place("pdf")
def pdf_text_for_the_blind(v):
    return pdf("1", f"/Type /StructElem /S /Figure /Alt {pdf_string(v)}")

@place("pdf", *NUMBERS)
def pdf_unseen(v):
    return pdf(f"1) Tj 3 Tr ({v}")

@place("pdf", *NUMBERS)
def pdf_white(v):
    return pdf(f"1) Tj 1 g ({v}")

@place("pdf", *NUMBERS)
def pdf_in_hexadecimal(v):
    return pdf(f"1) Tj <{v.encode().hex()}> Tj (")

@place("pdf", *NUMBERS)
def pdf_kerned(v):
    return pdf("1) Tj 0 -50 Td [" + " -30 ".join(f"({c})" for c in v) + "] TJ (")

@place("pdf", *NUMBERS)
def pdf_glyph_by_glyph(v):
    return pdf("1) Tj 0 -50 Td " + " 6.7 0 Td ".join(f"({c}) Tj" for c in v) + " (")

@place("pdf", *NUMBERS)
def pdf_out_of_order(v):
    at = lambda i: f"1 0 0 1 {100 + 6.7 * i:.1f} 500 Tm ({v[i]}) Tj"
    return pdf("1) Tj " + " ".join(at(i) for i in reversed(range(len(v)))) + " (")

@place("pdf", *NUMBERS)
def pdf_cells_side_by_side(v):
    return pdf(f"12) Tj 16 0 Td ({v}) Tj {len(v) * 6.7 + 3:.1f} 0 Td (7")

@place("pdf", *NUMBERS)
def pdf_wrapped_in_a_cell(v):
    return pdf(f"12) Tj 40 0 Td ({v[:len(v) - 5]}) Tj 0 -13 Td ({v[len(v) - 5:]}) Tj 100 13 Td (7")

@place("pdf", *NUMBERS)
def pdf_turned(v):
    return pdf(f"1) Tj 0 1 -1 0 300 300 Tm ({v}")

@place("pdf", *NUMBERS)
def pdf_page_in_ascii(v):
    return pdf(f"1) Tj ({v}", compress=False)


@place("pdf")
def pdf_outline(v):
    return pdf_of("<< /Type /Catalog /Pages 2 0 R /Outlines 4 0 R >>", PAGE_ALONE, "<< /First 5 0 R /Last 5 0 R /Count 1 >>",
                  f"<< /Title {pdf_string(v)} /Parent 4 0 R >>")

@place("pdf")
def pdf_packed_xmp(v):
    return pdf_of("<< /Type /Catalog /Pages 2 0 R /Metadata 4 0 R >>", PAGE_ALONE,
                  stream(f"<x:xmpmeta><dc:title>{v}</dc:title></x:xmpmeta>", "/Type /Metadata /Subtype /XML"))

@place("pdf")
def pdf_attachment(v):
    return pdf_of("<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(a) 4 0 R] >> >> >>", PAGE_ALONE,
                  "<< /Type /Filespec /F (a.txt) /EF << /F 5 0 R >> >>", stream(f"字，{v}\n", "/Type /EmbeddedFile"))

@place("pdf")
def pdf_remark_on_a_page(v):
    return pdf(f"1) Tj % {v}\n(".encode().decode("latin-1"))

# Streams that only programs read: a font, a character map, a profile of colours.

@place("pdf")
def pdf_font(v):
    return pdf_with_font(b"\x01\x00\x04\x01" + b"\x00\x01\x00\x80\xff" * 40 + v.encode() + b"\x00" * 9)

@place("pdf", *NUMBERS)
def pdf_font_in_utf16(v):
    return pdf_with_font(b"\x01\x00\x04\x01" + b"\x00\x01\x00\x80\xff" * 40 + v.encode("utf-16-be") + b"\x00" * 9)

@place("pdf")
def pdf_font_that_is_text(v):
    return pdf_with_font(f"所附：{v}\n".encode())

@place("pdf")
def pdf_character_map(v):
    return pdf_with_font(b"\x01\x00\x04\x01" + b"\x80\x00" * 40, f"/CMapName /a def begincmap\n% {v}\nendcmap\n")

@place("pdf")
def pdf_profile(v):
    return pdf_of("<< /Type /Catalog /Pages 2 0 R >>", PAGE_ALONE, "[/ICCBased 5 0 R]",
                  stream(b"\x00\x00\x02\x0c" * 9 + b"acsp" + b"\xff\x00" * 60 + v.encode() + b"\xff\x00", "/N 3"))


PAGE_ALONE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] >>"

def stream(content, keys):
    packed = zlib.compress(content.encode() if isinstance(content, str) else content)
    return f"<< /Filter /FlateDecode /Length {len(packed)} {keys} >>\nstream\n".encode() + packed + b"\nendstream"

def pdf_with_font(program, cmap="begincmap endcmap"):
    return pdf_of("<< /Type /Catalog /Pages 2 0 R >>", PAGE_ALONE, "<< /Type /FontDescriptor /FontName /A /FontFile3 5 0 R >>",
                  stream(program, "/Subtype /CIDFontType0C"), "<< /Type /Font /Subtype /Type0 /BaseFont /A /ToUnicode 7 0 R >>",
                  stream(cmap, ""))

def pdf_with(annotation):
    "A page with something on it."
    return pdf_of("<< /Type /Catalog /Pages 2 0 R >>", PAGE_ALONE[:-2] + "/Annots [4 0 R] >>", annotation)

def pdf_of(catalog, page, *more):
    objects = [catalog, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, *more]
    out, offsets = b"%PDF-1.4\n", []
    for n, o in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % n + (o.encode() if isinstance(o, str) else o) + b"\nendobj\n"
    at = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + b"".join(b"%010d 00000 n \n" % o for o in offsets)
    return out + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n".encode()


def every_place(copy, canaries):
    "One file for each place and kind; prints the names."
    for name, (suffix, kinds, make) in PLACES.items():
        for kind, value in values(Person(canaries)).items():
            if kinds and kind not in kinds:
                continue
            copy.write(f"{name}-{kind}.{suffix}", make(value))
            print(f"{name}-{kind}.{suffix}")


def missed(findings, names):
    "A finding of structure does not count: it would be there without the value."
    with open(findings, encoding="utf-8") as f:
        found = {x["file"].split(" > ")[0] for x in json.load(f)["findings"] if x["kind"] in ("value", "pattern")}
    for name in names:
        if name not in found:
            print("not found:", name)
    return any(name not in found for name in names)
