#include "core/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A message that was cut must not end in half a character. */
static void err_trim(struct err *err)
{
	size_t n = strlen(err->msg), tail = 0;

	if (n + 1 < sizeof(err->msg))
		return;
	while (tail < 3 && tail + 1 < n && ((unsigned char)err->msg[n - 1 - tail] & 0xc0) == 0x80)
		tail++;
	if ((unsigned char)err->msg[n - 1 - tail] >= 0xc0)
		err->msg[n - 1 - tail] = '\0';
}

static void __attribute__((format(printf, 3, 0)))
err_format(struct err *err, enum err_kind kind, const char *fmt, va_list ap)
{
	err->kind = kind;
	vsnprintf(err->msg, sizeof(err->msg), fmt, ap);
	err_trim(err);
}

int err_set(struct err *err, enum err_kind kind, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	err_format(err, kind, fmt, ap);
	va_end(ap);
	return -1;
}

int err_sys(struct err *err, enum err_kind kind, const char *fmt, ...)
{
	int saved = errno;
	size_t n;
	va_list ap;

	va_start(ap, fmt);
	err_format(err, kind, fmt, ap);
	va_end(ap);
	n = strlen(err->msg);
	snprintf(err->msg + n, sizeof(err->msg) - n, ": %s", strerror(saved));
	err_trim(err);
	return -1;
}

int err_wrap(struct err *err, const char *fmt, ...)
{
	char inner[sizeof(err->msg)];
	size_t n;
	va_list ap;

	memcpy(inner, err->msg, sizeof(inner));
	va_start(ap, fmt);
	err_format(err, err->kind, fmt, ap);
	va_end(ap);
	n = strlen(err->msg);
	snprintf(err->msg + n, sizeof(err->msg) - n, ": %s", inner);
	err_trim(err);
	return -1;
}
