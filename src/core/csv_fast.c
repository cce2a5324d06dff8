#include "core/csv_fast.h"

#include "core/cell_read.h"
#include "core/csv_index.h"
#include "core/mem.h"
#include "core/text.h"

struct csv_fast {
	const struct schema *schema;
	bool simple;
	const char *base; /* what was looked at; NULL: nothing */
	/* The index, behind a first number that stands for the byte before base:
	 * cell i is what lies between at[i] and at[i + 1]. */
	uint32_t *at;
	size_t n, next, capacity;
	bool is_bad; /* not UTF-8 */
	bool has_quoted_lf;
	size_t *texts; /* the columns of type UTF8 */
	size_t ntexts;
};

struct csv_fast *csv_fast_new(const struct schema *schema, bool simple)
{
	struct csv_fast *f = mem_zalloc(1, sizeof(*f));
	size_t i;

	f->schema = schema;
	f->simple = simple;
	f->texts = mem_zalloc(schema->nfields + 1, sizeof(*f->texts));
	for (i = 0; i < schema->nfields; i++)
		if (schema->fields[i].type == FIELD_UTF8)
			f->texts[f->ntexts++] = i;
	return f;
}

void csv_fast_free(struct csv_fast *f)
{
	if (!f)
		return;
	free(f->at);
	free(f->texts);
	free(f);
}

void csv_fast_look(struct csv_fast *f, const char *p, size_t n)
{
	struct csv_marks marks;

	f->at = mem_grow(f->at, &f->capacity, n + 65, sizeof(*f->at));
	f->at[0] = UINT32_MAX;
	f->base = p;
	f->next = 0;
	f->n = csv_index(p, n, f->at + 1, &marks, f->simple);
	f->has_quoted_lf = marks.has_quoted_lf;
	/* The last row may be cut anywhere, and is looked at again. */
	while (f->n && p[f->at[f->n]] != '\n')
		f->n--;
	f->is_bad = marks.has_high && f->n && !utf8_is_valid(p, f->at[f->n] + 1);
}

void csv_fast_forget(struct csv_fast *f)
{
	f->base = NULL;
}

bool csv_fast_is_at(struct csv_fast *f, const char *p)
{
	size_t used;

	if (!f->base)
		return false;
	used = (size_t)(p - f->base);
	while (f->next < f->n && f->at[f->next + 1] < used)
		f->next++;
	/* Only a line feed known to be outside quotes proves that the quotes after
	 * it were told apart rightly. */
	if (used > 0 && (f->next == 0 || f->at[f->next] + 1 != used || f->base[used - 1] != '\n'))
		f->base = NULL;
	return f->base != NULL;
}

/* The content of cell i. */
struct piece {
	const char *p, *end;
	bool is_null;
};

static inline struct piece piece_at(const struct csv_fast *f, size_t i, bool is_last)
{
	const char *p = f->base + (uint32_t)(f->at[i] + 1), *end = f->base + f->at[i + 1];

	if (is_last && end > p && end[-1] == '\r')
		end--;
	if (p == end)
		return (struct piece){ p, end, true };
	if (*p == '"')
		return (struct piece){ p + 1, end - 1, false };
	return (struct piece){ p, end, false };
}

/* 1: the next row has a plain cell for each column; 0: the text ends in it;
 * -1: it is for the full parser. */
static int row_shape(const struct csv_fast *f, size_t i)
{
	size_t j, last = f->schema->nfields - 1;

	for (j = 0; j < last; j++) {
		if (i + j >= f->n)
			return 0;
		if (f->base[f->at[i + j + 1]] != ',')
			return -1;
	}
	if (i + last >= f->n)
		return 0;
	return f->base[f->at[i + last + 1]] == '\n' ? 1 : -1;
}

static size_t row_text_bytes(const struct csv_fast *f, size_t i)
{
	size_t k, bytes = 0, last = f->schema->nfields - 1;
	struct piece s;

	for (k = 0; k < f->ntexts; k++) {
		s = piece_at(f, i + f->texts[k], f->texts[k] == last);
		bytes += (size_t)(s.end - s.p);
	}
	return bytes;
}

/* The rows that can be taken now, and why not more. */
static size_t count_rows(const struct csv_fast *f, struct csv_rows *rows, enum csv_fast_end *why)
{
	size_t i = f->next, n = 0, stride = f->schema->nfields;
	int shape;

	for (;;) {
		if (csv_rows_is_full(rows)) {
			*why = CSV_FAST_FULL;
			return n;
		}
		shape = row_shape(f, i);
		if (shape != 1) {
			*why = shape < 0 ? CSV_FAST_ODD : CSV_FAST_MORE;
			return n;
		}
		rows->text_bytes += row_text_bytes(f, i);
		rows->nrows++;
		i += stride;
		n++;
	}
}

/* The cells of one column: from the next row on, `n` of them. */
struct strip {
	const struct csv_fast *f;
	const struct field *field;
	struct builder *b;
	size_t first, n;
	bool is_last;
};

/*
 * Each taker returns how many cells went well; *what is wrong with the one after
 * them.  A NULL that may not be stops the two quick ones without a word:
 * cell_read() then finds the words.
 */
static size_t take_texts(const struct strip *strip)
{
	size_t row, i = strip->first, stride = strip->f->schema->nfields;
	struct piece s;

	for (row = 0; row < strip->n; row++, i += stride) {
		s = piece_at(strip->f, i, strip->is_last);
		if (!s.is_null)
			builder_text(strip->b, s.p, (size_t)(s.end - s.p));
		else if (strip->field->nullable)
			builder_null(strip->b);
		else
			break;
	}
	return row;
}

/* Neighbouring rows often hold the same code: then no look-up is needed. */
static size_t take_codes(const struct strip *strip)
{
	size_t row, n, i = strip->first, stride = strip->f->schema->nfields;
	struct piece s;
	struct str before = { NULL, 0 };
	int32_t index = 0;

	for (row = 0; row < strip->n; row++, i += stride) {
		s = piece_at(strip->f, i, strip->is_last);
		if (s.is_null) {
			if (!strip->field->nullable)
				break;
			builder_null(strip->b);
			continue;
		}
		n = (size_t)(s.end - s.p);
		if (!before.p || before.n != n || memcmp(before.p, s.p, n) != 0) {
			index = dict_put(strip->b->dict, s.p, n);
			before = (struct str){ s.p, n };
		}
		builder_index(strip->b, index);
	}
	return row;
}

static size_t take_others(const struct strip *strip, size_t row, const char **what)
{
	size_t stride = strip->f->schema->nfields, i = strip->first + row * stride;
	struct piece s;

	for (; row < strip->n; row++, i += stride) {
		s = piece_at(strip->f, i, strip->is_last);
		*what = cell_read(strip->b, strip->field, s.is_null ? NULL : s.p,
				  (size_t)(s.end - s.p));
		if (*what)
			break;
	}
	return row;
}

static size_t take_column(const struct csv_fast *f, size_t column, struct builder *b, size_t n,
			  const char **what)
{
	const size_t last = f->schema->nfields - 1;
	const struct strip strip = { f, &f->schema->fields[column],
				     b, f->next + column,
				     n, column == last };
	size_t row = 0;

	if (b->type == FIELD_UTF8)
		row = take_texts(&strip);
	else if (b->type == FIELD_DICT)
		row = take_codes(&strip);
	return take_others(&strip, row, what);
}

static long long count_lines(const struct csv_fast *f, const char *p, const char *end, size_t rows)
{
	long long lines = 0;

	if (!f->has_quoted_lf)
		return (long long)rows;
	while (p < end && (p = memchr(p, '\n', (size_t)(end - p)))) {
		lines++;
		p++;
	}
	return lines;
}

enum csv_fast_end csv_fast_take(struct csv_fast *f, struct csv_rows *rows, const char **p,
				long long *line, struct csv_fault *fault)
{
	const size_t stride = f->schema->nfields;
	enum csv_fast_end why;
	const char *what = NULL, *from = *p;
	size_t i, good, n;

	if (f->is_bad)
		return CSV_FAST_ODD;
	good = n = count_rows(f, rows, &why);
	/* Later columns only to the first fault: the first row with a fault, and in
	 * it the first column, is what the full parser would meet. */
	for (i = 0; i < stride; i++) {
		good = take_column(f, i, &rows->builder.columns[i], good, &what);
		if (what) {
			*fault = (struct csv_fault){ i, what };
			why = CSV_FAST_FAULT;
			what = NULL;
		}
	}
	f->next += good * stride;
	*p = f->base + (uint32_t)(f->at[f->next] + 1);
	*line += count_lines(f, from, *p, good);
	return why;
}
