#include "protect/suppress.h"

#include "core/log.h"
#include "core/mem.h"
#include "protect/nights/changes.h"
#include "protect/pattern/derived.h"
#include "protect/pattern/eliminate.h"
#include "protect/intervals/repair.h"
#include "protect/pattern/second_check.h"
#include "protect/pattern/solve.h"
#include "protect/nights/standing.h"

/* In canonical order, so that it names the tables and not the order of their rows. */
static void digest_tables(struct protection *p)
{
	struct sha256 *d = sha256_new();
	struct buf b = BUF_INIT;
	uint32_t i, row;
	int k;

	sha256_add(d, p->p->digest, strlen(p->p->digest));
	for (i = 0; i < p->c->nrows; i++) {
		row = p->c->sorted[i];
		buf_clear(&b);
		cells_describe(p->c, cells_nodes(p->c, row), &b);
		for (k = 0; k < p->c->nmeasures; k++) {
			buf_printf(&b, "\n%d ", (int)cells_status(p->c, k, row));
			cells_put_value(p->c, k, row, &b);
		}
		buf_putc(&b, '\n');
		sha256_add(d, b.p, b.n);
	}
	sha256_end(d, p->out->digest);
	buf_release(&b);
}

static uint64_t seed_of(const char *digest)
{
	char head[17];

	memcpy(head, digest, 16);
	head[16] = '\0';
	return strtoull(head, NULL, 16);
}

/* Rows that are public in every kind of measure that they show. */
static void list_public(struct protection *p)
{
	bool *shows_more = mem_zalloc((size_t)p->c->nrows + 1, sizeof(*shows_more));
	const struct system_of *s;
	uint32_t i, row;
	int k;

	for (k = 0; k < p->nsystems; k++) {
		s = &p->systems[k];
		for (i = 0; i < s->ncells; i++) {
			row = protection_row(s, i);
			if (row >= p->c->nrows ||
			    !protection_shows_kind(p, row, protection_kind(s, i)))
				continue;
			p->out->is_public[row] |= p->stacks[k].is_public[i];
			shows_more[row] |= !p->stacks[k].is_public[i];
		}
	}
	for (row = 0; row < p->c->nrows; row++)
		p->out->is_public[row] &= !shows_more[row];
	free(shows_more);
}

/* A cell of one contributor is known to him; what he has in other periods as well. */
static void list_insiders(struct protection *p)
{
	int a = cells_period_axis(p->c), nodes[CELLS_MAX_AXES], k;
	struct keymap numbers = { 0 };
	uint32_t row, n = 0, got;

	p->insiders = mem_alloc(((size_t)p->c->nrows + 1) * sizeof(*p->insiders));
	for (row = 0; row < p->c->nrows; row++) {
		p->insiders[row] = INSIDER_NONE;
		for (k = 0; k < p->p->ncounts; k++)
			if (!p->c->measures[p->p->count_measures[k]].is_beside &&
			    past_value_now(p->c, p->p->count_measures[k], row) == 1)
				break;
		if (k == p->p->ncounts)
			continue;
		memcpy(nodes, cells_nodes(p->c, row), (size_t)p->c->naxes * sizeof(*nodes));
		if (a >= 0)
			nodes[a] = 0;
		got = keymap_put(&numbers, cells_key(p->c, nodes), n);
		n += got == n;
		p->insiders[row] = got;
	}
	keymap_release(&numbers);
}

static bool is_of_level(const struct cells *c, uint32_t row, const struct policy_level *l)
{
	return l->axis >= 0 &&
	       strcmp(c->axes[l->axis].levels[cells_nodes(c, row)[l->axis]], l->level) == 0;
}

/* Everything as it is before any elimination, with so many levels given up. */
static void begin(struct protection *p, int rungs)
{
	struct suppression *s = p->out;
	uint32_t row;
	int i;

	s->nfinal = s->nrepairs = s->ninsider = 0;
	s->fallbacks = rungs;
	interval_result_release(&s->intervals);
	for (row = 0; row < p->c->nrows; row++) {
		s->how[row] = SUPPRESS_NOT;
		s->is_held[row] = false;
		if (p->pr->states[row] == ROW_PRIMARY)
			protection_suppress(p, row, SUPPRESS_PRIMARY, MEASURE_FLOW, BECAUSE_CELL,
					    row);
		for (i = 0; i < rungs && s->how[row] == SUPPRESS_NOT && !s->is_public[row]; i++)
			if (is_of_level(p->c, row, &p->p->fallback[i]) &&
			    p->pr->states[row] == ROW_VALUE)
				protection_suppress(p, row, SUPPRESS_COARSE, MEASURE_FLOW,
						    BECAUSE_CELL, row);
	}
	protection_look_back(p);
	for (i = 0; i < PROTECTION_SYSTEMS; i++) {
		free(p->lost_columns[i]);
		free(p->lost_changes[i]);
		p->lost_columns[i] = p->lost_changes[i] = NULL;
	}
}

/* The intervals are certified by now, and every witness is one of a table that shows less. */
static int stand(struct protection *p, struct err *err)
{
	standing_hide(p);
	do {
		if (repair_spread(p, err) < 0)
			return -1;
	} while (changes_hold(p) > 0);
	return 0;
}

static int attempt(struct protection *p, int rungs, struct err *err)
{
	int i;

	begin(p, rungs);
	for (i = 0; i < p->nsystems; i++)
		if (solve_system(p, i, err) < 0)
			return -1;
	do {
		do {
			if (repair_spread(p, err) < 0)
				return -1;
		} while (changes_hold(p) > 0);
		if (repair_intervals(p, err) < 0)
			return -1;
	} while (changes_hold(p) > 0);
	if (stand(p, err) < 0)
		return -1;
	for (i = 0; i < p->nsystems; i++)
		if (second_check(p, i, err) < 0)
			return -1;
	return derived_find(p, err);
}

/* Coarser and coarser, as the policy says, while the audit does not hold. */
static int climb_down(struct protection *p, struct err *err)
{
	int rungs, ret = -1;

	for (rungs = 0; rungs <= p->p->nfallback; rungs++) {
		ret = attempt(p, rungs, err);
		if (ret == 0 || err->kind != ERR_GATE || rungs == p->p->nfallback)
			break;
		log_warn("%s; level %s of %s is given up", err->msg, p->p->fallback[rungs].level,
			 p->p->fallback[rungs].dimension);
	}
	return ret;
}

static void count_rows(struct protection *p)
{
	struct suppression *s = p->out;
	uint32_t row;

	for (row = 0; row < p->c->nrows; row++) {
		s->nheld += s->is_held[row];
		if (s->how[row] == SUPPRESS_NOT && p->pr->states[row] != ROW_ABSENT)
			s->npublished++;
		else if (s->how[row] != SUPPRESS_NOT && s->how[row] != SUPPRESS_PRIMARY &&
			 !s->is_held[row])
			s->nsecondary++;
	}
}

int suppress_tables(struct suppression *s, const struct cells *c, const struct policy *p,
		    const struct primary *pr, const struct past *past, struct err *err)
{
	struct protection work = { .out = s, .c = c, .p = p, .pr = pr, .past = past };
	size_t n = (size_t)c->nrows + 1;
	int ret;

	*s = (struct suppression){ 0 };
	s->how = mem_zalloc(n, 1);
	s->kinds = mem_zalloc(n, 1);
	s->reasons = mem_zalloc(n, 1);
	s->because = mem_zalloc(n, sizeof(*s->because));
	s->is_held = mem_zalloc(n, sizeof(*s->is_held));
	s->is_public = mem_zalloc(n, sizeof(*s->is_public));
	s->is_derived = mem_zalloc(n, sizeof(*s->is_derived));
	digest_tables(&work);
	work.seed = seed_of(s->digest);
	list_insiders(&work);
	ret = protection_build(&work, err);
	if (ret == 0) {
		list_public(&work);
		work.stays = standing_list(&work);
		ret = climb_down(&work, err);
	}
	count_rows(&work);
	if (ret == 0 && s->npublished == 0 && s->nheld == 0 && pr->nprimary > 0)
		ret = err_set(err, ERR_GATE, "nothing of the table may be shown");
	protection_release(&work);
	return ret;
}

void suppression_release(struct suppression *s)
{
	free(s->how);
	free(s->kinds);
	free(s->reasons);
	free(s->because);
	free(s->is_held);
	free(s->is_public);
	free(s->is_derived);
	interval_result_release(&s->intervals);
	*s = (struct suppression){ 0 };
}
