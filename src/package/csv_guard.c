#include "package/csv_guard.h"

#include <stdlib.h>

#include "core/mem.h"

/* Excel of a Chinese or Japanese Windows takes these for formulas, too. */
static bool begins_full_width(struct str s)
{
	static const char *const signs[] = { "\uff1d", "\uff0b", "\uff0d", "\uff20" };
	size_t i;

	for (i = 0; i < 4; i++)
		if (s.n >= 3 && memcmp(s.p, signs[i], 3) == 0)
			return true;
	return false;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Digits that stay as they are when read as a number and shown again: no zero
 * in front, and at most eleven (from twelve on Excel shows 3.50524E+11). */
static bool is_harmless_number(struct str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (!is_digit(s.p[i]))
			return false;
	return s.n <= 11 && (s.n == 1 || s.p[0] != '0');
}

/* Begins with a digit or a point and a digit, and holds nothing but what
 * numbers, dates and times are made of. */
static bool is_like_number(struct str s)
{
	size_t i;

	if (!is_digit(s.p[0]) && !(s.n > 1 && s.p[0] == '.' && is_digit(s.p[1])))
		return false;
	for (i = 1; i < s.n; i++)
		if (!is_digit(s.p[i]) && !strchr("-/.:,+%eE \\", s.p[i]))
			return false;
	return true;
}

char csv_guard(struct str text)
{
	if (text.n == 0)
		return 0;
	if (text.p[0] != '\0' && strchr("=+-@\t\r\n'", text.p[0]))
		return '\'';
	if (begins_full_width(text))
		return '\'';
	return is_like_number(text) && !is_harmless_number(text) ? '\t' : 0;
}

struct csv_encode *csv_encode_release(const struct release *r, csv_guard_fn *guard)
{
	const struct field **fields = mem_zalloc(r->ncolumns, sizeof(*fields));
	struct csv_encode *e;
	size_t i;

	for (i = 0; i < r->ncolumns; i++)
		fields[i] = r->columns[i].field;
	e = csv_encode_new(fields, r->ncolumns, guard);
	free(fields);
	return e;
}
