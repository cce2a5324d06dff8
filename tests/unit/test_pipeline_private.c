#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "review_scene.h"
#include "run/pipeline.h"

/* A scene with a pipeline `public` beside `inside`, which has these steps and no "publish". */
static void set_inside(struct scene *s, const char *steps, const char *more)
{
	static const char *const files[] = { "extract", "mask", "package" };
	char text[512], path[64];
	size_t i;

	put_pipeline(s, "public");
	for (i = 0; i < 3; i++) {
		snprintf(path, sizeof(path), "pipelines/inside/%s.json", files[i]);
		put(s, path, "{}");
	}
	snprintf(text, sizeof(text), "{\"label\":\"l\",\"steps\":{%s}%s}", steps, more);
	put(s, "pipelines/inside/pipeline.json", text);
}

#define EXTRACT "\"a\":{\"run\":\"extract\"}"
#define MASK "\"b\":{\"run\":\"mask\",\"in\":\"a\"}"

static void open_scene(struct scene *s, const char *steps, const char *more)
{
	char text[1024];

	s->dir = scratch_new();
	snprintf(text, sizeof(text), site_json, "true");
	put(s, "config/site.json", text);
	set_inside(s, steps, more);
	open_site(s);
}

static void close_scene(struct scene *s)
{
	site_release(&s->site);
	scratch_remove(s->dir);
}

static void without_publish_it_is_private(void **unused)
{
	struct err err = ERR_INIT;
	struct pipeline p;
	struct scene s;

	(void)unused;
	open_scene(&s, EXTRACT "," MASK, "");
	assert_int_equal(pipeline_read(&s.site, "inside", &p, &err), 0);
	assert_true(p.is_private);
	assert_int_equal(p.nsteps, 2);
	assert_string_equal(p.steps[1].stage, "mask");
	pipeline_release(&p);
	assert_int_equal(pipeline_read(&s.site, "public", &p, &err), 0);
	assert_false(p.is_private);
	pipeline_release(&p);
	close_scene(&s);
}

static void private_ones_are_named_but_not_among_the_public(void **unused)
{
	struct err err = ERR_INIT;
	struct scene s;
	char **names;
	size_t n;

	(void)unused;
	open_scene(&s, EXTRACT "," MASK, "");
	assert_int_equal(pipeline_names(&s.site, &names, &n, &err), 0);
	assert_int_equal(n, 2);
	file_list_free(names, n);
	assert_int_equal(pipeline_public_names(&s.site, &names, &n, &err), 0);
	assert_int_equal(n, 1);
	assert_string_equal(names[0], "public");
	file_list_free(names, n);
	close_scene(&s);
}

static void a_broken_one_is_not_passed_over(void **unused)
{
	struct err err = ERR_INIT;
	struct scene s;
	char **names;
	size_t n;

	(void)unused;
	open_scene(&s, EXTRACT, "");
	assert_int_equal(pipeline_public_names(&s.site, &names, &n, &err), 0);
	assert_int_equal(n, 2);
	file_list_free(names, n);
	close_scene(&s);
}

static void refuse(const char *steps, const char *more)
{
	struct err err = ERR_INIT;
	struct pipeline p;
	struct scene s;

	open_scene(&s, steps, more);
	assert_int_equal(pipeline_read(&s.site, "inside", &p, &err), -1);
	assert_int_equal(err.kind, ERR_CONFIG);
	pipeline_release(&p);
	close_scene(&s);
}

static void it_ends_in_a_mask_and_has_no_gate(void **unused)
{
	(void)unused;
	refuse(EXTRACT, "");
	refuse(EXTRACT ",\"b\":{\"run\":\"package\",\"in\":\"a\"}", "");
	refuse(EXTRACT "," MASK ",\"c\":{\"run\":\"package\",\"in\":\"b\"}", "");
	refuse(EXTRACT "," MASK, ",\"gate\":{\"min_rows\":1}");
	refuse(EXTRACT "," MASK, ",\"headline\":{\"x\":\"1\"}");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_publish_it_is_private),
		cmocka_unit_test(private_ones_are_named_but_not_among_the_public),
		cmocka_unit_test(a_broken_one_is_not_passed_over),
		cmocka_unit_test(it_ends_in_a_mask_and_has_no_gate),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
