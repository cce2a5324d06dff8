/*
 * night_world: small tables that change from night to night, and what every night released.
 *
 * The inner cells are those of random_table.h.  One table has rows of all of its dimensions;
 * a second one, protected with it, leaves out a dimension or a level.  Each table is written
 * in a run of its own, as the programs do it, and its draft taken into one history.
 */
#ifndef TEST_NIGHT_WORLD_H
#define TEST_NIGHT_WORLD_H

#include "random_table.h"

#include "core/date.h"
#include "protect/shown.h"

enum { NW_NIGHTS = 5, NW_TABLES = 2, NW_DAY = 20000 };

/* What one night showed of a row. */
struct nw_value {
	bool is_there; /* the release has the row */
	enum history_view view;
	char status[MEASURE_KINDS], text[MEASURE_KINDS][24];
	int32_t as_of; /* OUTCOME_NO_DATE: tonight */
	bool is_z;
};

struct nw_table {
	const char *name;
	unsigned dims;	 /* bits */
	int skipped_dim; /* the table has no rows of codes that have a code above them, -1: all */
	struct nw_value *values; /* [night * RT_ROWS + row] */
	bool was_there[RT_ROWS];
};

struct nw {
	struct rt t;	     /* dimensions; y of tonight; rows */
	int ntables, nights; /* that were released */
	struct nw_table tables[NW_TABLES];
	int64_t y[NW_NIGHTS][RT_INNER];
	bool is_z[RT_ROWS];
	int64_t minimum;
	int final_after;
	const char *revise;
	char *dir, *history, *drafts[NW_TABLES];
	int order[RT_ROWS]; /* in which rows come */
	bool is_held;
	int nheld;
	uint8_t how[NW_TABLES][RT_ROWS];
};

static inline bool nw_has(const struct nw *w, const struct nw_table *b, const int *nodes)
{
	int a;

	for (a = 0; a < w->t.ndims; a++) {
		if (!(b->dims >> a & 1) && nodes[a] != 0)
			return false;
		if (a == b->skipped_dim && w->t.dims[a].parents[nodes[a]] > 0)
			return false;
	}
	return true;
}

/* A row that was there once stays. */
static inline bool nw_is_there(const struct nw *w, const struct nw_table *b, int row)
{
	return nw_has(w, b, w->t.rows[row]) &&
	       (b->was_there[row] || !w->t.omits_zeros || !rt_is_zero(&w->t, w->t.rows[row]));
}

static inline void nw_schema(const struct nw *w, const struct nw_table *b, struct schema *s)
{
	static const char *const parts[] = { "label", "level", "parent" };
	char name[16], part[32];
	struct field *f;
	int a, k;

	*s = (struct schema)SCHEMA_INIT;
	meta_set(&s->meta, META_STATE, "cells");
	meta_set(&s->meta, META_DATASET, b->name);
	for (a = 0; a < w->t.ndims; a++) {
		if (!(b->dims >> a & 1))
			continue;
		snprintf(name, sizeof(name), "d%d", a);
		f = schema_add(s, name, FIELD_DICT);
		rt_meta(f, "dimension", NULL);
		if (w->t.dims[a].shape == RT_OF_WHICH)
			meta_set(&f->meta, META_KIND, "of-which");
		for (k = 0; k < 3; k++) {
			snprintf(part, sizeof(part), "%s_%s", name, parts[k]);
			rt_meta(schema_add(s, part, FIELD_DICT), parts[k], name);
		}
	}
	for (k = 0; k < MEASURE_KINDS; k++) {
		if (!w->t.has_kind[k])
			continue;
		f = schema_add(s, rt_kinds[k], FIELD_INT64);
		rt_meta(f, "measure", NULL);
		meta_set(&f->meta, META_KIND, rt_kinds[k]);
		snprintf(part, sizeof(part), "%s_status", rt_kinds[k]);
		rt_meta(schema_add(s, part, FIELD_DICT), "status", rt_kinds[k]);
	}
}

static inline bool nw_has_code(const struct nw *w, const struct nw_table *b, int a, int node)
{
	int row;

	for (row = 0; row < w->t.nrows; row++)
		if (w->t.rows[row][a] == node && nw_is_there(w, b, row))
			return true;
	return false;
}

static inline void nw_put_row(const struct nw *w, const struct nw_table *b,
			      struct batch_builder *bb, int row)
{
	const int *nodes = w->t.rows[row];
	const struct rt_dim *d;
	int a, k, c = 0, up;

	for (a = 0; a < w->t.ndims; a++) {
		if (!(b->dims >> a & 1))
			continue;
		d = &w->t.dims[a];
		up = d->parents[nodes[a]];
		while (up >= 0 && !nw_has_code(w, b, a, up))
			up = d->parents[up];
		rt_put(&bb->columns[c++], d->codes[nodes[a]]);
		rt_put(&bb->columns[c++], "name");
		rt_put(&bb->columns[c++], d->levels[nodes[a]]);
		rt_put(&bb->columns[c++], up < 0 ? NULL : d->codes[up]);
	}
	for (k = 0; k < MEASURE_KINDS; k++) {
		if (!w->t.has_kind[k])
			continue;
		if (w->is_z[row]) {
			builder_null(&bb->columns[c++]);
			rt_put(&bb->columns[c++], "z");
			continue;
		}
		builder_int64(&bb->columns[c++], rt_value(&w->t, nodes, k));
		builder_null(&bb->columns[c++]);
	}
}

/* row_of: the number of each row in the table. */
static inline void nw_load(struct nw *w, const struct nw_table *b, struct cells *c, bool is_first,
			   uint32_t *row_of)
{
	struct batch_builder bb;
	struct schema s;
	struct err err = ERR_INIT;
	uint32_t n = 0;
	int i, row;

	nw_schema(w, b, &s);
	batch_builder_init(&bb, &s);
	if ((is_first ? cells_init(c, &s, &err) : cells_add_table(c, &s, &err)) < 0)
		fail_msg("%s", err.msg);
	for (i = 0; i < w->t.nrows; i++) {
		row = w->order[i];
		row_of[row] = CELLS_NO_ROW;
		if (!nw_is_there(w, b, row))
			continue;
		batch_builder_clear(&bb);
		nw_put_row(w, b, &bb, row);
		row_of[row] = n++;
		if (cells_add(c, batch_builder_view(&bb), &err) < 0)
			fail_msg("%s", err.msg);
	}
	batch_builder_release(&bb);
	schema_release(&s);
}

static inline void nw_policy(const struct nw *w, struct policy *p, const struct cells *c)
{
	struct buf b = BUF_INIT;
	struct err err = ERR_INIT;
	int k, t, n = 0;

	buf_printf(&b, "{\"minimum_frequency\":{\"threshold\":%d,\"counts\":[",
		   (int)w->t.threshold);
	for (t = 0; t < w->ntables; t++)
		for (k = 0; k < MEASURE_KINDS; k++)
			if (w->t.is_count[k])
				buf_printf(&b, "%s\"%s.%s\"", n++ ? "," : "", w->tables[t].name,
					   rt_kinds[k]);
	buf_printf(&b, "]},\"night\":{\"minimum_change\":%d", (int)w->minimum);
	if (w->final_after > 0)
		buf_printf(&b, ",\"final_after\":%d", w->final_after);
	if (w->revise)
		buf_printf(&b, ",\"revise\":[\"%s\"]", w->revise);
	buf_puts(&b, "}}");
	if (policy_parse("policy", (struct str){ b.p, b.n }, p, &err) < 0 ||
	    policy_bind(p, c, &err) < 0)
		fail_msg("%s", err.msg);
	buf_release(&b);
}

struct nw_run {
	struct cells c;
	struct policy p;
	struct primary pr;
	struct past past;
	struct suppression s;
	struct outcome o;
};

/* Where tonight's row of the cells stands; tables come first, second. */
static inline void nw_keep(struct nw *w, int first, const struct nw_run *r, const uint32_t *row_of,
			   int32_t day)
{
	struct nw_table *b = &w->tables[first];
	struct nw_value *v;
	struct buf text = BUF_INIT;
	uint32_t at;
	int row, k, m;

	(void)day;
	for (row = 0; row < w->t.nrows; row++) {
		v = &b->values[w->nights * RT_ROWS + row];
		*v = (struct nw_value){ .is_there = row_of[row] != CELLS_NO_ROW };
		if (!v->is_there)
			continue;
		at = r->c.tables[0].rows[row_of[row]];
		w->how[first][row] = r->s.how[at];
		v->view = r->s.how[at] == SUPPRESS_NOT ? HISTORY_SHOWN
			  : r->s.is_held[at]	       ? HISTORY_HELD
						       : HISTORY_HIDDEN;
		v->as_of = r->o.dates[at];
		v->is_z = w->is_z[row];
		for (m = 0; m < r->c.nmeasures; m++) {
			if (r->c.measures[m].table != 0)
				continue;
			k = (int)r->c.measures[m].kind;
			buf_clear(&text);
			outcome_shows(&r->o, at, m, &v->status[k]);
			if (r->o.texts[at * (uint32_t)r->c.nmeasures + (uint32_t)m])
				buf_puts(&text,
					 r->o.texts[at * (uint32_t)r->c.nmeasures + (uint32_t)m]);
			else if (v->status[k] != 'c')
				cells_put_value(&r->c, m, at, &text);
			snprintf(v->text[k], sizeof(v->text[k]), "%s", text.p ? text.p : "");
			if (v->status[k] == 'c')
				v->view = HISTORY_HIDDEN;
		}
	}
	buf_release(&text);
}

/* One program run: false when it is held. */
static inline bool nw_run(struct nw *w, int first, int32_t day)
{
	const char *names[NW_TABLES] = { w->tables[first].name, w->tables[!first].name };
	uint32_t row_of[RT_ROWS], other[RT_ROWS];
	struct nw_run r = { 0 };
	struct err err = ERR_INIT;
	int ret;

	nw_load(w, &w->tables[first], &r.c, true, row_of);
	if (w->ntables > 1)
		nw_load(w, &w->tables[!first], &r.c, false, other);
	if (cells_finish(&r.c, &err) < 0)
		fail_msg("%s", err.msg);
	nw_policy(w, &r.p, &r.c);
	if (additive_check(&r.c, &r.p, &err) < 0 || primary_find(&r.pr, &r.c, &r.p, &err) < 0 ||
	    past_read(&r.past, &r.c, w->history, names, &err) < 0)
		fail_msg("%s", err.msg);
	ret = suppress_tables(&r.s, &r.c, &r.p, &r.pr, &r.past, &err);
	if (ret < 0 && err.kind != ERR_GATE)
		fail_msg("%s", err.msg);
	if (ret < 0 && getenv("NW_SAY"))
		print_message("held: %s\n", err.msg);
	outcome_init(&r.o, &r.c);
	r.o.has_dates = true;
	if (ret == 0) {
		shown_fill(&r.o, &r.c, &r.p, &r.pr, &r.past, &r.s);
		nw_keep(w, first, &r, row_of, day);
		if (shown_draft(w->drafts[first], names[0], day, &r.c, &r.pr, &r.past, &r.s, &r.o,
				&err) < 0)
			fail_msg("%s", err.msg);
	}
	outcome_release(&r.o);
	suppression_release(&r.s);
	past_release(&r.past);
	primary_release(&r.pr);
	policy_release(&r.p);
	cells_release(&r.c);
	return ret == 0;
}

static inline void nw_take(struct nw *w, int t, const char *id)
{
	struct history *h;
	struct err err = ERR_INIT;

	if (history_open(w->history, false, &h, &err) < 0 ||
	    history_take(h, w->drafts[t], id, &err) < 0)
		fail_msg("%s", err.msg);
	history_close(h);
}

/* Protects tonight's tables and releases them all, or none. */
static inline bool nw_night(struct nw *w, int32_t day)
{
	char id[16];
	int t, row;

	w->is_held = false;
	for (t = 0; t < w->ntables && !w->is_held; t++)
		w->is_held = !nw_run(w, t, day);
	if (w->is_held) {
		w->nheld++;
		return false;
	}
	snprintf(id, sizeof(id), "r%d", (int)day);
	for (t = 0; t < w->ntables; t++) {
		nw_take(w, t, id);
		for (row = 0; row < w->t.nrows; row++)
			w->tables[t].was_there[row] |= nw_is_there(w, &w->tables[t], row);
	}
	memcpy(w->y[w->nights++], w->t.y, sizeof(w->t.y));
	return true;
}

static inline void nw_shuffle(struct nw *w)
{
	int i, k, swap;

	for (i = w->t.nrows - 1; i > 0; i--) {
		k = rt_below(&w->t, i + 1);
		swap = w->order[i];
		w->order[i] = w->order[k];
		w->order[k] = swap;
	}
}

/* Nobody is of two codes of an of-which dimension: who reads such a table does not know who is. */
static inline bool nw_is_nobody(const struct nw *w, int inner)
{
	int a, part;

	for (a = w->t.ndims - 1; a >= 0; a--) {
		part = inner % w->t.dims[a].ninner;
		inner /= w->t.dims[a].ninner;
		if (w->t.dims[a].shape == RT_OF_WHICH && (part & (part - 1)) != 0)
			return true;
	}
	return false;
}

/* Some join, some leave, some come back. */
static inline void nw_churn(struct nw *w)
{
	int i, many = 2 + rt_below(&w->t, 6);
	int64_t *y = w->t.y;

	for (i = 0; i < w->t.ninner; i++) {
		if (rt_below(&w->t, many) || nw_is_nobody(w, i))
			continue;
		switch (rt_below(&w->t, 6)) {
		case 0:
			y[i] = 0;
			break;
		case 1:
			y[i] = w->nights > 1 ? w->y[rt_below(&w->t, w->nights)][i] : y[i];
			break;
		case 2:
			y[i] = rt_below(&w->t, 4);
			break;
		case 3:
			y[i] += 5 + rt_below(&w->t, 20);
			break;
		case 4:
			y[i] = y[i] > 8 ? y[i] - 6 - rt_below(&w->t, 3) : y[i];
			break;
		default:
			y[i] += rt_below(&w->t, 3);
		}
	}
	for (i = 0; i < w->t.nrows; i++)
		if (w->is_z[i] && !rt_is_zero(&w->t, w->t.rows[i]))
			w->is_z[i] = false;
}

static inline void nw_fill(struct nw *w)
{
	int i;

	for (i = 0; i < w->t.ninner; i++)
		w->t.y[i] = rt_below(&w->t, 4) && !nw_is_nobody(w, i)
				    ? rt_below(&w->t, 5) * rt_below(&w->t, 9)
				    : 0;
}

/* A second table lacks the last dimension, or the codes below the topmost of the first one. */
static inline bool nw_second(struct nw *w, int form)
{
	w->ntables = 2;
	w->tables[1] =
		(struct nw_table){ .name = "b", .dims = w->tables[0].dims, .skipped_dim = -1 };
	if (form == 1) { /* a margin */
		if (strcmp(w->t.dims[w->t.ndims - 1].codes[0], "_T") != 0)
			return false;
		w->tables[1].dims &= ~(1u << (w->t.ndims - 1));
	} else if (form == 2) { /* coarser */
		if (strcmp(w->t.dims[0].codes[0], "_T") != 0)
			return false;
		w->tables[1].skipped_dim = 0;
	} else if (form == 3) { /* two margins of what nobody shows */
		if (w->t.ndims < 3 || strcmp(w->t.dims[2].codes[0], "_T") != 0 ||
		    strcmp(w->t.dims[1].codes[0], "_T") != 0)
			return false;
		w->tables[0].dims = 3;
		w->tables[1].dims = 5;
	}
	return true;
}

static inline void nw_say_codes(const struct nw *w, const int *nodes)
{
	int d;

	for (d = 0; d < w->t.ndims; d++)
		printf("%s ", w->t.dims[d].codes[nodes[d]]);
}

static inline void nw_open(struct nw *w)
{
	int t;

	w->dir = scratch_new();
	w->history = file_join(w->dir, "cells.db");
	for (t = 0; t < w->ntables; t++) {
		w->drafts[t] = file_join(w->dir, t ? "draft-b" : "draft-a");
		w->tables[t].values = mem_zalloc(NW_NIGHTS * RT_ROWS, sizeof(struct nw_value));
	}
}

static inline void nw_close(struct nw *w)
{
	int t;

	scratch_remove(w->dir);
	free(w->history);
	for (t = 0; t < w->ntables; t++) {
		free(w->drafts[t]);
		free(w->tables[t].values);
	}
}

/* form: 0 one table, 1 to 3 see nw_second(), 4 two that are the same. */
static inline bool nw_make(struct nw *w, uint64_t seed, const enum rt_shape *shapes, int ndims,
			   bool one_kind, int form, int limit)
{
	int i;

	memset(w, 0, sizeof(*w));
	if (!rt_make(&w->t, seed, shapes, ndims, one_kind) || w->t.ninner > limit ||
	    w->t.nrows > 4 * limit)
		return false;
	nw_fill(w);
	w->minimum = 2 + rt_below(&w->t, 5);
	w->ntables = 1;
	w->tables[0] =
		(struct nw_table){ .name = "a", .dims = (1u << ndims) - 1, .skipped_dim = -1 };
	if (form > 0 && !nw_second(w, form))
		return false;
	for (i = 0; i < w->t.nrows; i++) {
		w->order[i] = i;
		w->is_z[i] = w->ntables == 1 && !w->t.omits_zeros &&
			     rt_is_zero(&w->t, w->t.rows[i]) && rt_below(&w->t, 2);
	}
	nw_open(w);
	return true;
}

#endif
