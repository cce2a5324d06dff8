#include "protect/words.h"

#include "core/log.h"
#include "core/mem.h"

/* Words for the columns of a stack, in messages. */
void words_column(const struct protection *p, int system, uint32_t column, struct buf *b)
{
	const struct stack *k = &p->stacks[system];
	uint32_t cell = column < k->ncells ? column : k->old[column - k->ncells].cell;
	uint32_t row = protection_row(&p->systems[system], cell);

	cells_describe(p->c,
		       row < p->c->nrows ? cells_nodes(p->c, row)
					 : primary_shadow(p->pr, row - p->c->nrows),
		       b);
	if (column >= k->ncells)
		buf_printf(b, " of release %lld", (long long)k->old[column - k->ncells].release);
}

void words_equation(const struct protection *p, int system, const struct equation *e, struct buf *b)
{
	size_t i;

	for (i = 0; i < e->n && i < 12; i++) {
		buf_puts(b, e->weights[i] < 0 ? " - (" : i > 0 ? " + (" : " (");
		words_column(p, system, e->cells[i], b);
		buf_putc(b, ')');
	}
	if (e->n > 12)
		buf_printf(b, " and %zu more", e->n - 12);
}

/* What is public already gives a cell away: say by which equation. */
int words_unsafe(struct classing *k, int system, uint32_t column, struct err *err)
{
	const struct stack *s = k->stack;
	bool *may_use = mem_zalloc(s->matrix.ncolumns + 1, sizeof(*may_use));
	struct buf words = BUF_INIT;
	struct equation e = { 0 };
	struct field61 field;
	size_t j;
	int found;

	for (j = 0; j < s->matrix.ncolumns; j++)
		may_use[j] = k->classes[j] == CELL_FORCED;
	field61_draw(&field, k->p->out->digest, 1);
	found = equation_find(&s->matrix, may_use, column, &field, &e, err);
	free(may_use);
	words_column(k->p, system, column, &words);
	if (found > 0) {
		buf_puts(&words, " =");
		words_equation(k->p, system, &e, &words);
		found = err_set(err, ERR_GATE,
				"a cell that must not be known follows from what is public "
				"already: %s",
				words.p);
	} else if (found == 0 && !k->p->has_warned) {
		k->p->has_warned = true;
		log_warn("%s: the only contributor to another cell can work it out from what is "
			 "public already",
			 words.p);
	}
	equation_release(&e);
	buf_release(&words);
	return found;
}
