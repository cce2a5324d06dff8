#include "protect/microdata/microdata_audit.h"

#include "core/decimal.h"
#include "core/file.h"
#include "core/jsonout.h"

/* Digits that give a double back, and those that a reader of risks needs. */
enum { EXACT = 17, FIGURES = 10 };

struct writing {
	const struct microdata *m;
	struct buf text;
	struct jsonout j;
};

static void line_open(struct writing *w, const char *kind)
{
	jsonout_init(&w->j, &w->text, 0);
	jsonout_open(&w->j, '{');
	jsonout_member(&w->j, "audit", kind);
}

static void line_close(struct writing *w)
{
	jsonout_close(&w->j, '}');
	buf_putc(&w->text, '\n');
}

static void put_number(struct writing *w, const char *key, int digits, double v)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "%.*g", digits, v);
	jsonout_key(&w->j, key);
	jsonout_raw(&w->j, (struct str){ b.p, b.n });
	buf_release(&b);
}

static void put_share(struct writing *w, const char *key, int64_t millionths)
{
	put_number(w, key, FIGURES, (double)millionths / MILLION);
}

static void put_criteria(struct writing *w)
{
	static const char *const diversities[] = { "distinct", "entropy", "recursive" };
	static const char *const distances[] = { "equal", "ordered", "hierarchical" };
	const struct sensitive_spec *s;
	int i;

	jsonout_member_int(&w->j, "k", w->m->spec->k);
	jsonout_key(&w->j, "sensitive");
	jsonout_open(&w->j, '[');
	for (i = 0; i < w->m->spec->nsensitive; i++) {
		s = &w->m->spec->sensitive[i];
		jsonout_open(&w->j, '{');
		jsonout_member(&w->j, "column", s->column);
		if (s->l) {
			jsonout_member_int(&w->j, "l", s->l);
			jsonout_member(&w->j, "diversity", diversities[s->diversity]);
		}
		if (s->t >= 0) {
			put_share(w, "t", s->t);
			jsonout_member(&w->j, "distance", distances[s->distance]);
		}
		jsonout_close(&w->j, '}');
	}
	jsonout_close(&w->j, ']');
}

static void put_head(struct writing *w)
{
	static const char *const metrics[] = { "entropy", "entropy+suppression", "loss",
					       "discernibility" };
	const struct microdata *m = w->m;
	const char *dataset = meta_get(&m->records.schema.meta, "yg.dataset");

	line_open(w, "yg-protect --microdata");
	jsonout_member(&w->j, "dataset", dataset ? dataset : "");
	jsonout_member(&w->j, "policy", m->spec->digest);
	put_criteria(w);
	jsonout_member(&w->j, "metric", metrics[m->spec->metric]);
	put_number(w, "loss", EXACT, m->optimum.loss);
	jsonout_member_int(&w->j, "nodes", (long long)m->optimum.nnodes);
	jsonout_member_int(&w->j, "looked_at", (long long)m->optimum.nchecked);
	line_close(w);
}

static void put_levels(struct writing *w)
{
	const struct microdata *m = w->m;
	const struct ladder *l;
	int q;

	for (q = 0; q < m->spec->nquasi; q++) {
		l = &m->records.ladders[q];
		line_open(w, "quasi");
		jsonout_member(&w->j, "column", m->spec->quasi[q].column);
		jsonout_member_int(&w->j, "level", m->levels[q]);
		jsonout_member_int(&w->j, "of", l->nlevels - 1);
		jsonout_member_int(&w->j, "values", l->rungs[m->levels[q]].n);
		line_close(w);
	}
}

static void put_held(struct writing *w, const struct held_class *h)
{
	static const char *const verdicts[] = { "", "k", "l", "t" };
	const struct microdata *m = w->m;
	struct str text;
	int q;

	line_open(w, "class");
	jsonout_member(&w->j, "fails", verdicts[h->verdict]);
	jsonout_member_int(&w->j, "records", (long long)h->records);
	jsonout_member_int(&w->j, "blanked", (long long)h->blanked);
	jsonout_member_int(&w->j, "dropped", (long long)h->dropped);
	jsonout_key(&w->j, "values");
	jsonout_open(&w->j, '{');
	for (q = 0; q < m->spec->nquasi; q++) {
		jsonout_key(&w->j, m->spec->quasi[q].column);
		text = microdata_text(m, q, h->ids[q]);
		if (text.p)
			jsonout_str(&w->j, text);
		else
			jsonout_null(&w->j);
	}
	jsonout_close(&w->j, '}');
	line_close(w);
}

static void put_sizes(struct writing *w)
{
	const struct microdata *m = w->m;
	size_t i, n;

	for (i = 0; i < m->nclass_sizes; i += n) {
		for (n = 1; i + n < m->nclass_sizes && m->class_sizes[i + n] == m->class_sizes[i];)
			n++;
		line_open(w, "size");
		jsonout_member_int(&w->j, "records", (long long)m->class_sizes[i]);
		jsonout_member_int(&w->j, "classes", (long long)n);
		line_close(w);
	}
}

static void put_figures(struct writing *w, const char *key, const struct risk_figures *f)
{
	jsonout_key(&w->j, key);
	jsonout_open(&w->j, '{');
	put_number(w, "max", FIGURES, f->max);
	put_number(w, "mean", FIGURES, f->mean);
	put_number(w, "share_above", FIGURES, f->share_above);
	jsonout_close(&w->j, '}');
}

static void put_risk(struct writing *w, const char *of, const struct risk *r)
{
	line_open(w, "risk");
	jsonout_member(&w->j, "of", of);
	put_share(w, "threshold", w->m->spec->risk_threshold);
	put_figures(w, "prosecutor", &r->prosecutor);
	put_figures(w, "journalist", &r->journalist);
	put_number(w, "marketer", FIGURES, r->marketer);
	jsonout_member_int(&w->j, "sample_uniques", (long long)r->sample_uniques);
	jsonout_member_int(&w->j, "population_uniques", (long long)r->population_uniques);
	if (r->has_weights) {
		put_number(w, "global", FIGURES, r->global);
		put_number(w, "expected", FIGURES, r->expected);
	}
	jsonout_member_int(&w->j, "smallest", (long long)r->smallest);
	jsonout_member_int(&w->j, "grade", r->grade);
	line_close(w);
}

static void put_end(struct writing *w)
{
	const struct microdata *m = w->m;

	line_open(w, "end");
	jsonout_member_int(&w->j, "input", (long long)m->records.nrows);
	jsonout_member_int(&w->j, "without_key", (long long)m->records.nwithout_key);
	jsonout_member_int(&w->j, "sample", (long long)m->records.nsample);
	jsonout_member_int(&w->j, "violating", (long long)m->nviolating);
	jsonout_member_int(&w->j, "blanked_records", (long long)m->nblanked_records);
	jsonout_member_int(&w->j, "blanked_cells", (long long)m->nblanked_cells);
	jsonout_member_int(&w->j, "dropped", (long long)m->ndropped);
	jsonout_member_int(&w->j, "published", (long long)m->nshown);
	line_close(w);
}

int microdata_audit_write(const char *path, const struct microdata *m, struct err *err)
{
	struct writing w = { .m = m, .text = BUF_INIT };
	size_t i;
	int ret;

	put_head(&w);
	put_levels(&w);
	for (i = 0; i < m->nheld; i++)
		put_held(&w, &m->held[i]);
	put_sizes(&w);
	put_risk(&w, "input", &m->risk_before);
	put_risk(&w, "release", &m->risk);
	put_end(&w);
	ret = file_save(path, 0600, (struct str){ w.text.p, w.text.n }, err);
	buf_release(&w.text);
	return ret;
}
