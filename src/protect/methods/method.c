#include "protect/methods/method.h"

#include "core/decimal.h"
#include "core/mem.h"

enum { DECIMAL_PLACES = 9, CELLS_MOST = 1000000 };

/* A decimal from 0 to most, as text; 0 when there is none. */
static double read_decimal(struct json_obj *o, const char *key, const char *text, int most)
{
	const double unit = 1e9; /* 10^DECIMAL_PLACES */
	__int128 v;

	if (!text)
		return 0;
	if (!decimal_parse(str_of(text), DECIMAL_PLACES, &v) || v < 0 ||
	    v > (__int128)most * 1000000000) {
		json_fail(o, key, "%s is not a decimal from 0 to %d in quotes", text, most);
		return 0;
	}
	return (double)v / unit;
}

static struct method_count *add_count(struct method *m, struct json at, const char *name)
{
	struct method_count *count;

	m->counts = mem_resize(m->counts, (size_t)m->ncounts + 1, sizeof(*m->counts));
	count = &m->counts[m->ncounts++];
	*count = (struct method_count){ .name = name, .at = at, .measure = -1, .cells = 1 };
	ratio_init(&count->sensitivity);
	ratio_init(&count->scale);
	return count;
}

static int check_counts(const struct method *m, struct json list, struct err *err)
{
	int i, k;

	if (m->ncounts == 0)
		return json_err(list, err, "counts names no measure");
	for (i = 0; i < m->ncounts; i++)
		for (k = 0; k < i; k++)
			if (strcmp(m->counts[i].name, m->counts[k].name) == 0)
				return json_err(m->counts[i].at, err, "measure %s stands twice",
						m->counts[i].name);
	return 0;
}

static int read_names(struct method *m, struct json list, struct err *err)
{
	const char *name;
	struct json i;

	for (i = json_first(list); json_is(i); i = json_next(i)) {
		if (json_get_str(i, &name, err) < 0)
			return -1;
		add_count(m, i, name);
	}
	return check_counts(m, list, err);
}

static int read_rounding(struct method *m, struct json v, struct err *err)
{
	struct json_obj o;
	struct json counts;
	long long base;

	m->kind = METHOD_ROUNDING;
	json_open(&o, v, err);
	base = json_int(&o, "base");
	if (!o.failed && base != 3 && base != 5 && base != 10)
		json_fail(&o, "base", "%lld is none of 3, 5, 10", base);
	m->base = (int)base;
	counts = json_array(&o, "counts");
	return json_close(&o) < 0 ? -1 : read_names(m, counts, err);
}

static int read_limit(struct json_obj *o, const char *key, int least, int most)
{
	long long v = json_int(o, key);

	if (!o->failed && (v < least || v > most))
		json_fail(o, key, "%lld is not between %d and %d", v, least, most);
	return (int)v;
}

static int read_cell_key(struct method *m, struct json v, struct err *err)
{
	struct json_obj o;
	struct json counts;
	bool monotone = false;

	m->kind = METHOD_CELL_KEY;
	json_open(&o, v, err);
	m->key_measure = json_str(&o, "key_measure");
	counts = json_array(&o, "counts");
	m->rule.d = read_limit(&o, "D", 1, PTABLE_D_MAX);
	m->v_text = json_str(&o, "V");
	m->rule.v = read_decimal(&o, "V", m->v_text, PTABLE_D_MAX * PTABLE_D_MAX);
	if (!o.failed && m->rule.v == 0)
		json_fail(&o, "V", "without variance nothing is perturbed");
	m->rule.js = json_has(&o, "js") ? read_limit(&o, "js", 0, PTABLE_JS_MAX) : 0;
	json_opt_str(&o, "pstay", &m->pstay_text);
	m->rule.pstay = read_decimal(&o, "pstay", m->pstay_text, 1);
	if (!o.failed && m->rule.pstay == 1)
		json_fail(&o, "pstay", "a count that always stays is not protected");
	json_opt_bool(&o, "monotone", &monotone);
	m->rule.monotone = monotone ? UINT32_MAX : 0;
	return json_close(&o) < 0 ? -1 : read_names(m, counts, err);
}

static int read_noisy_count(struct method *m, struct json v, struct err *err)
{
	struct method_count *count = add_count(m, v, "");
	const char *text = NULL;
	struct json_obj o;
	struct json at;

	json_open(&o, v, err);
	count->name = json_str(&o, "measure");
	at = json_any(&o, "sensitivity");
	json_opt_int(&o, "cells", &count->cells);
	if (!o.failed && (count->cells < 1 || count->cells > CELLS_MOST))
		json_fail(&o, "cells", "%lld is not between 1 and %d", count->cells, CELLS_MOST);
	if (json_close(&o) < 0 || json_get_text(at, &text, err) < 0)
		return -1;
	if (!ratio_parse(&count->sensitivity, str_of(text)) || ratio_is_zero(&count->sensitivity))
		return json_err(at, err,
				"sensitivity %s is not a number above 0, as 1, \"0.5\" or "
				"\"1/2\"",
				text);
	return 0;
}

static void read_fraction(struct json_obj *o, const char *key, struct ratio *r)
{
	const char *text = json_str(o, key);

	if (text && (!ratio_parse(r, str_of(text)) || ratio_is_zero(r)))
		json_fail(o, key, "%s is not a fraction above 0 in quotes, as \"1/2\" or \"0.5\"",
			  text);
}

static int read_noise(struct method *m, struct json v, enum method_kind kind, struct err *err)
{
	struct json_obj o;
	struct json counts, i;

	m->kind = kind;
	m->at_least_zero = true;
	json_open(&o, v, err);
	counts = json_array(&o, "counts");
	read_fraction(&o, kind == METHOD_LAPLACE ? "epsilon" : "rho", &m->cost);
	m->budget = json_str(&o, "budget");
	read_fraction(&o, "total", &m->total);
	m->key_name = json_str(&o, "key");
	json_opt_bool(&o, "at_least_zero", &m->at_least_zero);
	if (json_close(&o) < 0)
		return -1;
	for (i = json_first(counts); json_is(i); i = json_next(i))
		if (read_noisy_count(m, i, err) < 0)
			return -1;
	return check_counts(m, counts, err);
}

static int read_object(struct method *m, struct err *err)
{
	struct json rounding, cell_key, laplace, gaussian;
	struct json_obj o;
	int n = 0;
	bool has[4];

	json_open(&o, m->at, err);
	n += has[0] = json_opt_object(&o, "rounding", &rounding);
	n += has[1] = json_opt_object(&o, "cell_key", &cell_key);
	n += has[2] = json_opt_object(&o, "laplace", &laplace);
	n += has[3] = json_opt_object(&o, "gaussian", &gaussian);
	if (json_close(&o) < 0)
		return -1;
	if (n != 1)
		return json_err(m->at, err,
				"a table has one method: rounding, cell_key, laplace or gaussian");
	if (has[0])
		return read_rounding(m, rounding, err);
	if (has[1])
		return read_cell_key(m, cell_key, err);
	return has[2] ? read_noise(m, laplace, METHOD_LAPLACE, err)
		      : read_noise(m, gaussian, METHOD_GAUSSIAN, err);
}

int method_read(const struct policy *p, struct method *m, struct err *err)
{
	const char *word;

	*m = (struct method){ .kind = METHOD_SUPPRESSION, .at = p->method };
	ratio_init(&m->cost);
	ratio_init(&m->total);
	if (!json_is(p->method))
		return 0;
	if (json_is_object(p->method))
		return read_object(m, err);
	if (json_get_str(p->method, &word, err) < 0)
		return -1;
	if (strcmp(word, "suppression") != 0)
		return json_err(p->method, err,
				"method is \"suppression\" or an object of one of rounding, "
				"cell_key, laplace, gaussian, not \"%s\"",
				word);
	return 0;
}

void method_release(struct method *m)
{
	int i;

	for (i = 0; i < m->ncounts; i++) {
		ratio_release(&m->counts[i].sensitivity);
		ratio_release(&m->counts[i].scale);
	}
	free(m->counts);
	ratio_release(&m->cost);
	ratio_release(&m->total);
	*m = (struct method){ 0 };
}
