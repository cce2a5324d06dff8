#include "protect/methods/method.h"

#include <math.h>

#include "core/jsonout.h"
#include "protect/methods/zcdp.h"

static void put_ratio(struct jsonout *j, const char *key, const struct ratio *r)
{
	struct buf b = BUF_INIT;

	ratio_put(r, &b);
	jsonout_member(j, key, b.p);
	buf_release(&b);
}

static void put_flag(struct jsonout *j, const char *key, bool v)
{
	jsonout_key(j, key);
	jsonout_bool(j, v);
}

static void put_number(struct jsonout *j, const char *key, double v, int places)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "%.*f", places, v);
	jsonout_member(j, key, b.p);
	buf_release(&b);
}

/* What is said of the noise of one measure, in its own unit. */
static void put_noise(struct jsonout *j, const struct method *m, const struct method_count *count,
		      const struct measure *measure)
{
	double scale = ratio_double(&count->scale), unit = pow(10, measure->scale), error;

	put_ratio(j, "sensitivity", &count->sensitivity);
	jsonout_member_int(j, "cells", count->cells);
	jsonout_member_int(j, "rows", count->rows);
	if (m->kind == METHOD_LAPLACE) {
		put_number(j, "scale", scale / unit, measure->scale + 2);
		error = laplace_error95(scale);
	} else {
		put_number(j, "sigma", sqrt(scale) / unit, measure->scale + 2);
		error = gaussian_error95(scale);
	}
	put_number(j, "error95", error / unit, measure->scale);
}

static void put_counts(struct jsonout *j, const struct method *m, const struct cells *c)
{
	const struct measure *measure;
	const char *label, *unit;
	int i;

	jsonout_key(j, "counts");
	jsonout_open(j, '[');
	for (i = 0; i < m->ncounts; i++) {
		measure = &c->measures[m->counts[i].measure];
		label = meta_get(&cells_field(c, m->counts[i].measure)->meta, META_LABEL);
		unit = meta_get(&cells_field(c, m->counts[i].measure)->meta, META_UNIT);
		jsonout_open(j, '{');
		jsonout_member(j, "name", measure->name);
		if (label)
			jsonout_member(j, "label", label);
		if (unit)
			jsonout_member(j, "unit", unit);
		if (m->kind == METHOD_LAPLACE || m->kind == METHOD_GAUSSIAN)
			put_noise(j, m, &m->counts[i], measure);
		jsonout_close(j, '}');
	}
	jsonout_close(j, ']');
}

static void put_cell_key(struct jsonout *j, const struct method *m)
{
	jsonout_member(j, "method", "cell-key");
	jsonout_member_int(j, "D", m->rule.d);
	jsonout_member(j, "V", m->v_text);
	jsonout_member_int(j, "js", m->rule.js);
	if (m->pstay_text)
		jsonout_member(j, "pstay", m->pstay_text);
}

static void put_privacy(struct jsonout *j, const struct method *m)
{
	static const double delta = 1e-6;

	if (m->kind == METHOD_LAPLACE) {
		jsonout_member(j, "method", "laplace");
		put_ratio(j, "epsilon", &m->cost);
	} else {
		jsonout_member(j, "method", "gaussian");
		put_ratio(j, "rho", &m->cost);
		put_number(j, "epsilon", zcdp_epsilon(ratio_double(&m->cost), delta), 3);
		jsonout_member(j, "delta", "1e-6");
	}
	put_flag(j, "at_least_zero", m->at_least_zero);
}

char *method_statement(const struct method *m, const struct cells *c)
{
	struct buf b = BUF_INIT;
	struct jsonout j;

	jsonout_init(&j, &b, 0);
	jsonout_open(&j, '{');
	if (m->kind == METHOD_ROUNDING) {
		jsonout_member(&j, "method", "rounding");
		jsonout_member_int(&j, "base", m->base);
	} else if (m->kind == METHOD_CELL_KEY) {
		put_cell_key(&j, m);
	} else {
		put_privacy(&j, m);
	}
	put_flag(&j, "additive", m->kind == METHOD_ROUNDING);
	put_counts(&j, m, c);
	jsonout_close(&j, '}');
	return buf_detach(&b);
}
