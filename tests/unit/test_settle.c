/* What may count only when a release is public. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>
#include <unistd.h>

#include "core/digest.h"
#include "night_site.h"
#include "run/settle.h"

/* A run of dataset a that has promised its release; release: the digits of its id. */
static void promise(struct night_site *n, bool with_audit, char release[LEDGER_RELEASE])
{
	struct exposures none = { NULL, 0, 0, 0 };
	struct err err = ERR_INIT;
	struct workspace at;
	char hex[SHA256_HEX];

	night_site_open(n);
	workspace_init(&at, &n->site, "a");
	assert_int_equal(workspace_prepare(&at, &err), 0);
	night_site_put(n, "work/a.night/release/SHA256SUMS", "sums\n");
	if (with_audit)
		night_site_put(n, "private/audit/a.night/audit", "new\n");
	if (settle_promise(&n->site, n->state, "a", &at, &none, &err) < 0)
		fail_msg("%s", err.msg);
	workspace_clear(&at);
	workspace_release(&at);
	sha256_of("sums\n", 5, hex);
	snprintf(release, LEDGER_RELEASE, "%.12s", hex);
}

static void publish(const struct night_site *n, const char *release)
{
	struct buf path = BUF_INIT;

	buf_printf(&path, "public/d/a/2026-10-%s/x", release);
	night_site_put(n, path.p, "");
	buf_release(&path);
}

/* Settles; the audit folder holds this file beside x, or nothing. */
static void settles(struct night_site *n, const char *file)
{
	char *dir = file_join(n->site.private_dir, "audit"), **names;
	struct err err = ERR_INIT;
	size_t count;

	if (settle(&n->site, n->state, "a", &err) < 0)
		fail_msg("%s", err.msg);
	assert_int_equal(file_list(dir, &names, &count, &err), 0);
	assert_int_equal(count, file ? 2 : 1);
	if (file)
		assert_string_equal(names[0], file);
	file_list_free(names, count);
	free(dir);
}

static void audit_of_a_public_release_is_the_datasets(void **state)
{
	char release[LEDGER_RELEASE];
	struct err err = ERR_INIT;
	struct night_site n;

	(void)state;
	promise(&n, true, release);
	publish(&n, release);
	settles(&n, "a.jsonl");
	assert_int_equal(ledger_knows(n.state, "a", &err), 1);
	assert_int_equal(ledger_waiting(n.state, "a", release, &err), 0);
	settles(&n, "a.jsonl");
	night_site_close(&n);
}

static void audit_of_a_release_that_never_came_is_gone(void **state)
{
	char release[LEDGER_RELEASE];
	struct err err = ERR_INIT;
	struct night_site n;

	(void)state;
	promise(&n, true, release);
	publish(&n, "ffffffffffff");
	settles(&n, NULL);
	assert_int_equal(ledger_knows(n.state, "a", &err), 0);
	night_site_close(&n);
}

static void unfinished_copy_is_no_release(void **state)
{
	char release[LEDGER_RELEASE];
	struct buf path = BUF_INIT;
	struct night_site n;

	(void)state;
	promise(&n, true, release);
	buf_printf(&path, "public/d/a/.2026-10-%s", release);
	night_site_put(&n, path.p, "");
	buf_puts(&path, ".123.tmp/x");
	night_site_put(&n, path.p, "");
	buf_release(&path);
	settles(&n, NULL);
	night_site_close(&n);
}

static void audit_of_another_dataset_waits_for_its_own(void **state)
{
	char release[LEDGER_RELEASE];
	struct night_site n;

	(void)state;
	promise(&n, false, release);
	night_site_put(&n, "private/audit/a-b.0123456789ab.waiting", "other\n");
	settles(&n, "a-b.0123456789ab.waiting");
	night_site_close(&n);
}

static void release_without_an_audit_is_fine(void **state)
{
	char release[LEDGER_RELEASE];
	struct err err = ERR_INIT;
	struct night_site n;

	(void)state;
	promise(&n, false, release);
	publish(&n, release);
	settles(&n, NULL);
	assert_int_equal(ledger_knows(n.state, "a", &err), 1);
	night_site_close(&n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(audit_of_a_public_release_is_the_datasets),
		cmocka_unit_test(audit_of_a_release_that_never_came_is_gone),
		cmocka_unit_test(unfinished_copy_is_no_release),
		cmocka_unit_test(audit_of_another_dataset_waits_for_its_own),
		cmocka_unit_test(release_without_an_audit_is_fine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
