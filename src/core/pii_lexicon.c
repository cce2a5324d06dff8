#include "core/pii_lexicon.h"

#include "core/mem.h"

/* FNV-1a. */
#define HASH_START UINT32_C(2166136261)
#define HASH_STEP UINT32_C(16777619)

enum { PLACE_MOST = 8 }; /* characters */

static uint32_t hash_add(uint32_t hash, const char *p, const char *end)
{
	while (p < end)
		hash = (hash ^ (unsigned char)*p++) * HASH_STEP;
	return hash;
}

void lexicon_new(struct recogniser *r, size_t words)
{
	size_t slots = 64;

	while (slots < words * 2)
		slots *= 2;
	r->words = mem_zalloc(slots, sizeof(*r->words));
	r->word_mask = slots - 1;
	r->word_text = (struct buf)BUF_INIT;
}

void lexicon_free(struct recogniser *r)
{
	free(r->words);
	buf_release(&r->word_text);
}

/* The slot of the word, or the free one where it belongs. */
static struct lexicon_word *slot_of(const struct recogniser *r, uint32_t hash, const char *p,
				    size_t n)
{
	size_t i = hash & r->word_mask;

	while (r->words[i].n != 0 && !(r->words[i].hash == hash && r->words[i].n == n &&
				       memcmp(r->word_text.p + r->words[i].at, p, n) == 0))
		i = (i + 1) & r->word_mask;
	return &r->words[i];
}

void lexicon_add(struct recogniser *r, const char *p, size_t n, uint8_t bits)
{
	uint32_t hash = hash_add(HASH_START, p, p + n);
	struct lexicon_word *word;

	if (n == 0 || n > 255)
		return;
	word = slot_of(r, hash, p, n);
	if (word->n == 0) {
		word->hash = hash;
		word->at = (uint32_t)r->word_text.n;
		word->n = (uint8_t)n;
		buf_add(&r->word_text, p, n);
	}
	word->bits |= bits;
}

void lexicon_add_all(struct recogniser *r, const char *text, uint8_t bits)
{
	while (*text != '\0') {
		size_t n = strcspn(text, " ");

		lexicon_add(r, text, n, bits);
		text += n + (text[n] == ' ');
	}
}

uint8_t lexicon_find(const struct recogniser *r, const char *p, const char *end)
{
	return slot_of(r, hash_add(HASH_START, p, end), p, (size_t)(end - p))->bits;
}

bool lexicon_has_place(const struct recogniser *r, const char *p, const char *end)
{
	uint32_t c, hash;
	const char *at, *to;
	int n;

	for (; p < end; p += char_at(p, end, &c)) {
		hash = HASH_START;
		for (n = 0, at = p; at < end && n < PLACE_MOST; n++, at = to) {
			to = at + char_at(at, end, &c);
			hash = hash_add(hash, at, to);
			if (n >= 1 && (slot_of(r, hash, p, (size_t)(to - p))->bits & WORD_PLACE))
				return true;
		}
	}
	return false;
}
