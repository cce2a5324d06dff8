#include "aggregate/record_key.h"

#include <stdlib.h>

#include "core/mem.h"

enum { DIGITS = 11 }; /* of six bits: two more than the 64 */

static int digit(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '-' ? 62 : c == '_' ? 63 : -1;
}

bool record_key_of(struct str pseudonym, uint64_t *key)
{
	unsigned __int128 bits = 0;
	int i, d;

	if (pseudonym.n < DIGITS)
		return false;
	for (i = 0; i < DIGITS; i++) {
		d = digit(pseudonym.p[i]);
		if (d < 0)
			return false;
		bits = bits << 6 | (unsigned)d;
	}
	*key = (uint64_t)(bits >> 2);
	return true;
}

uint64_t *record_keys_of(const struct idmap *ids)
{
	uint64_t *keys = mem_zalloc((size_t)ids->n + 1, sizeof(*keys));
	uint32_t i;

	for (i = 0; i < ids->n; i++) {
		struct str text = { ids->bytes + ids->at[i],
				    (size_t)(ids->at[i + 1] - ids->at[i]) };

		if (!record_key_of(text, &keys[i])) {
			free(keys);
			return NULL;
		}
	}
	return keys;
}
