#include "core/digest.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>
#if defined(__x86_64__)
#include <xxh_x86dispatch.h> /* picks AVX2 or AVX-512 when the program runs */
#endif

#include "core/mem.h"

static void hex_of(const unsigned char *bytes, size_t n, char *hex)
{
	static const char digits[] = "0123456789abcdef";
	size_t i;

	for (i = 0; i < n; i++) {
		hex[2 * i] = digits[bytes[i] >> 4];
		hex[2 * i + 1] = digits[bytes[i] & 15];
	}
	hex[2 * n] = '\0';
}

struct sha256 {
	EVP_MD_CTX *ctx;
};

struct sha256 *sha256_new(void)
{
	struct sha256 *d = mem_alloc(sizeof(*d));

	d->ctx = EVP_MD_CTX_new();
	if (!d->ctx || !EVP_DigestInit_ex(d->ctx, EVP_sha256(), NULL))
		abort();
	return d;
}

void sha256_add(struct sha256 *d, const void *p, size_t n)
{
	if (!EVP_DigestUpdate(d->ctx, p, n))
		abort();
}

void sha256_end(struct sha256 *d, char hex[SHA256_HEX])
{
	unsigned char bytes[EVP_MAX_MD_SIZE];

	if (!EVP_DigestFinal_ex(d->ctx, bytes, NULL))
		abort();
	hex_of(bytes, 32, hex);
	sha256_free(d);
}

void sha256_free(struct sha256 *d)
{
	if (!d)
		return;
	EVP_MD_CTX_free(d->ctx);
	free(d);
}

void sha256_of(const void *p, size_t n, char hex[SHA256_HEX])
{
	struct sha256 *d = sha256_new();

	sha256_add(d, p, n);
	sha256_end(d, hex);
}

int sha256_file(const char *path, char hex[SHA256_HEX], enum err_kind missing, struct err *err)
{
	char block[64 * 1024];
	struct sha256 *d;
	ssize_t n;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return err_sys(err, missing, "%s: cannot open", path);
	d = sha256_new();
	while ((n = read(fd, block, sizeof(block))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			break;
		sha256_add(d, block, (size_t)n);
	}
	if (n < 0)
		err_sys(err, ERR_IO, "%s: cannot read", path);
	sha256_end(d, hex);
	close(fd);
	return n < 0 ? -1 : 0;
}

struct xxh128 {
	XXH3_state_t *state;
};

struct xxh128 *xxh128_new(void)
{
	struct xxh128 *d = mem_alloc(sizeof(*d));

	d->state = XXH3_createState();
	if (!d->state)
		abort();
	XXH3_128bits_reset(d->state);
	return d;
}

void xxh128_add(struct xxh128 *d, const void *p, size_t n)
{
	XXH3_128bits_update(d->state, p, n);
}

void xxh128_hex(const struct xxh128 *d, char hex[XXH128_HEX])
{
	XXH128_canonical_t bytes;

	XXH128_canonicalFromHash(&bytes, XXH3_128bits_digest(d->state));
	hex_of(bytes.digest, sizeof(bytes.digest), hex);
}

void xxh128_free(struct xxh128 *d)
{
	if (!d)
		return;
	XXH3_freeState(d->state);
	free(d);
}
