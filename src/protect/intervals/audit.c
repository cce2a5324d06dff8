#include "protect/intervals/audit.h"

#include "core/file.h"
#include "core/jsonout.h"

struct writing {
	const struct cells *c;
	const struct policy *p;
	const struct primary *pr;
	const struct suppression *s;
	struct buf text;
};

static const char *measure_name(const struct writing *w, int measure)
{
	return measure < 0 ? "" : w->c->measures[measure].name;
}

static void put_rules(struct writing *w, struct jsonout *j)
{
	const struct policy_rule *r;
	int k;

	jsonout_member_int(j, "threshold", w->p->threshold);
	jsonout_member_int(j, "least", primary_least(w->p));
	jsonout_key(j, "rules");
	jsonout_open(j, '[');
	for (k = 0; k < w->p->nrules; k++) {
		r = &w->p->rules[k];
		jsonout_open(j, '{');
		jsonout_member(j, "rule", rule_kind_name(r->kind));
		if (r->measure >= 0)
			jsonout_member(j, "measure", measure_name(w, r->measure));
		if (r->basis)
			jsonout_member(j, "basis", r->basis);
		jsonout_close(j, '}');
	}
	jsonout_close(j, ']');
	if (w->p->cost_measure >= 0)
		jsonout_member(j, "cost", measure_name(w, w->p->cost_measure));
}

/* What a reader of this file needs to check a witness against the table. */
static void put_shape(struct writing *w, struct jsonout *j)
{
	static const char *const axes[] = { "tree", "of-which", "period" };
	static const char *const kinds[] = { "flow", "cumulative", "stock" };
	const struct measure *m;
	int i;

	jsonout_key(j, "dimensions");
	jsonout_open(j, '{');
	for (i = 0; i < w->c->naxes; i++)
		jsonout_member(j, w->c->axes[i].name, axes[w->c->axes[i].kind]);
	jsonout_close(j, '}');
	jsonout_key(j, "measures");
	jsonout_open(j, '{');
	for (i = 0; i < w->c->nmeasures; i++) {
		m = &w->c->measures[i];
		if (!m->is_published || m->type == FIELD_FLOAT64)
			continue;
		jsonout_key(j, m->name);
		jsonout_open(j, '{');
		jsonout_member(j, "kind", kinds[m->kind]);
		jsonout_member_int(j, "scale", m->scale);
		if (m->quantity)
			jsonout_member(j, "quantity", m->quantity);
		jsonout_close(j, '}');
	}
	jsonout_close(j, '}');
}

/* As text: a number of 61 bits is more than JSON readers keep. */
static void put_prime(struct jsonout *j, uint64_t prime)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "%llu", (unsigned long long)prime);
	jsonout_cstr(j, b.p);
	buf_release(&b);
}

static void put_head(struct writing *w)
{
	const char *dataset = meta_get(&w->c->schema.meta, META_DATASET);
	struct jsonout j;

	jsonout_init(&j, &w->text, 0);
	jsonout_open(&j, '{');
	jsonout_member(&j, "audit", "yg-protect");
	jsonout_member(&j, "dataset", dataset ? dataset : "");
	jsonout_member(&j, "table", w->s->digest);
	jsonout_member(&j, "policy", w->p->digest);
	put_rules(w, &j);
	put_shape(w, &j);
	jsonout_key(&j, "primes");
	jsonout_open(&j, '[');
	put_prime(&j, w->s->primes[0]);
	put_prime(&j, w->s->primes[1]);
	jsonout_close(&j, ']');
	jsonout_close(&j, '}');
	buf_putc(&w->text, '\n');
}

static const int *nodes_of(const struct writing *w, uint32_t cell)
{
	return cell < w->c->nrows ? cells_nodes(w->c, cell)
				  : primary_shadow(w->pr, cell - w->c->nrows);
}

static void put_cell(struct writing *w, struct jsonout *j, const char *key, uint32_t cell)
{
	struct buf b = BUF_INIT;
	int a;

	jsonout_key(j, key);
	jsonout_open(j, '{');
	for (a = 0; a < w->c->naxes; a++) {
		buf_clear(&b);
		axis_describe(&w->c->axes[a], nodes_of(w, cell)[a], &b);
		jsonout_member(j, w->c->axes[a].name, b.p);
	}
	jsonout_close(j, '}');
	buf_release(&b);
}

static void put_primary(struct writing *w, struct jsonout *j, uint32_t row)
{
	int rule = w->pr->rules[row];
	struct buf reason = BUF_INIT;
	const struct policy_rule *r;

	jsonout_member(j, "status", "primary");
	if (rule < 0) {
		jsonout_member(j, "rule", "not_judged");
		return;
	}
	r = &w->p->rules[rule];
	primary_reason(w->pr, w->c, w->p, row, &reason);
	jsonout_member(j, "rule", rule_kind_name(r->kind));
	jsonout_member(j, "reason", reason.p);
	if (r->measure >= 0 && !cells_is_null(w->c, r->measure, row) &&
	    w->c->measures[r->measure].type != FIELD_FLOAT64) {
		jsonout_member(j, "count", measure_name(w, r->measure));
		jsonout_member_int(j, "value", cells_int(w->c, r->measure, row));
	}
	buf_release(&reason);
}

/* What a row that derives would give away. */
static void put_protected(struct writing *w, struct jsonout *j, uint32_t row)
{
	static const char *const keys[] = { "protects", "protects_earlier", "protects_change" };

	if (w->s->reasons[row] == BECAUSE_INSIDER)
		jsonout_member(j, "protects", "from an only contributor");
	else
		put_cell(w, j, keys[w->s->reasons[row]], w->s->because[row]);
}

static void put_secondary(struct writing *w, struct jsonout *j, uint32_t row)
{
	static const char *const kinds[] = { "flow", "cumulative", "stock" };

	jsonout_member(j, "status", "secondary");
	switch (w->s->how[row]) {
	case SUPPRESS_DERIVES:
		jsonout_member(j, "system", kinds[w->s->kinds[row]]);
		put_protected(w, j, row);
		break;
	case SUPPRESS_SAME:
		jsonout_member(j, "system", kinds[w->s->kinds[row]]);
		put_cell(w, j, "equals", w->s->because[row]);
		break;
	case SUPPRESS_INTERVAL:
		put_cell(w, j, "widens", w->s->because[row]);
		break;
	case SUPPRESS_CHANGE:
		jsonout_member(j, "rule", "small_change");
		break;
	case SUPPRESS_FINAL:
		jsonout_member(j, "rule", "final");
		break;
	case SUPPRESS_STAYS:
		jsonout_member(j, "rule", "as_before");
		break;
	default:
		jsonout_member(j, "rule", "fallback");
	}
	if (w->s->is_held && w->s->is_held[row])
		jsonout_member(j, "shown", "earlier value");
}

/* What is suppressed. */
static void put_values(struct writing *w, struct jsonout *j, uint32_t row)
{
	const struct measure *m;
	int i;

	jsonout_key(j, "values");
	jsonout_open(j, '{');
	for (i = 0; i < w->c->nmeasures; i++) {
		m = &w->c->measures[i];
		if (!m->is_published || m->type == FIELD_FLOAT64 || cells_is_null(w->c, i, row))
			continue;
		jsonout_key(j, m->name);
		jsonout_int(j, cells_int(w->c, i, row));
	}
	jsonout_close(j, '}');
}

static void put_row(struct writing *w, uint32_t row)
{
	struct jsonout j;

	jsonout_init(&j, &w->text, 0);
	jsonout_open(&j, '{');
	jsonout_member_int(&j, "id", w->c->ranks[row]);
	put_cell(w, &j, "cell", row);
	if (w->s->how[row] == SUPPRESS_PRIMARY)
		put_primary(w, &j, row);
	else
		put_secondary(w, &j, row);
	put_values(w, &j, row);
	jsonout_close(&j, '}');
	buf_putc(&w->text, '\n');
}

static void put_end(struct writing *w, const struct interval_result *r)
{
	struct jsonout j;

	jsonout_init(&j, &w->text, 0);
	jsonout_open(&j, '{');
	jsonout_member(&j, "audit", "end");
	jsonout_member_int(&j, "rows", w->c->nrows);
	jsonout_member_int(&j, "primary", w->pr->nprimary);
	jsonout_member_int(&j, "secondary", w->s->nsecondary);
	if (w->s->nheld > 0)
		jsonout_member_int(&j, "held", w->s->nheld);
	jsonout_member_int(&j, "published", w->s->npublished);
	jsonout_member_int(&j, "zeros", w->pr->nzero);
	jsonout_member_int(&j, "shadows", w->pr->nshadows);
	if (r) {
		jsonout_member_int(&j, "certified", (long long)r->ncertified);
		jsonout_member_int(&j, "programs", r->programs);
		jsonout_member_int(&j, "pivots", r->pivots);
	}
	jsonout_close(&j, '}');
	buf_putc(&w->text, '\n');
}

int audit_write(const char *path, const struct cells *c, const struct policy *p,
		const struct primary *pr, const struct suppression *s,
		const struct interval_result *r, struct err *err)
{
	struct writing w = { c, p, pr, s, BUF_INIT };
	uint32_t i;
	int ret;

	put_head(&w);
	for (i = 0; i < c->nrows; i++)
		if (s->how[c->sorted[i]] != SUPPRESS_NOT)
			put_row(&w, c->sorted[i]);
	if (r)
		intervals_write(r, c, pr, &w.text);
	put_end(&w, r);
	ret = file_save(path, 0600, (struct str){ w.text.p, w.text.n }, err);
	buf_release(&w.text);
	return ret;
}
