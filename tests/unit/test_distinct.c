/*
 * Distinct counts at every node of random trees, against sets; quantiles against
 * sorted lists; keys against themselves.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "aggregate/accumulate.h"
#include "aggregate/distinct.h"
#include "aggregate/hierarchy.h"
#include "aggregate/idmap.h"
#include "aggregate/quantile.h"
#include "aggregate/tuples.h"

enum { NODES = 40, IDS = 30, ROWS = 400 };

static uint64_t state;

static uint32_t roll(uint32_t n)
{
	state = state * 6364136223846793005 + 1442695040888963407;
	return (uint32_t)((state >> 33) % n);
}

/* A forest in preorder: a parent is a node before, on the path of the last one. */
struct forest {
	int32_t parent[NODES], place[NODES], end[NODES];
	struct hierarchy_tree tree;
};

static void make_forest(struct forest *f)
{
	for (int32_t n = 0; n < NODES; n++) {
		int32_t up = n - 1;

		while (up >= 0 && roll(3) == 0)
			up = f->parent[up];
		f->parent[n] = up;
		f->place[n] = n;
		f->end[n] = n + 1;
		for (; up >= 0; up = f->parent[up])
			f->end[up] = n + 1;
	}
	f->tree = (struct hierarchy_tree){ .parent = f->parent, .place = f->place, .end = f->end };
}

/* Modulo 2^64, as weights add up. */
static void roll_up(const struct forest *f, int64_t *tally)
{
	for (int32_t n = NODES - 1; n >= 0; n--)
		if (f->parent[n] >= 0)
			tally[f->parent[n]] = (int64_t)((uint64_t)tally[f->parent[n]] +
							(uint64_t)tally[n]);
}

static void distinct_equals_sets_at_every_node(void **unused)
{
	struct distinct d;

	(void)unused;
	distinct_init(&d, IDS, NODES);
	for (int round = 0; round < 300; round++) {
		struct forest f;
		uint32_t ids[ROWS], nodes[ROWS];
		int64_t tally[NODES] = { 0 }, keys[NODES] = { 0 };
		bool seen[NODES][IDS] = { { false } };
		uint64_t weights[IDS];
		size_t n = roll(ROWS);

		state = (uint64_t)round;
		make_forest(&f);
		for (size_t i = 0; i < n; i++) {
			ids[i] = roll(8) ? roll(IDS) : ID_NONE;
			nodes[i] = roll(2) && i ? nodes[i - 1] : roll(NODES);
			for (int32_t up = (int32_t)nodes[i]; up >= 0 && ids[i] != ID_NONE;
			     up = f.parent[up])
				seen[up][ids[i]] = true;
		}
		distinct_begin(&d);
		distinct_add(&d, ids, nodes, n / 2, tally);
		distinct_add(&d, ids + n / 2, nodes + n / 2, n - n / 2, tally);
		distinct_end(&d, &f.tree, tally);
		roll_up(&f, tally);
		for (int id = 0; id < IDS; id++)
			weights[id] = (uint64_t)(id + 1) * 0x9e3779b97f4a7c15u;
		distinct_begin_weighted(&d, weights);
		distinct_add(&d, ids, nodes, n, keys);
		distinct_end(&d, &f.tree, keys);
		roll_up(&f, keys);
		for (int node = 0; node < NODES; node++) {
			uint64_t key = 0;
			int want = 0;

			for (int id = 0; id < IDS; id++) {
				want += seen[node][id];
				key += seen[node][id] ? weights[id] : 0;
			}
			assert_int_equal(tally[node], want);
			assert_true((uint64_t)keys[node] == key);
		}
	}
	distinct_release(&d);
}

static void many_repeated_sightings_are_sorted(void **unused)
{
	enum { MANY = 100000 };
	struct distinct d;
	struct forest f;
	uint32_t *ids = malloc(MANY * sizeof(*ids)), *nodes = malloc(MANY * sizeof(*nodes));
	int64_t tally[NODES] = { 0 };

	(void)unused;
	state = 3;
	make_forest(&f);
	for (int i = 0; i < MANY; i++) {
		ids[i] = (uint32_t)i % 20;
		nodes[i] = roll(NODES);
	}
	distinct_init(&d, 20, NODES);
	distinct_begin(&d);
	distinct_add(&d, ids, nodes, MANY, tally);
	distinct_end(&d, &f.tree, tally);
	roll_up(&f, tally);
	for (int node = 0; node < NODES; node++)
		assert_int_equal(tally[node], 20);
	distinct_release(&d);
	free(ids);
	free(nodes);
}

static int compare(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static void check_quantiles(const struct forest *f, const __int128 *out, long long q,
			    const int *values, const uint32_t *nodes, size_t n)
{
	for (int32_t node = 0; node < NODES; node++) {
		int mine[ROWS], count = 0;
		long long rank;

		for (size_t i = 0; i < n; i++)
			if (f->place[nodes[i]] >= node && f->place[nodes[i]] < f->end[node])
				mine[count++] = values[i];
		if (count == 0)
			continue;
		qsort(mine, (size_t)count, sizeof(*mine), compare);
		rank = (q * count + 999999999) / 1000000000;
		assert_true(out[node] == mine[rank < 1 ? 0 : rank - 1]);
	}
}

static void quantile_is_the_value_at_the_nearest_rank(void **unused)
{
	static const long long qs[] = { 0, 1, 250000000, 500000000, 950000000, 1000000000 };
	struct quantile s = { 0 };
	int32_t all[NODES];

	(void)unused;
	for (int32_t n = 0; n < NODES; n++)
		all[n] = n;
	for (int round = 0; round < 120; round++) {
		struct forest f;
		int values[ROWS];
		uint32_t nodes[ROWS];
		__int128 out[NODES] = { 0 };
		size_t n = roll(round % 2 ? ROWS : 8);

		state = (uint64_t)round + 9;
		make_forest(&f);
		quantile_begin(&s);
		for (size_t i = 0; i < n; i++) {
			values[i] = (int)roll(round % 3 ? 1000 : 4) - 2;
			nodes[i] = roll(NODES);
			quantile_add(&s, f.place[nodes[i]], values[i]);
		}
		quantile_end(&s, &f.tree, NODES, qs[round % 6], all, NODES, out);
		check_quantiles(&f, out, qs[round % 6], values, nodes, n);
	}
	quantile_release(&s);
}

static void equal_keys_have_one_id_and_null_has_none(void **unused)
{
	enum { KEYS = 200000 };
	struct idmap m;
	char *data = malloc(KEYS * 8);
	int32_t *offsets = malloc((KEYS + 1) * sizeof(*offsets));
	bool *is_null = calloc(KEYS, 1);
	uint32_t *ids = malloc(KEYS * sizeof(*ids));

	(void)unused;
	offsets[0] = 0;
	for (int i = 0; i < KEYS; i++) {
		int n = snprintf(data + offsets[i], 8, "%d", i % 70000);

		is_null[i] = i % 70000 == 7;
		offsets[i + 1] = offsets[i] + n;
	}
	idmap_init(&m);
	idmap_put(&m, data, offsets, is_null, KEYS, ids);
	assert_int_equal(m.n, 69999);
	for (int i = 0; i < KEYS; i++)
		assert_int_equal(ids[i], i % 70000 == 7 ? ID_NONE : ids[i % 70000]);
	assert_int_not_equal(ids[1], ids[2]);
	idmap_release(&m);
	free(data);
	free(offsets);
	free(is_null);
	free(ids);
}

static void equal_tuples_have_one_number(void **unused)
{
	struct tuples t;

	(void)unused;
	tuples_init(&t, 2);
	for (uint32_t i = 0; i < 9000; i++) {
		uint32_t tuple[2] = { i % 30, i % 3000 / 30 };

		assert_int_equal(tuples_put(&t, tuple), i % 3000);
	}
	tuples_release(&t);
	tuples_init(&t, 0);
	assert_int_equal(tuples_put(&t, &(uint32_t){ 1 }), 0);
	assert_int_equal(tuples_put(&t, &(uint32_t){ 2 }), 0);
	tuples_release(&t);
}

static void merging_a_sum_tells_of_overflow(void **unused)
{
	__int128 sum = AMOUNT_MAX - 1, least = AMOUNT_MAX, most = AMOUNT_MIN;

	(void)unused;
	assert_true(op_merge(OP_SUM, &sum, 1));
	assert_false(op_merge(OP_SUM, &sum, 1));
	assert_true(op_merge(OP_MIN, &least, -5) && least == -5);
	assert_true(op_merge(OP_MAX, &most, -5) && most == -5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(distinct_equals_sets_at_every_node),
		cmocka_unit_test(many_repeated_sightings_are_sorted),
		cmocka_unit_test(quantile_is_the_value_at_the_nearest_rank),
		cmocka_unit_test(equal_keys_have_one_id_and_null_has_none),
		cmocka_unit_test(equal_tuples_have_one_number),
		cmocka_unit_test(merging_a_sum_tells_of_overflow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
