#include "protect/explain.h"

#include "core/mem.h"
#include "protect/words.h"

struct explaining {
	struct protection p;
	uint32_t row;
	struct buf *words;
};

static void say_cell(const struct explaining *x, uint32_t cell)
{
	const struct cells *c = x->p.c;

	cells_describe(c,
		       cell < c->nrows ? cells_nodes(c, cell)
				       : primary_shadow(x->p.pr, cell - c->nrows),
		       x->words);
}

/* The column of the stack that a row's cell is, or CELL_NONE. */
static uint32_t column_of(const struct explaining *x, int system, uint32_t cell)
{
	const struct system_of *s = &x->p.systems[system];
	enum measure_kind kind = (enum measure_kind)x->p.out->kinds[x->row];

	if ((s->kind == SYSTEM_STOCK) != (x->p.has_periods && kind == MEASURE_STOCK))
		return CELL_NONE;
	if (kind == MEASURE_CUMULATIVE && cell < x->p.c->nrows && s->first_sum < s->ncells)
		return s->first_sum + cell;
	return cell;
}

static void list_usable(const struct explaining *x, int system, bool *may_use)
{
	const struct protection *p = &x->p;
	const struct system_of *s = &p->systems[system];
	uint32_t i, row;

	for (i = 0; i < s->ncells; i++) {
		row = protection_row(s, i);
		may_use[i] = row < p->c->nrows &&
			     (row == x->row || protection_is_shown(p, row, protection_kind(s, i)));
	}
	for (i = 0; i < p->stacks[system].nold; i++)
		may_use[s->ncells + i] = p->stacks[system].old[i].is_shown;
}

/* The equation by which `target` follows once the row is shown: 1 when there is one. */
static int say_equation(const struct explaining *x, uint32_t target, struct err *err)
{
	struct equation e = { 0 };
	struct field61 field;
	uint32_t column;
	bool *may_use;
	int i, found = 0;

	field61_draw(&field, x->p.out->digest, 1);
	for (i = 0; i < x->p.nsystems && found == 0; i++) {
		column = column_of(x, i, target);
		if (column == CELL_NONE)
			continue;
		may_use = mem_zalloc(x->p.stacks[i].matrix.ncolumns + 1, sizeof(*may_use));
		list_usable(x, i, may_use);
		may_use[column] = false;
		found = equation_find(&x->p.stacks[i].matrix, may_use, column, &field, &e, err);
		if (found > 0) {
			buf_puts(x->words, "The equation: ");
			say_cell(x, target);
			buf_puts(x->words, " =");
			words_equation(&x->p, i, &e, x->words);
			buf_puts(x->words, ".\n");
		}
		equation_release(&e);
		free(may_use);
	}
	return found;
}

static int say_derives(const struct explaining *x, struct err *err)
{
	const struct suppression *s = x->p.out;
	uint32_t because = s->because[x->row];

	switch ((enum suppress_because)s->reasons[x->row]) {
	case BECAUSE_INSIDER:
		buf_puts(x->words, "With what else is published, the only contributor of a "
				   "suppressed cell could work out another one from it.\n");
		return 0;
	case BECAUSE_EARLIER:
		buf_puts(x->words, "With what else is published it would give away, as it was in "
				   "an earlier release, ");
		say_cell(x, because);
		buf_puts(x->words, ".\n");
		return 0;
	default:
		buf_puts(x->words, "With what else is published it would give away ");
		say_cell(x, because);
		buf_puts(x->words, ".\n");
		return say_equation(x, because, err) < 0 ? -1 : 0;
	}
}

static void say_change(const struct explaining *x)
{
	buf_printf(x->words,
		   "Since a release that showed it, fewer than %lld of some count have changed in "
		   "it, in what can be worked out with it, or in nothing that is counted; the "
		   "change would tell of few.\n",
		   (long long)x->p.p->minimum_change);
}

static void say_primary(const struct explaining *x)
{
	buf_puts(x->words, "It is sensitive: ");
	primary_reason(x->p.pr, x->p.c, x->p.p, x->row, x->words);
	buf_puts(x->words, ".\n");
}

static int say_reason(const struct explaining *x, struct err *err)
{
	const struct suppression *s = x->p.out;

	switch ((enum suppress_how)s->how[x->row]) {
	case SUPPRESS_NOT:
		buf_puts(x->words, s->is_public[x->row]
					   ? "It is published; an earlier release shows the same.\n"
					   : "It is published.\n");
		return 0;
	case SUPPRESS_PRIMARY:
		say_primary(x);
		return 0;
	case SUPPRESS_DERIVES:
		return say_derives(x, err);
	case SUPPRESS_SAME:
		buf_puts(x->words, "It has the very value of ");
		say_cell(x, s->because[x->row]);
		buf_puts(x->words, ", which is not shown.\n");
		return 0;
	case SUPPRESS_INTERVAL:
		buf_puts(x->words, "With it a reader could narrow down too far, by linear "
				   "programming, ");
		say_cell(x, s->because[x->row]);
		buf_puts(x->words, ".\n");
		return 0;
	case SUPPRESS_CHANGE:
		say_change(x);
		return 0;
	case SUPPRESS_FINAL:
		buf_puts(x->words, "Its period is final, and tonight's value differs from the "
				   "published one; \"revise\" in the policy opens the period.\n");
		return 0;
	case SUPPRESS_STAYS:
		buf_puts(x->words, "The last release hid it, and nothing has changed since, or its "
				   "period is final; it is not shown for a mere second look.\n");
		return 0;
	default:
		buf_puts(x->words, "Its level was given up by the policy's fallback.\n");
		return 0;
	}
}

static void say_view(const struct explaining *x)
{
	const struct suppression *s = x->p.out;

	say_cell(x, x->row);
	if (x->p.pr->states[x->row] == ROW_ABSENT)
		buf_puts(x->words, ": it has no value to show.\n");
	else if (s->how[x->row] == SUPPRESS_NOT)
		buf_puts(x->words, ": shown.\n");
	else
		buf_puts(x->words, s->is_held[x->row]
					   ? ": held; an earlier release's value is shown.\n"
					   : ": suppressed.\n");
}

int explain_row(const struct cells *c, const struct policy *p, const struct primary *pr,
		const struct past *past, struct suppression *s, uint32_t row, struct buf *words,
		struct err *err)
{
	struct explaining x = { .row = row, .words = words };
	int ret;

	x.p = (struct protection){ .out = s, .c = c, .p = p, .pr = pr, .past = past };
	ret = protection_build(&x.p, err);
	if (ret == 0) {
		say_view(&x);
		if (pr->states[row] != ROW_ABSENT)
			ret = say_reason(&x, err);
	}
	protection_release(&x.p);
	return ret;
}
