/*
 * pseudonym: keyed stand-ins for identity numbers.
 *
 * HMAC (RFC 2104) of the value under a subkey that HKDF (RFC 5869) derives from
 * the site's key for one dataset and one period, so that releases do not link;
 * cut to 128 bits, as 22 characters of base64url (RFC 4648 §5, no padding).
 * Both by SHA-256, or by SM3 (GB/T 32905) where the site uses the national
 * cryptography.  Without the key nothing can be tried out.
 */
#ifndef MASK_PSEUDONYM_H
#define MASK_PSEUDONYM_H

#include <stdbool.h>

#include "core/buf.h"
#include "core/err.h"

struct pseudonym;

/* What the subkey is for. */
struct pseudonym_use {
	const char *dataset, *period;
	bool sm3;
};

/* The key is wiped from memory again; only what follows from the subkey stays. */
int pseudonym_new(const char *key_dir, const char *key_name, const struct pseudonym_use *use,
		  struct pseudonym **out, struct err *err);
void pseudonym_free(struct pseudonym *p); /* NULL is legal */
void pseudonym_put(const struct pseudonym *p, struct str value, struct buf *to);

#endif
