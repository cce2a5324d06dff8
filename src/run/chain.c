#include "run/chain.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/json.h"
#include "core/log.h"
#include "core/mem.h"
#include "core/program.h"
#include "run/blame.h"

enum {
	LINE_MAX_BYTES = 64 * 1024,
	PATIENCE = 20,	  /* seconds for a process that was asked to end */
	LOOK_SECONDS = 1, /* to the next look at who has ended without closing its log */
	GLANCE_NANOSECONDS = 5000000
};

static void close_if_open(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void become(const struct process *p, pid_t parent, int in, int out, int log)
	__attribute__((noreturn));

/*
 * In the child: only async-signal-safe calls until exec.  A runner that is
 * killed takes its processes with it: else they would still write into the work
 * folder when the next run, which finds the lock free, has begun.
 */
static void become(const struct process *p, pid_t parent, int in, int out, int log)
{
	union {
		const char **in;
		char **out;
	} argv = { p->argv }; /* exec reads them only */

	if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || getppid() != parent)
		_exit(ERR_IO);
	if (dup2(in, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0 ||
	    dup2(log, STDERR_FILENO) < 0)
		_exit(ERR_IO);
	signal(SIGPIPE, SIG_DFL);
	execv(p->argv[0], argv.out);
	_exit(CHAIN_NO_PROGRAM);
}

/* Starts p reading `in`; *out becomes the read end of its output (or -1 for the last). */
static int start(struct process *p, int in, bool is_last, int *out, struct err *err)
{
	int data[2] = { -1, -1 }, log[2] = { -1, -1 };
	pid_t parent = getpid();

	*out = -1;
	if (is_last)
		data[1] = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if ((is_last ? data[1] < 0 : pipe2(data, O_CLOEXEC) < 0) || pipe2(log, O_CLOEXEC) < 0 ||
	    fcntl(log[0], F_SETFL, O_NONBLOCK) < 0) {
		close_if_open(&data[0]);
		close_if_open(&data[1]);
		close_if_open(&log[0]);
		close_if_open(&log[1]);
		return err_sys(err, ERR_IO, "%s: cannot make a pipe", p->name);
	}
	p->pid = fork();
	if (p->pid == 0)
		become(p, parent, in, data[1], log[1]);
	close(data[1]);
	close(log[1]);
	if (p->pid < 0) {
		close_if_open(&data[0]);
		close(log[0]);
		return err_sys(err, ERR_IO, "%s: cannot start", p->name);
	}
	p->running = true;
	p->log_fd = log[0];
	*out = data[0];
	return 0;
}

static int start_all(struct process *processes, size_t n, struct err *err)
{
	int in = open("/dev/null", O_RDONLY | O_CLOEXEC), out;
	size_t i;
	int ret = 0;

	if (in < 0)
		return err_sys(err, ERR_IO, "/dev/null: cannot open");
	for (i = 0; i < n && ret == 0; i++) {
		ret = start(&processes[i], in, i + 1 == n, &out, err);
		close_if_open(&in);
		in = out;
	}
	close_if_open(&in);
	return ret;
}

static void keep_figure(struct process *p, const char *key, long long value, const char *message)
{
	struct figure *f;

	p->figures = mem_grow(p->figures, &p->figures_capacity, p->nfigures + 1,
			      sizeof(*p->figures));
	f = &p->figures[p->nfigures++];
	f->key = mem_strdup(key);
	f->value = value;
	f->message = mem_strdup(message);
}

/* One JSON line of a stage.  False when it is something else. */
static bool take_json(struct process *p, struct str line)
{
	const char *level, *program, *message, *key = NULL;
	struct err ignored = ERR_INIT;
	long long value = 0, status = 0;
	struct json_doc *doc;
	struct json_obj o;
	bool ok;

	if (json_parse(p->name, line, &doc, &ignored) < 0)
		return false;
	json_open(&o, json_root(doc), &ignored);
	program = json_str(&o, "program");
	level = json_str(&o, "level");
	message = json_str(&o, "message");
	json_opt_str(&o, "key", &key);
	json_opt_int(&o, "value", &value);
	json_opt_int(&o, "status", &status);
	ok = json_close(&o) == 0;
	if (ok && level[0] == 'e') {
		free(p->message);
		p->message = mem_strdup(message);
	} else if (ok) {
		if (key)
			keep_figure(p, key, value, message);
		if (level[0] == 'w')
			log_warn("%s: %s", p->name, message);
		else
			log_verbose("%s: %s: %s", p->name, program, message);
	}
	json_free(doc);
	return ok;
}

static void take_line(struct process *p)
{
	struct str line = { p->line.p, p->line.n };

	if (line.n && !take_json(p, line))
		log_warn("%s: %.*s", p->name, (int)(line.n < 400 ? line.n : 400), line.p);
	buf_clear(&p->line);
}

/* Reads a block if there is one; closes the descriptor at its end.  False: nothing now. */
static bool take_log(struct process *p)
{
	char block[4096], *newline, *at = block;
	ssize_t n = read(p->log_fd, block, sizeof(block));

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return false;
	if (n <= 0) {
		take_line(p);
		close_if_open(&p->log_fd);
		return false;
	}
	while ((newline = memchr(at, '\n', (size_t)(block + n - at))) != NULL) {
		buf_add(&p->line, at, (size_t)(newline - at));
		take_line(p);
		at = newline + 1;
	}
	if (p->line.n < LINE_MAX_BYTES)
		buf_add(&p->line, at, (size_t)(block + n - at));
	return true;
}

static void keep_status(struct process *p, int status)
{
	p->running = false;
	if (WIFSIGNALED(status)) {
		p->status = -1;
		p->signal = WTERMSIG(status);
	} else {
		p->status = WEXITSTATUS(status);
	}
}

/* Takes the exit status if it is there, and what is left of the log. */
static void reap(struct process *p)
{
	int status;
	pid_t pid = waitpid(p->pid, &status, WNOHANG);

	if (pid == 0 || (pid < 0 && errno == EINTR))
		return;
	keep_status(p, pid > 0 ? status : ERR_BUG << 8);
	while (p->log_fd >= 0 && take_log(p))
		;
	/* Whoever may still hold the other end is none of ours. */
	if (p->log_fd >= 0)
		take_line(p);
	close_if_open(&p->log_fd);
}

/* Waits until a log has something, a signal comes or it is time to look again. */
static void wait_for_news(struct process *processes, size_t n, const sigset_t *unblocked)
{
	struct timespec most = { LOOK_SECONDS, 0 };
	struct pollfd *fds = mem_zalloc(n, sizeof(*fds));
	size_t i;
	int ready;

	for (i = 0; i < n; i++) {
		fds[i].fd = processes[i].log_fd;
		fds[i].events = POLLIN;
		/* One that closed its log is about to end. */
		if (processes[i].running && processes[i].log_fd < 0)
			most = (struct timespec){ 0, GLANCE_NANOSECONDS };
	}
	ready = ppoll(fds, n, &most, unblocked);
	for (i = 0; ready > 0 && i < n; i++)
		if (fds[i].revents)
			take_log(&processes[i]);
	free(fds);
}

static bool any_running(const struct process *processes, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (processes[i].running)
			return true;
	return false;
}

static void reap_all(struct process *processes, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (processes[i].running)
			reap(&processes[i]);
}

static void send(struct process *p, int signal, bool *was_sent)
{
	if (p->running && !*was_sent)
		kill(p->pid, signal);
	*was_sent = *was_sent || p->running;
}

/* Asks them to end by SIGTERM, and when that was of no use by SIGKILL. */
static void press(struct process *processes, size_t n, struct timespec *until)
{
	struct timespec now;
	size_t i;

	clock_gettime(CLOCK_MONOTONIC, &now);
	if (!until->tv_sec)
		until->tv_sec = now.tv_sec + PATIENCE;
	/* Who died before the one that we saw fail must not count as ended by us. */
	reap_all(processes, n);
	for (i = 0; i < n; i++) {
		send(&processes[i], SIGTERM, &processes[i].was_ended);
		if (now.tv_sec >= until->tv_sec)
			send(&processes[i], SIGKILL, &processes[i].was_killed);
	}
}

static bool any_failed(const struct process *processes, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (processes[i].pid > 0 && !processes[i].running && processes[i].status != 0)
			return true;
	return false;
}

/* Until every process has ended and been waited for. */
static void watch_all(struct process *processes, size_t n, bool must_end, const sigset_t *unblocked)
{
	struct timespec until = { 0, 0 };
	struct err stop = ERR_INIT;

	while (any_running(processes, n)) {
		if (must_end || any_failed(processes, n) || program_check(&stop) < 0)
			press(processes, n, &until);
		wait_for_news(processes, n, unblocked);
		reap_all(processes, n);
	}
}

/* Signals are let in only while it waits, so that none is missed before. */
static void watch(struct process *processes, size_t n, bool must_end)
{
	static const int wanted[] = { SIGTERM, SIGINT, SIGHUP };
	sigset_t blocked, before;
	size_t i;

	sigemptyset(&blocked);
	for (i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
		sigaddset(&blocked, wanted[i]);
	sigprocmask(SIG_BLOCK, &blocked, &before);
	watch_all(processes, n, must_end, &before);
	sigprocmask(SIG_SETMASK, &before, NULL);
}

int chain_run(struct process *processes, size_t n, struct err *err)
{
	struct err start_err = ERR_INIT;
	size_t i;
	int started;

	for (i = 0; i < n; i++) {
		processes[i].log_fd = -1;
		processes[i].line = (struct buf)BUF_INIT;
	}
	started = start_all(processes, n, &start_err);
	watch(processes, n, started < 0);
	if (started < 0) {
		*err = start_err;
		return -1;
	}
	return program_check(err) < 0 ? -1 : blame(processes, n, err);
}

void chain_release(struct process *processes, size_t n)
{
	size_t i, k;

	for (i = 0; i < n; i++) {
		for (k = 0; k < processes[i].nfigures; k++) {
			free(processes[i].figures[k].key);
			free(processes[i].figures[k].message);
		}
		free(processes[i].figures);
		free(processes[i].message);
		buf_release(&processes[i].line);
	}
}

long long process_figure(const struct process *p, const char *key, long long otherwise)
{
	size_t i;

	for (i = 0; i < p->nfigures; i++)
		if (strcmp(p->figures[i].key, key) == 0)
			return p->figures[i].value;
	return otherwise;
}
