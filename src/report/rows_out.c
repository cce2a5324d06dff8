#include "report/rows_out.h"

#include <stdlib.h>

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
enum { NFIELDS = sizeof(fields) / sizeof(fields[0]), PLACES = 38 };

struct rows_out {
	const struct desk *desk;
	struct batch_builder rows;
	int scale;
};

static int largest_scale(const struct doc *doc)
{
	int scale = 0;

	for (size_t i = 0; i < doc->nblocks; i++) {
		const struct doc_table *t = &doc->blocks[i].table;

		if (doc->blocks[i].kind != DOC_TABLE)
			continue;
		for (size_t k = 0; k < t->ncells; k++)
			if (t->cells[k].key && t->cells[k].is_number && t->cells[k].scale > scale)
				scale = t->cells[k].scale;
	}
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
			f->precision = PLACES;
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

static void put_value(const struct rows_out *r, struct builder *b, const struct doc_cell *c)
{
	__int128 v = c->value;

	if (!c->is_number) {
		builder_null(b);
		return;
	}
	for (int i = c->scale; i < r->scale; i++)
		v *= 10;
	builder_decimal(b, v);
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

	put_text(to++, form ? form->name : d->name);
	put_text(to++, form ? form->edition : "");
	put_text(to++, d->period_text);
	put_place(to, t, c);
	to += 3;
	put_text(to++, cell >= 0 ? form_cell(form, cell)->label : f ? f->label : c->key);
	put_value(r, to++, c);
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
	struct rows_out r = { .desk = d, .scale = largest_scale(&d->doc) };
	struct schema s = SCHEMA_INIT;
	struct output *out = NULL;
	int ret;

	make_schema(&r, &s);
	batch_builder_init(&r.rows, &s);
	put_all(&r);
	ret = output_open(&o, &s, &out, err);
	if (ret == 0)
		ret = writer_write(output_writer(out), batch_builder_view(&r.rows), err);
	if (ret == 0)
		ret = output_finish(out, err);
	output_close(out);
	batch_builder_release(&r.rows);
	schema_release(&s);
	return ret;
}
