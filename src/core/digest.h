/*
 * digest: SHA-256 (FIPS 180-4, by OpenSSL) for what is published or recorded,
 * XXH3 128 bits (by libxxhash) for streams between processes: it finds
 * accidents, not attackers, at memory speed.
 */
#ifndef CORE_DIGEST_H
#define CORE_DIGEST_H

#include <stddef.h>

#include "core/err.h"

enum { SHA256_HEX = 65, XXH128_HEX = 33 }; /* with the NUL */

struct sha256;
struct sha256 *sha256_new(void);
void sha256_add(struct sha256 *d, const void *p, size_t n);
/* Lower-case hex; the digest is freed. */
void sha256_end(struct sha256 *d, char hex[SHA256_HEX]);
void sha256_free(struct sha256 *d);
void sha256_of(const void *p, size_t n, char hex[SHA256_HEX]);
/* missing: the kind of error when the file cannot be opened. */
int sha256_file(const char *path, char hex[SHA256_HEX], enum err_kind missing, struct err *err);

struct xxh128;
struct xxh128 *xxh128_new(void);
void xxh128_add(struct xxh128 *d, const void *p, size_t n);
/* May be called again after more data. */
void xxh128_hex(const struct xxh128 *d, char hex[XXH128_HEX]);
void xxh128_free(struct xxh128 *d);

#endif
