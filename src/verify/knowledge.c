#include "verify/knowledge.h"

#include <stdlib.h>

#include "core/mem.h"

#define RIGHT_LIMIT ((__int128)1 << 62)

struct gathering {
	struct knowledge *k;
	const struct attack_cells *cells;
	const struct evidence *e;
	__int128 right; /* of the row that is being written */
	size_t nterms;
	struct err *err;
};

/* Tonight's count is near the one of the earlier day: a greater change would be shown.  By how much
 * sums differ nobody can say.  Where the package gives no threshold, the value is taken as it is. */
static void bound_held(struct knowledge *k, uint32_t v, int64_t value, const struct published *p,
		       const struct quantity *q)
{
	if (p->near > 0 && q->scale > 0)
		return;
	k->low[v] = p->near > 0 ? value - p->near + 1 : value;
	k->high[v] = p->near > 0 ? value + p->near - 1 : value;
	if (k->low[v] < k->sure_low[v])
		k->low[v] = k->sure_low[v];
}

static void make_variable(struct knowledge *k, const struct attack_cells *c, int32_t cell)
{
	const struct attack_cell *from = &c->cells[cell];
	int32_t key[BOOKS_MAX + 1];
	const struct quantity *q;
	uint32_t v = k->nvars++;

	attack_cells_key(c, cell, key);
	q = &c->quantities[key[0]];
	k->cells[v] = cell;
	k->vars[cell] = (int32_t)v;
	k->sure_low[v] = k->low[v] = q->has_negative ? -BOUND_NONE : 0;
	k->sure_high[v] = k->high[v] = BOUND_NONE;
	k->is_held[v] = from->state == CELL_HELD;
	if (k->is_held[v])
		bound_held(k, v, from->value, &c->releases[from->release], q);
	else if (from->state == CELL_HIDDEN && q->shows_zero && !q->has_negative &&
		 !q->is_beside_sum)
		k->low[v] = 1;
}

static void make_variables(struct knowledge *k, const struct attack_cells *c)
{
	size_t n = (size_t)c->ncells + 1;

	k->cells = mem_alloc(n * sizeof(*k->cells));
	k->vars = mem_alloc(n * sizeof(*k->vars));
	k->low = mem_alloc(n * sizeof(*k->low));
	k->high = mem_alloc(n * sizeof(*k->high));
	k->is_held = mem_alloc(n * sizeof(*k->is_held));
	k->sure_low = mem_alloc(n * sizeof(*k->sure_low));
	k->sure_high = mem_alloc(n * sizeof(*k->sure_high));
	for (int32_t i = 0; i < c->ncells; i++) {
		k->vars[i] = -1;
		if (c->cells[i].state != CELL_SHOWN)
			make_variable(k, c, i);
	}
}

/* weight times the cell is on the left side of the row. */
static void add_cell(struct gathering *g, int32_t cell, int8_t weight)
{
	struct knowledge *k = g->k;
	int32_t v = k->vars[cell];
	size_t at = k->rows[k->nrows].first + g->nterms;

	if (v < 0) {
		g->right -= weight * (__int128)g->cells->cells[cell].value;
		return;
	}
	k->terms = mem_grow(k->terms, &k->terms_room, at + 1, sizeof(*k->terms));
	k->weights = mem_grow(k->weights, &k->weights_room, at + 1, sizeof(*k->weights));
	k->terms[at] = (uint32_t)v;
	k->weights[at] = weight;
	g->nterms++;
}

static void begin_row(struct gathering *g)
{
	struct knowledge *k = g->k;
	size_t first = k->nrows ? k->rows[k->nrows].first : 0;

	k->rows = mem_grow(k->rows, &k->rows_room, (size_t)k->nrows + 2, sizeof(*k->rows));
	k->rows[k->nrows].first = first;
	g->right = 0;
	g->nterms = 0;
}

static int end_row(struct gathering *g, const struct relation *r, enum row_sense sense,
		   bool is_assumed)
{
	struct known_row *row = &g->k->rows[g->k->nrows];

	if (g->nterms == 0)
		return 0;
	if (g->right >= RIGHT_LIMIT || g->right <= -RIGHT_LIMIT)
		return err_set(g->err, ERR_DATA, "the sum of the shown values is too large");
	row->right = (int64_t)g->right;
	row->sense = (uint8_t)sense;
	row->is_assumed = is_assumed;
	row->shape = (uint8_t)r->shape;
	row->book = (uint8_t)r->book;
	row->whole = r->whole;
	g->k->nrows++;
	g->k->rows[g->k->nrows].first = row->first + g->nterms;
	return 0;
}

static int add_row(struct gathering *g, const struct relation *r, enum row_sense sense,
		   bool is_assumed)
{
	begin_row(g);
	add_cell(g, r->whole, 1);
	for (size_t i = 0; i < r->nparts; i++)
		add_cell(g, r->parts[i], -1);
	return end_row(g, r, sense, is_assumed);
}

/* The whole is no less than each part. */
static int add_least(struct gathering *g, const struct relation *r)
{
	for (size_t i = 0; i < r->nparts; i++) {
		begin_row(g);
		add_cell(g, r->whole, 1);
		add_cell(g, r->parts[i], -1);
		if (end_row(g, r, ROW_AT_LEAST, false) < 0)
			return -1;
	}
	return 0;
}

static int take(void *ctx, const struct relation *r, struct err *err)
{
	struct gathering *g = ctx;

	g->err = err;
	switch (evidence_belief(g->e, r)) {
	case BELIEF_NONE:
		break;
	case BELIEF_LEAST:
		return add_least(g, r);
	case BELIEF_BOUNDS:
		return add_row(g, r, ROW_AT_MOST, false) < 0 ? -1 : add_least(g, r);
	case BELIEF_COVERS:
		return add_row(g, r, ROW_AT_LEAST, false);
	case BELIEF_ASSUMED:
		return add_row(g, r, ROW_EQUAL, true);
	case BELIEF_FIRM:
		return add_row(g, r, ROW_EQUAL, false);
	}
	return 0;
}

int knowledge_gather(struct knowledge *k, struct relations *g, const struct evidence *e,
		     struct err *err)
{
	struct gathering gathering = { .k = k, .cells = g->cells, .e = e };

	*k = (struct knowledge){ .nvars = 0 };
	make_variables(k, g->cells);
	begin_row(&gathering);
	return relations_each(g, take, &gathering, err);
}

void knowledge_bounds(const struct knowledge *k, uint32_t var, enum trust trust, int64_t *low,
		      int64_t *high)
{
	bool is_sure = trust == TRUST_SURE || (trust == TRUST_TODAY && k->is_held[var]);

	*low = is_sure ? k->sure_low[var] : k->low[var];
	*high = is_sure ? k->sure_high[var] : k->high[var];
}

void knowledge_release(struct knowledge *k)
{
	free(k->cells);
	free(k->vars);
	free(k->low);
	free(k->high);
	free(k->is_held);
	free(k->sure_low);
	free(k->sure_high);
	free(k->rows);
	free(k->terms);
	free(k->weights);
	*k = (struct knowledge){ .nvars = 0 };
}

void knowledge_put_words(const struct attack_cells *c, const struct known_row *row, struct buf *to)
{
	static const char *const words[] = {
		[RELATION_SUM] = "the sum of its parts",
		[RELATION_SAME] = "the same as its end",
		[RELATION_ON] = "the sum since January and the flow of the period",
		[RELATION_PART] = "no less than its part",
	};
	static const char *const senses[] = { "", " at least", " at most" };
	const struct codebook *b = &c->books[row->book];
	int32_t key[BOOKS_MAX + 1];
	struct str code;

	attack_cells_key(c, row->whole, key);
	code = dict_at(b->codes, key[row->book + 1]);
	buf_printf(to, "%s %.*s is%s %s%s", b->name, (int)code.n, code.p,
		   row->shape == RELATION_SUM ? senses[row->sense] : "", words[row->shape],
		   row->is_assumed ? " (nothing shown refutes it)" : "");
}
