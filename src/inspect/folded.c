#include "inspect/folded.h"

#include <openssl/crypto.h>
#include <pthread.h>
#include <stdlib.h>

#include "core/fold.h"
#include "core/mem.h"
#include "core/text.h"

enum { BEHIND = 72 };

/* What a byte below 0x80 folds to; 0: nothing, and then the gap that it makes. */
static struct {
	char folded[128];
	uint8_t gap[128];
} ascii;
static pthread_once_t ascii_once = PTHREAD_ONCE_INIT;

static void ascii_make(void)
{
	for (uint32_t c = 0; c < 128; c++) {
		enum fold_class class;
		uint32_t to = fold_char(c, &class);

		ascii.gap[c] = GAP_BREAK;
		if (class == FOLD_DIGIT || class == FOLD_LETTER)
			ascii.folded[c] = (char)to;
		else if (class == FOLD_SEPARATOR && c > 0x20)
			ascii.gap[c] = GAP_LIGHT;
	}
	/* A tab and a line end are borders of cells, a blank is not. */
	ascii.gap[' '] = GAP_LIGHT;
	ascii.gap['.'] = GAP_POINT;
}

/* Cannot be seen: a value with one inside looks whole. */
static bool is_unseen(uint32_t c)
{
	return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
	       (c >= 0x2060 && c <= 0x2064) || c == 0x180E || c == 0xFEFF;
}

static void make_room(struct folded *f, size_t n)
{
	if (n + BEHIND <= f->capacity)
		return;
	f->capacity = n + n / 4 + BEHIND;
	f->text = mem_resize(f->text, f->capacity, 1);
	f->gap = mem_resize(f->gap, f->capacity, 1);
	f->at = mem_resize(f->at, f->capacity, sizeof(*f->at));
}

/* Bytes of the character at p (1 to 4), 0 when it is none. */
static size_t character(const unsigned char *p, const unsigned char *end)
{
	size_t n = *p < 0x80   ? 1
		   : *p < 0xC2 ? 0
		   : *p < 0xE0 ? 2
		   : *p < 0xF0 ? 3
		   : *p < 0xF5 ? 4
			       : 0;

	if (n > 1 && ((size_t)(end - p) < n || !utf8_is_valid((const char *)p, n)))
		return 0;
	return n;
}

struct folding {
	struct folded *f;
	const unsigned char *start;
	uint8_t gap; /* since the last character that was put */
};

static void widen(struct folding *g, uint8_t gap)
{
	if (gap > g->gap)
		g->gap = gap;
}

static void put(struct folding *g, const unsigned char *from, const char *p, size_t n)
{
	struct folded *f = g->f;

	for (size_t i = 0; i < n; i++) {
		f->text[f->n] = p[i];
		f->gap[f->n] = i ? GAP_INSIDE : g->gap;
		f->at[f->n++] = (uint32_t)(from - g->start);
	}
	g->gap = GAP_NONE;
}

/* A character above ASCII, n bytes at p. */
static void put_wide(struct folding *g, const unsigned char *p, size_t n)
{
	const char *next = (const char *)p;
	uint32_t c = utf8_next(&next), to;
	struct buf folded = BUF_INIT;
	enum fold_class class;

	to = fold_char(c, &class);
	if (class == FOLD_BREAK) {
		widen(g, GAP_BREAK);
	} else if (class == FOLD_SEPARATOR) {
		widen(g, is_unseen(c) ? GAP_NONE : GAP_LIGHT);
	} else if (to == c) {
		put(g, p, (const char *)p, n);
	} else if (to < 0x80) {
		put(g, p, (const char[]){ (char)to }, 1);
	} else {
		/* Never longer than it was: the room is that of the piece. */
		utf8_put(&folded, to);
		if (folded.n <= n)
			put(g, p, folded.p, folded.n);
		else
			put(g, p, (const char *)p, n);
		buf_release(&folded);
	}
}

/* U+4E00 to U+9FFF, which fold to themselves. */
static bool is_ideograph(const unsigned char *p, size_t left)
{
	return left >= 3 && p[0] >= 0xE4 && p[0] <= 0xE9 && (p[1] & 0xC0) == 0x80 &&
	       (p[2] & 0xC0) == 0x80 && (p[0] != 0xE4 || p[1] >= 0xB8);
}

static void fold_run(struct folding *g, const unsigned char *p, const unsigned char *end)
{
	while (p < end) {
		size_t n = 1;

		if (*p < 0x80) {
			if (ascii.folded[*p])
				put(g, p, &ascii.folded[*p], 1);
			else
				widen(g, ascii.gap[*p]);
		} else if (is_ideograph(p, (size_t)(end - p))) {
			n = 3;
			put(g, p, (const char *)p, n);
		} else {
			n = character(p, end);
			if (n) {
				put_wide(g, p, n);
			} else {
				widen(g, GAP_BREAK);
				n = 1;
			}
		}
		p += n;
	}
}

void folded_make(struct folded *f, struct str piece)
{
	const unsigned char *p = (const unsigned char *)piece.p;
	struct folding g = { f, p, GAP_BREAK };

	pthread_once(&ascii_once, ascii_make);
	make_room(f, piece.n);
	f->piece = piece;
	f->n = 0;
	fold_run(&g, p, p + piece.n);
	memset(f->text + f->n, 0, BEHIND);
	memset(f->gap + f->n, GAP_BREAK, BEHIND);
	f->at[f->n] = (uint32_t)piece.n;
}

void folded_release(struct folded *f)
{
	if (f->text)
		OPENSSL_cleanse(f->text, f->capacity);
	free(f->text);
	free(f->gap);
	free(f->at);
	*f = (struct folded)FOLDED_INIT;
}

size_t folded_end(const struct folded *f, size_t i, struct str piece)
{
	size_t last = i - 1, end;

	while (last > 0 && !folded_is_start(f, last))
		last--;
	/* One character of the piece, whatever it folded to. */
	end = f->at[last] + 1;
	while (end < piece.n && ((unsigned char)piece.p[end] & 0xC0) == 0x80)
		end++;
	return end;
}
