/*
 * Frequencies, individual risks and blanked cells against the published numbers of
 * sdcMicro.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <unistd.h>

#include "core/csv.h"
#include "core/mem.h"
#include "protect/microdata/blanking.h"
#include "protect/microdata/frequency.h"
#include "protect/microdata/risk.h"
#include "scratch.h"

enum { NA = PATTERN_ANY };

static struct patterns patterns_of(const uint32_t *ids, const uint64_t *own, size_t n, int nquasi)
{
	struct patterns p = { .nquasi = nquasi };
	size_t i;

	for (i = 0; i < n; i++)
		patterns_add(&p, ids + i * (size_t)nquasi, own ? own[i] : 1);
	return p;
}

static void expect_frequencies(const uint32_t *ids, const uint64_t *own, size_t n, int nquasi,
			       const uint64_t *want)
{
	struct patterns p = patterns_of(ids, own, n, nquasi);
	uint64_t f[16];
	size_t i;

	frequency_count(&p, &p, f);
	for (i = 0; i < n; i++)
		assert_int_equal(f[i], want[i]);
	patterns_release(&p);
}

/* test_freqCalc.R of sdcMicro: one missing status of five. */
static void a_missing_value_looks_like_every_value(void **state)
{
	static const uint32_t with[] = { 0, 0, 5, 0, 1, 5, 0, 1, 5, 0, 0, 5, 0, NA, 5 };
	static const uint32_t without[] = { 0, 0, 5, 0, 1, 5, 0, 1, 5, 0, 0, 5, 0, 2, 5 };
	static const uint64_t seen[] = { 3, 3, 3, 3, 5 }, alone[] = { 2, 2, 2, 2, 1 };

	(void)state;
	expect_frequencies(with, NULL, 5, 3, seen);
	expect_frequencies(without, NULL, 5, 3, alone);
}

/* francdat.csv with missing values as in the manual of sdcMicro's freqCalc; the
 * pairs were counted by hand. */
static void missing_values_meet_one_another(void **state)
{
	static const uint32_t ids[] = { 1, 2, 5, 1,  1,	 2, 1, 1, 1, 2, NA, 1, NA, NA, 1, 5,
					4, 3, 1, NA, NA, 3, 1, 1, 6, 2, 1,  5, 1,  2,  5, 1 };
	static const uint64_t weights[] = { 180, 455, 390, 170, 5410, 80, 50, 920 };
	static const uint64_t f[] = { 3, 2, 4, 3, 3, 2, 2, 3 };
	static const uint64_t F[] = { 1490, 845, 1945, 5630, 5660, 5490, 220, 1490 };

	(void)state;
	expect_frequencies(ids, NULL, 8, 4, f);
	expect_frequencies(ids, weights, 8, 4, F);
}

/* francdat_freqCalc.csv: fk, Fk, rk. */
static void individual_risk_is_that_of_benedetti_and_franconi(void **state)
{
	static const double cases[][3] = {
		{ 2, 110, 0.0171442615962852 },	      { 2, 84.5, 0.0220423261832562 },
		{ 1, 17, 0.177075834003514 },	      { 1, 541, 0.011654480146012 },
		{ 1, 8, 0.297063077382834 },	      { 1, 5, 0.402359478108525 },
		{ 107, 10700, 9.43307235166494e-05 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_true(fabs(risk_individual(cases[i][0], cases[i][1]) - cases[i][2]) < 1e-13);
}

static void grade_three_needs_every_class_at_the_threshold(void **state)
{
	static const struct risk_class classes[] = { { 20, 20, 40, 0 }, { 30, 30, 30, 0 } };
	struct risk r;

	(void)state;
	risk_assess(&r, classes, 2, RISK_MILLION / 20);
	assert_int_equal(r.grade, 3);
	assert_true(r.prosecutor.max == 0.05 && r.prosecutor.share_above == 0);
	assert_true(fabs(r.prosecutor.mean - 2.0 / 50) < 1e-15);
	assert_true(fabs(r.journalist.max - 1.0 / 30) < 1e-15);
	assert_true(fabs(r.marketer - (20.0 / 40 + 1) / 50) < 1e-15);
	risk_assess(&r, classes, 2, RISK_MILLION / 21);
	assert_int_equal(r.grade, 2);
	assert_true(fabs(r.prosecutor.share_above - 0.4) < 1e-15);
}

static void two_records_that_differ_in_one_value_cost_one_cell(void **state)
{
	static const uint32_t ids[] = { 0, 0, 0, 0, 0, 1, 7, 7, 7 };
	static const uint64_t own[] = { 1, 1, 5 };
	struct patterns p = patterns_of(ids, own, 3, 3);
	struct err err = ERR_INIT;
	struct blanking b;

	(void)state;
	assert_int_equal(blanking_make(&b, &p, 2, 10, &err), 0);
	assert_int_equal(b.ncells, 1);
	assert_int_equal(b.n, 2);
	assert_int_equal(b.items[0].mask, 4);
	assert_int_equal(b.items[1].mask, 0);
	blanking_release(&b);
	assert_int_equal(blanking_make(&b, &p, 2, 0, &err), 0);
	assert_int_equal(b.ncells, 0);
	blanking_release(&b);
	patterns_release(&p);
}

/* testdata_risk.csv: seven keys, fk, Fk, risk for each of 4,580 records. */

enum { KEYS = 7, RECORDS = 4580 };

struct published {
	struct patterns p;
	double risks[RECORDS];
	uint64_t weights[RECORDS], seen[RECORDS];
	size_t n;
};

static bool published_read(struct published *d)
{
	const char *shared = getenv("YG_SHARED") ? getenv("YG_SHARED") : "../shared";
	char *path = file_join(shared, "cases/sdcMicro/testdata_risk.csv");
	unsigned ids[KEYS], f, F;
	char line[256];
	FILE *in = fopen(path, "r");

	free(path);
	*d = (struct published){ .p = { .nquasi = KEYS } };
	if (!in)
		return false;
	while (fgets(line, sizeof(line), in))
		if (d->n < RECORDS &&
		    sscanf(line, "%u,%u,%u,%u,%u,%u,%u,%u,%u,%lf", &ids[0], &ids[1], &ids[2],
			   &ids[3], &ids[4], &ids[5], &ids[6], &f, &F, &d->risks[d->n]) == 10) {
			patterns_add(&d->p, ids, 1);
			d->seen[d->n] = f;
			d->weights[d->n++] = F;
		}
	fclose(in);
	return d->n == RECORDS;
}

static void every_record_of_testdata_has_its_published_risk(void **state)
{
	struct published *d = mem_zalloc(1, sizeof(*d));
	uint64_t f[RECORDS];
	double sum = 0;
	size_t i;

	(void)state;
	if (!published_read(d)) {
		free(d);
		skip();
	}
	frequency_count(&d->p, &d->p, f);
	for (i = 0; i < d->n; i++) {
		double risk = risk_individual((double)f[i], (double)d->weights[i]);

		assert_int_equal(f[i], d->seen[i]);
		assert_true(fabs(risk - d->risks[i]) <= 1e-12 * d->risks[i]);
		sum += risk;
	}
	assert_true(fabs(sum - 10.7783) < 5e-5 && fabs(sum / RECORDS - .00235334) < 5e-9);
	patterns_release(&d->p);
	free(d);
}

/* One pattern for each combination, as blanking_make() wants them. */
static struct patterns distinct(const struct patterns *all)
{
	struct patterns p = { .nquasi = all->nquasi };
	size_t i, j;

	for (i = 0; i < all->n; i++) {
		for (j = 0; j < p.n; j++)
			if (memcmp(pattern_at(all, i), pattern_at(&p, j),
				   KEYS * sizeof(uint32_t)) == 0)
				break;
		if (j == p.n)
			patterns_add(&p, pattern_at(all, i), 1);
		else
			p.own[j]++;
	}
	return p;
}

/* sdcMicro's localSuppression blanks 157, 293 and 500 cells. */
static void fewer_cells_are_blanked_than_by_sdcmicro(void **state)
{
	static const uint64_t ks[] = { 2, 3, 5 }, violating[] = { 157, 281, 458 };
	static const uint64_t theirs[] = { 157, 293, 500 };
	struct published *d = mem_zalloc(1, sizeof(*d));
	struct err err = ERR_INIT;
	struct blanking b;
	struct patterns p;
	size_t i;

	(void)state;
	if (!published_read(d)) {
		free(d);
		skip();
	}
	p = distinct(&d->p);
	for (i = 0; i < 3; i++) {
		assert_int_equal(blanking_make(&b, &p, ks[i], UINT64_MAX, &err), 0);
		print_message("# k = %llu: %llu cells blanked, sdcMicro %llu\n",
			      (unsigned long long)ks[i], (unsigned long long)b.ncells,
			      (unsigned long long)theirs[i]);
		assert_int_equal(b.n, violating[i]);
		assert_true(b.ncells <= theirs[i]);
		blanking_release(&b);
	}
	patterns_release(&p);
	patterns_release(&d->p);
	free(d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_missing_value_looks_like_every_value),
		cmocka_unit_test(missing_values_meet_one_another),
		cmocka_unit_test(individual_risk_is_that_of_benedetti_and_franconi),
		cmocka_unit_test(grade_three_needs_every_class_at_the_threshold),
		cmocka_unit_test(two_records_that_differ_in_one_value_cost_one_cell),
		cmocka_unit_test(every_record_of_testdata_has_its_published_risk),
		cmocka_unit_test(fewer_cells_are_blanked_than_by_sdcmicro),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
