/*
 * cell_sketch: tables of cells from a few lines of any text, for fuzz_policy and fuzz_tables.
 *
 *	=aw pf,af			a table: dimensions a and w, measures pf and af
 *	11:1:_T,w1 | 4,900		a row: 11 within 1 within _T; 4 persons, 9.00
 *
 * A dimension is a letter: w is of-which, p is of periods, the others are trees.  A measure is a
 * letter of what it is (p persons, h households, a an amount; not published: t the largest
 * contributor to it, k the key of the cell) and one of its kind (f, c, s).  A value of x or z is none.
 *
 * With `adds_up` a row is a leaf: the table has a row for every combination of its codes, with
 * the sum of the leaves in it, so that most of them are tables that a bureau could have.
 * Otherwise it has these rows as they are.  What does not fit into the arrays is left out.
 */
#ifndef FUZZ_CELL_SKETCH_H
#define FUZZ_CELL_SKETCH_H

#include <stdint.h>

#include "protect/cells/cells.h"

enum { SKETCH_DIMS = 3, SKETCH_DEPTH = 4, SKETCH_CODE = 12, SKETCH_MEASURES = 5 };
enum { SKETCH_LEAVES = 40, SKETCH_CODES = 16, SKETCH_ROWS = 240 };

struct sketch_leaf {
	char codes[SKETCH_DIMS][SKETCH_DEPTH][SKETCH_CODE]; /* from within; then "" */
	int64_t values[SKETCH_MEASURES];
	char statuses[SKETCH_MEASURES];
};

struct sketch_row {
	const char *codes[SKETCH_DIMS], *parents[SKETCH_DIMS];
	int64_t values[SKETCH_MEASURES];
	char statuses[SKETCH_MEASURES];
};

struct sketch {
	char dims[SKETCH_DIMS + 1];
	char measures[SKETCH_MEASURES][3];
	int number, nmeasures, nleaves, nrows; /* number: of its name */
	struct sketch_leaf leaves[SKETCH_LEAVES];
	struct sketch_row rows[SKETCH_ROWS];
};

/* ---- text ---------------------------------------------------------------- */

static inline void sketch_head(struct sketch *t, char *line)
{
	const char *dims = strsep(&line, " "), *word;
	size_t n;

	*t = (struct sketch){ 0 };
	for (; *dims; dims++)
		if (*dims >= 'a' && *dims <= 'z' && !strchr(t->dims, *dims) &&
		    (n = strlen(t->dims)) < SKETCH_DIMS)
			t->dims[n] = *dims;
	while (line && t->nmeasures < SKETCH_MEASURES) {
		word = strsep(&line, ",");
		if (strlen(word) == 2 && strchr("phatk", word[0]) && strchr("fcs", word[1]))
			memcpy(t->measures[t->nmeasures++], word, 3);
	}
}

static inline void sketch_leaf(struct sketch *t, char *line)
{
	struct sketch_leaf *l = &t->leaves[t->nleaves];
	char *words = strsep(&line, "|"), *word;
	int a, i;

	*l = (struct sketch_leaf){ 0 };
	for (a = 0; t->dims[a]; a++) {
		word = strsep(&words, ",");
		for (i = 0; i < SKETCH_DEPTH && word; i++)
			snprintf(l->codes[a][i], SKETCH_CODE, "%s", strsep(&word, ":"));
		if (!l->codes[a][0][0])
			return;
	}
	for (i = 0; i < t->nmeasures; i++) {
		word = strsep(&line, ",");
		if (word && (*word == 'x' || *word == 'z'))
			l->statuses[i] = *word;
		else
			l->values[i] = word ? strtoll(word, NULL, 10) : 0;
	}
	t->nleaves++;
}

/* ---- rows of leaves ------------------------------------------------------ */

static inline int sketch_end(const char *period)
{
	int year = (int)(strtol(period, NULL, 10) % 10000), part = 0;

	if (strlen(period) == 7)
		part = period[5] == 'Q' ? 3 * (period[6] - '0') : (int)strtol(period + 5, NULL, 10);
	return year * 12 + (part ? part : 12);
}

/* Whether a leaf is in a node of a dimension, for a kind of measure. */
static inline bool sketch_holds(const struct sketch *t, const struct sketch_leaf *l, int a,
				const char *code, char kind)
{
	int end, own, last = 0, i;

	if (t->dims[a] == 'p' && kind != 'f' && strcmp(code, "_T") != 0) {
		end = sketch_end(code);
		own = sketch_end(l->codes[a][0]);
		if (kind == 'c')
			return own <= end && (own - 1) / 12 == (end - 1) / 12;
		for (i = 0; i < t->nleaves; i++)
			if (sketch_end(t->leaves[i].codes[a][0]) <= end &&
			    sketch_end(t->leaves[i].codes[a][0]) > last)
				last = sketch_end(t->leaves[i].codes[a][0]);
		return own == last;
	}
	for (i = 0; i < SKETCH_DEPTH; i++)
		if (strcmp(l->codes[a][i], code) == 0)
			return true;
	return t->dims[a] == 'w' && strcmp(code, "_T") == 0;
}

static inline void sketch_sum(const struct sketch *t, struct sketch_row *r, int m)
{
	char what = t->measures[m][0] == 't' ? 'a' : t->measures[m][0];
	int a, i, from = m;

	for (i = t->nmeasures - 1; i >= 0; i--)
		if (t->measures[i][0] == what)
			from = i;
	for (i = 0; i < t->nleaves; i++) {
		const struct sketch_leaf *l = &t->leaves[i];

		for (a = 0; t->dims[a]; a++)
			if (!sketch_holds(t, l, a, r->codes[a], t->measures[m][1]))
				break;
		if (t->dims[a])
			continue;
		if (l->statuses[from])
			r->statuses[m] = l->statuses[from];
		if (t->measures[m][0] != 't')
			r->values[m] += l->values[from] % (1 << 30);
		else if (l->values[from] > r->values[m])
			r->values[m] = l->values[from] % (1 << 30);
	}
}

struct sketch_codes {
	const char *codes[SKETCH_CODES], *parents[SKETCH_CODES];
	int n;
};

static inline void sketch_list(struct sketch_codes *to, const char *code, const char *parent)
{
	int i;

	for (i = 0; i < to->n; i++)
		if (strcmp(to->codes[i], code) == 0)
			return;
	if (*code && to->n < SKETCH_CODES) {
		to->codes[to->n] = code;
		to->parents[to->n++] = parent;
	}
}

static inline void sketch_add_up(struct sketch *t)
{
	struct sketch_codes all[SKETCH_DIMS] = { 0 };
	int a, i, k, n = 1, rest;
	struct sketch_row *r;

	for (a = 0; t->dims[a]; a++) {
		for (i = 0; i < t->nleaves; i++)
			for (k = 0; k < SKETCH_DEPTH; k++)
				sketch_list(&all[a], t->leaves[i].codes[a][k],
					    k + 1 < SKETCH_DEPTH ? t->leaves[i].codes[a][k + 1]
								 : "");
		if (t->dims[a] == 'w')
			sketch_list(&all[a], "_T", "");
		n *= all[a].n;
	}
	for (t->nrows = 0; t->nrows < n && t->nrows < SKETCH_ROWS; t->nrows++) {
		r = &t->rows[t->nrows];
		for (a = 0, rest = t->nrows; t->dims[a]; a++, rest /= k) {
			k = all[a].n;
			r->codes[a] = all[a].codes[rest % k];
			r->parents[a] = all[a].parents[rest % k];
		}
		for (i = 0; i < t->nmeasures; i++)
			sketch_sum(t, r, i);
	}
}

static inline void sketch_copy(struct sketch *t)
{
	struct sketch_row *r;
	int a;

	for (t->nrows = 0; t->nrows < t->nleaves; t->nrows++) {
		r = &t->rows[t->nrows];
		for (a = 0; t->dims[a]; a++) {
			r->codes[a] = t->leaves[t->nrows].codes[a][0];
			r->parents[a] = t->leaves[t->nrows].codes[a][1];
		}
		memcpy(r->values, t->leaves[t->nrows].values, sizeof(r->values));
		memcpy(r->statuses, t->leaves[t->nrows].statuses, sizeof(r->statuses));
	}
}

/* Tables of the text; n of them at most. */
static inline int sketch_read(struct sketch *tables, int n, char *text, bool adds_up)
{
	int i, got = 0;
	char *line;

	while ((line = strsep(&text, "\n")))
		if (*line == '=' && got < n)
			sketch_head(&tables[got++], line + 1);
		else if (*line && *line != '=' && got && tables[got - 1].nleaves < SKETCH_LEAVES)
			sketch_leaf(&tables[got - 1], line);
	for (i = 0; i < got; i++) {
		tables[i].number = i;
		(adds_up ? sketch_add_up : sketch_copy)(&tables[i]);
	}
	return got;
}

/* ---- as cells ------------------------------------------------------------ */

static inline void sketch_part(struct schema *s, const char *of, const char *part)
{
	struct field *f;
	char name[24];

	snprintf(name, sizeof(name), "%s_%s", of, part);
	f = schema_add(s, name, FIELD_DICT);
	meta_set(&f->meta, META_ROLE, part);
	meta_set(&f->meta, META_OF, of);
}

static inline void sketch_schema(const struct sketch *t, struct schema *s)
{
	static const char *const quantities[] = { "distinct(p)", "distinct(h)", "sum(a)",
						  "largest(a)", "cell_key(p)" };
	char name[8];
	struct field *f;
	int i;

	*s = (struct schema)SCHEMA_INIT;
	meta_set(&s->meta, META_STATE, "cells");
	snprintf(name, sizeof(name), "t%d", t->number);
	meta_set(&s->meta, META_DATASET, name);
	for (i = 0; t->dims[i]; i++) {
		snprintf(name, sizeof(name), "%c", t->dims[i]);
		f = schema_add(s, name, FIELD_DICT);
		meta_set(&f->meta, META_ROLE, "dimension");
		if (t->dims[i] == 'w')
			meta_set(&f->meta, META_KIND, "of-which");
		sketch_part(s, name, "level");
		sketch_part(s, name, "parent");
	}
	for (i = 0; i < t->nmeasures; i++) {
		const char *m = t->measures[i];

		f = schema_add(s, m, strchr("at", m[0]) ? FIELD_DECIMAL : FIELD_INT64);
		meta_set(&f->meta, META_ROLE, "measure");
		meta_set(&f->meta, META_QUANTITY, quantities[strchr("phatk", m[0]) - "phatk"]);
		meta_set(&f->meta, META_KIND,
			 m[1] == 'f'   ? "flow"
			 : m[1] == 'c' ? "cumulative"
				       : "stock");
		if (m[0] == 't' || m[0] == 'k')
			meta_set(&f->meta, META_PUBLISH, "no");
		sketch_part(s, m, "status");
	}
}

static inline const char *sketch_level(char dim, const char *code)
{
	static const char *const depths[] = { "", "one", "two", "three", "four", "five" };
	size_t n = strlen(code);

	if (strcmp(code, "_T") == 0)
		return "total";
	if (strcmp(code, "_U") == 0)
		return "unknown";
	if (dim == 'p')
		return n == 4 ? "year" : strchr(code, 'Q') ? "quarter" : "month";
	return depths[n < 5 ? n : 5];
}

static inline void sketch_put(struct builder *b, const char *text)
{
	if (*text)
		builder_text(b, text, strlen(text));
	else
		builder_null(b);
}

static inline void sketch_put_row(const struct sketch *t, const struct sketch_row *r,
				  struct batch_builder *bb)
{
	struct builder *at = bb->columns;
	int i;

	for (i = 0; t->dims[i]; i++) {
		bool is_part = t->dims[i] == 'w' && strcmp(r->codes[i], "_T") != 0;

		sketch_put(at++, r->codes[i]);
		sketch_put(at++, sketch_level(t->dims[i], r->codes[i]));
		sketch_put(at++, is_part ? "_T" : r->parents[i]);
	}
	for (i = 0; i < t->nmeasures; i++, at += 2) {
		if (r->statuses[i]) {
			builder_null(&at[0]);
			sketch_put(&at[1], r->statuses[i] == 'x' ? "x" : "z");
			continue;
		}
		if (at[0].type == FIELD_DECIMAL)
			builder_decimal(&at[0], r->values[i]);
		else
			builder_int64(&at[0], r->values[i]);
		builder_null(&at[1]);
	}
}

/* cells_finish() included; their rows from the last to the first when `backwards`. */
static inline int sketch_load(struct cells *c, const struct sketch *tables, int n, bool backwards,
			      struct err *err)
{
	struct batch_builder bb;
	struct schema s;
	int t, i, ret = 0;

	*c = (struct cells){ 0 };
	for (t = 0; t < n && ret == 0; t++) {
		sketch_schema(&tables[t], &s);
		batch_builder_init(&bb, &s);
		for (i = 0; i < tables[t].nrows; i++)
			sketch_put_row(&tables[t],
				       &tables[t].rows[backwards ? tables[t].nrows - 1 - i : i],
				       &bb);
		ret = t == 0 ? cells_init(c, &s, err) : cells_add_table(c, &s, err);
		if (ret == 0)
			ret = cells_add(c, batch_builder_view(&bb), err);
		batch_builder_release(&bb);
		schema_release(&s);
	}
	return ret == 0 ? cells_finish(c, err) : ret;
}

#endif
