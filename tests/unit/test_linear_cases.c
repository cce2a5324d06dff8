/* Known answers of the attacker's linear programs: intervals that other programs found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <cmocka.h>

#include "relief_table.h"

enum { CELLS_MAX = 200, CODE_MAX = 8 };

struct case_cell {
	char codes[2][CODE_MAX];
	int64_t value;
	bool is_hidden;
};

/* A table of two dimensions; lines of its file in any order. */
struct case_table {
	struct case_cell cells[CELLS_MAX];
	size_t n;
};

static const char *shared_path(const char *name, char *path, size_t n)
{
	const char *shared = getenv("YG_SHARED");

	snprintf(path, n, "%s/cases/%s", shared ? shared : "../shared", name);
	return path;
}

static FILE *open_case(const char *name)
{
	char path[512];
	FILE *f = fopen(shared_path(name, path, sizeof(path)), "r");

	if (!f) {
		print_message("SKIP: %s is not there\n", path);
		skip();
	}
	return f;
}

/* The next field, without quotes and the blanks before it; the rest of the line moves on. */
static const char *next_field(char **rest)
{
	char *field = strsep(rest, ",\r\n");
	size_t n;

	field += strspn(field, "\" ");
	n = strcspn(field, "\"");
	while (n > 0 && field[n - 1] == ' ')
		n--;
	field[n] = '\0';
	return field;
}

static void set_code(char *code, const char *text)
{
	snprintf(code, CODE_MAX, "%s", text);
}

static uint32_t cell_of(const struct case_table *t, const char *a, const char *b)
{
	uint32_t i;

	for (i = 0; i < t->n; i++)
		if (strcmp(t->cells[i].codes[0], a) == 0 && strcmp(t->cells[i].codes[1], b) == 0)
			return i;
	fail_msg("no cell %s, %s", a, b);
	return 0;
}

static void add_vars(const struct case_table *t, struct linear *l)
{
	const struct case_cell *c;
	size_t i;

	for (i = 0; i < t->n; i++) {
		c = &t->cells[i];
		linear_add_var(l, c->value, c->is_hidden ? 0 : c->value,
			       c->is_hidden ? LINEAR_NO_LIMIT : c->value);
	}
}

/* In each line across dimension d, `whole` is the sum of the codes whose parent it is. */
static void add_sums(const struct case_table *t, struct linear *l, int d,
		     const char *(*parent)(const char *code))
{
	const struct case_cell *whole, *part;
	uint32_t i, j;
	int terms;

	for (i = 0; i < t->n; i++) {
		whole = &t->cells[i];
		terms = 0;
		for (j = 0; j < t->n; j++) {
			part = &t->cells[j];
			if (strcmp(part->codes[1 - d], whole->codes[1 - d]) != 0 ||
			    strcmp(parent(part->codes[d]), whole->codes[d]) != 0)
				continue;
			if (terms++ == 0) {
				linear_add_row(l, LINEAR_EQUAL, 0);
				linear_add_term(l, i, -1);
			}
			linear_add_term(l, j, 1);
		}
	}
}

static void assert_interval(const struct linear *l, uint32_t var, double low, double high)
{
	struct err err = ERR_INIT;
	double a, b;

	assert_int_equal(linear_interval(l, var, &a, &b, &err), 0);
	assert_true(fabs(a - low) < 1e-6);
	assert_true(fabs(b - high) < 1e-6);
}

static const char *parent_of_problem(const char *code)
{
	return strcmp(code, "tot") == 0 ? "" : "tot";
}

static void table_of_sdctable_has_its_attack_intervals(void **state)
{
	static struct case_table t;
	struct linear l = { 0 };
	char line[256], *rest;
	FILE *f = open_case("sdcTable/problemdata_primary.csv");
	double low, high;
	uint32_t var;
	int n = 0;

	(void)state;
	t.n = 0;
	assert_non_null(fgets(line, sizeof(line), f));
	while (fgets(line, sizeof(line), f)) {
		struct case_cell *c = &t.cells[t.n++];

		rest = line;
		next_field(&rest);
		c->value = strtoll(next_field(&rest), NULL, 10);
		c->is_hidden = next_field(&rest)[0] == 'u';
		set_code(c->codes[0], next_field(&rest));
		set_code(c->codes[1], next_field(&rest));
	}
	fclose(f);
	add_vars(&t, &l);
	add_sums(&t, &l, 0, parent_of_problem);
	add_sums(&t, &l, 1, parent_of_problem);
	f = open_case("sdcTable/problemdata_primary_attack.csv");
	assert_non_null(fgets(line, sizeof(line), f));
	for (; fgets(line, sizeof(line), f); n++) {
		rest = line;
		next_field(&rest);
		next_field(&rest);
		var = (uint32_t)strtol(next_field(&rest), NULL, 10) - 1;
		low = strtod(next_field(&rest), NULL);
		high = strtod(next_field(&rest), NULL);
		assert_true(t.cells[var].is_hidden);
		assert_interval(&l, var, low, high);
	}
	fclose(f);
	assert_int_equal(n, 9);
	linear_release(&l);
}

static const char *parent_of_region(const char *code)
{
	static const char *const regions[] = { "",   "Nr", "Nr", "Nr", "Os", "Os", "Os",
					       "Os", "Ws", "Ws", "Ws", "Zd", "Zd" };
	long n = strtol(code, NULL, 10);

	if (strcmp(code, "Total") == 0)
		return "";
	return n >= 1 && n <= 12 ? regions[n] : "Total";
}

static const char *parent_of_size(const char *code)
{
	return strcmp(code, "Total") == 0 ? "" : "Total";
}

/* Cents; of an empty cell 0. */
static int64_t cents(const char *text)
{
	return llround(strtod(text, NULL) * 100);
}

static void read_simple2d(struct case_table *t)
{
	FILE *f = open_case("simple2d/Simple2D.txt");
	char line[256], *rest;
	long status;

	t->n = 0;
	while (fgets(line, sizeof(line), f)) {
		struct case_cell *c = &t->cells[t->n++];

		rest = line;
		set_code(c->codes[0], next_field(&rest));
		set_code(c->codes[1], next_field(&rest));
		c->value = cents(next_field(&rest));
		status = strtol(next_field(&rest), NULL, 10);
		c->is_hidden = status == 3 || status == 11;
	}
	fclose(f);
}

/* "(' 2', 'Nr') status 3 n 6 value 5.0 interval 0.0 20.0 UPL ..." */
static void table_of_tau_argus_has_its_audit_intervals(void **state)
{
	static struct case_table t;
	struct linear l = { 0 };
	char line[256], size[CODE_MAX], region[CODE_MAX], *rest, *numbers;
	double low, high;
	uint32_t var;
	FILE *f;
	int n = 0;

	(void)state;
	read_simple2d(&t);
	add_vars(&t, &l);
	add_sums(&t, &l, 0, parent_of_size);
	add_sums(&t, &l, 1, parent_of_region);
	f = open_case("simple2d/Simple2D_lp_audit_intervals.txt");
	while (fgets(line, sizeof(line), f)) {
		numbers = strstr(line, "interval ");
		if (!numbers)
			continue;
		low = strtod(numbers + strlen("interval "), &numbers);
		high = strtod(numbers, NULL);
		rest = line;
		strsep(&rest, "'");
		set_code(size, next_field(&(char *){ strsep(&rest, "'") }));
		strsep(&rest, "'");
		set_code(region, next_field(&(char *){ strsep(&rest, "'") }));
		var = cell_of(&t, size, region);
		assert_true(t.cells[var].is_hidden);
		assert_interval(&l, var, 100 * low, 100 * high);
		n++;
	}
	fclose(f);
	assert_int_equal(n, 21);
	linear_release(&l);
}

/* Primary cells of which the attacker proves that they are below 4, in a pattern of the peer
 * that protects against exact disclosure only. */
static void check_relief(const char *name, size_t ngoals, size_t nfailing)
{
	const struct linear_limits limits = { 2000000 };
	struct linear_result r;
	struct linear_goal *goals;
	struct relief_table t;
	struct linear l = { 0 };
	struct err err = ERR_INIT;
	double low, high;
	char path[512];
	size_t i, n;

	if (!relief_read(&t, shared_path(name, path, sizeof(path)))) {
		print_message("SKIP: %s is not there\n", path);
		skip();
	}
	goals = mem_zalloc(t.ncells, sizeof(*goals));
	n = relief_problem(&t, 4, &l, goals);
	assert_int_equal(n, ngoals);
	for (i = 0; i < n; i++)
		goals[i].low--; /* no value is certain */
	assert_int_equal(linear_audit(&l, goals, n, &limits, &r, &err), 0);
	for (i = 0; i < n; i++) {
		assert_int_not_equal(r.high_states[i], GOAL_UNKNOWN);
		assert_int_equal(r.low_states[i], GOAL_HOLDS);
		nfailing -= r.high_states[i] == GOAL_FAILS;
		assert_true(r.high_states[i] == GOAL_HOLDS || r.high_found[i] < 4 - 1e-6);
	}
	assert_int_equal(nfailing, 0);
	/* Neighbourhoods proved it; the whole system says the same. */
	for (i = 0; i < n; i += r.high_states[i] == GOAL_FAILS ? 1 : 40) {
		assert_int_equal(linear_interval(&l, goals[i].var, &low, &high, &err), 0);
		assert_int_equal(high < 4 - 1e-6, r.high_states[i] == GOAL_FAILS);
	}
	for (i = 0; i < r.nwitnesses; i++)
		assert_true(linear_check(&l, &r.witnesses[i]));
	linear_result_release(&r);
	linear_release(&l);
	relief_release(&t);
	free(goals);
}

static void small_relief_pattern_has_the_narrow_intervals_of_the_peer(void **state)
{
	(void)state;
	check_relief("bench/relief_s.gauss.csv", 509, 51);
}

static void medium_relief_pattern_has_the_narrow_intervals_of_the_peer(void **state)
{
	(void)state;
	check_relief("bench/relief_m.gauss.csv", 2552, 97);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table_of_sdctable_has_its_attack_intervals),
		cmocka_unit_test(table_of_tau_argus_has_its_audit_intervals),
		cmocka_unit_test(small_relief_pattern_has_the_narrow_intervals_of_the_peer),
		cmocka_unit_test(medium_relief_pattern_has_the_narrow_intervals_of_the_peer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
