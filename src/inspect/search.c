#include "inspect/search.h"

#include "core/mem.h"

enum {
	LONG = 16,
	WHOLE = 18, /* an identity number; chance makes none of this length */
	QUEUE = 32,
	GROUPS_MAX = 24,
	CELLS_MAX = 3,
	WHOLE_CELLS_MAX = 6
};

struct candidate {
	size_t from, to;
	uint64_t hash;
};

struct searching {
	const struct keyset *set;
	const struct folded *f;
	struct search_hits *hits;
	struct candidate queue[QUEUE];
	int nqueue;
};

/* Something visible stands between the characters before and at i. */
static bool is_border(const struct folded *f, size_t i)
{
	return i == 0 || i >= f->n || f->gap[i] != GAP_NONE;
}

static bool is_letter(const struct folded *f, size_t i)
{
	return folded_is_ascii(f, i) && f->text[i] >= 'A' && f->text[i] <= 'Z';
}

/* Where the zeros begin with which a number was filled up or dialled; the number itself
 * when there are none. */
static size_t skip_zeros(const struct folded *f, size_t from)
{
	while (folded_is_digit(f, from) && !is_border(f, from) && f->text[from - 1] == '0')
		from--;
	return from;
}

/* The word around is letters, this number, letters ("TEL13900000000"), no digest. */
static bool is_own_word(const struct folded *f, size_t from, size_t to)
{
	size_t i;

	for (i = skip_zeros(f, from); !is_border(f, i) && folded_is_ascii(f, i - 1); i--)
		if (!is_letter(f, i - 1) || is_letter(f, from))
			return false;
	for (i = to; !is_border(f, i) && folded_is_ascii(f, i); i++)
		if (!is_letter(f, i) || is_letter(f, to - 1))
			return false;
	return true;
}

/* No digit stands right before or behind a value that begins or ends with one. */
static bool is_own_number(const struct folded *f, size_t from, size_t to)
{
	from = skip_zeros(f, from);
	return (is_border(f, from) || !folded_is_digit(f, from) || !folded_is_digit(f, from - 1)) &&
	       (is_border(f, to) || !folded_is_digit(f, to - 1) || !folded_is_digit(f, to));
}

struct groups {
	int sizes[GROUPS_MAX]; /* of the characters between gaps */
	int n, cells, points;  /* cells: gaps that are borders of cells */
};

/* Nothing but brackets, blanks and hyphens stands before byte i: "(139) 0000-0001". */
static bool is_in_brackets(const struct folded *f, size_t i)
{
	const char *p = f->piece.p + folded_end(f, i, f->piece), *end = f->piece.p + f->at[i];
	size_t n;

	for (; p < end; p += n) {
		bool is_wide = end - p >= 3 && (memcmp(p, "（", 3) == 0 || memcmp(p, "）", 3) == 0);

		n = is_wide ? 3 : 1;
		if (!is_wide && (!*p || !strchr("() -", *p)))
			return false;
	}
	return true;
}

/* false: too many of them. */
static bool groups_make(const struct folded *f, size_t from, size_t to, struct groups *g)
{
	*g = (struct groups){ { 0 }, 1, 0, 0 };
	for (size_t i = from; i < to; i++) {
		if (!folded_is_start(f, i))
			continue;
		if (i > from && f->gap[i] != GAP_NONE) {
			if (g->n == GROUPS_MAX)
				return false;
			g->n++;
			g->cells += f->gap[i] == GAP_BREAK && !is_in_brackets(f, i);
			g->points += f->gap[i] == GAP_POINT;
		}
		g->sizes[g->n - 1]++;
	}
	return true;
}

/* One size but for the last, which may be shorter. */
static bool groups_are_even(const struct groups *g)
{
	for (int i = 1; i < g->n; i++)
		if (i + 1 < g->n ? g->sizes[i] != g->sizes[0] : g->sizes[i] > g->sizes[0])
			return false;
	return true;
}

static bool groups_are(const struct groups *g, int a, int b, int c)
{
	return g->n == (c ? 3 : 2) && g->sizes[0] == a && g->sizes[1] == b &&
	       (!c || g->sizes[2] == c);
}

/* As people write a phone or an old identity number. */
static bool groups_are_usual(const struct groups *g)
{
	return (groups_are_even(g) && g->n > 2) || groups_are(g, 3, 4, 4) ||
	       groups_are(g, 4, 4, 3) || groups_are(g, 4, 3, 4) || groups_are(g, 3, 8, 0) ||
	       groups_are(g, 7, 4, 0) || groups_are(g, 4, 8, 0) || groups_are(g, 4, 7, 0) ||
	       groups_are(g, 3, 3, 5) || groups_are(g, 6, 6, 3);
}

/* A code of letters and a number, with something between the two: "H-00003862". */
static bool is_split_after_letters(const struct folded *f, size_t from, const struct groups *g)
{
	size_t i = from;

	if (g->n != 2)
		return false;
	while (!folded_is_digit(f, i) && i < f->n)
		i++;
	return i > from && f->gap[i] != GAP_BREAK;
}

static int cells_max(size_t from, size_t to)
{
	return to - from >= WHOLE ? WHOLE_CELLS_MAX : CELLS_MAX;
}

static bool is_ident(const struct folded *f, size_t from, size_t to)
{
	struct groups g;

	if (!groups_make(f, from, to, &g))
		return false;
	if (to - from >= LONG)
		return g.n == 1 || (is_own_number(f, from, to) &&
				    (g.cells <= cells_max(from, to) || groups_are_even(&g)));
	return is_own_word(f, from, to) &&
	       (g.n == 1 || (g.cells == 0 && ((groups_are_usual(&g) && g.points != 1) ||
					      is_split_after_letters(f, from, &g))));
}

static bool is_text(const struct folded *f, size_t from, size_t to)
{
	size_t i = to;

	if (!is_own_number(f, from, to))
		return false;
	while (i > from && folded_is_digit(f, i - 1))
		i--;
	return i == to || i == from || f->gap[i] != GAP_BREAK;
}

static void judge(struct searching *s, const struct candidate *c)
{
	struct keyset_entry e;
	unsigned kinds = 0;

	if (!keyset_get(s->set, c->hash, &e))
		return;
	if ((e.kinds & KEYSET_IDENT) && is_ident(s->f, c->from, c->to))
		kinds |= KEYSET_IDENT;
	if ((e.kinds & KEYSET_TEXT) && is_text(s->f, c->from, c->to))
		kinds |= KEYSET_TEXT;
	if (e.kinds & KEYSET_NAME)
		kinds |= KEYSET_NAME;
	if (!kinds)
		return;
	/* An identity number without its last character begins every whole one. */
	if (s->hits->n && kinds == KEYSET_IDENT) {
		struct search_hit *last = &s->hits->items[s->hits->n - 1];

		if (last->from == c->from && last->kinds == kinds && last->column == e.column) {
			last->to = c->to;
			return;
		}
	}
	s->hits->items = mem_grow(s->hits->items, &s->hits->capacity, s->hits->n + 1,
				  sizeof(*s->hits->items));
	s->hits->items[s->hits->n++] = (struct search_hit){ c->from, c->to, kinds, e.column };
}

/* The set is larger than the cache: its places are fetched together. */
static void flush(struct searching *s)
{
	for (int i = 0; i < s->nqueue; i++)
		judge(s, &s->queue[i]);
	s->nqueue = 0;
}

/* Cheap reasons why nothing of this length can count here. */
static bool is_hopeless(const struct folded *f, size_t from, size_t to)
{
	if (to > f->n || !folded_is_start(f, to))
		return true;
	return to - from < LONG && folded_is_ascii(f, from) && folded_is_ascii(f, to - 1) &&
	       !is_own_number(f, from, to);
}

static void try(struct searching *s, size_t from, uint64_t lengths)
{
	for (; lengths; lengths &= lengths - 1) {
		size_t to = from + (size_t)__builtin_ctzll(lengths) + 1;
		uint64_t hash;

		if (is_hopeless(s->f, from, to))
			continue;
		hash = keyset_hash(s->set, s->f->text + from, to - from);
		keyset_prefetch(s->set, hash);
		s->queue[s->nqueue++] = (struct candidate){ from, to, hash };
		if (s->nqueue == QUEUE)
			flush(s);
	}
}

void search(const struct keyset *set, const struct folded *f, struct search_hits *hits)
{
	struct searching s = { .set = set, .f = f, .hits = hits };
	const struct keyset_grams *grams = keyset_grams(set);

	for (size_t i = 0; i < f->n; i++) {
		uint64_t lengths;

		if (!folded_is_start(f, i))
			continue;
		lengths = keyset_begins(grams, f->text + i);
		if (lengths)
			try(&s, i, lengths);
	}
	flush(&s);
}
