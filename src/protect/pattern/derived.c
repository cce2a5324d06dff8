#include "protect/pattern/derived.h"

#include "core/mem.h"
#include "core/program.h"
#include "protect/pattern/basis.h"

static int fill(struct basis *b, const struct protection *p, const struct system_of *s,
		struct err *err)
{
	struct vector v = { 0 };
	uint32_t i, cell, row;
	int ret = 0;

	/* Backwards: parts, which are short, come before their wholes. */
	for (i = s->ncells; i-- > 0 && ret == 0;) {
		cell = system_in_order(s, p->c, i);
		row = protection_row(s, cell);
		if (i % 256 == 0)
			ret = program_check(err);
		if (row >= p->c->nrows || !protection_is_shown(p, row, protection_kind(s, cell)))
			continue;
		basis_reduce(b, &s->matrix, cell, &v);
		if (v.n == 0)
			continue;
		basis_scale(b, &v, v.rows[0]);
		basis_add(b, &v, v.rows[0]);
	}
	vector_release(&v);
	return ret;
}

/* For whatever reason it is suppressed: the next night's may be another. */
static bool may_show(const struct protection *p, uint32_t row, enum measure_kind kind)
{
	return p->pr->states[row] == ROW_VALUE && p->out->how[row] != SUPPRESS_NOT &&
	       !p->out->is_held[row] && protection_shows_kind(p, row, kind);
}

static void mark(struct basis *b, struct protection *p, const struct system_of *s)
{
	struct vector v = { 0 };
	enum measure_kind kind;
	uint32_t cell, row;

	for (cell = 0; cell < s->ncells; cell++) {
		row = protection_row(s, cell);
		kind = protection_kind(s, cell);
		if (row >= p->c->nrows || !may_show(p, row, kind))
			continue;
		basis_reduce(b, &s->matrix, cell, &v);
		if (v.n == 0 &&
		    (sparse_count(&s->matrix, cell) > 0 || cells_kind_is_zero(p->c, kind, row)))
			p->out->is_derived[row] |= (uint8_t)(1u << kind);
	}
	vector_release(&v);
}

int derived_find(struct protection *p, struct err *err)
{
	struct field61 field;
	struct basis b;
	int i, ret = 0;

	/* Without periods every kind obeys the same equations: a row is all or nothing. */
	if (!p->has_periods)
		return 0;
	field61_draw(&field, p->out->digest, 2);
	for (i = 0; i < p->nsystems && ret == 0; i++) {
		basis_init(&b, &field, p->systems[i].matrix.nrows);
		ret = fill(&b, p, &p->systems[i], err);
		if (ret == 0)
			mark(&b, p, &p->systems[i]);
		basis_release(&b);
	}
	return ret;
}

bool derived_shows(const struct suppression *s, const struct cells *c, uint32_t row, int measure)
{
	return s->is_derived[row] >> c->measures[measure].kind & 1;
}
