#include "report/read/xlsx_about.h"

#include <stdlib.h>

#include "core/mem.h"
#include "report/read/doc_face.h"

/* The level of a page break that keeps the place of a table. */
enum { PLACE = -1 };

static const char *text_at(const struct doc_table *t, int row, int column)
{
	const struct doc_cell *c = doc_table_at(t, row, column);

	return c ? c->text : "";
}

static bool is_about(const struct doc_block *b)
{
	const struct doc_table *t = &b->table;

	return b->kind == DOC_TABLE && t->ncolumns == 2 && strcmp(t->title, "说明") == 0 &&
	       strcmp(text_at(t, 0, 0), "项目") == 0 && strcmp(text_at(t, 0, 1), "内容") == 0;
}

static bool take_face(struct doc *d, const char *key, const char *text)
{
	static const struct {
		const char *key;
		enum doc_face face;
	} known[] = { { "标题", FACE_TITLE },
		      { "发文机关", FACE_ISSUER },
		      { "成文日期", FACE_DATE },
		      { "表式文号", FACE_FORM } };
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (strcmp(key, known[i].key) == 0)
			return doc_face_take(d, known[i].face, text);
	if (strcmp(key, "标记") != 0)
		return false;
	d->draft |= strstr(text, "送审稿") != NULL;
	d->demo |= strstr(text, "演示数据") != NULL;
	return true;
}

static void take_row(struct doc *d, const char *key, const char *text)
{
	static const char *const levels[] = { "一级标题", "二级标题", "三级标题" };
	int i;

	if (take_face(d, key, text))
		return;
	for (i = 0; i < 3; i++) {
		if (strcmp(key, levels[i]) == 0) {
			doc_heading(d, i + 1, text);
			return;
		}
	}
	if (strcmp(key, "表") == 0 || strcmp(key, "图") == 0) {
		doc_page_break(d);
		d->blocks[d->nblocks - 1].level = PLACE;
	} else if (*text) {
		doc_paragraph(d, text);
	}
}

bool xlsx_about_take(struct doc *d)
{
	struct doc about;
	int row;

	if (d->nblocks == 0 || !is_about(&d->blocks[d->nblocks - 1]))
		return false;
	doc_init(&about);
	about.blocks = mem_zalloc(1, sizeof(*about.blocks));
	about.blocks[about.nblocks++] = d->blocks[--d->nblocks];
	for (row = 1; row < about.blocks->table.nrows; row++)
		take_row(d, text_at(&about.blocks->table, row, 0),
			 text_at(&about.blocks->table, row, 1));
	doc_release(&about);
	return true;
}

static bool is_place(const struct doc_block *b)
{
	return b->kind == DOC_PAGE_BREAK && b->level == PLACE;
}

void xlsx_about_place(struct doc *d)
{
	struct doc_block *to = mem_zalloc(d->nblocks, sizeof(*to));
	bool *is_moved = mem_zalloc(d->nblocks, sizeof(*is_moved));
	size_t i, n = 0, next = 0;

	for (i = 0; i < d->nblocks; i++) {
		if (!is_place(&d->blocks[i])) {
			if (!is_moved[i])
				to[n++] = d->blocks[i];
			continue;
		}
		if (next < i)
			next = i;
		while (next < d->nblocks && d->blocks[next].kind != DOC_TABLE)
			next++;
		if (next < d->nblocks) {
			is_moved[next] = true;
			to[n++] = d->blocks[next++];
		}
	}
	free(d->blocks);
	free(is_moved);
	d->room = d->nblocks;
	d->nblocks = n;
	d->blocks = to;
}
