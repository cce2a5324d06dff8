/*
 * outcome: what the release shows of every row: the end of every method.
 *
 * Suppression, rounding, perturbation and noise all end in this, and safe.h writes
 * it.  By row and measure; what is not set is shown as it came.
 */
#ifndef PROTECT_OUTCOME_H
#define PROTECT_OUTCOME_H

#include "protect/cells/cells.h"

enum { OUTCOME_NO_DATE = INT32_MIN };

struct outcome {
	const struct cells *cells; /* not owned */
	char *statuses;		   /* [row * nmeasures + measure]: 0, or 'c', 'p', 'r' */
	char **texts; /* [row * nmeasures + measure]: NULL, or what is shown instead, as CSV text */
	int32_t *dates; /* by row: the day that its values were taken (days since 1970), or
			 * OUTCOME_NO_DATE: tonight */
	bool has_dates; /* the table has a column as_of */
	char *method;	/* JSON text for the metadata yg.method; owned; may be NULL */
};

void outcome_init(struct outcome *o, const struct cells *c);
void outcome_release(struct outcome *o);
/* No value; status c in all measures that have one (z and x stay what they are). */
void outcome_suppress(struct outcome *o, uint32_t row);
/* Shows text (copied) with this status (0: that of the input) instead; no value is "", with
 * status c, x or z. */
void outcome_set(struct outcome *o, uint32_t row, int measure, const char *text, char status);
void outcome_set_status(struct outcome *o, uint32_t row, int measure, char status);

/* What is shown of the measure in the end, and its status (0: none): false where that is
 * no value. */
bool outcome_shows(const struct outcome *o, uint32_t row, int measure, char *status);

#endif
