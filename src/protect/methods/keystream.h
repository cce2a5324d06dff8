/*
 * keystream: random bytes that a secret key and a context give, the same every time:
 * HMAC-SHA256 (RFC 2104) of a counter, under a key of its own that HMAC-SHA256 of
 * the context under the secret key gives.
 *
 * Who does not have the key cannot tell the bytes from chance; who draws the same
 * again gets the same, so that no second look averages anything away.
 */
#ifndef PROTECT_KEYSTREAM_H
#define PROTECT_KEYSTREAM_H

#include <stdint.h>

#include "core/key.h"

enum { KEYSTREAM_BLOCK = 32 };

struct keystream {
	unsigned char key[KEYSTREAM_BLOCK], block[KEYSTREAM_BLOCK];
	uint64_t counter;
	size_t used; /* bytes of the block */
};

void keystream_open(struct keystream *s, const struct key *key, const char *context);
void keystream_bytes(struct keystream *s, void *p, size_t n);
/* Wiped. */
void keystream_close(struct keystream *s);

#endif
