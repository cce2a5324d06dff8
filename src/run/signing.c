#include "run/signing.h"

#include <string.h>

enum { POLICY_DIGITS = 12 };

int signing_check(const struct command_options *o, size_t n, struct err *err)
{
	if (!o->sign && (o->as || o->key || o->policy))
		return err_set(err, ERR_USAGE, "--as, --key and --policy go with --sign");
	if (o->policy && (n > 1 || strlen(o->policy) < POLICY_DIGITS))
		return err_set(err, ERR_USAGE,
			       "--policy is for one pipeline, and has the %d digits that "
			       "yg review shows, or more",
			       POLICY_DIGITS);
	return 0;
}

int signing_step(const struct command_options *o, enum review_step *step, struct err *err)
{
	*step = REVIEW_FIRST;
	if (strcmp(o->sign, review_steps[REVIEW_APPROVE]) == 0)
		*step = REVIEW_APPROVE;
	else if (strcmp(o->sign, review_steps[REVIEW_FIRST]) != 0)
		return err_set(err, ERR_USAGE, "--sign is first or approve, not \"%s\"", o->sign);
	if (!o->as || !o->key)
		return err_set(err, ERR_USAGE, "--sign needs --as NAME and --key FILE");
	return 0;
}
