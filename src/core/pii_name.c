#include "core/pii_name.h"

#include "core/pii_name_words.h"
#include "core/pii_lexicon.h"
#include "core/text.h"

enum { TOKEN_MAX = 4, NOT_A_NAME = -1 };

struct token {
	int n;
	uint32_t c[TOKEN_MAX];
	uint8_t kind[TOKEN_MAX];
	const char *at[TOKEN_MAX + 1]; /* of each character, and the end */
};

static void mark(struct recogniser *r, const char *text, uint8_t bits)
{
	while (*text != '\0') {
		uint32_t c = utf8_next(&text);

		if (c != ' ')
			r->kinds[c] |= bits;
	}
}

void name_build(struct recogniser *r)
{
	const char *p, *first;

	mark(r, surnames_sure, HAN_SURNAME);
	mark(r, surnames_wordy, HAN_SURNAME | HAN_WORDY);
	mark(r, given_usual, HAN_GIVEN);
	mark(r, given_never, HAN_NEVER);
	for (p = surnames_compound; *p != '\0'; p += strcspn(p, " "), p += *p == ' ') {
		first = p;
		r->kinds[utf8_next(&first)] |= HAN_COMPOUND;
	}
	lexicon_add_all(r, surnames_compound, WORD_COMPOUND);
	lexicon_add_all(r, not_names, WORD_NOT_NAME);
	/* 某 stands for a name as a star does. */
	r->kinds[0x67d0] |= HAN_TRIGGER;
}

/* Up to `most` ideographs at p. */
static struct token token_read(const struct scan *s, const char *p, int most)
{
	struct token t = { .n = 0 };
	int length;

	t.at[0] = p;
	while (t.n < most && p < s->end) {
		length = char_at(p, s->end, &t.c[t.n]);
		t.kind[t.n] = char_kind(s->r, t.c[t.n]);
		if (!(t.kind[t.n] & CHAR_HAN))
			break;
		p += length;
		t.at[++t.n] = p;
	}
	return t;
}

/* Characters of the surname; 0: none. */
static int surname_length(const struct scan *s, const struct token *t)
{
	if (t->n >= 3 && (t->kind[0] & HAN_COMPOUND) &&
	    (lexicon_find(s->r, t->at[0], t->at[2]) & WORD_COMPOUND))
		return 2;
	return (t->kind[0] & HAN_SURNAME) ? 1 : 0;
}

/* Ideographs that only names still use. */
static bool is_rare(uint32_t c)
{
	return c >= 0x20000 || (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x9fa6 && c <= 0x9fff);
}

/* Characters from `from` on that a given name is made of. */
static int given_count(const struct token *t, int from)
{
	int n = 0;

	for (; from < t->n; from++)
		n += (t->kind[from] & HAN_GIVEN) || is_rare(t->c[from]);
	return n;
}

static int count_of(const struct token *t, int from, uint8_t bits)
{
	int n = 0;

	for (; from < t->n; from++)
		n += (t->kind[from] & bits) != 0;
	return n;
}

/* Whether its first two characters are an ordinary word. */
static bool begins_word(const struct scan *s, const struct token *t)
{
	return lexicon_find(s->r, t->at[0], t->at[2]) & WORD_NOT_NAME;
}

/* A grade, or NOT_A_NAME, for the token as a whole. */
static int token_grade(const struct scan *s, const struct token *t)
{
	int surname = surname_length(s, t), given = t->n - surname;
	bool usual, wordy = (t->kind[0] & HAN_WORDY) != 0 && surname == 1;

	if (surname == 0 || given < 1 || count_of(t, surname, HAN_NEVER) > 0)
		return t->n >= 2 && (is_rare(t->c[0]) || is_rare(t->c[1])) &&
				       count_of(t, 0, HAN_NEVER) == 0
			       ? PII_SHAPE
			       : NOT_A_NAME;
	usual = given_count(t, surname) == given;
	if (lexicon_find(s->r, t->at[0], t->at[t->n]) & WORD_PLACE)
		return NOT_A_NAME;
	if (surname == 1 && (t->n != 3 || !usual) && begins_word(s, t))
		return NOT_A_NAME;
	if (surname == 2 || given == 2)
		return usual && !(wordy && begins_word(s, t)) ? PII_PROBABLE
		       : usual || !wordy		      ? PII_SHAPE
							      : NOT_A_NAME;
	if (given == 1)
		return usual || !wordy ? PII_SHAPE : NOT_A_NAME;
	/* Four: the surnames of both parents before the name. */
	return (t->kind[1] & HAN_SURNAME) && usual && !wordy ? PII_SHAPE : NOT_A_NAME;
}

/* ，男 and （女 speak for a person. */
static bool is_sex_after(const struct scan *s, const char *p)
{
	uint32_t c;
	int n;

	for (n = 0; n < 2 && p < s->end; n++) {
		p += char_at(p, s->end, &c);
		if (c == 0x7537 || c == 0x5973)
			return n == 1 && !(kind_at(s, p) & CHAR_HAN);
	}
	return false;
}

void name_token_put(struct scan *s, const char *p, const char *end)
{
	struct token t = token_read(s, p, TOKEN_MAX);
	int grade;

	if (!(t.kind[0] & (HAN_SURNAME | HAN_COMPOUND)) && end - p == 3 * t.n)
		return;
	grade = token_grade(s, &t);
	if (grade == NOT_A_NAME)
		return;
	if (grade == PII_SHAPE && is_sex_after(s, end))
		grade = PII_PROBABLE;
	scan_put(s, PII_NAME, (enum pii_grade)grade, p, end, 0);
}

void name_spaced_put(struct scan *s, const char *p, const char *end)
{
	struct token t = token_read(s, p, 1);
	const char *second = p + char_at(p, s->end, &t.c[0]);
	char word[8];
	size_t first = (size_t)(second - p), n;

	while (second < end && !(kind_at(s, second) & CHAR_HAN))
		second += char_at(second, s->end, &t.c[1]);
	n = (size_t)(end - second);
	memcpy(word, p, first);
	memcpy(word + first, second, n);
	t.kind[1] = kind_at(s, second);
	if ((t.kind[0] & HAN_SURNAME) && !(t.kind[1] & HAN_NEVER) &&
	    ((t.kind[1] & HAN_GIVEN) || !(t.kind[0] & HAN_WORDY)) &&
	    !(lexicon_find(s->r, word, word + first + n) & WORD_NOT_NAME))
		scan_put(s, PII_NAME, PII_SHAPE, p, end, 0);
}

/* What stands between a context word and the name: how clearly it parts them. */
enum gap { GAP_NONE, GAP_LIST, GAP_COLON };

static const char *gap_skip(const struct scan *s, const char *p, enum gap *gap)
{
	const char *next;
	uint32_t c;
	int n;

	*gap = GAP_NONE;
	for (n = 0; n < 6 && p < s->end; n++, p = next) {
		next = p + char_at(p, s->end, &c);
		switch (c) {
		case 0x4e3a: /* 为 */
		case 0x662f: /* 是 */
		case 0x53eb: /* 叫 */
		case 0x7cfb: /* 系 */
			break;
		case ',':
		case 0xff0c:
		case 0x3001: /* 、 */
		case '(':
		case 0xff08:
			*gap = *gap == GAP_COLON ? GAP_COLON : GAP_LIST;
			break;
		case ' ':
		case '\t':
		case ':':
		case '"':
		case '\'':
		case '=':
		case '|':
		case '>':
		case 0x3000:
		case 0xff1a:
		case 0x201c:
			*gap = GAP_COLON;
			break;
		default:
			return p;
		}
	}
	return p;
}

/* How many characters of the longer run are the name. */
static int name_length(const struct token *t, int surname)
{
	int given = surname;

	while (given < t->n && given < surname + 2 && (t->kind[given] & HAN_GIVEN))
		given++;
	if (given > surname)
		return given;
	/* Rare ones: a surname that is no word, and nothing that is grammar. */
	if ((t->kind[0] & HAN_WORDY) && surname == 1)
		return 0;
	while (given < t->n && given < surname + 2 && !(t->kind[given] & HAN_NEVER))
		given++;
	return given > surname ? given : 0;
}

void name_after_put(struct scan *s, const char *p)
{
	enum gap gap;
	struct token t;
	int grade, n;
	uint8_t after;

	p = gap_skip(s, p, &gap);
	t = token_read(s, p, TOKEN_MAX);
	if (t.n < 2)
		return;
	after = kind_at(s, t.at[t.n]);
	if (!(after & CHAR_HAN) && after != CHAR_STAR && after != CHAR_LETTER) {
		grade = token_grade(s, &t);
		if (gap == GAP_NONE && begins_word(s, &t))
			grade = NOT_A_NAME;
		if (grade == NOT_A_NAME && gap == GAP_COLON && count_of(&t, 0, HAN_NEVER) == 0 &&
		    count_of(&t, 0, HAN_GIVEN) == t.n &&
		    !(lexicon_find(s->r, p, t.at[t.n]) & WORD_PLACE))
			grade = PII_SHAPE;
		else if (grade != NOT_A_NAME && gap != GAP_LIST)
			grade = PII_PROBABLE;
		if (grade != NOT_A_NAME) {
			scan_put(s, PII_NAME, (enum pii_grade)grade, p, t.at[t.n], 0);
			return;
		}
	}
	n = surname_length(s, &t);
	if (gap == GAP_LIST || n == 0 || (lexicon_find(s->r, p, t.at[2]) & WORD_NOT_NAME))
		return;
	n = name_length(&t, n);
	if (n > 0)
		scan_put(s, PII_NAME,
			 gap == GAP_COLON || count_of(&t, 1, HAN_GIVEN) > 0 ? PII_PROBABLE
									    : PII_SHAPE,
			 p, t.at[n], 0);
}

/* The surname that ends at p; its beginning, or NULL. */
static const char *surname_before(const struct scan *s, const char *p, uint8_t *kind)
{
	const char *from, *first;
	uint32_t c;

	if (p <= s->text)
		return NULL;
	from = p - char_before(s->text, p, &c);
	*kind = char_kind(s->r, c);
	if (!(*kind & CHAR_HAN))
		return NULL;
	if (from > s->text) {
		first = from - char_before(s->text, from, &c);
		if ((char_kind(s->r, c) & (CHAR_HAN | HAN_COMPOUND)) == (CHAR_HAN | HAN_COMPOUND) &&
		    (lexicon_find(s->r, first, p) & WORD_COMPOUND)) {
			*kind = CHAR_HAN | HAN_SURNAME;
			return first;
		}
	}
	return (*kind & HAN_SURNAME) ? from : NULL;
}

/* Whether the two stars at p close what two stars before them in the line have
 * opened, as in Markdown; those after a surname hide a name. */
static bool is_bold(const struct scan *s, const char *p)
{
	const char *at;
	uint8_t kind;

	for (at = p - 1; at > s->text && p - at < 120 && *at != '\n'; at--)
		if (at[0] == '*' && at[-1] == '*')
			return surname_before(s, at - 1, &kind) == NULL;
	return false;
}

void name_star_put(struct scan *s, const char *p)
{
	uint32_t star, c = 0;
	uint8_t kind, before;
	const char *from = surname_before(s, p, &kind), *to = p + char_at(p, s->end, &star);
	int n = 1, length;
	bool said;

	if (from == NULL)
		return;
	for (; to < s->end && n < 4; n++, to += length) {
		length = char_at(to, s->end, &c);
		if (c != star)
			break;
	}
	before = kind_before(s, from);
	said = s->context == CONTEXT_NAME && from >= s->context_end && from - s->context_end <= 6;
	/* More stars are a rule, a cross may multiply. */
	if (n > 3 || is_word_kind(before) ||
	    (star == 0xd7 && n == 1 && (kind_at(s, to) & CHAR_HAN)))
		return;
	if ((before & CHAR_HAN) && !said && (kind & HAN_WORDY))
		return;
	if (star == '*' && n == 2 && !said && is_bold(s, p))
		return;
	/* The last character of the name may be left: 张*三 */
	if (kind_at(s, to) & CHAR_HAN) {
		length = char_at(to, s->end, &c);
		if (!(kind_at(s, to + length) & CHAR_HAN) && !(kind_at(s, to) & HAN_NEVER) &&
		    kind_at(s, to + length) != CHAR_STAR)
			to += length;
	}
	scan_put(s, PII_NAME,
		 said || !((before & CHAR_HAN) || star == 0x67d0) ? PII_PROBABLE : PII_SHAPE, from,
		 to, 0);
}

static bool is_middle_dot(uint32_t c)
{
	return c == 0xb7 || c == 0x30fb || c == 0x2022 || c == 0x2027 || c == 0xff65;
}

static bool is_foreign(uint32_t c)
{
	const char *p = transliterations;

	while (*p != '\0')
		if (utf8_next(&p) == c)
			return true;
	return false;
}

void name_dot_put(struct scan *s, const char *p)
{
	const char *from = p, *to = p;
	int n = 0, foreign = 0, before = 0, after = 0, length;
	uint32_t c;

	for (; from > s->text && before < 10; before++) {
		length = char_before(s->text, from, &c);
		if (!(char_kind(s->r, c) & CHAR_HAN))
			break;
		if (is_foreign(c))
			foreign++;
		else if (char_kind(s->r, c) & HAN_NEVER)
			return;
		from -= length;
	}
	for (; to < s->end && n < 24; n++, to += length) {
		length = char_at(to, s->end, &c);
		if (!(char_kind(s->r, c) & CHAR_HAN) && !is_middle_dot(c))
			break;
		if (is_foreign(c))
			foreign++;
		else if (char_kind(s->r, c) & HAN_NEVER)
			return;
		after += !is_middle_dot(c);
	}
	if (before < 1 || after < 1 || before > 9 || after > 16 || before + after < 4)
		return;
	if (foreign * 2 >= before + after)
		scan_put(s, PII_NAME, PII_PROBABLE, from, to, 0);
	else if (before <= 6 && after <= 8)
		scan_put(s, PII_NAME, PII_SHAPE, from, to, 0);
}
