#include "protect/axis.h"

#include "core/mem.h"

/* Where what has no known period ends: in a year of its own. */
enum { UNKNOWN_MONTH = INT32_MAX };

/* The column of role `role` that belongs to the dimension. */
static int find_part(const struct schema *s, const char *of, const char *role, size_t *column,
		     struct err *err)
{
	const char *r, *o;
	size_t i;

	for (i = 0; i < s->nfields; i++) {
		r = meta_get(&s->fields[i].meta, META_ROLE);
		o = meta_get(&s->fields[i].meta, META_OF);
		if (r && o && strcmp(r, role) == 0 && strcmp(o, of) == 0) {
			*column = i;
			return 0;
		}
	}
	return err_set(err, ERR_DATA, "dimension %s has no column of role %s", of, role);
}

static int need_text(const struct schema *s, size_t column, struct err *err)
{
	enum field_type type = s->fields[column].type;

	if (type == FIELD_UTF8 || type == FIELD_DICT)
		return 0;
	return err_set(err, ERR_DATA, "column %s is %s, not text", s->fields[column].name,
		       field_type_name(type));
}

int axis_init(struct axis *a, const struct schema *s, size_t column, struct err *err)
{
	const struct field *f = &s->fields[column];
	const char *kind = meta_get(&f->meta, META_KIND);

	*a = (struct axis){ .column = column, .base = AXIS_NONE };
	a->name = mem_strdup(f->name);
	a->dict = dict_new();
	if (kind && strcmp(kind, "of-which") != 0)
		return err_set(err, ERR_DATA, "dimension %s has the unknown %s %s", f->name,
			       META_KIND, kind);
	a->kind = kind ? AXIS_OF_WHICH : AXIS_TREE;
	if (find_part(s, f->name, "level", &a->level_column, err) < 0 ||
	    find_part(s, f->name, "parent", &a->parent_column, err) < 0 ||
	    need_text(s, column, err) < 0 || need_text(s, a->level_column, err) < 0 ||
	    need_text(s, a->parent_column, err) < 0)
		return -1;
	return 0;
}

static void free_all(char **items, int n)
{
	int i;

	for (i = 0; items && i < n; i++)
		free(items[i]);
	free(items);
}

void axis_release(struct axis *a)
{
	free_all(a->codes, a->n);
	free_all(a->levels, a->n);
	free_all(a->parent_codes, a->n);
	free(a->name);
	free(a->parents);
	free(a->depths);
	free(a->ranks);
	free(a->is_leaf);
	free(a->ends);
	free(a->end_of);
	free(a->before);
	free(a->intervals);
	dict_free(a->dict);
	*a = (struct axis){ 0 };
}

static struct str text_at(const struct batch *batch, size_t column, int64_t i)
{
	const struct column *c = &batch->columns[column];

	return column_is_null(c, i) ? STR("") : column_text(c, i);
}

static void new_node(struct axis *a, struct str code, struct str level, struct str parent)
{
	if (a->n == a->capacity) {
		a->capacity = a->capacity ? 2 * a->capacity : 16;
		a->codes = mem_resize(a->codes, (size_t)a->capacity, sizeof(char *));
		a->levels = mem_resize(a->levels, (size_t)a->capacity, sizeof(char *));
		a->parent_codes = mem_resize(a->parent_codes, (size_t)a->capacity, sizeof(char *));
	}
	a->codes[a->n] = mem_strndup(code.p, code.n);
	a->levels[a->n] = mem_strndup(level.p, level.n);
	a->parent_codes[a->n++] = mem_strndup(parent.p, parent.n);
}

/* Where a code has moved the sums of one period are not those of another, and the
 * equations of neither hold in the whole table. */
static int refuse_parents(const struct axis *a, int node, struct str parent, struct err *err)
{
	const char *first = a->parent_codes[node];

	return err_set(err, ERR_DATA,
		       "dimension %s: code %s stands below %s in some rows and "
		       "below %.*s in others, so the table spans a change of its hierarchy: make "
		       "one table up to the change and one from it on (the period of the extract), "
		       "or leave out the levels above %s",
		       a->name, a->codes[node], *first ? first : "nothing",
		       parent.n ? (int)parent.n : 7, parent.n ? parent.p : "nothing",
		       a->levels[node]);
}

int axis_add(struct axis *a, const struct batch *batch, int64_t i, int *node, struct err *err)
{
	struct str code = text_at(batch, a->column, i);
	struct str level = text_at(batch, a->level_column, i);
	struct str parent = text_at(batch, a->parent_column, i);

	if (code.n == 0)
		return err_set(err, ERR_DATA, "dimension %s has a row without a code", a->name);
	*node = dict_put(a->dict, code.p, code.n);
	if (*node == a->n)
		new_node(a, code, level, parent);
	if (!str_is(level, str_of(a->levels[*node])))
		return err_set(err, ERR_DATA, "dimension %s: code %s has two levels", a->name,
			       a->codes[*node]);
	if (!str_is(parent, str_of(a->parent_codes[*node])))
		return refuse_parents(a, *node, parent, err);
	return 0;
}

static int find_parents(struct axis *a, struct err *err)
{
	const char *parent;
	int i;

	for (i = 0; i < a->n; i++) {
		parent = a->parent_codes[i];
		a->parents[i] = *parent ? dict_find(a->dict, parent, strlen(parent)) : -1;
		if (*parent && a->parents[i] < 0)
			return err_set(err, ERR_DATA,
				       "dimension %s: the parent %s of %s has no row", a->name,
				       parent, a->codes[i]);
		if (a->parents[i] >= 0)
			a->is_leaf[a->parents[i]] = false;
	}
	return 0;
}

static int find_depths(struct axis *a, struct err *err)
{
	int i, up;

	for (i = 0; i < a->n; i++)
		for (up = a->parents[i]; up >= 0; up = a->parents[up])
			if (++a->depths[i] > a->n)
				return err_set(err, ERR_DATA,
					       "dimension %s: code %s is below itself", a->name,
					       a->codes[i]);
	return 0;
}

static int by_code(const void *x, const void *y, void *arg)
{
	const struct axis *a = arg;

	return strcmp(a->codes[*(const int *)x], a->codes[*(const int *)y]);
}

static void find_ranks(struct axis *a)
{
	int *order = mem_zalloc((size_t)a->n, sizeof(*order)), i;

	for (i = 0; i < a->n; i++)
		order[i] = i;
	qsort_r(order, (size_t)a->n, sizeof(*order), by_code, a);
	for (i = 0; i < a->n; i++)
		a->ranks[order[i]] = i;
	free(order);
}

static int check_of_which(struct axis *a, struct err *err)
{
	int i;

	a->base = dict_find(a->dict, "_T", 2);
	if (a->base < 0 && a->n > 0)
		return err_set(err, ERR_DATA, "of-which dimension %s has no base row _T", a->name);
	for (i = 0; i < a->n; i++)
		if (a->parents[i] >= 0 && a->parents[i] != a->base)
			return err_set(err, ERR_DATA,
				       "of-which dimension %s: the parent of %s is not _T", a->name,
				       a->codes[i]);
	return 0;
}

/* The period of a node whose level says so too. */
static bool node_period(const struct axis *a, int i, struct period *p)
{
	static const char *const names[] = { "year", "quarter", "month" };

	return period_parse(str_of(a->codes[i]), p) && strcmp(a->levels[i], names[p->level]) == 0;
}

static bool is_unknown(const struct axis *a, int i)
{
	return strcmp(a->codes[i], "_U") == 0;
}

/* Periods only, but for the row of what has no known period. */
static bool is_period(struct axis *a)
{
	int i, nperiods = 0, nothers = 0;
	struct period p;

	for (i = 0; i < a->n; i++) {
		if (node_period(a, i, &p))
			nperiods++;
		else if (!is_unknown(a, i))
			nothers++;
	}
	a->is_mixed = nperiods > 0 && nothers > 0;
	return nperiods > 0 && nothers == 0;
}

static int32_t month_of(int32_t day)
{
	return period_of_date(day, PERIOD_MONTH).n;
}

/*
 * The month where each node ends: its own last month or the last that the table covers.
 * Where nobody says what it covers, the end of its last child: a year that is
 * still running has the value of its last month so far, and treating two cells as
 * one too often only protects more.
 */
static int32_t *last_months(const struct axis *a, int32_t last_month)
{
	int32_t *months = mem_zalloc((size_t)a->n, sizeof(*months)), own;
	struct period p;
	int i, up;

	for (i = 0; i < a->n; i++)
		months[i] = INT32_MIN;
	for (i = 0; i < a->n; i++) {
		if (!a->is_leaf[i] && last_month == AXIS_NO_MONTH)
			continue;
		own = node_period(a, i, &p) ? month_of(period_last_day(p)) : UNKNOWN_MONTH;
		if (own != UNKNOWN_MONTH && own > last_month)
			own = last_month;
		for (up = i; up >= 0; up = a->parents[up])
			if (months[up] < own)
				months[up] = own;
	}
	return months;
}

static int by_month(const void *x, const void *y)
{
	const struct axis_end *a = x, *b = y;

	return a->month < b->month ? -1 : a->month > b->month;
}

static void find_ends(struct axis *a, const int32_t *months)
{
	int i, n = 0;

	a->ends = mem_zalloc((size_t)a->n, sizeof(*a->ends));
	for (i = 0; i < a->n; i++)
		a->ends[i].month = months[i];
	qsort(a->ends, (size_t)a->n, sizeof(*a->ends), by_month);
	for (i = 0; i < a->n; i++)
		if (n == 0 || a->ends[n - 1].month != a->ends[i].month)
			a->ends[n++] = a->ends[i];
	a->nends = n;
	for (i = 0; i < n; i++)
		a->ends[i].first = i > 0 && a->ends[i - 1].month / 12 == a->ends[i].month / 12
					   ? a->ends[i - 1].first
					   : i;
}

static void place_nodes(struct axis *a, const int32_t *months)
{
	struct period p;
	int i, end, before;
	int32_t begin;
	bool known;

	a->end_of = mem_zalloc((size_t)a->n, sizeof(*a->end_of));
	a->before = mem_zalloc((size_t)a->n, sizeof(*a->before));
	for (i = 0; i < a->n; i++) {
		for (end = 0; a->ends[end].month != months[i];)
			end++;
		known = node_period(a, i, &p);
		begin = known ? month_of(period_first_day(p)) : UNKNOWN_MONTH;
		for (before = end; before >= a->ends[end].first; before--)
			if (a->ends[before].month < begin)
				break;
		a->end_of[i] = end;
		a->before[i] = before >= a->ends[end].first ? before : -1;
	}
}

static void list_intervals(struct axis *a)
{
	size_t capacity = 0;
	int upto, after;

	for (upto = 0; upto < a->nends; upto++)
		for (after = a->ends[upto].first; after < upto; after++) {
			a->intervals = mem_grow(a->intervals, &capacity, (size_t)a->nintervals + 1,
						sizeof(*a->intervals));
			a->intervals[a->nintervals++] = (struct axis_interval){ after, upto };
		}
}

int axis_finish(struct axis *a, int32_t last_month, struct err *err)
{
	size_t n = (size_t)a->n;
	int32_t *months;

	a->parents = mem_zalloc(n, sizeof(*a->parents));
	a->depths = mem_zalloc(n, sizeof(*a->depths));
	a->ranks = mem_zalloc(n, sizeof(*a->ranks));
	a->is_leaf = mem_alloc(n);
	memset(a->is_leaf, true, n);
	if (find_parents(a, err) < 0 || find_depths(a, err) < 0)
		return -1;
	find_ranks(a);
	if (a->kind == AXIS_OF_WHICH)
		return check_of_which(a, err);
	if (!is_period(a))
		return 0;
	a->kind = AXIS_PERIOD;
	months = last_months(a, last_month);
	find_ends(a, months);
	place_nodes(a, months);
	list_intervals(a);
	free(months);
	return 0;
}

int axis_size(const struct axis *a)
{
	return a->n + (a->kind == AXIS_OF_WHICH ? a->n
		       : a->kind == AXIS_PERIOD ? a->nintervals + a->n
						: 0);
}

int axis_since_january(const struct axis *a, int node)
{
	return a->n + a->nintervals + node;
}

bool axis_is_since_january(const struct axis *a, int node)
{
	return a->kind == AXIS_PERIOD && node >= a->n + a->nintervals;
}

int axis_own_period(const struct axis *a, int node)
{
	return node - a->n - a->nintervals;
}

int axis_interval(const struct axis *a, int after, int upto)
{
	int low = 0, high = a->nintervals, middle;
	const struct axis_interval *it;

	if (after < 0 || after >= upto)
		return AXIS_NONE;
	while (low < high) {
		middle = low + (high - low) / 2;
		it = &a->intervals[middle];
		if (it->upto < upto || (it->upto == upto && it->after < after))
			low = middle + 1;
		else
			high = middle;
	}
	return a->n + low;
}

static void put_month(int32_t month, struct buf *b)
{
	char text[9];

	period_format((struct period){ PERIOD_MONTH, month }, text);
	buf_puts(b, text);
}

void axis_describe(const struct axis *a, int node, struct buf *b)
{
	const struct axis_interval *it;

	if (node < a->n) {
		buf_puts(b, a->codes[node]);
	} else if (a->kind == AXIS_OF_WHICH) {
		buf_printf(b, "_T without %s", a->codes[node - a->n]);
	} else if (axis_is_since_january(a, node)) {
		buf_printf(b, "January to %s", a->codes[axis_own_period(a, node)]);
	} else {
		it = &a->intervals[node - a->n];
		buf_puts(b, "after ");
		put_month(a->ends[it->after].month, b);
		buf_puts(b, " to ");
		put_month(a->ends[it->upto].month, b);
	}
}
