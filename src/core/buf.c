#include "core/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/mem.h"

char buf_empty[1] = "";

int str_cmp(struct str a, struct str b)
{
	int c = memcmp(a.p, b.p, a.n < b.n ? a.n : b.n);

	return c ? c : (a.n > b.n) - (a.n < b.n);
}

void buf_release(struct buf *b)
{
	if (b->capacity)
		free(b->p);
	*b = (struct buf)BUF_INIT;
}

void buf_cut(struct buf *b, size_t n)
{
	if (n >= b->n)
		return;
	b->n = n;
	b->p[n] = '\0';
}

void buf_clear(struct buf *b)
{
	b->n = 0;
	if (b->capacity)
		b->p[0] = '\0';
}

char *buf_reserve(struct buf *b, size_t n)
{
	char *p = b->capacity ? b->p : NULL;

	if (b->n + n + 1 > b->capacity) {
		b->p = mem_grow(p, &b->capacity, b->n + n + 1, 1);
		b->p[b->n] = '\0';
	}
	return b->p + b->n;
}

void buf_add(struct buf *b, const void *p, size_t n)
{
	if (n == 0)
		return;
	memcpy(buf_reserve(b, n), p, n);
	b->n += n;
	b->p[b->n] = '\0';
}

void buf_puts(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void buf_putc(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n <= 0)
		return;
	buf_reserve(b, (size_t)n);
	va_start(ap, fmt);
	vsnprintf(b->p + b->n, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->n += (size_t)n;
}

char *buf_detach(struct buf *b)
{
	char *p = b->capacity ? b->p : mem_strdup("");

	*b = (struct buf)BUF_INIT;
	return p;
}
