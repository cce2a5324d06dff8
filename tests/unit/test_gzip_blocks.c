#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <zlib.h>

#include <cmocka.h>

#include "core/file.h"
#include "core/mem.h"
#include "package/gzip_blocks.h"
#include "scratch.h"

static void fill_text(struct buf *b, size_t n)
{
	uint32_t x = 1;

	while (b->n < n) {
		x = x * 1664525 + 1013904223;
		buf_printf(b, "%u,甲镇,%u\r\n", x >> 20, x >> 28);
	}
	b->n = n;
}

/* The file that `threads` make of the text, given in pieces. */
static void squeeze(const struct buf *text, int threads, struct buf *gz)
{
	char *dir = scratch_new(), *path = file_join(dir, "x.gz");
	struct release r = { .folder = dir };
	struct err err = ERR_INIT;
	struct gzip_blocks *g;
	struct member m;
	size_t at = 0, n;

	assert_int_equal(member_open(&m, &r, "x.gz", &err), 0);
	assert_int_equal(gzip_blocks_open(&m, threads, &g, &err), 0);
	for (; at < text->n; at += n) {
		n = text->n - at < 70001 ? text->n - at : 70001;
		assert_int_equal(gzip_blocks_add(g, text->p + at, n, &err), 0);
	}
	assert_int_equal(gzip_blocks_finish(g, &err), 0);
	gzip_blocks_close(g);
	assert_int_equal(member_finish(&m, &r, &err), 0);
	assert_int_equal(file_read(path, 1 << 28, gz, ERR_IO, &err), 0);
	assert_int_equal(r.files[0].bytes, gz->n);
	free(r.files[0].name);
	free(r.files);
	free(path);
	scratch_remove(dir);
}

/* By zlib, member after member. */
static void expand(const struct buf *gz, struct buf *text)
{
	z_stream z = { .next_in = (unsigned char *)gz->p, .avail_in = (unsigned)gz->n };
	char block[65536];
	int got = Z_OK;

	assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
	while (z.avail_in || got != Z_STREAM_END) {
		if (got == Z_STREAM_END)
			assert_int_equal(inflateReset(&z), Z_OK);
		z.next_out = (unsigned char *)block;
		z.avail_out = sizeof(block);
		got = inflate(&z, Z_NO_FLUSH);
		assert_true(got == Z_OK || got == Z_STREAM_END);
		buf_add(text, block, sizeof(block) - z.avail_out);
	}
	inflateEnd(&z);
}

static void number_of_threads_does_not_show(void **state)
{
	struct buf text = BUF_INIT, one = BUF_INIT, four = BUF_INIT, back = BUF_INIT;

	(void)state;
	fill_text(&text, (size_t)(GZIP_WELL + 4) * GZIP_BLOCK + 12345);
	squeeze(&text, 1, &one);
	squeeze(&text, 4, &four);
	assert_int_equal(one.n, four.n);
	assert_memory_equal(one.p, four.p, one.n);
	expand(&one, &back);
	assert_int_equal(back.n, text.n);
	assert_memory_equal(back.p, text.p, text.n);
	buf_release(&text);
	buf_release(&one);
	buf_release(&four);
	buf_release(&back);
}

static void sizes_around_a_block_come_back(void **state)
{
	static const size_t sizes[] = {
		0, 1, GZIP_BLOCK - 1, GZIP_BLOCK, GZIP_BLOCK + 1, 8 * GZIP_BLOCK, 9 * GZIP_BLOCK
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		struct buf text = BUF_INIT, gz = BUF_INIT, back = BUF_INIT;

		fill_text(&text, sizes[i]);
		squeeze(&text, 2, &gz);
		expand(&gz, &back);
		assert_int_equal(back.n, sizes[i]);
		assert_memory_equal(back.p, text.p, sizes[i]);
		buf_release(&text);
		buf_release(&gz);
		buf_release(&back);
	}
}

static void closing_before_the_end_leaves_no_thread(void **state)
{
	char *dir = scratch_new();
	struct release r = { .folder = dir };
	struct err err = ERR_INIT;
	struct buf text = BUF_INIT;
	struct gzip_blocks *g;
	struct member m;

	(void)state;
	fill_text(&text, 5 * GZIP_BLOCK);
	assert_int_equal(member_open(&m, &r, "x.gz", &err), 0);
	assert_int_equal(gzip_blocks_open(&m, 2, &g, &err), 0);
	assert_int_equal(gzip_blocks_add(g, text.p, text.n, &err), 0);
	gzip_blocks_close(g);
	gzip_blocks_close(NULL);
	member_close(&m);
	buf_release(&text);
	scratch_remove(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(number_of_threads_does_not_show),
		cmocka_unit_test(sizes_around_a_block_come_back),
		cmocka_unit_test(closing_before_the_end_leaves_no_thread),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
