#include "protect/methods/noise.h"

#include "core/decimal.h"
#include "core/file.h"
#include "core/mem.h"
#include "core/program.h"
#include "core/site.h"
#include "protect/methods/budget.h"
#include "protect/methods/keystream.h"
#include "protect/methods/sampler.h"

/* Greater noise would leave nothing of the table, and 64 bits. */
static const double SCALE_MAX = 1e12;

/* ---- what one person changes ----------------------------------------- */

/* Codes of one year, of which each is a sum since January that a person of January is in. */
static long long most_of_a_year(const struct axis *a)
{
	long long most = 0, n;
	int i, k;

	for (i = 0; i < a->n; i++) {
		n = 0;
		for (k = 0; k < a->n; k++)
			n += strncmp(a->codes[i], a->codes[k], 4) == 0;
		most = n > most ? n : most;
	}
	return most;
}

/* In how many codes of the dimension one person of one finest cell is at most. */
static long long codes_around(const struct axis *a, enum measure_kind kind)
{
	int i, deepest = 0;

	if (a->kind == AXIS_OF_WHICH)
		return a->n;
	if (a->kind == AXIS_PERIOD && kind == MEASURE_CUMULATIVE)
		return most_of_a_year(a);
	for (i = 0; i < a->n; i++)
		deepest = a->depths[i] > deepest ? a->depths[i] : deepest;
	return deepest + 1;
}

/* Rows that are left out because nobody is in them would tell just that. */
static int check_whole(const struct method *m, const struct cells *c, struct err *err)
{
	uint64_t all = 1;
	int a;

	if (c->ntables > 1)
		return json_err(m->at, err,
				"noise is drawn for one table: it takes none with it (--with)");
	for (a = 0; a < c->naxes; a++)
		if (__builtin_mul_overflow(all, (uint64_t)c->axes[a].n, &all))
			break;
	if (a < c->naxes || all != c->nrows)
		return json_err(m->at, err,
				"the table lacks rows, and which ones would tell where nobody is: "
				"count it with \"zeros\": \"emit\"");
	return 0;
}

static int bind_count(struct method *m, struct method_count *count, const struct cells *c,
		      struct err *err)
{
	const struct measure *measure = &c->measures[count->measure];
	struct ratio r;
	long long rows = 1;
	int a, i;

	for (a = 0; a < c->naxes; a++)
		rows *= codes_around(&c->axes[a], measure->kind);
	count->rows = rows;
	ratio_init(&r);
	/* In units of the last digit of the column. */
	ratio_copy(&count->scale, &count->sensitivity);
	for (i = 0; i < measure->scale; i++) {
		ratio_set(&r, 10, 1);
		ratio_mul(&count->scale, &count->scale, &r);
	}
	if (m->kind == METHOD_GAUSSIAN) /* the square of the length of all changes */
		ratio_mul(&count->scale, &count->scale, &count->scale);
	ratio_set(&r, (unsigned long)rows, 1);
	ratio_mul(&count->scale, &count->scale, &r);
	ratio_set(&r, (unsigned long)count->cells, 1);
	ratio_mul(&count->scale, &count->scale, &r);
	/* The cost is shared by all measures; a variance costs rho = change^2 / (2 variance). */
	ratio_set(&r, (unsigned long)m->ncounts, m->kind == METHOD_GAUSSIAN ? 2 : 1);
	ratio_mul(&count->scale, &count->scale, &r);
	ratio_div(&count->scale, &count->scale, &m->cost);
	ratio_release(&r);
	if (ratio_double(&count->scale) >
	    (m->kind == METHOD_GAUSSIAN ? SCALE_MAX * SCALE_MAX : SCALE_MAX))
		return json_err(count->at, err, "measure %s: there would be nothing but noise",
				count->name);
	return 0;
}

int noise_bind(struct method *m, const struct cells *c, struct err *err)
{
	int i;

	if (check_whole(m, c, err) < 0)
		return -1;
	for (i = 0; i < m->ncounts; i++)
		if (bind_count(m, &m->counts[i], c, err) < 0)
			return -1;
	return 0;
}

/* ---- the product ----------------------------------------------------- */

static const char *meta_of(const struct cells *c, const char *key)
{
	const char *text = meta_get(&c->schema.meta, key);

	return text ? text : "";
}

/* Names, values and statuses in the order that does not depend on arrival. */
static void digest_cells(const struct method *m, const struct cells *c, char hex[SHA256_HEX])
{
	struct sha256 *d = sha256_new();
	struct buf b = BUF_INIT;
	uint32_t k, row;
	int i;

	for (k = 0; k < c->nrows; k++) {
		row = c->sorted[k];
		buf_clear(&b);
		cells_name(c, cells_nodes(c, row), &b);
		for (i = 0; i < m->ncounts; i++) {
			buf_printf(&b, "|%s=%d:", m->counts[i].name,
				   (int)cells_status(c, m->counts[i].measure, row));
			cells_put_value(c, m->counts[i].measure, row, &b);
		}
		buf_putc(&b, '\n');
		sha256_add(d, b.p, b.n);
	}
	buf_release(&b);
	sha256_end(d, hex);
}

static void name_product(const struct method *m, const struct cells *c, const struct policy *p,
			 const char *digest, char product[SHA256_HEX])
{
	char own[SHA256_HEX];
	struct buf b = BUF_INIT;

	if (!digest) {
		digest_cells(m, c, own);
		digest = own;
	}
	buf_printf(&b, "%s\n%s\n%s\n%s\n", meta_of(c, META_DATASET), meta_of(c, META_PERIOD),
		   p->digest, digest);
	sha256_of(b.p, b.n, product);
	buf_release(&b);
}

static int spend(const struct method *m, const struct cells *c, const struct site *site,
		 const char *product, struct err *err)
{
	struct budget_spend s = { .budget = m->budget,
				  .unit = m->kind == METHOD_LAPLACE ? "epsilon" : "rho",
				  .product = product,
				  .dataset = meta_of(c, META_DATASET),
				  .period = meta_of(c, META_PERIOD),
				  .total = &m->total,
				  .cost = &m->cost };
	char *own = NULL;
	int ret = 0;

	if (!m->budget_file) {
		ret = file_make_dirs(site->private_dir, 0700, err);
		own = file_join(site->private_dir, "noise-budgets.jsonl");
	}
	if (ret == 0)
		ret = budget_spend(own ? own : m->budget_file, &s, err);
	free(own);
	return ret;
}

/* ---- drawing --------------------------------------------------------- */

static void next_bytes(void *ctx, void *p, size_t n)
{
	keystream_bytes(ctx, p, n);
}

static __int128 to_int(const BIGNUM *v)
{
	unsigned char bytes[16];
	unsigned __int128 u = 0;
	int i;

	/* Thousands of times the greatest scale still fit; what does not never comes. */
	if (BN_bn2binpad(v, bytes, sizeof(bytes)) < 0 || bytes[0] >= 0x40)
		return 0;
	for (i = 0; i < 16; i++)
		u = u << 8 | bytes[i];
	return BN_is_negative(v) ? -(__int128)u : (__int128)u;
}

/* The noise of one cell, from a stream of its own. */
static __int128 draw(const struct method *m, const struct method_count *count,
		     const struct key *key, const char *context)
{
	struct keystream bits;
	struct sampler s;
	BIGNUM *v = BN_new();
	__int128 out;

	ratio_need(v != NULL);
	keystream_open(&bits, key, context);
	sampler_init(&s, next_bytes, &bits);
	if (m->kind == METHOD_LAPLACE)
		sampler_laplace(&s, &count->scale, v);
	else
		sampler_gaussian(&s, &count->scale, v);
	out = to_int(v);
	sampler_release(&s);
	keystream_close(&bits);
	BN_clear_free(v);
	return out;
}

static int show_cell(const struct method *m, const struct method_count *count, uint32_t row,
		     const char *product, const struct key *key, struct outcome *o, struct err *err)
{
	const struct measure *measure = &o->cells->measures[count->measure];
	struct buf context = BUF_INIT;
	char text[DECIMAL_TEXT + 1];
	__int128 v;

	buf_printf(&context, "%s|%s|", product, count->name);
	cells_name(o->cells, cells_nodes(o->cells, row), &context);
	v = cells_int(o->cells, count->measure, row) + draw(m, count, key, context.p);
	buf_release(&context);
	if (m->at_least_zero && v < 0)
		v = 0;
	if (v > INT64_MAX || v < INT64_MIN)
		return err_set(err, ERR_DATA, "measure %s: a value with its noise leaves 64 bits",
			       measure->name);
	text[decimal_format(v, measure->scale, text)] = '\0';
	outcome_set(o, row, count->measure, text, 0);
	return 0;
}

static int show_all(const struct method *m, const char *product, const struct key *key,
		    struct outcome *o, struct err *err)
{
	const struct cells *c = o->cells;
	uint32_t row;
	int i;

	for (row = 0; row < c->nrows; row++) {
		if (program_check(err) < 0)
			return -1;
		for (i = 0; i < m->ncounts; i++)
			if (!cells_is_null(c, m->counts[i].measure, row) &&
			    show_cell(m, &m->counts[i], row, product, key, o, err) < 0)
				return -1;
	}
	return 0;
}

int noise_apply(const struct method *m, const struct cells *c, const struct policy *p,
		const char *digest, struct outcome *o, struct err *err)
{
	struct site site = { 0 };
	struct key key = KEY_INIT;
	char product[SHA256_HEX];
	int ret = -1;

	if (site_open(&site, json_path(p->doc), err) < 0)
		return -1;
	name_product(m, c, p, digest, product);
	if (key_load(&key, site.key_dir, m->key_name, err) == 0 &&
	    spend(m, c, &site, product, err) == 0 && show_all(m, product, &key, o, err) == 0)
		ret = 0;
	key_release(&key);
	site_release(&site);
	return ret;
}
