/* What may count only when a release is public. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>
#include <unistd.h>

#include "core/digest.h"
#include "core/history.h"
#include "night_site.h"
#include "run/settle.h"

/* A run of dataset a that has promised its release; release: the digits of its id. */
static void promise_more(struct night_site *n, bool with_audit, bool with_cells,
			 char release[LEDGER_RELEASE])
{
	struct exposures none = { NULL, 0, 0, 0 };
	struct pipeline p = { .name = strdup("a") };
	struct history_cell cell = { "x=1", 0, HISTORY_SHOWN, "n=1", "n=1", 20000 };
	struct history_draft *d;
	struct err err = ERR_INIT;
	struct workspace at;
	char hex[SHA256_HEX];

	night_site_open(n);
	workspace_init(&at, &n->site, &p);
	pipeline_release(&p);
	assert_int_equal(workspace_prepare(&at, &err), 0);
	night_site_put(n, "work/a.night/release/SHA256SUMS", "sums\n");
	if (with_audit)
		night_site_put(n, "private/audit/a.night/audit", "new\n");
	if (with_cells &&
	    (history_draft_begin(at.cells, "a", 20000, &d, &err) < 0 ||
	     history_draft_add(d, &cell, &err) < 0 || history_draft_finish(d, &err) < 0))
		fail_msg("%s", err.msg);
	if (settle_promise(&n->site, n->state, "a", &at, &none, &err) < 0)
		fail_msg("%s", err.msg);
	workspace_clear(&at);
	workspace_release(&at);
	sha256_of("sums\n", 5, hex);
	snprintf(release, LEDGER_RELEASE, "%.12s", hex);
}

static void promise(struct night_site *n, bool with_audit, char release[LEDGER_RELEASE])
{
	promise_more(n, with_audit, false, release);
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

static int64_t releases_known(const struct night_site *n)
{
	char *path = file_join(n->site.private_dir, "cells.db");
	struct err err = ERR_INIT;
	struct history *h;
	int64_t last = 0;

	if (history_open(path, true, &h, &err) < 0 || history_last(h, "a", &last, &err) < 0)
		fail_msg("%s", err.msg);
	history_close(h);
	free(path);
	return last;
}

static int count(void *ctx, const struct history_release *r, struct err *err)
{
	int *n = ctx;

	(void)err;
	assert_memory_equal(r->id, "2026-10-", 8);
	assert_int_equal(r->day, 20000);
	return ++*n > 1 ? -1 : 0;
}

/* Also when it was taken, and the end came before the draft was removed. */
static void cells_of_a_public_release_are_history_once(void **state)
{
	char release[LEDGER_RELEASE], *path, *waiting, *history;
	struct buf name = BUF_INIT;
	struct err err = ERR_INIT;
	struct night_site n;
	struct history *h;
	int i, nreleases = 0;

	(void)state;
	promise_more(&n, true, true, release);
	buf_printf(&name, "cells/a.%s.waiting", release);
	waiting = file_join(n.site.private_dir, name.p);
	path = file_join(n.dir, "kept");
	assert_int_equal(link(waiting, path), 0);
	assert_int_equal(releases_known(&n), HISTORY_NO_RELEASE);
	publish(&n, release);
	for (i = 0; i < 2; i++) {
		settles(&n, "a.jsonl");
		assert_int_equal(releases_known(&n), 1);
		assert_int_equal(access(waiting, F_OK), -1);
		assert_int_equal(link(path, waiting), 0);
	}
	history = file_join(n.site.private_dir, "cells.db");
	assert_int_equal(history_open(history, true, &h, &err), 0);
	assert_int_equal(history_releases(h, "a", count, &nreleases, &err), 0);
	assert_int_equal(nreleases, 1);
	history_close(h);
	free(history);
	free(path);
	free(waiting);
	buf_release(&name);
	night_site_close(&n);
}

static void cells_of_a_release_that_never_came_are_gone(void **state)
{
	char release[LEDGER_RELEASE], *dir, **names;
	struct err err = ERR_INIT;
	struct night_site n;
	size_t left;

	(void)state;
	promise_more(&n, true, true, release);
	publish(&n, "ffffffffffff");
	settles(&n, NULL);
	assert_int_equal(releases_known(&n), HISTORY_NO_RELEASE);
	dir = file_join(n.site.private_dir, "cells");
	assert_int_equal(file_list(dir, &names, &left, &err), 0);
	assert_int_equal(left, 0);
	file_list_free(names, left);
	free(dir);
	night_site_close(&n);
}

/* It may be the only trace of what is public: it is not thrown away. */
static void cells_that_cannot_be_taken_stay(void **state)
{
	char release[LEDGER_RELEASE], *waiting;
	struct buf name = BUF_INIT;
	struct err err = ERR_INIT;
	struct night_site n;

	(void)state;
	promise(&n, false, release);
	buf_printf(&name, "private/cells/a.%s.waiting", release);
	night_site_put(&n, name.p, "no draft");
	publish(&n, release);
	assert_int_equal(settle(&n.site, n.state, "a", &err), -1);
	waiting = file_join(n.dir, name.p);
	assert_int_equal(access(waiting, F_OK), 0);
	free(waiting);
	buf_release(&name);
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
		cmocka_unit_test(cells_of_a_public_release_are_history_once),
		cmocka_unit_test(cells_of_a_release_that_never_came_are_gone),
		cmocka_unit_test(cells_that_cannot_be_taken_stay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
