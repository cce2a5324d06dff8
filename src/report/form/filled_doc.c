/* The printed form: sections, tables and notes as a doc. */
#include <stdlib.h>

#include "core/mem.h"
#include "report/form/filled.h"

/* Distinct remarks of one table, in order of their first cell; they become its notes. */
struct remarks {
	const char **texts;
	size_t n;
};

static const char *const circled[] = { "①",  "②",  "③",	 "④",  "⑤",  "⑥",  "⑦",	 "⑧",  "⑨",  "⑩",
				       "⑪",  "⑫",  "⑬",	 "⑭",  "⑮",  "⑯",  "⑰",	 "⑱",  "⑲",  "⑳",
				       "㉑", "㉒", "㉓", "㉔", "㉕", "㉖", "㉗", "㉘", "㉙", "㉚",
				       "㉛", "㉜", "㉝", "㉞", "㉟", "㊱", "㊲", "㊳", "㊴", "㊵",
				       "㊶", "㊷", "㊸", "㊹", "㊺", "㊻", "㊼", "㊽", "㊾", "㊿" };
enum { CIRCLED = sizeof(circled) / sizeof(*circled) };

static void mark_print(size_t number, struct buf *b)
{
	if (number < CIRCLED)
		buf_puts(b, circled[number]);
	else
		buf_printf(b, "(%zu)", number + 1);
}

static const char *origin_words(enum value_origin origin)
{
	static const char *const words[] = {
		[ORIGIN_RECORDS] = "由登记库统计",   [ORIGIN_CELLS] = "由已发布数据取得",
		[ORIGIN_ENTERED] = "人工填报",	     [ORIGIN_LAST] = "由上期报告结转",
		[ORIGIN_FORMULA] = "由表内数据计算", [ORIGIN_FILE] = "由文件读入",
	};

	return origin == ORIGIN_NONE ? NULL : words[origin];
}

/* Why a value is not there, or what it was annotated with. */
static const char *remark_of(const struct value *v)
{
	if (v->remark)
		return v->remark;
	return v->state == VALUE_MISSING ? v->text : NULL;
}

static char *remark_mark(struct remarks *r, const char *text)
{
	struct buf b = BUF_INIT;
	size_t i = 0;

	while (i < r->n && strcmp(r->texts[i], text) != 0)
		i++;
	if (i == r->n) {
		r->texts = mem_resize(r->texts, r->n + 1, sizeof(*r->texts));
		r->texts[r->n++] = text;
	}
	mark_print(i, &b);
	return buf_detach(&b);
}

static void put_datum(const struct filled *f, struct doc_table *t, const struct form_place *p,
		      int number, struct remarks *remarks)
{
	const struct form_cell *c = form_cell(f->form, number);
	const struct value *v = &f->values[number];
	const char *remark = remark_of(v), *from = origin_words(v->origin);
	struct buf text = BUF_INIT;
	struct doc_cell *cell;

	filled_print(f, number, f->form->grouped, &text);
	cell = doc_cell(t, p->row, p->column, p->rowspan, p->colspan, text.p);
	buf_release(&text);
	cell->key = mem_strdup(c->key);
	cell->is_number = filled_number(f, number, &cell->value);
	cell->scale = c->scale;
	/* The places that are printed are its places: a workbook holds a number as it is shown. */
	while (c->exact && cell->is_number && cell->scale > 0 && cell->value % 10 == 0) {
		cell->value /= 10;
		cell->scale--;
	}
	cell->from = from ? mem_strdup(from) : NULL;
	cell->mark = remark ? remark_mark(remarks, remark) : NULL;
}

static void put_label(struct doc_table *t, const struct form_place *p)
{
	struct doc_cell *c = doc_cell(t, p->row, p->column, p->rowspan, p->colspan, p->text);

	c->head = p->head;
	c->level = p->level;
}

static void put_notes(const struct form_table *form, const struct remarks *remarks,
		      struct doc_table *t)
{
	struct buf b = BUF_INIT;
	size_t i;

	for (i = 0; i < form->nnotes; i++)
		doc_note(t, form->notes[i]);
	for (i = 0; i < remarks->n; i++) {
		buf_clear(&b);
		mark_print(i, &b);
		buf_puts(&b, remarks->texts[i]);
		doc_note(t, b.p);
	}
	buf_release(&b);
}

/* "单位：件", or who made the form, where and when, by {issuer} {division} {period}. */
static void put_line_above(const struct filled *f, const char *line, struct doc_table *t)
{
	struct buf b = BUF_INIT;

	while (*line) {
		if (strncmp(line, "{issuer}", 8) == 0) {
			buf_puts(&b, f->issuer);
			line += 8;
		} else if (strncmp(line, "{division}", 10) == 0) {
			buf_puts(&b, f->division);
			line += 10;
		} else if (strncmp(line, "{period}", 8) == 0) {
			period_label(f->period, &b);
			line += 8;
		} else {
			buf_putc(&b, *line++);
		}
	}
	free(t->unit);
	t->unit = buf_detach(&b);
}

static void put_table(const struct filled *f, int number, struct doc *d)
{
	const struct form_table *form = &f->form->tables[number];
	struct doc_table *t = doc_table(d, form->id, form->title);
	struct remarks remarks = { 0 };
	int first = 0;

	for (int i = 0; i < number; i++)
		first += (int)f->form->tables[i].ncells;
	put_line_above(f, form->unit, t);
	t->nhead = form->nhead;
	t->right = f->form->grouped;
	for (size_t i = 0; i < form->nplaces; i++) {
		const struct form_place *p = &form->places[i];

		if (p->cell >= 0)
			put_datum(f, t, p, first + p->cell, &remarks);
		else
			put_label(t, p);
	}
	if (form->widths) {
		t->widths = mem_zalloc((size_t)form->ncolumns, sizeof(*t->widths));
		memcpy(t->widths, form->widths, (size_t)form->ncolumns * sizeof(*t->widths));
	}
	put_notes(form, &remarks, t);
	free(remarks.texts);
}

static void put_section(const struct filled *f, const struct form_section *s, struct doc *d)
{
	/* A form that is one table is headed by its title. */
	if (strcmp(s->heading, f->form->title) != 0)
		doc_heading(d, 1, s->heading);
	for (size_t i = 0; i < f->npassages; i++) {
		const struct passage *p = &f->passages[i];

		if (strcmp(p->section, s->heading) != 0)
			continue;
		for (size_t j = 0; j < p->n; j++)
			doc_paragraph(d, p->paragraphs[j]);
	}
	if (s->table >= 0)
		put_table(f, s->table, d);
}

static void replace(char **to, const char *text)
{
	free(*to);
	*to = mem_strdup(text);
}

void filled_doc(const struct filled *f, struct doc *d)
{
	struct buf title = BUF_INIT;

	buf_puts(&title, f->issuer);
	if (f->period.n > 0)
		period_label(f->period, &title);
	buf_puts(&title, f->form->title);
	replace(&d->title, title.p);
	buf_release(&title);
	replace(&d->issuer, f->issuer);
	replace(&d->form, f->form->number);
	d->landscape = f->form->landscape;
	for (size_t i = 0; i < f->form->nsections; i++)
		put_section(f, &f->form->sections[i], d);
}
