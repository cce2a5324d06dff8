#include "protect/pattern/second_check.h"

#include "core/mem.h"
#include "protect/pattern/witness.h"
#include "protect/words.h"

static void copy_kept(const struct protection *p, int system, struct combinations *to)
{
	const struct combinations *from = &p->stacks[system].also;
	size_t i, t;

	for (i = 0; i < from->n; i++) {
		if (p->lost_changes[system][i])
			continue;
		combinations_begin(to);
		for (t = from->start[i]; t < from->start[i + 1]; t++)
			combinations_put(to, from->cells[t], from->weights[t]);
	}
}

static void list_verdicts(const struct protection *p, int system, bool *published, bool *protected)
{
	const struct system_of *s = &p->systems[system];
	const struct stack *k = &p->stacks[system];
	const struct old_cell *o;
	uint32_t i, row;

	for (i = 0; i < s->ncells; i++) {
		row = protection_row(s, i);
		published[i] = row < p->c->nrows &&
			       protection_is_shown(p, row, protection_kind(s, i));
		protected[i] = protection_is_sensitive(p, s, i) && sparse_count(&s->matrix, i) > 0;
	}
	for (i = 0; i < k->nold; i++) {
		o = &k->old[i];
		published[k->ncells + i] = o->is_shown;
		protected[k->ncells + i] = o->was_primary && !o->is_shown &&
					   !p->lost_columns[system][k->leader[k->ncells + i]];
	}
}

static int refuse_failed(const struct protection *p, int system, uint32_t failed, struct err *err)
{
	struct buf b = BUF_INIT;

	if (failed < p->stacks[system].matrix.ncolumns)
		words_column(p, system, failed, &b);
	else
		buf_puts(&b, "a change since an earlier release");
	err_set(err, ERR_BUG, "the finished pattern does not protect %s", b.p);
	buf_release(&b);
	return -1;
}

int second_check(struct protection *p, int system, struct err *err)
{
	const struct stack *k = &p->stacks[system];
	bool *published = mem_zalloc(k->matrix.ncolumns + 1, sizeof(*published));
	bool *protected = mem_zalloc(k->matrix.ncolumns + 1, sizeof(*protected));
	struct combinations also = { 0 };
	struct field61 field;
	uint32_t failed;
	int ret;

	list_verdicts(p, system, published, protected);
	copy_kept(p, system, &also);
	field61_draw(&field, p->out->digest, 2);
	p->out->primes[1] = field.p;
	ret = witness_try(&k->matrix, published, protected, &also, &field, p->seed, &failed, err);
	free(published);
	free(protected);
	combinations_release(&also);
	return ret == 0 && failed != WITNESS_NONE ? refuse_failed(p, system, failed, err) : ret;
}
