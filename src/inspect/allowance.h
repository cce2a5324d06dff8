/*
 * allowance: personal-looking values that the release may lawfully show.
 *
 * Two sources, nothing else:
 * - the columns of the release's canonical table that inspect.json allows, each
 *   for the kinds that it names: a value that stands there may stand
 *   anywhere in the same release (other formats, the workbook, the archive);
 * - what the bureau says of itself in config/site.json (contact, bureau name and
 *   code, portal): these very texts, also where something is found inside one.
 */
#ifndef INSPECT_ALLOWANCE_H
#define INSPECT_ALLOWANCE_H

#include "core/recognise.h"
#include "core/site.h"
#include "inspect/inspect_spec.h"

struct allowance;

/* folder: the release.  The recogniser finds the values inside longer cells. */
int allowance_new(const char *folder, const struct inspect_spec *spec, const struct site *site,
		  const struct recogniser *recogniser, struct allowance **out, struct err *err);
void allowance_free(struct allowance *a); /* NULL is legal */

/* Whether bytes [from, to) of the text, a value of that kind, may stand there.
 * Thread-safe. */
bool allowance_has(const struct allowance *a, enum pii_kind kind, struct str text, size_t from,
		   size_t to);
/* The same for a closed value, whose kind the register does not know so finely: a name is
 * PII_NAME, a text PII_ADDRESS, any number or code PII_NKINDS; with ideographs in it it is an
 * address.  Part of an allowed name or address is allowed where the whole cell stands. */
bool allowance_has_value(const struct allowance *a, enum pii_kind kind, struct str text,
			 size_t from, size_t to);

#endif
