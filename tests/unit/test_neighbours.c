/* Names: when one is a person's, and when it is a word.  All persons are invented. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include "core/mem.h"
#include "inspect/neighbours.h"
#include "scratch.h"

static struct values values;
static struct site site;
static char *dir;

/* One stream of three persons, as yg-extract --closed would send it. */
struct persons {
	struct reader reader;
	struct batch_builder rows;
	bool is_sent;
};

static int persons_next(struct reader *r, const struct batch **batch, struct err *err)
{
	struct persons *p = (struct persons *)r;

	(void)err;
	if (p->is_sent)
		return 0;
	p->is_sent = true;
	*batch = batch_builder_view(&p->rows);
	return 1;
}

static const struct reader_class persons_class = { persons_next, NULL };

static void add_field(struct schema *s, const char *name, const char *class, const char *type,
		      const char *label, const char *codes)
{
	struct field *f = schema_add(s, name, FIELD_UTF8);

	meta_set(&f->meta, META_CLASS, class);
	meta_set(&f->meta, META_ORIGIN, name);
	meta_set(&f->meta, META_LABEL, label);
	meta_set(&f->meta, "yg.type", type);
	if (codes)
		meta_set(&f->meta, META_CODES, codes);
}

static void read_persons(void)
{
	static const char *const rows[][5] = {
		{ "雒鸑鷟", "35052419610314981X", "13900000001", "1961-03-14", "350524100201" },
		{ "和平", "350524197002030012", "13900000002", "1970-02-03", "350524100201" },
		{ "高龄", "350524198001010014", "13900000003", "1980-01-01", "350524100201" },
		{ "安康", "", "", "1990-05-06", "" },
	};
	struct persons p = { .reader = { .class = &persons_class, .schema = SCHEMA_INIT } };
	struct err err = ERR_INIT;

	meta_set(&p.reader.schema.meta, META_STATE, "raw");
	meta_set(&p.reader.schema.meta, META_DATASET, "closed");
	meta_set(&p.reader.schema.meta, META_STREAM, "1/1");
	meta_set(&p.reader.schema.meta, META_SOURCE, "demo");
	add_field(&p.reader.schema, "xm", "direct", "utf8", "姓名", NULL);
	add_field(&p.reader.schema, "id_no", "direct", "utf8", "证件号码", NULL);
	add_field(&p.reader.schema, "phone", "direct", "utf8", "电话", NULL);
	add_field(&p.reader.schema, "birth", "quasi", "date", "出生日期", NULL);
	add_field(&p.reader.schema, "area", "quasi", "dict", "区划", "area");
	batch_builder_init(&p.rows, &p.reader.schema);
	for (size_t i = 0; i < 4; i++)
		for (size_t k = 0; k < 5; k++)
			builder_text(&p.rows.columns[k], rows[i][k], strlen(rows[i][k]));
	if (values_read(&values, &p.reader, &site, &err) < 0)
		fail_msg("%s", err.msg);
	batch_builder_release(&p.rows);
	schema_release(&p.reader.schema);
}

static int begin(void **state)
{
	struct err err = ERR_INIT;
	char *path;

	(void)state;
	dir = scratch_new();
	free(scratch_put(
		dir, "config/codes/area.csv",
		"code,name,parent,level,from,to,note\n"
		"35,某省,,province,,,\n3505,某市,35,city,,,\n350524,某县,3505,county,,,\n"
		"350524100,甲镇,350524,town,,,\n350524100201,乙丙村,350524100,village,,,\n"));
	path = scratch_put(
		dir, "config/site.json",
		"{\"bureau\":{\"name\":\"a\",\"name_en\":\"a\",\"uscc\":\"a\",\"division\":"
		"\"350524\"},\"portal\":\"https://a\",\"licence\":{\"name\":\"a\",\"title\":"
		"\"a\",\"path\":\"a\"},\"contact\":{\"name\":\"a\",\"email\":\"a\",\"phone\":"
		"\"a\"},\"attribution\":\"a\",\"disclaimer\":\"a\"}");
	if (site_open(&site, path, &err) < 0)
		fail_msg("%s", err.msg);
	free(path);
	values_init(&values);
	if (values_publish_codes(&values, &site, &err) < 0)
		fail_msg("%s", err.msg);
	read_persons();
	return 0;
}

static int end(void **state)
{
	(void)state;
	values_release(&values);
	site_release(&site);
	scratch_remove(dir);
	return 0;
}

static size_t found_in(const char *text, bool is_title)
{
	struct search_hits hits = { NULL, 0, 0 };
	struct folded f = FOLDED_INIT;
	size_t n;

	folded_make(&f, str_of(text));
	search(values.set, &f, &hits);
	neighbours_judge(&values, &f, is_title, &hits);
	n = hits.n;
	free(hits.items);
	folded_release(&f);
	return n;
}

static size_t found(const char *text)
{
	return found_in(text, false);
}

static void a_long_name_in_the_name_of_a_file_is_a_person(void **state)
{
	(void)state;
	assert_int_equal(found("雒鸑鷟的材料"), 0);
	assert_int_equal(found_in("雒鸑鷟的材料", true), 1);
}

static void a_long_name_of_its_own_is_a_person(void **state)
{
	(void)state;
	assert_int_equal(found("雒鸑鷟"), 1);
	assert_int_equal(found("1,雒鸑鷟,2"), 1);
	assert_int_equal(found("户主：雒鸑鷟。"), 1);
	assert_int_equal(found("雒 鸑 鷟"), 1);
}

static void a_name_in_two_cells_is_a_person(void **state)
{
	(void)state;
	assert_int_equal(found("1,雒,鸑鷟,2"), 1);
	assert_int_equal(found("姓雒，鸑鷟"), 0);
	assert_int_equal(found("雒,鸑,鷟"), 0);
	assert_int_equal(found("和,平"), 0);
}

static void letters_beside_a_name_do_not_hide_it(void **state)
{
	(void)state;
	assert_int_equal(found("0001雒鸑鷟A"), 1);
}

static void a_name_inside_a_sentence_needs_something_else(void **state)
{
	(void)state;
	assert_int_equal(found("救助对象雒鸑鷟家中有老人"), 0);
	assert_int_equal(found("救助对象雒鸑鷟（1961年3月14日出生）"), 1);
	assert_int_equal(found("救助对象雒鸑鷟，住乙丙村"), 1);
	assert_int_equal(found("救助对象雒鸑鷟，尾号981X"), 1);
	assert_int_equal(found("救助对象雒鸑鷟手机139****0001"), 1);
	assert_int_equal(found("救助对象雒鸑鷟手机139****0002"), 0);
}

static void a_short_name_is_a_word_until_something_else_is_known(void **state)
{
	(void)state;
	assert_int_equal(found("和平"), 0);
	assert_int_equal(found("和平,350524100201"), 1);
	assert_int_equal(found("和平,乙丙村"), 1);
	assert_int_equal(found("爱好和平的人住乙丙村"), 0);
	assert_int_equal(found("爱好和平的人生于1970/2/3"), 1);
	assert_int_equal(found("和平,1970-02-03"), 1);
	assert_int_equal(found("和平,1970-02-04"), 0);
	assert_int_equal(found("2019年高龄津贴,甲镇"), 0);
}

static void the_birth_of_another_bearer_does_not_count(void **state)
{
	(void)state;
	assert_int_equal(found("高龄,1970-02-03"), 0);
	assert_int_equal(found("安康,1990-05-06"), 1);
}

static void what_stands_far_away_does_not_count(void **state)
{
	char text[1024];

	(void)state;
	snprintf(text, sizeof(text), "和平,%0600d,1970-02-03", 7);
	assert_int_equal(found(text), 0);
}

static void three_short_names_are_a_list(void **state)
{
	(void)state;
	assert_int_equal(found("和平\n高龄\n"), 0);
	assert_int_equal(found("和平\n和平\n和平\n"), 0);
	assert_int_equal(found("和平\n高龄\n安康\n"), 3);
}

static void places_are_nobodys_names(void **state)
{
	(void)state;
	assert_int_equal(found("甲镇\n乙丙村\n某县"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_long_name_of_its_own_is_a_person),
		cmocka_unit_test(a_long_name_in_the_name_of_a_file_is_a_person),
		cmocka_unit_test(a_name_in_two_cells_is_a_person),
		cmocka_unit_test(letters_beside_a_name_do_not_hide_it),
		cmocka_unit_test(a_name_inside_a_sentence_needs_something_else),
		cmocka_unit_test(a_short_name_is_a_word_until_something_else_is_known),
		cmocka_unit_test(the_birth_of_another_bearer_does_not_count),
		cmocka_unit_test(what_stands_far_away_does_not_count),
		cmocka_unit_test(three_short_names_are_a_list),
		cmocka_unit_test(places_are_nobodys_names),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
