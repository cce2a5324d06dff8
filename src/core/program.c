#include "core/program.h"

#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "core/log.h"

static volatile sig_atomic_t caught;

static void program_catch(int sig)
{
	caught = sig;
}

/* Without SA_RESTART, so that a blocked read or write returns and is checked. */
static void program_signals(void)
{
	static const int wanted[] = { SIGTERM, SIGINT, SIGHUP };
	struct sigaction sa;
	size_t i;

	memset(&sa, 0, sizeof(sa));
	sigemptyset(&sa.sa_mask);
	sa.sa_handler = program_catch;
	for (i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
		sigaction(wanted[i], &sa, NULL);
	sa.sa_handler = SIG_IGN;
	sigaction(SIGPIPE, &sa, NULL);
}

/* Memory holds personal data and keys: it must not end in a core file. */
static void program_forbid_cores(void)
{
	struct rlimit none = { 0, 0 };

	setrlimit(RLIMIT_CORE, &none);
#ifndef __SANITIZE_ADDRESS__	/* the leak checker must look into the process */
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

int program_start(struct program *prog, int argc, char **argv, struct err *err)
{
	log_setup(prog->name, LOG_NORMAL, false);
	setlocale(LC_ALL, "C");
	setenv("TZ", "UTC", 1);
	tzset();
	program_forbid_cores();
	program_signals();
	return opt_parse(prog, argc, argv, err);
}

int program_signal(void)
{
	return caught;
}

int program_check(struct err *err)
{
	if (!caught)
		return 0;
	return err_set(err, ERR_IO, "stopped by signal %d", (int)caught);
}

/* A full disk or a closed pipe shows only when stdout is flushed and closed. */
static int program_close_stdout(struct err *err)
{
	int failed = ferror(stdout);

	if (fflush(stdout) != 0 || failed)
		return err_sys(err, ERR_IO, "<stdout>: cannot write");
	if (close(STDOUT_FILENO) != 0 && errno != EBADF)
		return err_sys(err, ERR_IO, "<stdout>: cannot close");
	return 0;
}

static void program_die_by_signal(void)
{
	struct sigaction sa;

	memset(&sa, 0, sizeof(sa));
	sa.sa_handler = SIG_DFL;
	sigemptyset(&sa.sa_mask);
	sigaction(caught, &sa, NULL);
	raise(caught);
}

int program_end(const struct program *prog, int ret, struct err *err)
{
	(void)prog;
	log_progress_end();
	if (ret >= 0 && program_close_stdout(err) < 0)
		ret = -1;
	if (ret >= 0)
		return 0;
	log_error(err->kind, err->msg);
	if (caught)
		program_die_by_signal();
	return err->kind ? (int)err->kind : ERR_BUG;
}
