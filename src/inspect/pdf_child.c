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

/* What comes from the child. */
struct frames {
	struct walk *w;
	const struct body *body;
	int fd;
	bool broken;	 /* the child wrote no more */
	struct buf page; /* the text of one page, until it is known what else comes of it */
	char label[LABEL_MAX];
};

/* "page 12, its lines joined": where two cells that stand below each other were taken for
 * one, a name or a number may come about by chance. */
static bool is_joined(const char *label)
{
	const char *end = strrchr(label, ',');

	return end && strcmp(end, PDF_JOINED) == 0;
}

static int show_labelled(const struct frames *f, const char *label, struct str text,
			 bool values_only, struct err *err)
{
	char *file = walk_below(f->body->file, label);
	struct body below = { .file = file,
			      .name = "",
			      .bytes = text,
			      .depth = f->body->depth,
			      .values_only = values_only,
			      .is_joined = is_joined(label) };
	int ret = show_text(f->w, &below, err);

	free(file);
	return ret;
}

/* The page that waits.  Poppler runs the cells of a row of figures together to what may look
 * like anything: where its cells come by themselves, which `next` says, it is for values. */
static int show_page(struct frames *f, const char *next, struct err *err)
{
	size_t n = strlen(f->label);
	bool parted = strncmp(next, f->label, n) == 0 && strcmp(next + n, ", its cells") == 0;
	int ret = 0;

	if (f->page.n)
		ret = show_labelled(f, f->label, (struct str){ f->page.p, f->page.n }, parted, err);
	buf_clear(&f->page);
	return ret;
}

/* "page 12" and nothing more. */
static bool is_page(const char *label)
{
	return strncmp(label, "page ", 5) == 0 &&
	       label[5 + strspn(label + 5, "0123456789")] == '\0';
}

static int show_frame(struct frames *f, const struct head *head, struct str content,
		      struct err *err)
{
	char *what;

	if (show_page(f, head->type == PDF_TEXT ? head->label : "", err) < 0)
		return -1;
	if (head->type == PDF_FILE)
		return body_inside(f->w, f->body, "attached file", "", content, err);
	if (head->type == PDF_STRUCTURE) {
		what = mem_strndup(content.p, content.n);
		walk_structure(f->w, f->body->file, what, "");
		free(what);
		return 0;
	}
	if (!is_page(head->label))
		return show_labelled(f, head->label, content, false, err);
	memcpy(f->label, head->label, LABEL_MAX);
	buf_add(&f->page, content.p, content.n);
	return 0;
}

/* 1 a frame was taken, 0 the last, -1 as ever. */
static int read_frame(struct frames *f, struct err *err)
{
	struct buf content = BUF_INIT;
	struct head head;
	int ret = 0;

	f->broken = !read_all(f->fd, &head, sizeof(head)) || head.n > WALK_MEMBER;
	if (f->broken || head.type == PDF_END)
		return show_page(f, "", err);
	head.label[LABEL_MAX - 1] = '\0';
	f->broken = !read_all(f->fd, buf_reserve(&content, head.n), head.n);
	content.n = head.n;
	if (!f->broken && walk_may_unpack(f->w, f->body->file, content.n)) {
		ret = show_frame(f, &head, (struct str){ content.p, content.n }, err);
		ret = ret < 0 ? -1 : 1;
	} else {
		ret = show_page(f, "", err);
	}
	buf_release(&content);
	return ret;
}

int pdf_child(struct walk *w, const struct body *body, struct err *err)
{
	struct frames f = { .w = w, .body = body, .page = BUF_INIT };
	int pipes[2], ret, status = 0;
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
	f.fd = pipes[0];
	do
		ret = read_frame(&f, err);
	while (ret == 1);
	buf_release(&f.page);
	close(pipes[0]);
	if (ret < 0 || f.broken)
		kill(pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (ret == 0 && (f.broken || status != 0))
		walk_structure(w, body->file, "damaged: a PDF that cannot be read", "");
	return ret;
}
