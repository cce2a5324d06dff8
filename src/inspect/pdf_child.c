#include "inspect/pdf_child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/mem.h"
#include "inspect/show.h"

enum { LABEL_MAX = 64, CPU_SECONDS = 60, WAIT_SECONDS = 300 };
#define MEMORY (2ULL << 30)

/* A frame: its head, then `n` bytes. */
struct head {
	uint32_t type, n;
	char label[LABEL_MAX];
};

void pdf_frame_put(FILE *to, enum pdf_frame type, const char *label, const void *p, size_t n)
{
	struct head head = { .type = type, .n = (uint32_t)n };

	if (n > WALK_MEMBER) {
		pdf_frame_put(to, PDF_STRUCTURE, "", STR("too much to unpack").p, 18);
		return;
	}
	snprintf(head.label, sizeof(head.label), "%s", label);
	fwrite(&head, sizeof(head), 1, to);
	if (n)
		fwrite(p, 1, n, to);
}

static void limit(int what, rlim_t most)
{
	struct rlimit r = { most, most };

	setrlimit(what, &r);
}

/* What this process holds already is shared with its parent and not to be counted. */
static void limit_memory(void)
{
	unsigned long long pages[6] = { 0 };
	FILE *f = fopen("/proc/self/statm", "r");
	int n = 0;

	if (f) {
		n = fscanf(f, "%llu %llu %llu %llu %llu %llu", &pages[0], &pages[1], &pages[2],
			   &pages[3], &pages[4], &pages[5]);
		fclose(f);
	}
	if (n == 6)
		limit(RLIMIT_DATA,
		      (rlim_t)(pages[5] * (unsigned long long)sysconf(_SC_PAGESIZE) + MEMORY));
}

static void child_run(struct str pdf, int fd) __attribute__((noreturn));

static void child_run(struct str pdf, int fd)
{
	int null = open("/dev/null", O_RDWR);
	FILE *to = fdopen(fd, "w");

	if (null < 0 || !to)
		_exit(1);
	dup2(null, STDIN_FILENO);
	dup2(null, STDOUT_FILENO);
	dup2(null, STDERR_FILENO);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_CPU, CPU_SECONDS);
	limit(RLIMIT_FSIZE, 0);
	limit_memory();
	alarm(WAIT_SECONDS);
	pdf_poppler(pdf, to);
	fflush(to);
	_exit(0);
}

static bool read_all(int fd, void *p, size_t n)
{
	char *at = p;
	ssize_t got;

	while (n) {
		got = read(fd, at, n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		at += got;
		n -= (size_t)got;
	}
	return true;
}

static int show_frame(struct walk *w, const struct body *body, const struct head *head,
		      struct str content, struct err *err)
{
	struct body text = { .name = "", .bytes = content, .depth = body->depth };
	char *file;
	int ret = 0;

	if (head->type == PDF_FILE)
		return body_inside(w, body, "attached file", "", content, err);
	if (head->type == PDF_STRUCTURE) {
		file = mem_strndup(content.p, content.n);
		walk_structure(w, body->file, file, "");
	} else {
		file = walk_below(body->file, head->label);
		text.file = file;
		ret = show_text(w, &text, err);
	}
	free(file);
	return ret;
}

/* 1 a frame was shown, 0 the last, -1 as ever; `broken`: the child wrote no more. */
static int read_frame(struct walk *w, const struct body *body, int fd, bool *broken,
		      struct err *err)
{
	struct buf content = BUF_INIT;
	struct head head;
	int ret = 0;

	*broken = !read_all(fd, &head, sizeof(head)) || head.n > WALK_MEMBER;
	if (*broken || head.type == PDF_END)
		return 0;
	head.label[LABEL_MAX - 1] = '\0';
	*broken = !read_all(fd, buf_reserve(&content, head.n), head.n);
	content.n = head.n;
	if (!*broken && walk_may_unpack(w, body->file, content.n)) {
		ret = show_frame(w, body, &head, (struct str){ content.p, content.n }, err);
		ret = ret < 0 ? -1 : 1;
	}
	buf_release(&content);
	return ret;
}

int pdf_child(struct walk *w, const struct body *body, struct err *err)
{
	int pipes[2], ret, status = 0;
	bool broken = false;
	pid_t pid;

	if (pipe2(pipes, O_CLOEXEC) < 0)
		return err_sys(err, ERR_IO, "cannot make a pipe");
	pid = fork();
	if (pid < 0) {
		close(pipes[0]);
		close(pipes[1]);
		return err_sys(err, ERR_IO, "cannot start a process");
	}
	if (pid == 0)
		child_run(body->bytes, pipes[1]);
	close(pipes[1]);
	do
		ret = read_frame(w, body, pipes[0], &broken, err);
	while (ret == 1);
	close(pipes[0]);
	if (ret < 0 || broken)
		kill(pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (ret == 0 && (broken || status != 0))
		walk_structure(w, body->file, "damaged: a PDF that cannot be read", "");
	return ret;
}
