#include "inspect/show.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/mem.h"
#include "core/text.h"
#include "inspect/kind.h"
#include "inspect/office.h"
#include "inspect/recast.h"
#include "inspect/undo.h"

enum {
	SMALL = 65536, /* texts in which a few bytes of GB18030 may pass for UTF-8 */
	NOISE = 4096,  /* metadata; taken for GB18030, larger noise is full of names */
	LANES = 16
};

/* What is known about a text while its chunks go by. */
struct show {
	struct walk *w;
	const struct body *body;
	enum encoding encoding;
	long long line;
	bool is_text; /* not bytes of any kind */
	bool ended;
	const char *done;
};

bool show_is_printable(struct str s)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if ((c < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7f)
			return false;
	}
	return utf8_is_valid(s.p, s.n);
}

/* Line ends, sixteen bytes at a time. */
static long long count_lines(const char *p, size_t n)
{
	typedef signed char lanes __attribute__((vector_size(LANES)));
	const lanes ends = { 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10 };
	lanes sum, bytes;
	long long lines = 0;
	size_t i = 0, k, block;

	while (n - i >= LANES) {
		sum = (lanes){ 0 };
		/* A lane counts to 127. */
		block = (n - i) / LANES < 127 ? (n - i) / LANES : 127;
		for (k = 0; k < block; k++, i += LANES) {
			memcpy(&bytes, p + i, LANES);
			sum -= bytes == ends;
		}
		for (k = 0; k < LANES; k++)
			lines += sum[k];
	}
	for (; i < n; i++)
		lines += p[i] == '\n';
	return lines;
}

static int show_converted(struct show *s, const struct chunk *c, const char *label,
			  void convert(struct str, struct buf *), struct err *err);

/* All layers of decoding of one chunk that is UTF-8, or close to it. */
static int show_undone(struct show *s, struct chunk *c, struct err *err)
{
	struct walk *w = s->w;
	const struct body *body = s->body;
	int ret;

	if (body->layer >= WALK_LAYERS)
		return 0;
	if (undo_escapes(w, body, c, err) < 0 || undo_quoted(w, body, c, err) < 0 ||
	    undo_markup(w, body, c, err) < 0 || undo_figures(w, body, c, err) < 0)
		return -1;
	c->done = s->done;
	ret = undo_runs(w, body, c, err);
	s->done = c->done;
	return ret;
}

/* Two-byte characters of UTF-8 that are no Chinese: names of two characters in
 * GB18030 can look like that. */
static bool may_be_gb(const char *p, size_t n)
{
	bool two = false;
	size_t i;

	for (i = 0; i < n && n <= SMALL; i++) {
		if ((unsigned char)p[i] >= 0xe0)
			return false;
		two |= (unsigned char)p[i] >= 0xc2;
	}
	return two;
}

static void convert_gb(struct str s, struct buf *to)
{
	recast_gb(s, to);
}

static void convert_mixed(struct str s, struct buf *to)
{
	recast_mixed(s, to);
}

static void convert_twice(struct str s, struct buf *to)
{
	recast_twice(s, to);
}

static void convert_runs(struct str s, struct buf *to)
{
	recast_wide_runs(s, to);
}

/* The chunk in the encodings that it may be in besides UTF-8. */
static int show_recast(struct show *s, const struct chunk *c, struct err *err)
{
	size_t n = (size_t)(c->end - c->p);
	bool valid = utf8_is_valid(c->p, n);
	bool zeros = memchr(c->p, 0, n) != NULL;

	if (s->is_text && s->body->layer == 0 && !s->body->is_name &&
	    (zeros || (!valid && kind_of((struct str){ c->p, n }, true) != KIND_TEXT)))
		walk_structure(s->w, s->body->file, "bytes in a text that are no text", "");
	if (zeros && show_converted(s, c, "UTF-16", convert_runs, err) < 0)
		return -1;
	if (valid ? may_be_gb(c->p, n) : s->is_text || s->body->bytes.n <= NOISE) {
		if (show_converted(s, c, "GB18030", convert_gb, err) < 0)
			return -1;
	}
	if (!valid && s->is_text)
		return show_converted(s, c, "GB18030", convert_mixed, err);
	return valid ? show_converted(s, c, "read wrongly", convert_twice, err) : 0;
}

static int show_piece(struct show *s, const struct chunk *c, struct err *err)
{
	struct piece piece = {
		.file = s->body->file,
		.text = { c->p, (size_t)(c->end - c->p) },
		.seen = c->seen,
		.line = c->line,
		.is_name = s->body->is_name,
		.values_only = s->body->values_only,
		.is_joined = s->body->is_joined,
	};

	if (s->body->is_part)
		office_look(s->w, s->body, piece.text);
	return s->w->each(s->w->ctx, &piece, err);
}

/* A chunk of UTF-8 or of bytes of any kind. */
static int show_chunk(struct show *s, struct chunk *c, struct err *err)
{
	if (show_piece(s, c, err) < 0)
		return -1;
	if (show_recast(s, c, err) < 0)
		return -1;
	return show_undone(s, c, err);
}

/* The chunk in another encoding, as a text of its own on the same layer. */
static int show_converted(struct show *s, const struct chunk *c, const char *label,
			  void convert(struct str, struct buf *), struct err *err)
{
	struct buf to = BUF_INIT;
	struct body body = *s->body;
	struct show below = *s;
	struct chunk made = { .line = c->line };
	char *file = walk_below(s->body->file, label);
	int ret = 0;

	convert((struct str){ c->p, c->seen }, &to);
	made.seen = to.n;
	convert((struct str){ c->p + c->seen, (size_t)(c->end - c->p) - c->seen }, &to);
	if (to.n > made.seen && walk_may_unpack(s->w, s->body->file, to.n)) {
		body.file = file;
		body.is_mapped = false;
		below.body = &body;
		below.done = NULL;
		made.p = to.p;
		made.end = made.limit = to.p + to.n;
		ret = show_piece(&below, &made, err);
		if (ret == 0)
			ret = show_undone(&below, &made, err);
	}
	free(file);
	buf_release(&to);
	return ret;
}

static void convert_16le(struct str s, struct buf *to)
{
	recast_wide(s, ENCODING_UTF16LE, to);
}

static void convert_16be(struct str s, struct buf *to)
{
	recast_wide(s, ENCODING_UTF16BE, to);
}

static void convert_32le(struct str s, struct buf *to)
{
	recast_wide(s, ENCODING_UTF32LE, to);
}

static void convert_32be(struct str s, struct buf *to)
{
	recast_wide(s, ENCODING_UTF32BE, to);
}

/* A chunk of UTF-16 or UTF-32; as bytes it may still hold an ASCII text. */
static int show_wide(struct show *s, struct chunk *c, struct err *err)
{
	static void (*const converts[])(struct str, struct buf *) = { NULL, convert_16le,
								      convert_16be, convert_32le,
								      convert_32be };

	if (show_piece(s, c, err) < 0)
		return -1;
	return show_converted(s, c, s->encoding >= ENCODING_UTF32LE ? "UTF-32" : "UTF-16",
			      converts[s->encoding], err);
}

/* Where a chunk that may end at n bytes is best cut: at a line end, else after a
 * tag or a comma, else between characters. */
static size_t cut_at(const struct show *s, const char *p, size_t n)
{
	size_t half = n / 2;
	const char *at;

	if (s->encoding != ENCODING_UTF8)
		return n & ~(size_t)3;
	at = memrchr(p + half, '\n', n - half);
	if (!at)
		at = memrchr(p + half, '>', n - half);
	if (!at)
		at = memrchr(p + half, ',', n - half);
	if (at)
		return (size_t)(at + 1 - p);
	while (n > half && ((unsigned char)p[n] & 0xc0) == 0x80)
		n--;
	return n;
}

/* How much of the n bytes at p the next chunk repeats. */
static size_t repeat_of(const struct show *s, const char *p, size_t n)
{
	size_t most = n < WALK_OVERLAP ? n : WALK_OVERLAP;
	const char *from = p + n - most, *at;

	if (s->encoding != ENCODING_UTF8)
		return most & ~(size_t)3;
	at = memchr(from, '\n', most - 1);
	if (!at)
		at = memchr(from, '>', most - 1);
	if (at)
		return (size_t)(p + n - at - 1);
	while (from < p + n && ((unsigned char)*from & 0xc0) == 0x80)
		from++;
	return (size_t)(p + n - from);
}

/* Pages of a mapped file that nothing will look at soon need not stay. */
static void give_back(const struct show *s, const char *from, size_t n)
{
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE), first, last;

	if (!s->body->is_mapped)
		return;
	first = ((uintptr_t)from + page - 1) & ~(page - 1);
	last = ((uintptr_t)from + n) & ~(page - 1);
	if (last > first)
		madvise((void *)first, last - first, MADV_DONTNEED);
}

/*
 * The chunks of the bytes at p, all of them when `last`, else as many as are
 * full; returns in `used` how many need not be kept.  `seen` as in struct piece.
 */
static int show_run(struct show *s, struct str text, size_t *seen, bool last, size_t *used,
		    struct err *err)
{
	size_t from = 0, n, repeat;

	while (text.n - from > WALK_CHUNK || (last && text.n - from > *seen)) {
		struct chunk c = {
			.p = text.p + from, .limit = text.p + text.n, .seen = *seen, .line = s->line
		};

		n = text.n - from;
		if (n > WALK_CHUNK)
			n = cut_at(s, c.p, WALK_CHUNK);
		c.end = c.p + n;
		if ((s->encoding == ENCODING_UTF8 ? show_chunk(s, &c, err)
						  : show_wide(s, &c, err)) < 0)
			return -1;
		if (from + n == text.n) {
			from = text.n;
			break;
		}
		repeat = repeat_of(s, c.p, n);
		if (s->line)
			s->line += count_lines(c.p, n - repeat);
		give_back(s, c.p, n - repeat);
		from += n - repeat;
		*seen = repeat;
	}
	*used = from;
	return 0;
}

static int show_whole(struct show *s, struct err *err)
{
	size_t seen = 0, used;

	return show_run(s, s->body->bytes, &seen, true, &used, err);
}

int show_text(struct walk *w, const struct body *body, struct err *err)
{
	struct show s = { .w = w,
			  .body = body,
			  .encoding = encoding_of(body->bytes),
			  .line = 1,
			  .is_text = true };

	return show_whole(&s, err);
}

int show_bytes(struct walk *w, const struct body *body, struct err *err)
{
	struct show s = { .w = w, .body = body };

	return show_whole(&s, err);
}

int show_derived(struct walk *w, const struct body *body, const char *label, struct str text,
		 size_t seen, long long line, struct err *err)
{
	struct body below = *body;
	struct show s = { .w = w, .body = &below, .line = line, .is_text = true };
	char *file;
	size_t used;
	int ret;

	if (text.n <= seen || !walk_may_unpack(w, body->file, text.n))
		return 0;
	file = walk_below(body->file, label);
	below.file = file;
	below.bytes = text;
	below.layer++;
	below.is_part = false;
	below.is_mapped = false;
	ret = show_run(&s, text, &seen, true, &used, err);
	free(file);
	return ret;
}

struct show_stream {
	struct show show;
	struct buf window;
	size_t seen;
};

struct show_stream *show_stream_open(struct walk *w, const struct body *body, struct str head)
{
	struct show_stream *s = mem_zalloc(1, sizeof(*s));

	s->show = (struct show){
		.w = w, .body = body, .encoding = encoding_of(head), .line = 1, .is_text = true
	};
	s->window = (struct buf)BUF_INIT;
	return s;
}

static int stream_show(struct show_stream *s, bool last, struct err *err)
{
	size_t used = 0;
	int ret;

	s->show.done = NULL;
	ret = show_run(&s->show, (struct str){ s->window.p, s->window.n }, &s->seen, last, &used,
		       err);
	memmove(s->window.p, s->window.p + used, s->window.n - used);
	s->window.n -= used;
	return ret;
}

int show_stream_put(struct show_stream *s, const char *p, size_t n, struct err *err)
{
	buf_add(&s->window, p, n);
	return s->window.n > WALK_CHUNK ? stream_show(s, false, err) : 0;
}

int show_stream_close(struct show_stream *s, bool ok, struct err *err)
{
	int ret = 0;

	if (ok && s->window.n > s->seen)
		ret = stream_show(s, true, err);
	buf_release(&s->window);
	free(s);
	return ret;
}
