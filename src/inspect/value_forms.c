#include "inspect/value_forms.h"

#include <openssl/crypto.h>

#include "core/fold.h"

/* In characters, but WEIGHT: an ideograph counts two, a letter or digit one. */
enum { WINDOW = 16, STRIDE = 8, WEIGHT = 16, DETAIL_WEIGHT = 9, DIGITS = 9, CODE = 8 };

/* What was a person's leaves no trace in the heap. */
static void forget(struct buf *b)
{
	OPENSSL_cleanse(b->p, b->n);
	buf_release(b);
}

static bool is_ascii(char c)
{
	return (unsigned char)c < 0x80;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t count_digits(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += is_digit(s.p[i]);
	return n;
}

static size_t count_chars(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
	return n;
}

static size_t weight(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += is_ascii(s.p[i]) ? 1 : (((unsigned char)s.p[i] & 0xC0) != 0x80 ? 2 : 0);
	return n;
}

/* 0000000000, 11111111111: nobody's. */
static bool is_one_character(struct str s)
{
	for (size_t i = 1; i < s.n; i++)
		if (s.p[i] != s.p[0])
			return false;
	return true;
}

static int number(const char *p, int n)
{
	int v = 0;

	while (n--)
		v = v * 10 + *p++ - '0';
	return v;
}

bool value_is_day(int y, int m, int d)
{
	return y >= 1880 && y <= 2100 && m >= 1 && m <= 12 && d >= 1 && d <= 31;
}

static bool is_id18(struct str s)
{
	return s.n == 18 && count_digits((struct str){ s.p, 17 }) == 17 &&
	       (is_digit(s.p[17]) || s.p[17] == 'X') &&
	       value_is_day(number(s.p + 6, 4), number(s.p + 10, 2), number(s.p + 12, 2));
}

static bool is_id15(struct str s)
{
	return s.n == 15 && count_digits(s) == 15 &&
	       value_is_day(1900 + number(s.p + 6, 2), number(s.p + 8, 2), number(s.p + 10, 2));
}

static void put(struct keyset *set, const char *p, size_t n, enum keyset_kind kind,
		const struct value_owner *o)
{
	keyset_put_text(set, (struct str){ p, n }, kind, o->column, o->person);
}

/* 6 + yymmdd + 3 becomes 6 + 19yymmdd + 3 + check character (ISO 7064 MOD 11-2). */
static void put_id15(struct keyset *set, struct str s, const struct value_owner *o)
{
	static const int weights[17] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
	char id[18];
	int sum = 0;

	memcpy(id, s.p, 6);
	memcpy(id + 6, "19", 2);
	memcpy(id + 8, s.p + 6, 9);
	for (int i = 0; i < 17; i++)
		sum += weights[i] * (id[i] - '0');
	id[17] = "10X98765432"[sum % 11];
	put(set, id, 18, KEYSET_IDENT, o);
	put(set, id, 17, KEYSET_IDENT, o);
}

static void put_id18(struct keyset *set, const char *p, const struct value_owner *o)
{
	char id[15];

	put(set, p, 18, KEYSET_IDENT, o);
	/* An X is lost in a column of numbers; the 17 digits say what it was. */
	put(set, p, 17, KEYSET_IDENT, o);
	if (memcmp(p + 6, "19", 2) != 0)
		return;
	memcpy(id, p, 6);
	memcpy(id + 6, p + 8, 9);
	put(set, id, 15, KEYSET_IDENT, o);
}

/* The last 11 of a phone with a prefix, or nothing. */
static const char *mobile(struct str s)
{
	static const char *const prefixes[] = { "", "86", "086", "0086", "17951", "12593", NULL };
	const char *p = s.p + s.n - 11;

	if (s.n < 11 || s.n > 16 || count_digits(s) != s.n || p[0] != '1' || p[1] < '3')
		return NULL;
	for (int i = 0; prefixes[i]; i++)
		if (str_is((struct str){ s.p, s.n - 11 }, str_of(prefixes[i])))
			return p;
	return NULL;
}

/* Folded letters and digits alone. */
static void put_code(struct keyset *set, struct str s, const struct value_owner *o)
{
	size_t digits = count_digits(s);
	const char *phone;

	if (is_one_character(s) || s.n > KEYSET_LENGTH)
		return;
	if (digits + 1 >= s.n ? s.n < DIGITS : s.n < CODE || digits < 4)
		return;
	phone = mobile(s);
	if (phone) {
		put(set, phone, 11, KEYSET_IDENT, o);
		return;
	}
	put(set, s.p, s.n, KEYSET_IDENT, o);
	if (is_id15(s))
		put_id15(set, s, o);
	else if (s.n >= 18 && is_id18((struct str){ s.p, 18 }))
		put_id18(set, s.p, o);
}

/* The numbers of 11 digits and more in a folded text. */
static void put_numbers(struct keyset *set, struct str s, const struct value_owner *o)
{
	for (size_t i = 0; i < s.n; i++) {
		size_t from = i;

		while (i < s.n && is_digit(s.p[i]))
			i++;
		if (i - from == 17 && i < s.n && s.p[i] == 'X')
			i++;
		if (i - from >= 11)
			put_code(set, (struct str){ s.p + from, i - from }, o);
	}
}

/* A folded text of at most WINDOW characters whole, a longer one in windows. */
static void put_windows(struct keyset *set, struct str s, const struct value_owner *o)
{
	size_t chars = count_chars(s), from = 0, at = 0, nth = 0;
	size_t starts[WINDOW] = { 0 };

	if (weight(s) < WEIGHT)
		return;
	if (chars <= WINDOW) {
		put(set, s.p, s.n, KEYSET_TEXT, o);
		return;
	}
	/* starts: where the last WINDOW characters began; one ends at each turn. */
	for (at = 0; at < s.n; nth++) {
		starts[nth % WINDOW] = at;
		do
			at++;
		while (at < s.n && ((unsigned char)s.p[at] & 0xC0) == 0x80);
		if (nth + 1 < WINDOW)
			continue;
		from = starts[(nth + 1) % WINDOW];
		if ((nth + 1 - WINDOW) % STRIDE == 0 || nth + 1 == chars)
			put(set, s.p + from, at - from, KEYSET_TEXT, o);
	}
}

/* Bytes of a mark that ends a clause at p, else 0. */
static size_t mark(const char *p, const char *end)
{
	static const char *const marks[] = { "。", "！", "？", "；", "，", "、", NULL };

	if (strchr(";!?,\n\r\t", *p) && *p)
		return 1;
	for (int i = 0; marks[i]; i++)
		if (end - p >= 3 && memcmp(p, marks[i], 3) == 0)
			return 3;
	return 0;
}

static bool is_word(char c)
{
	return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* Codes in a text as it was written: letters and digits, "ZJ-2019-001". */
static void put_words(struct keyset *set, struct str value, const struct value_owner *o)
{
	struct buf b = BUF_INIT;

	for (size_t i = 0; i < value.n; i++) {
		size_t from = i, digits;

		while (i < value.n && (is_word(value.p[i]) || value.p[i] == '-'))
			i++;
		if (i - from < CODE)
			continue;
		buf_clear(&b);
		fold_value((struct str){ value.p + from, i - from }, &b);
		digits = count_digits((struct str){ b.p, b.n });
		if (b.n >= CODE && digits >= 2 && digits < b.n)
			put(set, b.p, b.n, KEYSET_TEXT, o);
	}
	forget(&b);
}

void value_put_text(struct keyset *set, struct str value, const struct value_owner *o)
{
	const char *end = value.p + value.n, *from = value.p;
	struct buf b = BUF_INIT;

	for (const char *p = value.p; p <= end;) {
		size_t n = p < end ? mark(p, end) : 1;

		if (n && p > from && (p < end || from > value.p)) {
			buf_clear(&b);
			fold_value((struct str){ from, (size_t)(p - from) }, &b);
			put_windows(set, (struct str){ b.p, b.n }, o);
		}
		p += n ? n : 1;
		if (n)
			from = p;
	}
	buf_clear(&b);
	fold_value(value, &b);
	put_windows(set, (struct str){ b.p, b.n }, o);
	put_numbers(set, (struct str){ b.p, b.n }, o);
	put_words(set, value, o);
	forget(&b);
}

/* What stands behind the last town in an address, or behind the last village: the road
 * and house, where it begins with ideographs. */
static struct str detail(struct str s, const char *const *ends)
{
	struct str best = { NULL, 0 };

	for (int i = 0; ends[i]; i++) {
		size_t n = strlen(ends[i]);
		const char *p = memmem(s.p, s.n, ends[i], n);
		struct str rest = { p ? p + n : NULL, p ? (size_t)(s.p + s.n - p) - n : 0 };

		if (rest.n && !is_ascii(rest.p[0]) && (!best.p || rest.n < best.n) &&
		    weight(rest) >= DETAIL_WEIGHT)
			best = rest;
	}
	return best;
}

/* Road and house, also without what follows the last number: "12" for "12号". */
static void put_detail(struct keyset *set, struct str s, const struct value_owner *o)
{
	size_t n = s.n;

	if (!count_digits(s))
		return;
	put(set, s.p, s.n, KEYSET_TEXT, o);
	while (n && !is_digit(s.p[n - 1]))
		n--;
	if (n < s.n && weight((struct str){ s.p, n }) >= DETAIL_WEIGHT)
		put(set, s.p, n, KEYSET_TEXT, o);
}

/* The end of an address is what singles out a house. */
static void put_address(struct keyset *set, struct str s, const struct value_owner *o)
{
	static const char *const towns[] = { "镇", "乡", "街道", NULL };
	static const char *const villages[] = { "村", "社区", "居委会", NULL };
	struct str behind_town = detail(s, towns), behind_village = detail(s, villages);
	size_t chars = count_chars(s), from = 0;

	for (; chars > WINDOW; chars--)
		do
			from++;
		while (((unsigned char)s.p[from] & 0xC0) == 0x80);
	if (weight((struct str){ s.p + from, s.n - from }) >= DETAIL_WEIGHT)
		put(set, s.p + from, s.n - from, KEYSET_TEXT, o);
	put_detail(set, behind_town, o);
	put_detail(set, behind_village, o);
}

/* Two to four ideographs, and no place: what a column of persons holds that nobody
 * called a column of names. */
static bool is_like_name(struct str s)
{
	static const char *const ends[] = { "省", "市", "县", "区", "镇", "乡", "村", "道",
					    "路", "街", "巷", "号", "组", "里", "厝", NULL };
	size_t chars = count_chars(s);

	for (size_t i = 0; i < s.n; i++)
		if (is_ascii(s.p[i]))
			return false;
	for (int i = 0; ends[i]; i++)
		if (s.n >= 3 && memcmp(s.p + s.n - 3, ends[i], 3) == 0)
			return false;
	return chars >= 2 && chars <= 4;
}

void value_put_ident(struct keyset *set, struct str value, const struct value_owner *o)
{
	struct buf b = BUF_INIT;
	size_t letters = 0, ascii = 0;

	fold_value(value, &b);
	for (size_t i = 0; i < b.n; i++)
		ascii += is_ascii(b.p[i]);
	while (letters < b.n && !is_ascii(b.p[letters]))
		letters++;
	if (memmem(value.p, value.n, "E+", 2) && count_digits((struct str){ b.p, b.n }) < 12) {
		/* 3.50524E+17: a number that a spreadsheet has destroyed. */
	} else if (ascii == b.n && memchr(value.p, '@', value.n) && b.n >= CODE) {
		put(set, b.p, b.n, KEYSET_IDENT, o);
	} else if (ascii + letters == b.n && letters <= 12 && ascii >= CODE) {
		/* 闽DB350524...: with the ideographs and without. */
		if (letters)
			put(set, b.p, b.n, KEYSET_IDENT, o);
		put_code(set, (struct str){ b.p + letters, ascii }, o);
	} else if (is_like_name((struct str){ b.p, b.n })) {
		put(set, b.p, b.n, KEYSET_NAME, o);
	} else if (ascii < b.n) {
		put_address(set, (struct str){ b.p, b.n }, o);
		put_numbers(set, (struct str){ b.p, b.n }, o);
	}
	forget(&b);
}

static void put_one_name(struct keyset *set, struct str part, const struct value_owner *o)
{
	struct buf b = BUF_INIT;
	size_t chars;

	fold_value(part, &b);
	chars = count_chars((struct str){ b.p, b.n });
	if (count_digits((struct str){ b.p, b.n }) == 0 && chars >= 2 && b.n <= KEYSET_LENGTH)
		put(set, b.p, b.n, KEYSET_NAME, o);
	forget(&b);
}

void value_put_name(struct keyset *set, struct str value, const struct value_owner *o)
{
	static const char *const borders[] = { "（", "）", "、", "，", "；", NULL };
	const char *end = value.p + value.n, *from = value.p;

	for (const char *p = value.p; p <= end;) {
		size_t n = p == end || strchr("(),;/\n\r\t", *p) ? 1 : 0;

		for (int i = 0; !n && borders[i]; i++)
			if (end - p >= 3 && memcmp(p, borders[i], 3) == 0)
				n = 3;
		if (n && p > from)
			put_one_name(set, (struct str){ from, (size_t)(p - from) }, o);
		p += n ? n : 1;
		if (n)
			from = p;
	}
}

static struct value_trait trait(const char *p, size_t n)
{
	struct value_trait t = { .n = n };

	memcpy(t.text, p, n);
	return t;
}

static struct value_trait birth(int y, int m, int d)
{
	struct value_trait t = { .n = 0 };

	if (value_is_day(y, m, d))
		t.n = (size_t)snprintf(t.text, sizeof(t.text), "%04d%02d%02d", y, m, d);
	return t;
}

struct value_trait value_birth_of_id(struct str value)
{
	struct value_trait t = { .n = 0 };
	struct buf b = BUF_INIT;
	struct str s;

	fold_value(value, &b);
	s = (struct str){ b.p, b.n };
	if (s.n >= 18 && is_id18((struct str){ b.p, 18 }))
		t = trait(b.p + 6, 8);
	else if (is_id15(s))
		t = birth(1900 + number(b.p + 6, 2), number(b.p + 8, 2), number(b.p + 10, 2));
	forget(&b);
	return t;
}

struct value_trait value_birth(struct str value)
{
	int v[3] = { 0, 0, 0 }, n = 0, digits = 0;
	struct buf b = BUF_INIT;
	struct value_trait t;

	fold_value(value, &b);
	if (b.n >= 8 && count_digits((struct str){ b.p, 8 }) == 8 &&
	    !memchr(value.p, '/', value.n) &&
	    value_is_day(number(b.p, 4), number(b.p + 4, 2), number(b.p + 6, 2))) {
		t = trait(b.p, 8);
		forget(&b);
		return t;
	}
	forget(&b);
	for (size_t i = 0; i < value.n && n < 3; i++) {
		if (is_digit(value.p[i])) {
			digits++;
			v[n] = digits > 4 ? -1 : v[n] * 10 + value.p[i] - '0';
		} else if (digits) {
			digits = 0;
			n++;
		}
	}
	return birth(v[0], v[1], v[2]);
}

struct value_trait value_tail(struct str value)
{
	struct value_trait t = { .n = 0 };
	struct buf b = BUF_INIT;
	struct str s;

	fold_value(value, &b);
	s = (struct str){ b.p, b.n };
	if (is_id18(s) || mobile(s) || is_id15(s))
		t = trait(b.p + b.n - 4, 4);
	forget(&b);
	return t;
}
