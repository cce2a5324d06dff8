/*
 * table_check: whether the canonical table of a release is as datapackage.json says.
 */
#ifndef VERIFY_TABLE_CHECK_H
#define VERIFY_TABLE_CHECK_H

#include "verify/defects.h"
#include "verify/published.h"

int table_check(const struct published *p, struct defects *d, struct err *err);

#endif
