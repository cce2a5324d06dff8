#include "run/chain.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/json.h"
#include "core/log.h"
#include "core/mem.h"
#include "core/program.h"

enum { LINE_MAX_BYTES = 64 * 1024 };

static void close_if_open(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* In the child: only async-signal-safe calls until exec. */
static void become(const struct process *p, int in, int out, int log) __attribute__((noreturn));

static void become(const struct process *p, int in, int out, int log)
{
	union { const char **in; char **out; } argv = { p->argv };	/* exec reads them only */

	if (dup2(in, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0 ||
	    dup2(log, STDERR_FILENO) < 0)
		_exit(ERR_IO);
	signal(SIGPIPE, SIG_DFL);
	execv(p->argv[0], argv.out);
	_exit(ERR_BUG);
}

/* Starts p reading `in`; *out becomes the read end of its output (or -1 for the last). */
static int start(struct process *p, int in, bool is_last, int *out, struct err *err)
{
	int data[2] = { -1, -1 }, log[2] = { -1, -1 };

	*out = -1;
	if (is_last)
		data[1] = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if ((is_last ? data[1] < 0 : pipe2(data, O_CLOEXEC) < 0) || pipe2(log, O_CLOEXEC) < 0) {
		close_if_open(&data[0]);
		close_if_open(&data[1]);
		return err_sys(err, ERR_IO, "%s: cannot make a pipe", p->name);
	}
	p->pid = fork();
	if (p->pid == 0)
		become(p, in, data[1], log[1]);
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

static void end_all(struct process *processes, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (!processes[i].running || processes[i].was_ended)
			continue;
		processes[i].was_ended = true;
		kill(processes[i].pid, SIGTERM);
	}
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

/* Reads what there is; closes the descriptor at its end. */
static void take_log(struct process *p)
{
	char block[4096], *newline, *at = block;
	ssize_t n = read(p->log_fd, block, sizeof(block));

	if (n < 0 && errno == EINTR)
		return;
	if (n <= 0) {
		take_line(p);
		close_if_open(&p->log_fd);
		return;
	}
	while ((newline = memchr(at, '\n', (size_t)(block + n - at))) != NULL) {
		buf_add(&p->line, at, (size_t)(newline - at));
		take_line(p);
		at = newline + 1;
	}
	if (p->line.n < LINE_MAX_BYTES)
		buf_add(&p->line, at, (size_t)(block + n - at));
}

static void reap(struct process *p)
{
	int status;
	pid_t pid;

	do
		pid = waitpid(p->pid, &status, 0);
	while (pid < 0 && errno == EINTR);
	p->running = false;
	if (pid < 0) {
		p->status = ERR_BUG;
	} else if (WIFSIGNALED(status)) {
		p->status = -1;
		p->signal = WTERMSIG(status);
	} else {
		p->status = WEXITSTATUS(status);
	}
}

/* A process is done when its log is: it may not hand its stderr to a child. */
static void watch(struct process *processes, size_t n)
{
	struct pollfd *fds = mem_zalloc(n, sizeof(*fds));
	struct err stop = ERR_INIT;
	size_t i, open_logs;

	for (;;) {
		for (i = open_logs = 0; i < n; i++) {
			fds[i].fd = processes[i].log_fd;
			fds[i].events = POLLIN;
			fds[i].revents = 0;
			open_logs += processes[i].log_fd >= 0;
		}
		if (open_logs == 0)
			break;
		if (poll(fds, n, -1) < 0 && errno != EINTR)
			break;
		if (program_check(&stop) < 0)
			end_all(processes, n);
		for (i = 0; i < n; i++) {
			if (!fds[i].revents)
				continue;
			take_log(&processes[i]);
			if (processes[i].log_fd >= 0)
				continue;
			reap(&processes[i]);
			if (processes[i].status != 0)
				end_all(processes, n);
		}
	}
	for (i = 0; i < n; i++)
		if (processes[i].running)
			reap(&processes[i]);
	free(fds);
}

/* Those that only saw their neighbour go are not at fault. */
static bool is_follower(const struct process *p)
{
	return p->was_ended || p->status == ERR_STREAM || p->status == ERR_IO;
}

static const struct process *at_fault(const struct process *processes, size_t n)
{
	const struct process *first = NULL;
	size_t i;

	for (i = 0; i < n; i++) {
		if (processes[i].status == 0)
			continue;
		if (!is_follower(&processes[i]))
			return &processes[i];
		if (!first || (first->was_ended && !processes[i].was_ended))
			first = &processes[i];
	}
	return first;
}

static int judge(const struct process *processes, size_t n, struct err *err)
{
	const struct process *p = at_fault(processes, n);

	if (program_check(err) < 0)
		return -1;
	if (!p)
		return 0;
	if (p->signal)
		return err_set(err, ERR_BUG, "step %s: %s was killed by signal %d", p->name, p->argv[0],
			       p->signal);
	return err_set(err, (enum err_kind)p->status, "step %s: %s", p->name,
		       p->message ? p->message : "the program ended without a message");
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
	if (started < 0)
		end_all(processes, n);
	watch(processes, n);
	if (started < 0) {
		*err = start_err;
		return -1;
	}
	return judge(processes, n, err);
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
