#include "core/condition.h"

#include <math.h>
#include <stdlib.h>

#include "core/date.h"
#include "core/decimal.h"
#include "core/mem.h"

static const __int128 INT128_MOST = (__int128)(~(unsigned __int128)0 >> 1);

static bool is_text(enum field_type type)
{
	return type == FIELD_UTF8 || type == FIELD_DICT;
}

static bool read_bool(const char *s, __int128 *v)
{
	*v = strcmp(s, "true") == 0;
	return *v || strcmp(s, "false") == 0;
}

static bool read_number(const struct field *f, const char *s, __int128 *v)
{
	int32_t day;

	switch (f->type) {
	case FIELD_BOOL:
		return read_bool(s, v);
	case FIELD_INT64:
		return decimal_parse(str_of(s), 0, v) && *v >= INT64_MIN && *v <= INT64_MAX;
	case FIELD_DECIMAL:
		return decimal_parse(str_of(s), f->scale, v);
	default:
		if (!date_parse(str_of(s), "YYYY-MM-DD", &day))
			return false;
		*v = day;
		return true;
	}
}

/* The grammar of decimals; the value of the nearest double. */
static bool read_real(const char *s, double *v)
{
	__int128 ignored;
	char *end;

	if (!decimal_parse(str_of(s), 20, &ignored))
		return false;
	*v = strtod(s, &end);
	return *end == '\0';
}

static int bad_value(const struct filter_term *term, const struct field *f, const char *value,
		     struct err *err)
{
	static const char *const wanted[] = {
		[FIELD_BOOL] = "true or false",	      [FIELD_INT64] = "a whole number",
		[FIELD_DECIMAL] = "a decimal number", [FIELD_FLOAT64] = "a decimal number",
		[FIELD_DATE] = "a date YYYY-MM-DD",
	};

	if (f->type == FIELD_DECIMAL)
		return json_err(term->at, err,
				"\"%s\" must be compared with a decimal number of at most %d "
				"places, not \"%s\"",
				f->name, f->scale, value);
	return json_err(term->at, err, "\"%s\" must be compared with %s, not \"%s\"", f->name,
			wanted[f->type], value);
}

static int compare_numbers(const void *a, const void *b)
{
	const __int128 *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static int make_numbers(struct condition *t, const struct filter_term *term, const struct field *f,
			struct err *err)
{
	t->list = mem_zalloc(term->nvalues, sizeof(*t->list));
	t->nlist = term->nvalues;
	for (size_t i = 0; i < t->nlist; i++)
		if (!read_number(f, term->values[i], &t->list[i]))
			return bad_value(term, f, term->values[i], err);
	qsort(t->list, t->nlist, sizeof(*t->list), compare_numbers);
	t->least = t->op == FILTER_AT_MOST ? -INT128_MOST - 1 : t->list[0];
	t->most = t->op == FILTER_AT_LEAST ? INT128_MOST : t->list[t->nlist - 1];
	return 0;
}

static int make_reals(struct condition *t, const struct filter_term *term, const struct field *f,
		      struct err *err)
{
	t->real_list = mem_zalloc(term->nvalues, sizeof(*t->real_list));
	t->nlist = term->nvalues;
	for (size_t i = 0; i < t->nlist; i++)
		if (!read_real(term->values[i], &t->real_list[i]))
			return bad_value(term, f, term->values[i], err);
	t->real_least = t->op == FILTER_AT_MOST ? -INFINITY : t->real_list[0];
	t->real_most = t->op == FILTER_AT_LEAST ? INFINITY : t->real_list[0];
	return 0;
}

/* Every code of the list that is the one asked for or stands below it. */
static int make_under(struct condition *t, const struct filter_term *term,
		      const struct codes *codes, struct err *err)
{
	struct str top = str_of(term->values[0]);

	if (codes_find(codes, top, INT32_MAX) < 0)
		return json_err(term->at, err, "the code list \"%s\" has no code \"%s\"",
				codes->name, top.p);
	for (int i = 0; i < codes->n; i++)
		if (codes_is_under(codes, i, top))
			dict_put(t->set, codes->items[i].code, strlen(codes->items[i].code));
	return 0;
}

static int make_text(struct condition *t, const struct filter_term *term, const struct codes *codes,
		     struct err *err)
{
	if (t->op == FILTER_AT_LEAST || t->op == FILTER_AT_MOST) {
		t->bound = str_of(term->values[0]);
		return 0;
	}
	t->set = dict_new();
	if (t->op == FILTER_UNDER)
		return make_under(t, term, codes, err);
	for (size_t i = 0; i < term->nvalues; i++)
		dict_put(t->set, term->values[i], strlen(term->values[i]));
	return 0;
}

int condition_make(struct condition *t, const struct filter_term *term, const struct field *field,
		   const struct codes *codes, struct err *err)
{
	t->op = term->op;
	t->type = field->type;
	if (t->op == FILTER_NULL || t->op == FILTER_NOT_NULL)
		return 0;
	if (is_text(t->type))
		return make_text(t, term, codes, err);
	if (t->type == FIELD_OPAQUE)
		return json_err(term->at, err, "\"%s\" is of a type that cannot be compared",
				field->name);
	if (t->type == FIELD_BOOL && (t->op == FILTER_AT_LEAST || t->op == FILTER_AT_MOST))
		return json_err(term->at, err,
				"\"%s\" is true or false: it can only be compared by is",
				field->name);
	if (t->type == FIELD_FLOAT64)
		return make_reals(t, term, field, err);
	return make_numbers(t, term, field, err);
}

void condition_release(struct condition *t)
{
	free(t->list);
	free(t->real_list);
	free(t->answers);
	dict_free(t->set);
}

static bool text_holds(const struct condition *t, struct str s)
{
	if (t->op == FILTER_AT_LEAST)
		return str_cmp(s, t->bound) >= 0;
	if (t->op == FILTER_AT_MOST)
		return str_cmp(s, t->bound) <= 0;
	return (dict_find(t->set, s.p, s.n) >= 0) != (t->op == FILTER_NOT);
}

static void text_rows(const struct condition *t, const struct column *c, int64_t nrows, bool *keep)
{
	for (int64_t i = 0; i < nrows; i++)
		keep[i] = keep[i] && !column_is_null(c, i) && text_holds(t, column_text(c, i));
}

enum { UNKNOWN, HOLDS, FAILS };

/* A dictionary only grows, so an answer holds as long as it is the same one. */
static void prepare_answers(struct condition *t, const struct dict *dict)
{
	size_t n = (size_t)dict_count(dict);

	if (t->serial != dict->serial)
		t->nanswers = 0;
	t->serial = dict->serial;
	if (n > t->nanswers) {
		t->answers = mem_resize(t->answers, n, 1);
		memset(t->answers + t->nanswers, UNKNOWN, n - t->nanswers);
		t->nanswers = n;
	}
}

static void dict_rows(struct condition *t, const struct column *c, int64_t nrows, bool *keep)
{
	prepare_answers(t, c->dict);
	for (int64_t i = 0; i < nrows; i++) {
		unsigned char *answer;

		if (!keep[i] || column_is_null(c, i)) {
			keep[i] = false;
			continue;
		}
		answer = &t->answers[column_index(c, i)];
		if (*answer == UNKNOWN)
			*answer = text_holds(t, column_text(c, i)) ? HOLDS : FAILS;
		keep[i] = *answer == HOLDS;
	}
}

static bool in_list(const struct condition *t, __int128 v)
{
	return bsearch(&v, t->list, t->nlist, sizeof(v), compare_numbers) != NULL;
}

static void null_rows(const struct column *c, int64_t nrows, bool wanted, bool *keep)
{
	for (int64_t i = 0; i < nrows; i++)
		keep[i] = keep[i] && column_is_null(c, i) == wanted;
}

/* One loop per type: the range of a narrower type is cut to it beforehand, so
 * that the comparison is made in that type and the loop has no branch. */
#define RANGE_ROWS(type, least, most, read)                                                        \
	do {                                                                                       \
		const type lo = (type)(least), hi = (type)(most);                                  \
		for (int64_t i = 0; i < nrows; i++) {                                              \
			type v = read(c, i);                                                       \
			keep[i] &= ((v >= lo) & (v <= hi)) != negated;                             \
		}                                                                                  \
	} while (0)

static __int128 clamp(__int128 v, __int128 least, __int128 most)
{
	return v < least ? least : v > most ? most : v;
}

static void range_rows(const struct condition *t, const struct column *c, int64_t nrows, bool *keep)
{
	const bool negated = t->op == FILTER_NOT;
	__int128 least = t->least, most = t->most;

	switch (t->type) {
	case FIELD_BOOL:
		RANGE_ROWS(int, least, most, column_bool);
		break;
	case FIELD_INT64:
		RANGE_ROWS(int64_t, clamp(least, INT64_MIN, INT64_MAX),
			   clamp(most, INT64_MIN, INT64_MAX), column_int64);
		break;
	case FIELD_DATE:
		RANGE_ROWS(int32_t, clamp(least, INT32_MIN, INT32_MAX),
			   clamp(most, INT32_MIN, INT32_MAX), column_date);
		break;
	default:
		RANGE_ROWS(__int128, least, most, column_decimal);
		break;
	}
}

static __int128 number_at(const struct column *c, int64_t i)
{
	switch (c->type) {
	case FIELD_BOOL:
		return column_bool(c, i);
	case FIELD_INT64:
		return column_int64(c, i);
	case FIELD_DATE:
		return column_date(c, i);
	default:
		return column_decimal(c, i);
	}
}

static void real_rows(const struct condition *t, const struct column *c, int64_t nrows, bool *keep)
{
	const bool negated = t->op == FILTER_NOT;

	if (t->op != FILTER_IN) {
		RANGE_ROWS(double, t->real_least, t->real_most, column_float64);
		return;
	}
	for (int64_t i = 0; i < nrows; i++) {
		bool found = false;

		for (size_t j = 0; keep[i] && j < t->nlist; j++)
			found = found || column_float64(c, i) == t->real_list[j];
		keep[i] = found;
	}
}

static void number_rows(const struct condition *t, const struct column *c, int64_t nrows,
			bool *keep)
{
	if (t->type == FIELD_FLOAT64)
		real_rows(t, c, nrows, keep);
	else if (t->op != FILTER_IN)
		range_rows(t, c, nrows, keep);
	else
		for (int64_t i = 0; i < nrows; i++)
			keep[i] = keep[i] && in_list(t, number_at(c, i));
	/* A NULL has some value behind it, too. */
	if (c->valid)
		null_rows(c, nrows, false, keep);
}

void condition_rows(struct condition *t, const struct column *c, int64_t nrows, bool *keep)
{
	if (t->op == FILTER_NULL || t->op == FILTER_NOT_NULL)
		null_rows(c, nrows, t->op == FILTER_NULL, keep);
	else if (t->type == FIELD_DICT)
		dict_rows(t, c, nrows, keep);
	else if (t->type == FIELD_UTF8)
		text_rows(t, c, nrows, keep);
	else
		number_rows(t, c, nrows, keep);
}
