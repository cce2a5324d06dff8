/* Dates: only the year, only the month, an age at a day in bands. */
#include "core/date.h"
#include "mask/bands.h"
#include "mask/treatments.h"

static int year_date(const struct treatment_params *p, int32_t days, struct buf *to)
{
	int year, month, day;

	(void)p;
	date_to_civil(days, &year, &month, &day);
	buf_printf(to, "%04d", year);
	return 1;
}

static int month_date(const struct treatment_params *p, int32_t days, struct buf *to)
{
	int year, month, day;

	(void)p;
	date_to_civil(days, &year, &month, &day);
	buf_printf(to, "%04d-%02d", year, month);
	return 1;
}

static int age_on(int32_t birth, int32_t at)
{
	int by, bm, bd, ay, am, ad;

	date_to_civil(birth, &by, &bm, &bd);
	date_to_civil(at, &ay, &am, &ad);
	return ay - by - (am < bm || (am == bm && ad < bd));
}

/* A birth after the day of the age has no band. */
static int age_date(const struct treatment_params *p, int32_t days, struct buf *to)
{
	if (days > p->at)
		return 0;
	bands_put(p, age_on(days, p->at), to);
	return 1;
}

static void age_read(struct json_obj *o, const struct reg_column *column,
		     struct treatment_params *p)
{
	const char *at = json_str(o, "at");

	(void)column;
	p->scale = 0;
	if (at && !date_parse(str_of(at), "YYYY-MM-DD", &p->at))
		json_fail(o, "at", "\"%s\" is not a day YYYY-MM-DD", at);
	bands_read(o, p);
}

const struct treatment treat_year = { .name = "year", .date = year_date };
const struct treatment treat_month = { .name = "month", .date = month_date };
const struct treatment treat_age_band = { .name = "age-band", .date = age_date, .read = age_read };
