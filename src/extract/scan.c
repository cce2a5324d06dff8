#include "extract/scan.h"

#include <inttypes.h>

#include "core/mem.h"
#include "core/program.h"

enum { ROWS_BETWEEN_LOOKS = 16 };

void part_init(struct part *part, const struct scan *s)
{
	size_t i, n = s->query->npulls;

	*part = (struct part){ mem_zalloc(n + 1, sizeof(struct builder)),
			       mem_zalloc(n + 1, sizeof(struct buf)), n, 0 };
	for (i = 0; i < n; i++) {
		builder_init(&part->columns[i], s->cells[i].spec.column->type, s->cells[i].dict);
		part->fresh[i] = (struct buf)BUF_INIT;
	}
}

void part_release(struct part *part)
{
	size_t i;

	for (i = 0; i < part->ncolumns; i++) {
		builder_release(&part->columns[i]);
		buf_release(&part->fresh[i]);
	}
	free(part->columns);
	free(part->fresh);
	*part = (struct part){ NULL, NULL, 0, 0 };
}

/* The number of the pull in the filter's own schema, added when new. */
static void add_filtered(struct scan *s, struct schema *schema, size_t pull)
{
	const struct query_pull *p = &s->query->pulls[pull];
	const struct reg_column *c = p->ref.column;
	struct field *f;

	if (schema_find(schema, p->origin) >= 0)
		return;
	s->filtered_pulls[schema->nfields] = pull;
	f = schema_add(schema, p->origin, c->type);
	f->precision = c->precision;
	f->scale = c->scale;
	if (c->codes)
		meta_set(&f->meta, META_CODES, c->codes);
}

static int open_filter(struct scan *s, const struct query_input *in, struct err *err)
{
	struct schema schema = SCHEMA_INIT;
	size_t i, n = s->query->residual.n;
	int ret;

	if (n == 0)
		return 0;
	s->filtered_pulls = mem_zalloc(n, sizeof(*s->filtered_pulls));
	for (i = 0; i < n; i++)
		add_filtered(s, &schema, s->query->residual_pulls[i]);
	s->filtered.ncolumns = schema.nfields;
	s->filtered.columns = mem_zalloc(schema.nfields, sizeof(struct column));
	ret = filter_bind(&s->query->residual, &schema, in->find_codes, in->arg, &s->filter, err);
	schema_release(&schema);
	return ret;
}

int scan_open(struct scan *s, const struct query_input *in, const struct query *q,
	      struct conn *conn, struct err *err)
{
	size_t i;

	memset(s, 0, sizeof(*s));
	s->plan = in->plan;
	s->query = q;
	s->cells = mem_zalloc(q->npulls + 1, sizeof(*s->cells));
	s->announced = mem_zalloc(q->npulls + 1, sizeof(*s->announced));
	s->missing = mem_zalloc(in->plan->ntables, sizeof(*s->missing));
	s->row_ids = mem_zalloc(in->plan->ntables, sizeof(*s->row_ids));
	s->spare = mem_zalloc(q->npulls + 1, sizeof(*s->spare));
	for (i = 0; i < q->npulls; i++) {
		const struct query_pull *p = &q->pulls[i];
		const char *codes = p->ref.column->codes;
		struct intake_spec spec = {
			p->ref.column, p->origin,   codes ? in->find_codes(in->arg, codes) : NULL,
			p->is_month,   p->may_miss, in->as_stored
		};

		intake_init(&s->cells[i], &spec);
		builder_init(&s->spare[i], p->ref.column->type, s->cells[i].dict);
	}
	if (open_filter(s, in, err) < 0)
		return -1;
	return conn->class->prepare(conn, &q->sql, &s->cursor, err);
}

void scan_close(struct scan *s)
{
	size_t i;

	if (s->cursor)
		s->cursor->class->cursor_free(s->cursor);
	filter_bound_free(s->filter);
	for (i = 0; s->query && i < s->query->npulls; i++) {
		builder_release(&s->spare[i]);
		intake_release(&s->cells[i]);
	}
	free(s->cells);
	free(s->announced);
	free(s->missing);
	free(s->row_ids);
	free(s->spare);
	free(s->filtered.columns);
	free(s->filtered_pulls);
	memset(s, 0, sizeof(*s));
}

int scan_start(struct scan *s, const int64_t *range, struct err *err)
{
	s->is_ended = false;
	s->has_row_before = false;
	return s->cursor->class->run(s->cursor, range, err);
}

/* Says which row an error is about. */
static int at_row(struct scan *s, struct err *err)
{
	const char *table = s->plan->tables[0]->name;
	int64_t id;

	if (s->query->row_id >= 0 && s->cursor->class->integer(s->cursor, s->query->row_id, &id))
		return err_wrap(err, "source %s: %s, row with rowid %" PRId64, s->plan->source,
				table, id);
	return err_wrap(err, "source %s: %s, row %lld", s->plan->source, table, s->rows_read);
}

/* 1 the row stays, 0 it is left out for want of a partner. */
static int check_partners(struct scan *s, struct err *err)
{
	const struct plan *p = s->plan;
	size_t i;

	for (i = 0; i + 1 < p->ntables; i++) {
		int mark = s->query->joins[i].mark;
		int64_t missing = 0;

		if (mark < 0 || !s->cursor->class->integer(s->cursor, mark, &missing) || !missing)
			continue;
		if (p->joins[i].missing == PLAN_MISSING_DROP) {
			s->missing[i]++;
			return 0;
		}
		err_set(err, ERR_DATA, "has no partner in %s; say what then with \"missing\" in %s",
			p->tables[i + 1]->name, p->path);
		return at_row(s, err);
	}
	return 1;
}

/*
 * Rows are ordered by the row numbers of the tables, first table first.  Where a
 * row first differs from the one before it, that table gave two partners to the
 * same row.
 */
static int check_only_partner(struct scan *s, struct err *err)
{
	const struct plan *p = s->plan;
	int64_t id = 0;
	bool same = s->has_row_before;
	size_t i;

	if (s->query->row_id < 0)
		return 0;
	for (i = 0; i < p->ntables; i++) {
		int column = i ? s->query->joins[i - 1].row_id : s->query->row_id;

		if (column < 0)
			continue;
		if (!s->cursor->class->integer(s->cursor, column, &id))
			id = 0;
		if (same && id != s->row_ids[i] && i && !p->joins[i - 1].many) {
			err_set(err, ERR_DATA,
				"has more than one partner in %s; allow it with "
				"\"many\" in %s",
				p->tables[i]->name, p->path);
			return at_row(s, err);
		}
		same = same && id == s->row_ids[i];
		s->row_ids[i] = id;
	}
	s->has_row_before = true;
	return 0;
}

static bool is_full(const struct part *part)
{
	size_t bytes = 0, i;

	if (part->nrows >= BATCH_ROWS)
		return true;
	if (part->nrows % ROWS_BETWEEN_LOOKS)
		return false;
	for (i = 0; i < part->ncolumns; i++)
		bytes += builder_bytes(&part->columns[i]);
	return bytes >= BATCH_BYTES;
}

/* One row of the cursor into the part that is being filled: -1, else 0. */
static int add_row(void *scan, struct err *err)
{
	struct scan *s = scan;
	const struct query *q = s->query;
	int ret;

	s->rows_read++;
	if (s->plan->ntables > 1) {
		if ((ret = check_partners(s, err)) <= 0)
			return ret;
		if (check_only_partner(s, err) < 0)
			return -1;
	}
	ret = s->cursor->class->cells(s->cursor, q->first, s->cells, q->npulls, err);
	if (ret < 0)
		return at_row(s, err);
	s->rejected += ret == 0;
	s->keep[s->filling->nrows++] = ret;
	return 0;
}

static void copy_kept(struct builder *to, const struct column *from, const bool *keep,
		      int64_t nrows)
{
	int64_t first = 0, end;

	for (; first < nrows; first = end) {
		for (end = first; end < nrows && keep[end] == keep[first]; end++)
			;
		if (keep[first])
			builder_append(to, from, first, end - first);
	}
}

/* Only the rows that are kept; in the part's own memory or the spare one. */
static void drop_rows(struct scan *s, struct part *part)
{
	int64_t kept = 0, row;
	struct builder *old = part->columns;
	struct column view;
	size_t i;

	for (row = 0; row < part->nrows; row++)
		kept += s->keep[row];
	if (kept == part->nrows)
		return;
	for (i = 0; i < part->ncolumns; i++) {
		builder_clear(&s->spare[i]);
		builder_view(&old[i], &view);
		copy_kept(&s->spare[i], &view, s->keep, part->nrows);
	}
	part->columns = s->spare;
	part->nrows = kept;
	s->spare = old;
}

static void apply_filter(struct scan *s, struct part *part)
{
	size_t i;

	if (!s->filter)
		return;
	s->filtered.nrows = part->nrows;
	for (i = 0; i < s->filtered.ncolumns; i++)
		builder_view(&part->columns[s->filtered_pulls[i]], &s->filtered.columns[i]);
	filter_rows(s->filter, &s->filtered, s->keep);
}

static void announce(struct scan *s, struct part *part)
{
	size_t i;

	for (i = 0; i < part->ncolumns; i++) {
		struct dict *d = s->cells[i].dict;

		buf_clear(&part->fresh[i]);
		for (; d && s->announced[i] < dict_count(d); s->announced[i]++) {
			struct str text = dict_at(d, s->announced[i]);

			buf_add(&part->fresh[i], &text, sizeof(text));
		}
	}
}

static int fill(struct scan *s, struct part *part, struct err *err)
{
	int ret = 1;
	size_t i;

	part->nrows = 0;
	for (i = 0; i < part->ncolumns; i++) {
		builder_clear(&part->columns[i]);
		s->cells[i].to = &part->columns[i];
	}
	s->filling = part;
	while (!is_full(part) && ret == 1)
		ret = s->cursor->class->step(s->cursor, add_row, s, err);
	s->is_ended = ret == 0;
	return ret;
}

int scan_next(struct scan *s, struct part *part, struct err *err)
{
	part->nrows = 0;
	while (part->nrows == 0) {
		if (s->is_ended)
			return 0;
		if (program_check(err) < 0 || fill(s, part, err) < 0)
			return -1;
		if (part->nrows == 0)
			continue;
		apply_filter(s, part);
		drop_rows(s, part);
	}
	announce(s, part);
	return 1;
}
