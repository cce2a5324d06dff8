#include "inspect/plausible.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/decimal.h"
#include "core/log.h"
#include "core/mem.h"
#include "inspect/table_period.h"

/* What the checks share. */
struct judgement {
	const struct plausible *p;
	const struct release_table *now, *before; /* before may be NULL */
	struct table_period period;
	struct findings *f;
};

static void __attribute__((format(printf, 3, 4)))
add(struct judgement *j, const char *place, const char *fmt, ...)
{
	char what[256];
	va_list args;

	va_start(args, fmt);
	vsnprintf(what, sizeof(what), fmt, args);
	va_end(args);
	findings_add(j->f, FINDING_PLAUSIBILITY, what, j->now->shown, (struct str){ NULL, 0 }, "%s",
		     place);
}

int change_exceeds(__int128 now, __int128 before, long long change)
{
	__int128 difference, left, right;

	if (__builtin_sub_overflow(now, before, &difference) ||
	    __builtin_mul_overflow(difference < 0 ? -difference : difference,
				   (__int128)100 * 1000000, &left) ||
	    __builtin_mul_overflow(before < 0 ? -before : before, (__int128)change, &right))
		return -1;
	return left > right;
}

/* A column of the release, or ERR_CONFIG at what names it. */
static int need_column(const struct judgement *j, const char *name, struct json at, struct err *err)
{
	int i = release_table_find(j->now, name);

	return i >= 0 ? i : json_err(at, err, "the release has no column \"%s\"", name);
}

/* Which periods of one table the other has, too; all rows when one has none. */
static int64_t rows_in_both(const struct release_table *t, const struct table_period *of,
			    const struct release_table *other, const struct table_period *theirs)
{
	const struct table_column *c;
	int64_t n = 0;

	if (of->column < 0 || theirs->column < 0)
		return t->nrows;
	c = &t->columns[of->column];
	for (int64_t row = 0; row < t->nrows; row++) {
		struct str s = table_text(c, row);

		n += s.n == 0 || dict_find(other->columns[theirs->column].values, s.p, s.n) >= 0;
	}
	return n;
}

static int check_rows(struct judgement *j, struct err *err)
{
	struct table_period theirs;
	int64_t now, before;

	if (!j->p->rows_percent || !j->before)
		return 0;
	if (table_period_find(&theirs, j->before,
			      j->period.column < 0 ? NULL : j->now->columns[j->period.column].name,
			      err) < 0)
		return -1;
	now = rows_in_both(j->now, &j->period, j->before, &theirs);
	before = rows_in_both(j->before, &theirs, j->now, &j->period);
	if (now == 0 && before == 0) {
		log_info("rows: no period in common with the release before it: not compared");
		return 0;
	}
	if (change_exceeds(now, before, j->p->rows_change) != 0)
		add(j, "", "%lld rows where the release before it has %lld: more than %s changed",
		    (long long)now, (long long)before, j->p->rows_percent);
	return 0;
}

/* Codes that the newest period shows. */
static bool *codes_shown(const struct judgement *j, const struct table_column *c,
			 const struct codes *list, int32_t day)
{
	bool *seen = mem_zalloc((size_t)list->n + 1, sizeof(*seen));

	for (int64_t row = 0; row < j->now->nrows; row++) {
		int i = -1;

		if (table_period_is_newest(&j->period, j->now, row) && !table_is_empty(c, row))
			i = codes_find(list, table_text(c, row), day);
		if (i >= 0)
			seen[i] = true;
	}
	return seen;
}

/* The last day of the newest period, or today. */
static int32_t last_day(const struct judgement *j, int32_t today)
{
	if (j->period.column < 0)
		return today;
	return period_last_day(table_period_at(&j->period, j->now, j->period.newest));
}

static int check_complete(struct judgement *j, const struct plausible_complete *c,
			  struct site *site, int32_t today, struct err *err)
{
	int column = need_column(j, c->column, c->at, err), missing = 0, all = 0, first = 0;
	int32_t day = last_day(j, today);
	const struct codes *list;
	char place[64];
	bool *seen;

	if (column < 0 || site_codes(site, c->codes, &list, err) < 0)
		return -1;
	if (!codes_has_level(list, c->level) ||
	    (c->under && codes_find(list, str_of(c->under), day) < 0))
		return json_err(c->at, err, "the code list \"%s\" has no such level or code",
				c->codes);
	seen = codes_shown(j, &j->now->columns[column], list, day);
	for (int i = 0; i < list->n; i++) {
		const struct code *code = &list->items[i];

		if (strcmp(code->level, c->level) != 0 || code->from > day || code->to < day ||
		    (c->under && !codes_is_under(list, i, str_of(c->under))))
			continue;
		all++;
		if (!seen[i] && missing++ == 0)
			first = i + 1;
	}
	free(seen);
	snprintf(place, sizeof(place), "the first is row %d of the code list", first);
	if (missing)
		add(j, place, "%d of %d codes of level %s are missing in column %s", missing, all,
		    c->level, j->now->columns[column].shown);
	else if (all == 0)
		return json_err(c->at, err, "no code of the list has to be there");
	return 0;
}

static bool is_something(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!memchr("0.+- ", s.p[i], 5))
			return true;
	return false;
}

static int check_must_hold(struct judgement *j, struct err *err)
{
	int column;

	if (!j->p->must_hold)
		return 0;
	column = need_column(j, j->p->must_hold, j->p->at, err);
	if (column < 0)
		return -1;
	for (int64_t row = 0; row < j->now->nrows; row++)
		if (table_period_is_newest(&j->period, j->now, row) &&
		    is_something(table_text(&j->now->columns[column], row)))
			return 0;
	add(j, "", "column %s is empty or zero in all of the newest period: a stale source",
	    j->now->columns[column].shown);
	return 0;
}

static int check_age(struct judgement *j, int32_t today, struct err *err)
{
	int32_t last, first = INT32_MIN;

	if (!j->p->max_age)
		return 0;
	if (j->period.column >= 0) {
		last = last_day(j, today);
		first = period_first_day(table_period_at(&j->period, j->now, j->period.newest));
	}
	if (!date_parse(str_of(j->now->end), "YYYY-MM-DD", &last) && j->period.column < 0)
		return json_err(j->p->at, err,
				"\"max_age_days\": the release says nowhere which period it is of");
	if ((long long)today - last > j->p->max_age)
		add(j, "", "the newest period ended %lld days ago, more than %lld",
		    (long long)today - last, j->p->max_age);
	if (first > today)
		add(j, "", "the newest period has not begun yet");
	return 0;
}

static int check_table(struct judgement *j, struct site *site, int32_t today, struct err *err)
{
	const struct plausible *p = j->p;

	if (table_period_find(&j->period, j->now, p->period, err) < 0 || check_rows(j, err) < 0)
		return -1;
	for (size_t i = 0; i < p->ntotals; i++)
		if (total_check(&p->totals[i], j->now, &j->period, j->before, j->f, err) < 0)
			return -1;
	for (size_t i = 0; i < p->ncomplete; i++)
		if (check_complete(j, &p->complete[i], site, today, err) < 0)
			return -1;
	return check_must_hold(j, err) < 0 || check_age(j, today, err) < 0 ? -1 : 0;
}

int plausible_check(const struct plausible *p, const struct release_table *now,
		    const struct release_table *before, struct site *site, int32_t today,
		    struct findings *f, struct err *err)
{
	struct judgement j = { .p = p, .now = now, .before = before, .f = f };

	if (before)
		columns_compare(now, before, f);
	if (now->nrows == 0) {
		add(&j, "", "the table has no row");
		return 0;
	}
	return check_table(&j, site, today, err);
}
