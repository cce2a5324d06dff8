#include "protect/microdata/info_loss.h"

#include <math.h>

#include "core/mem.h"

static double column_entropy(const struct ladder *l, const uint64_t *counts, int level)
{
	uint32_t n = l->rungs[0].n, i, *map = mem_zalloc((size_t)n + 1, sizeof(*map));
	uint64_t *coarse = mem_zalloc((size_t)n + 1, sizeof(*coarse));
	double sum = 0;

	ladder_map(l, 0, level, map);
	for (i = 0; i < n; i++)
		coarse[map[i]] += counts[i];
	for (i = 0; i < n; i++)
		if (counts[i])
			sum += (double)counts[i] * log2((double)coarse[map[i]] / (double)counts[i]);
	free(coarse);
	free(map);
	return sum;
}

/* The share of the domain that a coarse value covers. */
static double share(const struct ladder *l, int level, uint32_t id)
{
	return (double)l->rungs[level].leaves[id] / (double)l->rungs[0].n;
}

static double column_share(const struct ladder *l, const uint64_t *counts, int level)
{
	uint32_t n = l->rungs[0].n, i, *map = mem_zalloc((size_t)n + 1, sizeof(*map));
	double sum = 0;

	ladder_map(l, 0, level, map);
	for (i = 0; i < n; i++)
		sum += (double)counts[i] * share(l, level, map[i]);
	free(map);
	return sum;
}

void info_loss_init(struct info_loss *l, const struct microdata_spec *spec,
		    const struct key_layout *layout, const uint32_t *const *ids,
		    const uint32_t *rows, size_t nrows)
{
	const struct ladder *ladder;
	uint64_t *counts;
	size_t i;
	int q, level;

	*l = (struct info_loss){ .metric = spec->metric, .layout = layout, .nrecords = nrows };
	l->suppression_cost = (double)spec->suppression_cost / MILLION;
	l->bounds = mem_zalloc((size_t)layout->nquasi, sizeof(*l->bounds));
	l->spread = mem_zalloc((size_t)layout->nquasi, sizeof(*l->spread));
	for (q = 0; q < layout->nquasi; q++) {
		ladder = &layout->ladders[q];
		counts = mem_zalloc((size_t)ladder->rungs[0].n + 1, sizeof(*counts));
		for (i = 0; i < nrows; i++)
			counts[ids[q][rows ? rows[i] : i]]++;
		l->bounds[q] = mem_zalloc((size_t)ladder->nlevels, sizeof(**l->bounds));
		for (level = 0; level < ladder->nlevels; level++)
			l->bounds[q][level] = l->metric == LOSS_SHARE
						      ? column_share(ladder, counts, level)
						      : column_entropy(ladder, counts, level);
		l->spread[q] = column_entropy(ladder, counts, ladder->nlevels - 1);
		free(counts);
	}
}

void info_loss_release(struct info_loss *l)
{
	int q;

	for (q = 0; l->bounds && q < l->layout->nquasi; q++)
		free(l->bounds[q]);
	free(l->bounds);
	free(l->spread);
	*l = (struct info_loss){ 0 };
}

/* A sum of shares as 0 (every value as it is) to 1 (nothing left). */
static double scaled(const struct info_loss *l, int q, double sum)
{
	double most = (double)l->nrecords;
	double least = most / (double)l->layout->ladders[q].rungs[0].n;

	return most > least ? (sum - least) / (most - least) : 0;
}

static double geometric(const struct info_loss *l, const double *sums)
{
	double product = 1;
	int q, n = l->layout->nquasi;

	for (q = 0; q < n; q++)
		product *= pow(scaled(l, q, sums[q]) + 1, 1.0 / n);
	return product - 1;
}

double info_loss_bound(const struct info_loss *l, const int *levels)
{
	double sums[MICRODATA_MAX_QUASI], sum = 0;
	int q;

	if (l->metric == LOSS_DISCERNIBILITY)
		return 0;
	for (q = 0; q < l->layout->nquasi; q++) {
		sums[q] = l->bounds[q][levels[q]];
		sum += sums[q];
	}
	return l->metric == LOSS_SHARE ? geometric(l, sums) : sum;
}

/* Records by coarse value of a column: of all classes, or of the suppressed ones. */
static void count_values(const struct groups *g, int q, const uint8_t *verdicts, uint64_t *counts)
{
	const struct key_layout *k = g->layout;
	uint32_t i;

	for (i = 0; i < g->ngroups; i++)
		if (verdicts[i] != CLASS_GOOD)
			counts[key_get(k, g->keys + (size_t)g->first[i] * (size_t)k->words, q)] +=
				g->sizes[i];
}

static uint64_t count_suppressed(const struct groups *g, const uint8_t *verdicts)
{
	uint64_t n = 0;
	uint32_t i;

	for (i = 0; i < g->ngroups; i++)
		if (verdicts[i] != CLASS_GOOD)
			n += g->sizes[i];
	return n;
}

/* What the suppressed records cost on top of the bound, column by column. */
static double suppressed_column(const struct info_loss *l, const struct groups *g, int q,
				const uint8_t *verdicts, uint64_t nsuppressed)
{
	const struct ladder *ladder = &l->layout->ladders[q];
	uint32_t n = ladder->rungs[g->levels[q]].n, i;
	uint64_t *counts = mem_zalloc((size_t)n + 1, sizeof(*counts));
	double sum = 0;

	count_values(g, q, verdicts, counts);
	for (i = 0; i < n; i++) {
		if (!counts[i])
			continue;
		if (l->metric == LOSS_SHARE)
			sum += (double)counts[i] * (1 - share(ladder, g->levels[q], i)) *
			       l->suppression_cost;
		else
			sum += (double)counts[i] * log2((double)nsuppressed / (double)counts[i]);
	}
	free(counts);
	return sum;
}

static double sum_of_squares(const struct groups *g)
{
	double sum = 0;
	uint32_t i;

	for (i = 0; i < g->ngroups; i++)
		sum += (double)g->sizes[i] * (double)g->sizes[i];
	return sum;
}

double info_loss_of(const struct info_loss *l, const struct groups *g, const uint8_t *verdicts)
{
	uint64_t nsuppressed = count_suppressed(g, verdicts);
	double sums[MICRODATA_MAX_QUASI], sum = 0;
	int q;

	if (l->metric == LOSS_DISCERNIBILITY)
		return sum_of_squares(g);
	if (l->metric == LOSS_ENTROPY || nsuppressed == 0)
		return info_loss_bound(l, g->levels);
	for (q = 0; q < l->layout->nquasi; q++) {
		sums[q] = l->bounds[q][g->levels[q]] +
			  suppressed_column(l, g, q, verdicts, nsuppressed);
		sum += sums[q];
	}
	return l->metric == LOSS_SHARE ? geometric(l, sums) : sum;
}

bool info_loss_is_bound(const struct info_loss *l)
{
	return l->metric == LOSS_ENTROPY || l->metric == LOSS_DISCERNIBILITY;
}
