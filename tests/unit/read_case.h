/*
 * read_case: office files made by hand, and docs that were read, as text to compare.
 */
#ifndef TEST_READ_CASE_H
#define TEST_READ_CASE_H

#include <stdlib.h>

#include "craft_zip.h"
#include "report/read/read.h"

#define W_SPACE                                                                                    \
	"xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "                \
	"xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""

static inline const char *read_rels(const char *target)
{
	static char text[512];

	snprintf(text, sizeof(text),
		 "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"
		 "relationships\"><Relationship Id=\"rId1\" "
		 "Type=\"http://schemas.openxmlformats.org/"
		 "officeDocument/2006/relationships/officeDocument\" Target=\"%s\"/>"
		 "</Relationships>",
		 target);
	return text;
}

/* A DOCX whose body is that. */
static inline void read_docx_of(const char *body, struct buf *to)
{
	struct buf text = BUF_INIT;
	struct craft_member members[2] = { { .name = "_rels/.rels",
					     .text = read_rels("word/document.xml") },
					   { .name = "word/document.xml" } };

	buf_printf(&text, "<?xml version=\"1.0\"?><w:document " W_SPACE "><w:body>");
	buf_puts(&text, body);
	buf_puts(&text, "</w:body></w:document>");
	members[1].text = text.p;
	craft_zip(to, members, 2, "");
	buf_release(&text);
}

/* One line for each block and cell. */
static inline void read_show(const struct doc *d, struct buf *to)
{
	size_t i, k;

	for (i = 0; i < d->nblocks; i++) {
		const struct doc_block *b = &d->blocks[i];
		const struct doc_table *t = &b->table;

		if (b->kind == DOC_HEADING)
			buf_printf(to, "%d %s\n", b->level, b->text);
		else if (b->kind == DOC_PARAGRAPH)
			buf_printf(to, "p %s\n", b->text);
		else if (b->kind != DOC_TABLE)
			continue;
		if (b->kind != DOC_TABLE)
			continue;
		buf_printf(to, "table %dx%d head %d [%s] [%s]\n", t->nrows, t->ncolumns, t->nhead,
			   t->title, t->unit);
		for (k = 0; k < t->ncells; k++)
			buf_printf(to, "%d,%d %dx%d%s%s%s %s\n", t->cells[k].row,
				   t->cells[k].column, t->cells[k].rowspan, t->cells[k].colspan,
				   t->cells[k].head ? " head" : "",
				   t->cells[k].mark ? " mark " : "",
				   t->cells[k].mark ? t->cells[k].mark : "", t->cells[k].text);
		for (k = 0; k < t->nnotes; k++)
			buf_printf(to, "note %s\n", t->notes[k]);
	}
}

/* What the bytes read as; "error KIND: MESSAGE" for an error. To be freed. */
static inline char *read_as_text(const void *p, size_t n)
{
	struct err err = ERR_INIT;
	struct buf b = BUF_INIT;
	struct doc d;

	doc_init(&d);
	if (doc_read_bytes((struct str){ p, n }, "file", &d, &err) < 0)
		buf_printf(&b, "error %d: %s", err.kind, err.msg);
	else
		read_show(&d, &b);
	doc_release(&d);
	return buf_detach(&b);
}

#define assert_reads(bytes, n, expected)                                                           \
	do {                                                                                       \
		char *got_ = read_as_text(bytes, n);                                               \
		assert_string_equal(got_, expected);                                               \
		free(got_);                                                                        \
	} while (0)

#define assert_fails(bytes, n, word)                                                               \
	do {                                                                                       \
		char *got_ = read_as_text(bytes, n);                                               \
		if (strncmp(got_, "error 65: file", 14) != 0 || !strstr(got_, word))               \
			fail_msg("%s", got_);                                                      \
		free(got_);                                                                        \
	} while (0)

#endif
