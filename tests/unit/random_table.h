/*
 * random_table: small tables of invented counts for tests of yg-protect, with what
 * each row is the sum of, worked out here and nowhere else.
 *
 * The inner cells are all combinations of the parts of each dimension.  Parts of an
 * of-which dimension are the sets of its codes that a person may belong to.
 */
#ifndef TEST_RANDOM_TABLE_H
#define TEST_RANDOM_TABLE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/mem.h"
#include "protect/cells/additive.h"
#include "protect/suppress.h"
#include "scratch.h"

enum { RT_NODES = 24, RT_INNER = 400, RT_ROWS = 1200, RT_DIMS = 3 };
enum rt_shape { RT_TREE, RT_OF_WHICH, RT_PERIOD };

struct rt_dim {
	enum rt_shape shape;
	int n, ninner;
	char codes[RT_NODES][32];
	const char *levels[RT_NODES];
	int parents[RT_NODES];
	uint32_t members[MEASURE_KINDS][RT_NODES]; /* bits of parts */
	int year[RT_NODES];
};

struct rt {
	uint64_t state;
	int ndims, ninner, nrows;
	struct rt_dim dims[RT_DIMS];
	int rows[RT_ROWS][RT_DIMS];
	int64_t y[RT_INNER];
	bool has_kind[MEASURE_KINDS], is_count[MEASURE_KINDS];
	int64_t threshold;
	bool omits_zeros;
	bool has_gap;		  /* nobody has the values of one month, nor of what holds it */
	int gap;		  /* part of the period dimension */
	uint32_t row_of[RT_ROWS]; /* its number in the cells, or CELLS_NO_ROW */
	struct cells cells;
	struct policy policy;
	struct primary primary;
	struct past past; /* none */
	struct suppression result;
	bool is_held;
};

static const char *const rt_kinds[] = { "flow", "cumulative", "stock" };

static inline int rt_below(struct rt *t, int n)
{
	return (int)(sequence_next(&t->state) % (uint64_t)n);
}

static inline int rt_node(struct rt_dim *d, const char *code, const char *level, int parent)
{
	snprintf(d->codes[d->n], sizeof(d->codes[0]), "%s", code);
	d->levels[d->n] = level;
	d->parents[d->n] = parent;
	return d->n++;
}

/* A total, up to three groups, up to three codes in each. */
static inline void rt_tree(struct rt *t, struct rt_dim *d, int width)
{
	int ngroups = 1 + rt_below(t, width), i, k, g, leaf, up;
	bool has_top = rt_below(t, 4) > 0;
	char code[32];

	d->shape = RT_TREE;
	if (has_top)
		rt_node(d, "_T", "total", -1);
	for (i = 0; i < ngroups; i++) {
		snprintf(code, sizeof(code), "%02d", i);
		g = rt_node(d, code, "group", has_top ? 0 : -1);
		for (k = rt_below(t, width + 1); k > 0; k--) {
			snprintf(code, sizeof(code), "%02d%02d", i, k);
			rt_node(d, code, "type", g);
		}
	}
	for (i = 0; i < d->n; i++) {
		for (k = leaf = 0; k < d->n; k++)
			leaf |= d->parents[k] == i;
		if (leaf)
			continue;
		for (up = i; up >= 0; up = d->parents[up])
			for (k = 0; k < MEASURE_KINDS; k++)
				d->members[k][up] |= 1u << d->ninner;
		d->ninner++;
	}
}

static inline void rt_of_which(struct rt *t, struct rt_dim *d)
{
	int n = 1 + rt_below(t, 3), i, k, part;
	char code[32];

	d->shape = RT_OF_WHICH;
	d->ninner = 1 << n;
	rt_node(d, "_T", "total", -1);
	for (i = 0; i < n; i++) {
		snprintf(code, sizeof(code), "w%d", i);
		rt_node(d, code, "of-which", 0);
	}
	for (k = 0; k < MEASURE_KINDS; k++)
		for (part = 0; part < d->ninner; part++) {
			d->members[k][0] |= 1u << part;
			for (i = 0; i < n; i++)
				d->members[k][i + 1] |= (uint32_t)(part >> i & 1) << part;
		}
}

/* Parts are the months from the first one on; levels are left out at random. */
static inline void rt_period(struct rt *t, struct rt_dim *d)
{
	int nmonths = 3 * (1 + rt_below(t, 5)), i, k, up, year, first;
	bool has_quarters = rt_below(t, 3) > 0, has_years = rt_below(t, 2) > 0;
	int years[2] = { -1, -1 }, quarter = -1;
	char code[32];

	d->shape = RT_PERIOD;
	d->ninner = nmonths;
	for (i = 0; i < nmonths; i++) {
		year = i / 12;
		if (has_years && i % 12 == 0) {
			snprintf(code, sizeof(code), "%d", 2025 + year);
			years[year] = rt_node(d, code, "year", -1);
			d->year[d->n - 1] = year;
		}
		up = years[year];
		if (has_quarters && i % 3 == 0) {
			snprintf(code, sizeof(code), "%d-Q%d", 2025 + year, i % 12 / 3 + 1);
			quarter = rt_node(d, code, "quarter", up);
			d->year[d->n - 1] = year;
		}
		up = has_quarters ? quarter : up;
		snprintf(code, sizeof(code), "%d-%02d", 2025 + year, i % 12 + 1);
		rt_node(d, code, "month", up);
		d->year[d->n - 1] = year;
		for (up = d->n - 1; up >= 0; up = d->parents[up]) {
			first = 12 * year;
			d->members[MEASURE_FLOW][up] |= 1u << i;
			d->members[MEASURE_STOCK][up] = 1u << i;
			for (k = first; k <= i; k++)
				d->members[MEASURE_CUMULATIVE][up] |= 1u << k;
		}
	}
}

static inline bool rt_holds(const struct rt *t, const int *nodes, int kind, int inner)
{
	int a, part;

	for (a = t->ndims - 1; a >= 0; a--) {
		part = inner % t->dims[a].ninner;
		inner /= t->dims[a].ninner;
		if (!(t->dims[a].members[kind][nodes[a]] >> part & 1))
			return false;
	}
	return true;
}

static inline int64_t rt_value(const struct rt *t, const int *nodes, int kind)
{
	int64_t sum = 0;
	int i;

	for (i = 0; i < t->ninner; i++)
		sum += rt_holds(t, nodes, kind, i) ? t->y[i] : 0;
	return sum;
}

static inline bool rt_is_missing(const struct rt *t, const int *nodes, int kind)
{
	int a;

	for (a = 0; t->has_gap && a < t->ndims; a++)
		if (t->dims[a].shape == RT_PERIOD &&
		    t->dims[a].members[kind][nodes[a]] >> t->gap & 1)
			return true;
	return false;
}

static inline bool rt_is_zero(const struct rt *t, const int *nodes)
{
	int k;

	for (k = 0; k < MEASURE_KINDS; k++)
		if (t->has_kind[k] && (rt_is_missing(t, nodes, k) || rt_value(t, nodes, k) != 0))
			return false;
	return true;
}

static inline bool rt_is_small(const struct rt *t, int64_t v)
{
	return v > 0 && v < t->threshold;
}

static inline void rt_meta(struct field *f, const char *role, const char *of)
{
	meta_set(&f->meta, META_ROLE, role);
	if (of)
		meta_set(&f->meta, META_OF, of);
}

static inline void rt_schema(const struct rt *t, struct schema *s)
{
	static const char *const parts[] = { "label", "level", "parent" };
	char name[16], part[32];
	struct field *f;
	int a, k;

	*s = (struct schema)SCHEMA_INIT;
	meta_set(&s->meta, META_STATE, "cells");
	for (a = 0; t->has_gap && a < t->ndims; a++)
		if (t->dims[a].shape == RT_PERIOD) {
			snprintf(part, sizeof(part), "2025-01/%d-%02d",
				 2025 + (t->dims[a].ninner - 1) / 12,
				 (t->dims[a].ninner - 1) % 12 + 1);
			meta_set(&s->meta, META_PERIOD, part);
		}
	for (a = 0; a < t->ndims; a++) {
		snprintf(name, sizeof(name), "d%d", a);
		f = schema_add(s, name, FIELD_DICT);
		rt_meta(f, "dimension", NULL);
		if (t->dims[a].shape == RT_OF_WHICH)
			meta_set(&f->meta, META_KIND, "of-which");
		for (k = 0; k < 3; k++) {
			snprintf(part, sizeof(part), "%s_%s", name, parts[k]);
			rt_meta(schema_add(s, part, FIELD_DICT), parts[k], name);
		}
	}
	for (k = 0; k < MEASURE_KINDS; k++) {
		if (!t->has_kind[k])
			continue;
		f = schema_add(s, rt_kinds[k], FIELD_INT64);
		rt_meta(f, "measure", NULL);
		meta_set(&f->meta, META_KIND, rt_kinds[k]);
		snprintf(part, sizeof(part), "%s_status", rt_kinds[k]);
		rt_meta(schema_add(s, part, FIELD_DICT), "status", rt_kinds[k]);
	}
}

static inline void rt_put(struct builder *b, const char *text)
{
	if (text)
		builder_text(b, text, strlen(text));
	else
		builder_null(b);
}

static inline bool rt_has_row(const struct rt *t, int a, int node)
{
	int i;

	for (i = 0; i < t->nrows; i++)
		if (t->rows[i][a] == node && !(t->omits_zeros && rt_is_zero(t, t->rows[i])))
			return true;
	return false;
}

static inline void rt_put_row(const struct rt *t, struct batch_builder *bb, const int *nodes)
{
	const struct rt_dim *d;
	int a, k, c = 0, up;

	for (a = 0; a < t->ndims; a++) {
		d = &t->dims[a];
		up = d->parents[nodes[a]];
		while (up >= 0 && !rt_has_row(t, a, up))
			up = d->parents[up];
		rt_put(&bb->columns[c++], d->codes[nodes[a]]);
		rt_put(&bb->columns[c++], "name");
		rt_put(&bb->columns[c++], d->levels[nodes[a]]);
		rt_put(&bb->columns[c++], up < 0 ? NULL : d->codes[up]);
	}
	for (k = 0; k < MEASURE_KINDS; k++)
		if (!t->has_kind[k]) {
			continue;
		} else if (rt_is_missing(t, nodes, k)) {
			builder_null(&bb->columns[c++]);
			rt_put(&bb->columns[c++], "x");
		} else {
			builder_int64(&bb->columns[c++], rt_value(t, nodes, k));
			builder_null(&bb->columns[c++]);
		}
}

/* The rows in the order of `order`, or as they were made. */
static inline void rt_load(struct rt *t, const int *order)
{
	struct batch_builder bb;
	struct schema s;
	struct err err = ERR_INIT;
	int i, row;

	rt_schema(t, &s);
	batch_builder_init(&bb, &s);
	assert_int_equal(cells_init(&t->cells, &s, &err), 0);
	for (i = 0; i < t->nrows; i++) {
		row = order ? order[i] : i;
		t->row_of[row] = CELLS_NO_ROW;
		if (t->omits_zeros && rt_is_zero(t, t->rows[row]))
			continue;
		batch_builder_clear(&bb);
		rt_put_row(t, &bb, t->rows[row]);
		t->row_of[row] = t->cells.tables[0].nrows;
		assert_int_equal(cells_add(&t->cells, batch_builder_view(&bb), &err), 0);
	}
	if (cells_finish(&t->cells, &err) < 0)
		fail_msg("%s", err.msg);
	batch_builder_release(&bb);
	schema_release(&s);
}

static inline void rt_policy(struct rt *t)
{
	struct buf b = BUF_INIT;
	struct err err = ERR_INIT;
	char *dir = scratch_new(), *path;
	int k, n = 0;

	buf_printf(&b, "{\"minimum_frequency\":{\"threshold\":%d,\"counts\":[", (int)t->threshold);
	for (k = 0; k < MEASURE_KINDS; k++)
		if (t->is_count[k])
			buf_printf(&b, "%s\"%s\"", n++ ? "," : "", rt_kinds[k]);
	buf_puts(&b, "]}}");
	path = scratch_put(dir, "protect.json", b.p);
	if (policy_read(path, &t->policy, &err) < 0 || policy_bind(&t->policy, &t->cells, &err) < 0)
		fail_msg("%s", err.msg);
	free(path);
	scratch_remove(dir);
	buf_release(&b);
}

/* A table that cannot be protected is held: then there is no result. */
static inline void rt_protect(struct rt *t, const int *order)
{
	struct err err = ERR_INIT;
	int ret;

	rt_load(t, order);
	rt_policy(t);
	if (additive_check(&t->cells, &t->policy, &err) < 0 ||
	    primary_find(&t->primary, &t->cells, &t->policy, &err) < 0 ||
	    past_read(&t->past, &t->cells, NULL, NULL, &err) < 0)
		fail_msg("%s", err.msg);
	ret = suppress_tables(&t->result, &t->cells, &t->policy, &t->primary, &t->past, &err);
	t->is_held = ret < 0 && err.kind == ERR_GATE;
	if (ret < 0 && !t->is_held)
		fail_msg("%s", err.msg);
}

static inline void rt_forget(struct rt *t)
{
	suppression_release(&t->result);
	past_release(&t->past);
	primary_release(&t->primary);
	policy_release(&t->policy);
	cells_release(&t->cells);
}

static inline void rt_all_rows(struct rt *t)
{
	int nodes[RT_DIMS] = { 0 }, a;

	for (;;) {
		memcpy(t->rows[t->nrows++], nodes, sizeof(nodes));
		for (a = t->ndims - 1; a >= 0; a--) {
			if (++nodes[a] < t->dims[a].n)
				break;
			nodes[a] = 0;
		}
		if (a < 0 || t->nrows == RT_ROWS)
			return;
	}
}

static inline void rt_fill(struct rt *t)
{
	int i, a;

	t->ninner = 1;
	for (a = 0; a < t->ndims; a++)
		t->ninner *= t->dims[a].ninner;
	for (i = 0; i < t->ninner; i++)
		t->y[i] = rt_below(t, 3) ? rt_below(t, 4) * rt_below(t, 9) : 0;
	rt_all_rows(t);
}

/* A table from a number; false when it came out too large. */
static inline bool rt_make(struct rt *t, uint64_t seed, const enum rt_shape *shapes, int ndims,
			   bool one_kind)
{
	long inner = 1, rows = 1;
	int a, k, main_kind;

	memset(t, 0, sizeof(*t));
	t->state = seed;
	t->ndims = ndims;
	t->threshold = 2 + rt_below(t, 5);
	t->omits_zeros = rt_below(t, 2);
	for (a = 0; a < ndims; a++) {
		if (shapes[a] == RT_TREE)
			rt_tree(t, &t->dims[a], ndims > 2 ? 2 : 3);
		else if (shapes[a] == RT_OF_WHICH)
			rt_of_which(t, &t->dims[a]);
		else
			rt_period(t, &t->dims[a]);
		inner *= t->dims[a].ninner;
		rows *= t->dims[a].n;
	}
	if (inner > RT_INNER || rows >= RT_ROWS)
		return false;
	main_kind = rt_below(t, MEASURE_KINDS);
	t->has_kind[main_kind] = t->is_count[main_kind] = true;
	for (k = 0; k < MEASURE_KINDS && !one_kind; k++)
		if (rt_below(t, 2)) {
			t->has_kind[k] = true;
			t->is_count[k] |= rt_below(t, 2);
		}
	/* What is published needs a count that bounds it. */
	t->is_count[MEASURE_FLOW] |= t->has_kind[MEASURE_FLOW] && !t->is_count[MEASURE_STOCK];
	t->is_count[MEASURE_STOCK] |= t->has_kind[MEASURE_STOCK];
	rt_fill(t);
	return true;
}

#endif
