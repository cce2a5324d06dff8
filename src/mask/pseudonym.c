#include "mask/pseudonym.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <stdlib.h>

#include "core/key.h"
#include "core/mem.h"

enum { SUBKEY = 32, TOKEN_BYTES = 16, TOKEN_TEXT = 22 };

struct pseudonym {
	EVP_MAC_CTX *mac; /* holds the subkey; copied for each value */
};

static OSSL_PARAM octets(const char *name, const void *p, size_t n)
{
	union {
		const void *in;
		void *out;
	} u = { p }; /* the API reads it only */

	return OSSL_PARAM_construct_octet_string(name, u.out, n);
}

static OSSL_PARAM digest_sha256(const char *name)
{
	static char sha256[] = "SHA256";

	return OSSL_PARAM_construct_utf8_string(name, sha256, 0);
}

static int derive(const struct key *key, const char *dataset, const char *period,
		  unsigned char subkey[SUBKEY])
{
	EVP_KDF *kdf = EVP_KDF_fetch(NULL, "HKDF", NULL);
	EVP_KDF_CTX *ctx = kdf ? EVP_KDF_CTX_new(kdf) : NULL;
	struct buf info = BUF_INIT;
	OSSL_PARAM params[5];
	int ok;

	buf_printf(&info, "yangguang pseudonym 1|%s|%s", dataset, period);
	params[0] = digest_sha256(OSSL_KDF_PARAM_DIGEST);
	params[1] = octets(OSSL_KDF_PARAM_KEY, key->bytes, key->n);
	params[2] = octets(OSSL_KDF_PARAM_SALT, "yangguang", 9);
	params[3] = octets(OSSL_KDF_PARAM_INFO, info.p, info.n);
	params[4] = OSSL_PARAM_construct_end();
	ok = ctx && EVP_KDF_derive(ctx, subkey, SUBKEY, params) > 0;
	EVP_KDF_CTX_free(ctx);
	EVP_KDF_free(kdf);
	buf_release(&info);
	return ok ? 0 : -1;
}

static EVP_MAC_CTX *mac_new(const unsigned char subkey[SUBKEY])
{
	EVP_MAC *mac = EVP_MAC_fetch(NULL, "HMAC", NULL);
	EVP_MAC_CTX *ctx = mac ? EVP_MAC_CTX_new(mac) : NULL;
	OSSL_PARAM params[2] = { digest_sha256(OSSL_MAC_PARAM_DIGEST), OSSL_PARAM_construct_end() };

	EVP_MAC_free(mac);
	if (ctx && EVP_MAC_init(ctx, subkey, SUBKEY, params) > 0)
		return ctx;
	EVP_MAC_CTX_free(ctx);
	return NULL;
}

int pseudonym_new(const char *key_dir, const char *key_name, const char *dataset,
		  const char *period, struct pseudonym **out, struct err *err)
{
	unsigned char subkey[SUBKEY];
	EVP_MAC_CTX *mac = NULL;
	struct key key;

	if (key_load(&key, key_dir, key_name, err) < 0)
		return -1;
	if (derive(&key, dataset, period, subkey) == 0)
		mac = mac_new(subkey);
	OPENSSL_cleanse(subkey, sizeof(subkey));
	key_release(&key);
	if (!mac)
		return err_set(err, ERR_BUG, "key %s: OpenSSL refused to derive from it", key_name);
	*out = mem_alloc(sizeof(**out));
	(*out)->mac = mac;
	return 0;
}

void pseudonym_free(struct pseudonym *p)
{
	if (!p)
		return;
	EVP_MAC_CTX_free(p->mac);
	free(p);
}

static void base64url(const unsigned char *in, size_t n, struct buf *to)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	unsigned bits = 0, have = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		bits = bits << 8 | in[i];
		for (have += 8; have >= 6; have -= 6)
			buf_putc(to, digits[bits >> (have - 6) & 63]);
	}
	if (have)
		buf_putc(to, digits[bits << (6 - have) & 63]);
}

/* Init without a key starts the next value under the same key. */
void pseudonym_put(const struct pseudonym *p, struct str value, struct buf *to)
{
	unsigned char mac[32];
	size_t n = 0;

	if (EVP_MAC_init(p->mac, NULL, 0, NULL) <= 0 ||
	    EVP_MAC_update(p->mac, (const unsigned char *)value.p, value.n) <= 0 ||
	    EVP_MAC_final(p->mac, mac, &n, sizeof(mac)) <= 0)
		abort();
	base64url(mac, TOKEN_BYTES, to);
}
