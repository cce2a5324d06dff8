/*
 * risk: how likely it is that somebody is recognised in records that are opened.
 *
 * With f the records of the release that look like a record and F those of the
 * population (all of the input when it was sampled; the sum of the weights when there
 * are any; f else):
 *	prosecutor	1/f: the attacker knows that the person is in the release
 *	journalist	1/F: he does not know it
 *	marketer	the mean of 1/F: what share of all records he gets right
 * and, when there are weights, the individual risk of Benedetti and Franconi as in
 * sdcMicro: the expectation of 1/F for F given f and the sum of the weights.
 *
 * Grades of GB/T 42460-2023: 1 with direct identifiers, 2 with a risk above the
 * threshold, 3 without, 4 aggregates.  What has come so far holds no direct
 * identifier and is no aggregate, so the grade is 2 or 3.  The risk of the grade is the
 * greatest prosecutor risk, which no other exceeds.
 */
#ifndef PROTECT_RISK_H
#define PROTECT_RISK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RISK_MILLION = 1000000 };

/* Records that look alike. */
struct risk_class {
	uint64_t records;	     /* that have this risk */
	uint64_t sample, population; /* f and F, at least records and f */
	uint64_t weight;	     /* sum of the weights, in millionths; 0: none */
};

struct risk_figures {
	double max, mean, share_above;
};

struct risk {
	uint64_t nrecords, nclasses;
	uint64_t smallest; /* f */
	struct risk_figures prosecutor, journalist;
	double marketer;
	uint64_t sample_uniques, population_uniques;
	bool has_weights;
	double global, expected; /* mean and sum of the individual risk */
	int grade;
};

/* threshold: in millionths. */
void risk_assess(struct risk *r, const struct risk_class *classes, size_t n, int64_t threshold);
/* Benedetti and Franconi; f and F as sdcMicro calls them, and as there exact for 1 and 2,
 * approximate (p / (f - 1 + p)) from 3 on. */
double risk_individual(double f, double F);

#endif
