/* Perturbation tables: known answers of cran/ptable and sdcTools/cellKey. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "aggregate/record_key.h"
#include "protect/methods/cell_key.h"
#include "protect/methods/ptable.h"

/* The peer's optimiser stops at about this from the optimum, and prints 8 digits. */
static const double PEER = 3e-8;

static FILE *open_case(const char *name)
{
	const char *shared = getenv("YG_SHARED");
	char path[512], line[512];
	FILE *f;

	snprintf(path, sizeof(path), "%s/cases/ckm/%s", shared ? shared : "../shared", name);
	f = fopen(path, "r");
	if (!f) {
		print_message("SKIP: %s is not there\n", path);
		skip();
	}
	assert_non_null(fgets(line, sizeof(line), f));
	return f;
}

static double entropy(const double *p, int n)
{
	double sum = 0;

	for (int i = 0; i < n; i++)
		sum -= p[i] > 0 ? p[i] * log(p[i]) : 0;
	return sum;
}

/* Every row of the file, its values, its probabilities; ours have no less entropy. */
static void assert_like_peer(const char *name, const struct ptable_rule *rule)
{
	double theirs[PTABLE_ROWS][2 * PTABLE_D_MAX + 1];
	int n[PTABLE_ROWS] = { 0 };
	FILE *f = open_case(name);
	struct err err = ERR_INIT;
	static struct ptable t;
	char line[512];

	if (ptable_make(&t, rule, &err) < 0)
		fail_msg("%s", err.msg);
	while (fgets(line, sizeof(line), f)) {
		int i, j, v;
		double p;

		assert_int_equal(sscanf(line, "%d,%d,%lf,%d", &i, &j, &p, &v), 4);
		assert_in_range(i, 0, t.nrows - 1);
		assert_in_range(n[i], 0, t.rows[i].n - 1);
		assert_int_equal(t.rows[i].add[n[i]], v);
		if (fabs(t.rows[i].p[n[i]] - p) > PEER)
			fail_msg("%s: %d to %d: %.10f, not %.10f", name, i, j, t.rows[i].p[n[i]],
				 p);
		theirs[i][n[i]++] = p;
	}
	fclose(f);
	for (int i = 0; i < t.nrows; i++) {
		assert_int_equal(n[i], t.rows[i].n);
		assert_true(entropy(t.rows[i].p, n[i]) > entropy(theirs[i], n[i]) - 1e-7);
	}
}

static void tables_are_those_of_the_peer(void **unused)
{
	const struct ptable_rule d3 = { 3, 0, 1, 0, UINT32_MAX }, d5 = { 5, 0, 2, 0, UINT32_MAX };
	const struct ptable_rule argus = { 5, 2, 3, 0.5, UINT32_MAX };
	const struct ptable_rule example = { 2, 1, 1.05, 0, ~(uint32_t)8 };

	(void)unused;
	assert_like_peer("ptable_D3_V1.csv", &d3);
	assert_like_peer("ptable_D5_V2.csv", &d5);
	assert_like_peer("ptable_D5_V3_js2_pstay0.5.csv", &argus);
	assert_like_peer("ptable_pt_ex_cnts_D2_V1.05_js1.csv", &example);
}

static void check_rules(const struct ptable *t, const struct ptable_rule *rule)
{
	for (int i = 0; i < t->nrows; i++) {
		const struct ptable_row *r = &t->rows[i];
		double sum = 0, mean = 0, second = 0;

		for (int k = 0; k < r->n; k++) {
			int j = i + r->add[k];

			assert_true(abs(r->add[k]) <= rule->d && j >= 0 &&
				    (j == 0 || j > rule->js));
			sum += r->p[k];
			mean += r->p[k] * r->add[k];
			second += r->p[k] * r->add[k] * r->add[k];
			assert_true(r->p[k] >= 0);
			assert_true(k == 0 || r->cut[k] >= r->cut[k - 1]);
			if (r->add[k] == 0)
				assert_true(r->p[k] > rule->pstay - 1e-9);
			if ((rule->monotone >> i & 1) && k > 0 && r->add[k] <= 0)
				assert_true(r->p[k] > r->p[k - 1] - 1e-9);
			if ((rule->monotone >> i & 1) && k > 0 && r->add[k - 1] >= 0)
				assert_true(r->p[k] < r->p[k - 1] + 1e-9);
		}
		assert_true(fabs(sum - 1) < 1e-10 && fabs(mean) < 1e-8);
		assert_true(second < rule->v + 1e-8);
		assert_true(r->cut[r->n - 1] == UINT64_MAX);
	}
}

static void every_table_keeps_its_rules_or_is_refused(void **unused)
{
	static struct ptable t;
	int nmade = 0, nrefused = 0;

	(void)unused;
	for (int d = 1; d <= 7; d += 2)
		for (int js = 0; js <= 3; js++)
			for (int v = 1; v <= 12; v += 3)
				for (int pstay = 0; pstay <= 8; pstay += 4)
					for (int mono = 0; mono < 2; mono++) {
						struct ptable_rule rule = { d, js, v / 2.0,
									    pstay / 10.0,
									    mono ? UINT32_MAX : 0 };
						struct err err = ERR_INIT;

						if (ptable_make(&t, &rule, &err) < 0) {
							assert_int_equal(err.kind, ERR_CONFIG);
							nrefused++;
							continue;
						}
						check_rules(&t, &rule);
						nmade++;
					}
	assert_true(nmade > 100 && nrefused > 20);
}

static void nobody_stays_nobody(void **unused)
{
	const struct ptable_rule rule = { 5, 2, 3, 0.5, 0 };
	struct err err = ERR_INIT;
	static struct ptable t;

	(void)unused;
	assert_int_equal(ptable_make(&t, &rule, &err), 0);
	for (uint64_t key = 0; key < 100; key++)
		assert_int_equal(ptable_add(&t, 0, key * 0x9e3779b97f4a7c15u), 0);
	assert_int_equal(ptable_add(&t, 1, 0), -1);
	assert_int_equal(ptable_add(&t, 1, UINT64_MAX), 5);
	assert_int_equal(ptable_add(&t, 1000000, 0), -5);
}

static void skip_field(char **p)
{
	*p = strchr(*p, ',') + 1;
}

static uint64_t add_keys(const char *sex, const char *age)
{
	FILE *f = open_case("ck_micro.csv");
	char line[512], want[64];
	uint64_t sum = 0;

	/* Keys of 8 digits: as fractions of 2^64 to well below the nearest cut point. */
	while (fgets(line, sizeof(line), f)) {
		char *key = line;

		snprintf(want, sizeof(want), "\"%s\",", sex);
		if (strcmp(sex, "Total") != 0 && strncmp(line, want, strlen(want)) != 0)
			continue;
		skip_field(&key);
		snprintf(want, sizeof(want), "\"%s\",", age);
		if (strcmp(age, "Total") != 0 && strncmp(key, want, strlen(want)) != 0)
			continue;
		skip_field(&key);
		sum += strtoull(key + 3, NULL, 10);
	}
	fclose(f);
	sum %= 100000000;
	return (uint64_t)(((unsigned __int128)sum << 64) / 100000000);
}

/* 0 of 21 cells differ: "sex","age","vname",uwc,wc,puwc,... */
static void cells_are_perturbed_as_by_the_peer(void **unused)
{
	const struct ptable_rule rule = { 5, 2, 3, 0.5, UINT32_MAX };
	FILE *f = open_case("ck_expected.csv");
	struct err err = ERR_INIT;
	static struct ptable t;
	char line[512];
	int ncells = 0;

	(void)unused;
	assert_int_equal(ptable_make(&t, &rule, &err), 0);
	while (fgets(line, sizeof(line), f)) {
		char sex[32], age[32];
		long long count, weighted, want;

		assert_int_equal(sscanf(line, "\"%31[^\"]\",\"%31[^\"]\",\"total\",%lld,%lld,%lld",
					sex, age, &count, &weighted, &want),
				 5);
		assert_int_equal(count + ptable_add(&t, count, add_keys(sex, age)), want);
		ncells++;
	}
	fclose(f);
	assert_int_equal(ncells, 21);
}

static void a_record_key_is_the_first_64_bits_of_the_pseudonym(void **unused)
{
	uint64_t key;

	(void)unused;
	assert_true(record_key_of(STR("AAAAAAAAAAAAAAAAAAAAAA"), &key));
	assert_true(key == 0);
	assert_true(record_key_of(STR("__________8AAAAAAAAAAA"), &key));
	assert_true(key == UINT64_MAX);
	assert_true(record_key_of(STR("AAAAAAAAAAEAAAAAAAAAAA"), &key));
	assert_true(key == 1);
	/* base64url of 01 23 45 67 89 ab cd ef 00... */
	assert_true(record_key_of(STR("ASNFZ4mrze8AAAAAAAAAAA"), &key));
	assert_true(key == 0x0123456789abcdefu);
	assert_false(record_key_of(STR("ASNFZ4mrze"), &key));
	assert_false(record_key_of(STR("ASNFZ4mr+e8AAAAAAAAAAA"), &key));
}

static void other_counts_have_other_keys(void **unused)
{
	struct measure persons = { .name = "persons", .quantity = "distinct(person)" };
	struct measure payments = { .name = "payments", .quantity = "count()" };
	struct measure key = { .name = "key", .quantity = "cell_key(person)" };

	(void)unused;
	assert_true(cell_key_is_own(&persons, &key));
	assert_false(cell_key_is_own(&payments, &key));
	key.quantity = "cell_key(household)";
	assert_false(cell_key_is_own(&persons, &key));
	assert_true(cell_key_for(1, "count()") != cell_key_for(1, "sum(x)"));
	assert_true(cell_key_for(1, "count()") != cell_key_for(2, "count()"));
	assert_true(cell_key_for(1, "count()") == cell_key_for(1, "count()"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_are_those_of_the_peer),
		cmocka_unit_test(every_table_keeps_its_rules_or_is_refused),
		cmocka_unit_test(nobody_stays_nobody),
		cmocka_unit_test(cells_are_perturbed_as_by_the_peer),
		cmocka_unit_test(a_record_key_is_the_first_64_bits_of_the_pseudonym),
		cmocka_unit_test(other_counts_have_other_keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
