/*
 * What yg-protect promises from night to night, tried on many small tables: an attacker who
 * has kept every release, and knows which inner cells have not changed, works out by plain
 * linear algebra neither a sensitive cell of any night nor a change that tells of few.
 */
#include "night_world.h"

enum { PRIME = 2147483647, COLUMNS = 600 };

/* Reduced rows modulo a small prime: short and independent of what is tested. */
struct space {
	uint64_t rows[COLUMNS + 1][COLUMNS];
	int pivots[COLUMNS], row_of[COLUMNS]; /* row_of: by column, its row + 1 */
	int n, width;
};

static struct space *space;

static uint64_t inverse(uint64_t a)
{
	uint64_t r = 1, e;

	for (e = PRIME - 2; e; e >>= 1) {
		if (e & 1)
			r = r * a % PRIME;
		a = a * a % PRIME;
	}
	return r;
}

static void subtract(const struct space *s, uint64_t *v, int row, uint64_t c)
{
	int i;

	for (i = 0; i < s->width; i++)
		v[i] = (v[i] + (PRIME - c) * s->rows[row][i]) % PRIME;
}

/* What remains of v; the column of its first value, or -1: it can be worked out. */
static int space_reduce(const struct space *s, uint64_t *v)
{
	int i;

	for (i = 0; i < s->width; i++)
		if (v[i] && s->row_of[i])
			subtract(s, v, s->row_of[i] - 1, v[i]);
	for (i = 0; i < s->width; i++)
		if (v[i])
			return i;
	return -1;
}

static void space_add(struct space *s, const uint64_t *v)
{
	uint64_t *to = s->rows[s->n], c;
	int pivot, i;

	memcpy(to, v, (size_t)s->width * sizeof(*to));
	pivot = space_reduce(s, to);
	if (pivot < 0)
		return;
	c = inverse(to[pivot]);
	for (i = 0; i < s->width; i++)
		to[i] = to[i] * c % PRIME;
	for (i = 0; i < s->n; i++)
		if (s->rows[i][pivot])
			subtract(s, s->rows[i], s->n, s->rows[i][pivot]);
	s->pivots[s->n++] = pivot;
	s->row_of[pivot] = s->n;
}

/* The attacker --------------------------------------------------------------- */

struct attack {
	const struct nw *w;
	int kind; /* of measure at work */
	int unknown[NW_NIGHTS][RT_INNER], nunknowns;
	int nsecrets, nlost;
	const char *what;
};

/* An inner cell is one unknown as long as it does not change. */
static void number_unknowns(struct attack *a)
{
	int i, n;

	a->nunknowns = 0;
	for (i = 0; i < a->w->t.ninner; i++)
		for (n = 0; n < a->w->nights; n++)
			a->unknown[n][i] = n > 0 && a->w->y[n][i] == a->w->y[n - 1][i]
						   ? a->unknown[n - 1][i]
						   : a->nunknowns++;
}

static void put(const struct attack *a, uint64_t *v, const int *nodes, int night, uint64_t weight)
{
	int i, j;

	for (i = 0; i < a->w->t.ninner; i++) {
		j = a->unknown[night][i];
		if (!nw_is_nobody(a->w, i) && rt_holds(&a->w->t, nodes, a->kind, i))
			v[j] = (v[j] + weight) % PRIME;
	}
}

static int64_t value_of(const struct nw *w, const int *nodes, int kind, int night)
{
	int64_t sum = 0;
	int i;

	for (i = 0; i < w->t.ninner; i++)
		sum += rt_holds(&w->t, nodes, kind, i) ? w->y[night][i] : 0;
	return sum;
}

static const struct nw_value *shown(const struct nw *w, int t, int night, int row)
{
	return &w->tables[t].values[night * RT_ROWS + row];
}

/* Nobody is in it, so nobody is in its parts. */
static void learn_zero(struct attack *a, const int *nodes, int night)
{
	uint64_t v[COLUMNS];
	int i;

	for (i = 0; i < a->w->t.ninner; i++) {
		if (!rt_holds(&a->w->t, nodes, a->kind, i))
			continue;
		memset(v, 0, sizeof(v));
		v[a->unknown[night][i]] = 1;
		space_add(space, v);
	}
}

static void learn_row(struct attack *a, int t, int night, int row)
{
	const struct nw_value *v = shown(a->w, t, night, row);
	const int *nodes = a->w->t.rows[row];
	uint64_t vector[COLUMNS] = { 0 };

	if (!nw_has(a->w, &a->w->tables[t], nodes))
		return;
	if (!v->is_there || v->is_z) {
		learn_zero(a, nodes, night);
		return;
	}
	if (v->view == HISTORY_HELD || v->status[a->kind] == 'c')
		return;
	if (value_of(a->w, nodes, a->kind, night) == 0) {
		learn_zero(a, nodes, night);
		return;
	}
	put(a, vector, nodes, night, 1);
	space_add(space, vector);
}

static bool is_read_with(const struct nw *w, int kind, int other)
{
	return w->t.has_kind[other] && (kind == MEASURE_STOCK) == (other == MEASURE_STOCK);
}

static void learn(struct attack *a, int kind)
{
	int t, night, row;

	space->n = 0;
	space->width = a->nunknowns;
	memset(space->row_of, 0, sizeof(space->row_of));
	for (a->kind = 0; a->kind < MEASURE_KINDS; a->kind++)
		if (is_read_with(a->w, kind, a->kind))
			for (t = 0; t < a->w->ntables; t++)
				for (night = 0; night < a->w->nights; night++)
					for (row = 0; row < a->w->t.nrows; row++)
						learn_row(a, t, night, row);
}

/* What must not be known ------------------------------------------------------- */

static void say_row(const struct attack *a, int t, int row)
{
	static const char *const views[] = { "absent", "shown", "held", "hidden" };
	const struct nw_value *v;
	int n;

	if (!nw_has(a->w, &a->w->tables[t], a->w->t.rows[row]))
		return;
	printf("%s ", a->w->tables[t].name);
	nw_say_codes(a->w, a->w->t.rows[row]);
	for (n = 0; n < a->w->nights; n++) {
		v = shown(a->w, t, n, row);
		printf(" | %3d %s %s%c", (int)value_of(a->w, a->w->t.rows[row], a->kind, n),
		       !v->is_there ? "-"
		       : v->is_z    ? "z"
				    : views[v->view],
		       v->text[a->kind], v->status[a->kind] ? v->status[a->kind] : ' ');
	}
	printf("\n");
}

static void lose(struct attack *a, const int *nodes, int one, int other, const char *what)
{
	int t, row;

	a->nlost++;
	if (a->what)
		return;
	a->what = what;
	if (!getenv("NW_SAY"))
		return;
	for (t = 0; t < a->w->ntables; t++)
		for (row = 0; row < a->w->t.nrows; row++)
			say_row(a, t, row);
	nw_say_codes(a->w, nodes);
	printf("%s of nights %d %d: %d %d: %s; threshold %d, minimum %d\n", rt_kinds[a->kind], one,
	       other, (int)value_of(a->w, nodes, a->kind, one),
	       other < 0 ? 0 : (int)value_of(a->w, nodes, a->kind, other), what,
	       (int)a->w->t.threshold, (int)a->w->minimum);
}

static void must_be_unknown(struct attack *a, uint64_t *v, const int *nodes, int one, int other,
			    const char *what)
{
	a->nsecrets++;
	if (space_reduce(space, v) < 0)
		lose(a, nodes, one, other, what);
}

static bool is_in_some(const struct nw *w, const int *nodes)
{
	int t;

	for (t = 0; t < w->ntables; t++)
		if (nw_has(w, &w->tables[t], nodes))
			return true;
	return false;
}

static bool is_primary(const struct nw *w, const int *nodes, int night)
{
	int k;

	for (k = 0; k < MEASURE_KINDS; k++)
		if (w->t.is_count[k] && rt_is_small(&w->t, value_of(w, nodes, k, night)))
			return true;
	return false;
}

static void try_primary(struct attack *a, const int *nodes, int night)
{
	uint64_t v[COLUMNS] = { 0 };

	if (!is_primary(a->w, nodes, night) || value_of(a->w, nodes, a->kind, night) == 0)
		return;
	put(a, v, nodes, night, 1);
	must_be_unknown(a, v, nodes, night, -1, "primary");
}

static bool is_few(const struct nw *w, int64_t by)
{
	return by != 0 && by < w->minimum && -by < w->minimum;
}

static void try_change(struct attack *a, const int *nodes, int from, int to)
{
	uint64_t v[COLUMNS] = { 0 };

	if (!a->w->t.is_count[a->kind] ||
	    !is_few(a->w,
		    value_of(a->w, nodes, a->kind, to) - value_of(a->w, nodes, a->kind, from)))
		return;
	put(a, v, nodes, to, 1);
	put(a, v, nodes, from, PRIME - 1);
	must_be_unknown(a, v, nodes, from, to, "change");
}

/* Whether a table showed a cell anew on both nights. */
static bool knows_change(const struct attack *a, const int *nodes, int from, int to)
{
	int t, row;

	for (row = 0; row < a->w->t.nrows; row++)
		if (memcmp(a->w->t.rows[row], nodes, (size_t)a->w->t.ndims * sizeof(*nodes)) == 0)
			break;
	for (t = 0; t < a->w->ntables; t++)
		if (shown(a->w, t, from, row)->view == HISTORY_SHOWN &&
		    shown(a->w, t, to, row)->view == HISTORY_SHOWN)
			return true;
	return false;
}

static void try_rest(struct attack *a, const int *nodes, int d, int from, int to)
{
	const struct rt_dim *x = &a->w->t.dims[d];
	int part[RT_DIMS], i, nrest = 0;
	int64_t by;

	if (!a->w->t.is_count[a->kind] || x->shape == RT_OF_WHICH ||
	    (x->shape == RT_PERIOD && a->kind != MEASURE_FLOW) || !knows_change(a, nodes, from, to))
		return;
	by = value_of(a->w, nodes, a->kind, to) - value_of(a->w, nodes, a->kind, from);
	memcpy(part, nodes, sizeof(part));
	for (i = 0; i < x->n; i++) {
		if (x->parents[i] != nodes[d])
			continue;
		part[d] = i;
		if (is_in_some(a->w, part) && knows_change(a, part, from, to))
			by -= value_of(a->w, part, a->kind, to) -
			      value_of(a->w, part, a->kind, from);
		else
			nrest++;
	}
	a->nsecrets += nrest > 1;
	if (nrest > 1 && is_few(a->w, by))
		lose(a, nodes, from, to, "rest");
}

/* Bases less a code. */
static void try_complement(struct attack *a, const int *nodes, int d, int night)
{
	int base[RT_DIMS];
	uint64_t v[COLUMNS] = { 0 };
	int64_t by, was;
	int k, from;
	bool is_small = false;

	memcpy(base, nodes, sizeof(base));
	base[d] = 0;
	for (k = 0; k < MEASURE_KINDS; k++)
		is_small |= a->w->t.is_count[k] &&
			    rt_is_small(&a->w->t, value_of(a->w, base, k, night) -
							  value_of(a->w, nodes, k, night));
	by = value_of(a->w, base, a->kind, night) - value_of(a->w, nodes, a->kind, night);
	put(a, v, base, night, 1);
	put(a, v, nodes, night, PRIME - 1);
	if (is_small && by != 0)
		must_be_unknown(a, v, nodes, night, -1, "complement");
	for (from = 0; from < night && a->w->t.is_count[a->kind]; from++) {
		was = value_of(a->w, base, a->kind, from) - value_of(a->w, nodes, a->kind, from);
		if (!is_few(a->w, by - was))
			continue;
		memset(v, 0, sizeof(v));
		put(a, v, base, night, 1);
		put(a, v, nodes, night, PRIME - 1);
		put(a, v, base, from, PRIME - 1);
		put(a, v, nodes, from, 1);
		must_be_unknown(a, v, nodes, from, night, "complement change");
	}
}

static void try_row(struct attack *a, const int *nodes)
{
	int night, from, d;

	if (!is_in_some(a->w, nodes))
		return;
	for (night = 0; night < a->w->nights; night++) {
		try_primary(a, nodes, night);
		for (d = 0; d < a->w->t.ndims; d++)
			if (a->w->t.dims[d].shape == RT_OF_WHICH && nodes[d] > 0)
				try_complement(a, nodes, d, night);
		for (from = 0; from < night; from++) {
			try_change(a, nodes, from, night);
			for (d = 0; d < a->w->t.ndims; d++)
				try_rest(a, nodes, d, from, night);
		}
	}
}

static long nsecrets, nnights, nheld, nlost;

/* Knows all releases up to the last. */
static const char *attack(const struct nw *w)
{
	struct attack *a = mem_zalloc(1, sizeof(*a));
	const char *what;
	int k, row;

	a->w = w;
	number_unknowns(a);
	if (a->nunknowns > COLUMNS)
		fail_msg("too many unknowns");
	for (k = 0; k < MEASURE_KINDS; k++) {
		if (!w->t.has_kind[k])
			continue;
		learn(a, k);
		a->kind = k;
		for (row = 0; row < w->t.nrows; row++)
			try_row(a, w->t.rows[row]);
	}
	nsecrets += a->nsecrets;
	what = a->what;
	free(a);
	return what;
}

/* The worlds ------------------------------------------------------------------- */

struct family {
	uint64_t seed;
	int n;
	const enum rt_shape *shapes;
	int ndims;
	bool one_kind;
	int form, limit;
};

static void live(struct nw *w, int nights)
{
	int i;

	for (i = 0; i < nights; i++) {
		if (i > 0)
			nw_churn(w);
		nw_shuffle(w);
		nnights++;
		nheld += !nw_night(w, NW_DAY + i);
	}
}

static void try_family(const struct family *f)
{
	struct nw *w = mem_zalloc(1, sizeof(*w));
	const char *what;
	int i;

	for (i = 0; i < f->n; i++) {
		if (!nw_make(w, f->seed + (uint64_t)i, f->shapes, f->ndims, f->one_kind, f->form,
			     f->limit))
			continue;
		live(w, 3 + rt_below(&w->t, NW_NIGHTS - 2));
		what = attack(w);
		if (what) {
			nlost++;
			print_message("seed %d form %d: %s\n", (int)f->seed + i, f->form, what);
		}
		nw_close(w);
	}
	free(w);
}

static const enum rt_shape trees[] = { RT_TREE, RT_TREE, RT_TREE };
static const enum rt_shape with_parts[] = { RT_TREE, RT_OF_WHICH, RT_TREE };

static const enum rt_shape with_periods[] = { RT_TREE, RT_PERIOD, RT_TREE };
static const enum rt_shape by_periods[] = { RT_PERIOD, RT_TREE, RT_TREE };
static const enum rt_shape parts_by_periods[] = { RT_PERIOD, RT_OF_WHICH };

/* Several nights of many tables; an attacker who keeps all releases learns nothing. */
static void live_through(const struct family *f)
{
	nlost = nheld = nnights = 0;
	space = mem_zalloc(1, sizeof(*space));
	try_family(f);
	free(space);
	assert_true(nnights > 50 && 2 * nheld < nnights);
	assert_int_equal(nlost, 0);
}

static void tables_tell_nothing_over_nights(void **state)
{
	(void)state;
	live_through(&(struct family){ 1000, 40, trees, 2, true, 0, 30 });
	live_through(&(struct family){ 1000, 40, trees, 2, true, 1, 30 });
	live_through(&(struct family){ 1000, 40, trees, 2, true, 2, 30 });
	live_through(&(struct family){ 1000, 40, trees, 2, true, 4, 30 });
	live_through(&(struct family){ 1000, 40, with_parts, 2, true, 0, 30 });
}

static void three_dimensions_tell_nothing_over_nights(void **state)
{
	(void)state;
	live_through(&(struct family){ 1000, 40, trees, 3, true, 1, 30 });
}

/* Where one of two tables lacks rows that the other one has. */
static void sums_since_january_tell_nothing_over_nights(void **state)
{
	(void)state;
	live_through(&(struct family){ 5000, 60, with_periods, 2, false, 2, 40 });
	live_through(&(struct family){ 5050, 60, with_periods, 3, false, 1, 40 });
	live_through(&(struct family){ 5340, 60, with_periods, 3, false, 2, 40 });
	live_through(&(struct family){ 8020, 40, by_periods, 3, false, 1, 40 });
	live_through(&(struct family){ 8020, 40, parts_by_periods, 2, false, 1, 40 });
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_tell_nothing_over_nights),
		cmocka_unit_test(three_dimensions_tell_nothing_over_nights),
		cmocka_unit_test(sums_since_january_tell_nothing_over_nights),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
