#include "protect/microdata/risk.h"

#include <math.h>

double risk_individual(double f, double F)
{
	double p = f / F, q = 1 - p;

	if (q <= 0)
		return 1 / f;
	if (f <= 1)
		return p / q * log(1 / p);
	if (f <= 2)
		return p / q - p / q * (p / q) * log(1 / p);
	return p / (f - q);
}

static void add_figures(struct risk_figures *r, uint64_t records, uint64_t of, int64_t threshold)
{
	double risk = 1 / (double)of;

	if (risk > r->max)
		r->max = risk;
	r->mean += (double)records * risk;
	if ((__int128)threshold * of < RISK_MILLION)
		r->share_above += (double)records;
}

static void end_figures(struct risk_figures *r, uint64_t nrecords)
{
	if (nrecords == 0)
		return;
	r->mean /= (double)nrecords;
	r->share_above /= (double)nrecords;
}

static void add_class(struct risk *r, const struct risk_class *c, int64_t threshold)
{
	double weight = (double)c->weight / RISK_MILLION;

	r->nrecords += c->records;
	if (r->smallest == 0 || c->sample < r->smallest)
		r->smallest = c->sample;
	add_figures(&r->prosecutor, c->records, c->sample, threshold);
	add_figures(&r->journalist, c->records, c->population, threshold);
	if (c->sample == 1)
		r->sample_uniques += c->records;
	if (c->population == 1)
		r->population_uniques += c->records;
	if (c->weight) {
		r->has_weights = true;
		r->expected += (double)c->records * risk_individual((double)c->sample, weight);
	}
}

void risk_assess(struct risk *r, const struct risk_class *classes, size_t n, int64_t threshold)
{
	size_t i;

	*r = (struct risk){ .nclasses = n };
	for (i = 0; i < n; i++)
		add_class(r, &classes[i], threshold);
	end_figures(&r->prosecutor, r->nrecords);
	end_figures(&r->journalist, r->nrecords);
	r->marketer = r->journalist.mean;
	r->global = r->nrecords ? r->expected / (double)r->nrecords : 0;
	r->grade = (__int128)threshold * r->smallest >= RISK_MILLION ? 3 : 2;
}
