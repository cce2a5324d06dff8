#include "report/desk_doc.h"

#include <stdlib.h>

#include "core/mem.h"

#define ENTERED_MARK "※"
#define ENTERED_NOTE "※ 为人工填报"

/* "由记录集 cases 计数…（2 条记录）".  Who entered a number stands in the trace: documents that
 * may be published do not name the officer. */
static void put_source(const struct figure *f, struct buf *b)
{
	buf_puts(b, f->rule);
	if (f->origin == ORIGIN_RECORDS)
		buf_printf(b, "（%llu 条记录）", (unsigned long long)f->nrecords);
	if (f->origin == ORIGIN_ENTERED && f->when)
		buf_printf(b, "（%s）", f->when);
	if (f->why)
		buf_printf(b, "%s%s", b->n ? "；" : "", f->why);
}

static void mark_cell(const struct figure *f, struct doc_cell *c, bool *entered)
{
	struct buf b = BUF_INIT;

	put_source(f, &b);
	if (b.n > 0)
		figure_set_text(&c->from, b.p);
	buf_clear(&b);
	if (f->origin == ORIGIN_ENTERED && f->state != VALUE_MISSING) {
		buf_printf(&b, "%s%s", ENTERED_MARK, c->mark ? c->mark : "");
		figure_set_text(&c->mark, b.p);
		*entered = true;
	}
	buf_release(&b);
}

void desk_doc_mark(const struct desk *d, struct doc *doc)
{
	const struct figure *f;

	for (size_t i = 0; i < doc->nblocks; i++) {
		struct doc_table *t = &doc->blocks[i].table;
		bool entered = false;

		if (doc->blocks[i].kind != DOC_TABLE)
			continue;
		for (size_t k = 0; k < t->ncells; k++) {
			f = t->cells[k].key ? figures_find(&d->figures, t->cells[k].key) : NULL;
			if (f)
				mark_cell(f, &t->cells[k], &entered);
		}
		if (entered)
			doc_note(t, ENTERED_NOTE);
	}
}

/* The review copy ------------------------------------------------------------ */

static void put_findings(const struct desk *d, enum severity severity, const char *heading,
			 struct doc *doc)
{
	struct buf b = BUF_INIT;
	size_t n = 0;

	if (verdicts_count(&d->verdicts, severity) == 0)
		return;
	doc_heading(doc, 2, heading);
	for (size_t i = 0; i < d->verdicts.n; i++) {
		const struct verdict *v = &d->verdicts.items[i];

		if (v->severity != severity)
			continue;
		buf_clear(&b);
		buf_printf(&b, "%zu. %s%s%s（%s）", ++n, v->label, *v->label ? "：" : "", v->text,
			   v->rule);
		doc_paragraph(doc, b.p);
	}
	buf_release(&b);
}

/* The blocks of `front` before those of doc. */
static void prepend(struct doc *doc, struct doc *front)
{
	size_t n = front->nblocks + doc->nblocks;
	struct doc_block *blocks = mem_zalloc(n + 1, sizeof(*blocks));

	memcpy(blocks, front->blocks, front->nblocks * sizeof(*blocks));
	if (doc->nblocks)
		memcpy(blocks + front->nblocks, doc->blocks, doc->nblocks * sizeof(*blocks));
	free(doc->blocks);
	doc->blocks = blocks;
	doc->nblocks = n;
	doc->room = n + 1;
	front->nblocks = 0;
}

void desk_doc_front(const struct desk *d, struct doc *doc)
{
	struct doc front;
	struct buf b = BUF_INIT;

	doc_init(&front);
	doc_heading(&front, 1, "送审说明");
	buf_printf(&b, "本件为送审稿，不得公布。待答问题 %zu 项，错误 %zu 项，提示 %zu 项。",
		   verdicts_count(&d->verdicts, SEVERITY_OPEN),
		   verdicts_count(&d->verdicts, SEVERITY_ERROR),
		   verdicts_count(&d->verdicts, SEVERITY_REMARK));
	doc_paragraph(&front, b.p);
	buf_release(&b);
	put_findings(d, SEVERITY_OPEN, "待答问题", &front);
	put_findings(d, SEVERITY_ERROR, "错误", &front);
	put_findings(d, SEVERITY_REMARK, "提示", &front);
	doc_page_break(&front);
	prepend(doc, &front);
	doc_release(&front);
}

/* Definitions ----------------------------------------------------------------- */

static void put_definition(struct doc_table *t, int row, const struct figure *f)
{
	struct buf b = BUF_INIT;
	struct doc_cell *c;

	c = doc_cell(t, row, 0, 1, 1, *f->label ? f->label : f->name);
	c->key = mem_strdup(f->name);
	if (f->state == VALUE_ODD)
		buf_puts(&b, "（文字）");
	else
		figure_print(f, &b);
	doc_cell(t, row, 1, 1, 1, b.p);
	doc_cell(t, row, 2, 1, 1, f->unit);
	buf_clear(&b);
	put_source(f, &b);
	doc_cell(t, row, 3, 1, 1, b.p);
	buf_clear(&b);
	buf_puts(&b, f->source);
	if (*f->pipeline)
		buf_printf(&b, "（流程 %s）", f->pipeline);
	doc_cell(t, row, 4, 1, 1, b.p);
	/* That of a database stays in the trace: who has a copy could tell from it whether his
	 * is the same.  A release is public, and so is its digest. */
	doc_cell(t, row, 5, 1, 1, f->origin == ORIGIN_CELLS ? f->snapshot : "");
	buf_release(&b);
}

/* What an officer was free to leave out, and did, is no number of the report. */
static bool is_left_out(const struct figure *f)
{
	return f->origin == ORIGIN_ENTERED && !f->is_open && !strchr(f->name, '/') &&
	       (f->state == VALUE_BLANK || f->state == VALUE_MISSING);
}

void desk_doc_sources(const struct desk *d, struct doc *doc)
{
	static const char *const heads[] = { "指标", "数值", "单位", "规则", "来源", "发布版本" };
	static const int widths[] = { 30, 10, 6, 40, 20, 30 };
	enum { COLUMNS = sizeof(heads) / sizeof(*heads) };
	struct doc_table *t;
	struct buf title = BUF_INIT;
	int i, row = 1;

	buf_printf(&title, "%s：数字来源", d->doc.title);
	figure_set_text(&doc->title, title.p);
	buf_release(&title);
	figure_set_text(&doc->issuer, d->doc.issuer);
	doc->demo = d->doc.demo;
	doc->draft = d->doc.draft;
	doc->landscape = true;
	t = doc_table(doc, "数字来源", "");
	t->nhead = 1;
	for (i = 0; i < COLUMNS; i++)
		doc_cell(t, 0, i, 1, 1, heads[i])->head = true;
	for (size_t k = 0; k < d->figures.n; k++)
		if (!is_left_out(&d->figures.items[k]))
			put_definition(t, row++, &d->figures.items[k]);
	t->widths = mem_zalloc(COLUMNS, sizeof(*t->widths));
	memcpy(t->widths, widths, sizeof(widths));
}
