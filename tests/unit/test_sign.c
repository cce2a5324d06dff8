/* Signatures against the standards' own numbers, and keys that are refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/sign.h"
#include "scratch.h"

/* RFC 8032, 7.1, TEST 2: the message is one byte. */
static const char ed_pem[] = "-----BEGIN PRIVATE KEY-----\n"
			     "MC4CAQAwBQYDK2VwBCIEIEzNCJso/5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7\n"
			     "-----END PRIVATE KEY-----\n";
static const char ed_public[] = "MCowBQYDK2VwAyEAPUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=";
static const char ed_signature[] =
	"kqAJqfDUyrhyDoILX2QlQKKye1QWUD+Ps3YiI+vbadoIWsHkPhWZbkWPNhPQ8R2MOHsurrQwKu6wDSkWErsMAA==";

/* GB/T 32918.5, annex A.2: "message digest" by 1234567812345678. */
static const char sm2_pem[] = "-----BEGIN PRIVATE KEY-----\n"
			      "MIGHAgEAMBMGByqGSM49AgEGCCqBHM9VAYItBG0wawIBAQQgOUUgj3shRLE/NuOK\n"
			      "xtOflYiTk2koYLUaQvuB7033xbihRANCAAQJ+d8xHlQhoVDdfRYeS8XGchefrRgz\n"
			      "/AdrsI/zVvNQIMzqSQziZ3WlLcbqcYzBqmAK7QX7814ISmYy9gctqa0T\n"
			      "-----END PRIVATE KEY-----\n";
static const char sm2_public[] =
	"MFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAECfnfMR5UIaFQ3X0WHkvFxnIXn60YM/wHa7CP81bzUCDM6kkM4m"
	"d1pS3G6nGMwapgCu0F+/NeCEpmMvYHLamtEw==";
static const char sm2_signature[] =
	"MEYCIQD1oDsGSNLEYw7qxRPhu4GhWUTaOCfVt0FDrH6s7ucgswIhALG2qinfIS/YdjGCvA1CHKG7kDj9H39C1I"
	"QLacSFu8Gq";

static const char passphrase_pem[] =
	"-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
	"MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAiXXWaIpFThuQICCAAw\n"
	"DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEBoI1iTw0xOBlgsTuXo6foUEQIXV\n"
	"GDzELcE0PanCUn2T6JaCSq2Mm5onCK87ZZ/I7EbI6UVUINM3Ymr4TUMacztBmrpo\n"
	"Y7ECiKk0gWHSMTi1XSs=\n"
	"-----END ENCRYPTED PRIVATE KEY-----\n";
static const char p256_pem[] = "-----BEGIN PRIVATE KEY-----\n"
			       "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg71Hn1McvCFKXQowD\n"
			       "+bSCslPtUz1ct/21xBzd/dl8YY2hRANCAATDQijdcBjd+R0f/GTe08WgPBpaRmEx\n"
			       "ZkXpgQSItvEdjISnU/pxUDB4zpeeU+5Gc1lMrHHAqFpT/ZoHcIdxplBu\n"
			       "-----END PRIVATE KEY-----\n";

static char *put_key(const char *dir, const char *name, const char *pem)
{
	char *path = scratch_put(dir, name, pem);

	assert_int_equal(chmod(path, 0600), 0);
	return path;
}

static struct sign_key *load(const char *pem)
{
	char *dir = scratch_new(), *path = put_key(dir, "key.pem", pem);
	struct sign_key *key;
	struct err err = ERR_INIT;

	assert_int_equal(sign_key_load(path, &key, &err), 0);
	free(path);
	scratch_remove(dir);
	return key;
}

static struct sign_key *public_of(const char *text, enum sign_algorithm algorithm)
{
	struct sign_key *key;
	struct err err = ERR_INIT;

	assert_int_equal(sign_public_read(text, algorithm, "x", &key, &err), 0);
	return key;
}

static void refused(const char *path, const char *why)
{
	struct sign_key *key;
	struct err err = ERR_INIT;

	assert_int_equal(sign_key_load(path, &key, &err), -1);
	assert_null(key);
	assert_int_equal(err.kind, ERR_PERM);
	if (!strstr(err.msg, why))
		fail_msg("not said: %s, but: %s", why, err.msg);
}

static void ed25519_gives_the_signature_of_rfc_8032(void **state)
{
	struct sign_key *key = load(ed_pem), *public = public_of(ed_public, SIGN_ED25519);
	struct buf text = BUF_INIT;
	struct err err = ERR_INIT;

	(void)state;
	assert_int_equal(sign_bytes(key, STR("\x72"), &text, &err), 0);
	assert_string_equal(text.p, ed_signature);
	assert_true(sign_is_good(public, STR("\x72"), ed_signature));
	buf_clear(&text);
	sign_public_text(key, &text);
	assert_string_equal(text.p, ed_public);
	assert_string_equal(sign_key_id(key), sign_key_id(public));
	buf_release(&text);
	sign_key_free(key);
	sign_key_free(public);
}

static void sm2_accepts_the_signature_of_gb_t_32918(void **state)
{
	struct sign_key *key = load(sm2_pem), *public = public_of(sm2_public, SIGN_SM2);
	struct buf text = BUF_INIT;
	struct err err = ERR_INIT;

	(void)state;
	assert_true(sign_is_good(public, STR("message digest"), sm2_signature));
	assert_false(sign_is_good(public, STR("message digesT"), sm2_signature));
	assert_int_equal(sign_bytes(key, STR("another"), &text, &err), 0);
	assert_true(sign_is_good(public, STR("another"), text.p));
	assert_false(sign_is_good(public, STR("message digest"), text.p));
	assert_int_equal(sign_key_algorithm(key), SIGN_SM2);
	buf_release(&text);
	sign_key_free(key);
	sign_key_free(public);
}

static void every_changed_character_spoils_a_signature(void **state)
{
	static const char *const signatures[] = { ed_signature, sm2_signature };
	static const char *const texts[] = { "\x72", "message digest" };
	struct sign_key *keys[] = { public_of(ed_public, SIGN_ED25519),
				    public_of(sm2_public, SIGN_SM2) };
	char *changed;
	size_t a, i;

	(void)state;
	for (a = 0; a < 2; a++) {
		changed = strdup(signatures[a]);
		for (i = 0; changed[i]; i++) {
			changed[i] = signatures[a][i] == 'A' ? 'B' : 'A';
			assert_false(sign_is_good(keys[a], str_of(texts[a]), changed));
			changed[i] = signatures[a][i];
		}
		for (i = 0; signatures[a][i]; i++) { /* cut short */
			changed[strlen(changed) - 1] = '\0';
			assert_false(sign_is_good(keys[a], str_of(texts[a]), changed));
		}
		free(changed);
		sign_key_free(keys[a]);
	}
}

static void another_key_did_not_sign_it(void **state)
{
	char *dir = scratch_new(), *path = file_join(dir, "fresh.pem");
	struct sign_key *key;
	struct buf text = BUF_INIT;
	struct err err = ERR_INIT;
	struct stat st;
	int a;

	(void)state;
	for (a = SIGN_ED25519; a <= SIGN_SM2; a++) {
		assert_int_equal(sign_key_create(path, (enum sign_algorithm)a, &err), 0);
		assert_int_equal(stat(path, &st), 0);
		assert_int_equal(st.st_mode & 07777, 0600);
		assert_int_equal(sign_key_load(path, &key, &err), 0);
		assert_false(sign_is_good(key, STR("\x72"), ed_signature));
		assert_false(sign_is_good(key, STR("message digest"), sm2_signature));
		buf_clear(&text);
		assert_int_equal(sign_bytes(key, STR("x"), &text, &err), 0);
		assert_true(sign_is_good(key, STR("x"), text.p));
		sign_key_free(key);
	}
	buf_release(&text);
	free(path);
	scratch_remove(dir);
}

static void a_private_key_that_others_can_reach_is_refused(void **state)
{
	char *dir = scratch_new(), *path = put_key(dir, "key.pem", ed_pem);
	char *link_path = file_join(dir, "link.pem"), *twin = file_join(dir, "twin.pem");

	(void)state;
	refused(dir, "not a regular file");
	assert_int_equal(chmod(path, 0640), 0);
	refused(path, "open to others");
	assert_int_equal(chmod(path, 0600), 0);
	assert_int_equal(symlink("key.pem", link_path), 0);
	refused(link_path, "cannot open");
	assert_int_equal(link(path, twin), 0);
	refused(path, "not a regular file of one name");
	free(path);
	free(link_path);
	free(twin);
	scratch_remove(dir);
}

static void what_is_no_such_key_is_refused(void **state)
{
	char *dir = scratch_new(), *path;

	(void)state;
	path = put_key(dir, "a.pem", passphrase_pem);
	refused(path, "has a passphrase");
	free(path);
	path = put_key(dir, "b.pem", p256_pem);
	refused(path, "holds no Ed25519 or SM2 private key");
	free(path);
	path = put_key(dir, "c.pem", "no key at all, but long enough to be looked at\n");
	refused(path, "holds no Ed25519 or SM2 private key");
	free(path);
	path = put_key(dir, "d.pem", "short\n");
	refused(path, "32 to 4096 bytes");
	free(path);
	scratch_remove(dir);
}

static void a_public_key_is_of_the_algorithm_that_is_said(void **state)
{
	static const char pem[] = "-----BEGIN PUBLIC KEY-----\n"
				  "MCowBQYDK2VwAyEAPUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=\n"
				  "-----END PUBLIC KEY-----\n";
	struct sign_key *a = public_of(pem, SIGN_ED25519), *b = public_of(ed_public, SIGN_ED25519);
	struct err err = ERR_INIT;
	struct sign_key *key;

	(void)state;
	assert_string_equal(sign_key_id(a), sign_key_id(b));
	sign_key_free(a);
	sign_key_free(b);
	assert_int_equal(sign_public_read(ed_public, SIGN_SM2, "x", &key, &err), -1);
	assert_int_equal(err.kind, ERR_CONFIG);
	assert_int_equal(sign_public_read("", SIGN_SM2, "x", &key, &err), -1);
	assert_int_equal(sign_public_read("====", SIGN_SM2, "x", &key, &err), -1);
	assert_int_equal(sign_public_read("MCow", SIGN_ED25519, "x", &key, &err), -1);
	/* A private key is none, nor is one with something after it. */
	assert_int_equal(sign_public_read(ed_pem, SIGN_ED25519, "x", &key, &err), -1);
	assert_int_equal(
		sign_public_read("MCowBQYDK2VwAyEAPUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0ZgwA",
				 SIGN_ED25519, "x", &key, &err),
		-1);
}

/* How often the bytes stand in our writable memory; given as masked by 0x5a, so
 * that asking does not put them there. */
/* sm2_public with its point compressed. */
static const char sm2_compressed[] =
	"MDkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DIgADCfnfMR5UIaFQ3X0WHkvFxnIXn60YM/wHa7CP81bzUCA=";

static void one_key_has_one_name_however_it_is_written(void **state)
{
	struct sign_key *whole = public_of(sm2_public, SIGN_SM2);
	struct sign_key *compressed = public_of(sm2_compressed, SIGN_SM2);
	struct buf text = BUF_INIT;

	(void)state;
	assert_string_equal(sign_key_id(whole), sign_key_id(compressed));
	sign_public_text(compressed, &text);
	assert_string_equal(text.p, sm2_public);
	buf_release(&text);
	sign_key_free(whole);
	sign_key_free(compressed);
}

static size_t count_in_memory(const unsigned char *masked, size_t n)
{
	FILE *maps = fopen("/proc/self/maps", "r");
	int mem = open("/proc/self/mem", O_RDONLY);
	unsigned char page[4096 + 64];
	unsigned long from, end;
	char line[512], mode[8];
	size_t found = 0, i, k;
	ssize_t got;

	assert_non_null(maps);
	while (fgets(line, sizeof(line), maps)) {
		if (sscanf(line, "%lx-%lx %7s", &from, &end, mode) != 3 || mode[1] != 'w')
			continue;
		for (; from < end; from += 4096) {
			got = pread(mem, page, sizeof(page), (off_t)from);
			for (i = 0; got > 0 && i + n <= (size_t)got && i < 4096; i++) {
				for (k = 0; k < n && page[i + k] == (masked[k] ^ 0x5a); k++)
					;
				found += k == n;
			}
		}
	}
	explicit_bzero(page, sizeof(page));
	fclose(maps);
	close(mem);
	return found;
}

/* The first 16 bytes of both private numbers. */
static const unsigned char ed_masked[16] = { 0x16, 0x97, 0x52, 0xc1, 0x72, 0xa5, 0xcc, 0x80,
					     0xc7, 0xec, 0x99, 0x1c, 0xb6, 0x4b, 0x14, 0x55 };
static const unsigned char sm2_masked[16] = { 0x63, 0x1f, 0x7a, 0xd5, 0x21, 0x7b, 0x1e, 0xeb,
					      0x65, 0x6c, 0xb9, 0xd0, 0x9c, 0x89, 0xc5, 0xcf };

static void no_byte_of_a_key_stays_in_memory(void **state)
{
	struct sign_key *key;
	struct buf text = BUF_INIT;
	struct err err = ERR_INIT;

	(void)state;
#ifdef __SANITIZE_ADDRESS__
	skip(); /* its memory is too large to be read in good time */
#endif
	key = load(ed_pem);
	assert_int_equal(sign_bytes(key, STR("x"), &text, &err), 0);
	assert_true(count_in_memory(ed_masked, 16) > 0); /* the test can see it */
	sign_key_free(key);
	assert_int_equal(count_in_memory(ed_masked, 16), 0);
	key = load(sm2_pem);
	assert_int_equal(sign_bytes(key, STR("x"), &text, &err), 0);
	sign_key_free(key);
	assert_int_equal(count_in_memory(sm2_masked, 16), 0);
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ed25519_gives_the_signature_of_rfc_8032),
		cmocka_unit_test(sm2_accepts_the_signature_of_gb_t_32918),
		cmocka_unit_test(every_changed_character_spoils_a_signature),
		cmocka_unit_test(another_key_did_not_sign_it),
		cmocka_unit_test(a_private_key_that_others_can_reach_is_refused),
		cmocka_unit_test(what_is_no_such_key_is_refused),
		cmocka_unit_test(a_public_key_is_of_the_algorithm_that_is_said),
		cmocka_unit_test(one_key_has_one_name_however_it_is_written),
		cmocka_unit_test(no_byte_of_a_key_stays_in_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
