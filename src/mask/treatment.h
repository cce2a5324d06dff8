/*
 * treatment: what can be done to a column so that no person is left in it.
 *
 * A treatment turns one value into one text, or into NULL.  Results go out as
 * a dictionary column: the work is done once per distinct value, and what
 * comes after groups by number instead of by text.  Only those whose results
 * are nearly all distinct (mask, name, scrub) write plain text, and those that
 * make another number of a number (round, top-bottom) keep the type.
 */
#ifndef MASK_TREATMENT_H
#define MASK_TREATMENT_H

#include "core/codes.h"
#include "core/json.h"
#include "core/recognise.h"
#include "core/record.h"
#include "core/register.h"
#include "mask/pseudonym.h"

/* The parameters that mask.json gives; which ones count depends on the treatment. */
struct treatment_params {
	long long keep_first, keep_last; /* mask: code points left in sight */
	int32_t at;			 /* age-band: the day of the age */
	__int128 *bands;		 /* age-band: years; band: values in units of scale */
	size_t nbands;
	int scale;     /* of the column, for what is a number */
	__int128 unit; /* round: the result is a multiple of it */
	bool has_top, has_bottom;
	__int128 top, bottom; /* top-bottom: values in units of scale, or days */
	bool as_text;	      /* top-bottom: ≥ and ≤ are said */
	const char *level;    /* level: of the code list */
	const struct codes *codes;
	struct dict *from;  /* map: number i becomes */
	const char **to;    /* to[i] */
	const char *others; /* map: what is not in `from`; NULL: an error */
	bool normalise;	    /* pseudonym: identity numbers made alike first */
	const struct pseudonym *pseudonym;
	bool by_kind; /* scrub: what stood there is named */
	const struct recogniser *recogniser;
};

struct treatment {
	const char *name;
	/* What it takes; NULL where it does not apply.  1: a value in `to` (empty
	 * on entry), 0: NULL, -1: this value must not occur. */
	int (*text)(const struct treatment_params *p, struct str value, struct buf *to);
	int (*date)(const struct treatment_params *p, int32_t days, struct buf *to);
	int (*number)(const struct treatment_params *p, __int128 value, struct buf *to);
	/* The same without a change of type; false: NULL. */
	bool (*other_number)(const struct treatment_params *p, __int128 *value);
	bool (*other_day)(const struct treatment_params *p, int32_t *days);
	bool plain; /* writes text, not a dictionary */
	/* Whether with these parameters every value stays as it is; NULL: never. */
	bool (*keeps)(const struct treatment_params *p);
	/* Reads the parameters; sticky errors stay in o. */
	void (*read)(struct json_obj *o, const struct reg_column *column,
		     struct treatment_params *p);
};

/* By the names of the register: keep and drop have no functions.  NULL: unknown. */
const struct treatment *treatment_find(const char *name);
bool treatment_is(const struct treatment *t, const char *name);
bool treatment_takes(const struct treatment *t, enum field_type type);
/* Whether every value stays as it is: keep, and what comes to the same. */
bool treatment_keeps(const struct treatment *t, const struct treatment_params *p);
/* False of keep and drop. */
bool treatment_changes_values(const struct treatment *t);
/* The type of what comes out. */
enum field_type treatment_result(const struct treatment *t, const struct treatment_params *p,
				 enum field_type type);
void treatment_params_release(struct treatment_params *p);

#endif
