/*
 * The recognisers over any bytes: hits lie in the text, in order, without
 * overlap; the same text gives the same hits wherever it lies; folding ends; the
 * fast reading of words agrees with the plain one.  The guess by a column's name
 * takes any bytes too.
 */
#include <assert.h>
#include <stdint.h>

#include "core/column_name.h"
#include "core/fold.h"
#include "core/mem.h"
#include "core/pii_word.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct sum {
	size_t n, end, size;
	uint64_t hash;
};

static bool look(void *ctx, const struct pii_hit *hit)
{
	struct sum *s = ctx;

	assert(hit->from >= s->end && hit->to > hit->from && hit->to <= s->size);
	assert(hit->kind < PII_NKINDS && hit->grade <= PII_VALID);
	s->end = hit->to;
	s->n++;
	s->hash = (s->hash ^ hit->from ^ hit->to << 20 ^ (uint64_t)hit->kind << 40) *
		  UINT64_C(0x100000001b3);
	s->hash += hit->grade;
	return true;
}

static struct sum pass(const struct recogniser *r, const char *p, size_t n)
{
	struct sum s = { .size = n };

	recognise(r, (struct str){ p, n }, look, &s);
	return s;
}

static void check_word(const char *p, size_t n)
{
	struct ascii_word fast = ascii_word_read(p, p + n);
	struct ascii_word plain = ascii_word_read_plain(p, p + n);

	assert(fast.end == plain.end && fast.digit == plain.digit && fast.letter == plain.letter);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct recogniser *r;
	struct code place = { .code = "1", .name = "凤城镇", .level = "town" };
	struct codes codes = { .items = &place, .n = 1 };
	struct buf folded = BUF_INIT, again = BUF_INIT;
	struct sum first, second;
	char *copy = mem_alloc(size + 1);

	if (r == NULL)
		r = recogniser_new(&codes);
	memcpy(copy, data, size);
	copy[size] = '\0';
	first = pass(r, (const char *)data, size);
	second = pass(r, copy, size);
	assert(first.n == second.n && first.hash == second.hash);
	check_word(copy, size);
	fold_value((struct str){ copy, size }, &folded);
	fold_value((struct str){ folded.p, folded.n }, &again);
	assert(folded.n == again.n && memcmp(folded.p, again.p, folded.n) == 0);
	column_name_guess(copy);
	buf_release(&folded);
	buf_release(&again);
	free(copy);
	return 0;
}
