#include "protect/audit.h"

#include "core/file.h"
#include "core/jsonout.h"

struct writing {
	const struct cells *c;
	const struct policy *p;
	const struct primary *pr;
	const struct suppression *s;
	struct buf text;
};

static void put_rules(struct writing *w, struct jsonout *j)
{
	int k;

	jsonout_key(j, "minimum_frequency");
	jsonout_open(j, '{');
	jsonout_member_int(j, "threshold", w->p->threshold);
	jsonout_key(j, "counts");
	jsonout_open(j, '[');
	for (k = 0; k < w->p->ncounts; k++)
		jsonout_cstr(j, w->c->measures[w->p->count_measures[k]].name);
	jsonout_close(j, ']');
	if (w->p->basis)
		jsonout_member(j, "basis", w->p->basis);
	jsonout_close(j, '}');
	jsonout_member(j, "cost", w->c->measures[w->p->cost_measure].name);
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
	int rule = w->pr->rules[row], m;

	jsonout_member(j, "status", "primary");
	if (rule == PRIMARY_NOT_JUDGED) {
		jsonout_member(j, "rule", "not_judged");
		return;
	}
	m = w->p->count_measures[rule];
	jsonout_member(j, "rule", "minimum_frequency");
	jsonout_member(j, "count", w->c->measures[m].name);
	jsonout_member_int(j, "value",
			   column_int64(&w->c->batch->columns[w->c->measures[m].column], row));
}

static void put_secondary(struct writing *w, struct jsonout *j, uint32_t row)
{
	static const char *const kinds[] = { "flow", "cumulative", "stock" };

	jsonout_member(j, "status", "secondary");
	jsonout_member(j, "system", kinds[w->s->kinds[row]]);
	put_cell(w, j, w->s->how[row] == SUPPRESS_DERIVES ? "protects" : "equals",
		 w->s->because[row]);
}

static void put_row(struct writing *w, uint32_t row)
{
	struct jsonout j;

	jsonout_init(&j, &w->text, 0);
	jsonout_open(&j, '{');
	put_cell(w, &j, "cell", row);
	if (w->s->how[row] == SUPPRESS_PRIMARY)
		put_primary(w, &j, row);
	else
		put_secondary(w, &j, row);
	jsonout_close(&j, '}');
	buf_putc(&w->text, '\n');
}

static void put_end(struct writing *w)
{
	struct jsonout j;

	jsonout_init(&j, &w->text, 0);
	jsonout_open(&j, '{');
	jsonout_member(&j, "audit", "end");
	jsonout_member_int(&j, "rows", w->c->nrows);
	jsonout_member_int(&j, "primary", w->pr->nprimary);
	jsonout_member_int(&j, "secondary", w->s->nsecondary);
	jsonout_member_int(&j, "published", w->s->npublished);
	jsonout_member_int(&j, "zeros", w->pr->nzero);
	jsonout_member_int(&j, "shadows", w->pr->nshadows);
	jsonout_close(&j, '}');
	buf_putc(&w->text, '\n');
}

int audit_write(const char *path, const struct cells *c, const struct policy *p,
		const struct primary *pr, const struct suppression *s, struct err *err)
{
	struct writing w = { c, p, pr, s, BUF_INIT };
	uint32_t i;
	int ret;

	put_head(&w);
	for (i = 0; i < c->nrows; i++)
		if (s->how[c->sorted[i]] != SUPPRESS_NOT)
			put_row(&w, c->sorted[i]);
	put_end(&w);
	ret = file_save(path, 0600, (struct str){ w.text.p, w.text.n }, err);
	buf_release(&w.text);
	return ret;
}
