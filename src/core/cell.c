#include <math.h>

#include "core/csv.h"
#include "core/date.h"
#include "core/decimal.h"

/* Whether RFC 4180 asks for quotes. */
static bool needs_quotes(struct str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (s.p[i] == ',' || s.p[i] == '"' || s.p[i] == '\n' || s.p[i] == '\r')
			return true;
	return s.n == 0;
}

void csv_put_text(struct buf *b, struct str s)
{
	const char *quote;
	size_t n;

	if (!needs_quotes(s)) {
		buf_add(b, s.p, s.n);
		return;
	}
	buf_putc(b, '"');
	while ((quote = s.n ? memchr(s.p, '"', s.n) : NULL)) {
		n = (size_t)(quote - s.p) + 1;
		buf_add(b, s.p, n);
		buf_putc(b, '"');
		s.p += n;
		s.n -= n;
	}
	buf_add(b, s.p, s.n);
	buf_putc(b, '"');
}

static void put_float64(struct buf *b, double v)
{
	char text[32];
	int digits;

	if (isnan(v) || isinf(v)) {
		buf_puts(b, isnan(v) ? "NaN" : v > 0 ? "INF" : "-INF");
		return;
	}
	for (digits = 15; digits <= 17; digits++) {
		snprintf(text, sizeof(text), "%.*g", digits, v);
		if (strtod(text, NULL) == v)
			break;
	}
	buf_puts(b, text);
}

void cell_put_text(struct buf *b, const struct field *f, const struct column *c, int64_t i)
{
	char text[DECIMAL_TEXT];
	struct str s;

	if (column_is_null(c, i))
		return;
	switch (c->type) {
	case FIELD_BOOL:
		buf_puts(b, column_bool(c, i) ? "true" : "false");
		break;
	case FIELD_INT64:
		buf_add(b, text, decimal_format(column_int64(c, i), 0, text));
		break;
	case FIELD_DECIMAL:
		buf_add(b, text, decimal_format(column_decimal(c, i), f->scale, text));
		break;
	case FIELD_FLOAT64:
		put_float64(b, column_float64(c, i));
		break;
	case FIELD_DATE:
		date_format(column_date(c, i), text);
		buf_puts(b, text);
		break;
	case FIELD_UTF8:
	case FIELD_DICT:
		s = column_text(c, i);
		buf_add(b, s.p, s.n);
		break;
	case FIELD_OPAQUE:
		break;
	}
}
