"""Values in cells, names and texts of the release, and in other encodings."""
import base64, gzip, os, quopri, struct, urllib.parse, zipfile, zlib

from planting import NAME, way


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
def cell_identity_without_its_last(c):
    "A column of numbers has no room for an X: seventeen digits are left."
    c.cell(c.p.id[:17])

@way()
def cell_identity_in_uneven_groups(c):
    c.cell(",".join((c.p.id[:3], c.p.id[3:6], c.p.id[6:10], c.p.id[10:14], c.p.id[14:])))

@way()
def cell_identity_in_circles(c):
    c.cell("".join(chr(0x2460 + int(ch) - 1) if ch in "123456789" else "\u24ea" if ch == "0" else ch for ch in c.p.id))

@way()
def cell_identity_on_keycaps(c):
    c.cell("".join(ch + "\ufe0f\u20e3" if ch.isdigit() else ch for ch in c.p.id))

@way()
def cell_identity_struck_out(c):
    "A line through every character is a character too."
    c.cell("".join(ch + "\u0336" for ch in c.p.id))

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
def cell_phone_in_brackets(c):
    c.cell(f"({c.p.phone[:3]}) {c.p.phone[3:7]}-{c.p.phone[7:]}")

@way()
def cell_phone_dialled_with_a_zero(c):
    c.cell("0" + c.p.phone)

@way()
def cell_phone_filled_with_zeros(c):
    "A field of fixed width in an interface file of a bank."
    c.cell(c.p.phone.zfill(20))

@way()
def cell_phone_in_thousands(c):
    "The column was a number with separators."
    c.cell(f"{int(c.p.phone):,}")

@way()
def cell_phone_as_double(c):
    "What a Java program writes of a numeric cell."
    c.cell(f"{c.p.phone[0]}.{c.p.phone[1:].rstrip('0')}E10")

@way()
def cell_phone_as_decimal(c):
    c.cell(c.p.phone + ".0")

@way()
def cell_phone_glued_to_letters(c):
    c.cell(f"tel{c.p.phone}x")

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
def cell_card_in_thousands(c):
    c.cell(f"{int(c.p.card):,}")

@way()
def cell_card_as_double(c):
    c.cell(f"{float(c.p.card):.14E}")

@way()
def cell_address(c):
    c.cell(c.p.address)

@way()
def cell_address_full_width(c):
    c.cell("".join(chr(ord(ch) + 0xFEE0) if "!" <= ch <= "~" else ch for ch in c.p.address))

@way()
def cell_address_with_blanks(c):
    c.cell(c.p.address.replace("巷", "巷 ").replace("号", " 号"))

@way()
def cell_address_without_the_last_word(c):
    c.cell(c.p.address.rstrip("号"))

@way()
def cell_address_with_number_in_words(c):
    c.cell(c.p.address.replace("1", "一"))

@way()
def cell_address_with_a_room(c):
    c.cell(c.p.address + "302室")

@way()
def cell_name(c):
    "A column of nothing but names."
    c.cell(c.p.name)

@way()
def cell_name_with_blanks(c):
    c.cell("　".join(c.p.name))

@way()
def cell_name_in_two_columns(c):
    c.cell(f'{c.p.name[0]}","{c.p.name[1:]}')

@way()
def cell_name_before_a_letter(c):
    "Fields of fixed width, one right behind the other."
    c.cell(f"{c.p.name:>10}A")

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

@way("limit:traditional")
def name_in_traditional_characters(c):
    "Simplified here, where the source has the traditional one: the variants are not folded."
    c.cell(c.p.name.replace("鷟", "𬸦"))

@way("limit:order")
def name_reversed(c):
    c.cell(c.p.name[1:] + c.p.name[0])

@way("limit:running")
def name_in_running_text(c):
    c.cell(f"救助对象{c.p.name}家庭困难")

@way("limit:house")
def address_cut_before_the_number(c):
    c.cell(c.p.address[:-2])

@way("limit:paraphrased")
def remark_paraphrased(c):
    c.cell("妻子透析中")

@way("limit:clause")
def remark_cut(c):
    c.cell(c.p.remark[4:8])

@way("limit:usual")
def phone_in_unusual_groups(c):
    c.cell(f"{c.p.phone[:3]} {c.p.phone[3:5]} {c.p.phone[5:]}")

@way("limit:glued")
def phone_behind_another_number(c):
    c.write("extra.txt", f"0001{c.p.phone}\n")

@way("limit:over")
def phone_one_digit_a_cell(c):
    c.write("extra.csv", ",".join(c.p.phone) + "\r\n")

@way("limit:letters")
def number_with_letter_o(c):
    c.cell(c.p.phone.replace("0", "O"))

@way("limit:UTF-7")
def utf7(c):
    c.write("note.txt", c.p.name.encode("utf-7"))

@way("limit:CSS")
def style_sheet_escapes(c):
    c.write("style.css", '.x:after{content:"%s"}\n' % "".join("\\%x " % ord(ch) for ch in c.p.phone))

@way("limit:short")
def base64_of_a_name_in_gb18030(c):
    c.write("extra.json", '{"t": "%s"}\n' % base64.b64encode(c.p.name.encode("gb18030")).decode())

@way("limit:arithmetic")
def number_in_hexadecimal(c):
    c.cell(hex(int(c.p.phone)))

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
