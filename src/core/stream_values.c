#include "core/stream_values.h"

#include "core/text.h"

int64_t values_count_bits(const unsigned char *bitmap, int64_t n)
{
	int64_t count = 0, i;
	uint64_t word;

	for (i = 0; i + 64 <= n; i += 64) {
		memcpy(&word, bitmap + i / 8, 8);
		count += __builtin_popcountll(word);
	}
	for (; i < n; i++)
		count += bitmap[i / 8] >> (i % 8) & 1;
	return count;
}

/* No bit above the low seven in n bytes. */
static bool is_ascii(const char *p, size_t n)
{
	uint64_t all = 0, word;
	size_t i;

	for (i = 0; i + 8 <= n; i += 8) {
		memcpy(&word, p + i, 8);
		all |= word;
	}
	for (; i < n; i++)
		all |= (unsigned char)p[i];
	return (all & UINT64_C(0x8080808080808080)) == 0;
}

/* The values one by one: the way that knows the row, and that null slots of
 * others may hold no text. */
static int check_each_text(const struct column *c, int64_t rows, struct err *err)
{
	struct str s;
	int64_t i;

	for (i = 0; i < rows; i++) {
		if (column_is_null(c, i))
			continue;
		s = column_text(c, i);
		if (!utf8_is_valid(s.p, s.n))
			return err_set(err, ERR_STREAM, "row %lld of the batch is not UTF-8",
				       (long long)i);
	}
	return 0;
}

int values_check_text(const struct column *c, int64_t rows, uint64_t bytes, struct err *err)
{
	const int32_t *at = c->values;
	const char *text;
	bool falls = false, cuts = false;
	size_t n;
	int64_t i;

	for (i = 0; i < rows; i++)
		falls |= at[i] > at[i + 1];
	if (falls || at[0] < 0 || (uint64_t)at[rows] > bytes)
		return err_set(err, ERR_STREAM, "its text offsets fall or leave the text");
	text = c->data + at[0];
	n = (size_t)(at[rows] - at[0]);
	if (is_ascii(text, n))
		return 0;
	if (!utf8_is_valid(text, n))
		return check_each_text(c, rows, err);
	/* Valid as a whole: then a value is valid unless it begins within a
	 * character. */
	for (i = 0; i < rows && at[i] < at[rows]; i++)
		cuts |= (c->data[at[i]] & 0xc0) == 0x80;
	return cuts ? check_each_text(c, rows, err) : 0;
}

static int bad_row(const char *what, int64_t i, struct err *err)
{
	return err_set(err, ERR_STREAM, "row %lld of the batch: %s", (long long)i, what);
}

int values_check_decimal(const struct column *c, int64_t rows, int precision, struct err *err)
{
	enum { WIDE = 19 }; /* digits that any 64-bit number fits in */
	__int128 limit = 1, v;
	int64_t i;
	int k;

	for (k = 0; k < precision; k++)
		limit *= 10;
	for (i = 0; i < rows; i++) {
		v = column_decimal(c, i);
		if (precision >= WIDE && v == (int64_t)v)
			continue;
		if ((v >= limit || v <= -limit) && !column_is_null(c, i))
			return bad_row("the decimal has more digits than its precision", i, err);
	}
	return 0;
}

int values_check_date(const struct column *c, int64_t rows, struct err *err)
{
	enum { FIRST = -719162, LAST = 2932896 }; /* 0001-01-01, 9999-12-31 */
	const int32_t *days = c->values;
	bool outside = false;
	int64_t i;

	for (i = 0; i < rows; i++)
		outside |= (uint32_t)days[i] - (uint32_t)FIRST > (uint32_t)LAST - (uint32_t)FIRST;
	if (!outside)
		return 0;
	for (i = 0; i < rows; i++)
		if ((days[i] < FIRST || days[i] > LAST) && !column_is_null(c, i))
			return bad_row("the date is not in the years 1 to 9999", i, err);
	return 0;
}

bool values_are_below(const int32_t *index, size_t n, size_t limit)
{
	uint32_t largest = 0;
	size_t i;

	for (i = 0; i < n; i++)
		largest = (uint32_t)index[i] > largest ? (uint32_t)index[i] : largest;
	return largest < limit;
}

static int64_t load(const void *from, size_t i, int width, bool is_signed)
{
	switch (width) {
	case 1:
		return is_signed ? ((const int8_t *)from)[i] : ((const uint8_t *)from)[i];
	case 2:
		return is_signed ? ((const int16_t *)from)[i] : ((const uint16_t *)from)[i];
	case 4:
		return is_signed ? ((const int32_t *)from)[i]
				 : (int64_t)((const uint32_t *)from)[i];
	default:
		return ((const int64_t *)from)[i];
	}
}

/* The bitmap that a row is about to be made null in. */
static void own_validity(struct column *c, int64_t rows, unsigned char *valid)
{
	size_t n = (size_t)(rows + 7) / 8;

	if (c->valid == valid)
		return;
	if (c->valid)
		memcpy(valid, c->valid, n);
	else
		memset(valid, 0xff, n);
	c->valid = valid;
}

int values_map(const void *index, const struct stream_field *sf, const struct stream_dict *d,
	       int64_t rows, int32_t *values, unsigned char *valid, struct column *c,
	       struct err *err)
{
	int64_t i, at;

	c->values = values;
	for (i = 0; i < rows; i++) {
		values[i] = 0;
		if (column_is_null(c, i))
			continue;
		at = load(index, (size_t)i, sf->width, sf->is_signed);
		if (at < 0 || (uint64_t)at >= d->n)
			return bad_row("the index lies outside the dictionary", i, err);
		if (d->map[at] >= 0) {
			values[i] = d->map[at];
			continue;
		}
		own_validity(c, rows, valid);
		valid[i >> 3] &= (unsigned char)~(1u << (i & 7));
		c->nulls++;
	}
	return 0;
}

void values_widen_integers(const void *from, size_t n, int width, bool is_signed, int64_t *to)
{
	size_t i;

	for (i = 0; i < n; i++)
		to[i] = load(from, i, width, is_signed);
}

void values_widen_floats(const void *from, size_t n, double *to)
{
	size_t i;

	for (i = 0; i < n; i++)
		to[i] = (double)((const float *)from)[i];
}
