#include "report/figure/figure_rows.h"

#include <stdlib.h>

#include "core/csv.h"
#include "core/decimal.h"
#include "core/mem.h"
#include "report/figure/figure_filter.h"

static const char *const ops[] = {
	[RULE_COUNT] = "count", [RULE_SUM] = "sum", [RULE_DISTINCT] = "distinct"
};

/* What the figures of one rule have in common. */
struct rows {
	const struct figure_world *world;
	const struct spec_rule *rule;
	struct recordset *set;
	const struct batch *batch;
	int column, key; /* in the schema, or -1 */
	struct figure_filter filter;
	bool *keep;
	int *slot; /* of each row; -1: of none */
};

static const struct codes *world_codes(void *arg, const char *name)
{
	struct site *site = arg;
	const struct codes *codes;
	struct err ignored = ERR_INIT;

	return site && site_codes(site, name, &codes, &ignored) == 0 ? codes : NULL;
}

static int compare_keys(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void add_key(const struct rows *r, struct figure *f, int64_t i, size_t *room)
{
	const struct column *c;
	struct buf text = BUF_INIT;

	f->nrecords++;
	if (r->key < 0)
		return;
	c = &r->batch->columns[r->key];
	cell_put_text(&text, &r->set->schema.fields[r->key], c, i);
	f->keys = mem_grow(f->keys, room, f->nkeys + 1, sizeof(*f->keys));
	f->keys[f->nkeys++] = buf_detach(&text);
}

static int add_value(const struct rows *r, struct figure *f, struct dict *seen, int64_t i,
		     struct err *err)
{
	const struct column *c;
	const struct field *field;
	struct buf text = BUF_INIT;

	if (r->column < 0) {
		f->v++;
		return 0;
	}
	c = &r->batch->columns[r->column];
	field = &r->set->schema.fields[r->column];
	if (column_is_null(c, i))
		return 0;
	if (r->rule->kind == RULE_DISTINCT) {
		cell_put_text(&text, field, c, i);
		dict_put(seen, text.p, text.n);
		buf_release(&text);
		f->v = dict_count(seen);
		return 0;
	}
	if (!decimal_add(f->v, c->type == FIELD_INT64 ? column_int64(c, i) : column_decimal(c, i),
			 &f->v))
		return err_set(err, ERR_DATA, "records \"%s\": the sum of \"%s\" leaves 38 digits",
			       r->set->name, field->name);
	return 0;
}

static int tally(const struct rows *r, struct figure *f, int slot, struct err *err)
{
	struct dict *seen = dict_new();
	size_t room = 0;
	int64_t i;
	int ret = 0;

	f->state = VALUE_NUMBER;
	if (r->rule->kind == RULE_SUM)
		f->scale = r->set->schema.fields[r->column].type == FIELD_DECIMAL
				   ? r->set->schema.fields[r->column].scale
				   : 0;
	for (i = 0; i < r->batch->nrows && ret == 0; i++) {
		if (!r->keep[i] || (slot >= 0 && r->slot[i] != slot))
			continue;
		add_key(r, f, i, &room);
		ret = add_value(r, f, seen, i, err);
	}
	if (f->nkeys > 1)
		qsort(f->keys, f->nkeys, sizeof(*f->keys), compare_keys);
	dict_free(seen);
	return ret;
}

/* The filter, and the code of the column that parts the rows. */
static struct filter whole_filter(const struct rows *r, const char *by, const char **code)
{
	const struct filter *f = &r->filter.filter;
	struct filter whole = { mem_zalloc(f->n + 1, sizeof(*whole.terms)), f->n };

	if (f->n > 0)
		memcpy(whole.terms, f->terms, f->n * sizeof(*f->terms));
	if (by && *code)
		whole.terms[whole.n++] = (struct filter_term){
			.column = by, .op = FILTER_IS, .values = code, .nvalues = 1
		};
	return whole;
}

static void describe_rule(const struct rows *r, const struct filter *where, struct buf *b)
{
	static const char *const words[] = {
		[RULE_COUNT] = "计数", [RULE_SUM] = "合计", [RULE_DISTINCT] = "不重复计数"
	};
	const struct report_spec *spec = r->world->spec;
	const char *label;

	buf_printf(b, "由记录集 %s ", r->set->name);
	if (r->set->is_derived)
		buf_printf(b, "（由 %s、%s 按办理节点推算）", spec->requests, spec->events);
	buf_puts(b, words[r->rule->kind]);
	if (r->column >= 0) {
		label = meta_get(&r->set->schema.fields[r->column].meta, META_LABEL);
		buf_printf(b, " %s", label ? label : r->rule->column);
	}
	figure_filter_words(where, &r->set->schema, r->world->site, b);
}

/* Where it comes from, in words and as a query. */
static void describe(const struct rows *r, struct figure *f, const char *by, const char *code)
{
	const struct report_spec *spec = r->world->spec;
	const char *name = r->set->is_derived ? spec->requests : r->set->name;
	const struct spec_records *from = spec_records_find(spec, name);
	const char *snapshot = meta_get(&r->set->schema.meta, META_SNAPSHOT);
	struct filter where = whole_filter(r, by, &code);
	struct buf b = BUF_INIT;

	describe_rule(r, &where, &b);
	figure_set_text(&f->rule, b.p);
	buf_clear(&b);
	figure_filter_json(ops[r->rule->kind], r->rule->of, r->rule->column, &where, &b);
	figure_set_text(&f->query, b.p);
	buf_release(&b);
	free(where.terms);
	f->origin = ORIGIN_RECORDS;
	figure_set_text(&f->source, r->set->name);
	figure_set_text(&f->pipeline, from ? from->pipeline : "");
	figure_set_text(&f->snapshot, snapshot ? snapshot : "");
}

static int bind_column(struct rows *r, struct err *err)
{
	const struct spec_rule *rule = r->rule;
	enum field_type type;

	r->column = r->key = -1;
	if (r->set->key)
		r->key = schema_find(&r->set->schema, r->set->key);
	if (rule->kind == RULE_COUNT)
		return 0;
	r->column = schema_need(&r->set->schema, rule->column, "the report", err);
	if (r->column < 0)
		return -1;
	type = r->set->schema.fields[r->column].type;
	if (rule->kind == RULE_SUM && type != FIELD_INT64 && type != FIELD_DECIMAL)
		return json_err(rule->json, err, "\"%s\" of \"%s\" is no number to be added up",
				rule->column, rule->of);
	return 0;
}

static int find_slot(const struct figure_slot *slots, size_t n, struct str code)
{
	for (size_t i = 0; i < n; i++)
		if (slots[i].code && str_is(str_of(slots[i].code), code))
			return (int)i;
	return -1;
}

/* Only a code of the column's list is said; anything else may be a person's. */
static bool may_be_said(const struct rows *r, int column, struct str code)
{
	const char *list = meta_get(&r->set->schema.fields[column].meta, META_CODES);
	const struct codes *codes = list ? world_codes(r->world->site, list) : NULL;

	return codes && codes_find(codes, code, 0) >= 0;
}

static int no_slot(const struct rows *r, int column, int64_t row, struct err *err)
{
	const struct column *c = &r->batch->columns[column];
	const char *name = r->set->schema.fields[column].name;
	bool is_null = column_is_null(c, row);
	struct str code = is_null ? STR("") : column_text(c, row);
	int64_t i, n = 0;

	for (i = 0; i < r->batch->nrows; i++)
		if (r->keep[i] && column_is_null(c, i) == is_null &&
		    (is_null || str_is(column_text(c, i), code)))
			n++;
	if (is_null)
		return err_set(err, ERR_DATA, "records \"%s\": %lld of them have no \"%s\"",
			       r->set->name, (long long)n, name);
	if (!may_be_said(r, column, code))
		return err_set(err, ERR_DATA,
			       "records \"%s\": %lld of them, the first in row %lld, have in "
			       "\"%s\" what is no code of the form",
			       r->set->name, (long long)n, (long long)row + 1, name);
	return err_set(err, ERR_DATA,
		       "records \"%s\": %lld of them have the code \"%.*s\" in \"%s\", for which "
		       "the form has no column",
		       r->set->name, (long long)n, (int)code.n, code.p, name);
}

static int part_rows(struct rows *r, const char *column, const struct figure_slot *slots,
		     size_t nslots, struct err *err)
{
	int at = schema_need(&r->set->schema, column, "the report", err);
	const struct column *c;
	struct str code;
	int64_t i;

	if (at < 0)
		return -1;
	c = &r->batch->columns[at];
	if (c->type != FIELD_DICT && c->type != FIELD_UTF8)
		return json_err(r->rule->json, err, "\"%s\" of \"%s\" holds no codes", column,
				r->rule->of);
	r->slot = mem_zalloc((size_t)r->batch->nrows + 1, sizeof(*r->slot));
	for (i = 0; i < r->batch->nrows; i++) {
		if (!r->keep[i])
			continue;
		code = column_is_null(c, i) ? (struct str){ NULL, 0 } : column_text(c, i);
		r->slot[i] = code.p ? find_slot(slots, nslots, code) : -1;
		if (r->slot[i] < 0)
			return no_slot(r, at, i, err);
	}
	return 0;
}

static struct figure *add_figure(const struct figure_world *w, const struct figure_name *name)
{
	struct figure *f = figures_add(w->figures, name->name);

	figure_set_text(&f->label, name->label);
	figure_set_text(&f->unit, name->unit);
	return f;
}

static int make_slots(const struct rows *r, const char *column, const struct figure_slot *slots,
		      size_t nslots, struct err *err)
{
	const char *unit = NULL;

	if (r->column >= 0 && r->rule->kind == RULE_SUM)
		unit = meta_get(&r->set->schema.fields[r->column].meta, META_UNIT);
	for (size_t i = 0; i < nslots; i++) {
		struct figure *f = add_figure(r->world, &slots[i].name);

		if (!*f->unit && unit)
			figure_set_text(&f->unit, unit);
		describe(r, f, column, slots[i].code);
		if (tally(r, f, slots[i].code ? (int)i : -1, err) < 0)
			return -1;
	}
	return 0;
}

static void make_missing(const struct figure_world *w, const struct spec_rule *rule,
			 const struct figure_slot *slots, size_t nslots)
{
	for (size_t i = 0; i < nslots; i++)
		figure_set_missing(add_figure(w, &slots[i].name), true, "未提供记录集 %s",
				   rule->of);
}

int figure_rows(const struct figure_world *w, const struct spec_rule *rule, const char *column,
		const struct figure_slot *slots, size_t nslots, struct err *err)
{
	struct rows r = { .world = w, .rule = rule, .set = figure_world_set(w, rule->of) };
	int ret = -1;

	if (!r.set) {
		make_missing(w, rule, slots, nslots);
		return 0;
	}
	r.batch = recordset_batch(r.set);
	r.keep = mem_zalloc((size_t)r.batch->nrows + 1, sizeof(*r.keep));
	if (bind_column(&r, err) < 0 ||
	    figure_filter_make(&rule->where, &w->words, &r.filter, err) < 0 ||
	    recordset_select(r.set, &r.filter.filter, world_codes, w->site, r.keep, err) < 0)
		goto out;
	if (column && part_rows(&r, column, slots, nslots, err) < 0)
		goto out;
	ret = make_slots(&r, column, slots, nslots, err);
out:
	figure_filter_release(&r.filter);
	free(r.keep);
	free(r.slot);
	return ret;
}
