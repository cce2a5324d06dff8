#include "core/recognise.h"

static const char *const names[] = { "citizen-id",
				     "disability-card",
				     "residence-permit",
				     "uscc",
				     "uscc-person",
				     "org-code",
				     "mobile",
				     "landline",
				     "bank-card",
				     "account",
				     "passport",
				     "travel-permit",
				     "certificate",
				     "email",
				     "plate",
				     "ip",
				     "mac",
				     "gps",
				     "name",
				     "address" };

_Static_assert(sizeof(names) / sizeof(*names) == PII_NKINDS, "a name for each kind");

const char *pii_kind_name(enum pii_kind kind)
{
	return kind < PII_NKINDS ? names[kind] : "unknown";
}

enum pii_kind pii_kind_find(const char *name)
{
	int kind;

	for (kind = 0; kind < PII_NKINDS; kind++)
		if (strcmp(name, names[kind]) == 0)
			break;
	return (enum pii_kind)kind;
}

const char *pii_grade_name(enum pii_grade grade)
{
	return grade == PII_VALID ? "valid" : grade == PII_PROBABLE ? "probable" : "shape";
}
