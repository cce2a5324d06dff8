#include "report/rows_out.h"

#include <stdlib.h>

#include "core/decimal.h"
#include "core/input.h"
#include "core/mem.h"

static const struct {
	const char *name, *label;
	enum field_type type;
} fields[] = {
	{ "form", "报表", FIELD_DICT },	    { "edition", "报表版本", FIELD_DICT },
	{ "period", "报告期", FIELD_DICT }, { "table", "表号", FIELD_DICT },
	{ "row", "行", FIELD_DICT },	    { "column", "列", FIELD_DICT },
	{ "label", "指标", FIELD_UTF8 },    { "value", "数值", FIELD_DECIMAL },
	{ "unit", "单位", FIELD_DICT },	    { "state", "数值状态", FIELD_DICT },
};
/* PLACE: where table, row and column stand. */
enum { NFIELDS = sizeof(fields) / sizeof(fields[0]), PLACE = 3, DIGITS = 38 };

struct rows_out {
	const struct desk *desk;
	struct batch_builder rows;
	int scale;	  /* of the column: the largest of all numbers */
	const char *wide; /* what has more digits than value holds, or NULL */
};

static bool is_words_only(const struct desk *d)
{
	return d->spec.form && d->report.form.ntables == 0;
}

/* The larger of the places so far and those of v that are no zeros at its end. */
static int places_of(int so_far, __int128 v, int scale)
{
	while (scale > so_far && v % 10 == 0) {
		v /= 10;
		scale--;
	}
	return scale > so_far ? scale : so_far;
}

static int table_scale(const struct doc_table *t, int scale)
{
	for (size_t k = 0; k < t->ncells; k++)
		if (t->cells[k].key && t->cells[k].is_number)
			scale = places_of(scale, t->cells[k].value, t->cells[k].scale);
	return scale;
}

static int largest_scale(const struct desk *d)
{
	int scale = 0;

	if (is_words_only(d))
		for (size_t i = 0; i < d->figures.n; i++)
			scale = places_of(scale, d->figures.items[i].v, d->figures.items[i].scale);
	else
		for (size_t i = 0; i < d->doc.nblocks; i++)
			if (d->doc.blocks[i].kind == DOC_TABLE)
				scale = table_scale(&d->doc.blocks[i].table, scale);
	return scale;
}

/* "2025-01/2025-12": the months of the period, as streams tell them. */
static void set_period(const struct desk *d, struct meta *meta)
{
	char from[9], to[9];
	struct buf text = BUF_INIT;

	period_format(period_first(d->period, PERIOD_MONTH), from);
	period_format(period_last(d->period, PERIOD_MONTH), to);
	buf_printf(&text, "%s/%s", from, to);
	meta_set(meta, META_PERIOD, text.p);
	buf_release(&text);
}

static void make_schema(const struct rows_out *r, struct schema *s)
{
	struct field *f;

	meta_set(&s->meta, META_STATE, "masked");
	meta_set(&s->meta, META_DATASET, r->desk->name);
	set_period(r->desk, &s->meta);
	for (int i = 0; i < NFIELDS; i++) {
		f = schema_add(s, fields[i].name, fields[i].type);
		meta_set(&f->meta, META_LABEL, fields[i].label);
		meta_set(&f->meta, META_CLASS, "plain");
		meta_set(&f->meta, META_OPENNESS, "open");
		if (f->type == FIELD_DECIMAL) {
			f->precision = DIGITS;
			f->scale = r->scale;
		}
	}
}

static void put_text(struct builder *b, const char *text)
{
	if (*text)
		builder_text(b, text, strlen(text));
	else
		builder_null(b);
}

static const char *state_of(const struct doc_cell *c, const struct figure *f)
{
	if (f && f->is_protected)
		return "protected";
	if (c->is_number)
		return "number";
	if (!*c->text)
		return "blank";
	if (strcmp(c->text, "/") == 0)
		return "/";
	return strcmp(c->text, "暂无数据") == 0 ? "missing" : "text";
}

/* TABLE/ROW/COLUMN, or ROW/COLUMN: what is before the last and after the first slash. */
static void put_place(struct builder *row, const struct doc_table *t, const struct doc_cell *c)
{
	const char *at = c->key, *slash;
	size_t n = strlen(t->id);

	if (strncmp(at, t->id, n) == 0 && at[n] == '/')
		at += n + 1;
	slash = strrchr(at, '/');
	put_text(row, t->id);
	builder_text(row + 1, at, slash ? (size_t)(slash - at) : strlen(at));
	put_text(row + 2, slash ? slash + 1 : "");
}

static void put_value(struct rows_out *r, struct builder *b, __int128 v, int scale,
		      const char *name)
{
	__int128 wider = 0;

	if (!decimal_rescale(v, scale, r->scale, &wider))
		r->wide = name;
	builder_decimal(b, wider);
}

/* Of what report the row is: the first columns. */
static void put_report(struct rows_out *r)
{
	const struct desk *d = r->desk;
	const struct form *form = d->spec.form ? &d->report.form : NULL;
	struct builder *to = r->rows.columns;

	put_text(to++, form ? form->name : d->name);
	put_text(to++, form ? form->edition : "");
	put_text(to, d->period_text);
}

static void put_cell(struct rows_out *r, const struct doc_table *t, const struct doc_cell *c)
{
	const struct desk *d = r->desk;
	const struct form *form = d->spec.form ? &d->report.form : NULL;
	int cell = form ? form_find(form, c->key) : -1;
	const char *unit = cell >= 0 && *form_cell(form, cell)->unit ? form_cell(form, cell)->unit
								     : NULL;
	const struct figure *f = figures_find(&d->figures, c->key);
	struct builder *to = r->rows.columns;

	put_report(r);
	put_place(to + PLACE, t, c);
	to += PLACE + 3;
	put_text(to++, cell >= 0 ? form_cell(form, cell)->label : f ? f->label : c->key);
	if (c->is_number)
		put_value(r, to++, c->value, c->scale, c->key);
	else
		builder_null(to++);
	put_text(to++, unit ? unit : f ? f->unit : "");
	put_text(to, state_of(c, f));
}

/* A row of words only, such as 一、综合, holds no number. */
static bool is_heading(const struct desk *d, const struct doc_cell *c)
{
	int cell = d->spec.form && !*c->text ? form_find(&d->report.form, c->key) : -1;
	int first = cell;

	if (cell < 0)
		return false;
	while (first > 0 && strcmp(form_cell(&d->report.form, first - 1)->row,
				   form_cell(&d->report.form, cell)->row) == 0)
		first--;
	return form_cell(&d->report.form, first)->type == FORM_TEXT;
}

static const char *state_word(const struct figure *f)
{
	if (f->is_protected)
		return "protected";
	if (f->state == VALUE_NUMBER)
		return "number";
	return f->state == VALUE_SLASH ? "/" : "missing";
}

static void put_figure(struct rows_out *r, const struct figure *f)
{
	struct builder *to = r->rows.columns + PLACE;

	put_report(r);
	builder_null(to++);
	put_text(to++, f->name);
	builder_null(to++);
	put_text(to++, f->label);
	if (f->state == VALUE_NUMBER)
		put_value(r, to++, f->v, f->scale, f->name);
	else
		builder_null(to++);
	put_text(to++, f->unit);
	put_text(to, state_word(f));
}

static void put_figures(struct rows_out *r)
{
	const struct figures *all = &r->desk->figures;

	for (size_t i = 0; i < all->n; i++)
		if (all->items[i].state != VALUE_ODD && all->items[i].state != VALUE_BLANK)
			put_figure(r, &all->items[i]);
}

static void put_all(struct rows_out *r)
{
	const struct doc *doc = &r->desk->doc;

	for (size_t i = 0; i < doc->nblocks; i++) {
		const struct doc_table *t = &doc->blocks[i].table;

		if (doc->blocks[i].kind != DOC_TABLE)
			continue;
		for (size_t k = 0; k < t->ncells; k++)
			if (t->cells[k].key && !is_heading(r->desk, &t->cells[k]))
				put_cell(r, t, &t->cells[k]);
	}
}

int rows_out_write(const struct desk *d, const char *path, struct err *err)
{
	const struct output_options o = { .to = "stream", .path = path };
	struct rows_out r = { .desk = d, .scale = largest_scale(d) };
	struct schema s = SCHEMA_INIT;
	struct output *out = NULL;
	int ret;

	make_schema(&r, &s);
	batch_builder_init(&r.rows, &s);
	if (is_words_only(d))
		put_figures(&r);
	else
		put_all(&r);
	ret = r.wide ? err_set(err, ERR_DATA, "%s has more than %d digits", r.wide, DIGITS)
		     : output_open(&o, &s, &out, err);
	if (ret == 0)
		ret = writer_write(output_writer(out), batch_builder_view(&r.rows), err);
	if (ret == 0)
		ret = output_finish(out, err);
	output_close(out);
	batch_builder_release(&r.rows);
	schema_release(&s);
	return ret;
}
