/*
 * components: what the attacker does not know, in groups that no row ties together.
 */
#ifndef VERIFY_COMPONENTS_H
#define VERIFY_COMPONENTS_H

#include "verify/knowledge.h"

struct components {
	uint32_t n;
	uint32_t *first_var, *vars; /* of component i: vars[first_var[i]] up to first_var[i + 1] */
	uint32_t *first_row, *rows;
};

/* In the order of their first variables, each with its variables and rows ascending. */
void components_find(struct components *c, const struct knowledge *k);
void components_release(struct components *c); /* legal on zeroes */

#endif
