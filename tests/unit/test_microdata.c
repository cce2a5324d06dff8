/*
 * What yg-protect --microdata promises, tried on many small tables against plain
 * counting: the node it finds is as good as the best of all nodes, what it shows is
 * safe, and neither depends on the order of the rows.
 */
#include "random_records.h"

/* Laws ---------------------------------------------------------------------- */

enum { TRIALS = 1500 };

static void the_optimum_is_the_best_of_all_nodes(void **state)
{
	struct err err = ERR_INIT;
	struct trial t;
	double best;
	uint64_t i;

	(void)state;
	for (i = 0; i < TRIALS; i++) {
		trial_choose(&t, i);
		trial_start(&t);
		best = best_loss(&t);
		assert_int_equal(microdata_find(&t.m, i % 8 == 0, &err), 0);
		if (t.m.optimum.is_found != (best >= 0) ||
		    (best >= 0 && fabs(t.m.optimum.loss - best) > 1e-9 * (1 + best)))
			fail_msg("trial %llu: %.12g, not %.12g: %s", (unsigned long long)i,
				 t.m.optimum.is_found ? t.m.optimum.loss : -1, best, t.json.p);
		trial_end(&t);
	}
}

static void what_is_shown_is_safe(void **state)
{
	struct err err = ERR_INIT;
	struct trial t;
	size_t row, other, seen;
	uint64_t i;
	int q;

	(void)state;
	for (i = 0; i < TRIALS; i++) {
		trial_choose(&t, i);
		trial_start(&t);
		assert_int_equal(microdata_find(&t.m, false, &err), 0);
		if (microdata_open(&t.m, &err) < 0) {
			assert_int_equal(err.kind, ERR_GATE);
			trial_end(&t);
			continue;
		}
		assert_true((int)t.m.ndropped <= t.limit);
		if (t.cells >= 0)
			assert_true((int64_t)t.m.nblanked_cells * MILLION <=
				    t.cells * t.nrows * t.nquasi);
		for (row = 0; row < t.m.nshown; row++) {
			if (t.cells < 0)
				assert_true(
					is_good(&t, t.m.optimum.levels, (int)t.m.shown[row].row));
			for (seen = 0, other = 0; other < t.m.nshown; other++) {
				for (q = 0; q < t.nquasi; q++) {
					uint32_t a = microdata_id(&t.m, &t.m.shown[row], q);
					uint32_t b = microdata_id(&t.m, &t.m.shown[other], q);

					if (a != b && a != PATTERN_ANY && b != PATTERN_ANY)
						break;
				}
				seen += q == t.nquasi;
			}
			assert_true(seen >= (size_t)t.k);
		}
		trial_end(&t);
	}
}

/* What is published, as text. */
static char *shown_text(struct trial *t)
{
	struct err err = ERR_INIT;
	struct buf b = BUF_INIT;
	struct str text;
	size_t i;
	int q;

	if (microdata_find(&t->m, false, &err) < 0 || microdata_open(&t->m, &err) < 0)
		return mem_strdup("held");
	for (i = 0; i < t->m.nshown; i++, buf_putc(&b, '\n'))
		for (q = 0; q < t->nquasi; q++, buf_putc(&b, ','))
			if ((text = microdata_text(&t->m, q,
						   microdata_id(&t->m, &t->m.shown[i], q)))
				    .p)
				buf_add(&b, text.p, text.n);
	buf_printf(&b, "%.17g %.17g", t->m.optimum.loss, t->m.risk.prosecutor.mean);
	return buf_detach(&b);
}

static void the_order_of_rows_changes_nothing(void **state)
{
	char *first, *second;
	int order[ROWS], j, swap, with;
	struct trial t;
	uint64_t i;

	(void)state;
	for (i = 0; i < TRIALS; i++) {
		trial_choose(&t, i);
		trial_start(&t);
		first = shown_text(&t);
		microdata_release(&t.m);
		for (j = 0; j < t.nrows; j++)
			order[j] = j;
		for (j = t.nrows - 1; j > 0; j--) {
			with = below(&t, j + 1);
			swap = order[j];
			order[j] = order[with];
			order[with] = swap;
		}
		trial_records(&t, order);
		second = shown_text(&t);
		assert_string_equal(first, second);
		free(first);
		free(second);
		trial_end(&t);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_optimum_is_the_best_of_all_nodes),
		cmocka_unit_test(what_is_shown_is_safe),
		cmocka_unit_test(the_order_of_rows_changes_nothing),
	};

	int failed;

	folder = scratch_new();
	path = file_join(folder, "protect.json");
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	free(path);
	scratch_remove(folder);
	return failed;
}
