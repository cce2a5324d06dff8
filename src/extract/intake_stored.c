#include "extract/intake_stored.h"

#include <math.h>
#include <stdio.h>

#include "extract/intake_text.h"

static int put(struct intake *c, const char *p, size_t n)
{
	builder_utf8(c->to, p, n);
	return 1;
}

/* Text of the system before, or of none. */
static int put_repaired(struct intake *c, struct str s, struct err *err)
{
	struct err ignored = ERR_INIT;

	c->counts[INTAKE_UTF8]++;
	buf_clear(&c->scratch);
	if (!c->recoder && recoder_open("GB18030", &c->recoder, err) < 0)
		return -1;
	if (recoder_put(c->recoder, s.p, s.n, true, &c->scratch, &ignored) < 0) {
		recoder_close(c->recoder);
		c->recoder = NULL;
		buf_clear(&c->scratch);
		text_replace_bad(s, &c->scratch);
	}
	return put(c, c->scratch.p, c->scratch.n);
}

static int stored_text(struct intake *c, const char *p, size_t n, struct err *err)
{
	if (n == 0 || text_is_clean(p, n) || utf8_is_valid(p, n))
		return put(c, p, n);
	return put_repaired(c, (struct str){ p, n }, err);
}

static int stored_integer(struct intake *c, int64_t v, struct err *err)
{
	char digits[24], *p = digits + sizeof(digits);
	uint64_t left = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;

	(void)err;
	do {
		*--p = (char)('0' + left % 10);
		left /= 10;
	} while (left);
	if (v < 0)
		*--p = '-';
	return put(c, p, (size_t)(digits + sizeof(digits) - p));
}

static int stored_real(struct intake *c, double v, struct err *err)
{
	char text[32];

	/* Identity numbers and telephones that a spreadsheet has made numbers of; a
	 * double holds those of up to 15 digits. */
	if (fabs(v) < 1e15 && v == floor(v))
		return stored_integer(c, (int64_t)v, err);
	return put(c, text, (size_t)snprintf(text, sizeof(text), "%.15g", v));
}

static int stored_null(struct intake *c, struct err *err)
{
	(void)err;
	builder_null(c->to);
	return 1;
}

void intake_stored_init(struct intake *c)
{
	c->integer = stored_integer;
	c->real = stored_real;
	c->text = stored_text;
	c->blob = stored_text;
	c->null = stored_null;
}
