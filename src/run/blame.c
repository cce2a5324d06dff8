#include "run/blame.h"

#include <signal.h>
#include <string.h>

/* Ended by us, not by its own trouble. */
static bool is_ended(const struct process *p)
{
	return (p->was_ended && p->signal == SIGTERM) || (p->was_killed && p->signal == SIGKILL);
}

/* Only saw that the process it writes to was gone. */
static bool saw_reader_go(const struct process *p)
{
	return p->status == ERR_IO && p->message && strstr(p->message, ERR_READER_GONE);
}

/* Only saw that the process it reads from wrote no end. */
static bool saw_writer_go(const struct process *p, const struct process *before)
{
	return p->status == ERR_STREAM && before && before->status != 0 && !saw_reader_go(before);
}

/*
 * The first whose own trouble it was.  Else one whose reader found no end, though
 * our SIGTERM reached it too: it had gone before.  Else any that failed.
 */
static const struct process *at_fault(const struct process *processes, size_t n)
{
	const struct process *p, *before = NULL, *any = NULL, *gone = NULL;
	size_t i;

	for (i = 0; i < n; i++, before = p) {
		p = &processes[i];
		if (p->status == 0)
			continue;
		if (!is_ended(p) && !saw_reader_go(p) && !saw_writer_go(p, before))
			return p;
		if (!gone && !is_ended(p) && saw_writer_go(p, before))
			gone = before;
		if (!any || is_ended(any))
			any = p;
	}
	return gone ? gone : any;
}

/* A crash is our fault; a kill came from outside: a person, or the memory that ran out. */
static int signal_error(const struct process *p, struct err *err)
{
	bool is_crash = p->signal == SIGSEGV || p->signal == SIGBUS || p->signal == SIGABRT ||
			p->signal == SIGILL || p->signal == SIGFPE;
	const char *slash = strrchr(p->argv[0], '/');

	return err_set(err, is_crash ? ERR_BUG : ERR_IO, "step %s: %s was killed by signal %d",
		       p->name, slash ? slash + 1 : p->argv[0], p->signal);
}

/* What no program of ours would end with is a fault in it. */
static enum err_kind known_kind(int status)
{
	return status >= ERR_USAGE && status <= ERR_GATE ? (enum err_kind)status : ERR_BUG;
}

int blame(const struct process *processes, size_t n, struct err *err)
{
	const struct process *p = at_fault(processes, n);

	if (!p)
		return 0;
	if (p->signal)
		return signal_error(p, err);
	if (p->status == CHAIN_NO_PROGRAM && !p->message)
		return err_set(err, ERR_CONFIG, "step %s: cannot execute %s", p->name, p->argv[0]);
	return err_set(err, known_kind(p->status), "step %s: %s", p->name,
		       p->message ? p->message : "the program ended without a message");
}
