/* Keyed digests against published vectors: RFC 4231, and GM/T 0042-2015 (appendix D.3) for SM3. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "mask/hmac.h"

struct vector {
	const char *key;    /* a text, or hex after "0x" */
	unsigned char byte; /* the key or data is `count` of these instead */
	size_t count;
	const char *data;
	unsigned char data_byte;
	size_t data_count;
	const char *mac;
};

static size_t bytes_of(const char *text, unsigned char byte, size_t count, unsigned char *out)
{
	size_t i, n;
	unsigned v;

	if (!text) {
		memset(out, byte, count);
		return count;
	}
	n = strlen(text);
	if (strncmp(text, "0x", 2) != 0) {
		memcpy(out, text, n);
		return n;
	}
	for (i = 2; i < n; i += 2) {
		assert_int_equal(sscanf(text + i, "%2x", &v), 1);
		out[i / 2 - 1] = (unsigned char)v;
	}
	return n / 2 - 1;
}

static void check(bool sm3, const struct vector *v, size_t n)
{
	unsigned char key[256], data[256], mac[HMAC_BYTES];
	size_t i, j, nkey, ndata;
	struct hmac *h;
	char hex[65];

	for (i = 0; i < n; i++) {
		nkey = bytes_of(v[i].key, v[i].byte, v[i].count, key);
		ndata = bytes_of(v[i].data, v[i].data_byte, v[i].data_count, data);
		h = hmac_new(sm3, key, nkey);
		assert_non_null(h);
		/* Twice: one value leaves no trace in the next. */
		hmac_of(h, key, nkey, mac);
		hmac_of(h, data, ndata, mac);
		hmac_free(h);
		for (j = 0; j < HMAC_BYTES; j++)
			snprintf(hex + 2 * j, 3, "%02x", mac[j]);
		assert_memory_equal(hex, v[i].mac, strlen(v[i].mac));
	}
}

static void sha256_is_that_of_rfc_4231(void **state)
{
	static const struct vector vectors[] = {
		{ NULL, 0x0b, 20, "Hi There", 0, 0,
		  "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7" },
		{ "Jefe", 0, 0, "what do ya want for nothing?", 0, 0,
		  "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843" },
		{ NULL, 0xaa, 20, NULL, 0xdd, 50,
		  "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe" },
		{ "0x0102030405060708090a0b0c0d0e0f10111213141516171819", 0, 0, NULL, 0xcd, 50,
		  "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b" },
		{ NULL, 0x0c, 20, "Test With Truncation", 0, 0,
		  "a3b6167473100ee06e0c796c2955552b" },
		{ NULL, 0xaa, 131, "Test Using Larger Than Block-Size Key - Hash Key First", 0, 0,
		  "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54" },
		{ NULL, 0xaa, 131,
		  "This is a test using a larger than block-size key and a larger than block-size "
		  "data. The key needs to be hashed before being used by the HMAC algorithm.",
		  0, 0, "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2" },
	};

	(void)state;
	check(false, vectors, sizeof(vectors) / sizeof(vectors[0]));
}

static void sm3_is_that_of_the_standard(void **state)
{
	static const struct vector vectors[] = {
		{ "0x0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20", 0, 0,
		  "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
		  "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		  0, 0, "ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a" },
		{ "0x0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425", 0,
		  0, NULL, 0xcd, 50,
		  "220bf579ded555393f0159f66c99877822a3ecf610d1552154b41d44b94db3ae" },
		{ NULL, 0x0b, 32, "Hi There", 0, 0,
		  "c0ba18c68b90c88bc07de794bfc7d2c8d19ec31ed8773bc2b390c9604e0be11e" },
		{ "Jefe", 0, 0, "what do ya want for nothing?", 0, 0,
		  "2e87f1d16862e6d964b50a5200bf2b10b764faa9680a296a2405f24bec39f882" },
	};

	(void)state;
	check(true, vectors, sizeof(vectors) / sizeof(vectors[0]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sha256_is_that_of_rfc_4231),
		cmocka_unit_test(sm3_is_that_of_the_standard),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
