/*
 * What the last release hid goes on being hidden while nothing has changed, and for good when
 * its period is final.
 */
#include "night_world.h"

#include "core/date.h"

/* Tables with periods and several kinds of measure need repairs of intervals, which are found in
 * another order when some of the table is public. */
struct kind_of_world {
	enum rt_shape shapes[RT_DIMS];
	bool one_kind;
	int form, limit;
};

static const struct kind_of_world worlds[] = {
	{ { RT_TREE, RT_TREE }, true, 0, 30 },	   { { RT_TREE, RT_TREE }, true, 1, 30 },
	{ { RT_TREE, RT_TREE }, true, 2, 30 },	   { { RT_TREE, RT_TREE }, true, 4, 30 },
	{ { RT_TREE, RT_OF_WHICH }, true, 0, 30 }, { { RT_TREE, RT_PERIOD }, false, 0, 60 },
};

enum { WORLDS = sizeof(worlds) / sizeof(*worlds), PERIODS = WORLDS - 1 };

static long ncompared;

static bool make(struct nw *w, const struct kind_of_world *k, uint64_t seed)
{
	if (!nw_make(w, seed, k->shapes, 2, k->one_kind, k->form, k->limit))
		return false;
	memset(w->is_z, 0, sizeof(w->is_z)); /* what is not applicable would not stay so */
	return true;
}

static const struct nw_value *shown(const struct nw *w, int t, int night, int row)
{
	return &w->tables[t].values[night * RT_ROWS + row];
}

static bool is_same(const struct nw_value *a, const struct nw_value *b)
{
	return a->is_there == b->is_there && a->as_of == b->as_of && a->is_z == b->is_z &&
	       memcmp(a->status, b->status, sizeof(a->status)) == 0 &&
	       memcmp(a->text, b->text, sizeof(a->text)) == 0;
}

/* What the last two nights showed of every row. */
static void compare(const struct nw *w, uint64_t seed,
		    bool (*holds)(const struct nw *w, int row, const struct nw_value *then,
				  const struct nw_value *now))
{
	int t, row, last = w->nights - 1;

	for (t = 0; t < w->ntables; t++)
		for (row = 0; row < w->t.nrows; row++) {
			if (!nw_has(w, &w->tables[t], w->t.rows[row]))
				continue;
			ncompared++;
			if (!holds(w, row, shown(w, t, last - 1, row), shown(w, t, last, row)))
				fail_msg("seed %d: row %d of %s is another one", (int)seed, row,
					 w->tables[t].name);
		}
}

static bool are_the_same(const struct nw *w, int row, const struct nw_value *then,
			 const struct nw_value *now)
{
	(void)w;
	(void)row;
	return is_same(then, now);
}

/* So many nights with new data; false: the last one was held. */
static bool live(struct nw *w, int nights)
{
	bool is_released = false;
	int i;

	for (i = 0; i < nights; i++) {
		if (i > 0)
			nw_churn(w);
		nw_shuffle(w);
		is_released = nw_night(w, NW_DAY + i);
	}
	return is_released;
}

static void night_without_a_change_shows_the_same(void **state)
{
	struct nw *w = mem_zalloc(1, sizeof(*w));
	uint64_t seed;
	int i, k;

	(void)state;
	ncompared = 0;
	for (k = 0; k < WORLDS; k++)
		for (seed = 3000; seed < 3060; seed++) {
			if (!make(w, &worlds[k], seed))
				continue;
			for (i = live(w, 1 + (int)(seed % 3)) ? 0 : 2; i < 2; i++) {
				nw_shuffle(w);
				assert_true(nw_night(w, NW_DAY + 10 + i));
				compare(w, seed, are_the_same);
			}
			nw_close(w);
		}
	free(w);
	assert_true(ncompared > 15000);
}

static int32_t last_month(const struct nw *w, int row)
{
	struct period p;

	if (!period_parse(str_of(w->t.dims[1].codes[w->t.rows[row][1]]), &p))
		return INT32_MIN;
	return period_last(p, PERIOD_MONTH).n;
}

static bool is_hidden(const struct nw *w, const struct nw_value *v)
{
	int k;

	for (k = 0; k < MEASURE_KINDS; k++)
		if (w->t.has_kind[k] && v->status[k] == 'c')
			return true;
	return false;
}

static bool final_ones_stay_hidden(const struct nw *w, int row, const struct nw_value *then,
				   const struct nw_value *now)
{
	int32_t newest = INT32_MIN;
	int i;

	for (i = 0; i < w->t.nrows; i++)
		newest = last_month(w, i) > newest ? last_month(w, i) : newest;
	return !then->is_there || last_month(w, row) > newest - w->final_after ||
	       !is_hidden(w, then) || is_hidden(w, now);
}

static void what_a_final_period_hides_stays_hidden(void **state)
{
	struct nw *w = mem_zalloc(1, sizeof(*w));
	uint64_t seed;
	int i;

	(void)state;
	ncompared = 0;
	for (seed = 3000; seed < 3060; seed++) {
		if (!make(w, &worlds[PERIODS], seed))
			continue;
		w->final_after = 1;
		for (i = 0; i < 4; i++) {
			if (i > 0)
				nw_churn(w);
			if (nw_night(w, NW_DAY + i) && w->nights > 1)
				compare(w, seed, final_ones_stay_hidden);
		}
		nw_close(w);
	}
	free(w);
	assert_true(ncompared > 2000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(night_without_a_change_shows_the_same),
		cmocka_unit_test(what_a_final_period_hides_stays_hidden),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
