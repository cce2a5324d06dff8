#include "protect/methods/ptable.h"

#include <math.h>
#include <string.h>

enum { MAX_VALUES = 2 * PTABLE_D_MAX + 1 };

/* Beyond these multipliers all the weight is on one value anyway. */
static const double LAMBDA_MAX = 3000, MU_MIN = -3000;
static const double TOLERANCE = 1e-9;

/* A row while it is solved. */
struct problem {
	int n, zero; /* zero: the place of the value 0, or -1 */
	int add[MAX_VALUES];
	bool is_monotone, zero_is_fixed;
	double mass; /* of the values that are not fixed */
	double p[MAX_VALUES];
};

/* Neighbouring values of one weight. */
struct block {
	double sum;
	int n;
};

static double mean_of(const struct block *b)
{
	return b->sum / b->n;
}

/*
 * From far to near the weights f[from], f[from + step]... must not fall: pools those
 * that do (adjacent violators).  Returns the number of blocks.
 */
static int pool_side(const double *f, int from, int step, int n, struct block *blocks)
{
	int i, nblocks = 0;

	for (i = 0; i < n; i++) {
		blocks[nblocks++] = (struct block){ f[from + i * step], 1 };
		while (nblocks > 1 &&
		       mean_of(&blocks[nblocks - 2]) > mean_of(&blocks[nblocks - 1])) {
			blocks[nblocks - 2].sum += blocks[nblocks - 1].sum;
			blocks[nblocks - 2].n += blocks[nblocks - 1].n;
			nblocks--;
		}
	}
	return nblocks;
}

static void spread_side(double *f, int from, int step, const struct block *blocks, int nblocks)
{
	int b, i, at = from;

	for (b = 0; b < nblocks; b++)
		for (i = 0; i < blocks[b].n; i++, at += step)
			f[at] = mean_of(&blocks[b]);
}

/* Both sides rise towards the value 0, which is in none of them unless it is free. */
static void pool(const struct problem *q, double *f)
{
	struct block left[MAX_VALUES], right[MAX_VALUES], top = { 0, 0 }, *next;
	int nleft = 0, nright, below = 0, i;

	while (below < q->n && q->add[below] < 0)
		below++;
	nleft = pool_side(f, 0, 1, below, left);
	i = q->zero >= 0 ? below + 1 : below;
	nright = pool_side(f, q->n - 1, -1, q->n - i, right);
	if (q->zero >= 0 && !q->zero_is_fixed) {
		top = (struct block){ f[q->zero], 1 };
		for (;;) {
			next = nleft ? &left[nleft - 1] : NULL;
			if (nright && (!next || mean_of(&right[nright - 1]) > mean_of(next)))
				next = &right[nright - 1];
			if (!next || mean_of(next) <= mean_of(&top))
				break;
			top.sum += next->sum;
			top.n += next->n;
			if (nleft && next == &left[nleft - 1])
				nleft--;
			else
				nright--;
		}
		for (i = 0; i < q->n; i++)
			f[i] = mean_of(&top);
	}
	spread_side(f, 0, 1, left, nleft);
	spread_side(f, q->n - 1, -1, right, nright);
}

/* The distribution of these multipliers; its mean and second moment. */
static void distribute(struct problem *q, double lambda, double mu, double *mean, double *second)
{
	double f[MAX_VALUES], most = -INFINITY, sum = 0;
	int i;

	for (i = 0; i < q->n; i++)
		f[i] = lambda * q->add[i] + mu * q->add[i] * q->add[i];
	if (q->is_monotone)
		pool(q, f);
	for (i = 0; i < q->n; i++)
		if (!(q->zero_is_fixed && i == q->zero))
			most = fmax(most, f[i]);
	for (i = 0; i < q->n; i++) {
		if (q->zero_is_fixed && i == q->zero)
			continue;
		q->p[i] = exp(f[i] - most);
		sum += q->p[i];
	}
	*mean = *second = 0;
	for (i = 0; i < q->n; i++) {
		if (q->zero_is_fixed && i == q->zero) {
			q->p[i] = 1 - q->mass;
			continue;
		}
		q->p[i] *= q->mass / sum;
		*mean += q->p[i] * q->add[i];
		*second += q->p[i] * q->add[i] * q->add[i];
	}
}

/* The multiplier of the mean: the mean rises with it.  Returns the second moment. */
static double center(struct problem *q, double mu)
{
	double low = -LAMBDA_MAX, high = LAMBDA_MAX, mid, mean, second;

	for (;;) {
		mid = low + (high - low) / 2;
		distribute(q, mid, mu, &mean, &second);
		if (mid == low || mid == high || mean == 0)
			return second;
		if (mean > 0)
			high = mid;
		else
			low = mid;
	}
}

/* The multiplier of the variance: 0 when it does not bind. */
static void solve(struct problem *q, double v)
{
	double low = MU_MIN, high = 0, mid;

	if (center(q, 0) <= v)
		return;
	for (;;) {
		mid = low + (high - low) / 2;
		if (mid == low || mid == high)
			break;
		if (center(q, mid) > v)
			high = mid;
		else
			low = mid;
	}
	center(q, low);
}

static bool keeps_rules(const struct problem *q, const struct ptable_rule *rule)
{
	double sum = 0, mean = 0, second = 0;
	int i;

	for (i = 0; i < q->n; i++) {
		sum += q->p[i];
		mean += q->p[i] * q->add[i];
		second += q->p[i] * q->add[i] * q->add[i];
		if (!(q->p[i] >= 0))
			return false;
		if (q->is_monotone && i + 1 < q->n && q->add[i + 1] <= 0 &&
		    q->p[i] > q->p[i + 1] + TOLERANCE)
			return false;
		if (q->is_monotone && i > 0 && q->add[i - 1] >= 0 &&
		    q->p[i] > q->p[i - 1] + TOLERANCE)
			return false;
	}
	if (q->zero >= 0 && q->p[q->zero] < rule->pstay - TOLERANCE)
		return false;
	return fabs(sum - 1) < TOLERANCE && fabs(mean) < TOLERANCE && second < rule->v + TOLERANCE;
}

static void begin(struct problem *q, const struct ptable_rule *rule, int count)
{
	int v, j;

	*q = (struct problem){ .zero = -1, .mass = 1 };
	q->is_monotone = rule->monotone >> count & 1;
	for (v = -rule->d; v <= rule->d; v++) {
		j = count + v;
		if (j < 0 || (j >= 1 && j <= rule->js))
			continue;
		if (v == 0)
			q->zero = q->n;
		q->add[q->n++] = v;
	}
}

/* Whole numbers of 10^-digits that add up to 1: what rounding leaves over goes to the
 * likeliest value. */
static void cut(const struct problem *q, struct ptable_row *row)
{
	static const double unit = 1e11; /* 10^PTABLE_DIGITS */
	static const int64_t whole = 100000000000;
	int64_t parts[MAX_VALUES], left = whole, sum = 0;
	int i, most = 0;

	for (i = 0; i < q->n; i++) {
		parts[i] = llround(q->p[i] * unit);
		left -= parts[i];
		if (parts[i] > parts[most])
			most = i;
	}
	parts[most] += left;
	row->n = q->n;
	for (i = 0; i < q->n; i++) {
		row->add[i] = q->add[i];
		row->p[i] = (double)parts[i] / unit;
		sum += parts[i];
		row->cut[i] = sum == whole ? UINT64_MAX
					   : (uint64_t)(((unsigned __int128)sum << 64) /
							(unsigned __int128)whole);
	}
}

static int make_row(struct ptable_row *row, const struct ptable_rule *rule, int count,
		    struct err *err)
{
	struct problem q;

	begin(&q, rule, count);
	if (count == 0) { /* nobody stays nobody */
		q.n = 1;
		q.add[0] = 0;
		q.p[0] = 1;
		cut(&q, row);
		return 0;
	}
	solve(&q, rule->v);
	if (q.zero >= 0 && q.p[q.zero] < rule->pstay) {
		q.zero_is_fixed = true;
		q.mass = 1 - rule->pstay;
		solve(&q, rule->v);
	}
	if (!keeps_rules(&q, rule))
		return err_set(err, ERR_CONFIG,
			       "no distribution of D %d, js %d, V %g and pstay %g keeps the mean "
			       "of a count of %d",
			       rule->d, rule->js, rule->v, rule->pstay, count);
	cut(&q, row);
	return 0;
}

int ptable_make(struct ptable *t, const struct ptable_rule *rule, struct err *err)
{
	int count;

	/* From here on nothing that may be added is forbidden, so all rows are alike. */
	t->nrows = (rule->js > 0 ? rule->d + rule->js + 1 : rule->d) + 1;
	for (count = 0; count < t->nrows; count++)
		if (make_row(&t->rows[count], rule, count, err) < 0)
			return -1;
	return 0;
}

int ptable_add(const struct ptable *t, int64_t count, uint64_t key)
{
	const struct ptable_row *row = &t->rows[count < t->nrows ? count : t->nrows - 1];
	int i = 0;

	while (key > row->cut[i])
		i++;
	return row->add[i];
}
