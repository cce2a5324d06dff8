#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "check_scene.h"

/* Any change of one cell is noticed -------------------------------------------- */

static bool names(const char *rules, const char *rule)
{
	size_t n = strlen(rule);

	for (const char *p = rules; (p = strstr(p, rule)) != NULL; p += n)
		if ((p == rules || p[-1] == ' ') && (p[n] == '\0' || p[n] == ' '))
			return true;
	return false;
}

static void assert_noticed(struct scene *s, int cell, const char *rules)
{
	judge(s);
	for (size_t i = 0; i < s->found.n; i++)
		if (names(rules, s->found.items[i].rule))
			return;
	fail_msg("a change of %s is not noticed by %s", form_cell(&s->form, cell)->key, rules);
}

/* The cells that no rule covers, each on a line. */
static void change_each_cell(struct scene *s, struct buf *uncovered)
{
	struct err err = ERR_INIT;
	char **rules;

	if (check_coverage(&s->form, &s->with, &rules, &err) < 0)
		fail_msg("%s", err.msg);
	for (int i = 0; i < form_size(&s->form); i++) {
		__int128 v = s->f.values[i].v;

		if (!*rules[i]) {
			buf_printf(uncovered, "%s\n", form_cell(&s->form, i)->key);
			continue;
		}
		s->f.values[i].v = v + 1;
		assert_noticed(s, i, rules[i]);
		if (v > 0) {
			s->f.values[i].v = v - 1;
			assert_noticed(s, i, rules[i]);
		}
		s->f.values[i].v = v;
	}
	check_coverage_free(rules, &s->form);
}

#define ACTS                                                                                           \
	"表二/行政许可/本年处理决定数量\n表二/行政处罚/本年处理决定数量\n" \
	"表二/行政强制/本年处理决定数量\n表二/行政事业性收费/本年收费金额\n"

static void a_change_of_any_covered_cell_is_noticed(void **state)
{
	struct scene *s = *state;
	struct buf uncovered = BUF_INIT;

	change_each_cell(s, &uncovered);
	assert_string_equal(uncovered.p, ACTS);
	buf_clear(&uncovered);
	s->with.parts = s->parts;
	s->with.nparts = 2;
	change_each_cell(s, &uncovered);
	assert_string_equal(uncovered.p, "");
	buf_clear(&uncovered);
	s->with = (struct check_with){ .published = true };
	change_each_cell(s, &uncovered);
	assert_string_equal(
		uncovered.p,
		"表二/规章/本年制发件数\n表二/规章/本年废止件数\n表二/规章/"
		"现行有效件数\n表二/行政规范性文件/本年制发件数\n"
		"表二/行政规范性文件/本年废止件数\n表二/行政规范性文件/现行有效件数\n" ACTS);
	buf_release(&uncovered);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_change_of_any_covered_cell_is_noticed, set_up,
						tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
