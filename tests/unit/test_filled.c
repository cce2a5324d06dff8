#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "annual_filled.h"
#include "scratch.h"

/* JSON ------------------------------------------------------------------------ */

static void json_reads_back_to_the_same_bytes(void **state)
{
	char *dir = scratch_new(), *path, folder[4096];
	struct buf a = BUF_INIT, b = BUF_INIT;
	struct err err = ERR_INIT;
	struct form form, again;
	struct filled f, g;

	(void)state;
	annual_known(&form, &f);
	filled_set(&f, form_find(&form, "表二/行政事业性收费/本年收费金额"), 31644150, 2,
		   ORIGIN_ENTERED);
	f.values[0].state = VALUE_SLASH;
	f.values[1].state = VALUE_MISSING;
	f.values[1].text = strdup("尚未建库");
	f.values[2].state = VALUE_BLANK;
	f.values[3].remark = strdup("口径变化");
	f.values[4].of = (struct period){ PERIOD_YEAR, 2024 };
	f.values[5].state = VALUE_ODD;
	f.values[5].text = strdup("若\"干");
	filled_json(&f, &a);
	path = scratch_put(dir, "report.json", a.p);
	snprintf(folder, sizeof(folder), "%s", annual_path());
	*strrchr(folder, '/') = '\0';
	if (filled_read_json(path, folder, &again, &g, &err) < 0)
		fail_msg("%s", err.msg);
	filled_json(&g, &b);
	assert_string_equal(a.p, b.p);
	assert_non_null(strstr(a.p, "\"本年收费金额\": 316441.50"));
	buf_release(&a);
	buf_release(&b);
	filled_release(&g);
	form_release(&again);
	filled_release(&f);
	form_release(&form);
	free(path);
	scratch_remove(dir);
}

static void a_report_that_is_missing_or_wrong_is_no_configuration(void **state)
{
	char *dir = scratch_new(),
	     *path = scratch_put(dir, "r.json", "{\"form\":\"annual-report\"}");
	struct err err = ERR_INIT;
	struct form form;
	struct filled f;

	(void)state;
	assert_int_equal(filled_read_json(path, "config/forms", &form, &f, &err), -1);
	assert_int_equal(err.kind, ERR_DATA);
	assert_int_equal(filled_read_json("nowhere.json", "config/forms", &form, &f, &err), -1);
	assert_int_equal(err.kind, ERR_SOURCE);
	free(path);
	scratch_remove(dir);
}

/* Print ----------------------------------------------------------------------- */

static void assert_printed(const struct filled *f, const char *key, bool grouped, const char *want)
{
	struct buf b = BUF_INIT;

	filled_print(f, form_find(f->form, key), grouped, &b);
	assert_string_equal(b.p, want);
	buf_release(&b);
}

static void numbers_are_printed_as_the_form_asks(void **state)
{
	struct form form;
	struct filled f;
	int fee;

	(void)state;
	annual_known(&form, &f);
	fee = form_find(&form, "表二/行政事业性收费/本年收费金额");
	assert_printed(&f, "表二/行政许可/本年处理决定数量", true, "11,398,889");
	assert_printed(&f, "表二/行政许可/本年处理决定数量", false, "11398889");
	filled_set(&f, fee, 400, 4, ORIGIN_ENTERED);
	assert_printed(&f, "表二/行政事业性收费/本年收费金额", true, "0.04");
	filled_set(&f, fee, 1234500, 2, ORIGIN_ENTERED);
	assert_printed(&f, "表二/行政事业性收费/本年收费金额", true, "12,345");
	filled_release(&f);
	form_release(&form);
	annual_load("2019", &form);
	filled_init(&f, &form, (struct period){ PERIOD_YEAR, 2020 });
	fee = form_find(&form, "表二/行政许可/本年增减");
	filled_set(&f, fee, 1, 0, ORIGIN_ENTERED);
	assert_printed(&f, "表二/行政许可/本年增减", true, "+1");
	filled_set(&f, fee, -12, 0, ORIGIN_ENTERED);
	assert_printed(&f, "表二/行政许可/本年增减", true, "-12");
	filled_set(&f, fee, 0, 0, ORIGIN_ENTERED);
	assert_printed(&f, "表二/行政许可/本年增减", true, "0");
	f.values[fee].state = VALUE_MISSING;
	assert_printed(&f, "表二/行政许可/本年增减", true, "暂无数据");
	filled_release(&f);
	form_release(&form);
}

static void an_exact_amount_is_the_number_that_is_printed(void **state)
{
	static const char key[] = "表二/行政事业性收费/本年收费金额";
	const struct doc_cell *c = NULL;
	struct form form;
	struct filled f;
	struct doc d;

	(void)state;
	annual_known(&form, &f);
	filled_set(&f, form_find(&form, key), 20432000, 6, ORIGIN_ENTERED);
	annual_print(&f, &d);
	for (size_t i = 0; i < d.nblocks; i++)
		for (size_t k = 0; d.blocks[i].kind == DOC_TABLE && k < d.blocks[i].table.ncells;
		     k++)
			if (d.blocks[i].table.cells[k].key &&
			    strcmp(d.blocks[i].table.cells[k].key, key) == 0)
				c = &d.blocks[i].table.cells[k];
	assert_non_null(c);
	assert_string_equal(c->text, "20.432");
	assert_true(c->is_number && c->value == 20432 && c->scale == 3);
	doc_release(&d);
	filled_release(&f);
	form_release(&form);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_reads_back_to_the_same_bytes),
		cmocka_unit_test(a_report_that_is_missing_or_wrong_is_no_configuration),
		cmocka_unit_test(numbers_are_printed_as_the_form_asks),
		cmocka_unit_test(an_exact_amount_is_the_number_that_is_printed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
