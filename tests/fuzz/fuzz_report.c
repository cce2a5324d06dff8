/*
 * Documents that people made, of any bytes: a doc that holds together, or an error that
 * is not this program's.  The first byte says what they are: 0 to 3 the bytes of a file, then the
 * main part of a DOCX or the sheet of an XLSX, packed here so that the parts behind the ZIP are met.
 */
#include <assert.h>
#include <libdeflate.h>
#include <stdint.h>

#include "../unit/craft_zip.h"
#include "core/text.h"
#include "report/form/filled.h"
#include "report/read/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char rels[] =
	"<Relationships><Relationship Id='a' Type='x/officeDocument' Target='%s'/></Relationships>";
static const char sheet_rels[] =
	"<Relationships><Relationship Id='a' Type='x/worksheet' Target='s.xml'/>"
	"<Relationship Id='b' Type='x/sharedStrings' Target='t.xml'/></Relationships>";
static const char book[] = "<workbook><sheets><sheet name='a' id='a'/></sheets></workbook>";
static const char strings[] = "<sst><si><t>甲</t></si><si><r><t>单位：件</t></r></si></sst>";

static void pack(const uint8_t *data, size_t size, bool word, struct buf *to)
{
	struct buf part = BUF_INIT, main_rels = BUF_INIT;
	struct craft_member members[5] = {
		{ .name = "_rels/.rels" },
		{ .name = word ? "word/document.xml" : "xl/s.xml" },
		{ .name = "xl/workbook.xml", .text = book },
		{ .name = "xl/_rels/workbook.xml.rels", .text = sheet_rels },
		{ .name = "xl/t.xml", .text = strings },
	};

	buf_printf(&main_rels, rels, word ? "word/document.xml" : "xl/workbook.xml");
	buf_add(&part, data, size);
	members[0].text = main_rels.p;
	members[1].text = part.p;
	members[1].n = part.n;
	craft_zip(to, members, word ? 2 : 5, "");
	buf_release(&part);
	buf_release(&main_rels);
}

/* What is read is UTF-8, whatever the file is. */
static void check_text(const char *text)
{
	assert(!text || utf8_is_valid(text, strlen(text)));
}

/* Every place can be asked for, every text folded and taken for a number. */
static void look(const struct doc *d)
{
	size_t i, k;

	for (i = 0; i < d->nblocks; i++) {
		const struct doc_table *t = &d->blocks[i].table;

		check_text(d->blocks[i].text);
		if (d->blocks[i].kind != DOC_TABLE)
			continue;
		check_text(t->title);
		check_text(t->unit);
		for (k = 0; k < t->ncells; k++) {
			struct buf b = BUF_INIT;
			struct label_number n;

			assert(doc_table_at(t, t->cells[k].row, t->cells[k].column) ==
			       &t->cells[k]);
			assert(t->cells[k].row + t->cells[k].rowspan <= t->nrows);
			check_text(t->cells[k].text);
			label_fold(str_of(t->cells[k].text), &b);
			label_number(str_of(t->cells[k].text), &n);
			assert(n.scale >= 0 && n.scale <= 96);
			buf_release(&b);
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct err err = ERR_INIT;
	struct buf bytes = BUF_INIT;
	struct doc d;

	if (size < 1)
		return 0;
	doc_init(&d);
	if (data[0] < 4)
		buf_add(&bytes, data + 1, size - 1);
	else
		pack(data + 1, size - 1, data[0] & 1, &bytes);
	if (doc_read_bytes((struct str){ bytes.p, bytes.n }, "file", &d, &err) == 0)
		look(&d);
	else
		assert(err.kind == ERR_DATA);
	doc_release(&d);
	buf_release(&bytes);
	return 0;
}
