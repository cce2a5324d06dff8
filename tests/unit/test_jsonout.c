#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "core/json.h"
#include "core/jsonout.h"

static void sample(struct jsonout *j)
{
	jsonout_open(j, '{');
	jsonout_member(j, "name", "安溪县");
	jsonout_member_int(j, "n", -5);
	jsonout_key(j, "empty");
	jsonout_open(j, '[');
	jsonout_close(j, ']');
	jsonout_key(j, "none");
	jsonout_open(j, '{');
	jsonout_close(j, '}');
	jsonout_key(j, "list");
	jsonout_open(j, '[');
	jsonout_bool(j, true);
	jsonout_null(j);
	jsonout_raw(j, STR("12.50"));
	jsonout_open(j, '{');
	jsonout_key(j, "k");
	jsonout_bool(j, false);
	jsonout_close(j, '}');
	jsonout_close(j, ']');
	jsonout_close(j, '}');
}

static void members_and_items_get_their_commas(void **state)
{
	struct buf b = BUF_INIT;
	struct jsonout j;

	(void)state;
	jsonout_init(&j, &b, 0);
	sample(&j);
	assert_string_equal(b.p, "{\"name\":\"安溪县\",\"n\":-5,\"empty\":[],\"none\":{},"
				 "\"list\":[true,null,12.50,{\"k\":false}]}");
	buf_release(&b);
}

static void an_indent_makes_lines(void **state)
{
	struct buf b = BUF_INIT;
	struct jsonout j;

	(void)state;
	jsonout_init(&j, &b, 2);
	sample(&j);
	assert_string_equal(b.p,
			    "{\n  \"name\": \"安溪县\",\n  \"n\": -5,\n  \"empty\": [],\n"
			    "  \"none\": {},\n  \"list\": [\n    true,\n    null,\n    12.50,\n"
			    "    {\n      \"k\": false\n    }\n  ]\n}");
	buf_release(&b);
}

static void a_text_alone_is_a_document(void **state)
{
	struct buf b = BUF_INIT;
	struct jsonout j;

	(void)state;
	jsonout_init(&j, &b, 2);
	jsonout_cstr(&j, "x");
	assert_string_equal(b.p, "\"x\"");
	buf_release(&b);
}

static void check_text(struct str s, const char *want)
{
	struct buf b = BUF_INIT;
	struct jsonout j;

	jsonout_init(&j, &b, 0);
	jsonout_str(&j, s);
	assert_string_equal(b.p, want);
	buf_release(&b);
}

static void text_is_safe_inside_a_page(void **state)
{
	(void)state;
	check_text(STR(""), "\"\"");
	check_text(STR("a\"b\\c/d"), "\"a\\\"b\\\\c/d\"");
	check_text(STR("\b\f\n\r\t\x01\x1f\x7f"), "\"\\b\\f\\n\\r\\t\\u0001\\u001f\\u007f\"");
	check_text(STR("a\0b"), "\"a\\u0000b\"");
	check_text(STR("</script>"), "\"<\\/script>\"");
	check_text(STR("<!--<b>"), "\"\\u003c!--<b>\"");
	check_text(STR("a<"), "\"a<\"");
	check_text(STR("x\u2028y\u2029z\u2027"), "\"x\\u2028y\\u2029z\u2027\"");
	check_text(STR("\xE2\x80"), "\"\xE2\x80\"");
}

/* Every character but NUL, which our own reader refuses. */
static void what_is_written_reads_back(void **state)
{
	struct buf text = BUF_INIT, b = BUF_INIT;
	struct jsonout j;
	struct json_doc *doc;
	struct err err = ERR_INIT;
	const char *s;

	(void)state;
	for (int c = 1; c < 128; c++) {
		buf_putc(&text, (char)c);
		buf_puts(&text, "<!</\u2028\u2029\U0001F600");
	}
	jsonout_init(&j, &b, 1);
	jsonout_open(&j, '[');
	jsonout_str(&j, (struct str){ text.p, text.n });
	jsonout_close(&j, ']');
	assert_int_equal(json_parse("t", (struct str){ b.p, b.n }, &doc, &err), 0);
	assert_int_equal(json_get_str(json_first(json_root(doc)), &s, &err), 0);
	assert_string_equal(s, text.p);
	json_free(doc);
	buf_release(&text);
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(members_and_items_get_their_commas),
		cmocka_unit_test(an_indent_makes_lines),
		cmocka_unit_test(a_text_alone_is_a_document),
		cmocka_unit_test(text_is_safe_inside_a_page),
		cmocka_unit_test(what_is_written_reads_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
