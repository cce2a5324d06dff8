/* The words of a report have no number of their own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include "desk_scene.h"
#include "report/figure/narrative.h"

#define FIGURES                                                                                    \
	"\"figures\":[{\"name\":\"n\",\"label\":\"件数\",\"count\":\"things\"," SCENE_YEAR "},"    \
	"{\"name\":\"zero\",\"label\":\"零\",\"count\":\"things\",\"where\":[{\"column\":"        \
	"\"kind\","                                                                                \
	"\"is\":\"9\"}]},{\"name\":\"none\",\"label\":\"没有的\",\"count\":\"absent\"}],"

static const char small_form[] =
	"{\"form\":\"f\",\"title\":\"报告\",\"every\":\"year\",\"editions\":[{\"edition\":\"1\","
	"\"number\":\"一号\",\"from\":\"2020\",\"sections\":[{\"heading\":\"一、总体情况\","
	"\"narrative\":\"overview\"},{\"heading\":\"二、表\",\"table\":\"表\"}],\"tables\":[{"
	"\"id\":"
	"\"表\",\"head\":0,\"grid\":[[{\"text\":\"行\"},{\"cell\":\"行/列\"}]]}],\"rules\":[]}]}";

/* The paragraphs joined by "|", to be freed; what was found is added to `found`. */
static int tell(const char *narrative, char **text, struct verdicts *found, struct err *err)
{
	struct buf spec = BUF_INIT, b = BUF_INIT;
	struct form form;
	struct filled f;
	struct scene s;
	char *path;
	int ret;

	buf_printf(&spec, "%s%s\"narrative\":{\"overview\":[%s]}}", SCENE_HEAD, FIGURES, narrative);
	scene_open(&s, spec.p);
	path = scratch_put(s.dir, "form.json", small_form);
	if (form_load(path, s.world.words.period, NULL, &form, err) < 0)
		fail_msg("%s", err->msg);
	free(path);
	filled_init(&f, &form, s.world.words.period);
	ret = scene_make(&s, err);
	if (ret == 0)
		ret = narrative_fill(&s.world, &f, found, err);
	for (size_t i = 0; i < f.npassages; i++)
		for (size_t k = 0; k < f.passages[i].n; k++)
			buf_printf(&b, "%s%s", b.n ? "|" : "", f.passages[i].paragraphs[k]);
	*text = buf_detach(&b);
	filled_release(&f);
	form_release(&form);
	scene_close(&s);
	buf_release(&spec);
	return ret;
}

static void says(const char *narrative, const char *want)
{
	struct verdicts found = { 0 };
	struct err err = ERR_INIT;
	char *text;

	if (tell(narrative, &text, &found, &err) < 0)
		fail_msg("%s", err.msg);
	assert_string_equal(text, want);
	assert_int_equal(found.n, 0);
	free(text);
	verdicts_release(&found);
}

static void numbers_come_by_name(void **state)
{
	(void)state;
	says("\"{bureau}{year}年共{n}件。\",\"{{}\"", "某局2025年共3件。|{}");
}

static void a_condition_is_a_number_other_than_nothing(void **state)
{
	(void)state;
	says("{\"if\":\"n\",\"text\":\"有\",\"else\":\"无\"},{\"if\":\"zero\",\"text\":\"有\","
	     "\"else\":"
	     "\"无\"},{\"if\":\"zero\",\"text\":\"有\"}",
	     "有|无");
}

static void lines_become_paragraphs(void **state)
{
	(void)state;
	says("\"一\\n\\n  \\n二\"", "一|二");
}

static void a_missing_number_is_asked_for(void **state)
{
	struct verdicts found = { 0 };
	struct err err = ERR_INIT;
	char *text;

	(void)state;
	assert_int_equal(tell("\"共{none}件。\"", &text, &found, &err), 0);
	assert_string_equal(text, "共暂无数据件。");
	assert_int_equal(verdicts_count(&found, SEVERITY_OPEN), 1);
	assert_string_equal(found.items[0].key, "none");
	free(text);
	verdicts_release(&found);
}

static void refuses(const char *narrative, const char *what)
{
	struct verdicts found = { 0 };
	struct err err = ERR_INIT;
	char *text;

	assert_int_equal(tell(narrative, &text, &found, &err), -1);
	assert_int_equal(err.kind, ERR_CONFIG);
	if (!strstr(err.msg, what))
		fail_msg("\"%s\" lacks \"%s\"", err.msg, what);
	free(text);
	verdicts_release(&found);
}

static void an_unknown_name_is_refused(void **state)
{
	(void)state;
	refuses("\"{m}\"", "nothing is called {m}");
	refuses("\"{n\"", "without its }");
	refuses("{\"if\":\"m\",\"text\":\"x\"}", "no figure");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_come_by_name),
		cmocka_unit_test(a_condition_is_a_number_other_than_nothing),
		cmocka_unit_test(lines_become_paragraphs),
		cmocka_unit_test(a_missing_number_is_asked_for),
		cmocka_unit_test(an_unknown_name_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
