/* Rounding over thousands of random tables: sums stay sums, nothing small is left, nothing
 * moves farther than stated. */
#include "random_table.h"

#include "protect/methods/method.h"

enum { TABLES = 1500 };

struct rounded {
	struct policy policy;
	struct method method;
	struct outcome outcome;
};

/* Rounds the measure of that name to the base; the error otherwise. */
static int round_table(struct rounded *r, const struct cells *c, const char *measure, int base,
		       struct err *err)
{
	struct buf b = BUF_INIT;
	int ret;

	*r = (struct rounded){ 0 };
	buf_printf(&b, "{\"method\":{\"rounding\":{\"base\":%d,\"counts\":[\"%s\"]}}}", base,
		   measure);
	if (policy_parse("protect.json", (struct str){ b.p, b.n }, &r->policy, err) < 0 ||
	    method_read(&r->policy, &r->method, err) < 0)
		fail_msg("%s", err->msg);
	buf_release(&b);
	outcome_init(&r->outcome, c);
	ret = method_apply(&r->method, c, &r->policy, NULL, &r->outcome, err);
	return ret;
}

static void rounded_release(struct rounded *r)
{
	outcome_release(&r->outcome);
	method_release(&r->method);
	policy_release(&r->policy);
}

/* What is shown; a row that was left out, or is not available, is 0. */
static int64_t shown_at(const struct rounded *r, const struct cells *c, uint32_t row, int measure)
{
	const char *text;

	if (row == CELLS_NO_ROW || cells_is_null(c, measure, row))
		return 0;
	text = r->outcome.texts[(size_t)row * (size_t)c->nmeasures + (size_t)measure];
	assert_non_null(text);
	return strtoll(text, NULL, 10);
}

static int find_row(const struct rt *t, const int *nodes)
{
	for (int i = 0; i < t->nrows; i++)
		if (memcmp(t->rows[i], nodes, (size_t)t->ndims * sizeof(*nodes)) == 0)
			return i;
	return -1;
}

static uint32_t at(const struct rt *t, const int *nodes)
{
	return t->row_of[find_row(t, nodes)];
}

/* The sum of the row's parts along an axis, or -1 when it has none. */
static int64_t parts_of(const struct rt *t, const struct rounded *r, int row, int axis)
{
	const struct rt_dim *d = &t->dims[axis];
	int nodes[RT_DIMS], n = 0;
	int64_t sum = 0;

	memcpy(nodes, t->rows[row], sizeof(nodes));
	for (int k = 0; k < d->n; k++) {
		if (d->shape == RT_OF_WHICH || d->parents[k] != t->rows[row][axis])
			continue;
		nodes[axis] = k;
		sum += shown_at(r, &t->cells, at(t, nodes), 0);
		n++;
	}
	return n ? sum : -1;
}

static void check_sums(const struct rt *t, const struct rounded *r, int kind, int base)
{
	for (int i = 0; i < t->nrows; i++) {
		int64_t v = shown_at(r, &t->cells, t->row_of[i], 0);

		assert_true(v == 0 || v >= base);
		if (rt_is_missing(t, t->rows[i], kind))
			continue;
		for (int a = 0; a < t->ndims; a++) {
			const struct rt_dim *d = &t->dims[a];
			int nodes[RT_DIMS];
			int64_t parts;

			if (d->shape == RT_OF_WHICH && t->rows[i][a] == 1) {
				memcpy(nodes, t->rows[i], sizeof(nodes));
				nodes[a] = 0;
				parts = shown_at(r, &t->cells, at(t, nodes), 0) - v;
				assert_true(parts == 0 || parts >= base);
				continue;
			}
			if (d->shape == RT_PERIOD && kind != MEASURE_FLOW)
				continue;
			parts = parts_of(t, r, i, a);
			if (parts >= 0)
				assert_true(parts == v);
		}
	}
}

static void check_changes(const struct rt *t, const struct rounded *r, int kind, int base)
{
	for (int i = 0; i < t->nrows; i++) {
		int64_t change, nsmall = 0;
		bool is_top = true;

		if (rt_is_missing(t, t->rows[i], kind))
			continue;
		for (int k = 0; k < t->ninner; k++)
			nsmall += rt_holds(t, t->rows[i], kind, k) && t->y[k] > 0 && t->y[k] < base;
		change = llabs(shown_at(r, &t->cells, t->row_of[i], 0) -
			       rt_value(t, t->rows[i], kind));
		assert_true(change <= nsmall * (base - 1));
		for (int a = 0; a < t->ndims; a++)
			is_top &= t->dims[a].parents[t->rows[i][a]] < 0;
		if (is_top)
			assert_true(change <= base / 2);
	}
}

static int only_kind(const struct rt *t)
{
	for (int k = 0; k < MEASURE_KINDS; k++)
		if (t->has_kind[k])
			return k;
	return -1;
}

static bool overlaps(const struct rt *t)
{
	for (int a = 0; a < t->ndims; a++)
		if (t->dims[a].shape == RT_OF_WHICH && t->cells.axes[a].n > 2)
			return true;
	return false;
}

static void round_random(const enum rt_shape *shapes, int ndims, uint64_t from)
{
	static struct rt t;
	static const int bases[] = { 3, 5, 10 };
	int ndone = 0, nrefused = 0;

	for (uint64_t seed = from; ndone < TABLES / 3; seed++) {
		int base = bases[seed % 3], kind;
		struct err err = ERR_INIT;
		struct rounded r;

		if (!rt_make(&t, seed * 0x9e3779b97f4a7c15u, shapes, ndims, true))
			continue;
		kind = only_kind(&t);
		rt_load(&t, NULL);
		if (round_table(&r, &t.cells, rt_kinds[kind], base, &err) < 0) {
			if (kind != MEASURE_CUMULATIVE && !overlaps(&t))
				fail_msg("table %llu: %s", (unsigned long long)seed, err.msg);
			nrefused++;
		} else {
			assert_true(kind != MEASURE_CUMULATIVE);
			check_sums(&t, &r, kind, base);
			check_changes(&t, &r, kind, base);
			ndone++;
		}
		rounded_release(&r);
		cells_release(&t.cells);
	}
	assert_true(nrefused > 0);
}

static void sums_stay_sums_in_random_tables(void **unused)
{
	static const enum rt_shape trees[] = { RT_TREE, RT_TREE, RT_TREE };
	static const enum rt_shape periods[] = { RT_TREE, RT_PERIOD };
	static const enum rt_shape groups[] = { RT_TREE, RT_OF_WHICH };

	(void)unused;
	round_random(trees, 2, 1);
	round_random(trees, 3, 1000);
	round_random(periods, 2, 5000);
	round_random(groups, 2, 10000);
}

/* ---- two tables ------------------------------------------------------ */

enum { TOWNS = 5, KINDS_OF = 4, SEXES = 2 };

struct pair {
	uint64_t state;
	int64_t y[TOWNS][KINDS_OF][SEXES];
};

static int64_t count(const struct pair *p, int town, int kind, int sex)
{
	int64_t sum = 0;

	for (int a = 0; a < TOWNS; a++)
		for (int b = 0; b < KINDS_OF; b++)
			for (int s = 0; s < SEXES; s++)
				if ((town < 0 || a == town) && (kind < 0 || b == kind) &&
				    (sex < 0 || s == sex))
					sum += p->y[a][b][s];
	return sum;
}

static void dimension(struct schema *s, const char *name)
{
	static const char *const parts[] = { "label", "level", "parent" };
	char part[32];

	rt_meta(schema_add(s, name, FIELD_DICT), "dimension", NULL);
	for (int k = 0; k < 3; k++) {
		snprintf(part, sizeof(part), "%s_%s", name, parts[k]);
		rt_meta(schema_add(s, part, FIELD_DICT), parts[k], name);
	}
}

static void put_code(struct batch_builder *bb, int column, char letter, int code)
{
	char text[4] = { letter, (char)('0' + code), 0, 0 };

	rt_put(&bb->columns[column], code < 0 ? "_T" : text);
	rt_put(&bb->columns[column + 1], "name");
	rt_put(&bb->columns[column + 2], code < 0 ? "total" : "code");
	rt_put(&bb->columns[column + 3], code < 0 ? NULL : "_T");
}

/* Towns by kind, or towns by sex. */
static void add_table(struct cells *c, const struct pair *p, bool by_sex, bool first)
{
	struct schema s = SCHEMA_INIT;
	struct batch_builder bb;
	struct err err = ERR_INIT;
	struct field *f;

	meta_set(&s.meta, META_STATE, "cells");
	meta_set(&s.meta, META_DATASET, by_sex ? "sexes" : "kinds");
	dimension(&s, "town");
	dimension(&s, by_sex ? "sex" : "kind");
	f = schema_add(&s, "persons", FIELD_INT64);
	rt_meta(f, "measure", NULL);
	meta_set(&f->meta, META_KIND, "stock");
	meta_set(&f->meta, META_QUANTITY, "count()");
	rt_meta(schema_add(&s, "persons_status", FIELD_DICT), "status", "persons");
	assert_int_equal((first ? cells_init : cells_add_table)(c, &s, &err), 0);
	batch_builder_init(&bb, &s);
	for (int a = -1; a < TOWNS; a++)
		for (int b = -1; b < (by_sex ? SEXES : KINDS_OF); b++) {
			put_code(&bb, 0, 't', a);
			put_code(&bb, 4, by_sex ? 's' : 'k', b);
			builder_int64(&bb.columns[8],
				      by_sex ? count(p, a, -1, b) : count(p, a, b, -1));
			builder_null(&bb.columns[9]);
		}
	if (cells_add(c, batch_builder_view(&bb), &err) < 0)
		fail_msg("%s", err.msg);
	batch_builder_release(&bb);
	schema_release(&s);
}

/* The table as it is shown beside the other: shown[town + 1][other + 1]. */
static void round_pair(const struct pair *p, bool by_sex, int64_t shown[TOWNS + 1][KINDS_OF + 1])
{
	struct cells c = { 0 };
	struct err err = ERR_INIT;
	struct rounded r;
	uint32_t k = 0;

	add_table(&c, p, by_sex, true);
	add_table(&c, p, !by_sex, false);
	if (cells_finish(&c, &err) < 0 || round_table(&r, &c, "persons", 3, &err) < 0)
		fail_msg("%s", err.msg);
	for (int a = 0; a <= TOWNS; a++)
		for (int b = 0; b <= (by_sex ? SEXES : KINDS_OF); b++)
			shown[a][b] = shown_at(&r, &c, c.tables[0].rows[k++], 0);
	rounded_release(&r);
	cells_release(&c);
}

static void check_pair_sums(int64_t shown[TOWNS + 1][KINDS_OF + 1], int n)
{
	for (int a = 0; a <= TOWNS; a++) {
		int64_t sum = 0;

		for (int b = 0; b <= n; b++) {
			int64_t column = 0;

			assert_true(shown[a][b] == 0 || shown[a][b] >= 3);
			sum += b ? shown[a][b] : 0;
			for (int k = 1; k <= TOWNS; k++)
				column += shown[k][b];
			assert_true(shown[0][b] == column);
		}
		assert_true(shown[a][0] == sum);
	}
}

/* Each table is rounded in a run of its own, beside the other: they agree. */
static void two_tables_of_the_same_persons_agree(void **unused)
{
	int64_t kinds[TOWNS + 1][KINDS_OF + 1], sexes[TOWNS + 1][KINDS_OF + 1];
	struct pair p = { .state = 4711 };

	(void)unused;
	for (int i = 0; i < 500; i++) {
		for (int k = 0; k < TOWNS * KINDS_OF * SEXES; k++)
			p.y[k / (KINDS_OF * SEXES)][k / SEXES % KINDS_OF][k % SEXES] =
				(int64_t)(sequence_next(&p.state) % 3 *
					  (sequence_next(&p.state) % 5));
		round_pair(&p, false, kinds);
		round_pair(&p, true, sexes);
		check_pair_sums(kinds, KINDS_OF);
		check_pair_sums(sexes, SEXES);
		for (int a = 0; a <= TOWNS; a++)
			assert_true(kinds[a][0] == sexes[a][0]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sums_stay_sums_in_random_tables),
		cmocka_unit_test(two_tables_of_the_same_persons_agree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
