/*
 * chain: processes joined by pipes, every end of them checked.
 *
 * Each process logs JSON lines on stderr (log.h); the chain passes the text on
 * and keeps the figures and the error.  When one fails, or a signal asks us to
 * stop, the rest are ended by SIGTERM, after 20 seconds by SIGKILL, and waited
 * for: none outlives the call.  A runner that is killed takes them with it.
 */
#ifndef RUN_CHAIN_H
#define RUN_CHAIN_H

#include <stdbool.h>
#include <sys/types.h>

#include "core/buf.h"
#include "core/err.h"

enum { CHAIN_NO_PROGRAM = 127 }; /* exit status of a child that could not be executed */

struct figure {
	char *key, *message;
	long long value;
};

struct process {
	const char *name;  /* for messages: the step */
	const char **argv; /* NULL-ended; argv[0] is the program's path; owned by the caller */
	/* Filled in: */
	pid_t pid;
	int status;	 /* exit status; -1 when it died by a signal */
	int signal;	 /* 0: it exited */
	bool was_ended;	 /* we sent SIGTERM, because another one failed */
	bool was_killed; /* and SIGKILL, because that was of no use */
	char *message;	 /* its error, or NULL */
	struct figure *figures;
	size_t nfigures, figures_capacity;
	/* Private: */
	int log_fd;
	bool running;
	struct buf line;
};

/*
 * stdin of the first is /dev/null, stdout of the last the runner's /dev/null.
 * 0 when every process exited 0.  Else -1 with the kind and the message of the
 * process at fault: the first in flow order that did not merely notice that its
 * neighbour was gone (a closed pipe, a broken stream).  A process that dies by a
 * signal is ERR_BUG when it crashed, ERR_IO when it was killed.
 */
int chain_run(struct process *processes, size_t n, struct err *err);
void chain_release(struct process *processes, size_t n);
/* The figure, or `otherwise`. */
long long process_figure(const struct process *p, const char *key, long long otherwise);

#endif
