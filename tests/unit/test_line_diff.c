/* Differences of lines: right, shortest, and readable. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/json.h"
#include "run/line_diff.h"
#include "run/review_changes.h"

enum { LINES = 24, ROUNDS = 4000 };

static void expect(const char *old, const char *new, const char *wanted)
{
	struct buf got = BUF_INIT;

	line_diff(str_of(old), str_of(new), &got);
	assert_string_equal(got.p, wanted);
	buf_release(&got);
}

static void the_same_has_no_difference(void **state)
{
	(void)state;
	expect("", "", "");
	expect("a\nb\n", "a\nb\n", "");
	expect("a\nb", "a\nb\n", ""); /* the end of the last line is none */
}

static void a_change_has_three_lines_around_it(void **state)
{
	(void)state;
	expect("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nV\n6\n7\n8\n9\n",
	       "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+V\n 6\n 7\n 8\n");
	expect("", "a\n", "@@ -0,0 +1 @@\n+a\n");
	expect("a\nb\n", "", "@@ -1,2 +0,0 @@\n-a\n-b\n");
	expect("a\n", "a\nb\n", "@@ -1 +1,2 @@\n a\n+b\n");
}

static void changes_far_apart_are_two_parts(void **state)
{
	(void)state;
	expect("a\n1\n2\n3\n4\n5\n6\n7\nb\n", "A\n1\n2\n3\n4\n5\n6\n7\nB\n",
	       "@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n 3\n@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-b\n+B\n");
	expect("a\n1\n2\n3\n4\n5\n6\nb\n", "A\n1\n2\n3\n4\n5\n6\nB\n",
	       "@@ -1,8 +1,8 @@\n-a\n+A\n 1\n 2\n 3\n 4\n 5\n 6\n-b\n+B\n");
}

static void what_a_terminal_would_hide_is_shown(void **state)
{
	(void)state;
	expect("",
	       "\"\xe2\x80\xae"
	       "keep\"\x1b[2K\xef\xbb\xbf 民政\n",
	       "@@ -0,0 +1 @@\n+\"\\u202ekeep\"\\u001b[2K\\ufeff 民政\n");
	expect("", "caf\xe9\r\n", "@@ -0,0 +1 @@\n+caf\\xe9\\x0d\n");
}

static unsigned next(unsigned *seed)
{
	*seed = *seed * 1103515245u + 12345u;
	return *seed >> 16 & 0x7fff;
}

/* Few different lines, so that many alignments compete. */
static size_t make(unsigned *seed, char text[2 * LINES + 1])
{
	size_t n = next(seed) % LINES, i;

	for (i = 0; i < n; i++) {
		text[2 * i] = (char)('a' + next(seed) % 4);
		text[2 * i + 1] = '\n';
	}
	text[2 * n] = '\0';
	return n;
}

/* By the textbook: the number of lines that both keep. */
static size_t longest_common(const char *a, size_t na, const char *b, size_t nb)
{
	size_t best[LINES + 1][LINES + 1] = { { 0 } }, i, j;

	for (i = 1; i <= na; i++)
		for (j = 1; j <= nb; j++)
			if (a[2 * i - 2] == b[2 * j - 2])
				best[i][j] = best[i - 1][j - 1] + 1;
			else
				best[i][j] = best[i - 1][j] > best[i][j - 1] ? best[i - 1][j]
									     : best[i][j - 1];
	return best[na][nb];
}

/* The new text made of the old one and the diff; the changed lines are counted. */
static size_t apply(const char *old, const char *diff, char *new)
{
	size_t at = 0, changed = 0, from, n = 0;

	while (*diff) {
		if (*diff == '@') {
			unsigned long line = strtoul(strchr(diff, '-') + 1, NULL, 10);
			const char *comma = strpbrk(strchr(diff, '-'), ", ");

			from = line && strncmp(comma, ",0", 2) != 0 ? line - 1 : line;
			for (; at < from; at++, n++)
				memcpy(new + 2 * n, old + 2 * at, 2);
		} else if (*diff == '+') {
			memcpy(new + 2 * n++, diff + 1, 2);
			changed++;
		} else {
			assert_int_equal(old[2 * at++], diff[1]);
			if (*diff == ' ')
				memcpy(new + 2 * n++, diff + 1, 2);
			else
				changed++;
		}
		diff = strchr(diff, '\n') + 1;
	}
	for (; old[2 * at]; at++, n++)
		memcpy(new + 2 * n, old + 2 * at, 2);
	new[2 * n] = '\0';
	return changed;
}

static void it_leads_to_the_new_text_by_the_shortest_way(void **state)
{
	char old[2 * LINES + 1], new[2 * LINES + 1], got[4 * LINES + 1];
	struct buf diff = BUF_INIT;
	unsigned seed = 1;
	size_t i, na, nb;

	(void)state;
	for (i = 0; i < ROUNDS; i++) {
		na = make(&seed, old);
		nb = make(&seed, new);
		buf_clear(&diff);
		line_diff(str_of(old), str_of(new), &diff);
		assert_int_equal(apply(old, diff.p, got),
				 na + nb - 2 * longest_common(old, na, new, nb));
		assert_string_equal(got, new);
	}
	buf_release(&diff);
}

static void texts_without_anything_in_common_end_in_good_time(void **state)
{
	struct buf old = BUF_INIT, new = BUF_INIT, diff = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < 20000; i++) {
		buf_printf(&old, "old %zu\n", i);
		buf_printf(&new, "new %zu\n", i);
	}
	line_diff((struct str){ old.p, old.n }, (struct str){ new.p, new.n }, &diff);
	assert_int_equal(strncmp(diff.p, "@@ -1,20000 +1,20000 @@\n-old 0\n-old 1\n", 38), 0);
	buf_release(&old);
	buf_release(&new);
	buf_release(&diff);
}

static void changes(const char *old, const char *new, const char *wanted)
{
	struct json_doc *a = NULL, *b = NULL;
	struct json nothing = { NULL, NULL };
	struct buf got = BUF_INIT;
	struct err err = ERR_INIT;

	assert_int_equal(old ? json_parse("old", str_of(old), &a, &err) : 0, 0);
	assert_int_equal(new ? json_parse("new", str_of(new), &b, &err) : 0, 0);
	review_changes(a ? json_root(a) : nothing, b ? json_root(b) : nothing, &got);
	assert_string_equal(got.p, wanted);
	buf_release(&got);
	json_free(a);
	json_free(b);
}

static void a_register_is_told_by_columns(void **state)
{
	static const char old[] =
		"{\"tables\":{\"t\":{\"order\":[\"n\"],\"columns\":{"
		"\"a\":{\"label\":\"甲\",\"class\":\"quasi\",\"openness\":\"closed\","
		"\"treatments\":[\"drop\"]},"
		"\"b\":{\"label\":\"乙\",\"class\":\"direct\",\"openness\":\"closed\","
		"\"treatments\":[\"drop\"]}}}}}";
	static const char new[] =
		"{\"tables\":{\"t\":{\"order\":[\"n\",\"m\"],\"columns\":{"
		"\"a\":{\"label\":\"甲\",\"class\":\"plain\",\"openness\":\"open\","
		"\"treatments\":[\"keep\",\"drop\"]},"
		"\"c\":{\"label\":\"丙\",\"class\":\"sensitive\",\"openness\":\"on-request\","
		"\"treatments\":[\"band\"]}}}}}";

	(void)state;
	changes(old, new,
		"  tables.t.order: n -> n, m\n"
		"  t.a (甲): class: quasi -> plain\n"
		"  t.a (甲): openness: closed -> open\n"
		"  t.a (甲): treatments: drop -> keep, drop\n"
		"  t.c (丙): new: sensitive, on-request; treatments band\n"
		"  t.b (乙): removed: direct, closed; treatments drop\n");
	changes(old, old, "");
	changes(NULL, old,
		"  tables.t.order: new: n\n"
		"  t.a (甲): new: quasi, closed; treatments drop\n"
		"  t.b (乙): new: direct, closed; treatments drop\n");
}

static void other_files_are_told_by_members(void **state)
{
	(void)state;
	changes("{\"a\":{\"n\":5,\"w\":[{\"is\":\"x\"}]},\"gone\":true}",
		"{\"a\":{\"n\":3,\"w\":[{\"is\":\"y\"},{\"is\":\"z\"}]},\"new\":[]}",
		"  a.n: 5 -> 3\n"
		"  a.w[1].is: x -> y\n"
		"  a.w[2]: new: {\"is\":\"z\"}\n"
		"  new: new: nothing\n"
		"  gone: removed: true\n");
	changes("{\"a\":1}", "{\"a\":[1]}", "  a: 1 -> [1]\n");
	changes("{\"a\":{}}", "{ \"a\" : { } }", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_has_no_difference),
		cmocka_unit_test(a_change_has_three_lines_around_it),
		cmocka_unit_test(changes_far_apart_are_two_parts),
		cmocka_unit_test(what_a_terminal_would_hide_is_shown),
		cmocka_unit_test(it_leads_to_the_new_text_by_the_shortest_way),
		cmocka_unit_test(texts_without_anything_in_common_end_in_good_time),
		cmocka_unit_test(a_register_is_told_by_columns),
		cmocka_unit_test(other_files_are_told_by_members),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
