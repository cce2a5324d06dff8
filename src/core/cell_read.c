#include "core/cell_read.h"

#include <math.h>
#include <stdlib.h>

#include "core/date.h"
#include "core/decimal.h"

enum {
	FLOAT_TEXT = 400, /* longer than any double that is written out in full */
	SHORT_DIGITS = 18 /* always fit in 64 bits */
};

static inline bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool cell_read_int64(const char *p, size_t n, int64_t *v)
{
	const char *end = p + n;
	bool negative = n > 0 && *p == '-';
	uint64_t limit = negative ? (uint64_t)1 << 63 : INT64_MAX, sum = 0;
	unsigned digit;

	p += negative;
	if (p == end)
		return false;
	for (; p < end; p++) {
		digit = (unsigned char)*p - (unsigned)'0';
		if (digit > 9 || sum > limit / 10)
			return false;
		sum = sum * 10 + digit;
		if (sum > limit)
			return false;
	}
	*v = negative ? (int64_t)(0 - sum) : (int64_t)sum;
	return true;
}

static inline int two_digits(const char *p)
{
	return (p[0] - '0') * 10 + (p[1] - '0');
}

bool cell_read_date(const char *p, size_t n, int32_t *days)
{
	int year, month, day;

	if (n != 10 || p[4] != '-' || p[7] != '-')
		return false;
	if (!is_digit(p[0]) || !is_digit(p[1]) || !is_digit(p[2]) || !is_digit(p[3]) ||
	    !is_digit(p[5]) || !is_digit(p[6]) || !is_digit(p[8]) || !is_digit(p[9]))
		return false;
	year = two_digits(p) * 100 + two_digits(p + 2);
	month = two_digits(p + 5);
	day = two_digits(p + 8);
	if (!date_is_valid(year, month, day))
		return false;
	*days = date_from_civil(year, month, day);
	return true;
}

static const char *skip_digits(const char *p, const char *end)
{
	while (p < end && is_digit(*p))
		p++;
	return p;
}

/* -?digits[.digits][e[+-]digits] */
static bool is_float(const char *p, const char *end)
{
	const char *from;

	if (p < end && *p == '-')
		p++;
	from = p;
	p = skip_digits(p, end);
	if (p == from)
		return false;
	if (p < end && *p == '.') {
		from = ++p;
		p = skip_digits(p, end);
		if (p == from)
			return false;
	}
	if (p < end && (*p == 'e' || *p == 'E')) {
		p++;
		if (p < end && (*p == '+' || *p == '-'))
			p++;
		from = p;
		p = skip_digits(p, end);
		if (p == from)
			return false;
	}
	return p == end;
}

static bool is_word(const char *p, size_t n, const char *word)
{
	return n == strlen(word) && memcmp(p, word, n) == 0;
}

bool cell_read_float64(const char *p, size_t n, double *v)
{
	char text[FLOAT_TEXT];

	if (is_word(p, n, "NaN"))
		*v = (double)NAN;
	else if (is_word(p, n, "INF"))
		*v = (double)INFINITY;
	else if (is_word(p, n, "-INF"))
		*v = -(double)INFINITY;
	else if (n < sizeof(text) && is_float(p, p + n)) {
		memcpy(text, p, n);
		text[n] = '\0';
		*v = strtod(text, NULL);
		return !isinf(*v);
	} else
		return false;
	return true;
}

static bool read_bool(const char *p, size_t n, bool *v)
{
	*v = is_word(p, n, "true") || is_word(p, n, "1");
	return *v || is_word(p, n, "false") || is_word(p, n, "0");
}

/*
 * Numbers of at most 18 digits, nearly all there are, without 128-bit steps; what
 * this refuses decimal_parse() must judge.
 */
static bool read_short_decimal(const char *p, size_t n, int scale, int64_t *v)
{
	static const int64_t tens[SHORT_DIGITS + 1] = { 1,
							10,
							100,
							1000,
							10000,
							100000,
							1000000,
							10000000,
							100000000,
							1000000000,
							10000000000,
							100000000000,
							(int64_t)1e12,
							(int64_t)1e13,
							(int64_t)1e14,
							(int64_t)1e15,
							(int64_t)1e16,
							(int64_t)1e17,
							(int64_t)1e18 };
	bool negative = n > 0 && *p == '-';
	const char *end = p + n, *from = p + negative, *dot = NULL;
	int64_t sum = 0;
	int digits, places;

	for (p = from; p < end; p++) {
		if (*p == '.' && !dot && p > from && p + 1 < end)
			dot = p;
		else if (is_digit(*p) && p - from < SHORT_DIGITS + (dot != NULL))
			sum = sum * 10 + (*p - '0');
		else
			return false;
	}
	digits = (int)(end - from) - (dot != NULL);
	places = dot ? (int)(end - dot) - 1 : 0;
	if (digits == 0 || places > scale || digits + scale - places > SHORT_DIGITS)
		return false;
	sum *= tens[scale - places];
	*v = negative ? -sum : sum;
	return true;
}

static const char *read_number(struct builder *b, const struct field *f, const char *p, size_t n)
{
	__int128 decimal;
	int64_t integer;
	double real;

	if (f->type == FIELD_INT64) {
		if (!cell_read_int64(p, n, &integer))
			return "is not an integer of 64 bits";
		builder_int64(b, integer);
	} else if (f->type == FIELD_DECIMAL && read_short_decimal(p, n, f->scale, &integer)) {
		builder_decimal(b, integer);
	} else if (f->type == FIELD_DECIMAL) {
		if (!decimal_parse((struct str){ p, n }, f->scale, &decimal))
			return "is not a decimal number of the column's scale";
		builder_decimal(b, decimal);
	} else {
		if (!cell_read_float64(p, n, &real))
			return "is not a number";
		builder_float64(b, real);
	}
	return NULL;
}

const char *cell_read(struct builder *b, const struct field *f, const char *p, size_t n)
{
	int32_t days;
	bool truth;

	if (!p) {
		if (!f->nullable)
			return "is empty and may not be";
		builder_null(b);
		return NULL;
	}
	switch (f->type) {
	case FIELD_BOOL:
		if (!read_bool(p, n, &truth))
			return "is not true, false, 1 or 0";
		builder_bool(b, truth);
		return NULL;
	case FIELD_DATE:
		if (!cell_read_date(p, n, &days))
			return "is not a date YYYY-MM-DD";
		builder_date(b, days);
		return NULL;
	case FIELD_INT64:
	case FIELD_DECIMAL:
	case FIELD_FLOAT64:
		return read_number(b, f, p, n);
	case FIELD_UTF8:
	case FIELD_DICT:
		if (memchr(p, '\0', n))
			return "holds a NUL byte";
		builder_text(b, p, n);
		return NULL;
	case FIELD_OPAQUE:
		break;
	}
	return "has a type that CSV cannot hold";
}
