#include "mask/hmac.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

#include "core/mem.h"

enum { BLOCK = 64, INNER = 0x36, OUTER = 0x5c };

struct hmac {
	EVP_MD *md;
	EVP_MD_CTX *inner, *outer; /* behind the pads */
	EVP_MD_CTX *work;
};

/* A key longer than a block is used by its digest. */
static bool to_block(const EVP_MD *md, const unsigned char *key, size_t n,
		     unsigned char block[BLOCK])
{
	memset(block, 0, BLOCK);
	if (n > BLOCK)
		return EVP_Digest(key, n, block, NULL, md, NULL) == 1;
	memcpy(block, key, n);
	return true;
}

static EVP_MD_CTX *pad_new(const EVP_MD *md, const unsigned char block[BLOCK], unsigned char with)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	unsigned char pad[BLOCK];
	bool ok;
	int i;

	for (i = 0; i < BLOCK; i++)
		pad[i] = block[i] ^ with;
	ok = ctx && EVP_DigestInit_ex(ctx, md, NULL) == 1 && EVP_DigestUpdate(ctx, pad, BLOCK) == 1;
	OPENSSL_cleanse(pad, sizeof(pad));
	if (ok)
		return ctx;
	EVP_MD_CTX_free(ctx);
	return NULL;
}

struct hmac *hmac_new(bool sm3, const unsigned char *key, size_t n)
{
	struct hmac *h = mem_zalloc(1, sizeof(*h));
	unsigned char block[BLOCK];

	h->md = EVP_MD_fetch(NULL, sm3 ? "SM3" : "SHA256", NULL);
	h->work = EVP_MD_CTX_new();
	if (h->md && to_block(h->md, key, n, block)) {
		h->inner = pad_new(h->md, block, INNER);
		h->outer = pad_new(h->md, block, OUTER);
		OPENSSL_cleanse(block, sizeof(block));
	}
	if (h->inner && h->outer && h->work)
		return h;
	hmac_free(h);
	return NULL;
}

void hmac_free(struct hmac *h)
{
	if (!h)
		return;
	EVP_MD_CTX_free(h->inner);
	EVP_MD_CTX_free(h->outer);
	EVP_MD_CTX_free(h->work);
	EVP_MD_free(h->md);
	free(h);
}

static bool digest(const struct hmac *h, const EVP_MD_CTX *pad, const void *p, size_t n,
		   unsigned char out[HMAC_BYTES])
{
	return EVP_MD_CTX_copy_ex(h->work, pad) == 1 && EVP_DigestUpdate(h->work, p, n) == 1 &&
	       EVP_DigestFinal_ex(h->work, out, NULL) == 1;
}

/* A copied state and bytes in memory cannot fail; if they do, no value may come out. */
void hmac_of(const struct hmac *h, const void *p, size_t n, unsigned char mac[HMAC_BYTES])
{
	if (!digest(h, h->inner, p, n, mac) || !digest(h, h->outer, mac, HMAC_BYTES, mac))
		abort();
}
