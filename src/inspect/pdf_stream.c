#include "inspect/pdf_stream.h"

#include "core/text.h"
#include "inspect/recast.h"
#include "inspect/show.h"

static const char *skip_blanks(const char *p, const char *end)
{
	while (p < end && pdf_is_blank(*p))
		p++;
	return p;
}

/* The number before "G obj" at `obj`; -1 when it is none. */
static long long number_before(const char *from, const char *obj)
{
	const char *p = obj;
	long long value = 0, place = 1;
	int words;

	for (words = 0; words < 2; words++) {
		while (p > from && pdf_is_blank(p[-1]))
			p--;
		if (p == from || p[-1] < '0' || p[-1] > '9')
			return -1;
		for (value = 0, place = 1; p > from && p[-1] >= '0' && p[-1] <= '9'; p--) {
			if (place > 1000000000)
				return -1;
			value += place * (p[-1] - '0');
			place *= 10;
		}
	}
	return value;
}

/* The dictionary that ends right before `word`. */
static void find_dict(struct pdf_stream *s, const char *from, const char *word)
{
	const char *p, *end = word;

	while (end > from && pdf_is_blank(end[-1]))
		end--;
	if (end - from < 7 || end[-1] != '>' || end[-2] != '>')
		return;
	for (p = end - 3; p > from && !(memcmp(p, "obj", 3) == 0 && p[-1] != 'd'); p--)
		;
	s->number = p > from ? number_before(from, p) : -1;
	if (s->number < 0)
		return;
	p = skip_blanks(p + 3, end);
	if (end - p >= 4 && p[0] == '<' && p[1] == '<')
		s->dict = (struct str){ p, (size_t)(end - p) };
}

bool pdf_stream_next(struct str pdf, size_t *at, struct pdf_stream *s)
{
	const char *from = pdf.p + *at, *end = pdf.p + pdf.n, *p, *close;
	const char *word = memmem(from, (size_t)(end - from), "stream", 6);

	*s = (struct pdf_stream){ .number = -1, .dict = { "", 0 }, .packed = { "", 0 } };
	if (!word) {
		s->before = (struct str){ from, (size_t)(end - from) };
		*at = pdf.n;
		return false;
	}
	p = word + 6;
	if (p < end && (*p == '\r' || *p == '\n'))
		find_dict(s, from, word);
	p += p < end && *p == '\r';
	p += p < end && *p == '\n';
	close = s->dict.n ? memmem(p, (size_t)(end - p), "endstream", 9) : NULL;
	if (!close)
		close = end;
	s->packed = (struct str){ p, (size_t)(close - p) };
	/* A word that may be none hides nothing. */
	*at = (size_t)((s->dict.n ? close + (close < end ? 9 : 0) : word + 6) - pdf.p);
	s->before = (struct str){ from, (size_t)((s->dict.n ? p : word + 6) - from) };
	return true;
}

/* What follows `key` in the dictionary, from *at on; NULL: it stands there no more. */
static const char *value_of(struct str dict, const char *key, const char **at)
{
	const char *p = *at, *end = dict.p + dict.n;
	size_t n = strlen(key);

	while (dict.n && (p = memmem(p, (size_t)(end - p), key, n)) != NULL) {
		p += n;
		if (p < end && pdf_is_end(*p)) {
			*at = p;
			return skip_blanks(p, end);
		}
	}
	return NULL;
}

static bool is_name(const char *p, const char *end, const char *name)
{
	size_t n = strlen(name);

	return (size_t)(end - p) > n + 1 && *p == '/' && memcmp(p + 1, name, n) == 0 &&
	       pdf_is_end(p[n + 1]);
}

bool pdf_stream_is(const struct pdf_stream *s, const char *name)
{
	const char *at = s->dict.p, *end, *p;

	if (!s->dict.n)
		return false;
	end = at + s->dict.n;
	while ((p = value_of(s->dict, "/Type", &at)) != NULL)
		if (!name || is_name(p, end, name))
			return true;
	return false;
}

static bool has(struct str dict, const char *key)
{
	const char *at = dict.p;

	return value_of(dict, key, &at) != NULL;
}

bool pdf_stream_has_filter(const struct pdf_stream *s)
{
	return has(s->dict, "/Filter");
}

/* No filter, or /FlateDecode alone; no content elsewhere. */
static bool is_plain(struct str dict)
{
	const char *at = dict.p, *end = at + dict.n, *p = value_of(dict, "/Filter", &at);
	bool is_array;

	if (has(dict, "/F") || !p)
		return !p && !has(dict, "/F");
	is_array = p < end && *p == '[';
	p = skip_blanks(p + is_array, end);
	if (!is_name(p, end, "FlateDecode"))
		return false;
	p = skip_blanks(p + 12, end);
	return (!is_array || *p == ']') && !value_of(dict, "/Filter", &at);
}

enum pdf_use pdf_stream_use(const struct pdf_stream *s, const struct pdf_refs *r)
{
	enum pdf_use use;

	if (s->dict.n == 0 || !is_plain(s->dict))
		return PDF_ANYTHING;
	if (pdf_stream_is(s, "XRef"))
		return PDF_TABLE;
	use = pdf_refs_use(r, s->number);
	if (has(s->dict, "/DecodeParms") ||
	    (pdf_stream_is(s, NULL) && !(use == PDF_CMAP && pdf_stream_is(s, "CMap"))))
		return PDF_ANYTHING;
	return use;
}

bool pdf_use_fits(enum pdf_use use, struct str content)
{
	switch (use) {
	case PDF_PAGE:
		return true;
	case PDF_CMAP:
		return memmem(content.p, content.n, "begincmap", 9) != NULL;
	case PDF_PROFILE:
		/* ICC.1, 7.2.9. */
		return content.n >= 128 && memcmp(content.p + 36, "acsp", 4) == 0;
	case PDF_FONT:
	case PDF_TABLE:
		return kind_of(content, true) == KIND_UNKNOWN;
	case PDF_ANYTHING:
		break;
	}
	return false;
}

/* The string as text, when it is one. */
static void add_string(struct str s, struct buf *to)
{
	if (s.n >= 2 && memcmp(s.p, "\xfe\xff", 2) == 0)
		recast_wide((struct str){ s.p + 2, s.n - 2 }, ENCODING_UTF16BE, to);
	else if (show_is_printable(s))
		buf_add(to, s.p, s.n);
}

static void end_line(struct buf *to)
{
	if (to->n && to->p[to->n - 1] != '\n')
		buf_putc(to, '\n');
}

void pdf_strings(struct str operators, struct buf *to)
{
	const char *p = operators.p, *end = p + operators.n, *from;
	struct buf string = BUF_INIT;
	bool is_array = false;

	while (p < end) {
		from = p;
		if (*p == '%') {
			p = pdf_skip_comment(p, end);
			end_line(to);
			add_string((struct str){ from + 1, (size_t)(p - from - 1) }, to);
		} else if (*p == '(' || (*p == '<' && !(end - p > 1 && p[1] == '<'))) {
			buf_clear(&string);
			p = pdf_skip_string(p, end, &string);
			add_string((struct str){ string.p, string.n }, to);
		} else {
			p += 1 + (*p == '<');
			is_array = *from == '[' || (is_array && *from != ']');
		}
		if (!is_array)
			end_line(to);
	}
	buf_release(&string);
}
