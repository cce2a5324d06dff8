#include "aggregate/dimension.h"

#include "core/mem.h"

enum { UNREAD = -2, MONTHS_MAX = 1200 };

/* ---- binding ------------------------------------------------------- */

static int need_column(const struct spec_dimension *spec, const struct schema *schema,
		       const char *name, int *column, struct err *err)
{
	*column = schema_need(schema, name, spec->name, err);
	return *column < 0 ? -1 : 0;
}

static int bind_codes(struct dimension *d, const struct schema *schema,
		      const struct code_finder *finder, struct err *err)
{
	const struct spec_dimension *spec = d->spec;
	const struct field *f = &schema->fields[d->column];
	const char *name = spec->codes ? spec->codes : meta_get(&f->meta, META_CODES);
	const struct codes *codes;

	if (f->type != FIELD_DICT && f->type != FIELD_UTF8)
		return json_err(spec->at, err, "dimension %s: column %s holds %s, not codes",
				spec->name, f->name, field_type_name(f->type));
	if (!name)
		return json_err(spec->at, err,
				"dimension %s: column %s names no code list: "
				"write \"codes\"",
				spec->name, f->name);
	codes = finder->find(finder->arg, name, err);
	if (!codes)
		return err_wrap(err, "dimension %s", spec->name);
	if (hierarchy_make(&d->hierarchy, codes, spec, err) < 0)
		return -1;
	if (!d->hierarchy.has_versions)
		hierarchy_plant(&d->hierarchy, spec, NULL, 1);
	d->seen = mem_zalloc((size_t)(d->hierarchy.nleaves + d->hierarchy.nnodes), 1);
	meta_set(&d->field.meta, META_CODES, name);
	return 0;
}

static int bind_period(struct dimension *d, const struct schema *schema, struct err *err)
{
	const struct spec_dimension *spec = d->spec;
	const struct field *f = &schema->fields[d->column];

	if (!spec->valid_from) {
		if (f->type == FIELD_DICT || f->type == FIELD_UTF8 || f->type == FIELD_DATE)
			return 0;
		return json_err(spec->at, err,
				"dimension %s: column %s holds %s, neither months "
				"nor dates",
				spec->name, f->name, field_type_name(f->type));
	}
	if (f->type != FIELD_DATE || schema->fields[d->column_to].type != FIELD_DATE)
		return json_err(spec->at, err, "dimension %s: %s and %s must be dates", spec->name,
				spec->valid_from, spec->valid_to);
	if (!d->range.known)
		return json_err(spec->at, err,
				"dimension %s: rows with a validity need a stream "
				"that says its period (" META_PERIOD ")",
				spec->name);
	return 0;
}

static int bind_parts(struct dimension *d, const struct schema *schema,
		      const struct code_finder *finder, struct err *err);

static int bind_columns(struct dimension *d, const struct schema *schema,
			const struct code_finder *finder, struct err *err)
{
	const struct spec_dimension *spec = d->spec;

	if (spec->kind == DIMENSION_OF_WHICH) {
		meta_set(&d->field.meta, META_KIND, "of-which");
		return bind_parts(d, schema, finder, err);
	}
	if (need_column(spec, schema, spec->valid_from ? spec->valid_from : spec->column,
			&d->column, err) < 0)
		return -1;
	if (spec->valid_from && need_column(spec, schema, spec->valid_to, &d->column_to, err) < 0)
		return -1;
	d->type = schema->fields[d->column].type;
	return spec->kind == DIMENSION_CODES ? bind_codes(d, schema, finder, err)
					     : bind_period(d, schema, err);
}

int dimension_bind(struct dimension *d, const struct spec_dimension *spec,
		   const struct schema *schema, const struct code_finder *finder,
		   const struct month_range *range, struct err *err)
{
	*d = (struct dimension){ .spec = spec, .column = -1, .column_to = -1, .range = *range };
	d->own = dict_new();
	if (!range->known) {
		d->range.first = INT32_MAX;
		d->range.last = INT32_MIN;
	}
	meta_set(&d->field.meta, META_ROLE, "dimension");
	meta_set(&d->field.meta, META_LABEL, spec->label);
	return bind_columns(d, schema, finder, err);
}

void dimension_release(struct dimension *d)
{
	for (size_t i = 0; d->parts && i < d->spec->nparts; i++)
		filter_bound_free(d->parts[i]);
	free(d->parts);
	hierarchy_release(&d->hierarchy);
	timeline_release(&d->timeline);
	meta_release(&d->field.meta);
	dict_free(d->own);
	free(d->seen);
	free(d->cache);
	free(d->keep);
	*d = (struct dimension){ 0 };
}

/* ---- text columns: one look-up per dictionary entry ----------------- */

static int32_t leaf_of_text(const struct dimension *d, struct str text)
{
	const struct hierarchy *h = &d->hierarchy;
	struct period p;
	int leaf;

	if (d->spec->kind == DIMENSION_PERIOD)
		return period_parse(text, &p) && p.level == PERIOD_MONTH ? p.n : -1;
	leaf = hierarchy_leaf(h, text);
	if (h->has_versions)
		return leaf == h->nleaves - 1 ? -1 : leaf;
	leaf = h->trees[0].node_of_leaf[leaf];
	return leaf == h->unknown ? -1 : leaf;
}

static int32_t cached_leaf(struct dimension *d, const struct dict *dict, int32_t index)
{
	if (d->dict != dict) {
		d->dict = dict;
		d->ncached = 0;
	}
	if ((size_t)index >= d->ncached) {
		size_t n = (size_t)dict_count(dict);

		d->cache = mem_grow(d->cache, &d->cache_capacity, n, sizeof(*d->cache));
		for (size_t i = d->ncached; i < n; i++)
			d->cache[i] = UNREAD;
		d->ncached = n;
	}
	if (d->cache[index] == UNREAD)
		d->cache[index] = leaf_of_text(d, dict_at(dict, index));
	return d->cache[index];
}

/* The leaf, or -1 when it is unknown. */
static int32_t row_leaf(struct dimension *d, const struct column *c, int64_t i)
{
	struct str text;

	if (column_is_null(c, i))
		return -1;
	if (d->type == FIELD_DICT)
		return cached_leaf(d, c->dict, column_index(c, i));
	if (d->type == FIELD_DATE)
		return period_of_date(column_date(c, i), PERIOD_MONTH).n;
	text = column_text(c, i);
	return cached_leaf(d, d->own, dict_put(d->own, text.p, text.n));
}

static void note_unknown(struct dimension *d, int64_t row)
{
	if (d->unknown++ == 0)
		d->first_unknown = row;
}

static void code_leaves(struct dimension *d, const struct batch *batch, int64_t row,
			const bool *keep, uint32_t *leaf)
{
	const struct hierarchy *h = &d->hierarchy;
	const struct column *c = &batch->columns[d->column];
	int32_t unknown = h->has_versions ? h->nleaves - 1 : h->unknown;

	for (int64_t i = 0; i < batch->nrows; i++) {
		int32_t found;

		if (!keep[i])
			continue;
		found = row_leaf(d, c, i);
		if (found < 0) {
			note_unknown(d, row + i);
			found = unknown;
		}
		leaf[i] = (uint32_t)found;
		d->seen[found] = 1;
	}
}

/* ---- periods ------------------------------------------------------- */

static int month_leaves(struct dimension *d, const struct batch *batch, int64_t row, bool *keep,
			uint32_t *leaf, struct err *err)
{
	const struct column *c = &batch->columns[d->column];

	for (int64_t i = 0; i < batch->nrows; i++) {
		int32_t month;

		if (!keep[i])
			continue;
		month = row_leaf(d, c, i);
		if (month < 0) {
			/* dimension_end() makes it an error. */
			note_unknown(d, row + i);
			keep[i] = false;
			continue;
		}
		if (month < d->range.first || month > d->range.last) {
			if (d->range.known)
				return err_set(err, ERR_DATA,
					       "dimension %s: row %lld lies outside "
					       "the period of the stream",
					       d->spec->name, (long long)(row + i));
			if (month < d->range.first)
				d->range.first = month;
			if (month > d->range.last)
				d->range.last = month;
			if (d->range.last - d->range.first >= MONTHS_MAX)
				return err_set(err, ERR_DATA,
					       "dimension %s: the rows up to %lld "
					       "span more than %d months",
					       d->spec->name, (long long)(row + i), MONTHS_MAX);
		}
		leaf[i] = (uint32_t)month;
	}
	return 0;
}

/* The first month at whose end, or the last month before whose end, `day` lies. */
static int32_t month_end(int32_t day, bool before)
{
	struct period p = period_of_date(day, PERIOD_MONTH);

	return before && period_last_day(p) != day ? p.n - 1 : p.n;
}

static void valid_leaves(struct dimension *d, const struct batch *batch, bool *keep, uint32_t *leaf)
{
	const struct column *from = &batch->columns[d->column];
	const struct column *to = &batch->columns[d->column_to];
	int32_t first = d->range.first, last = d->range.last;

	for (int64_t i = 0; i < batch->nrows; i++) {
		int32_t a, b;

		if (!keep[i])
			continue;
		a = column_is_null(from, i) ? first : month_end(column_date(from, i), false);
		b = column_is_null(to, i) ? last : month_end(column_date(to, i), true);
		a = a < first ? first : a;
		b = b > last ? last : b;
		if (a > b) {
			d->outside++;
			keep[i] = false;
			continue;
		}
		leaf[i] = (uint32_t)(a - first) << 16 | (uint32_t)(b - first);
	}
}

/* ---- parts --------------------------------------------------------- */

const struct codes *code_finder_for_filter(void *arg, const char *name)
{
	const struct code_finder *finder = arg;
	struct err ignored = ERR_INIT;

	return finder->find(finder->arg, name, &ignored);
}

static int bind_parts(struct dimension *d, const struct schema *schema,
		      const struct code_finder *finder, struct err *err)
{
	struct code_finder mine = *finder;

	d->parts = mem_zalloc(d->spec->nparts, sizeof(*d->parts));
	for (size_t i = 0; i < d->spec->nparts; i++)
		if (filter_bind(&d->spec->parts[i].where, schema, code_finder_for_filter, &mine,
				&d->parts[i], err) < 0)
			return err_wrap(err, "dimension %s: part %s", d->spec->name,
					d->spec->parts[i].code);
	return 0;
}

static void part_leaves(struct dimension *d, const struct batch *batch, uint32_t *leaf)
{
	size_t n = (size_t)batch->nrows;

	d->keep = mem_grow(d->keep, &d->keep_capacity, n, sizeof(*d->keep));
	memset(leaf, 0, n * sizeof(*leaf));
	for (size_t k = 0; k < d->spec->nparts; k++) {
		memset(d->keep, true, n * sizeof(*d->keep));
		filter_rows(d->parts[k], batch, d->keep);
		for (size_t i = 0; i < n; i++)
			leaf[i] |= (uint32_t)d->keep[i] << k;
	}
}

/* ---- rows ---------------------------------------------------------- */

int dimension_leaves(struct dimension *d, const struct batch *batch, int64_t row, bool *keep,
		     uint32_t *leaf, struct err *err)
{
	if (d->spec->kind == DIMENSION_OF_WHICH)
		part_leaves(d, batch, leaf);
	else if (d->spec->kind == DIMENSION_CODES)
		code_leaves(d, batch, row, keep, leaf);
	else if (d->spec->valid_from)
		valid_leaves(d, batch, keep, leaf);
	else
		return month_leaves(d, batch, row, keep, leaf, err);
	return 0;
}

void dimension_check_months(struct dimension *d, const bool *keep, const uint32_t *leaf,
			    const uint32_t *month, int64_t n)
{
	const struct hierarchy *h = &d->hierarchy;
	struct period p = { PERIOD_MONTH, -1 };
	int32_t first = 0, last = 0;

	for (int64_t i = 0; h->has_bounds && i < n; i++) {
		int32_t node;

		if (!keep[i])
			continue;
		if (p.n != (int32_t)month[i]) {
			p.n = (int32_t)month[i];
			first = period_first_day(p);
			last = period_last_day(p);
		}
		node = !h->has_versions			    ? (int32_t)leaf[i]
		       : (int32_t)leaf[i] == h->nleaves - 1 ? -1
							    : h->node_of_raw[leaf[i]];
		if (node >= 0 && !node_is_valid(&h->nodes[node], first, last))
			d->expired++;
	}
}

int dimension_end(struct dimension *d, struct err *err)
{
	bool is_period = d->spec->kind == DIMENSION_PERIOD;

	if (d->unknown && (is_period || d->spec->unknown_stops))
		return err_set(err, ERR_DATA,
			       "dimension %s: %lld rows with %s, the first is row "
			       "%lld",
			       d->spec->name, (long long)d->unknown,
			       is_period ? "no month" : "no known code",
			       (long long)d->first_unknown);
	return 0;
}
