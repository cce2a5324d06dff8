#include "protect/intervals/intervals_proofs.h"

#include "core/jsonout.h"
#include "core/mem.h"

/* Rows by slot. */
struct slot_rows {
	size_t *start;
	uint32_t *rows;
};

void proofs_add_claim(struct interval_proofs *p, const struct proof_claim *claim)
{
	p->claims = mem_grow(p->claims, &p->claims_capacity, p->nclaims + 1, sizeof(*p->claims));
	p->claims[p->nclaims++] = *claim;
}

/* In the order of `sorted`. */
static void list_rows(struct slot_rows *l, const struct interval_model *m)
{
	const struct slots *s = &m->slots;
	uint32_t nrows = m->p->c->nrows, i, row, slot;
	size_t n = 0;
	int k;

	l->start = mem_zalloc((size_t)s->n + 2, sizeof(*l->start));
	for (k = 0; k < m->p->c->nmeasures; k++)
		for (i = 0; s->of[k] && i < nrows; i++)
			if (s->of[k][i] < SLOT_ZERO) {
				l->start[s->of[k][i] + 2]++;
				n++;
			}
	for (i = 2; i < s->n + 2; i++)
		l->start[i] += l->start[i - 1];
	l->rows = mem_zalloc(n + 1, sizeof(*l->rows));
	for (k = 0; k < m->p->c->nmeasures; k++)
		for (i = 0; s->of[k] && i < nrows; i++) {
			row = m->p->c->sorted[i];
			slot = s->of[k][row];
			if (slot < SLOT_ZERO)
				l->rows[l->start[slot + 1]++] = row;
		}
}

static void add_change(struct interval_proofs *p, const struct interval_model *m, uint32_t row,
		       int measure, int64_t value)
{
	p->changes = mem_grow(p->changes, &p->changes_capacity, p->nchanges + 1,
			      sizeof(*p->changes));
	p->changes[p->nchanges++] = (struct proof_change){ row, measure, value };
	if (m->p->views[row] != VIEW_NEAR)
		return;
	p->nears = mem_grow(p->nears, &p->nears_capacity, p->nnears + 1, sizeof(*p->nears));
	p->nears[p->nnears++] = (struct proof_near){ row, m->p->near };
}

static int by_place(const void *x, const void *y, void *arg)
{
	const struct proof_change *a = x, *b = y;
	const struct cells *c = arg;

	if (a->measure != b->measure)
		return a->measure < b->measure ? -1 : 1;
	return c->ranks[a->row] < c->ranks[b->row] ? -1 : c->ranks[a->row] > c->ranks[b->row];
}

static void add_witness(struct interval_proofs *p, const struct interval_model *m,
			const struct witness_table *w, const struct slot_rows *l)
{
	size_t first = p->nchanges, k;
	const struct slot *s;
	uint32_t i, slot;

	p->starts = mem_grow(p->starts, &p->starts_capacity, p->nwitnesses + 2, sizeof(*p->starts));
	p->starts[p->nwitnesses++] = first;
	for (i = 0; i < w->n; i++) {
		slot = m->slot_of_var[w->vars[i]];
		s = &m->slots.items[slot];
		for (k = l->start[slot]; k < l->start[slot + 1]; k++)
			add_change(p, m, l->rows[k], s->measure, w->values[i]);
	}
	p->starts[p->nwitnesses] = p->nchanges;
	if (p->nchanges > first)
		qsort_r(p->changes + first, p->nchanges - first, sizeof(*p->changes), by_place,
			(void *)(uintptr_t)m->p->c);
}

void proofs_add_witnesses(struct interval_proofs *p, const struct interval_model *m,
			  const struct linear_result *r)
{
	struct slot_rows l;
	uint32_t i;

	list_rows(&l, m);
	for (i = 0; i < r->nwitnesses; i++)
		add_witness(p, m, &r->witnesses[i], &l);
	free(l.start);
	free(l.rows);
}

void proofs_release(struct interval_proofs *p)
{
	free(p->claims);
	free(p->starts);
	free(p->changes);
	free(p->nears);
	free(p);
}

/* As lines ------------------------------------------------------------------ */

static void put_witness_number(struct jsonout *j, uint32_t number)
{
	if (number == PROOF_TRUTH)
		jsonout_null(j);
	else
		jsonout_int(j, number);
}

static void put_claim(const struct proof_claim *claim, const struct cells *c,
		      const struct primary *pr, struct buf *b)
{
	const int *nodes = claim->cell < c->nrows ? cells_nodes(c, claim->cell)
						  : primary_shadow(pr, claim->cell - c->nrows);
	struct buf code = BUF_INIT;
	struct jsonout j;
	int a;

	jsonout_init(&j, b, 0);
	jsonout_open(&j, '{');
	jsonout_key(&j, "certified");
	jsonout_open(&j, '{');
	for (a = 0; a < c->naxes; a++) {
		buf_clear(&code);
		axis_describe(&c->axes[a], nodes[a], &code);
		jsonout_member(&j, c->axes[a].name, code.p);
	}
	jsonout_close(&j, '}');
	jsonout_member(&j, "measure", c->measures[claim->measure].name);
	jsonout_member_int(&j, "value", claim->truth);
	jsonout_key(&j, "need");
	jsonout_open(&j, '[');
	jsonout_int(&j, claim->need_low);
	jsonout_int(&j, claim->need_high);
	jsonout_close(&j, ']');
	jsonout_key(&j, "witnesses");
	jsonout_open(&j, '[');
	put_witness_number(&j, claim->low_witness);
	put_witness_number(&j, claim->high_witness);
	jsonout_close(&j, ']');
	jsonout_close(&j, '}');
	buf_putc(b, '\n');
	buf_release(&code);
}

static void put_witness(const struct interval_proofs *p, size_t i, const struct cells *c,
			struct buf *b)
{
	struct jsonout j;
	size_t k;

	jsonout_init(&j, b, 0);
	jsonout_open(&j, '{');
	jsonout_member_int(&j, "witness", (long long)i);
	jsonout_key(&j, "values");
	jsonout_open(&j, '{');
	for (k = p->starts[i]; k < p->starts[i + 1]; k++) {
		if (k == p->starts[i] || p->changes[k].measure != p->changes[k - 1].measure) {
			if (k > p->starts[i])
				jsonout_close(&j, ']');
			jsonout_key(&j, c->measures[p->changes[k].measure].name);
			jsonout_open(&j, '[');
		}
		jsonout_open(&j, '[');
		jsonout_int(&j, c->ranks[p->changes[k].row]);
		jsonout_int(&j, p->changes[k].value);
		jsonout_close(&j, ']');
	}
	if (k > p->starts[i])
		jsonout_close(&j, ']');
	jsonout_close(&j, '}');
	jsonout_close(&j, '}');
	buf_putc(b, '\n');
}

static int by_rank(const void *x, const void *y, void *arg)
{
	const struct proof_near *a = x, *b = y;
	const struct cells *c = arg;

	return c->ranks[a->row] < c->ranks[b->row] ? -1 : c->ranks[a->row] > c->ranks[b->row];
}

/* Rows that show an earlier value and have another than the true one in some witness. */
static void put_nears(struct interval_proofs *p, const struct cells *c, struct buf *b)
{
	struct jsonout j;
	size_t i;
	int a;

	if (p->nnears > 1)
		qsort_r(p->nears, p->nnears, sizeof(*p->nears), by_rank, (void *)(uintptr_t)c);
	for (i = 0; i < p->nnears; i++) {
		if (i > 0 && p->nears[i].row == p->nears[i - 1].row)
			continue;
		jsonout_init(&j, b, 0);
		jsonout_open(&j, '{');
		jsonout_key(&j, "near");
		jsonout_open(&j, '{');
		for (a = 0; a < c->naxes; a++)
			jsonout_member(&j, c->axes[a].name,
				       c->axes[a].codes[cells_nodes(c, p->nears[i].row)[a]]);
		jsonout_close(&j, '}');
		jsonout_member_int(&j, "id", c->ranks[p->nears[i].row]);
		jsonout_member_int(&j, "less_than", p->nears[i].near);
		jsonout_close(&j, '}');
		buf_putc(b, '\n');
	}
}

void intervals_write(const struct interval_result *r, const struct cells *c,
		     const struct primary *pr, struct buf *b)
{
	struct interval_proofs *p = r->proofs;
	size_t i;

	if (!p)
		return;
	for (i = 0; i < p->nclaims; i++)
		put_claim(&p->claims[i], c, pr, b);
	put_nears(p, c, b);
	for (i = 0; i < p->nwitnesses; i++)
		put_witness(p, i, c, b);
}
