/* Linkage (c) and (d): records beside a table of cells, and beside other records. */
#include <stdlib.h>

#include "core/cell_read.h"
#include "core/mem.h"
#include "core/program.h"
#include "inspect/combos.h"
#include "inspect/linkage.h"

enum { SHARED_MAX = 64 };

/* A column that both have. */
struct shared {
	const struct table_column *records, *other;
	int32_t *map;  /* numbers of `other` in those of `records` */
	int32_t known; /* from this on they are not in `records` */
};

struct join {
	const struct linkage_join *j;
	struct shared columns[SHARED_MAX];
	size_t n;
};

static void join_release(struct join *s)
{
	for (size_t i = 0; i < s->n; i++)
		free(s->columns[i].map);
}

/* only_keys: the dimensions of cells. */
static void join_make(struct join *s, const struct linkage_join *j, bool only_keys)
{
	*s = (struct join){ .j = j };
	for (size_t i = 0; i < j->other->ncolumns && s->n < SHARED_MAX; i++) {
		const struct table_column *o = &j->other->columns[i];
		int at = release_table_find(j->records, o->name);

		if (at < 0 || (only_keys && !o->is_key) ||
		    !table_column_agrees(o, &j->records->columns[at]))
			continue;
		s->columns[s->n++] = (struct shared){
			.records = &j->records->columns[at],
			.other = o,
			.map = table_column_match(&j->records->columns[at], o),
			.known = dict_count(j->records->columns[at].values),
		};
	}
}

/* Rows by combination, and the first. */
struct tally {
	struct combos combos;
	struct seen {
		uint64_t rows;
		int64_t first;
	} * items;
	size_t capacity;
};

static void tally_init(struct tally *t, size_t width)
{
	*t = (struct tally){ .items = NULL };
	combos_init(&t->combos, width);
}

static void tally_release(struct tally *t)
{
	combos_release(&t->combos);
	free(t->items);
}

static void tally_put(struct tally *t, const int32_t *key, int64_t row)
{
	size_t n = t->combos.n, at = combos_put(&t->combos, key);

	if (at == n) {
		t->items = mem_grow(t->items, &t->capacity, n + 1, sizeof(*t->items));
		t->items[at] = (struct seen){ 0, row };
	}
	t->items[at].rows++;
}

static const struct seen *tally_find(const struct tally *t, const int32_t *key)
{
	size_t at = combos_find(&t->combos, key);

	return at == SIZE_MAX ? NULL : &t->items[at];
}

/* Complete rows of the records by the columns of a set. */
static int tally_records(struct tally *t, const struct join *s, uint64_t set, struct err *err)
{
	int32_t key[SHARED_MAX];

	tally_init(t, s->n);
	for (int64_t row = 0; row < s->j->records->nrows; row++) {
		bool complete = true;

		if ((row & 4095) == 0 && program_check(err) < 0)
			return -1;
		for (size_t i = 0; i < s->n; i++) {
			key[i] = set >> i & 1 ? s->columns[i].records->ids[row] : 0;
			complete &= key[i] >= 0;
		}
		if (complete)
			tally_put(t, key, row);
	}
	return 0;
}

/* A count of the table, and its status. */
struct count {
	const struct table_column *value, *status;
};

struct counts {
	struct count items[SHARED_MAX];
	size_t n;
};

static void counts_find(struct counts *c, const struct release_table *t)
{
	struct buf name = BUF_INIT;

	c->n = 0;
	for (size_t i = 0; i < t->ncolumns && c->n < SHARED_MAX; i++) {
		int status;

		buf_clear(&name);
		buf_printf(&name, "%s_status", t->columns[i].name);
		status = release_table_find(t, name.p);
		if (status >= 0 && strcmp(t->columns[i].type, "integer") == 0)
			c->items[c->n++] = (struct count){ &t->columns[i], &t->columns[status] };
	}
	buf_release(&name);
}

/* Of one pass over the cells. */
struct cells {
	const struct join *s;
	struct counts counts;
	uint64_t *sets; /* of each row: the shared dimensions that it fills; 0: not beside */
	long long revealed, small;
	int64_t revealed_at, small_at;
};

static bool is_total(const struct table_column *c, int64_t row)
{
	return str_is(table_text(c, row), STR("_T"));
}

/* The shared dimensions that a cell fills, or 0 when the records do not show it. */
static uint64_t set_of(const struct cells *c, int64_t row)
{
	const struct release_table *t = c->s->j->other;
	uint64_t set = 0;

	for (size_t i = 0; i < c->s->n; i++) {
		const struct shared *s = &c->s->columns[i];
		int32_t id = s->other->ids[row];

		if (id < 0)
			return 0;
		if (is_total(s->other, row))
			continue;
		if (s->map[id] >= s->known)
			return 0;
		set |= 1ull << i;
	}
	for (size_t i = 0; i < t->ncolumns; i++) {
		bool is_shared = false;

		for (size_t k = 0; k < c->s->n; k++)
			is_shared |= c->s->columns[k].other == &t->columns[i];
		if (t->columns[i].is_key && !is_shared && !is_total(&t->columns[i], row))
			return 0;
	}
	return set;
}

static void note(long long *n, int64_t *at, int64_t row)
{
	if ((*n)++ == 0)
		*at = row;
}

static void judge_cell(struct cells *c, const struct seen *seen, int64_t row)
{
	const struct linkage_join *j = c->s->j;
	int64_t at = j->now == j->records ? seen->first : row, v;

	for (size_t i = 0; i < c->counts.n; i++) {
		struct str text = table_text(c->counts.items[i].value, row);

		if (!j->is_sample && str_is(table_text(c->counts.items[i].status, row), STR("c"))) {
			note(&c->revealed, &c->revealed_at, at);
			break;
		}
		if (text.n && cell_read_int64(text.p, text.n, &v) && v >= 1 && v < j->k) {
			note(&c->small, &c->small_at, at);
			break;
		}
	}
}

/* All cells that fill these dimensions. */
static int judge_set(struct cells *c, uint64_t set, struct err *err)
{
	const struct join *s = c->s;
	int32_t key[SHARED_MAX];
	struct tally t;
	int ret = tally_records(&t, s, set, err);

	for (int64_t row = 0; row < s->j->other->nrows && ret == 0; row++) {
		const struct seen *seen;

		if (c->sets[row] != set)
			continue;
		for (size_t i = 0; i < s->n; i++)
			key[i] = set >> i & 1 ? s->columns[i].map[s->columns[i].other->ids[row]]
					      : 0;
		seen = tally_find(&t, key);
		if (seen)
			judge_cell(c, seen, row);
	}
	tally_release(&t);
	return ret;
}

/* Each set of dimensions that some cell fills; they are few. */
static int judge_sets(struct cells *c, size_t nrows, struct err *err)
{
	size_t n = 0, capacity = 0, k;
	uint64_t *sets = NULL;
	int ret = 0;

	for (size_t row = 0; row < nrows && ret == 0; row++) {
		for (k = 0; k < n && sets[k] != c->sets[row]; k++)
			;
		if (c->sets[row] == 0 || k < n)
			continue;
		sets = mem_grow(sets, &capacity, n + 1, sizeof(*sets));
		sets[n++] = c->sets[row];
		ret = judge_set(c, c->sets[row], err);
	}
	free(sets);
	return ret;
}

static void report_cells(const struct cells *c)
{
	const struct linkage_join *j = c->s->j;
	const char *who = j->now == j->records ? "rows" : "cells";
	struct buf what = BUF_INIT;
	char room[LINKAGE_FEW];

	buf_printf(&what, "counts that one of this release and %s suppresses and the other shows",
		   j->name);
	linkage_report(j->f, j->now, c->revealed, c->revealed_at, what.p);
	buf_clear(&what);
	buf_printf(&what, "%s of which this release and %s together say that they are %s", who,
		   j->name, linkage_few(j->k, room));
	linkage_report(j->f, j->now, c->small, c->small_at, what.p);
	buf_release(&what);
}

int linkage_cells(const struct linkage_join *j, struct err *err)
{
	size_t nrows = (size_t)j->other->nrows;
	struct cells c = { .sets = NULL };
	struct join s;
	int ret = 0;

	join_make(&s, j, true);
	c.s = &s;
	counts_find(&c.counts, j->other);
	if (s.n == 0 || c.counts.n == 0 || nrows == 0 || j->records->nrows == 0)
		goto out;
	c.sets = mem_zalloc(nrows, sizeof(*c.sets));
	for (size_t row = 0; row < nrows; row++)
		c.sets[row] = set_of(&c, (int64_t)row);
	ret = judge_sets(&c, nrows, err);
	if (ret == 0)
		report_cells(&c);
out:
	free(c.sets);
	join_release(&s);
	return ret;
}

/* Combinations of the records that one row of the other has, too. */
static void match_once(const struct join *s, const struct tally *mine, const struct tally *theirs,
		       struct findings *f)
{
	struct buf what = BUF_INIT;
	int64_t first = -1;
	long long n = 0;

	for (size_t i = 0; i < theirs->combos.n; i++) {
		const struct seen *seen;

		if (theirs->items[i].rows != 1)
			continue;
		seen = tally_find(mine, combos_at(&theirs->combos, i));
		if (!seen || seen->rows != 1)
			continue;
		if (n++ == 0 || seen->first < first)
			first = seen->first;
	}
	buf_printf(&what, "rows that only one row of %s agrees with in ", s->j->name);
	for (size_t i = 0; i < s->n; i++)
		buf_printf(&what, "%s%s", i ? ", " : "", s->columns[i].records->shown);
	linkage_report(f, s->j->now, n, first, what.p);
	buf_release(&what);
}

int linkage_records(const struct linkage_join *j, struct err *err)
{
	struct tally mine, theirs;
	int32_t key[SHARED_MAX];
	struct join s;
	int ret = 0;

	join_make(&s, j, false);
	if (s.n == 0)
		return 0;
	ret = tally_records(&mine, &s, UINT64_MAX, err);
	tally_init(&theirs, s.n);
	for (int64_t row = 0; row < j->other->nrows && ret == 0; row++) {
		bool complete = true;

		for (size_t i = 0; i < s.n; i++) {
			int32_t id = s.columns[i].other->ids[row];

			key[i] = id < 0 ? id : s.columns[i].map[id];
			complete &= id >= 0;
		}
		if (complete)
			tally_put(&theirs, key, row);
	}
	if (ret == 0)
		match_once(&s, &mine, &theirs, j->f);
	tally_release(&theirs);
	tally_release(&mine);
	join_release(&s);
	return ret;
}
