#include "core/fold.h"

#include "core/fold_table.h"
#include "core/text.h"

static bool is_separator(uint32_t c)
{
	switch (c) {
	case ' ':
	case '-':
	case '.':
	case '_':
	case 0xa0:
	case 0xad:
	case 0xb7:
	case 0x34f:
	case 0x61c:
	case 0x2027:
	case 0x2043:
	case 0x2212:
	case 0x2219:
	case 0x22c5:
	case 0x20e3:
	case 0x3000:
	case 0x30fb:
	case 0xfeff:
	case 0xfe52:
	case 0xfe58:
	case 0xfe63:
	case 0xff65:
		return true;
	default:
		/* Marks over the character before, blanks, hyphens and dots of every
		 * width, marks of direction, and selectors of a glyph. */
		return (c >= 0x300 && c <= 0x36f) || (c >= 0x2000 && c <= 0x2015) ||
		       (c >= 0x2022 && c <= 0x2024) || (c >= 0x202a && c <= 0x202f) ||
		       (c >= 0x205f && c <= 0x206f) || (c >= 0xfe00 && c <= 0xfe0f) ||
		       (c >= 0xe0100 && c <= 0xe01ef) || (c >= 0xe0000 && c <= 0xe007f);
	}
}

static bool is_han(uint32_t c)
{
	return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) ||
	       (c >= 0x20000 && c <= 0x323af) || c == 0x3005 || c == 0x3007;
}

static bool is_letter(uint32_t c)
{
	size_t low = 0, high = fold_nletters;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (fold_letters[middle][1] < c)
			low = middle + 1;
		else
			high = middle;
	}
	return low < fold_nletters && fold_letters[low][0] <= c;
}

static uint32_t run_char(uint32_t c)
{
	size_t low = 0, high = fold_nruns;
	const struct fold_run *run;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (fold_runs[middle].to < c)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == fold_nruns || fold_runs[low].from > c)
		return c;
	run = &fold_runs[low];
	/* Pairs of upper and lower case alternate: the upper one stays. */
	if ((c - run->from) % run->step != 0)
		return c;
	return run->target + (c - run->from) / run->step * run->up;
}

/* Of what is not ASCII. */
static uint32_t other_char(uint32_t c)
{
	uint32_t folded;

	if (c >= FOLD_KANGXI && c < FOLD_KANGXI_END)
		return fold_kangxi[c - FOLD_KANGXI];
	if (c >= FOLD_COMPATIBILITY && c < FOLD_COMPATIBILITY_END) {
		folded = fold_compatibility[c - FOLD_COMPATIBILITY];
		return folded != 0 ? folded : c;
	}
	if (c >= FOLD_SUPPLEMENT && c < FOLD_SUPPLEMENT_END)
		return fold_supplement[c - FOLD_SUPPLEMENT];
	return run_char(c);
}

static enum fold_class class_of(uint32_t c)
{
	if (c >= '0' && c <= '9')
		return FOLD_DIGIT;
	if (c >= 'A' && c <= 'Z')
		return FOLD_LETTER;
	if (is_han(c) || (c >= FOLD_COMPATIBILITY && c < FOLD_COMPATIBILITY_END))
		return FOLD_HAN;
	if (is_separator(c))
		return FOLD_SEPARATOR;
	return is_letter(c) ? FOLD_LETTER : FOLD_BREAK;
}

uint32_t fold_char(uint32_t c, enum fold_class *class)
{
	if (c >= 0x4e00 && c <= 0x9fff) {
		*class = FOLD_HAN;
		return c;
	}
	if (c >= 0xff01 && c <= 0xff5e)
		c -= 0xff01 - '!';
	else if (c >= 0x80)
		c = other_char(c);
	if (c >= 'a' && c <= 'z')
		c -= 'a' - 'A';
	*class = class_of(c);
	return c;
}

/* The length of the valid character at p, 0 when there is none. */
static size_t char_length(const unsigned char *p, size_t n)
{
	size_t length = p[0] < 0x80 ? 1 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;

	return length <= n && utf8_is_valid((const char *)p, length) ? length : 0;
}

void fold_value(struct str value, struct buf *to)
{
	const char *p = value.p, *end = p + value.n;
	enum fold_class class;
	uint32_t c;

	while (p < end) {
		if (char_length((const unsigned char *)p, (size_t)(end - p)) == 0) {
			p++;
			continue;
		}
		c = fold_char(utf8_next(&p), &class);
		if (class == FOLD_DIGIT || class == FOLD_LETTER || class == FOLD_HAN)
			utf8_put(to, c);
	}
}
