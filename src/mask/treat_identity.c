/* Identities: a stand-in for a person's, an institution's as it is. */
#include "core/identity.h"
#include "mask/treatments.h"
#include "core/uscc.h"

/* An empty identity is nobody's, so it is NULL. */
static int pseudonym_text(const struct treatment_params *p, struct str value, struct buf *to)
{
	struct buf same = BUF_INIT;

	if (!p->normalise) {
		if (value.n)
			pseudonym_put(p->pseudonym, value, to);
		return value.n > 0;
	}
	identity_normalise(value, &same);
	if (same.n)
		pseudonym_put(p->pseudonym, (struct str){ same.p, same.n }, to);
	explicit_bzero(same.p, same.n);
	buf_release(&same);
	return to->n > 0;
}

static void pseudonym_read(struct json_obj *o, const struct reg_column *column,
			   struct treatment_params *p)
{
	static const char *const words[] = { "none", "identity", NULL };

	(void)column;
	p->normalise = json_opt_choice(o, "normalise", words, 0) == 1;
}

static int institution_text(const struct treatment_params *p, struct str value, struct buf *to)
{
	(void)p;
	return uscc_is_institution(value, to);
}

const struct treatment treat_pseudonym = { .name = "pseudonym",
					   .text = pseudonym_text,
					   .read = pseudonym_read };
const struct treatment treat_institution = { .name = "institution", .text = institution_text };
