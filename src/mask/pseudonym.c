#include "mask/pseudonym.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <stdlib.h>

#include "core/key.h"
#include "core/mem.h"
#include "mask/hmac.h"

enum { SUBKEY = 32, TOKEN_BYTES = 16, TOKEN_TEXT = 22 };

struct pseudonym {
	struct hmac *hmac; /* under the subkey */
};

static OSSL_PARAM octets(const char *name, const void *p, size_t n)
{
	union {
		const void *in;
		void *out;
	} u = { p }; /* the API reads it only */

	return OSSL_PARAM_construct_octet_string(name, u.out, n);
}

static OSSL_PARAM digest_name(const char *name, bool sm3)
{
	static char sha256[] = "SHA256", sm3_name[] = "SM3";

	return OSSL_PARAM_construct_utf8_string(name, sm3 ? sm3_name : sha256, 0);
}

static int derive(const struct key *key, const struct pseudonym_use *use,
		  unsigned char subkey[SUBKEY])
{
	EVP_KDF *kdf = EVP_KDF_fetch(NULL, "HKDF", NULL);
	EVP_KDF_CTX *ctx = kdf ? EVP_KDF_CTX_new(kdf) : NULL;
	struct buf info = BUF_INIT;
	OSSL_PARAM params[5];
	int ok;

	buf_printf(&info, "yangguang pseudonym 1|%s|%s", use->dataset, use->period);
	params[0] = digest_name(OSSL_KDF_PARAM_DIGEST, use->sm3);
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

int pseudonym_new(const char *key_dir, const char *key_name, const struct pseudonym_use *use,
		  struct pseudonym **out, struct err *err)
{
	unsigned char subkey[SUBKEY];
	struct hmac *hmac = NULL;
	struct key key;

	if (key_load(&key, key_dir, key_name, err) < 0)
		return -1;
	if (derive(&key, use, subkey) == 0)
		hmac = hmac_new(use->sm3, subkey, SUBKEY);
	OPENSSL_cleanse(subkey, sizeof(subkey));
	key_release(&key);
	if (!hmac)
		return err_set(err, ERR_BUG, "key %s: OpenSSL refused to derive from it", key_name);
	*out = mem_alloc(sizeof(**out));
	(*out)->hmac = hmac;
	return 0;
}

void pseudonym_free(struct pseudonym *p)
{
	if (!p)
		return;
	hmac_free(p->hmac);
	free(p);
}

/* 128 bits are 21 digits of six bits, and two bits in the last one. */
static void base64url(const unsigned char in[TOKEN_BYTES], struct buf *to)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	unsigned bits = 0, have = 0;
	char text[TOKEN_TEXT];
	size_t i, n = 0;

	for (i = 0; i < TOKEN_BYTES; i++) {
		bits = bits << 8 | in[i];
		for (have += 8; have >= 6; have -= 6)
			text[n++] = digits[bits >> (have - 6) & 63];
	}
	text[n++] = digits[bits << (6 - have) & 63];
	buf_add(to, text, n);
}

void pseudonym_put(const struct pseudonym *p, struct str value, struct buf *to)
{
	unsigned char mac[HMAC_BYTES];

	hmac_of(p->hmac, value.p, value.n, mac);
	base64url(mac, to);
}
