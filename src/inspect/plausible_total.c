/* The sum of a column beside that of the release before it: see plausible.h. */
#include <stdlib.h>

#include "core/decimal.h"
#include "core/log.h"
#include "core/mem.h"
#include "core/program.h"
#include "inspect/combos.h"
#include "inspect/plausible.h"
#include "inspect/table_period.h"

enum { PLACES = 9, NOW, BEFORE };

/* A row that `where` picks, of one side or of both: one key. */
struct pair {
	__int128 value[BEFORE + 1];
	int32_t period; /* id in the release at hand; -1: it has no such period */
	bool has[BEFORE + 1];
	int64_t row; /* in the release at hand */
};

struct total {
	const struct plausible_total *spec;
	const struct release_table *now, *before;
	const struct table_period *period;
	int nkeys, keys[64];
	int32_t *maps[64]; /* of the keys: texts of `before` in numbers of `now` */
	struct combos combos;
	struct pair *pairs; /* by number of the combination */
	size_t capacity;
	int64_t picked;
	struct findings *f;
};

static int err_number(const struct total *t, const char *which, int64_t row, struct err *err)
{
	return json_err(t->spec->at, err,
			"column \"%s\" of %s holds no exact number in row %lld: it has no total",
			t->spec->column, which, (long long)row + 1);
}

/* 1 when the row is picked. */
static int is_picked(const struct total *t, const struct release_table *of, int64_t row,
		     struct err *err)
{
	for (struct json i = json_first(t->spec->where); json_is(i); i = json_next(i)) {
		int column = release_table_find(of, json_key(i));
		const char *text;

		if (column < 0 && of == t->before)
			return 0;
		if (column < 0)
			return json_err(i, err, "the release has no column \"%s\"", json_key(i));
		if (json_get_text(i, &text, err) < 0)
			return -1;
		if (!str_is(table_text(&of->columns[column], row), str_of(text)))
			return 0;
	}
	return 1;
}

static void make_key(const struct total *t, const struct release_table *of, int64_t row,
		     bool without_period, int32_t *key)
{
	for (int i = 0; i < t->nkeys; i++) {
		const char *name = t->now->columns[t->keys[i]].name;
		int column = of == t->now ? t->keys[i] : release_table_find(of, name);
		int32_t id = of->columns[column].ids[row];

		if (without_period && t->keys[i] == t->period->column)
			id = TABLE_EMPTY;
		else if (id >= 0 && of == t->before)
			id = t->maps[i][id];
		key[i] = id;
	}
}

static struct pair *pair_of(struct total *t, const int32_t *key)
{
	size_t n = t->combos.n, i = combos_put(&t->combos, key);

	if (i == n) {
		t->pairs = mem_grow(t->pairs, &t->capacity, n + 1, sizeof(*t->pairs));
		t->pairs[i] = (struct pair){ .period = -1, .row = -1 };
	}
	return &t->pairs[i];
}

static int put_value(struct total *t, const struct release_table *of, int64_t row, int side,
		     const int32_t *key, struct err *err)
{
	struct str text = table_text(&of->columns[release_table_find(of, t->spec->column)], row);
	struct pair *pair = pair_of(t, key);
	__int128 v;

	if (of == t->now && pair->row < 0)
		pair->row = row;
	if (of == t->now && side == NOW && t->period->column >= 0)
		pair->period = of->columns[t->period->column].ids[row];
	if (text.n == 0)
		return 0;
	if (!decimal_parse(text, PLACES, &v) ||
	    !decimal_add(pair->value[side], v, &pair->value[side]))
		return err_number(t, of == t->now ? "the release" : "the release before it", row,
				  err);
	pair->has[side] = true;
	return 0;
}

static int put_rows(struct total *t, const struct release_table *of, int side, struct err *err)
{
	int32_t key[64];
	int picked;

	for (int64_t row = 0; row < of->nrows; row++) {
		picked = is_picked(t, of, row, err);
		if (picked < 0 || ((row & 4095) == 0 && program_check(err) < 0))
			return -1;
		if (!picked)
			continue;
		t->picked += of == t->now;
		make_key(t, of, row, false, key);
		if (put_value(t, of, row, side, key, err) < 0)
			return -1;
	}
	return 0;
}

static void report(const struct total *t, int64_t row, const char *beside)
{
	int column = release_table_find(t->now, t->spec->column);
	struct buf what = BUF_INIT;

	buf_printf(&what, "the total of column %s changed by more than %s against %s",
		   t->now->columns[column].shown, t->spec->percent, beside);
	findings_add(t->f, FINDING_PLAUSIBILITY, what.p, t->now->shown, (struct str){ NULL, 0 },
		     "row %lld", (long long)row + 1);
	buf_release(&what);
}

/* The sums of the pairs of one period (-1: of all) that have both sides. */
static int compare(struct total *t, int32_t period, const char *beside, struct err *err)
{
	__int128 sums[BEFORE + 1] = { 0 };
	int64_t row = -1;
	int beyond;

	for (size_t i = 0; i < t->combos.n; i++) {
		const struct pair *p = &t->pairs[i];

		if (!p->has[NOW] || !p->has[BEFORE] || p->period != period)
			continue;
		for (int side = NOW; side <= BEFORE; side++)
			if (!decimal_add(sums[side], p->value[side], &sums[side]))
				return json_err(t->spec->at, err, "the total is too large");
		if (row < 0 || p->row < row)
			row = p->row;
	}
	if (row < 0)
		return 0;
	beyond = change_exceeds(sums[NOW], sums[BEFORE], t->spec->change);
	if (beyond < 0)
		return json_err(t->spec->at, err, "the total is too large");
	if (beyond)
		report(t, row, beside);
	return 1;
}

static void forget_pairs(struct total *t)
{
	combos_release(&t->combos);
	combos_init(&t->combos, (size_t)t->nkeys);
}

/* Every period of both; 1 when something could be compared. */
static int compare_periods(struct total *t, struct err *err)
{
	static const char beside[] = "the release before it";
	int32_t n = 1;
	int any = 0, done;

	if (t->period->column < 0)
		return compare(t, -1, beside, err);
	n = dict_count(t->now->columns[t->period->column].values);
	for (int32_t id = 0; id < n; id++) {
		done = compare(t, id, beside, err);
		if (done < 0)
			return -1;
		any |= done;
	}
	return any;
}

/* The id of the period just before that of `id`; -1: the release does not have it. */
static int32_t period_before(const struct total *t, int32_t id)
{
	struct period p = table_period_at(t->period, t->now, id);
	char text[9];

	p.n--;
	if (p.n < 12)
		return -1;
	period_format(p, text);
	return dict_find(t->now->columns[t->period->column].values, text, strlen(text));
}

/* Newer than every period of that level that the release before it has; it has some. */
static bool is_new(const struct total *t, const struct table_period *theirs, int32_t id)
{
	const struct dict *d = t->before->columns[theirs->column].values;
	struct period p = table_period_at(t->period, t->now, id), q;
	bool any = false;

	for (int32_t i = 0; i < dict_count(d); i++) {
		if (!period_parse(dict_at(d, i), &q) || q.level != p.level)
			continue;
		any = true;
		if (q.n >= p.n)
			return false;
	}
	return any;
}

/* A new period beside the one before it, key by key. */
static int compare_new(struct total *t, int32_t id, int32_t previous, struct err *err)
{
	const struct table_column *c = &t->now->columns[t->period->column];
	int32_t key[64];
	int side, picked;

	forget_pairs(t);
	for (int64_t row = 0; row < t->now->nrows; row++) {
		if (c->ids[row] != id && c->ids[row] != previous)
			continue;
		picked = is_picked(t, t->now, row, err);
		if (picked < 0)
			return -1;
		if (!picked)
			continue;
		side = c->ids[row] == id ? NOW : BEFORE;
		make_key(t, t->now, row, true, key);
		if (put_value(t, t->now, row, side, key, err) < 0)
			return -1;
		if (side == NOW)
			pair_of(t, key)->row = row;
	}
	return compare(t, id, "the period before it", err);
}

static int compare_new_periods(struct total *t, struct err *err)
{
	struct table_period theirs;
	int32_t previous;

	if (t->period->column < 0)
		return 0;
	if (table_period_find(&theirs, t->before, t->now->columns[t->period->column].name, err) < 0)
		return -1;
	for (int32_t id = 0; id < dict_count(t->now->columns[t->period->column].values); id++) {
		if (dict_at(t->now->columns[t->period->column].values, id).n == 0 ||
		    !is_new(t, &theirs, id))
			continue;
		previous = period_before(t, id);
		if (previous >= 0 && compare_new(t, id, previous, err) < 0)
			return -1;
	}
	return 0;
}

/* The keys of the release at hand; false when the release before it has others. */
static bool match_keys(struct total *t)
{
	int theirs = 0;

	for (size_t i = 0; i < t->now->ncolumns && t->nkeys < 64; i++)
		if (t->now->columns[i].is_key)
			t->keys[t->nkeys++] = (int)i;
	if (!t->before)
		return true;
	for (size_t i = 0; i < t->before->ncolumns; i++)
		theirs += t->before->columns[i].is_key;
	if (theirs != t->nkeys || release_table_find(t->before, t->spec->column) < 0)
		return false;
	for (int i = 0; i < t->nkeys; i++) {
		int at = release_table_find(t->before, t->now->columns[t->keys[i]].name);

		if (at < 0 || !t->before->columns[at].is_key)
			return false;
		t->maps[i] = table_column_match(&t->now->columns[t->keys[i]],
						&t->before->columns[at]);
	}
	return true;
}

static int check(struct total *t, struct err *err)
{
	bool comparable = match_keys(t);
	int any;

	combos_init(&t->combos, (size_t)t->nkeys);
	if (put_rows(t, t->now, NOW, err) < 0)
		return -1;
	if (t->picked == 0)
		findings_add(t->f, FINDING_PLAUSIBILITY, "no row for a total", t->now->shown,
			     (struct str){ NULL, 0 }, "%s", "");
	if (t->picked == 0 || !t->before || t->before->nrows == 0)
		return 0;
	any = 0;
	if (comparable) {
		if (put_rows(t, t->before, BEFORE, err) < 0)
			return -1;
		any = compare_periods(t, err);
	}
	if (any < 0 || (comparable && compare_new_periods(t, err) < 0))
		return -1;
	if (!any)
		log_info("total of %s: nothing in common with the release before it: not compared",
			 t->spec->column);
	return 0;
}

int total_check(const struct plausible_total *spec, const struct release_table *now,
		const struct table_period *period, const struct release_table *before,
		struct findings *f, struct err *err)
{
	struct total t = { .spec = spec, .now = now, .before = before, .period = period, .f = f };
	int ret;

	if (release_table_find(now, spec->column) < 0)
		return json_err(spec->at, err, "the release has no column \"%s\"", spec->column);
	ret = check(&t, err);
	for (int i = 0; i < t.nkeys; i++)
		free(t.maps[i]);
	combos_release(&t.combos);
	free(t.pairs);
	return ret;
}
