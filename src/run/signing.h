/*
 * signing: what the options say of a signature: --sign STEP --as NAME --key FILE
 * --policy DIGITS, the same for yg review and yg report.
 */
#ifndef RUN_SIGNING_H
#define RUN_SIGNING_H

#include "run/commands.h"
#include "run/reviewers.h"

/* ERR_USAGE; n: of how many things the signature would be. */
int signing_check(const struct command_options *o, size_t n, struct err *err);
/* Of options with --sign: the step; ERR_USAGE when it is none, or name or key are missing. */
int signing_step(const struct command_options *o, enum review_step *step, struct err *err);

#endif
