/*
 * change: the comparison columns of the statistical forms, in exact decimals.
 *
 * 环比 = (now / last - 1) x 100, two places, half away from zero, as the ministry prints it
 * (verified on 25 published rows; it leaves a row that did not change blank, here it is
 * 0.00).  No change is given where the definition of the row changed between the two editions
 * (the cell is "/" with the reason as its remark), where last is zero ("/") or not there
 * (blank), or now is not there.  A number that is protected or whose database does not exist
 * makes its change the same: nothing is derived from it.  A cumulative row in the first period
 * of a year is compared with the whole year before, as the ministry does, and marked.
 * Rounded parts are never adjusted to fit their sum.
 */
#ifndef REPORT_CHANGE_H
#define REPORT_CHANGE_H

#include "report/form/filled.h"
#include "report/form/unit.h"
#include "report/check/verdict.h"

/* (now/last - 1) * 100 with two places into *percent (times 100); false when last is zero or
 * the numbers leave 38 digits.  Scales may differ. */
bool change_percent(__int128 now, int now_scale, __int128 last, int last_scale, __int128 *percent);

/* What a part adds to the change of the whole, in 百分点 with two places:
 * (now - last) / whole_last * 100; one scale for all three.  False as above. */
bool change_contribution(__int128 now, __int128 last, __int128 whole_last, __int128 *points);

/*
 * Fills the columns that the form computes: 上期 from `last`, then 环比; sets remarks, and
 * notes each definition that changed and a comparison with the whole year.  `last` is the
 * approved form of the period before, of this edition or an earlier one, or NULL: then 上期
 * and 环比 stay as they are.  Rows are found by code; a row that bears `was` by that code in
 * the edition before, and so back to the edition of `last`.  A `last` of another form, of
 * another period or of a later edition is ERR_DATA.
 */
int change_fill(struct filled *f, const struct filled *last, struct verdicts *to, struct err *err);

#endif
