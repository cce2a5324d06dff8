/* A register that is accepted keeps its own promises about direct identifiers. */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/register.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_column(const struct reg_table *t, const struct reg_column *c)
{
	assert(c->ntreatments > 0 && c->stored != 0 && c->basis);
	assert(c->openness == REG_OPEN || c->reason);
	assert(c->scale >= 0 && c->scale <= 38 && c->stored_scale <= c->scale);
	for (size_t i = 0; i < c->ntreatments; i++)
		assert(c->class != REG_DIRECT || t->institution ||
		       strcmp(c->treatments[i], "keep") != 0);
	assert(c->class != REG_DIRECT || c->openness != REG_OPEN);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int fd = -1;
	struct reg r;
	struct err err = ERR_INIT;
	char path[64];

	if (fd < 0)
		fd = memfd_create("register", MFD_CLOEXEC);
	assert(ftruncate(fd, 0) == 0 && pwrite(fd, data, size, 0) == (ssize_t)size);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (reg_read(path, &r, &err) < 0) {
		assert(err.kind == ERR_CONFIG);
		return 0;
	}
	assert(r.candidates >= 2 && r.candidates <= REG_CANDIDATES_MAX);
	for (size_t i = 0; i < r.ntables; i++) {
		for (size_t j = 0; j < r.tables[i].norder; j++)
			assert(reg_column(&r.tables[i], r.tables[i].order[j]));
		for (size_t j = 0; j < r.tables[i].ncolumns; j++)
			check_column(&r.tables[i], &r.tables[i].columns[j]);
	}
	reg_release(&r);
	return 0;
}
