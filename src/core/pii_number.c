#include "core/pii_number.h"

#include "core/fold.h"
#include "core/pii_net.h"
#include "core/pii_position.h"

enum { SEPARATORS_MAX = 3, LETTERS_MAX = 2 };

/* The digit or letter in upper case; 0: neither. */
static char ascii_fold(char c)
{
	if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'))
		return c;
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : 0;
}

static void group_add(struct group *g, const char *at, int length, char sym)
{
	g->sym[g->n] = sym;
	g->from[g->n] = at;
	g->length[g->n] = (uint8_t)length;
	g->letters[g->n + 1] = (uint8_t)(g->letters[g->n] + (sym >= 'A'));
	g->n++;
}

/* Adds the digits and letters at p as a piece; the end of it. */
static const char *piece_read(const struct scan *s, const char *p, struct group *g)
{
	enum fold_class class;
	const char *next;
	uint32_t c;

	while (p < s->end && g->n < GROUP_MAX) {
		if ((c = ascii_fold(*p)) != 0) {
			group_add(g, p++, 1, (char)c);
			continue;
		}
		next = p + char_at(p, s->end, &c);
		if (!is_word_kind(char_kind(s->r, c)))
			break;
		c = fold_char(c, &class);
		group_add(g, p, (int)(next - p), (char)c);
		p = next;
	}
	return p;
}

/* The next piece after separators at p, or NULL; what they are goes into the group. */
static const char *separators_read(const struct scan *s, const char *p, struct group *g)
{
	int n = 0;
	char first = ' ';
	uint8_t kind;
	uint32_t c;

	for (; p < s->end && n <= SEPARATORS_MAX; n++) {
		const char *next = p + char_at(p, s->end, &c);

		kind = char_kind(s->r, c);
		if (kind != CHAR_SEPARATOR && c != '/' && c != ')' && c != 0xff09) {
			if (n == 0 || !is_word_kind(kind))
				return NULL;
			g->separator[g->npieces - 1] = first;
			g->nseparator[g->npieces - 1] = (uint8_t)n;
			return p;
		}
		if (n == 0 && c < 0x80)
			first = (char)c;
		p = next;
	}
	return NULL;
}

/* Words of text are no pieces of a number. */
static bool is_piece(const struct group *g, int from)
{
	int letters = g->letters[g->n] - g->letters[from];

	return letters < g->n - from || letters <= LETTERS_MAX;
}

static void group_cut(struct group *g)
{
	g->start[g->npieces] = (uint8_t)g->n;
	if (g->npieces > 0)
		g->nseparator[g->npieces - 1] = 0;
	g->sym[g->n] = '\0';
}

/* Reads pieces while there are some; *end: where the last one ends. */
static const char *group_read(const struct scan *s, const char *p, struct group *g)
{
	const char *end = p, *next = p;

	g->n = g->npieces = 0;
	g->letters[0] = 0;
	while (next != NULL && g->npieces < PIECES_MAX) {
		int from = g->n;

		p = piece_read(s, next, g);
		/* A piece that goes on beyond the group is left to the next one. */
		if (g->npieces > 0 &&
		    ((g->n == GROUP_MAX && is_word_kind(kind_at(s, p))) || !is_piece(g, from))) {
			g->n = from;
			g->nseparator[g->npieces - 1] = 0;
			break;
		}
		g->start[g->npieces] = (uint8_t)from;
		g->nseparator[g->npieces++] = 0;
		end = p;
		next = separators_read(s, p, g);
	}
	group_cut(g);
	return end;
}

/* All that follows the one dot after a short number. */
static bool is_fraction(const struct span *sp)
{
	const struct group *g = sp->g;
	int before = sp->first - 1;

	return before >= 0 && g->nseparator[before] == 1 && g->separator[before] == '.' &&
	       (before == 0 || g->separator[before - 1] != '.') &&
	       g->start[sp->first] - g->start[before] <= 4;
}

/* A number with a unit or decimals after it. */
static bool is_amount(const struct scan *s, const struct span *sp)
{
	const struct group *g = sp->g;
	uint32_t c = 0;

	if (sp->to < s->end)
		char_at(sp->to, s->end, &c);
	if (c == '%' || c == 0x5143 || c == 0x4e07 || c == 0x4ebf || c == 0x4eba || c == 0x6237 ||
	    c == 0x5428 || c == 0x5206) /* 元 万 亿 人 户 吨 分 */
		return true;
	return g->nseparator[sp->last] == 1 && g->separator[sp->last] == '.' &&
	       g->start[sp->last + 2] - g->start[sp->last + 1] <= 2;
}

static void span_put(struct scan *s, const struct span *sp, struct verdict v)
{
	bool sure = v.kind == PII_USCC || v.kind == PII_USCC_PERSON ||
		    (v.kind == PII_CITIZEN_ID && v.grade == PII_VALID);

	if (sp->letters == 0 && !sure) {
		if (is_fraction(sp))
			return;
		if (is_amount(s, sp)) {
			if (v.grade == PII_SHAPE || sp->joins > 0)
				return;
			v.grade = PII_SHAPE;
		}
	}
	scan_put(s, v.kind, v.grade, sp->from, sp->to, sp->joins);
}

bool span_is_cut(const struct span *sp, int i)
{
	int piece, at = sp->g->start[sp->first] + i;

	for (piece = sp->first + 1; piece <= sp->last; piece++)
		if (sp->g->start[piece] == at)
			return true;
	return false;
}

bool span_is_blank(const struct span *sp)
{
	int piece;

	for (piece = sp->first; piece < sp->last; piece++)
		if (sp->g->separator[piece] != ' ')
			return false;
	return true;
}

typedef bool judge_fn(const struct span *sp, struct verdict *v);

/* Bit n: a text of n characters. */
#define LENGTH(n) (1u << (n))
#define LENGTHS(from, to) ((2u << (to)) - (1u << (from)))

static const struct {
	uint32_t lengths;
	judge_fn *judge;
} judges[] = {
	{ LENGTH(15) | LENGTH(18) | LENGTHS(20, 22), identity_judge },
	{ LENGTH(18), uscc_judge },
	{ LENGTHS(11, 15), mobile_judge },
	{ LENGTHS(10, 14), landline_judge },
	{ LENGTHS(13, 19), card_judge },
	{ LENGTH(9), organisation_judge },
	{ LENGTHS(16, 24), account_judge },
	{ LENGTH(9) | LENGTH(11) | LENGTHS(16, 18), document_judge },
};

/* All of them. */
#define SPAN_LENGTHS LENGTHS(9, 24)

static void span_judge(struct scan *s, const struct span *sp)
{
	struct verdict v;
	size_t i;

	for (i = 0; i < sizeof(judges) / sizeof(*judges); i++)
		if ((judges[i].lengths >> sp->n & 1) && judges[i].judge(sp, &v)) {
			span_put(s, sp, v);
			if (v.grade == PII_VALID)
				break;
		}
}

/* What a context word makes of the pieces after it; PII_NKINDS: nothing. */
static enum pii_kind context_kind(enum context_class class, const struct span *sp)
{
	bool digits = sp->letters == 0;

	switch (class) {
	case CONTEXT_ACCOUNT:
		return sp->n >= 8 && sp->letters <= 2 ? PII_ACCOUNT : PII_NKINDS;
	case CONTEXT_PASSPORT:
		return sp->n >= 7 && sp->n <= 10 ? PII_PASSPORT : PII_NKINDS;
	case CONTEXT_PERMIT:
		return sp->n >= 8 && sp->n <= 15 ? PII_TRAVEL_PERMIT : PII_NKINDS;
	case CONTEXT_CERTIFICATE:
		return sp->n >= 5 ? PII_CERTIFICATE : PII_NKINDS;
	case CONTEXT_PHONE:
		return digits && (sp->n == 7 || sp->n == 8) && sp->sym[0] >= '2' ? PII_LANDLINE
										 : PII_NKINDS;
	case CONTEXT_ORGANISATION:
		return sp->n == 9 ? PII_ORG_CODE : PII_NKINDS;
	case CONTEXT_IDENTITY:
		return sp->n >= 10 && sp->letters <= 1 ? PII_CITIZEN_ID : PII_NKINDS;
	default:
		return PII_NKINDS;
	}
}

static struct span span_of(const struct group *g, int first, int last)
{
	int from = g->start[first], to = g->start[last + 1];

	return (struct span){ .g = g,
			      .sym = g->sym + from,
			      .n = to - from,
			      .from = g->from[from],
			      .to = group_end(g, to),
			      .letters = g->letters[to] - g->letters[from],
			      .first = first,
			      .last = last,
			      .joins = last - first,
			      .alone = first == 0 && last == g->npieces - 1 };
}

/* The longest number that begins the group and is of the kind that the word says. */
static void context_judge(struct scan *s, const struct group *g)
{
	enum context_class class = scan_context(s, g->from[0]);
	enum pii_kind found = PII_NKINDS, kind;
	enum pii_grade grade = PII_PROBABLE;
	struct span best = { 0 };
	int last;

	if (class == CONTEXT_NONE)
		return;
	for (last = 0; last < g->npieces && g->start[last + 1] <= 30; last++) {
		struct span sp = span_of(g, 0, last);

		kind = context_kind(class, &sp);
		if (kind != PII_NKINDS && sp.letters < sp.n) {
			found = kind;
			best = sp;
		}
		if (g->nseparator[last] != 1 || g->separator[last] == '/')
			break;
	}
	if (found == PII_NKINDS)
		return;
	if (found == PII_CITIZEN_ID)
		grade = PII_SHAPE;
	if (found == PII_ORG_CODE && best.letters <= 8 && organisation_is_valid(best.sym))
		grade = PII_VALID;
	scan_put(s, found, grade, g->from[0], group_end(g, best.n), best.joins);
}

static void group_judge(struct scan *s, const struct group *g)
{
	int first, last;

	for (first = 0; first < g->npieces; first++) {
		for (last = first; last < g->npieces; last++) {
			int n = g->start[last + 1] - g->start[first];

			/* In a row of numbers not more than the pieces of a card. */
			if (n > SPAN_MAX ||
			    (last - first > JOINS_MAX && !(first == 0 && g->n <= SPAN_MAX)))
				break;
			if (SPAN_LENGTHS >> n & 1) {
				struct span sp = span_of(g, first, last);

				span_judge(s, &sp);
			}
		}
		if (g->npieces - first >= 4)
			ipv4_put(s, g, first);
		if (g->npieces - first >= 2)
			decimal_put(s, g, first);
	}
	context_judge(s, g);
}

const char *pii_number(struct scan *s, const char *p)
{
	struct group *g = s->group;
	const char *end = group_read(s, p, g);
	int piece;

	group_judge(s, g);
	if (g->n + SPAN_MAX < GROUP_MAX && g->npieces < PIECES_MAX)
		return end;
	/* More may follow: begin again where a number could still go on beyond the cut. */
	for (piece = 1; piece < g->npieces; piece++)
		if (g->n - g->start[piece] <= SPAN_MAX)
			return g->from[g->start[piece]];
	return end;
}

void pii_digits(struct scan *s, const char *p, const char *end)
{
	struct group *g = s->group;
	struct span sp;

	if (scan_context(s, p) != CONTEXT_NONE) {
		pii_number(s, p);
		return;
	}
	if (end - p > SPAN_MAX || !(SPAN_LENGTHS >> (end - p) & 1))
		return;
	/* Digits are their own folding. */
	sp = (struct span){
		.g = g, .sym = p, .n = (int)(end - p), .from = p, .to = end, .alone = true
	};
	g->npieces = 1;
	g->start[0] = 0;
	g->start[1] = (uint8_t)sp.n;
	g->nseparator[0] = 0;
	span_judge(s, &sp);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A run of digits in a long word: an identity number anywhere in it. */
static void run_judge(struct scan *s, const char *p, const char *end, bool x)
{
	char sym[18];
	const char *at;

	/* An x goes on the last seventeen. */
	for (at = p; end + x - at >= 18; at++) {
		memcpy(sym, at, 18);
		if (!is_digit(sym[17]))
			sym[17] = 'X';
		if (sym[0] != '9' && identity_is_valid(sym))
			scan_put(s, PII_CITIZEN_ID, PII_PROBABLE, at, at + 18, 0);
	}
}

/* What stands in a word that is longer than any number.  Of seventeen characters
 * in a row one is looked at, which the run that is sought must hold. */
void pii_long_word(struct scan *s, const char *p, const char *end)
{
	const char *from, *to;

	for (p += 16; p < end; p += 17) {
		if (!is_digit(*p))
			continue;
		for (from = p; from > s->text && is_digit(from[-1]);)
			from--;
		for (to = p; to < end && is_digit(*to);)
			to++;
		if (to - from >= 17)
			run_judge(s, from, to, to < end && (*to == 'x' || *to == 'X'));
		p = to > p + 17 ? to - 17 : p;
	}
}
