/*
 * protection: what the parts of suppress.h share while they are at work on one set
 * of tables.
 */
#ifndef PROTECT_PROTECTION_H
#define PROTECT_PROTECTION_H

#include "protect/nights/stack.h"
#include "protect/suppress.h"

enum { PROTECTION_SYSTEMS = 2 };

struct protection {
	struct suppression *out;
	const struct cells *c;
	const struct policy *p;
	const struct primary *pr;
	const struct past *past;
	struct system_of systems[PROTECTION_SYSTEMS];
	struct stack stacks[PROTECTION_SYSTEMS];
	int nsystems;
	bool has_periods, has_warned;
	uint64_t seed;
	uint32_t *insiders; /* by row: the one contributor who knows it, or INSIDER_NONE */
	bool *stays;	    /* by row: hidden for good, as the last release hid it: standing.h */
	/* By system: columns and combinations of the stack that earlier releases have given away
	 * already, so that nothing of tonight can. */
	bool *lost_columns[PROTECTION_SYSTEMS], *lost_changes[PROTECTION_SYSTEMS];
};

/* Builds the systems and their stacks; everything else is the caller's to fill in. */
int protection_build(struct protection *p, struct err *err);
void protection_release(struct protection *p);
/* The row of a cell; from nrows on it is a shadow. */
uint32_t protection_row(const struct system_of *s, uint32_t cell);
enum measure_kind protection_kind(const struct system_of *s, uint32_t cell);
/* Whether the row shows a value that obeys the equations of this kind. */
bool protection_shows_kind(const struct protection *p, uint32_t row, enum measure_kind kind);
/* Whether it is published tonight with tonight's value of this kind. */
bool protection_is_shown(const struct protection *p, uint32_t row, enum measure_kind kind);
/* Whether a cell of the system must not be derivable. */
bool protection_is_sensitive(const struct protection *p, const struct system_of *s, uint32_t cell);
/* Sets how, for a row that is published so far, and whether an earlier value stays. */
void protection_suppress(struct protection *p, uint32_t row, enum suppress_how how,
			 enum measure_kind kind, enum suppress_because reason, uint32_t because);
/* The version whose value the last release shows of a row, as it was when that value was taken: of
 * the first table that has one; NULL when the last release shows nothing of it. */
const struct past_version *protection_earlier(const struct protection *p, uint32_t row, int *table);
/* Rows that may not change, or not be seen to: before any elimination. */
void protection_look_back(struct protection *p);
/* Whether the policy opens the row's period again. */
bool protection_is_reopened(const struct policy *p, const struct cells *c, uint32_t row);
/* The last month that any row's period ends in, and whether a row's period was final by then. */
int32_t protection_newest_month(const struct protection *p);
bool protection_is_final(const struct protection *p, uint32_t row, int32_t newest);
bool protection_row_is_shown(const struct protection *p, uint32_t row);
/* -1 with an error that names the cell. */
int protection_refuse(const struct protection *p, uint32_t cell, enum err_kind kind,
		      const char *what, struct err *err);

#endif
