/*
 * random_records: small tables of invented records for tests of yg-protect
 * --microdata, and what each node of their lattice costs, by plain counting.
 */
#ifndef TEST_RANDOM_RECORDS_H
#define TEST_RANDOM_RECORDS_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "protect/microdata/microdata.h"
#include "core/mem.h"
#include "protect/pattern/field61.h"
#include "scratch.h"

enum { ROWS = 48, COLUMNS = 4, VALUES = 6, LEVELS = 3 };

/* A table of small numbers; column nquasi is the sensitive one, if there is one. */
struct trial {
	uint64_t state;
	int nrows, nquasi, nsensitive, steps[COLUMNS];
	int values[ROWS][COLUMNS];
	int k, l, limit;
	int64_t c, t, suppression, cells;
	enum diversity diversity;
	enum distance distance;
	enum loss_metric metric;
	struct buf json;
	struct microdata_spec spec;
	struct microdata m;
};

static char *folder, *path;

static inline int below(struct trial *t, int n)
{
	return (int)(sequence_next(&t->state) % (uint64_t)n);
}

/* What a value is called at a level: itself, its half, everything. */
static inline int coarse(int value, int level)
{
	return level == 0 ? value : level == 1 ? value / 2 : 0;
}

static const char *const metrics[] = { "entropy", "entropy+suppression", "loss", "discernibility" };
static const char *const diversities[] = { "distinct", "entropy", "recursive" };
static const char *const distances[] = { "equal", "ordered" };

static inline void put_quasi(struct trial *t, int q)
{
	int v;

	buf_printf(&t->json, "%s{\"column\": \"q%d\"", q ? ", " : "", q);
	if (t->steps[q] > 0) {
		buf_puts(&t->json, ", \"tree\": [{");
		for (v = 0; v < VALUES; v++)
			buf_printf(&t->json, "%s\"%d\": \"h%d\"", v ? ", " : "", v, v / 2);
		buf_puts(&t->json, t->steps[q] > 1 ? "}, \"*\"]" : "}]");
	}
	buf_putc(&t->json, '}');
}

static inline void put_sensitive(struct trial *t)
{
	buf_puts(&t->json, ", \"sensitive\": [{\"column\": \"s\"");
	if (t->l)
		buf_printf(&t->json, ", \"l\": %d, \"diversity\": \"%s\"", t->l,
			   diversities[t->diversity]);
	if (t->l && t->diversity == DIVERSITY_RECURSIVE)
		buf_printf(&t->json, ", \"c\": \"%lld\"", (long long)(t->c / MILLION));
	if (t->t >= 0)
		buf_printf(&t->json, ", \"t\": \"0.%06lld\", \"distance\": \"%s\"", (long long)t->t,
			   distances[t->distance]);
	buf_puts(&t->json, "}]");
}

static inline void put_spec(struct trial *t)
{
	int q;

	buf_puts(&t->json, "{\"microdata\": {\"quasi\": [");
	for (q = 0; q < t->nquasi; q++)
		put_quasi(t, q);
	buf_printf(&t->json, "], \"k\": %d, \"metric\": \"%s\", \"suppression\": \"%lld.%06lld\"",
		   t->k, metrics[t->metric], (long long)t->suppression / MILLION,
		   (long long)t->suppression % MILLION);
	if (t->cells >= 0)
		buf_printf(&t->json, ", \"cells\": \"%lld.%06lld\"", (long long)t->cells / MILLION,
			   (long long)t->cells % MILLION);
	if (t->nsensitive)
		put_sensitive(t);
	buf_puts(&t->json, "}}");
}

static inline void choose_sensitive(struct trial *t)
{
	t->nsensitive = below(t, 3) > 0;
	t->t = -1;
	if (!t->nsensitive)
		return;
	t->l = below(t, 3) ? 2 + below(t, 2) : 0;
	t->diversity = (enum diversity)below(t, 3);
	t->c = (1 + below(t, 3)) * MILLION;
	if (t->l == 0 || below(t, 2))
		t->t = 100000 * (1 + below(t, 7));
	t->distance = (enum distance)below(t, 2);
}

static inline void trial_choose(struct trial *t, uint64_t seed)
{
	static const int64_t limits[] = { 0, 0, 100000, 300000, MILLION };
	int q, row;

	*t = (struct trial){ .state = seed * 7919 + 1, .json = BUF_INIT, .cells = -1 };
	t->nrows = 6 + below(t, ROWS - 6);
	t->nquasi = 2 + below(t, 2);
	t->k = 2 + below(t, 3);
	t->suppression = limits[below(t, 5)];
	t->metric = (enum loss_metric)below(t, 4);
	choose_sensitive(t);
	for (q = 0; q < t->nquasi; q++)
		t->steps[q] = below(t, LEVELS);
	for (row = 0; row < t->nrows; row++)
		for (q = 0; q < t->nquasi + t->nsensitive; q++)
			t->values[row][q] = below(t, below(t, 2) ? 2 : VALUES);
	if (!t->nsensitive && below(t, 2))
		t->cells = below(t, 2) ? MILLION : 20000;
	t->limit = (int)(t->nrows * t->suppression / MILLION);
}

static const char *const names[] = { "q0", "q1", "q2" };

static inline void trial_records(struct trial *t, const int *order)
{
	struct err err = ERR_INIT;
	struct schema s = SCHEMA_INIT;
	struct batch_builder rows;
	int q, i;

	meta_set(&s.meta, META_STATE, "masked");
	for (q = 0; q < t->nquasi; q++)
		schema_add(&s, names[q], FIELD_INT64);
	if (t->nsensitive)
		schema_add(&s, "s", FIELD_INT64);
	batch_builder_init(&rows, &s);
	for (i = 0; i < t->nrows; i++)
		for (q = 0; q < (int)s.nfields; q++)
			builder_int64(&rows.columns[q], t->values[order ? order[i] : i][q]);
	assert_int_equal(records_init(&t->m.records, &t->spec, &s, &err), 0);
	assert_int_equal(records_add(&t->m.records, batch_builder_view(&rows), &err), 0);
	assert_int_equal(records_finish(&t->m.records, NULL, &err), 0);
	batch_builder_release(&rows);
	schema_release(&s);
}

static inline void trial_start(struct trial *t)
{
	struct err err = ERR_INIT;

	put_spec(t);
	free(scratch_put(folder, "protect.json", t->json.p));
	if (microdata_spec_read(path, &t->spec, &err) < 0)
		fail_msg("%s: %s", err.msg, t->json.p);
	trial_records(t, NULL);
}

static inline void trial_end(struct trial *t)
{
	microdata_release(&t->m);
	microdata_spec_release(&t->spec);
	buf_release(&t->json);
}

/* Plain counting ------------------------------------------------------------ */

/* Records that look like record `row` in the columns up to `n`. */
static inline int count_alike(const struct trial *t, const int *levels, int row, int n, bool *alike)
{
	int i, q, count = 0;

	for (i = 0; i < t->nrows; i++) {
		alike[i] = true;
		for (q = 0; q < n; q++)
			alike[i] &= coarse(t->values[i][q], levels[q]) ==
				    coarse(t->values[row][q], levels[q]);
		count += alike[i];
	}
	return count;
}

static inline void count_values(const struct trial *t, const bool *alike, int64_t *counts)
{
	int i;

	memset(counts, 0, VALUES * sizeof(*counts));
	for (i = 0; i < t->nrows; i++)
		if (!alike || alike[i])
			counts[t->values[i][t->nquasi]]++;
}

static inline int by_falling(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return *x < *y ? 1 : *x > *y ? -1 : 0;
}

static inline bool is_diverse(const struct trial *t, const int64_t *counts, int size)
{
	int64_t sorted[VALUES], rest = 0;
	int i, n = 0;
	double entropy = 0;

	memcpy(sorted, counts, sizeof(sorted));
	qsort(sorted, VALUES, sizeof(*sorted), by_falling);
	for (i = 0; i < VALUES && sorted[i]; i++, n++) {
		entropy -= (double)sorted[i] / size * log2((double)sorted[i] / size);
		rest += i >= t->l - 1 ? sorted[i] : 0;
	}
	if (t->l == 0)
		return true;
	if (t->diversity == DIVERSITY_ENTROPY)
		return n >= t->l && entropy >= log2(t->l);
	if (t->diversity == DIVERSITY_RECURSIVE)
		return n >= t->l && sorted[0] * MILLION < t->c * rest;
	return n >= t->l;
}

static inline bool is_close(const struct trial *t, const int64_t *counts, int size)
{
	int64_t whole[VALUES], sum = 0, so_far = 0, e, m = 0;
	int i;

	if (t->t < 0)
		return true;
	count_values(t, NULL, whole);
	for (i = 0; i < VALUES; i++) {
		e = counts[i] * t->nrows - whole[i] * size;
		so_far += e;
		m += whole[i] > 0;
		if (t->distance == DISTANCE_EQUAL)
			sum += e > 0 ? e : 0;
		else if (whole[i])
			sum += so_far < 0 ? -so_far : so_far;
	}
	if (t->distance == DISTANCE_EQUAL || m < 2)
		m = 2;
	return sum * MILLION <= t->t * size * t->nrows * (m - 1);
}

static inline bool is_good(const struct trial *t, const int *levels, int row)
{
	bool alike[ROWS];
	int64_t counts[VALUES];
	int size = count_alike(t, levels, row, t->nquasi, alike);

	if (size < t->k)
		return false;
	if (!t->nsensitive)
		return true;
	count_values(t, alike, counts);
	return is_diverse(t, counts, size) && is_close(t, counts, size);
}

/* The share of the domain: all values of a tree, those that occur without one. */
static inline double share_of(const struct trial *t, int q, int level, int value, double *least)
{
	int domain[VALUES] = { 0 }, n = 0, covered = 0, i;

	for (i = 0; i < t->nrows; i++)
		domain[t->values[i][q]] = 1;
	for (i = 0; i < VALUES; i++)
		if (domain[i] || t->steps[q]) {
			n++;
			covered += coarse(i, level) == coarse(value, level);
		}
	*least = 1.0 / n;
	return (double)covered / n;
}

static inline double share_loss(const struct trial *t, const int *levels, const bool *good)
{
	double product = 1, sum, least = 1;
	int q, i;

	for (q = 0; q < t->nquasi; q++) {
		for (sum = 0, i = 0; i < t->nrows; i++) {
			double share = share_of(t, q, levels[q], t->values[i][q], &least);

			sum += good[i] ? share : 1;
		}
		sum = least < 1 ? (sum / t->nrows - least) / (1 - least) : 0;
		product *= pow(1 + sum, 1.0 / t->nquasi);
	}
	return product - 1;
}

/* Records with the same value at a level of column q, among all or the bad ones. */
static inline int alike_in(const struct trial *t, int q, int level, int row, const bool *good)
{
	int i, n = 0;

	for (i = 0; i < t->nrows; i++)
		n += (!good || !good[i]) &&
		     coarse(t->values[i][q], level) == coarse(t->values[row][q], level);
	return n;
}

static inline double entropy_loss(const struct trial *t, const int *levels, const bool *good,
				  int nbad)
{
	double sum = 0;
	int q, i;

	for (q = 0; q < t->nquasi; q++)
		for (i = 0; i < t->nrows; i++) {
			sum += log2((double)alike_in(t, q, levels[q], i, NULL) /
				    alike_in(t, q, 0, i, NULL));
			if (t->metric == LOSS_ENTROPY_ALL && !good[i])
				sum += log2((double)nbad / alike_in(t, q, levels[q], i, good));
		}
	return sum;
}

static inline double squares(const struct trial *t, const int *levels)
{
	bool alike[ROWS];
	double sum = 0;
	int i;

	for (i = 0; i < t->nrows; i++)
		sum += count_alike(t, levels, i, t->nquasi, alike);
	return sum;
}

/* The loss of a node, or -1 when it is not feasible. */
static inline double node_loss(const struct trial *t, const int *levels)
{
	bool good[ROWS];
	int i, nbad = 0;

	for (i = 0; i < t->nrows; i++) {
		good[i] = is_good(t, levels, i);
		nbad += !good[i];
	}
	if (nbad > t->limit)
		return -1;
	if (t->metric == LOSS_SHARE)
		return share_loss(t, levels, good);
	if (t->metric == LOSS_DISCERNIBILITY)
		return squares(t, levels);
	return entropy_loss(t, levels, good, nbad);
}

static inline double best_loss(const struct trial *t)
{
	double best = -1, loss;
	int levels[COLUMNS] = { 0 }, q = 0;

	while (q < t->nquasi) {
		loss = node_loss(t, levels);
		if (loss >= 0 && (best < 0 || loss < best))
			best = loss;
		for (q = 0; q < t->nquasi && levels[q] == t->steps[q]; q++)
			levels[q] = 0;
		if (q < t->nquasi)
			levels[q]++;
	}
	return best;
}

#endif
