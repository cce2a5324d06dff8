#include "extract/query.h"

#include "core/mem.h"
#include "extract/push.h"

static void put_column(struct buf *b, int table, const char *name)
{
	buf_printf(b, "t%d.", table);
	sql_name(b, name);
}

static const char *put_row_id(struct buf *b, const struct query_input *in, int table)
{
	buf_printf(b, "t%d.%s", table, in->live[table].row_id);
	return b->p;
}

/* The number of the pull of ref, added when new. */
static size_t pull(const struct query_input *in, struct query *q, struct plan_ref ref)
{
	const struct plan *p = in->plan;
	struct buf origin = BUF_INIT;
	size_t i;

	for (i = 0; i < q->npulls; i++)
		if (q->pulls[i].ref.column == ref.column)
			return i;
	plan_origin(p, ref, &origin);
	q->pulls = mem_resize(q->pulls, q->npulls + 1, sizeof(*q->pulls));
	q->pulls[q->npulls++] = (struct query_pull){ .ref = ref, .origin = buf_detach(&origin) };
	if (ref.table > 0)
		q->pulls[i].may_miss = p->joins[ref.table - 1].missing == PLAN_MISSING_NULL;
	q->pulls[i].is_month = p->has_period && p->period.column == ref.column &&
			       ref.column->type != FIELD_DATE;
	return i;
}

/* Takes over nothing: values are copied, `at` and the rest are views. */
static void keep_for_later(const struct query_input *in, struct query *q,
			   const struct filter_term *t, struct plan_ref ref)
{
	size_t n = q->residual.n++, i = pull(in, q, ref), v;
	struct filter_term *to;

	q->residual.terms = mem_resize(q->residual.terms, n + 1, sizeof(*to));
	q->residual_pulls = mem_resize(q->residual_pulls, n + 1, sizeof(size_t));
	q->residual_pulls[n] = i;
	to = &q->residual.terms[n];
	*to = *t;
	to->column = q->pulls[i].origin;
	to->values = mem_zalloc(t->nvalues + 1, sizeof(*to->values));
	for (v = 0; v < t->nvalues; v++)
		to->values[v] = mem_strdup(t->values[v]);
}

static void begin_condition(struct query *q, bool *first)
{
	buf_puts(&q->sql.text, *first ? "\nWHERE " : "\nAND ");
	*first = false;
}

/*
 * A row without a partner must still come to be counted or refused, whatever
 * is asked of the partner's columns.
 */
static void put_term(const struct query_input *in, struct query *q, const struct filter_term *term,
		     struct plan_ref ref, bool *first)
{
	const struct plan_join *join = ref.table ? &in->plan->joins[ref.table - 1] : NULL;
	bool guard = join && join->missing != PLAN_MISSING_NULL;
	struct sql cond = SQL_INIT;
	struct buf name = BUF_INIT;
	struct push_term t = { .term = term,
			       .column = ref.column,
			       .may_miss = join && !guard,
			       .text_by_bytes = in->text_by_bytes };
	enum push done;

	put_column(&name, ref.table, ref.column->name);
	t.name = name.p;
	t.is_month = in->plan->has_period && in->plan->period.column == ref.column;
	if (term->op == FILTER_UNDER)
		t.codes = in->find_codes(in->arg, ref.column->codes);
	done = push_term(&t, &cond);
	if (done != PUSH_NONE) {
		begin_condition(q, first);
		if (guard) {
			buf_putc(&q->sql.text, '(');
			put_column(&q->sql.text, ref.table, join->on[0].own->name);
			buf_puts(&q->sql.text, " IS NULL OR ");
		}
		sql_append(&q->sql, &cond);
		buf_puts(&q->sql.text, guard ? ")" : "");
	}
	if (done != PUSH_WHOLE)
		keep_for_later(in, q, term, ref);
	sql_release(&cond);
	buf_release(&name);
}

static void put_period(const struct query_input *in, struct query *q, bool *first)
{
	const struct plan *p = in->plan;
	char text[11];
	const char *value = text;
	struct filter_term t = { .values = &value, .nvalues = 1 };

	if (p->period.column->type == FIELD_DATE)
		date_format(period_first_day(p->from), text);
	else
		period_format(p->from, text);
	t.op = FILTER_AT_LEAST;
	put_term(in, q, &t, p->period, first);
	if (p->period.column->type == FIELD_DATE)
		date_format(period_last_day(p->to), text);
	else
		period_format(p->to, text);
	t.op = FILTER_AT_MOST;
	put_term(in, q, &t, p->period, first);
	/* Bad months come through the conditions to be found when converted. */
	pull(in, q, p->period);
}

static void put_from(const struct query_input *in, struct query *q)
{
	struct buf *b = &q->sql.text;
	const struct plan *p = in->plan;
	size_t i, k;

	buf_puts(b, "\nFROM ");
	sql_name(b, p->tables[0]->name);
	/* Every range would scan the same index otherwise. */
	buf_puts(b, q->is_split ? " AS t0 NOT INDEXED" : " AS t0");
	for (i = 1; i < p->ntables; i++) {
		const struct plan_join *join = &p->joins[i - 1];

		buf_puts(b, "\nLEFT JOIN ");
		sql_name(b, p->tables[i]->name);
		buf_printf(b, " AS t%zu ON ", i);
		for (k = 0; k < join->non; k++) {
			buf_puts(b, k ? " AND " : "");
			put_column(b, (int)i, join->on[k].own->name);
			buf_puts(b, " = ");
			put_column(b, join->on[k].other.table, join->on[k].other.column->name);
			if (join->on[k].own->type != FIELD_INT64)
				buf_puts(b, " COLLATE BINARY");
		}
	}
}

/* Rows that are the same in all that is read may stand in any order. */
static void put_all_columns(struct buf *b, const struct query *q)
{
	size_t i;

	for (i = 0; i < q->npulls; i++) {
		buf_puts(b, ", ");
		put_column(b, q->pulls[i].ref.table, q->pulls[i].ref.column->name);
		buf_puts(b, " COLLATE BINARY");
	}
}

static void put_order(const struct query_input *in, struct query *q)
{
	const struct reg_table *t = in->plan->tables[0];
	struct buf *b = &q->sql.text;
	const char *comma = "";
	size_t i;

	buf_puts(b, "\nORDER BY ");
	for (i = 0; i < t->norder && !q->is_split; i++, comma = ", ") {
		buf_puts(b, comma);
		put_column(b, 0, t->order[i]);
	}
	if (in->live[0].row_id) {
		buf_puts(b, comma);
		put_row_id(b, in, 0);
	} else if (!live_table_is_unique(&in->live[0], t->order, t->norder)) {
		put_all_columns(b, q);
	}
	for (i = 1; i < in->plan->ntables; i++)
		if (q->joins[i - 1].row_id >= 0) {
			buf_puts(b, ", ");
			put_row_id(b, in, (int)i);
		}
}

/* The register's order is the row number itself. */
static bool is_by_row_id(const struct query_input *in)
{
	const struct reg_table *t = in->plan->tables[0];
	const struct live_table *live = &in->live[0];

	return live->row_id && (t->norder == 0 || (live->row_id_column &&
						   strcmp(t->order[0], live->row_id_column) == 0));
}

/* Whether the join can find two partners, as far as the schema tells. */
static bool may_find_two(const struct query_input *in, size_t join)
{
	const struct plan_join *j = &in->plan->joins[join];
	const char **names = mem_zalloc(j->non, sizeof(*names));
	bool unique;
	size_t i;

	for (i = 0; i < j->non; i++)
		names[i] = j->on[i].own->name;
	unique = live_table_is_unique(&in->live[join + 1], names, j->non);
	free(names);
	return !unique;
}

/* Marks of the joins, before the pulls; n: the next column of the result. */
static int put_joins(const struct query_input *in, struct query *q, int *n, struct err *err)
{
	const struct plan *p = in->plan;
	struct buf *b = &q->sql.text;
	size_t i;

	q->joins = mem_zalloc(p->ntables, sizeof(*q->joins));
	for (i = 0; i + 1 < p->ntables; i++) {
		q->joins[i] = (struct query_join){ -1, -1 };
		if (p->joins[i].missing != PLAN_MISSING_NULL) {
			buf_puts(b, ", ");
			put_column(b, (int)i + 1, p->joins[i].on[0].own->name);
			buf_puts(b, " IS NULL");
			q->joins[i].mark = (*n)++;
		}
		if (!may_find_two(in, i))
			continue;
		if (!in->live[i + 1].row_id || !in->live[0].row_id)
			return err_set(err, ERR_CONFIG,
				       "%s: the join of \"%s\" must be by columns "
				       "that are unique there: a view or a table without row "
				       "numbers has no order of its own",
				       p->path, p->tables[i + 1]->name);
		buf_puts(b, ", ");
		put_row_id(b, in, (int)i + 1);
		q->joins[i].row_id = (*n)++;
	}
	return 0;
}

static int put_columns(const struct query_input *in, struct query *q, struct err *err)
{
	struct buf *b = &q->sql.text;
	size_t i;
	int n = 0;

	/* Something to begin with, so that every later column has a comma. */
	buf_puts(b, "SELECT ");
	q->sql.list = b->n;
	q->row_id = in->live[0].row_id ? n : -1;
	if (in->live[0].row_id)
		put_row_id(b, in, 0);
	else
		buf_puts(b, "NULL");
	n++;
	if (put_joins(in, q, &n, err) < 0)
		return -1;
	q->first = n;
	for (i = 0; i < q->npulls; i++) {
		buf_puts(b, ",\n\t");
		put_column(b, q->pulls[i].ref.table, q->pulls[i].ref.column->name);
	}
	q->sql.list_end = b->n;
	q->sql.ncolumns = (size_t)n + q->npulls;
	return 0;
}

static void put_where(const struct query_input *in, struct query *q)
{
	const struct plan *p = in->plan;
	bool first = true;
	size_t i;

	if (p->has_period)
		put_period(in, q, &first);
	for (i = 0; i < p->where.n; i++)
		put_term(in, q, &p->where.terms[i], p->where_refs[i], &first);
	if (!q->is_split)
		return;
	begin_condition(q, &first);
	put_row_id(&q->sql.text, in, 0);
	buf_puts(&q->sql.text, " BETWEEN ");
	sql_integer(&q->sql, 0);
	buf_puts(&q->sql.text, " AND ");
	sql_integer(&q->sql, 0);
}

int query_build(const struct query_input *in, struct query *q, struct err *err)
{
	const struct plan *p = in->plan;
	struct sql tail = SQL_INIT;
	size_t i;

	memset(q, 0, sizeof(*q));
	q->sql = (struct sql)SQL_INIT;
	q->is_split = in->may_split &&
		      (in->in_any_order ? in->live[0].row_id != NULL : is_by_row_id(in));
	q->outputs = mem_zalloc(p->ncolumns, sizeof(*q->outputs));
	for (i = 0; i < p->ncolumns; i++)
		q->outputs[i] = pull(in, q, p->columns[i].ref);
	/* The conditions say what else to pull, so they are written first. */
	put_where(in, q);
	tail = q->sql;
	q->sql = (struct sql)SQL_INIT;
	if (put_columns(in, q, err) < 0) {
		sql_release(&tail);
		return -1;
	}
	put_from(in, q);
	sql_append(&q->sql, &tail);
	if (!in->in_any_order)
		put_order(in, q);
	return 0;
}

static void release_values(struct filter_term *t)
{
	size_t i;

	for (i = 0; i < t->nvalues; i++) {
		char *text;

		memcpy(&text, &t->values[i], sizeof(text));
		free(text);
	}
	free(t->values);
}

void query_release(struct query *q)
{
	size_t i;

	for (i = 0; i < q->residual.n; i++)
		release_values(&q->residual.terms[i]);
	for (i = 0; i < q->npulls; i++)
		free(q->pulls[i].origin);
	free(q->residual.terms);
	free(q->residual_pulls);
	free(q->pulls);
	free(q->outputs);
	free(q->joins);
	sql_release(&q->sql);
	memset(q, 0, sizeof(*q));
}
