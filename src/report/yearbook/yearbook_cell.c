/* The cells of a table of the yearbook, and where each comes from. */
#include <stdlib.h>

#include "core/decimal.h"
#include "core/mem.h"
#include "report/figure/figure_cell.h"
#include "report/yearbook/yearbook.h"

/* 12345.60 as 12,345.60: thousands as the forms print them. */
static void put_grouped(__int128 v, int scale, struct buf *b)
{
	char text[DECIMAL_TEXT];
	size_t n = decimal_format(v, scale, text), whole = n, i = text[0] == '-';

	if (scale)
		whole = n - (size_t)scale - 1;
	buf_add(b, text, i);
	for (; i < whole; i++) {
		buf_putc(b, text[i]);
		if (whole - i > 1 && (whole - i - 1) % 3 == 0)
			buf_putc(b, ',');
	}
	buf_add(b, text + whole, n - whole);
}

/* A number that may still change says so; what is not a number says why. */
static const char *mark_of(struct yearbook_table *t, enum got_state state, const char *status)
{
	t->has_protected |= state == GOT_PROTECTED;
	t->has_missing |= state == GOT_MISSING;
	t->has_slash |= state == GOT_NOT_APPLICABLE;
	if (state != GOT_NUMBER || !figure_status_words(status))
		return NULL;
	t->has_provisional |= *status == 'p';
	t->has_revised |= *status == 'r';
	return status;
}

static struct doc_cell *put_cell(struct yearbook_table *t, const struct spot *spot,
				 enum got_state state, const char *status, __int128 v, int scale)
{
	static const char *const words[] = { "", "×", "/", "暂无数据" };
	const char *mark = mark_of(t, state, status);
	struct buf b = BUF_INIT;
	struct doc_cell *c;

	if (state == GOT_NUMBER)
		put_grouped(v, scale, &b);
	else
		buf_puts(&b, words[state]);
	c = doc_cell(spot->to, spot->row, spot->column, 1, 1, b.p);
	buf_clear(&b);
	buf_printf(&b, "%s/%s/%s", t->id, spot->of->key, spot->column_key);
	c->key = buf_detach(&b);
	c->mark = mark ? mem_strdup(mark) : NULL;
	c->is_number = state == GOT_NUMBER;
	c->value = c->is_number ? v : 0;
	c->scale = c->is_number ? scale : 0;
	return c;
}

/* NULL when nobody asked for figures. */
static struct figure *add_figure(struct yearbook_table *t, const struct spot *spot,
				 const struct doc_cell *c, const char *unit)
{
	struct buf label = BUF_INIT;
	struct figure *f;

	if (!t->with->figures)
		return NULL;
	if (figures_find(t->with->figures, c->key))
		t->twice = pool_take(&t->pool, mem_strdup(c->key));
	f = figures_add(t->with->figures, c->key);
	buf_printf(&label, "%s：%s／%s", t->title, spot->of->key, spot->column_key);
	figure_set_text(&f->label, label.p);
	figure_set_text(&f->unit, unit);
	buf_release(&label);
	f->state = c->is_number ? VALUE_NUMBER : VALUE_SLASH;
	f->v = c->value;
	f->scale = c->scale;
	return f;
}

static const char *pipeline_of(const struct yearbook_table *t, const char *of)
{
	const struct spec_release *r = t->with->spec ? spec_release_find(t->with->spec, of) : NULL;

	return r ? r->pipeline : "";
}

/* "；由 元 换算为 万元，保留 1 位小数" */
static void add_conversion(const struct quantity *q, const struct got *got, struct figure *f)
{
	struct buf b = BUF_INIT;

	buf_puts(&b, f->rule);
	if (*got->from && *q->unit && strcmp(got->from, q->unit) != 0)
		buf_printf(&b, "；由%s换算为%s", got->from, q->unit);
	if (got->state == GOT_NUMBER && got->scale > q->scale)
		buf_printf(&b, "；保留 %d 位小数", q->scale);
	figure_set_text(&f->rule, b.p);
	buf_release(&b);
}

void yearbook_put(struct yearbook_table *t, const struct spot *spot, const struct got *got,
		  const struct quantity *q, const struct place *p)
{
	struct doc_cell *c = put_cell(t, spot, got->state, got->status, got->printed, q->scale);
	struct figure *f = add_figure(t, spot, c, *q->unit ? q->unit : got->from);

	for (size_t i = 0; f && i < t->with->nsets; i++)
		if (strcmp(t->with->sets[i].name, q->of) == 0)
			figure_describe_cell(f, &t->with->sets[i], q->measure, p->at, p->n);
	if (!f)
		return;
	add_conversion(q, got, f);
	figure_set_text(&f->pipeline, pipeline_of(t, q->of));
	if (got->state == GOT_NUMBER)
		figure_set_text(&f->remark, figure_status_words(got->status));
	else if (got->is_there)
		figure_take_status(f, got->status);
	else
		figure_set_missing(f, false, "已发布数据 %s 中没有这一项", q->of);
}

void yearbook_put_share(struct yearbook_table *t, const struct spot *spot, const struct share *s)
{
	struct doc_cell *c = put_cell(t, spot, s->state, s->status, s->v, 2);
	struct figure *f = add_figure(t, spot, c, s->unit);

	if (!f)
		return;
	f->origin = ORIGIN_FORMULA;
	figure_set_text(&f->rule, s->rule);
	if (s->state == GOT_NUMBER)
		figure_set_text(&f->remark, figure_status_words(s->status));
	else if (s->state != GOT_NOT_APPLICABLE)
		figure_set_missing(f, false, "%s", s->why);
	else
		figure_set_text(&f->why, s->why);
	f->is_protected = s->state == GOT_PROTECTED;
}

void yearbook_put_label(struct doc_table *to, int row, const struct yearbook_row *r)
{
	struct doc_cell *c;
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s%s", r->of_which ? "#" : "", r->label);
	c = doc_cell(to, row, 0, 1, 1, b.p);
	c->head = true;
	c->level = r->level;
	buf_release(&b);
}
