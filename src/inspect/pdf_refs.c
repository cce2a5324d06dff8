#include "inspect/pdf_refs.h"

#include <stdlib.h>

#include "core/mem.h"
#include "inspect/undo.h"

enum { DEFINED = -1 };

struct pdf_ref {
	long long number;
	int use; /* enum pdf_use, or DEFINED */
};

/* Where the reading is. */
struct reading {
	struct pdf_refs *refs;
	enum pdf_use key; /* what the name before says of a reference */
	bool is_list;	  /* in an array right behind that name */
	bool is_after_name;
	long long numbers[2]; /* the last ones */
	int n;		      /* numbers since something else stood there */
};

bool pdf_is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

bool pdf_is_end(char c)
{
	return pdf_is_blank(c) || memchr("()<>[]{}/%", c, 10) != NULL;
}

const char *pdf_skip_comment(const char *p, const char *end)
{
	while (p < end && *p != '\n' && *p != '\r')
		p++;
	return p;
}

/* Behind the escape whose backslash stands before p. */
static const char *skip_escape(const char *p, const char *end, struct buf *to)
{
	static const char from[] = "nrtbf", plain[] = "\n\r\t\b\f";
	const char *at;
	int value = 0, n = 0;

	if (p == end)
		return p;
	for (; n < 3 && p < end && *p >= '0' && *p <= '7'; n++, p++)
		value = value * 8 + (*p - '0');
	if (n == 0 && *p == '\r' && end - p > 1 && p[1] == '\n')
		return p + 2;
	if (n == 0 && (*p == '\n' || *p == '\r'))
		return p + 1;
	if (to && n) {
		buf_putc(to, (char)value);
	} else if (to) {
		at = memchr(from, *p, 5);
		buf_putc(to, at ? plain[at - from] : *p);
	}
	return n ? p : p + 1;
}

static const char *skip_literal(const char *p, const char *end, struct buf *to)
{
	int depth = 1;

	for (p++; p < end; p++) {
		if (*p == '\\') {
			p = skip_escape(p + 1, end, to) - 1;
			continue;
		}
		depth += (*p == '(') - (*p == ')');
		if (depth == 0)
			return p + 1;
		if (to)
			buf_putc(to, *p);
	}
	return end;
}

const char *pdf_skip_string(const char *p, const char *end, struct buf *to)
{
	int high = -1, digit;

	if (*p == '(')
		return skip_literal(p, end, to);
	for (p++; p < end && *p != '>'; p++) {
		digit = undo_hex(*p);
		if (digit < 0)
			continue;
		if (high >= 0 && to)
			buf_putc(to, (char)(high << 4 | digit));
		high = high < 0 ? digit : -1;
	}
	/* A digit that misses its second has a zero there. */
	if (high >= 0 && to)
		buf_putc(to, (char)(high << 4));
	return p < end ? p + 1 : end;
}

static void add(struct pdf_refs *r, long long number, int use)
{
	r->items = mem_grow(r->items, &r->capacity, r->n + 1, sizeof(*r->items));
	r->items[r->n++] = (struct pdf_ref){ number, use };
}

static enum pdf_use use_of_name(struct str name)
{
	static const struct {
		const char *name;
		enum pdf_use use;
	} uses[] = {
		{ "Contents", PDF_PAGE },
		{ "FontFile", PDF_FONT },
		{ "FontFile2", PDF_FONT },
		{ "FontFile3", PDF_FONT },
		{ "ToUnicode", PDF_CMAP },
		{ "ICCBased", PDF_PROFILE },
		{ "DestOutputProfile", PDF_PROFILE },
	};

	for (size_t i = 0; i < sizeof(uses) / sizeof(*uses); i++)
		if (str_is(name, str_of(uses[i].name)))
			return uses[i].use;
	return PDF_ANYTHING;
}

static bool is_number(struct str word, long long *value)
{
	*value = 0;
	for (size_t i = 0; i < word.n; i++) {
		if (word.p[i] < '0' || word.p[i] > '9')
			return false;
		*value = *value * 10 + (word.p[i] - '0');
	}
	return word.n > 0 && word.n <= 10;
}

/* A number, "R", "obj" or another word. */
static void take_word(struct reading *r, struct str word)
{
	long long value;

	if (word.n <= 10 && is_number(word, &value)) {
		r->numbers[0] = r->numbers[1];
		r->numbers[1] = value;
		r->n++;
		return;
	}
	if (r->n >= 2 && str_is(word, STR("R")))
		add(r->refs, r->numbers[0], r->n == 2 ? r->key : PDF_ANYTHING);
	else
		r->is_list = false;
	if (r->n >= 2 && str_is(word, STR("obj")))
		add(r->refs, r->numbers[0], DEFINED);
	if (!r->is_list)
		r->key = PDF_ANYTHING;
	r->n = 0;
}

/* A delimiter at p; behind it and what it begins. */
static const char *take_sign(struct reading *r, const char *p, const char *end)
{
	bool is_after_name = r->is_after_name, is_twice = end - p > 1 && p[1] == *p;
	const char *from = p + 1;

	r->n = 0;
	r->is_after_name = false;
	r->is_list = *p == '[' && is_after_name;
	if (*p == '/') {
		for (p++; p < end && !pdf_is_end(*p); p++)
			;
		r->key = use_of_name((struct str){ from, (size_t)(p - from) });
		r->is_after_name = true;
		return p;
	}
	if (!r->is_list)
		r->key = PDF_ANYTHING;
	if (*p == '(' || (*p == '<' && !is_twice))
		return pdf_skip_string(p, end, NULL);
	return p + 1 + (is_twice && (*p == '<' || *p == '>'));
}

void pdf_refs_read(struct pdf_refs *refs, struct str text)
{
	struct reading r = { .refs = refs };
	const char *p = text.p, *end = p + text.n, *from;

	while (p < end) {
		if (pdf_is_blank(*p)) {
			p++;
		} else if (*p == '%') {
			p = pdf_skip_comment(p, end);
		} else if (pdf_is_end(*p)) {
			p = take_sign(&r, p, end);
		} else {
			for (from = p; p < end && !pdf_is_end(*p); p++)
				;
			take_word(&r, (struct str){ from, (size_t)(p - from) });
			r.is_after_name = false;
		}
	}
}

static int by_number(const void *pa, const void *pb)
{
	const struct pdf_ref *a = pa, *b = pb;

	return a->number < b->number ? -1 : a->number > b->number;
}

void pdf_refs_sort(struct pdf_refs *r)
{
	if (r->n)
		qsort(r->items, r->n, sizeof(*r->items), by_number);
}

enum pdf_use pdf_refs_use(const struct pdf_refs *r, long long number)
{
	size_t from = 0, to = r->n, defined = 0;
	int use = DEFINED;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (r->items[middle].number < number)
			from = middle + 1;
		else
			to = middle;
	}
	for (; from < r->n && r->items[from].number == number; from++) {
		int this = r->items[from].use;

		if (this == DEFINED)
			defined++;
		else if (use == DEFINED || use == this)
			use = this;
		else
			return PDF_ANYTHING;
	}
	return defined == 1 && use != DEFINED ? (enum pdf_use)use : PDF_ANYTHING;
}

void pdf_refs_release(struct pdf_refs *r)
{
	free(r->items);
	*r = (struct pdf_refs){ NULL, 0, 0 };
}
