/*
 * log: what a program says on stderr while it works.
 *
 * Text for people ("yg-mask: 20,000 rows"), or with --log json one JSON object
 * a line: {"program","level","key","value","message"}; the runner stores these.
 * No call takes or prints a personal value.
 */
#ifndef CORE_LOG_H
#define CORE_LOG_H

#include <stdbool.h>

enum log_level { LOG_QUIET, LOG_NORMAL, LOG_VERBOSE };

void log_setup(const char *program, enum log_level level, bool json);
bool log_is_json(void);
bool log_is_quiet(void);
const char *log_program(void);

/*
 * A number that the run report keeps: rows read, cells written, unknown codes
 * met.  key is a stable identifier such as "rows" or "unknown.division".
 */
void log_count(const char *key, long long value, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void log_info(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_verbose(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* Only program_end() calls this. */
void log_error(int status, const char *message);

/*
 * Progress, only on a terminal and only after two seconds: call it as often
 * as you like with what is done so far; log_progress_end() wipes the line.
 */
void log_progress(const char *what, long long done);
void log_progress_end(void);

#endif
