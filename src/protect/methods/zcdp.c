#include "protect/methods/zcdp.h"

#include <math.h>

/* The derivative by alpha of the logarithm of what is to be least; it rises. */
static double slope(double alpha, double rho, double epsilon)
{
	return (2 * alpha - 1) * rho - epsilon + log1p(-1 / alpha);
}

double zcdp_delta(double rho, double epsilon)
{
	double low = 1, high, mid, delta;

	if (rho == 0 || isinf(epsilon))
		return 0;
	if (isinf(rho))
		return 1;
	/* At this alpha the slope is above 0, or the bound is 1 anyway. */
	high = (epsilon + 1) / (2 * rho) + 2;
	for (;;) {
		mid = low + (high - low) / 2;
		if (mid <= low || mid >= high)
			break;
		if (slope(mid, rho, epsilon) < 0)
			low = mid;
		else
			high = mid;
	}
	delta = exp((high - 1) * (high * rho - epsilon) + high * log1p(-1 / high)) / (high - 1);
	return delta < 1 ? delta : 1;
}

double zcdp_epsilon(double rho, double delta)
{
	double low = 0, high = rho + 2 * sqrt(rho * log(1 / delta)), mid;
	int i;

	if (rho == 0)
		return 0;
	for (i = 0; i < 100; i++) {
		mid = (low + high) / 2;
		if (zcdp_delta(rho, mid) > delta)
			low = mid;
		else
			high = mid;
	}
	return ceil(high * 1000 - 1e-9) / 1000;
}

double laplace_error95(double scale)
{
	/* P(|y| > a) = 2 q^(a + 1) / (1 + q), q = exp(-1 / scale). */
	double q = exp(-1 / scale), a = log(0.05 * (1 + q) / 2) / log(q) - 1;

	return a < 0 ? 0 : ceil(a - 1e-9);
}

double gaussian_error95(double variance)
{
	double sum = 1, inside = 1, k, last = 12 * sqrt(variance) + 2;

	if (variance > 1e8) /* as good as the continuous one */
		return ceil(1.959963984540054 * sqrt(variance));
	for (k = 1; k < last; k++)
		sum += 2 * exp(-k * k / (2 * variance));
	for (k = 0; inside < 0.95 * sum; k++)
		inside += 2 * exp(-(k + 1) * (k + 1) / (2 * variance));
	return k;
}
