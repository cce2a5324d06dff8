#include "protect/cells/axis.h"

#include "core/mem.h"

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

int axis_find_columns(const struct schema *s, size_t column, struct axis_columns *out,
		      struct err *err)
{
	const char *name = s->fields[column].name;

	out->code = column;
	if (find_part(s, name, "level", &out->level, err) < 0 ||
	    find_part(s, name, "parent", &out->parent, err) < 0 || need_text(s, column, err) < 0 ||
	    need_text(s, out->level, err) < 0 || need_text(s, out->parent, err) < 0)
		return -1;
	return 0;
}

int axis_read_kind(const struct field *f, enum axis_kind *kind, struct err *err)
{
	const char *text = meta_get(&f->meta, META_KIND);

	if (text && strcmp(text, "of-which") != 0)
		return err_set(err, ERR_DATA, "dimension %s has the unknown %s %s", f->name,
			       META_KIND, text);
	*kind = text ? AXIS_OF_WHICH : AXIS_TREE;
	return 0;
}

int axis_init(struct axis *a, const struct schema *s, size_t column, struct err *err)
{
	*a = (struct axis){ .base = AXIS_NONE };
	a->name = mem_strdup(s->fields[column].name);
	a->dict = dict_new();
	return axis_read_kind(&s->fields[column], &a->kind, err);
}

void axis_release(struct axis *a)
{
	size_t k;
	int i;

	for (i = 0; i < a->n; i++)
		free(a->codes[i]);
	for (k = 0; k < a->nclaims; k++) {
		free(a->claims[k].level);
		free(a->claims[k].parent);
	}
	free(a->codes);
	free(a->levels);
	free(a->claims);
	free(a->last_claims);
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

static void new_node(struct axis *a, struct str code)
{
	if (a->n == a->capacity) {
		a->capacity = a->capacity ? 2 * a->capacity : 16;
		a->codes = mem_resize(a->codes, (size_t)a->capacity, sizeof(*a->codes));
		a->levels = mem_resize(a->levels, (size_t)a->capacity, sizeof(*a->levels));
		a->last_claims = mem_resize(a->last_claims, (size_t)a->capacity,
					    sizeof(*a->last_claims));
	}
	a->codes[a->n] = mem_strndup(code.p, code.n);
	a->levels[a->n] = "";
	a->last_claims[a->n++] = -1;
}

static struct axis_claim *new_claim(struct axis *a, int node, int table, struct str level,
				    struct str parent)
{
	struct axis_claim *claim;

	a->claims = mem_grow(a->claims, &a->claims_capacity, a->nclaims + 1, sizeof(*a->claims));
	claim = &a->claims[a->nclaims];
	*claim = (struct axis_claim){ .table = table,
				      .previous = a->last_claims[node],
				      .level = mem_strndup(level.p, level.n),
				      .parent = mem_strndup(parent.p, parent.n) };
	if (claim->previous < 0)
		a->levels[node] = claim->level;
	a->last_claims[node] = (int)a->nclaims++;
	return claim;
}

/* Where a code has moved the sums of one period are not those of another, and the
 * equations of neither hold in the whole table. */
static int refuse_parents(const struct axis *a, int node, const char *first, struct str parent,
			  struct err *err)
{
	return err_set(err, ERR_DATA,
		       "dimension %s: code %s stands below %s in some rows and "
		       "below %.*s in others, so the table spans a change of its hierarchy: make "
		       "one table up to the change and one from it on (the period of the extract), "
		       "or leave out the levels above %s",
		       a->name, a->codes[node], *first ? first : "nothing",
		       parent.n ? (int)parent.n : 7, parent.n ? parent.p : "nothing",
		       a->levels[node]);
}

int axis_add(struct axis *a, const struct axis_columns *at, int table, const struct batch *batch,
	     int64_t i, int *node, struct err *err)
{
	struct str code = text_at(batch, at->code, i);
	struct str level = text_at(batch, at->level, i);
	struct str parent = text_at(batch, at->parent, i);
	const struct axis_claim *claim;

	if (code.n == 0)
		return err_set(err, ERR_DATA, "dimension %s has a row without a code", a->name);
	*node = dict_put(a->dict, code.p, code.n);
	if (*node == a->n)
		new_node(a, code);
	if (a->last_claims[*node] < 0 || a->claims[a->last_claims[*node]].table != table)
		claim = new_claim(a, *node, table, level, parent);
	else
		claim = &a->claims[a->last_claims[*node]];
	if (!str_is(level, str_of(claim->level)))
		return err_set(err, ERR_DATA, "dimension %s: code %s has two levels", a->name,
			       a->codes[*node]);
	if (!str_is(parent, str_of(claim->parent)))
		return refuse_parents(a, *node, claim->parent, parent, err);
	return 0;
}

int axis_find(const struct axis *a, const char *code, size_t n)
{
	return dict_find(a->dict, code, n);
}

int axis_put_total(struct axis *a)
{
	int node = dict_put(a->dict, "_T", 2);

	if (node == a->n) {
		new_node(a, STR("_T"));
		a->levels[node] = "total";
	}
	return node;
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

	a->base = axis_find(a, "_T", 2);
	if (a->base < 0 && a->n > 0)
		return err_set(err, ERR_DATA, "of-which dimension %s has no base row _T", a->name);
	for (i = 0; i < a->n; i++)
		if (a->parents[i] >= 0 && a->parents[i] != a->base)
			return err_set(err, ERR_DATA,
				       "of-which dimension %s: the parent of %s is not _T", a->name,
				       a->codes[i]);
	return 0;
}

int axis_finish(struct axis *a, int32_t last_month, const char *const *tables, int ntables,
		struct err *err)
{
	size_t n = (size_t)a->n;

	a->parents = mem_zalloc(n, sizeof(*a->parents));
	a->depths = mem_zalloc(n, sizeof(*a->depths));
	a->ranks = mem_zalloc(n, sizeof(*a->ranks));
	a->is_leaf = mem_alloc(n);
	memset(a->is_leaf, true, n);
	if (axis_join_parents(a, tables, ntables, err) < 0)
		return -1;
	find_ranks(a);
	if (a->kind == AXIS_OF_WHICH)
		return check_of_which(a, err);
	axis_lay_out_periods(a, last_month);
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
