/*
 * The walk over any bytes: every opener and decoder ends, without an error, and
 * shows pieces within their bounds.  The first byte chooses a name.
 */
#include <assert.h>
#include <stdint.h>

#include "inspect/walk.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int look(void *ctx, const struct piece *p, struct err *err)
{
	size_t *sum = ctx, i;

	(void)err;
	assert(p->file && p->seen <= p->text.n && p->text.n <= WALK_CHUNK);
	/* Every byte of it can be read. */
	for (i = 0; i < p->text.n; i += 61)
		*sum += (unsigned char)p->text.p[i];
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = { "a",      "a.csv", "a.json",	   "a.zip",
					     "a.xlsx", "a.pdf", "xl/workbook.xml", "a.csv.gz" };
	static unsigned char bytes[] = "0123456789abcdef0123456789ABCDEF";
	struct key key = { .bytes = bytes, .n = 32 };
	struct walk_options o = WALK_OPTIONS_INIT;
	struct findings *f;
	struct err err = ERR_INIT;
	size_t sum = 0;
	int ret;

	if (size < 1)
		return 0;
	o.without_poppler = true;
	o.max_bytes = 4 << 20;
	f = findings_new(&key);
	ret = walk_bytes(names[data[0] % 8], (struct str){ (const char *)data + 1, size - 1 }, &o,
			 f, look, &sum, &err);
	assert(ret == 0);
	findings_free(f);
	return 0;
}
