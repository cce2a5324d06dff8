/*
 * treatments: every one there is; each file treat_*.c holds those of one room.
 */
#ifndef MASK_TREATMENTS_H
#define MASK_TREATMENTS_H

#include "mask/treatment.h"

/* treat_text.c */
extern const struct treatment treat_mask, treat_name, treat_scrub;
/* treat_date.c */
extern const struct treatment treat_year, treat_month, treat_age_band;
/* treat_number.c */
extern const struct treatment treat_band, treat_round, treat_top_bottom;
/* treat_code.c */
extern const struct treatment treat_level, treat_map;
/* treat_identity.c */
extern const struct treatment treat_pseudonym, treat_institution;

#endif
