/* Pseudonyms: a vector worked out with another implementation, and unlinkability. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/file.h"
#include "mask/pseudonym.h"

static char dir[] = "/tmp/yg-pseudonym-XXXXXX";

static void write_key(const char *name, const char *bytes, size_t n)
{
	struct err err = ERR_INIT;
	struct file f = FILE_INIT;
	char *path = file_join(dir, name);

	assert_int_equal(file_create(&f, path, 0600, &err), 0);
	assert_int_equal(file_write(&f, bytes, n, &err), 0);
	assert_int_equal(file_commit(&f, &err), 0);
	free(path);
}

static int make_keys(void **state)
{
	(void)state;
	assert_non_null(mkdtemp(dir));
	write_key("good", "0123456789abcdef0123456789ABCDEF", 32);
	write_key("short", "0123456789abcdef", 16);
	write_key("flat", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 32);
	return 0;
}

static int remove_keys(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	return file_remove(dir, &err);
}

static void token_by(bool sm3, const char *dataset, const char *period, const char *value,
		     struct buf *to)
{
	const struct pseudonym_use use = { dataset, period, sm3 };
	struct err err = ERR_INIT;
	struct pseudonym *p;

	assert_int_equal(pseudonym_new(dir, "good", &use, &p, &err), 0);
	pseudonym_put(p, str_of(value), to);
	pseudonym_free(p);
}

static void token(const char *dataset, const char *period, const char *value, struct buf *to)
{
	token_by(false, dataset, period, value, to);
}

/* HKDF-SHA256(salt "yangguang", info "yangguang pseudonym 1|demo|2026-01/2026-03"),
 * HMAC-SHA256, first 16 bytes, worked out with Python's hmac module. */
static void the_token_is_that_of_the_definition(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	token("demo", "2026-01/2026-03", "11010519491231002X", &b);
	assert_string_equal(b.p, "i0LLU32h_529ZZZVGxC0oA");
	buf_release(&b);
}

/* The same with SM3, worked out with openssl mac -digest SM3, three times. */
static void the_national_token_is_that_of_the_definition(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	token_by(true, "demo", "2026-01/2026-03", "11010519491231002X", &b);
	assert_string_equal(b.p, "lRAcBTOURjtUbmt608hXjA");
	buf_release(&b);
}

static void a_token_holds_128_bits(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	token("demo", "", "", &b);
	assert_int_equal(b.n, 22);
	buf_release(&b);
}

static void datasets_and_periods_do_not_link(void **state)
{
	struct buf a = BUF_INIT, b = BUF_INIT, c = BUF_INIT;

	(void)state;
	token("one", "2026-01", "11010519491231002X", &a);
	token("two", "2026-01", "11010519491231002X", &b);
	token("one", "2026-02", "11010519491231002X", &c);
	assert_string_not_equal(a.p, b.p);
	assert_string_not_equal(a.p, c.p);
	assert_string_not_equal(b.p, c.p);
	buf_release(&a);
	buf_release(&b);
	buf_release(&c);
}

static void refused(const char *name)
{
	const struct pseudonym_use use = { "d", "p", false };
	struct err err = ERR_INIT;
	struct pseudonym *p;

	assert_int_equal(pseudonym_new(dir, name, &use, &p, &err), -1);
	assert_int_equal(err.kind, ERR_PERM);
}

static void a_poor_key_is_refused(void **state)
{
	char *target = file_join(dir, "good"), *link = file_join(dir, "link");

	(void)state;
	refused("short");
	refused("flat");
	refused("absent");
	assert_int_equal(symlink(target, link), 0);
	refused("link");
	free(target);
	free(link);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_token_is_that_of_the_definition),
		cmocka_unit_test(the_national_token_is_that_of_the_definition),
		cmocka_unit_test(a_token_holds_128_bits),
		cmocka_unit_test(datasets_and_periods_do_not_link),
		cmocka_unit_test(a_poor_key_is_refused),
	};

	return cmocka_run_group_tests(tests, make_keys, remove_keys);
}
