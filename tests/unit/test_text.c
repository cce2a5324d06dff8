/* text: UTF-8, GB18030, widths. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/text.h"
#include "core/utf8_simd.h"

/* RFC 3629 by the definition, one code point at a time: what the fast ways must agree with. */
static bool is_utf8_by_definition(const unsigned char *p, size_t n)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t i, k, length;
	uint32_t c;

	for (i = 0; i < n; i += length) {
		length = p[i] < 0x80   ? 1
			 : p[i] < 0xc0 ? 0
			 : p[i] < 0xe0 ? 2
			 : p[i] < 0xf0 ? 3
			 : p[i] < 0xf8 ? 4
				       : 0;
		if (length == 0 || i + length > n)
			return false;
		c = length == 1 ? p[i] : p[i] & (0x7fu >> length);
		for (k = 1; k < length; k++) {
			if ((p[i + k] & 0xc0) != 0x80)
				return false;
			c = c << 6 | (p[i + k] & 0x3f);
		}
		if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff) ||
		    (length > 1 && c < least[length]))
			return false;
	}
	return true;
}

static uint64_t next_number(uint64_t *state)
{
	*state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return *state >> 33;
}

static void every_code_point_comes_back(void **state)
{
	struct buf b = BUF_INIT;
	const char *p;
	uint32_t c;

	(void)state;
	for (c = 1; c <= 0x10ffff; c++) {
		buf_clear(&b);
		utf8_put(&b, c);
		p = b.p;
		assert_int_equal(utf8_is_valid(b.p, b.n), c < 0xd800 || c > 0xdfff);
		assert_int_equal(utf8_next(&p), c);
		assert_ptr_equal(p, b.p + b.n);
	}
	buf_release(&b);
}

/* Each fault at each place of a text that is long enough for the fast way. */
static void a_fault_is_found_wherever_it_stands(void **state)
{
	static const char *const faults[] = { "\x80",
					      "\xc0\x80",
					      "\xc1\xbf",
					      "\xe0\x9f\xbf",
					      "\xed\xa0\x80",
					      "\xf0\x8f\xbf\xbf",
					      "\xf4\x90\x80\x80",
					      "\xf5\x80\x80\x80",
					      "\xff",
					      "\xe4\xb8",
					      "\xf0\x9f\x98",
					      "\xc3",
					      "\xf8\x88\x80\x80\x80",
					      "\xe4\xb8\xad\x80" };
	char text[160];
	size_t i, at, n;

	(void)state;
	for (i = 0; i < sizeof(faults) / sizeof(*faults); i++)
		for (n = 64; n <= 100; n++)
			for (at = 0; at + strlen(faults[i]) <= n; at++) {
				memset(text, 'a', sizeof(text));
				assert_true(utf8_is_valid(text, n));
				memcpy(text + at, faults[i], strlen(faults[i]));
				assert_false(utf8_is_valid(text, n));
			}
}

static void all_three_ways_agree_on_any_bytes(void **state)
{
	static const unsigned char bytes[] = { 'a',  0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc2, 0xdf,
					       0xe0, 0xe4, 0xed, 0xef, 0xf0, 0xf1, 0xf4, 0xf5 };
	unsigned char text[200];
	uint64_t seed = 7;
	size_t i, n, round;
	bool want;

	(void)state;
	for (round = 0; round < 200000; round++) {
		n = next_number(&seed) % 140;
		memset(text, 'x', sizeof(text));
		for (i = n > 8 ? n - 8 : 0; i < n; i++)
			text[i] = bytes[next_number(&seed) % sizeof(bytes)];
		want = is_utf8_by_definition(text, n);
		assert_int_equal(utf8_is_valid((char *)text, n), want);
		if (utf8_simd_is_there())
			assert_int_equal(utf8_simd_is_valid((char *)text, n), want);
	}
}

static void count_is_of_code_points(void **state)
{
	(void)state;
	assert_int_equal(utf8_count(STR("")), 0);
	assert_int_equal(utf8_count(STR("a\xe4\xb8\xad\xf0\x9f\x98\x80")), 3);
}

static void width_is_of_terminal_columns(void **state)
{
	(void)state;
	assert_int_equal(utf8_width('a'), 1);
	assert_int_equal(utf8_width(0x4e2d), 2);
	assert_int_equal(utf8_width(0xff0c), 2);
	assert_int_equal(utf8_width(0x3007), 2);
	assert_int_equal(utf8_width(0x20000), 2);
	assert_int_equal(utf8_width(0x301), 0);
	assert_int_equal(utf8_width(0x200b), 0);
	assert_int_equal(utf8_width(0xfeff), 0);
	assert_int_equal(utf8_width('\n'), 0);
	assert_int_equal(utf8_width(0x2026), 1);
}

static void encoding_names_have_one_spelling(void **state)
{
	(void)state;
	assert_string_equal(encoding_name("utf-8"), "UTF-8");
	assert_string_equal(encoding_name("gb18030"), "GB18030");
	assert_null(encoding_name("GBK"));
	assert_null(encoding_name(""));
}

/* Recodes in pieces of every size; the same text or the same failure. */
static int recode(const char *encoding, struct str from, size_t piece, struct buf *to)
{
	struct recoder *r;
	struct err err = ERR_INIT;
	size_t at, n;
	int ret = 0;

	assert_int_equal(recoder_open(encoding, &r, &err), 0);
	for (at = 0; at < from.n && ret == 0; at += n) {
		n = from.n - at < piece ? from.n - at : piece;
		ret = recoder_put(r, from.p + at, n, false, to, &err);
	}
	if (ret == 0)
		ret = recoder_put(r, "", 0, true, to, &err);
	if (ret < 0)
		assert_int_equal(err.kind, ERR_DATA);
	recoder_close(r);
	return ret;
}

static void gb18030_becomes_utf8_however_it_is_cut(void **state)
{
	/* 安溪 in two bytes each, U+20087 and U+1F600 in four. */
	const struct str from = STR("\xb0\xb2\xcf\xaa,\x95\x32\x90\x31-\x94\x39\xfc\x36.");
	const char *want = "\xe5\xae\x89\xe6\xba\xaa,\xf0\xa0\x82\x87-\xf0\x9f\x98\x80.";
	struct buf to = BUF_INIT;
	size_t piece;

	(void)state;
	for (piece = 1; piece <= from.n; piece++) {
		buf_clear(&to);
		assert_int_equal(recode("GB18030", from, piece, &to), 0);
		assert_int_equal(to.n, strlen(want));
		assert_memory_equal(to.p, want, to.n);
	}
	buf_release(&to);
}

static void what_stands_before_a_bad_byte_is_kept(void **state)
{
	static const struct {
		const char *encoding;
		struct str from;
	} cases[] = { { "GB18030", STR("ab\xff"
				       "cdefgh") },
		      { "GB18030", STR("ab\xb0 cdefgh") },
		      { "GB18030", STR("ab\xb0") },
		      { "UTF-8", STR("ab\xff"
				     "cdefgh") },
		      { "UTF-8", STR("ab\xe4\xb8"
				     "cdefgh") },
		      { "UTF-8", STR("ab\xe4\xb8") } };
	struct buf to = BUF_INIT;
	size_t i, piece;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		for (piece = 1; piece <= cases[i].from.n; piece++) {
			buf_clear(&to);
			assert_int_equal(recode(cases[i].encoding, cases[i].from, piece, &to), -1);
			assert_int_equal(to.n, 2);
			assert_memory_equal(to.p, "ab", 2);
		}
	buf_release(&to);
}

static void an_unknown_encoding_is_a_usage_error(void **state)
{
	struct err err = ERR_INIT;
	struct recoder *r;

	(void)state;
	assert_int_equal(recoder_open("Big5", &r, &err), -1);
	assert_int_equal(err.kind, ERR_USAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_code_point_comes_back),
		cmocka_unit_test(a_fault_is_found_wherever_it_stands),
		cmocka_unit_test(all_three_ways_agree_on_any_bytes),
		cmocka_unit_test(count_is_of_code_points),
		cmocka_unit_test(width_is_of_terminal_columns),
		cmocka_unit_test(encoding_names_have_one_spelling),
		cmocka_unit_test(gb18030_becomes_utf8_however_it_is_cut),
		cmocka_unit_test(what_stands_before_a_bad_byte_is_kept),
		cmocka_unit_test(an_unknown_encoding_is_a_usage_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
