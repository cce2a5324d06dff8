/* The periods of date.h. */
#include <assert.h>

#include "core/date.h"

/* Periods of each level in a year. */
static const int per_year[] = { [PERIOD_YEAR] = 1, [PERIOD_QUARTER] = 4, [PERIOD_MONTH] = 12 };

static struct period make(enum period_level level, int year, int number)
{
	return (struct period){ level, year * per_year[level] + number - 1 };
}

static int year_of(struct period p)
{
	return p.n / per_year[p.level];
}

/* From 1. */
static int number_of(struct period p)
{
	return p.n % per_year[p.level] + 1;
}

static bool all_digits(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i] < '0' || p[i] > '9')
			return false;
	return true;
}

static int two_digits(const char *p)
{
	return (p[0] - '0') * 10 + (p[1] - '0');
}

bool period_parse(struct str s, struct period *p)
{
	const char *rest = s.p + 4;
	size_t n;
	int year;

	if (s.n < 4 || !all_digits(s.p, 4))
		return false;
	year = two_digits(s.p) * 100 + two_digits(s.p + 2);
	if (year == 0)
		return false;
	n = s.n - 4;
	if (n == 0) {
		*p = make(PERIOD_YEAR, year, 1);
		return true;
	}
	if (*rest == '-') {
		rest++;
		n--;
	}
	if (n != 2)
		return false;
	if (rest[0] == 'Q' && rest[1] >= '1' && rest[1] <= '4') {
		*p = make(PERIOD_QUARTER, year, rest[1] - '0');
		return true;
	}
	if (!all_digits(rest, 2) || two_digits(rest) < 1 || two_digits(rest) > 12)
		return false;
	*p = make(PERIOD_MONTH, year, two_digits(rest));
	return true;
}

void period_format(struct period p, char out[9])
{
	int year = year_of(p);

	assert(year >= 1 && year <= 9999);
	if (p.level == PERIOD_YEAR)
		snprintf(out, 9, "%04u", (unsigned)year % 10000);
	else if (p.level == PERIOD_QUARTER)
		snprintf(out, 9, "%04u-Q%u", (unsigned)year % 10000, (unsigned)number_of(p) % 10);
	else
		snprintf(out, 9, "%04u-%02u", (unsigned)year % 10000, (unsigned)number_of(p) % 100);
}

void period_label(struct period p, struct buf *b)
{
	static const char *const quarters[] = { "一", "二", "三", "四" };

	buf_printf(b, "%d年", year_of(p));
	if (p.level == PERIOD_QUARTER)
		buf_printf(b, "%s季度", quarters[number_of(p) - 1]);
	else if (p.level == PERIOD_MONTH)
		buf_printf(b, "%d月", number_of(p));
}

struct period period_of_date(int32_t days, enum period_level level)
{
	int year, month, day;

	date_to_civil(days, &year, &month, &day);
	return period_up(make(PERIOD_MONTH, year, month), level);
}

struct period period_up(struct period p, enum period_level level)
{
	assert(level <= p.level);
	return (struct period){ level, p.n / (per_year[p.level] / per_year[level]) };
}

struct period period_first(struct period p, enum period_level level)
{
	assert(level >= p.level);
	return (struct period){ level, p.n * (per_year[level] / per_year[p.level]) };
}

struct period period_last(struct period p, enum period_level level)
{
	struct period next = { p.level, p.n + 1 };

	next = period_first(next, level);
	next.n--;
	return next;
}

int32_t period_first_day(struct period p)
{
	struct period month = period_first(p, PERIOD_MONTH);

	return date_from_civil(year_of(month), number_of(month), 1);
}

int32_t period_last_day(struct period p)
{
	struct period month = period_last(p, PERIOD_MONTH);
	int day = 31;

	while (!date_is_valid(year_of(month), number_of(month), day))
		day--;
	return date_from_civil(year_of(month), number_of(month), day);
}

static bool parse_month(const char *p, size_t n, struct period *month)
{
	return period_parse((struct str){ p, n }, month) && month->level == PERIOD_MONTH;
}

int period_range_parse(const char *text, struct period *from, struct period *to, struct err *err)
{
	const char *slash = strchr(text, '/');
	size_t n = slash ? (size_t)(slash - text) : strlen(text);
	const char *second = slash ? slash + 1 : text;

	if (!parse_month(text, n, from) || !parse_month(second, strlen(second), to))
		return err_set(err, ERR_USAGE,
			       "\"%s\" is not a period: write 2026-10 or 2025-01/2026-10", text);
	if (from->n > to->n)
		return err_set(err, ERR_USAGE, "the period \"%s\" ends before it begins", text);
	return 0;
}
