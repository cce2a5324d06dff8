#include "mask/treatment.h"

#include <stdlib.h>

#include "mask/treatments.h"

static const struct treatment treat_keep = { .name = "keep" }, treat_drop = { .name = "drop" };

static const struct treatment *const treatments[] = {
	&treat_keep, &treat_drop,  &treat_mask,	      &treat_name,	&treat_scrub,
	&treat_year, &treat_month, &treat_age_band,   &treat_level,	&treat_map,
	&treat_band, &treat_round, &treat_top_bottom, &treat_pseudonym, &treat_institution,
};

const struct treatment *treatment_find(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(treatments) / sizeof(treatments[0]); i++)
		if (strcmp(treatments[i]->name, name) == 0)
			return treatments[i];
	return NULL;
}

bool treatment_is(const struct treatment *t, const char *name)
{
	return strcmp(t->name, name) == 0;
}

bool treatment_keeps(const struct treatment *t, const struct treatment_params *p)
{
	return t == &treat_keep || (t->keeps && t->keeps(p));
}

bool treatment_changes_values(const struct treatment *t)
{
	return t->text || t->date || t->number || t->other_number || t->other_day;
}

bool treatment_takes(const struct treatment *t, enum field_type type)
{
	if (!treatment_changes_values(t))
		return true;
	switch (type) {
	case FIELD_UTF8:
	case FIELD_DICT:
		return t->text != NULL;
	case FIELD_DATE:
		return t->date || t->other_day;
	case FIELD_INT64:
	case FIELD_DECIMAL:
		return t->number || t->other_number;
	default:
		return false;
	}
}

enum field_type treatment_result(const struct treatment *t, const struct treatment_params *p,
				 enum field_type type)
{
	if (!treatment_changes_values(t))
		return type;
	if (type == FIELD_DATE && t->other_day && !p->as_text)
		return type;
	if ((type == FIELD_INT64 || type == FIELD_DECIMAL) && t->other_number && !p->as_text)
		return type;
	return t->plain && type == FIELD_UTF8 ? FIELD_UTF8 : FIELD_DICT;
}

void treatment_params_release(struct treatment_params *p)
{
	free(p->bands);
	p->bands = NULL;
	dict_free(p->from);
	p->from = NULL;
	free(p->to);
	p->to = NULL;
}
