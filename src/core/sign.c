#include "core/sign.h"

#include <malloc.h>
#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdlib.h>
#include <string.h>

#include "core/digest.h"
#include "core/file.h"
#include "core/key.h"
#include "core/mem.h"

enum { SIGNATURE_MAX = 256, PUBLIC_MAX = 1024 };

static const char sm2_identity[] = "1234567812345678";
const char *const sign_algorithms[] = { "ed25519", "sm2", NULL };
static const char *const openssl_names[] = { "ED25519", "SM2" };

struct sign_key {
	EVP_PKEY *pkey;
	enum sign_algorithm algorithm;
	unsigned char *der; /* the public half; by OpenSSL */
	int nder;
	char id[SIGN_ID];
};

/* Decoders pass a private key through buffers that OpenSSL frees as they are. */
static void wipe_and_free(void *p, const char *file, int line)
{
	(void)file;
	(void)line;
	if (p)
		explicit_bzero(p, malloc_usable_size(p));
	free(p);
}

static void *plain_malloc(size_t n, const char *file, int line)
{
	(void)file;
	(void)line;
	return malloc(n);
}

static void *wiping_realloc(void *p, size_t n, const char *file, int line)
{
	size_t had = p ? malloc_usable_size(p) : 0;
	void *moved = n ? malloc(n) : NULL;

	if (n && !moved)
		return NULL;
	if (p && n)
		memcpy(moved, p, had < n ? had : n);
	wipe_and_free(p, file, line);
	return moved;
}

/* OpenSSL takes other functions only before it has asked for memory at all. */
__attribute__((constructor)) static void wipe_what_openssl_frees(void)
{
	CRYPTO_set_mem_functions(plain_malloc, wiping_realloc, wipe_and_free);
}

/* A point of a curve may be written whole or compressed, the curve by name or by its numbers: one
 * key must not pass for two. */
static bool make_canonical(EVP_PKEY *pkey, enum sign_algorithm algorithm)
{
	return algorithm != SIGN_SM2 ||
	       (EVP_PKEY_set_utf8_string_param(pkey, OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT,
					       OSSL_PKEY_EC_POINT_CONVERSION_FORMAT_UNCOMPRESSED) >
			0 &&
		EVP_PKEY_set_utf8_string_param(pkey, OSSL_PKEY_PARAM_EC_ENCODING,
					       OSSL_PKEY_EC_ENCODING_GROUP) > 0);
}

/* Takes pkey over; NULL when it is of neither kind. */
static struct sign_key *key_of(EVP_PKEY *pkey)
{
	struct sign_key *key = mem_zalloc(1, sizeof(*key));
	char hex[SHA256_HEX];
	int i;

	key->pkey = pkey;
	for (i = 0; sign_algorithms[i]; i++)
		if (EVP_PKEY_is_a(pkey, openssl_names[i]))
			break;
	if (sign_algorithms[i] && make_canonical(pkey, (enum sign_algorithm)i))
		key->nder = i2d_PUBKEY(pkey, &key->der);
	if (key->nder <= 0) {
		sign_key_free(key);
		return NULL;
	}
	key->algorithm = (enum sign_algorithm)i;
	sha256_of(key->der, (size_t)key->nder, hex);
	memcpy(key->id, hex, SIGN_ID - 1);
	return key;
}

void sign_key_free(struct sign_key *key)
{
	if (!key)
		return;
	EVP_PKEY_free(key->pkey);
	OPENSSL_free(key->der);
	free(key);
}

/* Nobody is asked for a passphrase: what runs at night has no terminal. */
static int no_passphrase(char *to, int size, int writing, void *asked)
{
	(void)to;
	(void)size;
	(void)writing;
	*(bool *)asked = true;
	return -1;
}

int sign_key_load(const char *path, struct sign_key **out, struct err *err)
{
	bool asked = false;
	EVP_PKEY *pkey;
	struct key file;
	BIO *bio;

	*out = NULL;
	if (key_load_file(&file, path, err) < 0)
		return -1;
	bio = BIO_new_mem_buf(file.bytes, (int)file.n);
	pkey = bio ? PEM_read_bio_PrivateKey(bio, NULL, no_passphrase, &asked) : NULL;
	BIO_free(bio);
	key_release(&file);
	if (asked)
		return err_set(err, ERR_PERM,
			       "key %s: has a passphrase; only a key without one is read", path);
	if (pkey)
		*out = key_of(pkey);
	if (!*out)
		return err_set(err, ERR_PERM, "key %s: holds no Ed25519 or SM2 private key in PEM",
			       path);
	return 0;
}

/* Base64 without line ends; the length of the bytes, or -1. */
static int decode(const char *text, size_t n, unsigned char *to, size_t room)
{
	int got, padding = 0;

	if (n == 0 || n % 4 != 0 || n / 4 * 3 > room ||
	    strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=") < n)
		return -1;
	if (text[n - 1] == '=')
		padding = text[n - 2] == '=' ? 2 : 1;
	got = EVP_DecodeBlock(to, (const unsigned char *)text, (int)n);
	return got < 0 ? -1 : got - padding;
}

static void encode(const unsigned char *bytes, size_t n, struct buf *to)
{
	char *at = buf_reserve(to, (n + 2) / 3 * 4 + 1);

	to->n += (size_t)EVP_EncodeBlock((unsigned char *)at, bytes, (int)n);
}

static EVP_PKEY *public_of_pem(const char *text)
{
	BIO *bio = BIO_new_mem_buf(text, -1);
	EVP_PKEY *pkey = bio ? PEM_read_bio_PUBKEY(bio, NULL, NULL, NULL) : NULL;

	BIO_free(bio);
	return pkey;
}

static EVP_PKEY *public_of_base64(const char *text)
{
	unsigned char der[PUBLIC_MAX];
	const unsigned char *at = der, *end;
	int n = decode(text, strlen(text), der, sizeof(der));
	EVP_PKEY *pkey;

	if (n <= 0)
		return NULL;
	end = der + n;
	pkey = d2i_PUBKEY(NULL, &at, n);
	if (pkey && at != end) {
		EVP_PKEY_free(pkey);
		return NULL;
	}
	return pkey;
}

int sign_public_read(const char *text, enum sign_algorithm algorithm, const char *what,
		     struct sign_key **out, struct err *err)
{
	bool is_pem = strncmp(text, "-----BEGIN ", 11) == 0;
	EVP_PKEY *pkey = is_pem ? public_of_pem(text) : public_of_base64(text);
	struct sign_key *key = pkey ? key_of(pkey) : NULL;

	*out = NULL;
	if (!key || key->algorithm != algorithm) {
		sign_key_free(key);
		return err_set(err, ERR_CONFIG, "%s: no public key of %s in PEM or base64", what,
			       sign_algorithms[algorithm]);
	}
	*out = key;
	return 0;
}

static EVP_PKEY *generate(enum sign_algorithm algorithm)
{
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, openssl_names[algorithm], NULL);
	EVP_PKEY *pkey = NULL;

	if (!ctx || EVP_PKEY_keygen_init(ctx) <= 0 || EVP_PKEY_generate(ctx, &pkey) <= 0)
		pkey = NULL;
	EVP_PKEY_CTX_free(ctx);
	return pkey;
}

int sign_key_create(const char *path, enum sign_algorithm algorithm, struct err *err)
{
	EVP_PKEY *pkey = generate(algorithm);
	BIO *bio = BIO_new(BIO_s_mem());
	char *pem = NULL;
	long n;
	int ret = -1;

	if (!pkey || !bio || !PEM_write_bio_PKCS8PrivateKey(bio, pkey, NULL, NULL, 0, NULL, NULL)) {
		err_set(err, ERR_BUG, "OpenSSL makes no %s key", sign_algorithms[algorithm]);
		goto out;
	}
	n = BIO_get_mem_data(bio, &pem);
	ret = file_save(path, 0600, (struct str){ pem, (size_t)n }, err);
out:
	BIO_free(bio);
	EVP_PKEY_free(pkey);
	return ret;
}

enum sign_algorithm sign_key_algorithm(const struct sign_key *key)
{
	return key->algorithm;
}

const char *sign_key_id(const struct sign_key *key)
{
	return key->id;
}

void sign_public_text(const struct sign_key *key, struct buf *to)
{
	encode(key->der, (size_t)key->nder, to);
}

/* Begins one signature: SM2 hashes its identity before the bytes. */
static EVP_MD_CTX *begin(const struct sign_key *key, bool verify)
{
	EVP_MD_CTX *md = EVP_MD_CTX_new();
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_pkey(NULL, key->pkey, NULL);
	bool is_sm2 = key->algorithm == SIGN_SM2;
	const EVP_MD *hash = is_sm2 ? EVP_sm3() : NULL;
	int ok = 0;

	if (md && ctx) {
		EVP_MD_CTX_set_pkey_ctx(md, ctx);
		if (!is_sm2 || EVP_PKEY_CTX_set1_id(ctx, sm2_identity, 16) > 0)
			ok = verify ? EVP_DigestVerifyInit(md, NULL, hash, NULL, key->pkey)
				    : EVP_DigestSignInit(md, NULL, hash, NULL, key->pkey);
	}
	if (ok > 0)
		return md;
	EVP_MD_CTX_free(md);
	EVP_PKEY_CTX_free(ctx);
	return NULL;
}

/* A context that the caller set is the caller's to free. */
static void end(EVP_MD_CTX *md)
{
	EVP_PKEY_CTX *ctx = md ? EVP_MD_CTX_get_pkey_ctx(md) : NULL;

	EVP_MD_CTX_free(md);
	EVP_PKEY_CTX_free(ctx);
}

int sign_bytes(const struct sign_key *key, struct str bytes, struct buf *to, struct err *err)
{
	unsigned char signature[SIGNATURE_MAX];
	size_t n = sizeof(signature);
	EVP_MD_CTX *md = begin(key, false);
	int ok = md &&
		 EVP_DigestSign(md, signature, &n, (const unsigned char *)bytes.p, bytes.n) > 0;

	end(md);
	if (!ok)
		return err_set(err, ERR_BUG, "OpenSSL does not sign with key %s", key->id);
	encode(signature, n, to);
	return 0;
}

/* Base64 has spare bits, which would let a signature be written in several ways. */
static bool is_canonical(const char *text, const unsigned char *bytes, size_t n)
{
	struct buf again = BUF_INIT;
	bool same;

	encode(bytes, n, &again);
	same = strcmp(again.p, text) == 0;
	buf_release(&again);
	return same;
}

bool sign_is_good(const struct sign_key *key, struct str bytes, const char *signature)
{
	unsigned char raw[SIGNATURE_MAX];
	int n = decode(signature, strlen(signature), raw, sizeof(raw));
	EVP_MD_CTX *md;
	bool good;

	if (n <= 0 || !is_canonical(signature, raw, (size_t)n))
		return false;
	md = begin(key, true);
	good = md &&
	       EVP_DigestVerify(md, raw, (size_t)n, (const unsigned char *)bytes.p, bytes.n) == 1;
	end(md);
	return good;
}
