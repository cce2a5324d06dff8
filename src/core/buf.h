/*
 * buf: a growable byte string; str: a view of bytes that somebody else owns.
 *
 * buf.p is never NULL and always ends in a NUL that `n` does not count, so it
 * can be read as a C string.  A struct str has no NUL and lives only as long
 * as its owner says.
 */
#ifndef CORE_BUF_H
#define CORE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct str {
	const char *p;
	size_t n;
};

#define STR(literal) ((struct str){ literal, sizeof(literal) - 1 })

static inline struct str str_of(const char *s)
{
	return (struct str){ s, strlen(s) };
}

static inline bool str_is(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/* <0, 0, >0 by bytes; UTF-8 order is code point order. */
int str_cmp(struct str a, struct str b);

struct buf {
	char *p;
	size_t n, capacity;
};

extern char buf_empty[1];
#define BUF_INIT                                                                                   \
	{                                                                                          \
		buf_empty, 0, 0                                                                    \
	}

void buf_release(struct buf *b);
/* Keeps the memory. */
void buf_clear(struct buf *b);
/* Only the first n bytes stay. */
void buf_cut(struct buf *b, size_t n);
/* Room for n more bytes; returns where they go.  buf_add() moves `n` on. */
char *buf_reserve(struct buf *b, size_t n);
void buf_add(struct buf *b, const void *p, size_t n);
void buf_puts(struct buf *b, const char *s);
void buf_putc(struct buf *b, char c);
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* The C string, now the caller's to free(); the buf is empty again. */
char *buf_detach(struct buf *b);

#endif
