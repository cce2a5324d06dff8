/*
 * recognise: laws that hold for many made numbers.  No number belongs to
 * anybody: the orders of the day are drawn, the area is of a test.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/date.h"
#include "core/pii_word.h"
#include "core/text.h"
#include "pii_collect.h"

static struct recogniser *recogniser;
static uint64_t seed = 20261122;

static uint32_t draw(uint32_t below)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(seed >> 33) % below;
}

static char check_of(const char *sym)
{
	static const int weights[17] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
	int sum = 0, i;

	for (i = 0; i < 17; i++)
		sum += weights[i] * (sym[i] - '0');
	return "10X98765432"[sum % 11];
}

static void make_identity(char out[19])
{
	static const char *const areas[] = { "350524", "110101", "440106",
					     "659001", "820000", "911124" };
	int year, month, day;

	date_to_civil(date_from_civil(1930, 1, 1) + (int32_t)draw(34000), &year, &month, &day);
	snprintf(out, 19, "%s%04d%02d%02d%03u", areas[draw(6)], year, month, day, draw(1000));
	out[17] = check_of(out);
	out[18] = '\0';
}

static bool is_identity(enum pii_kind kind)
{
	return kind == PII_CITIZEN_ID || kind == PII_RESIDENCE_PERMIT;
}

/* The grade of an identity number that covers [from, to); -1: none. */
static int grade_of(const char *p, size_t n, size_t from, size_t to)
{
	struct collected c = collect_all(recogniser, p, n);
	int i;

	for (i = 0; i < c.n; i++)
		if (is_identity(c.hits[i].kind) && c.hits[i].from <= from && c.hits[i].to >= to)
			return (int)c.hits[i].grade;
	return -1;
}

static void every_identity_number_is_valid(void **state)
{
	char id[19];
	int i;

	(void)state;
	for (i = 0; i < 2000; i++) {
		make_identity(id);
		assert_int_equal(grade_of(id, 18, 0, 18), PII_VALID);
	}
}

static void one_digit_changed_is_still_caught(void **state)
{
	char id[19], changed[19];
	int i, at, digit;

	(void)state;
	for (i = 0; i < 300; i++) {
		make_identity(id);
		for (at = 0; at < 18; at++)
			for (digit = 0; digit < 10; digit++) {
				struct collected c;

				memcpy(changed, id, sizeof(id));
				changed[at] = (char)('0' + digit);
				if (changed[at] == id[at])
					continue;
				c = collect_all(recogniser, changed, 18);
				assert_int_equal(c.n, 1);
				assert_int_equal(c.hits[0].from, 0);
				assert_int_equal(c.hits[0].to, 18);
				/* The check character tells every single change. */
				if (is_identity(c.hits[0].kind))
					assert_true(c.hits[0].grade < PII_VALID);
			}
	}
}

static void one_separator_anywhere_is_seen_through(void **state)
{
	static const char *const separators[] = {
		" ", "-",	 ".",	     "_",  "/",	 "·", "　", "\xe2\x80\x8b", "\xef\xbb\xbf",
		"—", "\xc2\xad", "\xc2\xa0", "  ", " - "
	};
	struct buf b = BUF_INIT;
	char id[19];
	size_t k, at;
	int i;

	(void)state;
	for (i = 0; i < 200; i++) {
		make_identity(id);
		for (k = 0; k < sizeof(separators) / sizeof(*separators); k++)
			for (at = 1; at < 18; at++) {
				buf_clear(&b);
				buf_add(&b, id, at);
				buf_puts(&b, separators[k]);
				buf_puts(&b, id + at);
				assert_int_equal(grade_of(b.p, b.n, 0, b.n), PII_VALID);
			}
	}
	buf_release(&b);
}

static void separators_everywhere_are_seen_through(void **state)
{
	struct buf b = BUF_INIT;
	char id[19];
	int i, k;

	(void)state;
	for (i = 0; i < 200; i++) {
		make_identity(id);
		buf_clear(&b);
		for (k = 0; k < 18; k++) {
			buf_putc(&b, id[k]);
			buf_putc(&b, i % 2 ? ' ' : '-');
		}
		assert_int_equal(grade_of(b.p, b.n, 0, b.n - 1), PII_VALID);
	}
	buf_release(&b);
}

static void full_width_digits_are_digits(void **state)
{
	struct buf b = BUF_INIT;
	char id[19];
	uint32_t mask;
	int i, k;

	(void)state;
	for (i = 0; i < 500; i++) {
		make_identity(id);
		mask = i == 0 ? 0x3ffff : draw(0x40000);
		buf_clear(&b);
		for (k = 0; k < 18; k++)
			utf8_put(&b, (uint32_t)(unsigned char)id[k] + (mask >> k & 1 ? 0xfee0 : 0));
		assert_int_equal(grade_of(b.p, b.n, 0, b.n), PII_VALID);
	}
	buf_release(&b);
}

static void ideographs_beside_a_number_do_not_hide_it_and_letters_end_it(void **state)
{
	static const char *const around[][2] = { { "证号", "的" },   { "（", "）" },
						 { "𠮷", "𠮷" },     { "，", "。" },
						 { "\xff", "\xff" }, { "\"", "\"," },
						 { "=", "\n" } };
	struct buf b = BUF_INIT;
	char id[19];
	size_t k, from;
	int i;

	(void)state;
	for (i = 0; i < 200; i++)
		for (k = 0; k < sizeof(around) / sizeof(*around); k++) {
			make_identity(id);
			buf_clear(&b);
			buf_puts(&b, around[k][0]);
			from = b.n;
			buf_puts(&b, id);
			assert_int_equal(grade_of(b.p, b.n, from, b.n), PII_VALID);
			buf_puts(&b, around[k][1]);
			assert_int_equal(grade_of(b.p, b.n, from, from + 18), PII_VALID);
			/* In a longer word it is not a number by itself. */
			buf_puts(&b, id);
			buf_puts(&b, "Q");
			from = b.n - 19;
			assert_true(grade_of(b.p, b.n, from, from + 18) < PII_VALID);
		}
	buf_release(&b);
}

static void disability_cards_hold_an_identity_number(void **state)
{
	char card[23];
	struct collected c;
	int i;

	(void)state;
	for (i = 0; i < 500; i++) {
		do
			make_identity(card);
		while (card[0] >= '8');
		snprintf(card + 18, 5, "%u%u%s", 1 + draw(7), 1 + draw(4), i % 3 == 0 ? "B1" : "");
		c = collect_text(recogniser, card);
		assert_int_equal(c.n, 1);
		assert_int_equal(c.hits[0].kind, PII_DISABILITY_CARD);
		assert_int_equal(c.hits[0].grade, PII_VALID);
	}
}

static void mobile_numbers_are_found_with_any_prefix(void **state)
{
	static const char *const prefixes[] = { "", "+86", "86", "0086", "+86 ", "86-", "0086 " };
	char number[32];
	struct collected c;
	size_t k;
	int i;

	(void)state;
	for (i = 0; i < 500; i++)
		for (k = 0; k < sizeof(prefixes) / sizeof(*prefixes); k++) {
			snprintf(number, sizeof(number), "%s138%04u%04u", prefixes[k], draw(10000),
				 1 + draw(9999));
			c = collect_text(recogniser, number);
			assert_non_null(collected_kind(&c, PII_MOBILE));
			assert_int_equal(collected_kind(&c, PII_MOBILE)->grade, PII_VALID);
		}
}

/* Hits are in order, do not overlap, and lie in the text. */
static void check_order(const struct collected *c, size_t n)
{
	size_t end = 0;
	int i;

	for (i = 0; i < c->n; i++) {
		assert_true(c->hits[i].from >= end);
		assert_true(c->hits[i].to > c->hits[i].from && c->hits[i].to <= n);
		end = c->hits[i].to;
	}
}

static const char mixed[] =
	"户主张三,110105 19491231 002X，138-1234-5678\t6217799905950000017;刘*与陈**;"
	"阿依古丽·吐尔逊江 118.186123,25.056789 a@b.cn fe80::1 AA:BB:CC:DD:EE:F0 京A12345 "
	"凤城镇新安路12号3幢2单元501室 3.50524E+17 护照E12345678 𠮷鶺鴒 24°12′34″ ＠１２３";

static void every_cut_of_a_text_is_read(void **state)
{
	size_t from, to, n = sizeof(mixed) - 1;
	struct collected c, again;
	char *copy;

	(void)state;
	for (from = 0; from < n; from += 7)
		for (to = from; to <= n; to++) {
			/* Its own memory, so that a step too far is seen by the sanitizers. */
			copy = test_malloc(to - from + 1);
			memcpy(copy, mixed + from, to - from);
			c = collect_all(recogniser, copy, to - from);
			check_order(&c, to - from);
			again = collect_all(recogniser, mixed + from, to - from);
			/* What stands after the text does not matter. */
			assert_int_equal(c.n, again.n);
			assert_memory_equal(c.hits, again.hits, sizeof(*c.hits) * (size_t)c.n);
			test_free(copy);
		}
}

static void any_bytes_are_read(void **state)
{
	static const unsigned char bytes[] = { '1',  '3',  '5',	 '8',  'X',  'E',  '.',	 '-',
					       ' ',  ':',  '@',	 '*',  0xe5, 0xbc, 0xa0, 0xef,
					       0x91, 0xf0, 0xa0, 0xae, 0xb7, 0xc2, 0xb0, 0xff,
					       0x80, ',',  '\n', 'a',  '0',  '+' };
	char text[300];
	struct collected c;
	size_t i, n;
	int round;

	(void)state;
	for (round = 0; round < 30000; round++) {
		n = draw(sizeof(text));
		for (i = 0; i < n; i++)
			text[i] = (char)bytes[draw(sizeof(bytes))];
		c = collect_all(recogniser, text, n);
		check_order(&c, n);
	}
}

static void words_are_read_alike_fast_and_plain(void **state)
{
	static const char bytes[] = "09azAZmM5 -./:@[`{\x80\xff\xb0";
	char text[80];
	struct ascii_word fast, plain;
	size_t i, n;
	int round;

	(void)state;
	for (round = 0; round < 20000; round++) {
		n = 1 + draw(sizeof(text));
		for (i = 0; i < n; i++)
			text[i] = bytes[draw(draw(3) ? 9 : sizeof(bytes) - 1)];
		fast = ascii_word_read(text, text + n);
		plain = ascii_word_read_plain(text, text + n);
		assert_ptr_equal(fast.end, plain.end);
		assert_int_equal(fast.digit, plain.digit);
		assert_int_equal(fast.letter, plain.letter);
	}
}

/* Tables of a text file: counts and amounts with blanks between. */
static void rows_of_numbers_are_rarely_taken_for_persons(void **state)
{
	static const uint32_t tens[] = { 10, 100, 1000, 10000, 100000, 1000000 };
	struct buf b = BUF_INIT;
	struct collected c;
	int row, k, i, hits = 0, valid = 0;

	(void)state;
	for (row = 0; row < 20000; row++) {
		buf_clear(&b);
		for (k = 0; k < 12; k++)
			buf_printf(&b, "%u ", draw(tens[draw(6)]));
		c = collect_all(recogniser, b.p, b.n);
		hits += c.n;
		for (i = 0; i < c.n; i++)
			valid += c.hits[i].grade == PII_VALID;
	}
	/* Of 240,000 numbers. */
	assert_true(hits < 240);
	assert_true(valid < 60);
	buf_release(&b);
}

static void many_hits_close_together_stay_in_order(void **state)
{
	struct buf b = BUF_INIT;
	struct collected c;
	int i;

	(void)state;
	for (i = 0; i < 300; i++)
		buf_puts(&b, "刘*，::1 ");
	c = collect_all(recogniser, b.p, b.n);
	assert_int_equal(c.n, COLLECT_MAX);
	check_order(&c, b.n);
	buf_release(&b);
}

static int build(void **state)
{
	(void)state;
	recogniser = recogniser_new(NULL);
	return 0;
}

static int clear(void **state)
{
	(void)state;
	recogniser_free(recogniser);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_identity_number_is_valid),
		cmocka_unit_test(one_digit_changed_is_still_caught),
		cmocka_unit_test(one_separator_anywhere_is_seen_through),
		cmocka_unit_test(separators_everywhere_are_seen_through),
		cmocka_unit_test(full_width_digits_are_digits),
		cmocka_unit_test(ideographs_beside_a_number_do_not_hide_it_and_letters_end_it),
		cmocka_unit_test(disability_cards_hold_an_identity_number),
		cmocka_unit_test(mobile_numbers_are_found_with_any_prefix),
		cmocka_unit_test(every_cut_of_a_text_is_read),
		cmocka_unit_test(any_bytes_are_read),
		cmocka_unit_test(words_are_read_alike_fast_and_plain),
		cmocka_unit_test(rows_of_numbers_are_rarely_taken_for_persons),
		cmocka_unit_test(many_hits_close_together_stay_in_order),
	};

	return cmocka_run_group_tests(tests, build, clear);
}
