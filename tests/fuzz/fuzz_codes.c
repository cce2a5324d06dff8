/* A code list that is accepted must find each of its rows and lead up to a top. */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/codes.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct codes *c)
{
	for (int i = 0; i < c->n; i++) {
		const struct code *item = &c->items[i];
		int depth = codes_depth(c, i);

		assert(codes_find(c, str_of(item->code), item->from) == i);
		assert(codes_find(c, str_of(item->code), item->to) == i);
		assert(depth >= 0 && depth < c->n);
		assert(codes_up(c, i, item->level) == i && codes_has_level(c, item->level));
		assert(codes_is_under(c, i, str_of(item->code)));
		assert(item->parent < 0 ||
		       codes_is_under(c, i, str_of(c->items[item->parent].code)));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int fd = -1;
	struct codes c;
	struct err err = ERR_INIT;
	char path[64];

	if (fd < 0)
		fd = memfd_create("codes", MFD_CLOEXEC);
	assert(ftruncate(fd, 0) == 0 && pwrite(fd, data, size, 0) == (ssize_t)size);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (codes_load(path, "fuzz", &c, &err) < 0)
		assert(err.kind == ERR_CONFIG);
	else
		check(&c);
	codes_release(&c);
	return 0;
}
