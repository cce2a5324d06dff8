#include "core/program.h"

#include <errno.h>
#include <fcntl.h>
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

/*
 * Without SA_RESTART, so that a blocked read or write returns and is checked.
 * What nohup or a shell's & told us to ignore stays ignored.  A closed pipe and
 * a file larger than the limit are errors of write(), not deaths.
 */
static void program_signals(void)
{
	static const int wanted[] = { SIGTERM, SIGINT, SIGHUP };
	struct sigaction sa, old;
	size_t i;

	memset(&sa, 0, sizeof(sa));
	sigemptyset(&sa.sa_mask);
	sa.sa_handler = program_catch;
	for (i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
		if (sigaction(wanted[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
			sigaction(wanted[i], &sa, NULL);
	sa.sa_handler = SIG_IGN;
	sigaction(SIGPIPE, &sa, NULL);
	sigaction(SIGXFSZ, &sa, NULL);
}

/*
 * A closed stdin, stdout or stderr leaves a number that the next open() would
 * take, and messages would end in a data file.  The stand-ins of stdin and
 * stdout are open the wrong way round, so that their use is still an error.
 */
static int program_fill_descriptors(struct err *err)
{
	static const int modes[] = { O_WRONLY, O_RDONLY, O_WRONLY };
	int fd;

	for (fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", modes[fd]) < 0)
			return err_sys(err, ERR_IO, "/dev/null: cannot open");
	return 0;
}

/* Memory holds personal data and keys: it must not end in a core file. */
static void program_forbid_cores(void)
{
	struct rlimit none = { 0, 0 };

	setrlimit(RLIMIT_CORE, &none);
#ifndef __SANITIZE_ADDRESS__ /* the leak checker must look into the process */
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
	if (program_fill_descriptors(err) < 0)
		return -1;
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
	if (ferror(stdout)) /* an earlier write: its errno is gone */
		return err_set(err, ERR_IO, "<stdout>: cannot write");
	if (fflush(stdout) != 0)
		return err_sys(err, ERR_IO, "<stdout>: cannot write");
	if (close(STDOUT_FILENO) != 0)
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
