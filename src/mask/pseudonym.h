/*
 * pseudonym: keyed stand-ins for identity numbers.
 *
 * HMAC-SHA256 (RFC 2104) of the value under a subkey that HKDF-SHA256 (RFC
 * 5869) derives from the site's key for one dataset and one period, so that
 * releases do not link; cut to 128 bits, as 22 characters of base64url (RFC
 * 4648 §5, no padding).  Without the key nothing can be tried out.
 */
#ifndef MASK_PSEUDONYM_H
#define MASK_PSEUDONYM_H

#include "core/buf.h"
#include "core/err.h"

struct pseudonym;

/* The key is wiped from memory again; only the subkey stays. */
int pseudonym_new(const char *key_dir, const char *key_name, const char *dataset,
		  const char *period, struct pseudonym **out, struct err *err);
void pseudonym_free(struct pseudonym *p); /* NULL is legal */
void pseudonym_put(const struct pseudonym *p, struct str value, struct buf *to);

#endif
