/* The ledger of noise: nothing is spent twice, nothing beyond the total, nothing is lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "protect/methods/budget.h"
#include "scratch.h"

static int spend(const char *file, const char *budget, const char *product, const char *cost,
		 const char *total, struct err *err)
{
	struct ratio c, t;
	struct budget_spend s = { .budget = budget,
				  .unit = "epsilon",
				  .product = product,
				  .dataset = "relief",
				  .period = "",
				  .total = &t,
				  .cost = &c };
	int ret;

	ratio_init(&c);
	ratio_init(&t);
	assert_true(ratio_parse(&c, str_of(cost)) && ratio_parse(&t, str_of(total)));
	ret = budget_spend(file, &s, err);
	ratio_release(&c);
	ratio_release(&t);
	return ret;
}

static void a_budget_ends_exactly_where_it_is_spent(void **unused)
{
	char *dir = scratch_new(), *file = file_join(dir, "ledger"), product[32];
	struct err err = ERR_INIT;
	struct stat st;

	(void)unused;
	for (int i = 0; i < 10; i++) {
		snprintf(product, sizeof(product), "p%d", i);
		if (spend(file, "b", product, "0.1", "1", &err) < 0)
			fail_msg("%s", err.msg);
	}
	assert_int_equal(spend(file, "b", "more", "1/1000", "1", &err), -1);
	assert_int_equal(err.kind, ERR_GATE);
	assert_string_equal(err.msg,
			    "budget b: 1 of 1 epsilon are spent, and this product needs 1/1000");
	/* Another budget is another matter, and what was drawn is free. */
	assert_int_equal(spend(file, "c", "more", "1/3", "1/3", &err), 0);
	assert_int_equal(spend(file, "b", "p3", "0.1", "1", &err), 0);
	assert_int_equal(stat(file, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	free(file);
	scratch_remove(dir);
}

static void a_refusal_leaves_no_line(void **unused)
{
	char *dir = scratch_new(), *file = file_join(dir, "ledger");
	struct buf b = BUF_INIT;
	struct err err = ERR_INIT;

	(void)unused;
	assert_int_equal(spend(file, "b", "p", "2", "1", &err), -1);
	assert_int_equal(access(file, F_OK), -1);
	assert_int_equal(spend(file, "b", "p", "1/2", "1", &err), 0);
	assert_int_equal(spend(file, "b", "q", "2/3", "1", &err), -1);
	assert_int_equal(file_read(file, 4096, &b, ERR_IO, &err), 0);
	assert_string_equal(b.p, "{\"budget\":\"b\",\"unit\":\"epsilon\",\"total\":\"1\","
				 "\"product\":\"p\",\"dataset\":\"relief\",\"spent\":\"1/2\"}\n");
	buf_release(&b);
	free(file);
	scratch_remove(dir);
}

static void a_total_cannot_be_raised(void **unused)
{
	char *dir = scratch_new(), *file = file_join(dir, "ledger");
	struct err err = ERR_INIT;

	(void)unused;
	assert_int_equal(spend(file, "b", "p", "1", "1", &err), 0);
	assert_int_equal(spend(file, "b", "q", "1", "100", &err), -1);
	assert_int_equal(err.kind, ERR_CONFIG);
	/* Not even for what was drawn before. */
	assert_int_equal(spend(file, "b", "p", "1", "100", &err), -1);
	free(file);
	scratch_remove(dir);
}

static void a_damaged_ledger_spends_nothing(void **unused)
{
	static const char *const bad[] = {
		"{\"budget\":\"b\"", "{\"budget\":\"b\"}\n", "\n",
		("{\"budget\":\"b\",\"unit\":\"epsilon\",\"total\":\"1\","
		 "\"product\":\"p\",\"spent\":\"-1\"}\n")
	};
	struct err err = ERR_INIT;

	(void)unused;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		char *dir = scratch_new(), *file = scratch_put(dir, "ledger", bad[i]);

		assert_int_equal(spend(file, "b", "p", "1", "9", &err), -1);
		assert_true(err.kind == ERR_DATA || err.kind == ERR_CONFIG);
		free(file);
		scratch_remove(dir);
	}
}

/* Eight processes want five sixths; each takes a sixth as often as it is let. */
static void processes_at_once_spend_no_more_than_there_is(void **unused)
{
	char *dir = scratch_new(), *file = file_join(dir, "ledger"), product[32];
	int status, granted = 0;

	(void)unused;
	for (int k = 0; k < 8; k++)
		if (fork() == 0) {
			struct err err = ERR_INIT;
			int mine = 0;

			for (int i = 0; i < 5; i++) {
				snprintf(product, sizeof(product), "p%d-%d", k, i);
				mine += spend(file, "b", product, "1/6", "5/2", &err) == 0;
			}
			_exit(mine);
		}
	while (wait(&status) > 0)
		granted += WEXITSTATUS(status);
	assert_int_equal(granted, 15);
	free(file);
	scratch_remove(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_budget_ends_exactly_where_it_is_spent),
		cmocka_unit_test(a_refusal_leaves_no_line),
		cmocka_unit_test(a_total_cannot_be_raised),
		cmocka_unit_test(a_damaged_ledger_spends_nothing),
		cmocka_unit_test(processes_at_once_spend_no_more_than_there_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
