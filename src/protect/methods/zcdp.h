/*
 * zcdp: what concentrated differential privacy with parameter rho promises in the usual
 * words of epsilon and delta.
 *
 * C. Canonne, G. Kamath, T. Steinke, "The Discrete Gaussian for Differential Privacy",
 * corollary 13: the least over alpha > 1 of
 *	exp((alpha - 1) (alpha rho - epsilon)) (1 - 1 / alpha)^alpha / (alpha - 1)
 * For the words of a release only: no noise is drawn by it.
 */
#ifndef PROTECT_ZCDP_H
#define PROTECT_ZCDP_H

double zcdp_delta(double rho, double epsilon);
/* The least epsilon for this delta, rounded up to three places. */
double zcdp_epsilon(double rho, double delta);
/* The least whole a so that at least 95 of 100 values of the noise are within -a to a. */
double laplace_error95(double scale);
double gaussian_error95(double variance);

#endif
