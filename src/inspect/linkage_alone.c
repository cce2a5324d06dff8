/* Linkage (a) and (b): the records by themselves, and beside those before them. */
#include <stdlib.h>

#include "core/mem.h"
#include "core/program.h"
#include "inspect/combos.h"
#include "inspect/linkage.h"

/* Distinct combinations of the quasi columns, and how many rows each has. */
struct pattern {
	uint32_t empty; /* bit i: column i is empty */
	uint32_t rows;
	int64_t first; /* row */
};

struct patterns {
	struct combos combos;
	struct pattern *items;
	size_t capacity;
};

static void patterns_release(struct patterns *p)
{
	combos_release(&p->combos);
	free(p->items);
}

static int patterns_make(struct patterns *p, const struct linkage *l, const struct release_table *t,
			 struct err *err)
{
	const struct table_column *columns[LINKAGE_QUASI_MAX];
	int32_t key[LINKAGE_QUASI_MAX];

	combos_init(&p->combos, (size_t)l->nquasi);
	for (int i = 0; i < l->nquasi; i++)
		columns[i] = &t->columns[release_table_find(t, l->quasi[i])];
	for (int64_t row = 0; row < t->nrows; row++) {
		size_t n = p->combos.n, at;
		uint32_t empty = 0;

		if ((row & 4095) == 0 && program_check(err) < 0)
			return -1;
		for (int i = 0; i < l->nquasi; i++) {
			key[i] = columns[i]->ids[row];
			empty |= (uint32_t)(key[i] < 0) << i;
		}
		at = combos_put(&p->combos, key);
		if (at == n) {
			p->items = mem_grow(p->items, &p->capacity, n + 1, sizeof(*p->items));
			p->items[at] = (struct pattern){ empty, 0, row };
		}
		p->items[at].rows++;
	}
	return 0;
}

static void mask_key(int32_t *key, const int32_t *from, size_t width, uint32_t empty)
{
	for (size_t i = 0; i < width; i++)
		key[i] = empty >> i & 1 ? TABLE_EMPTY : from[i];
}

/* Adds to each pattern with these columns empty the rows of those of the other set that
 * agree where neither is empty. */
static void add_alike(const struct patterns *p, uint32_t mine, uint32_t theirs, uint64_t *rows)
{
	size_t width = p->combos.width, n, at;
	int32_t key[LINKAGE_QUASI_MAX];
	uint64_t *sums = NULL;
	struct combos c;
	size_t capacity = 0;

	combos_init(&c, width);
	for (size_t i = 0; i < p->combos.n; i++) {
		if (p->items[i].empty != theirs)
			continue;
		mask_key(key, combos_at(&p->combos, i), width, mine | theirs);
		n = c.n;
		at = combos_put(&c, key);
		if (at == n) {
			sums = mem_grow(sums, &capacity, n + 1, sizeof(*sums));
			sums[at] = 0;
		}
		sums[at] += p->items[i].rows;
	}
	for (size_t i = 0; i < p->combos.n; i++) {
		if (p->items[i].empty != mine)
			continue;
		mask_key(key, combos_at(&p->combos, i), width, mine | theirs);
		at = combos_find(&c, key);
		rows[i] += at == SIZE_MAX ? 0 : sums[at];
	}
	combos_release(&c);
	free(sums);
}

/* The sets of columns that are empty together; to be freed. */
static uint32_t *empty_sets(const struct patterns *p, size_t *n)
{
	uint32_t *sets = NULL;
	size_t capacity = 0, k;

	*n = 0;
	for (size_t i = 0; i < p->combos.n; i++) {
		for (k = 0; k < *n && sets[k] != p->items[i].empty; k++)
			;
		if (k < *n)
			continue;
		sets = mem_grow(sets, &capacity, *n + 1, sizeof(*sets));
		sets[(*n)++] = p->items[i].empty;
	}
	return sets;
}

/* How many rows each pattern looks like. */
static int count_alike(const struct patterns *p, uint64_t *rows, struct err *err)
{
	size_t n;
	uint32_t *sets = empty_sets(p, &n);
	int ret = 0;

	for (size_t i = 0; i < n && ret == 0; i++)
		for (size_t k = 0; k < n && ret == 0; k++) {
			add_alike(p, sets[i], sets[k], rows);
			ret = program_check(err);
		}
	free(sets);
	return ret;
}

static void put_columns(struct buf *b, const struct linkage *l, const struct release_table *t)
{
	for (int i = 0; i < l->nquasi; i++)
		buf_printf(b, "%s%s", i ? ", " : "",
			   t->columns[release_table_find(t, l->quasi[i])].shown);
}

int linkage_frequency(const struct linkage *l, const struct release_table *now, struct findings *f,
		      struct err *err)
{
	struct patterns p = { .items = NULL };
	struct buf what = BUF_INIT;
	uint64_t *rows = NULL;
	int64_t first = -1;
	long long n = 0;
	int ret = -1;

	if (patterns_make(&p, l, now, err) < 0)
		goto out;
	rows = mem_zalloc(p.combos.n + 1, sizeof(*rows));
	if (count_alike(&p, rows, err) < 0)
		goto out;
	for (size_t i = 0; i < p.combos.n; i++)
		if (rows[i] < (uint64_t)l->k && n++ == 0)
			first = p.items[i].first;
	buf_printf(&what, "combinations of ");
	put_columns(&what, l, now);
	buf_printf(&what, " that fewer than %lld rows have", l->k);
	linkage_report(f, now, n, first, what.p);
	ret = 0;
out:
	buf_release(&what);
	patterns_release(&p);
	free(rows);
	return ret;
}

/* The quasi columns that both releases have. */
static void common_columns(const struct linkage *l, const struct release_table *now,
			   const struct release_table *before, struct linkage *to)
{
	*to = *l;
	to->nquasi = 0;
	for (int i = 0; i < l->nquasi; i++) {
		int a = release_table_find(now, l->quasi[i]);
		int b = release_table_find(before, l->quasi[i]);

		if (b >= 0 && table_column_agrees(&now->columns[a], &before->columns[b]))
			to->quasi[to->nquasi++] = l->quasi[i];
	}
}

/* Bands of two levels overlap in ways that counts do not show: what cannot be proved is held. */
static void check_levels(const struct linkage *common, const struct release_table *now,
			 const struct release_table *before, struct findings *f)
{
	struct buf what = BUF_INIT;

	for (int i = 0; i < common->nquasi; i++) {
		int a = release_table_find(now, common->quasi[i]);
		int b = release_table_find(before, common->quasi[i]);

		if (now->columns[a].level == before->columns[b].level)
			continue;
		buf_clear(&what);
		buf_printf(&what,
			   "quasi-identifier %s at another level than in the release before it",
			   now->columns[a].shown);
		findings_add(f, FINDING_LINKAGE, what.p, now->shown, (struct str){ NULL, 0 }, "%s",
			     "");
	}
	buf_release(&what);
}

/* Combinations of `b` in the numbers of `now`. */
static void match_patterns(struct patterns *b, const struct linkage *common,
			   const struct release_table *now, const struct release_table *before)
{
	struct combos matched;

	for (int k = 0; k < common->nquasi; k++) {
		const char *name = common->quasi[k];
		int32_t *map = table_column_match(
			&now->columns[release_table_find(now, name)],
			&before->columns[release_table_find(before, name)]);

		for (size_t i = 0; i < b->combos.n; i++) {
			int32_t *id = &b->combos.items[i * b->combos.width + (size_t)k];

			*id = *id < 0 ? *id : map[*id];
		}
		free(map);
	}
	combos_init(&matched, b->combos.width);
	for (size_t i = 0; i < b->combos.n; i++)
		combos_put(&matched, combos_at(&b->combos, i));
	combos_release(&b->combos);
	b->combos = matched;
}

struct changes {
	long long more, fewer, gone;
	int64_t more_at, fewer_at, gone_at;
};

static void note(long long *n, int64_t *at, int64_t row)
{
	if ((*n)++ == 0)
		*at = row;
}

static void compare(const struct patterns *a, const struct patterns *b, long long k,
		    struct changes *c)
{
	for (size_t i = 0; i < a->combos.n; i++) {
		size_t at = combos_find(&b->combos, combos_at(&a->combos, i));
		long long had = at == SIZE_MAX ? 0 : b->items[at].rows;
		long long change = (long long)a->items[i].rows - had;

		if (change > 0 && change < k)
			note(&c->more, &c->more_at, a->items[i].first);
		if (change < 0 && -change < k)
			note(&c->fewer, &c->fewer_at, a->items[i].first);
	}
	for (size_t i = 0; i < b->combos.n; i++)
		if (b->items[i].rows < k &&
		    combos_find(&a->combos, combos_at(&b->combos, i)) == SIZE_MAX)
			note(&c->gone, &c->gone_at, b->items[i].first);
}

static void report_changes(const struct changes *c, const struct linkage *common,
			   const struct release_table *now, struct findings *f)
{
	struct buf what = BUF_INIT, columns = BUF_INIT;
	char room[LINKAGE_FEW];
	const char *few = linkage_few(common->k, room);

	put_columns(&columns, common, now);
	buf_printf(&what, "combinations of %s with %s rows more than in the release before it",
		   columns.p, few);
	linkage_report(f, now, c->more, c->more_at, what.p);
	buf_clear(&what);
	buf_printf(&what, "combinations of %s with %s rows fewer than in the release before it",
		   columns.p, few);
	linkage_report(f, now, c->fewer, c->fewer_at, what.p);
	buf_clear(&what);
	buf_printf(&what, "combinations of %s with %s rows in the release before it and none now",
		   columns.p, few);
	if (c->gone)
		findings_add(f, FINDING_LINKAGE, what.p, now->shown, (struct str){ NULL, 0 },
			     "%lld of them, the first in row %lld of that release", c->gone,
			     (long long)c->gone_at + 1);
	buf_release(&what);
	buf_release(&columns);
}

int linkage_changes(const struct linkage *l, const struct release_table *now,
		    const struct release_table *before, struct findings *f, struct err *err)
{
	struct patterns a = { .items = NULL }, b = { .items = NULL };
	struct changes c = { 0 };
	struct linkage common;
	int ret = -1;

	common_columns(l, now, before, &common);
	if (common.nquasi == 0 || before->nrows == 0)
		return 0;
	check_levels(&common, now, before, f);
	if (patterns_make(&a, &common, now, err) < 0 || patterns_make(&b, &common, before, err) < 0)
		goto out;
	match_patterns(&b, &common, now, before);
	compare(&a, &b, l->k, &c);
	report_changes(&c, &common, now, f);
	ret = 0;
out:
	patterns_release(&a);
	patterns_release(&b);
	return ret;
}
