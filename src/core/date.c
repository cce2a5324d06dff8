#include "core/date.h"

#include <assert.h>

/* March begins the counted year, so that the leap day is its last. */
static const int DAYS_TO_1970 = 719468; /* from 0000-03-01 */
static const int DAYS_IN_400_YEARS = 146097;

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return days[month - 1] + (month == 2 && is_leap(year));
}

bool date_is_valid(int year, int month, int day)
{
	return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
	       day <= days_in_month(year, month);
}

int32_t date_from_civil(int year, int month, int day)
{
	int y = month <= 2 ? year - 1 : year;
	int m = month <= 2 ? month + 9 : month - 3;

	assert(date_is_valid(year, month, day));
	return y * 365 + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - DAYS_TO_1970;
}

void date_to_civil(int32_t days, int *year, int *month, int *day)
{
	/* 64 bits, and the era counted by floor: any number of days has a date. */
	int64_t z = (int64_t)days + DAYS_TO_1970;
	int64_t era = (z >= 0 ? z : z - DAYS_IN_400_YEARS + 1) / DAYS_IN_400_YEARS;
	int in_era = (int)(z - era * DAYS_IN_400_YEARS);
	int y = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
	int in_year = in_era - (365 * y + y / 4 - y / 100);
	int m = (5 * in_year + 2) / 153;

	*day = in_year - (153 * m + 2) / 5 + 1;
	*month = m < 10 ? m + 3 : m - 9;
	*year = (int)(era * 400) + y + (*month <= 2);
}

/* Reads from `least` to `most` digits at *p. */
static bool digits(const char **p, const char *end, int least, int most, int *v)
{
	int n = 0;

	*v = 0;
	for (; n < most && *p < end && **p >= '0' && **p <= '9'; n++)
		*v = *v * 10 + (*(*p)++ - '0');
	return n >= least;
}

static bool literal(const char **p, const char *end, struct str s)
{
	if ((size_t)(end - *p) < s.n || memcmp(*p, s.p, s.n) != 0)
		return false;
	*p += s.n;
	return true;
}

struct date_form {
	const char *name;
	int month_digits; /* at least; two at most */
	struct str after_year, after_month, after_day;
};

static const struct date_form forms[] = {
	{ "YYYY-MM-DD", 2, STR("-"), STR("-"), STR("") },
	{ "YYYYMMDD", 2, STR(""), STR(""), STR("") },
	{ "YYYY/M/D", 1, STR("/"), STR("/"), STR("") },
	{ "YYYY年M月D日", 1, STR("年"), STR("月"), STR("日") },
};

static const struct date_form *form_find(const char *format, bool *time)
{
	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		size_t n = strlen(forms[i].name);

		if (strncmp(format, forms[i].name, n) != 0)
			continue;
		*time = strcmp(format + n, " time") == 0;
		if (*time || !format[n])
			return &forms[i];
	}
	return NULL;
}

bool date_format_is_known(const char *format)
{
	bool time;

	return form_find(format, &time) != NULL;
}

/* " hh:mm:ss" */
static bool skip_time(const char **p, const char *end)
{
	int hour, minute, second;

	return literal(p, end, STR(" ")) && digits(p, end, 2, 2, &hour) && hour < 24 &&
	       literal(p, end, STR(":")) && digits(p, end, 2, 2, &minute) && minute < 60 &&
	       literal(p, end, STR(":")) && digits(p, end, 2, 2, &second) && second < 60;
}

bool date_parse(struct str s, const char *format, int32_t *days)
{
	const char *p = s.p, *end = s.p + s.n;
	bool time = false;
	const struct date_form *f = form_find(format, &time);
	int year, month, day;

	if (!f || !digits(&p, end, 4, 4, &year) || !literal(&p, end, f->after_year) ||
	    !digits(&p, end, f->month_digits, 2, &month) || !literal(&p, end, f->after_month) ||
	    !digits(&p, end, f->month_digits, 2, &day) || !literal(&p, end, f->after_day))
		return false;
	if ((time && !skip_time(&p, end)) || p != end || !date_is_valid(year, month, day))
		return false;
	*days = date_from_civil(year, month, day);
	return true;
}

static void put_digits(char *to, int n, int v)
{
	while (n-- > 0) {
		to[n] = (char)('0' + v % 10);
		v /= 10;
	}
}

void date_format(int32_t days, char out[11])
{
	int year, month, day;

	date_to_civil(days, &year, &month, &day);
	assert(year >= 0 && year <= 9999);
	memcpy(out, "0000-00-00", 11);
	put_digits(out, 4, year);
	put_digits(out + 5, 2, month);
	put_digits(out + 8, 2, day);
}
