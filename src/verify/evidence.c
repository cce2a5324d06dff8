#include "verify/evidence.h"

#include <stdlib.h>

#include "core/mem.h"

/* Whether everything is shown, and then the whole less its parts. */
static bool is_example(const struct attack_cells *c, const struct relation *r, __int128 *difference,
		       size_t *nonzero, bool *is_exceeded)
{
	const struct attack_cell *whole = &c->cells[r->whole];

	*difference = whole->value;
	*nonzero = 0;
	*is_exceeded = false;
	if (whole->state != CELL_SHOWN)
		return false;
	for (size_t i = 0; i < r->nparts; i++) {
		const struct attack_cell *part = &c->cells[r->parts[i]];

		if (part->state != CELL_SHOWN)
			return false;
		*difference -= part->value;
		*nonzero += part->value != 0;
		*is_exceeded |= part->value > whole->value;
	}
	return true;
}

static int look(void *ctx, const struct relation *r, struct err *err)
{
	struct evidence *e = ctx;
	struct family *f;
	__int128 difference;
	size_t nonzero;
	bool is_exceeded;
	size_t room;

	(void)err;
	if (r->family >= e->n) {
		room = (size_t)e->n;
		e->families = mem_grow(e->families, &room, (size_t)r->family + 1,
				       sizeof(*e->families));
		memset(e->families + e->n, 0, (room - (size_t)e->n) * sizeof(*e->families));
		e->n = (int32_t)room;
	}
	if (!is_example(e->cells, r, &difference, &nonzero, &is_exceeded))
		return 0;
	f = &e->families[r->family];
	f->equal += difference == 0;
	f->less += difference < 0;
	f->more += difference > 0;
	f->telling += difference == 0 && nonzero > (r->shape == RELATION_SUM ? 1 : 0);
	f->is_exceeded |= is_exceeded;
	return 0;
}

int evidence_collect(struct evidence *e, struct relations *g, bool assume_additive, struct err *err)
{
	*e = (struct evidence){ .cells = g->cells, .assume_additive = assume_additive };
	return relations_each(g, look, e, err);
}

void evidence_release(struct evidence *e)
{
	free(e->families);
	*e = (struct evidence){ .n = 0 };
}

/* What is left of a sum that does not hold. */
static enum belief weaker(const struct family *f, const struct relation *r,
			  const struct quantity *q)
{
	if (r->is_guess || q->has_negative || f->is_exceeded)
		return BELIEF_NONE;
	if (!r->has_gap && f->more == 0)
		return BELIEF_BOUNDS;
	return q->adding != ADDS_DISTINCT && f->less == 0 ? BELIEF_COVERS : BELIEF_LEAST;
}

static enum belief belief_in_sum(const struct evidence *e, const struct family *f,
				 const struct relation *r, const struct quantity *q)
{
	bool is_refuted = f->less > 0 || f->more > 0;
	bool is_plain = !r->has_gap && !r->is_guess;
	bool is_wanted = is_plain && (e->assume_additive || q->adding == ADDS_UNKNOWN);

	if (q->adding == ADDS_NOT)
		return BELIEF_NONE;
	if (is_refuted)
		return weaker(f, r, q);
	if (is_plain && q->adding == ADDS_UP)
		return BELIEF_FIRM;
	return f->telling || is_wanted ? BELIEF_ASSUMED : weaker(f, r, q);
}

enum belief evidence_belief(const struct evidence *e, const struct relation *r)
{
	const struct family *f = &e->families[r->family];
	int32_t key[BOOKS_MAX + 1];
	const struct quantity *q;

	attack_cells_key(e->cells, r->whole, key);
	q = &e->cells->quantities[key[0]];
	switch (r->shape) {
	case RELATION_SUM:
	case RELATION_ON:
		return belief_in_sum(e, f, r, q);
	case RELATION_SAME:
		if (f->less || f->more)
			return BELIEF_NONE;
		if (!r->has_gap && !r->is_guess)
			return BELIEF_FIRM;
		return f->telling ? BELIEF_ASSUMED : BELIEF_NONE;
	case RELATION_PART:
		break;
	}
	return f->is_exceeded || q->has_negative || q->adding == ADDS_NOT ? BELIEF_NONE
									  : BELIEF_LEAST;
}
