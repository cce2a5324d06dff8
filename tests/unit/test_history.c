/* The private ledger of cells: what of every release is kept, whole or not at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/history_sql.h"
#include "scratch.h"

struct scene {
	char *dir, *path, *draft;
	struct history *h;
	struct buf read; /* what the last reading gave */
};

static void must(int ret, const struct err *err)
{
	if (ret < 0)
		fail_msg("%s", err->msg);
}

static int set_up(void **state)
{
	struct scene *s = calloc(1, sizeof(*s));
	struct err err = ERR_INIT;

	s->dir = scratch_new();
	s->path = file_join(s->dir, "cells.db");
	s->draft = file_join(s->dir, "draft");
	s->read = (struct buf)BUF_INIT;
	must(history_open(s->path, false, &s->h, &err), &err);
	*state = s;
	return 0;
}

static int tear_down(void **state)
{
	struct scene *s = *state;

	history_close(s->h);
	buf_release(&s->read);
	scratch_remove(s->dir);
	free(s->path);
	free(s->draft);
	free(s);
	return 0;
}

static const char views[] = "-spc";

/* A draft of "CELL VIEW TRUTH SHOWN" words; a `whole` one holds every cell. */
static void put_draft(struct scene *s, const char *dataset, bool whole, int32_t day,
		      const char *lines)
{
	char cell[32], view, truth[32], shown[32];
	struct history_draft *d;
	struct err err = ERR_INIT;
	int n;

	must(history_draft_begin(s->draft, dataset, day, &d, &err), &err);
	if (whole)
		must(history_draft_whole(d, &err), &err);
	for (; sscanf(lines, " %31s %c %31s %31s%n", cell, &view, truth, shown, &n) == 4;
	     lines += n) {
		struct history_cell c = {
			cell, 0, (enum history_view)(strchr(views, view) - views), truth, shown, day
		};

		must(history_draft_add(d, &c, &err), &err);
	}
	must(history_draft_finish(d, &err), &err);
}

static void take(struct scene *s, const char *id, int32_t day, const char *lines)
{
	struct err err = ERR_INIT;

	put_draft(s, "a", false, day, lines);
	must(history_take(s->h, s->draft, id, &err), &err);
}

static int put_line(void *ctx, const struct history_cell *c, struct err *err)
{
	struct scene *s = ctx;

	(void)err;
	buf_printf(&s->read, "%s@%lld %c %s %s %d\n", c->cell, (long long)c->release,
		   views[c->view], c->truth, c->shown, c->as_of);
	return 0;
}

static void lines_are(struct scene *s, const char *dataset, const char *wanted)
{
	struct err err = ERR_INIT;

	buf_clear(&s->read);
	must(history_each(s->h, dataset, put_line, s, &err), &err);
	assert_string_equal(s->read.p, wanted);
}

static void state_is(struct scene *s, int64_t n, const char *wanted)
{
	struct err err = ERR_INIT;

	buf_clear(&s->read);
	must(history_at(s->h, "a", n, put_line, s, &err), &err);
	assert_string_equal(s->read.p, wanted);
}

static int64_t last(struct scene *s, const char *dataset)
{
	struct err err = ERR_INIT;
	int64_t n;

	must(history_last(s->h, dataset, &n, &err), &err);
	return n;
}

static void absent_file_is_an_empty_history(void **state)
{
	struct scene *s = *state;
	struct err err = ERR_INIT;
	struct history *h;
	int64_t n = 7;

	free(s->path);
	s->path = file_join(s->dir, "none.db");
	must(history_open(s->path, true, &h, &err), &err);
	must(history_last(h, "a", &n, &err), &err);
	assert_int_equal(n, HISTORY_NO_RELEASE);
	must(history_each(h, "a", put_line, s, &err), &err);
	must(history_at(h, "a", 1, put_line, s, &err), &err);
	history_close(h);
	assert_int_equal(access(s->path, F_OK), -1);
	free(scratch_put(s->dir, "none.db", ""));
	chmod(s->path, 0600);
	must(history_open(s->path, true, &h, &err), &err);
	must(history_last(h, "a", &n, &err), &err);
	history_close(h);
	assert_string_equal(s->read.p, "");
}

static void file_is_ours_alone(void **state)
{
	struct scene *s = *state;
	struct err err = ERR_INIT;
	struct history *h;
	struct stat st;

	take(s, "r1", 1, "x s n=1 n=1");
	assert_int_equal(stat(s->path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(stat(s->draft, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	chmod(s->path, 0640);
	assert_int_equal(history_open(s->path, true, &h, &err), -1);
	assert_int_equal(err.kind, ERR_PERM);
}

static void only_what_changed_is_written(void **state)
{
	struct scene *s = *state;

	take(s, "r1", 10, "x s n=1 n=1 y s n=9 n=9 z c n=2 n=c");
	/* x as it was, y held, z as it was, w new, v not there and never was */
	take(s, "r2", 11, "x s n=1 n=1 y p n=8 n=9p z c n=2 n=c w s n=5 n=5 v - . .");
	take(s, "r3", 12, "y p n=8 n=9p w - . .");
	assert_int_equal(last(s, "a"), 3);
	lines_are(s, "a",
		  "w@2 s n=5 n=5 11\nw@3 - . . 12\nx@1 s n=1 n=1 10\n"
		  "y@1 s n=9 n=9 10\ny@2 p n=8 n=9p 11\nz@1 c n=2 n=c 10\n");
}

static void state_of_any_release_can_be_read(void **state)
{
	struct scene *s = *state;

	take(s, "r1", 10, "x s n=1 n=1 y s n=9 n=9");
	take(s, "r2", 11, "y c n=3 n=c");
	take(s, "r3", 12, "x s n=2 n=2r y s n=9 n=9");
	state_is(s, 0, "");
	state_is(s, 1, "x@1 s n=1 n=1 10\ny@1 s n=9 n=9 10\n");
	state_is(s, 2, "x@1 s n=1 n=1 10\ny@2 c n=3 n=c 11\n");
	state_is(s, 3, "x@3 s n=2 n=2r 12\ny@3 s n=9 n=9 12\n");
	state_is(s, 99, "x@3 s n=2 n=2r 12\ny@3 s n=9 n=9 12\n");
}

static void draft_that_was_taken_changes_nothing(void **state)
{
	struct scene *s = *state;
	struct err err = ERR_INIT;

	take(s, "r1", 10, "x s n=1 n=1");
	take(s, "r2", 11, "x s n=2 n=2");
	must(history_take(s->h, s->draft, "r2", &err), &err);
	assert_int_equal(last(s, "a"), 2);
	/* An older release that is public again is a release. */
	take(s, "r1", 12, "x s n=1 n=1");
	assert_int_equal(last(s, "a"), 3);
	lines_are(s, "a", "x@1 s n=1 n=1 10\nx@2 s n=2 n=2 11\nx@3 s n=1 n=1 12\n");
}

static void whole_draft_says_what_is_gone(void **state)
{
	struct scene *s = *state;
	struct err err = ERR_INIT;

	take(s, "r1", 10, "x s n=1 n=1 y s n=9 n=9");
	put_draft(s, "a", true, 11, "x s n=1 n=1 z s n=4 n=4");
	must(history_take(s->h, s->draft, "r2", &err), &err);
	put_draft(s, "a", true, 12, "x s n=1 n=1 z s n=4 n=4");
	must(history_take(s->h, s->draft, "r3", &err), &err);
	lines_are(s, "a", "x@1 s n=1 n=1 10\ny@1 s n=9 n=9 10\ny@2 -   11\nz@2 s n=4 n=4 11\n");
}

static void one_dataset_is_replaced(void **state)
{
	struct scene *s = *state;
	char *path = file_join(s->dir, "other.db");
	struct err err = ERR_INIT;
	struct history *other;

	take(s, "r1", 10, "x s n=1 n=1");
	put_draft(s, "b", true, 11, "y s n=2 n=2");
	must(history_take(s->h, s->draft, "r1", &err), &err);
	assert_int_equal(last(s, "b"), 1);
	lines_are(s, "a", "x@1 s n=1 n=1 10\n");
	must(history_open(path, false, &other, &err), &err);
	put_draft(s, "a", true, 7, "x s n=? n=5");
	must(history_take(other, s->draft, "q1", &err), &err);
	put_draft(s, "a", true, 8, "z c n=? n=c");
	must(history_take(other, s->draft, "q2", &err), &err);
	history_close(other);
	must(history_replace(s->h, path, "a", &err), &err);
	assert_int_equal(last(s, "a"), 2);
	lines_are(s, "a", "x@1 s n=? n=5 7\nx@2 -   8\nz@2 c n=? n=c 8\n");
	lines_are(s, "b", "y@1 s n=2 n=2 11\n");
	/* of which it knows nothing */
	must(history_replace(s->h, path, "b", &err), &err);
	assert_int_equal(last(s, "b"), HISTORY_NO_RELEASE);
	lines_are(s, "b", "");
	take(s, "r1", 12, "x s n=3 n=3");
	assert_int_equal(last(s, "a"), 3);
	assert_int_equal(history_replace(s->h, s->draft, "a", &err), -1);
	assert_int_equal(err.kind, ERR_CONFIG);
	assert_int_equal(last(s, "a"), 3);
	free(path);
}

static int put_release(void *ctx, const struct history_release *r, struct err *err)
{
	struct scene *s = ctx;

	(void)err;
	buf_printf(&s->read, "%lld %s %d %lld\n", (long long)r->n, r->id, r->day,
		   (long long)r->nlines);
	return 0;
}

static int put_dataset(void *ctx, const struct history_dataset *d, struct err *err)
{
	struct scene *s = ctx;

	(void)err;
	buf_printf(&s->read, "%s %lld %lld %lld/%lld/%lld/%lld\n", d->name, (long long)d->nreleases,
		   (long long)d->nlines, (long long)d->ncells[HISTORY_ABSENT],
		   (long long)d->ncells[HISTORY_SHOWN], (long long)d->ncells[HISTORY_HELD],
		   (long long)d->ncells[HISTORY_HIDDEN]);
	return 0;
}

static void counts_are_told(void **state)
{
	struct scene *s = *state;
	struct err err = ERR_INIT;

	take(s, "r1", 10, "x s n=1 n=1 y s n=9 n=9 z c n=2 n=c w s n=1 n=1");
	take(s, "r2", 11, "y p n=8 n=9p w - . .");
	take(s, "r3", 12, "");
	must(history_releases(s->h, "a", put_release, s, &err), &err);
	must(history_datasets(s->h, put_dataset, s, &err), &err);
	assert_string_equal(s->read.p, "1 r1 10 4\n2 r2 11 2\n3 r3 12 0\na 3 6 1/1/1/1\n");
}

static void draft_is_whole_or_not_there(void **state)
{
	struct scene *s = *state;
	struct history_cell c = { "x", 0, HISTORY_SHOWN, "n=1", "n=1", 1 };
	struct history_draft *d;
	struct err err = ERR_INIT;
	char **names;
	size_t n;

	must(history_draft_begin(s->draft, "a", 1, &d, &err), &err);
	must(history_draft_add(d, &c, &err), &err);
	assert_int_equal(access(s->draft, F_OK), -1);
	assert_int_equal(history_draft_add(d, &c, &err), -1);
	assert_int_equal(err.kind, ERR_DATA);
	history_draft_drop(d);
	history_draft_drop(NULL);
	must(file_list(s->dir, &names, &n, &err), &err);
	assert_int_equal(n, 1); /* the history */
	file_list_free(names, n);
}

static void other_files_are_refused(void **state)
{
	struct scene *s = *state;
	char *path = scratch_put(s->dir, "text", "this is no database, whatever it may be\n");
	struct err err = ERR_INIT;
	struct history *h;

	chmod(path, 0600);
	assert_int_equal(history_open(path, true, &h, &err), -1);
	assert_int_equal(err.kind, ERR_CONFIG);
	free(path);
	put_draft(s, "a", false, 1, "x s n=1 n=1");
	assert_int_equal(history_open(s->draft, false, &h, &err), -1);
	assert_int_equal(err.kind, ERR_CONFIG);
	assert_int_equal(history_take(s->h, s->path, "r1", &err), -1);
	assert_int_equal(err.kind, ERR_CONFIG);
	unlink(s->draft);
	assert_int_equal(history_take(s->h, s->draft, "r1", &err), -1);
	assert_int_equal(access(s->draft, F_OK), -1);
	must(history_exec(s->h->db, s->path, "PRAGMA user_version = 9", &err), &err);
	assert_int_equal(history_open(s->path, false, &h, &err), -1);
	assert_int_equal(err.kind, ERR_CONFIG);
	assert_non_null(strstr(err.msg, "newer"));
}

enum { MANY = 3000 };

static void put_many(struct scene *s, int value, int32_t day)
{
	struct history_draft *d;
	struct err err = ERR_INIT;
	char name[32], text[32];
	int i;

	must(history_draft_begin(s->draft, "a", day, &d, &err), &err);
	snprintf(text, sizeof(text), "n=%d", value);
	for (i = 0; i < MANY; i++) {
		struct history_cell c = { name, 0, HISTORY_SHOWN, text, text, day };

		snprintf(name, sizeof(name), "place=%07d", i * 7919 % MANY);
		must(history_draft_add(d, &c, &err), &err);
	}
	must(history_draft_finish(d, &err), &err);
}

static int die(void *ctx)
{
	int *left = ctx;

	if ((*left)-- == 0)
		raise(SIGKILL);
	return 0;
}

/* In a child that is killed after so many steps of the database, or was done before. */
static bool was_killed(struct scene *s, int steps)
{
	struct err err = ERR_INIT;
	struct history *h;
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		if (history_open(s->path, false, &h, &err) < 0)
			_exit(1);
		sqlite3_exec(h->db, "PRAGMA cache_size = 20", NULL, NULL, NULL);
		sqlite3_progress_handler(h->db, 1000, die, &steps);
		_exit(history_take(h, s->draft, "r2", &err) < 0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
	return WIFSIGNALED(status);
}

struct tally {
	int64_t old, new, other;
};

static int count_state(void *ctx, const struct history_cell *c, struct err *err)
{
	struct tally *t = ctx;

	(void)err;
	if (strcmp(c->shown, "n=1") == 0)
		t->old++;
	else if (strcmp(c->shown, "n=2") == 0)
		t->new ++;
	else
		t->other++;
	return 0;
}

/* With a cache of 20 pages half of it is in the file when the end comes. */
static void killed_take_leaves_the_release_before(void **state)
{
	struct scene *s = *state;
	struct err err = ERR_INIT;
	int steps = 0, kills = 0;
	bool killed;

	put_many(s, 1, 10);
	must(history_take(s->h, s->draft, "r1", &err), &err);
	put_many(s, 2, 11);
	do {
		struct tally t = { 0 };

		history_close(s->h);
		killed = was_killed(s, steps);
		must(history_open(s->path, kills % 2 == 0, &s->h, &err), &err);
		must(history_at(s->h, "a", 9, count_state, &t, &err), &err);
		assert_int_equal(last(s, "a"), killed ? 1 : 2);
		assert_int_equal(t.old, killed ? MANY : 0);
		assert_int_equal(t.new, killed ? 0 : MANY);
		assert_int_equal(t.other, 0);
		kills += killed;
		steps += 9;
	} while (killed);
	assert_true(kills >= 5);
	history_close(s->h);
	must(history_open(s->path, false, &s->h, &err), &err);
	must(history_take(s->h, s->draft, "r2", &err), &err);
	assert_int_equal(last(s, "a"), 2);
}

static void size_is_what_the_header_says(void **state)
{
	struct scene *s = *state;
	struct history_draft *d;
	struct err err = ERR_INIT;
	char name[96], text[64];
	struct stat st;
	int i;

	must(history_draft_begin(s->draft, "a", 1, &d, &err), &err);
	for (i = 0; i < 20000; i++) {
		struct history_cell c = { name, 0, HISTORY_SHOWN, text, text, 1 };

		snprintf(name, sizeof(name),
			 "division=350524%06d,relief_type=%04d,period=2026-%02d", i / 240,
			 i / 12 % 20, i % 12 + 1);
		snprintf(text, sizeof(text), "persons=%d;households=%d", i % 900, i % 400);
		must(history_draft_add(d, &c, &err), &err);
	}
	must(history_draft_finish(d, &err), &err);
	must(history_take(s->h, s->draft, "r1", &err), &err);
	assert_int_equal(stat(s->path, &st), 0);
	assert_in_range(st.st_size / 20000, 90, 125);
	put_draft(s, "a", false, 2, "");
	must(history_take(s->h, s->draft, "r2", &err), &err);
	i = (int)st.st_size;
	assert_int_equal(stat(s->path, &st), 0);
	assert_in_range(st.st_size, i, i + 8192);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(absent_file_is_an_empty_history, set_up, tear_down),
		cmocka_unit_test_setup_teardown(file_is_ours_alone, set_up, tear_down),
		cmocka_unit_test_setup_teardown(only_what_changed_is_written, set_up, tear_down),
		cmocka_unit_test_setup_teardown(state_of_any_release_can_be_read, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(draft_that_was_taken_changes_nothing, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(whole_draft_says_what_is_gone, set_up, tear_down),
		cmocka_unit_test_setup_teardown(one_dataset_is_replaced, set_up, tear_down),
		cmocka_unit_test_setup_teardown(counts_are_told, set_up, tear_down),
		cmocka_unit_test_setup_teardown(draft_is_whole_or_not_there, set_up, tear_down),
		cmocka_unit_test_setup_teardown(other_files_are_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(killed_take_leaves_the_release_before, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(size_is_what_the_header_says, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
