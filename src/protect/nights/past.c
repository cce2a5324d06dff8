#include "protect/nights/past.h"

#include <stdlib.h>

#include "core/cell_read.h"
#include "core/decimal.h"
#include "core/mem.h"

struct named {
	char *name;
	uint32_t row;
};

struct reading {
	struct past_table *to;
	const struct cells *c;
	int table;
	const char *dataset;
	struct named *names; /* by bytes of the name */
	uint32_t nnames;
	char *missing; /* a cell that is not there tonight, while its lines come */
};

void past_name(const struct cells *c, int table, uint32_t row, struct buf *b)
{
	const struct table *t = &c->tables[table];
	const int *nodes = cells_nodes(c, row);
	int i, a;

	for (i = 0; i < t->naxes; i++) {
		a = t->axes[i].axis;
		buf_printf(b, "%s%s=%s", i > 0 ? "," : "", c->axes[a].name,
			   c->axes[a].codes[nodes[a]]);
	}
}

/* Numbers of floating point are only ever compared for being the same. */
static int64_t hash_of(const char *s, size_t n)
{
	uint64_t h = 1469598103934665603u;

	while (n-- > 0)
		h = (h ^ (unsigned char)*s++) * 1099511628211u;
	return (int64_t)(h >> 2);
}

static int64_t value_of(const struct measure *m, const char *s, size_t n)
{
	__int128 wide;
	int64_t v;

	if (n == 1 && *s == 'z' && m->type != FIELD_FLOAT64)
		return 0;
	if (n == 1 && (*s == 'z' || *s == 'x'))
		return PAST_MISSING;
	if (m->type == FIELD_FLOAT64)
		return n == 1 && *s == '?' ? PAST_UNKNOWN : hash_of(s, n);
	if (m->type == FIELD_INT64)
		return cell_read_int64(s, n, &v) ? v : PAST_UNKNOWN;
	if (!decimal_parse((struct str){ s, n }, m->scale, &wide) || wide > INT64_MAX / 2 ||
	    wide < INT64_MIN / 2)
		return PAST_UNKNOWN;
	return (int64_t)wide;
}

int64_t past_value_now(const struct cells *c, int measure, uint32_t row)
{
	struct buf b = BUF_INIT;
	int64_t v;

	if (cells_is_null(c, measure, row))
		return cells_status(c, measure, row) == STATUS_NOT_APPLICABLE &&
				       c->measures[measure].type != FIELD_FLOAT64
			       ? 0
			       : PAST_MISSING;
	if (c->measures[measure].type != FIELD_FLOAT64)
		return cells_int(c, measure, row);
	cells_put_value(c, measure, row, &b);
	v = hash_of(b.p, b.n);
	buf_release(&b);
	return v;
}

/* The part "NAME=..." of a list, without the name. */
static bool find_part(const char *list, const char *name, const char **part, size_t *n)
{
	size_t length = strlen(name);
	const char *p, *end;

	for (p = list; *p; p = *end ? end + 1 : end) {
		end = p + strcspn(p, ";");
		if (strncmp(p, name, length) != 0 || p[length] != '=')
			continue;
		*part = p + length + 1;
		*n = (size_t)(end - *part);
		return true;
	}
	return false;
}

bool past_shown(const struct past_version *v, const char *measure, struct buf *text, char *status)
{
	const char *part;
	size_t n;

	*status = '\0';
	buf_clear(text);
	if (!find_part(v->shown, measure, &part, &n) || n == 0 || (n == 1 && strchr("czx?", *part)))
		return false;
	if (strchr("pr", part[n - 1]))
		*status = part[--n];
	buf_add(text, part, n);
	return true;
}

/* A suppressed row may show some of its values all the same (derived.h). */
static void read_shown(const struct reading *r, struct past_version *v)
{
	const struct measure *m;
	const char *part;
	size_t n;
	int i;

	v->is_blank = true;
	for (i = 0; i < r->c->nmeasures; i++) {
		m = &r->c->measures[i];
		if (m->table != r->table ||
		    !find_part(v->shown, cells_field(r->c, i)->name, &part, &n) || n == 0 ||
		    (n == 1 && strchr("cx?", *part)))
			continue;
		v->is_blank &= n == 1 && *part == 'z';
		if (v->view == HISTORY_SHOWN || v->view == HISTORY_HIDDEN)
			v->kinds |= (uint8_t)(1u << m->kind);
	}
}

static void read_truth(const struct reading *r, const char *truth, struct past_version *v)
{
	const char *part;
	size_t n;
	int m;

	v->truth = mem_zalloc((size_t)r->c->nmeasures, sizeof(*v->truth));
	for (m = 0; m < r->c->nmeasures; m++)
		v->truth[m] = r->c->measures[m].table == r->table &&
					      find_part(truth, cells_field(r->c, m)->name, &part,
							&n)
				      ? value_of(&r->c->measures[m], part, n)
				      : PAST_MISSING;
	v->was_primary = find_part(truth, "primary", &part, &n) && n == 1 && *part == '1';
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct named *)a)->name, ((const struct named *)b)->name);
}

static int refuse_missing(const struct reading *r, struct err *err)
{
	if (!r->missing)
		return 0;
	return err_set(err, ERR_DATA,
		       "%s: %s was published earlier and is missing now: a release never loses a "
		       "cell (is the period or a code list cut short?)",
		       r->dataset, r->missing);
}

/* Its last line says whether a cell was still published. */
static int miss(struct reading *r, const struct history_cell *cell, struct err *err)
{
	if (r->missing && strcmp(r->missing, cell->cell) != 0)
		return refuse_missing(r, err);
	free(r->missing);
	r->missing = cell->view == HISTORY_ABSENT ? NULL : mem_strdup(cell->cell);
	return 0;
}

static int take_line(void *ctx, const struct history_cell *cell, struct err *err)
{
	struct reading *r = ctx;
	char *wanted = mem_strdup(cell->cell);
	struct named key = { wanted, 0 }, *found;
	struct past_table *t = r->to;
	struct past_version *v;

	found = bsearch(&key, r->names, r->nnames, sizeof(key), by_name);
	free(wanted);
	if (!found)
		return miss(r, cell, err);
	if (refuse_missing(r, err) < 0)
		return -1;
	t->versions = mem_grow(t->versions, &t->capacity, t->nversions + 1, sizeof(*t->versions));
	if (t->count[found->row]++ == 0)
		t->first[found->row] = t->nversions;
	v = &t->versions[t->nversions++];
	*v = (struct past_version){ .release = cell->release,
				    .view = cell->view,
				    .as_of = cell->as_of,
				    .shown = mem_strdup(cell->shown) };
	read_shown(r, v);
	read_truth(r, cell->truth, v);
	return 0;
}

static void name_rows(struct reading *r)
{
	struct buf b = BUF_INIT;
	uint32_t row;

	r->names = mem_zalloc((size_t)r->c->nrows + 1, sizeof(*r->names));
	for (row = 0; row < r->c->nrows; row++) {
		if (r->c->tables[r->table].at[row] == CELLS_NO_ROW)
			continue;
		buf_clear(&b);
		past_name(r->c, r->table, row, &b);
		r->names[r->nnames++] = (struct named){ mem_strdup(b.p), row };
	}
	buf_release(&b);
	qsort(r->names, r->nnames, sizeof(*r->names), by_name);
}

/* When a row's period ends, as ends are numbered; 0 without periods. */
static int end_of(const struct cells *c, uint32_t row)
{
	int a = cells_period_axis(c);

	return a < 0 ? 0 : c->axes[a].end_of[cells_nodes(c, row)[a]];
}

/* By end: the first release that has rows of it, or of a later one; 0: none. */
static int64_t *list_coverage(const struct past_table *t, const struct cells *c)
{
	int a = cells_period_axis(c), nends = a < 0 ? 1 : c->axes[a].nends, end;
	int64_t *since = mem_zalloc((size_t)nends + 1, sizeof(*since)), release;
	uint32_t row;

	for (row = 0; row < c->nrows; row++) {
		if (t->count[row] == 0)
			continue;
		end = end_of(c, row);
		release = t->versions[t->first[row]].release;
		if (since[end] == 0 || release < since[end])
			since[end] = release;
	}
	for (end = nends - 2; end >= 0; end--)
		if (since[end + 1] != 0 && (since[end] == 0 || since[end + 1] < since[end]))
			since[end] = since[end + 1];
	return since;
}

static struct past_version implied_zero(const struct cells *c, int table, int64_t release)
{
	struct past_version v = { .release = release, .view = HISTORY_SHOWN, .is_blank = true };
	int m;

	v.shown = mem_strdup("");
	v.truth = mem_zalloc((size_t)c->nmeasures, sizeof(*v.truth));
	for (m = 0; m < c->nmeasures; m++)
		if (c->measures[m].table != table || c->measures[m].type == FIELD_FLOAT64)
			v.truth[m] = PAST_MISSING;
		else if (c->measures[m].is_published)
			v.kinds |= (uint8_t)(1u << c->measures[m].kind);
	return v;
}

/* Rows that came after their period was published first: until then there was nobody. */
static void imply_zeros(struct past_table *t, const struct cells *c, int table)
{
	int64_t *since = list_coverage(t, c), from;
	struct past_version *old = t->versions;
	uint32_t row;
	size_t n = 0;

	t->versions = mem_zalloc(t->nversions + c->nrows + 1, sizeof(*t->versions));
	for (row = 0; row < c->nrows; row++) {
		size_t first = n;

		from = since[end_of(c, row)];
		if (c->tables[table].at[row] != CELLS_NO_ROW && from != 0 &&
		    (t->count[row] == 0 || old[t->first[row]].release > from))
			t->versions[n++] = implied_zero(c, table, from);
		if (t->count[row] > 0)
			memcpy(t->versions + n, old + t->first[row], t->count[row] * sizeof(*old));
		n += t->count[row];
		t->first[row] = first;
		t->count[row] = (uint32_t)(n - first);
	}
	t->nversions = n;
	free(old);
	free(since);
}

static int take_day(void *ctx, const struct history_release *r, struct err *err)
{
	struct past_table *t = ctx;

	(void)err;
	if (r->n > 0 && r->n <= t->last)
		t->days[r->n] = r->day;
	return 0;
}

static int read_table(struct past_table *t, const struct cells *c, int table, struct history *h,
		      const char *dataset, struct err *err)
{
	struct reading r = { .to = t, .c = c, .table = table, .dataset = dataset };
	int ret = -1;
	uint32_t i;

	if (history_last(h, dataset, &t->last, err) < 0)
		return -1;
	if (t->last == HISTORY_NO_RELEASE)
		return 0;
	t->days = mem_zalloc((size_t)t->last + 1, sizeof(*t->days));
	if (history_releases(h, dataset, take_day, t, err) < 0)
		return -1;
	name_rows(&r);
	ret = history_each(h, dataset, take_line, &r, err);
	if (ret == 0)
		ret = refuse_missing(&r, err);
	if (ret == 0)
		imply_zeros(t, c, table);
	free(r.missing);
	for (i = 0; i < r.nnames; i++)
		free(r.names[i].name);
	free(r.names);
	return ret;
}

int past_read(struct past *p, const struct cells *c, const char *path, const char *const *datasets,
	      struct err *err)
{
	struct history *h = NULL;
	int t, ret = 0;

	*p = (struct past){ .ntables = c->ntables };
	p->tables = mem_zalloc((size_t)c->ntables, sizeof(*p->tables));
	for (t = 0; t < c->ntables; t++) {
		p->tables[t].first = mem_zalloc((size_t)c->nrows + 1, sizeof(size_t));
		p->tables[t].count = mem_zalloc((size_t)c->nrows + 1, sizeof(uint32_t));
	}
	if (!path)
		return 0;
	if (history_open(path, true, &h, err) < 0)
		return -1;
	for (t = 0; t < c->ntables && ret == 0; t++)
		if (datasets[t])
			ret = read_table(&p->tables[t], c, t, h, datasets[t], err);
	history_close(h);
	return ret;
}

void past_release(struct past *p)
{
	struct past_table *t;
	size_t i;
	int k;

	for (k = 0; k < p->ntables; k++) {
		t = &p->tables[k];
		for (i = 0; i < t->nversions; i++) {
			free(t->versions[i].truth);
			free(t->versions[i].shown);
		}
		free(t->versions);
		free(t->first);
		free(t->count);
		free(t->days);
	}
	free(p->tables);
	*p = (struct past){ 0 };
}

const struct past_version *past_at(const struct past *p, int table, uint32_t row, int64_t release)
{
	const struct past_table *t = &p->tables[table];
	const struct past_version *v = t->versions ? t->versions + t->first[row] : NULL;
	uint32_t i = t->count[row];

	while (i > 0 && v[i - 1].release > release)
		i--;
	return i > 0 ? &v[i - 1] : NULL;
}

int64_t past_beside(const struct past *p, int table, int64_t release, int other)
{
	const struct past_table *t = &p->tables[other];
	int64_t n = t->last;

	if (other == table)
		return release;
	while (n > 0 && t->days[n] > p->tables[table].days[release])
		n--;
	return n;
}

const struct past_version *past_last(const struct past *p, int table, uint32_t row)
{
	return past_at(p, table, row, INT64_MAX);
}
