#include "protect/methods/cell_key.h"

#include <stdio.h>

#include "core/digest.h"

uint64_t cell_key_for(uint64_t key, const char *quantity)
{
	char hex[SHA256_HEX], number[17];
	struct sha256 *d = sha256_new();
	uint64_t out = 0;
	int i;

	snprintf(number, sizeof(number), "%016llx", (unsigned long long)key);
	sha256_add(d, "yangguang cell key 1|", 21);
	sha256_add(d, number, 16);
	sha256_add(d, quantity, strlen(quantity));
	sha256_end(d, hex);
	for (i = 0; i < 16; i++)
		out = out << 4 | (uint64_t)(hex[i] <= '9' ? hex[i] - '0' : hex[i] - 'a' + 10);
	return out;
}

/* What follows the name of the operation: "(person)". */
static const char *operand(const struct measure *m)
{
	const char *p = m->quantity ? strchr(m->quantity, '(') : NULL;

	return p ? p : "";
}

bool cell_key_is_own(const struct measure *count, const struct measure *key)
{
	return count->quantity && strncmp(count->quantity, "distinct(", 9) == 0 &&
	       strcmp(operand(count), operand(key)) == 0;
}

static int refuse(const struct cells *c, int measure, uint32_t row, const char *what,
		  struct err *err)
{
	struct buf b = BUF_INIT;

	cells_describe(c, cells_nodes(c, row), &b);
	err_set(err, ERR_DATA, "measure %s %s: %s", c->measures[measure].name, what, b.p);
	buf_release(&b);
	return -1;
}

int cell_key_perturb(const struct cells *c, const struct ptable *t, int count, int key,
		     uint32_t row, int64_t *shown, struct err *err)
{
	const struct measure *m = &c->measures[count];
	uint64_t k;

	if (cells_is_null(c, key, row))
		return refuse(c, count, row, "has a count and no cell key", err);
	*shown = cells_int(c, count, row);
	if (*shown < 0)
		return refuse(c, count, row, "is negative", err);
	k = (uint64_t)cells_int(c, key, row);
	if (!cell_key_is_own(m, &c->measures[key]))
		k = cell_key_for(k, m->quantity ? m->quantity : m->name);
	*shown += ptable_add(t, *shown, k);
	return 0;
}
