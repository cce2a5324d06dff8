#include "verify/defects.h"

#include <stdarg.h>
#include <stdio.h>

#include "core/program.h"

enum { LINES_MAX = 100 };

/* File names and codes come from outside: a control character would make two lines of one. */
static void put_clean(struct buf *to, const char *text)
{
	for (; *text; text++)
		buf_putc(to, (unsigned char)*text < 0x20 || *text == 0x7f ? '?' : *text);
}

void defects_add(struct defects *d, const char *fmt, ...)
{
	char text[1200];
	va_list args;

	if (d->n++ >= LINES_MAX)
		return;
	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	put_clean(&d->text, d->where);
	buf_puts(&d->text, ": ");
	put_clean(&d->text, text);
	buf_putc(&d->text, '\n');
}

int defects_take(struct defects *d, const struct err *err)
{
	if (program_signal() || err->kind == ERR_IO || err->kind == ERR_BUG)
		return -1;
	defects_add(d, "%s", err->msg);
	return 0;
}

void defects_put(const struct defects *d, struct buf *to)
{
	buf_add(to, d->text.p, d->text.n);
	if (d->n > LINES_MAX)
		buf_printf(to, "%s: and %lld more\n", d->where, d->n - LINES_MAX);
}

void defects_release(struct defects *d)
{
	buf_release(&d->text);
}
