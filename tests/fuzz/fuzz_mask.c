/*
 * Values of any bytes: what hides persons hides them, whatever it is given.
 */
#include <assert.h>
#include <stdint.h>

#include "core/candidates.h"
#include "core/fold.h"
#include "core/text.h"
#include "core/identity.h"
#include "mask/person_name.h"
#include "mask/scrub.h"
#include "mask/treatment.h"
#include "core/uscc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct str view(const struct buf *b)
{
	return (struct str){ b->p, b->n };
}

/* Of a name two characters at most are left, and what is joined to them. */
static void check_name(struct str name)
{
	struct buf b = BUF_INIT;
	size_t stars = 0, i;

	person_name_mask(name, &b);
	assert(utf8_is_valid(b.p, b.n) && b.n <= name.n);
	for (i = 0; i < b.n; i++)
		stars += b.p[i] == '*';
	assert(b.n == 0 || stars > 0);
	buf_release(&b);
}

static void check_scrubbed(const struct recogniser *r, struct str text, bool by_kind)
{
	struct buf b = BUF_INIT;
	const char *at, *end;
	enum fold_class class;
	int digits = 0;

	scrub(r, text, by_kind, &b);
	assert(utf8_is_valid(b.p, b.n));
	for (at = b.p, end = b.p + b.n; at < end;) {
		fold_char(utf8_next(&at), &class);
		digits = class == FOLD_DIGIT ? digits + 1 : class == FOLD_SEPARATOR ? digits : 0;
		assert(digits < SCRUB_DIGITS);
	}
	buf_release(&b);
}

static void check_concealed(struct str text, int first, int last)
{
	struct treatment_params p = { .keep_first = first, .keep_last = last };
	struct buf b = BUF_INIT;
	size_t i, stars = 0;

	assert(treatment_find("mask")->text(&p, text, &b) == 1);
	assert(utf8_is_valid(b.p, b.n) && utf8_count(view(&b)) == utf8_count(text));
	for (i = 0; i < b.n; i++)
		stars += b.p[i] == '*';
	assert(3 * stars >= utf8_count(text));
	buf_release(&b);
}

static void check_codes(struct str text)
{
	struct buf once = BUF_INIT, twice = BUF_INIT;

	if (uscc_is_institution(text, &once)) {
		assert(once.n == USCC_LENGTH && memcmp(once.p, "92", 2) != 0);
		assert(uscc_is_institution(view(&once), &twice) &&
		       str_is(view(&once), view(&twice)));
	}
	buf_clear(&once);
	buf_clear(&twice);
	identity_normalise(text, &once);
	identity_normalise(view(&once), &twice);
	assert(str_is(view(&once), view(&twice)));
	buf_release(&once);
	buf_release(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct recogniser *r;
	struct str text = { (const char *)data + 1, size - 1 };
	const char *shape;
	uint64_t left;

	if (size < 1)
		return 0;
	if (!r)
		r = recogniser_new(NULL);
	if (candidates_of_masked(text, &left, &shape))
		assert(left > 0 && *shape);
	if (!utf8_is_valid(text.p, text.n))
		return 0;
	check_name(text);
	check_scrubbed(r, text, data[0] & 1);
	check_concealed(text, data[0] >> 1 & 7, data[0] >> 4);
	check_codes(text);
	return 0;
}
