#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "stream_sample.h"

static void expect_broken(const void *p, size_t n, const char *what, size_t at)
{
	struct err err = ERR_INIT;
	int64_t rows;

	if (drain(p, n, NULL, &rows, &err) == 0)
		fail_msg("%s at byte %zu of the stream passes", what, at);
	if (err.kind != ERR_STREAM)
		fail_msg("%s at byte %zu: kind %d: %s", what, at, err.kind, err.msg);
	if (strncmp(err.msg, "test: ", 6) != 0)
		fail_msg("%s at byte %zu does not name the stream: %s", what, at, err.msg);
}

static void every_cut_is_noticed(void **state)
{
	struct buf stream = BUF_INIT;
	struct err err = ERR_INIT;
	int64_t rows;
	size_t n;

	(void)state;
	sample_stream(&stream, 0, 20, 8);
	for (n = 0; n < stream.n; n++)
		expect_broken(stream.p, n, "a cut", n);
	assert_int_equal(drain(stream.p, stream.n, NULL, &rows, &err), 0);
	assert_int_equal(rows, 20);
	drain(stream.p, stream.n - 8, NULL, &rows, &err);
	assert_string_equal(err.msg, "test: the stream ends before its end marker (after 20 rows): "
				     "its producer did not finish");
	drain(stream.p, stream.n - 9, NULL, &rows, &err);
	assert_string_equal(err.msg, "test: the stream ends before its closing batch (after 20 "
				     "rows): its producer did not finish");
	buf_release(&stream);
}

static void every_changed_byte_is_noticed(void **state)
{
	struct buf stream = BUF_INIT;
	size_t at;
	int k;

	(void)state;
	sample_stream(&stream, 2, 12, 5);
	for (at = 0; at < stream.n; at++) {
		for (k = 0; k < 8; k++) {
			stream.p[at] ^= (char)(1 << k);
			expect_broken(stream.p, stream.n, "a changed bit", at);
			stream.p[at] ^= (char)(1 << k);
		}
		stream.p[at] ^= (char)0xff;
		expect_broken(stream.p, stream.n, "a changed byte", at);
		stream.p[at] ^= (char)0xff;
	}
	buf_release(&stream);
}

static void what_follows_the_end_is_noticed(void **state)
{
	struct buf stream = BUF_INIT, twice = BUF_INIT;

	(void)state;
	sample_stream(&stream, 0, 5, 5);
	buf_add(&twice, stream.p, stream.n);
	buf_putc(&twice, '\0');
	expect_broken(twice.p, twice.n, "a byte more", stream.n);
	twice.n = stream.n;
	buf_add(&twice, stream.p, stream.n);
	expect_broken(twice.p, twice.n, "a second stream", stream.n);
	buf_release(&stream);
	buf_release(&twice);
}

static uint32_t next_number(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(*seed >> 33);
}

/* Bytes set, taken out, doubled, numbers made extreme: noticed, without harm. */
static void mutate(struct buf *b, uint64_t *seed)
{
	static const uint32_t extremes[] = { 0,		 1,	     8,		 0x7fffffff,
					     0x80000000, 0xffffffff, 0xfffffff8, 0x10000000 };
	size_t at = next_number(seed) % (b->n - 8), n = 1 + next_number(seed) % 16;

	if (n > b->n - at - 4)
		n = b->n - at - 4;
	switch (next_number(seed) % 5) {
	case 0:
		b->p[at] = (char)next_number(seed);
		break;
	case 1:
		memcpy(b->p + at / 4 * 4, &extremes[next_number(seed) % 8], 4);
		break;
	case 2:
		memmove(b->p + at, b->p + at + n, b->n - at - n);
		b->n -= n;
		break;
	case 3:
		buf_reserve(b, n);
		memmove(b->p + at + n, b->p + at, b->n - at);
		b->n += n;
		break;
	default:
		memmove(b->p + at, b->p + next_number(seed) % (b->n - n), n);
		break;
	}
}

static void random_damage_is_noticed(void **state)
{
	enum { ROUNDS = 20000 };
	const struct stream_options foreign = { .foreign = true };
	struct buf stream = BUF_INIT, hurt = BUF_INIT;
	struct err err = ERR_INIT;
	uint64_t seed = 20261122;
	int64_t rows;
	int i, k;

	(void)state;
	sample_stream(&stream, 0, 30, 11);
	for (i = 0; i < ROUNDS; i++) {
		buf_clear(&hurt);
		buf_add(&hurt, stream.p, stream.n);
		for (k = (int)(next_number(&seed) % 3); k >= 0; k--)
			mutate(&hurt, &seed);
		if (hurt.n == stream.n && memcmp(hurt.p, stream.p, stream.n) == 0)
			continue;
		expect_broken(hurt.p, hurt.n, "random damage, round", (size_t)i);
		/* Without digest it may pass; it must not do harm. */
		drain(hurt.p, hurt.n, &foreign, &rows, &err);
	}
	buf_release(&stream);
	buf_release(&hurt);
}

static void no_memory_is_taken_for_a_claim(void **state)
{
	struct buf stream = BUF_INIT;
	const struct stream_options tiny = { .max_message = 64 };
	struct err err = ERR_INIT;
	int64_t rows;

	(void)state;
	expect_broken("\xff\xff\xff\xff\xf8\xff\xff\x00", 8, "16 MiB of metadata", 4);
	expect_broken("\xff\xff\xff\xff\xf8\xff\xff\x7f", 8, "2 GiB of metadata", 4);
	sample_stream(&stream, 0, 100, 100);
	assert_int_equal(drain(stream.p, stream.n, &tiny, &rows, &err), -1);
	assert_int_equal(err.kind, ERR_STREAM);
	assert_non_null(strstr(err.msg, "more than 64"));
	buf_release(&stream);
}

static void other_formats_are_told(void **state)
{
	struct err err = ERR_INIT;
	int64_t rows;

	(void)state;
	drain("ARROW1\0\0\xff\xff\xff\xff", 12, NULL, &rows, &err);
	assert_non_null(strstr(err.msg, "Arrow file"));
	drain("\x10\x01\0\0\x10\0\0\0\0\0\0\0", 12, NULL, &rows, &err);
	assert_non_null(strstr(err.msg, "Arrow 0.15"));
	drain("name,amount\r\n", 13, NULL, &rows, &err);
	assert_int_equal(err.kind, ERR_STREAM);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_cut_is_noticed),
		cmocka_unit_test(every_changed_byte_is_noticed),
		cmocka_unit_test(what_follows_the_end_is_noticed),
		cmocka_unit_test(random_damage_is_noticed),
		cmocka_unit_test(no_memory_is_taken_for_a_claim),
		cmocka_unit_test(other_formats_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
