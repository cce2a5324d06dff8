#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "package/readme.h"

static void text_from_outside_makes_no_markup(void **state)
{
	static const char *const pairs[][2] = {
		{ "甲镇 1.5", "甲镇 1.5" },
		{ "<script>", "&lt;script&gt;" },
		{ "a & b", "a &amp; b" },
		{ "[x](y) ![z]", "\\[x\\](y) !\\[z\\]" },
		{ "# a | b\nc", "\\# a \\| b c" },
		{ "`x` *y* _z_ ~~s~~ \\", "\\`x\\` \\*y\\* \\_z\\_ \\~\\~s\\~\\~ \\\\" },
		{ "a\u202eb\u2028c\u200fd\ufeff", "a b c d " },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		struct buf b = BUF_INIT;

		markdown_put(&b, pairs[i][0]);
		assert_string_equal(b.p, pairs[i][1]);
		buf_release(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_from_outside_makes_no_markup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
