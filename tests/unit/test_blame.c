/* Whose message a person gets when a chain of processes fails. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>
#include <signal.h>
#include <string.h>

#include "run/blame.h"

enum { N = 4 };

static const char *argv[] = { "/somewhere/yg-stage", NULL };
static char gone[] = "<stdout>: " ERR_READER_GONE;
static char own[] = "its own trouble";
static char no_end[] = "no end";

static void all_good(struct process p[N])
{
	static const char *const names[N] = { "raw", "masked", "cells", "release" };
	size_t i;

	memset(p, 0, N * sizeof(*p));
	for (i = 0; i < N; i++) {
		p[i].name = names[i];
		p[i].argv = argv;
	}
}

static void failed(struct process *p, int status, char *message)
{
	p->status = status;
	p->message = message;
}

static void died(struct process *p, int signal, bool was_ended)
{
	p->status = -1;
	p->signal = signal;
	p->was_ended = was_ended;
}

static void expect(const struct process *p, enum err_kind kind, const char *message)
{
	struct err err = ERR_INIT;

	assert_int_equal(blame(p, N, &err), -1);
	assert_string_equal(err.msg, message);
	assert_int_equal(err.kind, kind);
}

static void nobody_failed_nobody_is_blamed(void **state)
{
	struct process p[N];
	struct err err = ERR_INIT;

	(void)state;
	all_good(p);
	assert_int_equal(blame(p, N, &err), 0);
}

static void a_full_disk_at_the_end_is_not_the_closed_pipe_before_it(void **state)
{
	struct process p[N];

	(void)state;
	all_good(p);
	died(&p[0], SIGTERM, true);
	failed(&p[1], ERR_IO, gone);
	failed(&p[2], ERR_IO, gone);
	failed(&p[3], ERR_IO, own);
	expect(p, ERR_IO, "step release: its own trouble");
}

static void a_missing_source_is_not_the_broken_streams_after_it(void **state)
{
	struct process p[N];

	(void)state;
	all_good(p);
	failed(&p[0], ERR_SOURCE, own);
	failed(&p[1], ERR_STREAM, no_end);
	failed(&p[2], ERR_STREAM, no_end);
	died(&p[3], SIGTERM, true);
	expect(p, ERR_SOURCE, "step raw: its own trouble");
}

static void a_broken_stream_from_a_good_writer_is_the_readers_find(void **state)
{
	struct process p[N];

	(void)state;
	all_good(p);
	failed(&p[2], ERR_STREAM, own);
	failed(&p[3], ERR_STREAM, no_end);
	expect(p, ERR_STREAM, "step cells: its own trouble");
	failed(&p[1], ERR_IO, gone);
	expect(p, ERR_STREAM, "step cells: its own trouble");
}

static void a_death_comes_before_what_its_neighbours_saw(void **state)
{
	struct process p[N];

	(void)state;
	all_good(p);
	failed(&p[0], ERR_IO, gone);
	died(&p[1], SIGKILL, false);
	failed(&p[2], ERR_STREAM, no_end);
	died(&p[3], SIGTERM, true);
	expect(p, ERR_IO, "step masked: yg-stage was killed by signal 9");
	p[1].signal = SIGSEGV;
	expect(p, ERR_BUG, "step masked: yg-stage was killed by signal 11");
	/* It died by itself while our SIGTERM was on its way. */
	died(&p[1], SIGTERM, true);
	expect(p, ERR_IO, "step masked: yg-stage was killed by signal 15");
}

static void a_strange_status_is_a_fault_of_the_program(void **state)
{
	struct process p[N];

	(void)state;
	all_good(p);
	failed(&p[1], 1, NULL);
	expect(p, ERR_BUG, "step masked: the program ended without a message");
	failed(&p[1], CHAIN_NO_PROGRAM, NULL);
	expect(p, ERR_CONFIG, "step masked: cannot execute /somewhere/yg-stage");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody_failed_nobody_is_blamed),
		cmocka_unit_test(a_full_disk_at_the_end_is_not_the_closed_pipe_before_it),
		cmocka_unit_test(a_missing_source_is_not_the_broken_streams_after_it),
		cmocka_unit_test(a_broken_stream_from_a_good_writer_is_the_readers_find),
		cmocka_unit_test(a_death_comes_before_what_its_neighbours_saw),
		cmocka_unit_test(a_strange_status_is_a_fault_of_the_program),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
