#include "protect/pattern/solve.h"

#include "core/log.h"
#include "core/mem.h"
#include "protect/words.h"

/* Of tonight's cells the first that is lost; what earlier releases have given away of
 * themselves is out, and only noted. */
static int take_losses(struct classing *k, int system, const struct elimination *e, struct err *err)
{
	const struct stack *s = k->stack;
	struct protection *p = k->p;
	uint32_t j, n = 0;
	size_t i;

	free(p->lost_columns[system]);
	free(p->lost_changes[system]);
	p->lost_columns[system] = mem_zalloc(s->matrix.ncolumns + 1, sizeof(bool));
	p->lost_changes[system] = mem_zalloc(s->also.n + 1, sizeof(bool));
	for (j = 0; j < s->matrix.ncolumns; j++) {
		/* What is one with a cell that is public needs no equation. */
		p->lost_columns[system][j] = k->groups[j].class == CELL_FORCED;
		if (e->outcomes[j] != CELL_UNSAFE)
			continue;
		if (k->groups[j].is_sensitive && words_unsafe(k, system, j, err) < 0)
			return -1;
		p->lost_columns[system][j] = true;
		n++;
	}
	for (i = 0; i < s->also.n; i++) {
		p->lost_changes[system][i] = e->lost && e->lost[i];
		n += p->lost_changes[system][i];
	}
	if (n > 0)
		log_verbose("%u cells or changes of earlier releases follow from those releases",
			    n);
	return 0;
}

int solve_system(struct protection *p, int system, struct err *err)
{
	struct elimination_problem problem;
	struct elimination e = { 0 };
	struct classing k = { 0 };
	struct field61 field;
	int ret = -1;

	if (classing_init(&k, p, system, err) < 0)
		goto out;
	classing_order(&k);
	field61_draw(&field, p->out->digest, 1);
	p->out->primes[0] = field.p;
	problem = (struct elimination_problem){ .cells = &k.stack->matrix,
						.classes = k.classes,
						.order = k.order,
						.norder = k.norder,
						.partners = k.partners,
						.also = &k.stack->also,
						.insiders = k.insiders,
						.field = &field,
						.seed = p->seed };
	if (eliminate(&problem, &e, err) < 0 || take_losses(&k, system, &e, err) < 0)
		goto out;
	p->out->ninsider += (uint32_t)e.ninsider;
	classing_take(&k, &e);
	classing_spread(&k);
	ret = 0;
out:
	elimination_release(&e);
	classing_release(&k);
	return ret;
}
