#include "core/calendar.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/csv.h"
#include "core/date.h"
#include "core/mem.h"

enum day_kind { DAY_BY_WEEK, DAY_OFF, DAY_WORK };

struct calendar {
	int32_t first_day, last_day; /* first of January, last of December */
	int first, last;
	unsigned char *kinds; /* enum day_kind of each day from first_day on */
};

struct listed {
	int32_t day;
	enum day_kind kind;
};

struct listing {
	struct listed *items;
	size_t n, room;
};

/* Reading ------------------------------------------------------------------- */

static void make_schema(struct schema *s)
{
	schema_add(s, "date", FIELD_DATE)->nullable = false;
	schema_add(s, "kind", FIELD_UTF8)->nullable = false;
	schema_add(s, "name", FIELD_UTF8);
	schema_add(s, "paper", FIELD_UTF8);
}

static int take_row(struct listing *l, const char *path, const struct batch *b, int64_t i,
		    struct err *err)
{
	int32_t day = column_date(&b->columns[0], i);
	struct str kind = column_text(&b->columns[1], i);
	bool off = str_is(kind, STR("off"));
	char text[11];

	date_format(day, text);
	if (!off && !str_is(kind, STR("work")))
		return err_set(err, ERR_CONFIG, "%s: %s: kind must be off or work", path, text);
	if (l->n && day <= l->items[l->n - 1].day)
		return err_set(err, ERR_CONFIG, "%s: %s does not come after the day before it",
			       path, text);
	l->items = mem_grow(l->items, &l->room, l->n + 1, sizeof(*l->items));
	l->items[l->n++] = (struct listed){ day, off ? DAY_OFF : DAY_WORK };
	return 0;
}

static int take_rows(struct listing *l, const char *path, struct reader *r, struct err *err)
{
	const struct batch *b;
	int64_t i;
	int got;

	while ((got = reader_next(r, &b, err)) > 0)
		for (i = 0; i < b->nrows; i++)
			if (take_row(l, path, b, i, err) < 0)
				return -1;
	return got;
}

static int read_listing(struct listing *l, const char *path, struct err *err)
{
	const struct csv_options options = { NULL, 0, false };
	struct schema schema = SCHEMA_INIT;
	struct reader *r = NULL;
	int fd = open(path, O_RDONLY | O_CLOEXEC), ret = -1;

	if (fd < 0)
		return err_sys(err, ERR_CONFIG, "%s", path);
	make_schema(&schema);
	if (csv_reader_open(fd, path, (struct str){ "", 0 }, &schema, &options, &r, err) == 0)
		ret = take_rows(l, path, r, err);
	if (ret < 0 && err->kind == ERR_DATA)
		err->kind = ERR_CONFIG;
	reader_close(r);
	close(fd);
	schema_release(&schema);
	return ret;
}

/* The years ----------------------------------------------------------------- */

static int year_of(int32_t day)
{
	int year, month, d;

	date_to_civil(day, &year, &month, &d);
	return year;
}

static bool lists(const struct listing *l, int32_t day)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->items[i].day == day)
			return l->items[i].kind == DAY_OFF;
	return false;
}

/* A year's list always holds its National Day, and another year's list never does: a
 * list holds at most some days of the December before. */
static bool is_announced(const struct listing *l, int year)
{
	return lists(l, date_from_civil(year, 10, 1));
}

static int find_years(const struct listing *l, const char *path, struct calendar *c,
		      struct err *err)
{
	int year, end = l->n ? year_of(l->items[l->n - 1].day) : 0;

	for (year = l->n ? year_of(l->items[0].day) : 1; year <= end; year++)
		if (is_announced(l, year)) {
			if (c->first && c->last != year - 1)
				return err_set(err, ERR_CONFIG,
					       "%s: the year %d is missing between %d and %d", path,
					       c->last + 1, c->first, year);
			c->first = c->first ? c->first : year;
			c->last = year;
		}
	if (!c->first)
		return err_set(err, ERR_CONFIG, "%s: no year is listed with its National Day",
			       path);
	return 0;
}

static void fill_days(const struct listing *l, struct calendar *c)
{
	size_t i;

	c->first_day = date_from_civil(c->first, 1, 1);
	c->last_day = date_from_civil(c->last, 12, 31);
	c->kinds = mem_zalloc((size_t)(c->last_day - c->first_day + 1), 1);
	for (i = 0; i < l->n; i++)
		if (l->items[i].day >= c->first_day && l->items[i].day <= c->last_day)
			c->kinds[l->items[i].day - c->first_day] = (unsigned char)l->items[i].kind;
}

int calendar_load(const char *path, struct calendar **out, struct err *err)
{
	struct calendar *c = mem_zalloc(1, sizeof(*c));
	struct listing l = { NULL, 0, 0 };
	int ret = -1;

	if (read_listing(&l, path, err) == 0 && find_years(&l, path, c, err) == 0) {
		fill_days(&l, c);
		ret = 0;
	}
	free(l.items);
	if (ret < 0) {
		calendar_free(c);
		c = NULL;
	}
	*out = c;
	return ret;
}

void calendar_free(struct calendar *c)
{
	if (!c)
		return;
	free(c->kinds);
	free(c);
}

void calendar_years(const struct calendar *c, int *first, int *last)
{
	*first = c->first;
	*last = c->last;
}

/* Questions ----------------------------------------------------------------- */

/* 1970-01-01 was a Thursday. */
static bool is_weekend(int32_t day)
{
	int weekday = (int)(((int64_t)day + 3) % 7);

	return (weekday + 7) % 7 >= 5;
}

static bool works(const struct calendar *c, int32_t day)
{
	unsigned char kind = c->kinds[day - c->first_day];

	return kind == DAY_BY_WEEK ? !is_weekend(day) : kind == DAY_WORK;
}

static int out_of_years(const struct calendar *c, int32_t day, struct err *err)
{
	char text[11];

	date_format(day, text);
	return err_set(err, ERR_DATA,
		       "the calendar of working days knows %d to %d, and %s is asked for", c->first,
		       c->last, text);
}

int calendar_is_workday(const struct calendar *c, int32_t day, bool *is, struct err *err)
{
	if (day < c->first_day || day > c->last_day)
		return out_of_years(c, day, err);
	*is = works(c, day);
	return 0;
}

int calendar_add(const struct calendar *c, int32_t day, int n, int32_t *result, struct err *err)
{
	int left = n ? n : 1;
	int64_t at = n ? (int64_t)day + 1 : day;

	for (;; at++) {
		if (at < c->first_day || at > c->last_day)
			return out_of_years(c, (int32_t)at, err);
		if (works(c, (int32_t)at) && --left == 0)
			break;
	}
	*result = (int32_t)at;
	return 0;
}

int calendar_between(const struct calendar *c, int32_t from, int32_t to, int *n, struct err *err)
{
	int32_t low = from < to ? from : to, high = from < to ? to : from, day;
	int count = 0;

	if (low + 1 < c->first_day || high > c->last_day)
		return out_of_years(c, high > c->last_day ? high : low, err);
	for (day = low + 1; day <= high; day++)
		count += works(c, day);
	*n = from <= to ? count : -count;
	return 0;
}
