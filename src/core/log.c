#include "core/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/jsonout.h"
#include "core/text.h"

static struct {
	const char *program;
	enum log_level level;
	bool json;
	bool progress_shown;
} log_state = { "yangguang", LOG_NORMAL, false, false };

void log_setup(const char *program, enum log_level level, bool json)
{
	log_state.program = program;
	log_state.level = level;
	log_state.json = json;
}

bool log_is_quiet(void)
{
	return log_state.level == LOG_QUIET;
}

bool log_is_json(void)
{
	return log_state.json;
}

const char *log_program(void)
{
	return log_state.program;
}

/* One write per line, so that lines of several processes do not mix. */
static void log_put(struct buf *line)
{
	ssize_t ignored;

	log_progress_end();
	buf_putc(line, '\n');
	ignored = write(STDERR_FILENO, line->p, line->n);
	(void)ignored;
	buf_release(line);
}

/* Length of the character at p, 0 when it is none. */
static size_t character(const char *p)
{
	size_t n;

	for (n = 1; n <= 4 && p[n - 1]; n++)
		if (utf8_is_valid(p, n))
			return n;
	return 0;
}

/*
 * Names of files and columns come from outside: bytes that are no UTF-8 would
 * make the JSON unreadable, control characters would move a terminal's cursor.
 */
static void put_clean(struct buf *to, const char *text)
{
	size_t n;

	for (; *text; text += n ? n : 1) {
		n = character(text);
		if (n == 0 || (unsigned char)*text < 0x20 || *text == 0x7f)
			buf_putc(to, '?');
		else
			buf_add(to, text, n);
	}
}

static void log_json(struct buf *line, const char *level, const char *key, long long value,
		     int status, const char *message)
{
	struct jsonout j;

	jsonout_init(&j, line, 0);
	jsonout_open(&j, '{');
	jsonout_member(&j, "program", log_state.program);
	jsonout_member(&j, "level", level);
	if (key) {
		jsonout_member(&j, "key", key);
		jsonout_member_int(&j, "value", value);
	}
	if (status)
		jsonout_member_int(&j, "status", status);
	jsonout_member(&j, "message", message);
	jsonout_close(&j, '}');
}

static void log_line(const char *level, const char *key, long long value, int status,
		     const char *message)
{
	struct buf line = BUF_INIT, clean = BUF_INIT;

	put_clean(&clean, message);
	if (log_state.json)
		log_json(&line, level, key, value, status, clean.p);
	else
		buf_printf(&line, "%s: %s%s", log_state.program, level[0] == 'w' ? "warning: " : "",
			   clean.p);
	log_put(&line);
	buf_release(&clean);
}

#define LOG_FORMAT(text, fmt)                                                                      \
	char text[1200];                                                                           \
	va_list ap;                                                                                \
	va_start(ap, fmt);                                                                         \
	vsnprintf(text, sizeof(text), fmt, ap);                                                    \
	va_end(ap)

void log_count(const char *key, long long value, const char *fmt, ...)
{
	LOG_FORMAT(text, fmt);
	if (log_state.level != LOG_QUIET || log_state.json)
		log_line("info", key, value, 0, text);
}

void log_info(const char *fmt, ...)
{
	LOG_FORMAT(text, fmt);
	if (log_state.level != LOG_QUIET)
		log_line("info", NULL, 0, 0, text);
}

void log_verbose(const char *fmt, ...)
{
	LOG_FORMAT(text, fmt);
	if (log_state.level == LOG_VERBOSE)
		log_line("verbose", NULL, 0, 0, text);
}

void log_warn(const char *fmt, ...)
{
	LOG_FORMAT(text, fmt);
	log_line("warning", NULL, 0, 0, text);
}

void log_error(int status, const char *message)
{
	log_line("error", NULL, 0, status, message);
}

/* The clock is only looked at for the terminal; no output depends on it. */
void log_progress(const char *what, long long done)
{
	static struct timespec start, last;
	static int terminal = -1;
	struct timespec now;

	if (terminal < 0) {
		terminal = !log_state.json && log_state.level != LOG_QUIET && isatty(STDERR_FILENO);
		clock_gettime(CLOCK_MONOTONIC, &start);
	}
	if (!terminal)
		return;
	clock_gettime(CLOCK_MONOTONIC, &now);
	if (now.tv_sec - start.tv_sec < 2 || now.tv_sec == last.tv_sec)
		return;
	last = now;
	log_state.progress_shown = true;
	fprintf(stderr, "\r%s: %lld %s\033[K", log_state.program, done, what);
}

void log_progress_end(void)
{
	if (!log_state.progress_shown)
		return;
	log_state.progress_shown = false;
	fputs("\r\033[K", stderr);
}
