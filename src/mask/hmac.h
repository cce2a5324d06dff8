/*
 * hmac: keyed digests of many short values (RFC 2104), by SHA-256 or by SM3
 * (GB/T 32905).
 *
 * The key's two pads are digested once; a value costs the blocks of its own.
 */
#ifndef MASK_HMAC_H
#define MASK_HMAC_H

#include <stdbool.h>
#include <stddef.h>

enum { HMAC_BYTES = 32 };

struct hmac;

/* A key of any length; the bytes may be wiped at once.  NULL: OpenSSL has no such digest. */
struct hmac *hmac_new(bool sm3, const unsigned char *key, size_t n);
void hmac_free(struct hmac *h); /* NULL is legal; what was derived from the key is wiped */
/* One value at a time: not for several threads. */
void hmac_of(const struct hmac *h, const void *p, size_t n, unsigned char mac[HMAC_BYTES]);

#endif
