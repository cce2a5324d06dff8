/*
 * Text of any bytes: the fast and the plain check of UTF-8 agree; recoding in
 * pieces gives what recoding at once gives, and only valid UTF-8.
 */
#include <assert.h>
#include <stdint.h>

#include "core/text.h"
#include "core/utf8_simd.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_utf8(const char *p, size_t n)
{
	bool valid = utf8_is_valid(p, n);
	const char *at = p, *end = p + n;
	struct buf again = BUF_INIT;
	size_t i, count = 0;
	bool pieces = true;

	if (utf8_simd_is_there())
		assert(utf8_simd_is_valid(p, n) == valid);
	/* Short texts take the plain way: the whole is valid when some cut into
	 * characters has valid pieces only. */
	for (i = 0; i < n && pieces; count++) {
		size_t length = 1;

		while (length < 4 && i + length < n && !utf8_is_valid(p + i, length))
			length++;
		pieces = utf8_is_valid(p + i, length);
		i += length;
	}
	assert(pieces == valid);
	if (!valid)
		return;
	assert(utf8_count((struct str){ p, n }) == count);
	while (at < end)
		utf8_put(&again, utf8_next(&at));
	assert(at == end && again.n == n && (n == 0 || memcmp(again.p, p, n) == 0));
	buf_release(&again);
}

static int recode(const char *encoding, const char *p, size_t n, size_t piece, struct buf *to)
{
	struct recoder *r;
	struct err err = ERR_INIT;
	size_t at, step;
	int ret = recoder_open(encoding, &r, &err);

	assert(ret == 0);
	for (at = 0; at < n && ret == 0; at += step) {
		step = n - at < piece ? n - at : piece;
		ret = recoder_put(r, p + at, step, at + step == n, to, &err);
	}
	assert(ret == 0 || err.kind == ERR_DATA);
	recoder_close(r);
	return ret;
}

static void check_recoder(const char *encoding, const char *p, size_t n, size_t piece)
{
	struct buf whole = BUF_INIT, pieces = BUF_INIT;
	int ret = recode(encoding, p, n, n + 1, &whole);

	assert(recode(encoding, p, n, piece, &pieces) == ret);
	assert(whole.n == pieces.n && memcmp(whole.p, pieces.p, whole.n) == 0);
	assert(utf8_is_valid(whole.p, whole.n));
	if (strcmp(encoding, "UTF-8") == 0)
		assert((ret == 0) == utf8_is_valid(p, n));
	buf_release(&whole);
	buf_release(&pieces);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *p = (const char *)data + 1;

	if (size < 1)
		return 0;
	check_utf8(p, size - 1);
	check_recoder("UTF-8", p, size - 1, 1 + data[0] % 16);
	check_recoder("GB18030", p, size - 1, 1 + data[0] % 16);
	return 0;
}
