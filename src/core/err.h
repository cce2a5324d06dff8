/*
 * err: the one way to fail.
 *
 * Every fallible function takes a caller-owned struct err as its last
 * parameter and returns 0 or -1 (iterators: 1 an item, 0 the end, -1 an error).
 * The text is valid only after -1.  Callers on the way up add context with
 * err_wrap(); only main.c prints it, through program_end().  A message never
 * holds a personal value: it names the file, the table, the column, the row.
 *
 * The kind is the exit status (after sysexits.h), the same in every program.
 */
#ifndef CORE_ERR_H
#define CORE_ERR_H

enum err_kind {
	ERR_NONE = 0,
	ERR_USAGE = 64,	 /* the command line is wrong */
	ERR_DATA = 65,	 /* a value, row or table is not as declared */
	ERR_SOURCE = 69, /* a source is missing, unreadable or corrupt */
	ERR_BUG = 70,	 /* this program is at fault */
	ERR_IO = 74,	 /* reading or writing failed: disk, pipe, memory */
	ERR_BUSY = 75,	 /* held by another run: try again */
	ERR_STREAM = 76, /* a stream is broken, unfinished or of the wrong state */
	ERR_PERM = 77,	 /* a permission or a key is missing or too open */
	ERR_CONFIG = 78, /* a configuration file is wrong */
	ERR_GATE = 79	 /* held back by a gate */
};

struct err {
	enum err_kind kind;
	char msg[1024];
};

#define ERR_INIT                                                                                   \
	{                                                                                          \
		ERR_NONE, ""                                                                       \
	}

/* What every program says when its output is a pipe that nobody reads any more;
 * the runner knows by it that the program was not at fault. */
#define ERR_READER_GONE "the program that reads it has gone"

/* Each returns -1, so that a function may end with `return err_set(...)`. */
int err_set(struct err *err, enum err_kind kind, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* As err_set(), with ": " and the text of errno added. */
int err_sys(struct err *err, enum err_kind kind, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* Puts the text and ": " before the message that is there; keeps the kind. */
int err_wrap(struct err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
