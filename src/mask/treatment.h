/*
 * treatment: what can be done to a column so that no person is left in it.
 *
 * A treatment turns one value into one text, or into NULL.  Results go out as
 * a dictionary column: the work is done once per distinct value, and what
 * comes after groups by number instead of by text.  Only `mask`, whose results
 * are nearly all distinct, writes plain text.
 */
#ifndef MASK_TREATMENT_H
#define MASK_TREATMENT_H

#include "core/codes.h"
#include "core/json.h"
#include "core/record.h"
#include "core/register.h"
#include "mask/pseudonym.h"

/* The parameters that mask.json gives; which ones count depends on the treatment. */
struct treatment_params {
	long long keep_first, keep_last; /* mask: code points left in sight */
	int32_t at;			 /* age-band: the day of the age */
	__int128 *bands;		 /* age-band: years; band: values in units of scale */
	size_t nbands;
	int scale;	   /* band: of the column */
	const char *level; /* level: of the code list */
	const struct codes *codes;
	bool normalise; /* pseudonym: identity numbers made alike first */
	const struct pseudonym *pseudonym;
};

struct treatment {
	const char *name;
	/* What it takes; NULL where it does not apply.  1: a value in `to` (empty
	 * on entry), 0: NULL. */
	int (*text)(const struct treatment_params *p, struct str value, struct buf *to);
	int (*date)(const struct treatment_params *p, int32_t days, struct buf *to);
	int (*number)(const struct treatment_params *p, __int128 value, struct buf *to);
	bool plain; /* writes text, not a dictionary */
	/* Reads the parameters; sticky errors stay in o. */
	void (*read)(struct json_obj *o, const struct reg_column *column,
		     struct treatment_params *p);
};

/* By the names of the register: keep and drop have no functions.  NULL: unknown. */
const struct treatment *treatment_find(const char *name);
void treatment_params_release(struct treatment_params *p);

#endif
