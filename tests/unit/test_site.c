#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <unistd.h>

#include "core/site.h"
#include "scratch.h"

#define BUREAU                                                                                     \
	"\"bureau\":{\"name\":\"民政局\",\"name_en\":\"Bureau\",\"uscc\":\"1\",\"division\":"   \
	"\"350524\"}"
#define REST                                                                                       \
	"\"portal\":\"https://"                                                                    \
	"p.example\",\"licence\":{\"name\":\"n\",\"title\":\"t\",\"path\":\"u\"},"                 \
	"\"contact\":{\"name\":\"c\",\"email\":\"e\",\"phone\":\"0\"},\"attribution\":\"a\","      \
	"\"disclaimer\":\"d\""
#define SITE "{" BUREAU "," REST

static void put(const char *dir, const char *name, const char *text)
{
	free(scratch_put(dir, name, text));
}

static void in_folder(const char *dir, struct site *s, const char *near)
{
	struct err err = ERR_INIT;

	assert_int_equal(chdir(dir), 0);
	if (site_open(s, near, &err) < 0)
		fail_msg("%s", err.msg);
}

static void leave(char *dir)
{
	assert_int_equal(chdir("/"), 0);
	scratch_remove(dir);
}

static void the_root_is_found_from_below(void **state)
{
	static const char *const nears[] = { "pipelines/relief/mask.json", "pipelines/relief",
					     "config", ".", NULL };
	char *dir = scratch_new(), *want = realpath(dir, NULL);
	struct site s;

	(void)state;
	put(dir, "config/site.json", SITE "}");
	put(dir, "pipelines/relief/mask.json", "{}");
	for (size_t i = 0; i < sizeof(nears) / sizeof(*nears); i++) {
		in_folder(dir, &s, nears[i]);
		assert_string_equal(s.root, want);
		site_release(&s);
	}
	free(want);
	leave(dir);
}

static void the_nearest_root_counts(void **state)
{
	char *dir = scratch_new(), *inner;
	struct site s;

	(void)state;
	put(dir, "config/site.json", SITE "}");
	put(dir, "a/config/site.json", SITE ",\"demo\":true}");
	put(dir, "a/b/c.json", "{}");
	in_folder(dir, &s, "a/b/c.json");
	inner = strrchr(s.root, '/');
	assert_string_equal(inner, "/a");
	assert_true(s.is_demo);
	site_release(&s);
	leave(dir);
}

static void a_site_gives_its_names_and_absolute_paths(void **state)
{
	char *dir = scratch_new(), *path;
	struct site s;

	(void)state;
	put(dir, "config/site.json", SITE ",\"paths\":{\"work\":\"w/x\",\"state\":\"/var/s\"}}");
	in_folder(dir, &s, NULL);
	assert_string_equal(s.name, "民政局");
	assert_string_equal(s.division, "350524");
	assert_string_equal(s.licence_path, "u");
	assert_string_equal(s.contact_phone, "0");
	assert_false(s.is_demo);
	path = site_path(&s, "%s/x", "w");
	assert_string_equal(s.work_dir, path);
	assert_string_equal(s.state_dir, "/var/s");
	assert_int_equal(s.public_dir[0], '/');
	assert_string_equal(s.key_dir + strlen(s.root), "/out/private/keys");
	assert_string_equal(s.reviews_dir + strlen(s.root), "/config/reviews");
	free(path);
	site_release(&s);
	leave(dir);
}

static void refuse(const char *text, const char *message)
{
	char *dir = scratch_new();
	struct site s;
	struct err err = ERR_INIT;

	put(dir, "config/site.json", text);
	assert_int_equal(chdir(dir), 0);
	assert_int_equal(site_open(&s, NULL, &err), -1);
	assert_int_equal(err.kind, ERR_CONFIG);
	assert_string_equal(err.msg, message);
	leave(dir);
}

static void a_wrong_site_is_refused(void **state)
{
	(void)state;
	refuse("{" BUREAU "}", "config/site.json:1: the object lacks the key \"portal\"");
	refuse(SITE ",\n\"portall\":\"x\"}",
	       "config/site.json:2: unknown key \"portall\" (did you mean \"portal\"?)");
	refuse("{\"bureau\":{\"name\":\"x\"}," REST "}",
	       "config/site.json:1: the object lacks the key \"name_en\"");
	refuse(SITE ",\n\"paths\":{\"pubic\":\"x\"}}",
	       "config/site.json:2: unknown key \"pubic\" (did you mean \"public\"?)");
	refuse("[]", "config/site.json:1: the value must be an object, not an array");
	refuse("{" BUREAU ",\n\"portal\":\"ftp://x\","
	       "\"licence\":{\"name\":\"n\",\"title\":\"t\",\"path\":\"u\"},"
	       "\"contact\":{\"name\":\"c\",\"email\":\"e\",\"phone\":\"0\"},\"attribution\":\"a\","
	       "\"disclaimer\":\"d\"}",
	       "config/site.json:2: \"portal\" must begin with https:// or http://");
}

static void a_place_without_a_site_is_told(void **state)
{
	char *dir = scratch_new();
	struct site s;
	struct err err = ERR_INIT;

	(void)state;
	put(dir, "pipelines/mask.json", "{}");
	assert_int_equal(chdir(dir), 0);
	assert_int_equal(site_open(&s, "pipelines/mask.json", &err), -1);
	assert_int_equal(err.kind, ERR_CONFIG);
	assert_string_equal(err.msg,
			    "pipelines/mask.json: no folder at or above it holds config/site.json");
	assert_int_equal(site_open(&s, "pipelines/none.json", &err), -1);
	assert_int_equal(err.kind, ERR_CONFIG);
	assert_string_equal(err.msg, "pipelines/none.json: No such file or directory");
	leave(dir);
}

static void a_code_list_is_loaded_once_and_stays(void **state)
{
	char *dir = scratch_new();
	const struct codes *a, *b, *again;
	struct site s;
	struct err err = ERR_INIT;

	(void)state;
	put(dir, "config/site.json", SITE "}");
	put(dir, "config/codes/a.csv", "code,name,parent,level,from,to,note\n1,x,,l,,,\n");
	put(dir, "config/codes/b.csv", "code,name,parent,level,from,to,note\n2,y,,l,,,\n");
	in_folder(dir, &s, NULL);
	assert_int_equal(site_codes(&s, "a", &a, &err), 0);
	assert_int_equal(site_codes(&s, "b", &b, &err), 0);
	assert_int_equal(site_codes(&s, "a", &again, &err), 0);
	assert_ptr_equal(a, again);
	assert_int_equal(codes_find(b, STR("2"), 0), 0);
	assert_int_equal(site_codes(&s, "c", &b, &err), -1);
	assert_int_equal(err.kind, ERR_CONFIG);
	assert_int_equal(site_codes(&s, "../site", &b, &err), -1);
	assert_string_equal(err.msg,
			    "\"../site\" is no name of a code list: letters, digits, \"_\" and "
			    "\"-\" only");
	site_release(&s);
	leave(dir);
}

static void a_source_is_found_by_name(void **state)
{
	char *dir = scratch_new(), *want;
	struct site s;
	struct source src;
	struct err err = ERR_INIT;

	(void)state;
	put(dir, "config/site.json", SITE "}");
	put(dir, "config/sources.json",
	    "{\"relief\":{\"label\":\"救助\",\"driver\":\"sqlite\",\"path\":\"d/r.db\"},\n"
	    "\"care\":{\"label\":\"养老\",\"driver\":\"sqlite\"},\n"
	    "\"far\":{\"label\":\"l\",\"driver\":\"pgsql\",\"credential\":\"far-db\"}}");
	in_folder(dir, &s, NULL);
	assert_int_equal(site_source(&s, "relief", &src, &err), 0);
	want = site_path(&s, "d/r.db");
	assert_string_equal(src.path, want);
	assert_string_equal(src.name, "relief");
	assert_null(src.credential);
	source_release(&src);
	free(want);
	assert_int_equal(site_source(&s, "far", &src, &err), 0);
	assert_null(src.path);
	assert_string_equal(src.credential, "far-db");
	source_release(&src);
	assert_int_equal(site_source(&s, "care", &src, &err), -1);
	assert_string_equal(err.msg, "config/sources.json:2: the object lacks the key \"path\"");
	assert_int_equal(site_source(&s, "releif", &src, &err), -1);
	assert_string_equal(err.msg,
			    "config/sources.json: no source \"releif\" (did you mean \"relief\"?)");
	assert_int_equal(site_source(&s, "zzz", &src, &err), -1);
	assert_string_equal(err.msg, "config/sources.json: no source \"zzz\"");
	put(dir, "config/sources.json", "[]");
	assert_int_equal(site_source(&s, "relief", &src, &err), -1);
	assert_string_equal(err.msg,
			    "config/sources.json:1: the value must be an object, not an array");
	site_release(&s);
	leave(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_root_is_found_from_below),
		cmocka_unit_test(the_nearest_root_counts),
		cmocka_unit_test(a_site_gives_its_names_and_absolute_paths),
		cmocka_unit_test(a_wrong_site_is_refused),
		cmocka_unit_test(a_place_without_a_site_is_told),
		cmocka_unit_test(a_code_list_is_loaded_once_and_stays),
		cmocka_unit_test(a_source_is_found_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
